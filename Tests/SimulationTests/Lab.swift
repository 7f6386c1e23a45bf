import Core
import Deciding
import Descriptors
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// A whole world in memory, of which a test makes as many copies as it likes: no file, no clock.
struct Lab: Sendable {
  var engine: Engine
  /// What happened since the last ``forget()``.
  private(set) var events: [RecordedEvent] = []

  static let person = Requester.person(name: "lab")

  /// A world with the bundled catalogue, whose firewall service also scales by its log collectors.
  ///
  /// `alter` may change the descriptors before anybody knows them; without an `inventory` it is the
  /// bundled one.
  init(
    seed: UInt64, on inventory: Inventory? = nil,
    alter: (inout [NSD], inout [VNFD]) -> Void = { _, _ in }
  ) throws {
    let bundled = try Bundle.catalogue.get()
    var nsds = bundled.nsds
    let index = try #require(nsds.firstIndex { $0.name == "cloud-firewall-ns" })
    nsds[index].scalingAspects = [
      NSD.NSScalingAspect(
        id: "collectors", name: "collectors",
        levels: [
          .init(vnfInstances: ["log_collector": 1]), .init(vnfInstances: ["log_collector": 2]),
        ])
    ]
    var vnfds = bundled.vnfds
    // The firewalls also come in a flavour of larger workers.
    for index in vnfds.indices where vnfds[index].productName == "Cloud Firewall" {
      var large = vnfds[index]
      large.flavourId = "large"
      for vdu in large.vdus.indices { large.vdus[vdu].vcpuMilli *= 2 }
      vnfds[index].otherFlavours = [large]
    }
    alter(&nsds, &vnfds)
    let catalogue = Catalogue(
      specifications: bundled.specifications, products: bundled.products, nsds: nsds,
      vnfds: vnfds)
    engine = Engine(
      world: WorldDescription(seed: seed, epoch: Instant(milliseconds: 1_800_000_000_000)))
    for message in Genesis.messages(catalogue, try inventory ?? Bundle.inventory.get()) {
      try admit(message, from: .world)
    }
    try run()
  }

  var layers: Layers { engine.layers }

  mutating func forget() { events = [] }

  @discardableResult
  mutating func admit(_ message: Message, from sender: Block = .person) throws -> Int {
    var batch = Batch.rehearsed
    let sequence = try engine.admit(message, from: sender, into: &batch)
    return sequence
  }

  mutating func ask(_ request: SOL005Request) throws { try admit(.service(.nfvo(request))) }

  /// Lets a fault begin, which must be one that can.
  mutating func inject(_ rule: FaultRule) throws {
    try #require(layers.problems(of: rule) == [])
    try admit(FaultOrder.inject(rule).message(isOfHosts: rule.isOfHosts), from: .world)
    try run(for: .zero)
  }

  /// How many heals began.
  var heals: Int {
    events.count {
      if case .vnfm(.operationStarted(let record)) = $0.event {
        record.kind == .heal
      } else {
        false
      }
    }
  }

  /// Makes a network service and waits until its instantiation is at rest.
  @discardableResult
  mutating func make(
    _ nsd: String, named name: String = "lab", tenant: String = "acme",
    _ request: InstantiateNSRequest = InstantiateNSRequest(
      vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: [])
  ) throws -> NSInstance.ID {
    try ask(
      .create(
        CreateNSRequest(
          nsdName: nsd, nsName: name, tenant: tenant, service: nil, from: Self.person)))
    try run()
    let ns = try #require(layers.nfvo.nsIdByName[name])
    try ask(.instantiate(ns: ns, request, from: Self.person))
    try run()
    return ns
  }

  /// Runs until nothing is left to do, until `isDone`, or until so much time has passed.
  ///
  /// - Returns: whether it came to rest.
  @discardableResult
  mutating func run(
    for limit: Span = .minutes(600), until isDone: (Layers) -> Bool = { _ in false }
  ) throws -> Bool {
    var batch = Batch.rehearsed
    let deadline = engine.now + limit
    defer { events += batch.events }
    while try engine.step(until: deadline, into: &batch) {
      if isDone(engine.layers) { return true }
    }
    return engine.nextDue == nil
  }
}

extension Layers {
  /// The network service that acts are about: the last one that is in no other.
  var ns: NSRecord? { nfvo.networkServices.values.last { $0.parent == nil } }

  var operation: NSOperationRecord? { ns?.lastOperation.flatMap { nfvo.operations[$0] } }

  /// The VNF that scales.
  var firewall: VNFRecord? {
    ns?.vnfs.compactMap { vnfm.vnfs[$0] }.first { !$0.levels.isEmpty }
  }
}

