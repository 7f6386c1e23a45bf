import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ServiceInterfaces

extension NSCommand {
  struct Instantiate: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a network service from an NSD, without a service order.")
    @Argument(help: "The NSD, by name.") var nsd: String
    @Option(help: "The name of the network service (default: tenant and NSD).") var name: String?
    @Option(help: "Who pays for the resources.") var tenant: String
    @Option(help: "Virtual CPUs of the main function.") var vcpu: Int?
    @Option(help: "Memory of the main function in GiB.") var memory: Int?
    @Option(help: "The deployment flavour of the NSD (default: the NSD's own).")
    var flavour: String?
    @Option(help: "The instantiation level of the NSD (default: the flavour's own).")
    var level: String?
    @Option(help: "The kind of site, such as edge.") var sitePolicy: String?
    @Option(help: "The one site or VIM that it is to be at.") var site: String?
    @Option(name: .customLong("network"), help: "A network of the tenant to attach; repeatable.")
    var networks: [String] = []
    @OptionGroup var act: ActOptions

    func perform() throws {
      var session = Session(try act.place.open("podium ns instantiate"))
      let person = Requester.person(name: Person.name)
      let creation = CreateNSRequest(
        nsdName: nsd, nsName: name ?? "\(tenant.lowercased())-\(nsd)", tenant: tenant,
        service: nil, from: person)
      let request = InstantiateNSRequest(
        vCPU: vcpu, memoryGiB: memory, sitePolicy: sitePolicy, site: site, networks: networks,
        flavourId: flavour, instantiationLevel: level)
      if act.dryRun {
        let (rehearsal, ns) = try session.engine.rehearsing(creation, then: request)
        return try act.show(rehearsal.plan(for: ns))
      }
      try checkBoth(creation, request, session)
      let (sequence, events) = try session.perform(.service(.nfvo(.create(creation))))
      if let problem = Engine.refusal(in: events, of: sequence) { throw Failure(problem) }
      guard let ns = Engine.created(in: events, by: sequence) else { return }
      try act.perform(.instantiate(ns: ns, request, from: person), on: ns, &session)
    }

    /// Tries creation and instantiation on a copy: where either is refused, nothing is left behind.
    private func checkBoth(
      _ creation: CreateNSRequest, _ request: InstantiateNSRequest, _ session: Session
    ) throws {
      let create = Message.service(.nfvo(.create(creation)))
      let created = try session.engine.trying([create])
      if let problem = created.problems.first { throw Failure(problem) }
      guard let ns = created.layers.nfvo.nsIdByName[creation.nsName] else { return }
      let both = try session.engine.trying([
        create, .service(.nfvo(.instantiate(ns: ns, request, from: creation.requester))),
      ])
      if let problem = both.problems.first { throw Failure(problem) }
    }
  }

  struct Update: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change what a network service is made of (SOL005 UPDATE).",
      discussion: """
        One of --package (CHANGE_VNFPKG), --add (INSTANTIATE_VNF) and --remove (TERMINATE_VNF) says \
        what becomes of it.
        """)
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @Option(help: "The VNFD to change to: another software version.") var package: String?
    @Option(help: "With --package: one VNF only.") var vnf: String?
    @Option(help: "One more VNF of this profile of the NSD.") var add: String?
    @Option(help: "The VNF that is to go.") var remove: String?
    @OptionGroup var act: ActOptions

    func validate() throws {
      guard [package, add, remove].count(where: { $0 != nil }) == 1 else {
        throw ValidationError("Give one of --package, --add and --remove.")
      }
    }

    func perform() throws {
      try act.perform(on: ns, "podium ns update") { record, _ in
        .update(ns: record.id, try update, from: .person(name: Person.name))
      }
    }

    private var update: UpdateNSRequest {
      get throws {
        if let package { return .changePackage(vnf: vnf, vnfdId: package) }
        if let add { return .instantiateVNF(profile: add) }
        if let remove { return .terminateVNF(vnf: remove) }
        throw ValidationError("Give one of --package, --add and --remove.")
      }
    }
  }
}
