import ArgumentParser
import Core
import Deciding
import ResourceInterfaces
import VIM
import VNFM

extension FaultCommand {
  /// `podium fault hand`: somebody works in a cluster by hand, and nobody is told.
  struct Hand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hand",
      abstract: "Change a cluster by hand, past Podium, so that no notification tells of it.",
      discussion: "`podium drift check` finds what was done.",
      subcommands: [
        Delete.self, Make.self, Image.self, Resize.self, Move.self, Attach.self, Stranger.self,
      ])

    struct Delete: PodiumCommand {
      static let configuration = CommandConfiguration(abstract: "Delete a pod or server.")
      @Argument(help: "Its name in the cluster, or its identifier.") var resource: String
      @OptionGroup var place: StateOptions
      func perform() throws {
        try Hand.perform(place) { layers in
          let resource = try layers.heldResource(resource)
          return (resource.vim, .delete(resource.id))
        }
      }
    }

    struct Make: PodiumCommand {
      static let configuration = CommandConfiguration(
        abstract: "Make another pod or server like one that is there, with the same tag.",
        discussion: """
          With --of-vnf it has the tag of another VNF, such as one that is not there any more: what a \
          driver that crashed leaves behind.
          """)
      @Argument(help: "The one that is copied, by its name in the cluster or its identifier.")
      var like: String
      @Option(help: "The VNF on its tag, such as vnf-99.") var ofVNF: String?
      @OptionGroup var place: StateOptions
      func perform() throws {
        try Hand.perform(place) { layers in
          let model = try layers.heldResource(like)
          let owner = layers.vim.releases[model.vnf]?.owner
          let vnf = try ofVNF.map { text in
            guard let vnf = VNFInstance.ID(text) else {
              throw Failure(.refused, "\(text) is no identifier of a VNF, such as vnf-99.")
            }
            return vnf
          }
          let tag = OwnerTag(
            vnf: vnf ?? model.vnf, ns: owner?.ns ?? "", tenant: owner?.tenant ?? "")
          return (
            model.vim,
            .make(owner: tag, vdu: model.vdu, image: model.image, compute: model.compute)
          )
        }
      }
    }

    struct Image: PodiumCommand {
      static let configuration = CommandConfiguration(
        abstract: "Have a pod or server run another image.")
      @Argument(help: "Its name in the cluster, or its identifier.") var resource: String
      @Argument(help: "The image, NAME:VERSION.") var image: String
      @OptionGroup var place: StateOptions
      func perform() throws {
        try Hand.perform(place) { layers in
          let resource = try layers.heldResource(resource)
          return (resource.vim, .changeImage(resource.id, image))
        }
      }
    }

    struct Resize: PodiumCommand {
      static let configuration = CommandConfiguration(abstract: "Give a pod or server more.")
      @Argument(help: "Its name in the cluster, or its identifier.") var resource: String
      @Option(help: "Virtual CPUs that it has then.") var vcpu: Int
      @OptionGroup var place: StateOptions
      func perform() throws {
        try Hand.perform(place) { layers in
          let resource = try layers.heldResource(resource)
          return (
            resource.vim,
            .resize(
              resource.id,
              Compute(milliCPU: vcpu * 1_000, memoryMiB: resource.compute.memoryMiB))
          )
        }
      }
    }

    struct Move: PodiumCommand {
      static let configuration = CommandConfiguration(
        abstract: "Migrate a virtual machine to another host of its VIM.")
      @Argument(help: "Its name in the cluster, or its identifier.") var resource: String
      @Argument(help: "The host.") var host: String
      @OptionGroup var place: StateOptions
      func perform() throws {
        try Hand.perform(place) { layers in
          let resource = try layers.heldResource(resource)
          return (resource.vim, .move(resource.id, host))
        }
      }
    }

    struct Attach: PodiumCommand {
      static let configuration = CommandConfiguration(
        abstract: "Have a VNF attached to these networks and no others.")
      @Argument(help: "The VNF, by identifier or name.") var vnf: String
      @Argument(help: "The networks; none for none.") var networks: [String] = []
      @OptionGroup var place: StateOptions
      func perform() throws {
        try Hand.perform(place) { layers in
          let record = try layers.function(vnf)
          return (record.vim ?? "", .attach(record.id, networks: networks))
        }
      }
    }

    struct Stranger: PodiumCommand {
      static let configuration = CommandConfiguration(
        abstract: "Have somebody else run something in the cluster.")
      @Argument(help: "The VIM.") var vim: String
      @Option(help: "Who.") var tenant = "Other"
      @Option(help: "Virtual CPUs.") var vcpu = 2
      @OptionGroup var place: StateOptions
      func perform() throws {
        try Hand.perform(place) { _ in
          let tag = OwnerTag(
            managedBy: "terraform", instance: tenant, vnf: nil, ns: "", tenant: tenant)
          return (
            vim,
            .make(
              owner: tag, vdu: "app", image: "app:1",
              compute: Compute(milliCPU: vcpu * 1_000, memoryMiB: vcpu * 2_048))
          )
        }
      }
    }

    private static func perform(
      _ place: StateOptions, _ work: (Layers) throws -> (VIMName, HandWork)
    ) throws {
      var session = Session(try place.openExisting("podium fault hand"))
      let (vim, work) = try work(session.layers)
      let (_, events) = try session.perform(.resource(.vim(.byHand(vim: vim, work))))
      FaultCommand.tell(
        events.filter { $0.event.block == .vim },
        otherwise: "Nothing was done: it is so already, or there is no room, or it does not serve.")
    }
  }
}

extension Layers {
  /// A pod or server by its name or identifier; not what belongs to others.
  fileprivate func heldResource(_ text: String) throws -> ResourceRecord {
    let known = Resource.ID(text).flatMap { vim.resources[$0] }
    guard let resource = known ?? vim.resources.values.first(where: { $0.name == text }) else {
      throw Failure(
        .refused, "No cluster holds \(text). `podium vnf show VNF` tells what a VNF has.")
    }
    return resource
  }
}