/// Every kind of change that an NS operation makes.
enum NSAct: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case instantiate, scaleOut, scaleIn, moreVNFs, fewerVNFs, upgrade, addVNF, removeVNF, heal
  case terminate
  case scaleToLevel, changeFlavour, stop, start, connect, modify, snapshot, revert

  /// A message that depends on how the world is when it is sent.
  typealias Step = @Sendable (Layers) throws -> Message

  var testDescription: String { rawValue }

  /// What makes the act possible in an empty world, each once all before is done.
  var preparation: [Step] {
    let create: Step = { _ in
      .service(
        .nfvo(
          .create(
            CreateNSRequest(
              nsdName: "cloud-firewall-ns", nsName: "lab-fw", tenant: "Lab", service: nil,
              from: Lab.person))))
    }
    func asking(_ act: NSAct) -> Step { { .service(.nfvo(try act.request($0))) } }
    let inService = [create, asking(.instantiate)]
    return switch self {
    case .instantiate: [create]
    case .scaleIn: inService + [asking(.scaleOut)]
    case .fewerVNFs: inService + [asking(.moreVNFs)]
    case .removeVNF: inService + [asking(.addVNF)]
    case .heal: inService + [Self.pauseHealing, Self.losePower]
    case .start: inService + [asking(.stop)]
    case .revert: inService + [asking(.snapshot), asking(.scaleOut)]
    case .scaleOut, .moreVNFs, .upgrade, .addVNF, .terminate, .scaleToLevel, .stop, .connect,
      .modify, .snapshot, .changeFlavour:
      inService
    }
  }

  private static let pauseHealing: Step = { layers in
    let ns = try #require(layers.ns).id
    return .service(.assurance(.policy(ns: ns, policy: "auto-heal", .pause, from: Lab.person)))
  }

  private static let losePower: Step = { layers in
    let host = try #require(layers.firewall?.components.first?.host)
    return .resource(.nfvi(.power(host: host, isOn: false)))
  }

  /// A world in which the act is possible, before it is asked for.
  func prepare(seed: UInt64) throws -> Lab {
    var lab = try Lab(seed: seed)
    for step in preparation {
      try lab.admit(try step(lab.layers))
      try lab.run()
    }
    lab.forget()
    return lab
  }

  func request(_ layers: Layers) throws -> SOL005Request {
    let ns = try #require(layers.ns).id
    let person = Lab.person
    func scale(
      _ type: ScaleNSRequest.ScaleType, _ aspect: String, _ direction: ScaleNSRequest.Direction
    ) -> SOL005Request {
      .scale(
        ns: ns,
        ScaleNSRequest(
          scaleType: type, vnfInstanceId: nil, aspectId: aspect, direction: direction,
          numberOfSteps: 1),
        from: person)
    }
    switch self {
    case .instantiate:
      return .instantiate(
        ns: ns,
        InstantiateNSRequest(vCPU: 4, memoryGiB: 8, sitePolicy: nil, networks: ["lab-lan"]),
        from: person)
    case .scaleOut: return scale(.vnf, try #require(layers.firewall?.levels.first?.aspectId), .out)
    case .scaleIn:
      return scale(.vnf, try #require(layers.firewall?.levels.first?.aspectId), .inward)
    case .moreVNFs: return scale(.ns, "collectors", .out)
    case .fewerVNFs: return scale(.ns, "collectors", .inward)
    case .upgrade:
      let newer = try #require(
        layers.nfvo.vnfds.values.map(\.vnfd).first { vnfd in
          vnfd.packageChanges.contains { $0.source == layers.firewall?.vnfdId }
        })
      return .update(ns: ns, .changePackage(vnf: nil, vnfdId: newer.id.rawValue), from: person)
    case .addVNF: return .update(ns: ns, .instantiateVNF(profile: "log_collector"), from: person)
    case .removeVNF:
      let last = try #require(layers.ns?.vnfs.last)
      return .update(ns: ns, .terminateVNF(vnf: "\(last)"), from: person)
    case .heal:
      return .heal(ns: ns, HealNSRequest(vnfInstanceId: nil, cause: "lab"), from: person)
    case .terminate: return .terminate(ns: ns, from: person)
    case .scaleToLevel:
      let target = ScaleVNFToLevelRequest.Target.instantiationLevel("medium")
      return .scaleToLevel(
        ns: ns, ScaleVNFToLevelRequest(vnf: nil, target: target), from: person)
    case .changeFlavour, .stop, .start, .connect, .modify, .snapshot, .revert:
      return .update(ns: ns, try update(of: try #require(layers.firewall)), from: person)
    }
  }

  /// The UPDATE that changes one VNF.
  private func update(of vnf: VNFRecord) throws -> UpdateNSRequest {
    let name = vnf.name
    return switch self {
    case .changeFlavour:
      .changeFlavour(vnf: name, flavourId: "large", instantiationLevel: nil)
    case .stop: .operate(vnf: name, .stop(graceSeconds: 10))
    case .start: .operate(vnf: name, .start)
    case .connect:
      .changeExternalConnectivity(vnf: name, networks: ["lab-lan", "lab-dmz"])
    case .modify:
      .modifyInformation(
        vnf: name,
        VNFInformationRequest(
          description: "in the lab", metadata: ["owner": "lab"], properties: ["mode": "strict"]))
    case .snapshot: .createSnapshot(vnf: name, name: "before")
    default: .revertToSnapshot(vnf: name, snapshot: "\(try #require(vnf.snapshots.last).id)")
    }
  }
}
