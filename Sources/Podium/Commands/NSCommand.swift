import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

/// `podium ns`: network services, as SOL005 has them.
struct NSCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ns",
    abstract:
      "List, show, instantiate, scale, update, heal and terminate network services (SOL005).",
    subcommands: [
      List.self, Show.self, Instantiate.self, Scale.self, Update.self, Heal.self, Terminate.self,
    ])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "List the network services.")
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium ns list").engine.layers
      let reports = layers.nfvo.networkServices.values.map { NSReport($0, layers) }
      if output.json { return try Output.json(reports) }
      // Those that are nested stand below the one around.
      let tree = layers.nfvo.networkServices.values.filter { $0.parent == nil }
        .flatMap { layers.nfvo.tree(of: $0) }
      Output.table(
        ["NS", "NAME", "TENANT", "STATE", "HEALTH", "VNFS", "CLUSTER", "OPERATION"],
        tree.map { depth, record in
          let report = NSReport(record, layers)
          return [
            report.id, String(repeating: "  ", count: depth) + report.nsInstanceName, report.tenant,
            report.nsState, report.health, "\(report.vnfInstance.count)", report.vim ?? "",
            report.openOperation ?? "",
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a network service and its VNFs.")
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium ns show").engine.layers
      let record = try layers.networkService(ns)
      let report = NSReport(record, layers)
      if output.json { return try Output.json(report) }
      if let around = record.parent.flatMap({ layers.nfvo.networkServices[$0] }) {
        print("nested in \(around.id)  \(around.name)")
      }
      for (depth, record) in layers.nfvo.tree(of: record) {
        show(NSReport(record, layers), depth)
      }
    }

    private func show(_ report: NSReport, _ depth: Int) {
      let margin = String(repeating: "  ", count: depth)
      print(
        "\(margin)\(report.id)  \(report.nsInstanceName)  \(report.nsState)  "
          + "health \(report.health)")
      for vnf in report.vnfInstance {
        print(
          "\(margin)  \(vnf.id)  \(vnf.vnfInstanceName)  \(vnf.ready)/\(vnf.wanted) ready  "
            + vnf.vnfSoftwareVersion)
      }
    }
  }

  struct Scale: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Scale a network service or one of its VNFs.",
      discussion: """
        Negative steps scale in: --steps=-1. An aspect of the NSD brings and ends VNFs (SCALE_NS), an \
        aspect of a VNF its components (SCALE_VNF). --level brings the whole network service to an \
        instantiation level of its NSD.
        """)
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @Option(help: "The scaling aspect (default: the only one there is).") var aspect: String?
    @Option(help: "The VNF, when several have the aspect.") var vnf: String?
    @Option(help: "How many steps; negative scales in (default: 1).") var steps: Int?
    @Option(help: "An instantiation level of the NSD, instead of steps.") var level: String?
    @OptionGroup var act: ActOptions

    func validate() throws {
      if steps == 0 { throw ValidationError("--steps takes a number other than 0.") }
      if level != nil, aspect != nil || vnf != nil || steps != nil {
        throw ValidationError("--level stands alone: leave out --aspect, --vnf and --steps.")
      }
    }

    func perform() throws {
      try act.perform(on: ns, "podium ns scale") { record, layers in
        let person = Requester.person(name: Person.name)
        if let level { return .scaleToNSLevel(ns: record.id, level: level, from: person) }
        let steps = steps ?? 1
        let vnfs = record.vnfs.compactMap { layers.vnfm.vnfs[$0] }
        let aspect = try aspect ?? layers.onlyAspect(of: vnfs, called: record.name)
        let ofNS = layers.nfvo.nsd(of: record)?.scalingAspects.contains { $0.id == aspect } ?? false
        return .scale(
          ns: record.id,
          ScaleNSRequest(
            scaleType: ofNS && vnf == nil ? .ns : .vnf, vnfInstanceId: vnf, aspectId: aspect,
            direction: steps > 0 ? .out : .inward, numberOfSteps: abs(steps)),
          from: person)
      }
    }
  }

  struct Heal: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replace what a network service has lost.")
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @Option(help: "One VNF only.") var vnf: String?
    @Option(help: "Why, for the record.") var cause = "asked for by an operator"
    @OptionGroup var act: ActOptions

    func perform() throws {
      try act.perform(on: ns, "podium ns heal") { record, _ in
        .heal(
          ns: record.id, HealNSRequest(vnfInstanceId: vnf, cause: cause),
          from: .person(name: Person.name))
      }
    }
  }

  struct Terminate: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Terminate a network service and give its resources back.",
      discussion: """
        One that carries an active service is terminated only with --confirm NAME: the service \
        would be lost. To end a service properly, submit an order with action delete.
        """)
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @Option(help: "The network service's name, to confirm.") var confirm: String?
    @OptionGroup var act: ActOptions

    func perform() throws {
      try act.perform(on: ns, "podium ns terminate") { record, layers in
        let service = record.service.flatMap { layers.som.services[$0] }
        guard act.dryRun || service?.state != .active || confirm == record.name else {
          throw Failure(
            .refused,
            "\(record.name) carries \(service?.specification ?? "a service"), which is active. "
              + "Confirm with --confirm \(record.name), or submit an order with action delete.")
        }
        return .terminate(ns: record.id, from: .person(name: Person.name))
      }
    }
  }
}

/// An NS instance; keys are SOL005's.
struct NSReport: Encodable {
  let id: String
  let nsInstanceName: String
  let nsdId: String
  let tenant: String
  let nsState: String
  let health: String
  let vim: String?
  let openOperation: String?
  let vnfInstance: [VNFReport]
  let nestedNsInstanceId: [String]
  /// The network service that it is nested in.
  let parentNsInstanceId: String?

  init(_ record: NSRecord, _ layers: Layers) {
    id = "\(record.id)"
    nsInstanceName = record.name
    nsdId = "\(record.nsd)"
    tenant = record.tenant
    nsState = record.state.rawValue
    health = record.health.rawValue
    vim = record.vim
    openOperation = record.openOperation.map { "\($0)" }
    vnfInstance = record.vnfs.compactMap { layers.vnfm.vnfs[$0] }.map(VNFReport.init)
    nestedNsInstanceId = record.nested.map { "\($0)" }
    parentNsInstanceId = record.parent.map { "\($0)" }
  }
}

extension Layers {
  /// A network service by identifier or name.
  func networkService(_ text: String) throws -> NSRecord {
    if let id = NSInstance.ID(text) ?? nfvo.nsIdByName[text], let record = nfvo.networkServices[id]
    {
      return record
    }
    throw Failure(
      .refused, "There is no network service \(text). `podium ns list` shows them all.")
  }

  /// The one scaling aspect of `vnfs`, which people call `name`.
  func onlyAspect(of vnfs: [VNFRecord], called name: String) throws -> String {
    let aspects = Set(vnfs.flatMap { $0.levels.map(\.aspectId) })
    guard let aspect = aspects.first, aspects.count == 1 else {
      throw Failure(
        .refused,
        aspects.isEmpty
          ? "\(name) has no scaling aspect."
          : "\(name) has several scaling aspects: \(aspects.sorted().joined(separator: ", ")). "
            + "Name one with --aspect.")
    }
    return aspect
  }
}
