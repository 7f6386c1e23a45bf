import Deciding
import Descriptors
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM
import VNFM

/// A large network that lives for a while in virtual time, with a fault every minute.
///
/// It proves two things at once: that the core is as fast as a network of that size needs, and that what
/// must hold holds at every step of it.
package struct VirtualWeek {
  package let size: WeekSize
  private var engine: Engine
  private var invariants = WeekInvariants()
  private var faults = WeekFaults()
  private var dice: Chance
  /// How many messages were handled, and how many events they made.
  private var turns = 0
  private var events = 0
  private var helped = 0
  private var digest = WeekDigest()

  private static let person = Requester.person(name: "week")
  /// Somebody looks at what asks for somebody so often.
  private static let roundEvery = Span.minutes(10)

  /// - Throws: when what is bundled cannot be read.
  package init(_ size: WeekSize, seed: UInt64) throws {
    self.size = size
    dice = Chance(seed: seed, message: -3)
    engine = Engine(
      world: WorldDescription(seed: seed, epoch: Instant(milliseconds: 1_800_000_000_000)))
  }

  package var layers: Layers { engine.layers }

  // MARK: The network

  /// Makes the network, and waits until all of it serves.
  package mutating func build() throws {
    let world = try WeekWorld(hosts: size.hosts)
    for message in Genesis.messages(try Exercise.catalogue(), world.inventory) {
      try admit(message, from: .world)
    }
    try run(until: engine.now)
    let services = world.services(functions: size.functions)
    let wave = 200
    for start in stride(from: 0, to: services.count, by: wave) {
      let some = services[start..<min(start + wave, services.count)]
      for service in some {
        try admit(
          .service(
            .nfvo(
              .create(
                CreateNSRequest(
                  nsdName: service.nsd, nsName: service.name, tenant: service.tenant, service: nil,
                  from: Self.person)))))
      }
      try run(until: engine.now)
      for service in some {
        guard let ns = layers.nfvo.nsIdByName[service.name] else { continue }
        try admit(
          .service(
            .nfvo(
              .instantiate(
                ns: ns,
                InstantiateNSRequest(
                  vCPU: nil, memoryGiB: nil, sitePolicy: nil, site: service.vim, networks: []),
                from: Self.person))))
      }
      // So many as the clusters are at anyway; more would only wait for their turn.
      while layers.nfvo.openOperations > wave {
        try run(until: engine.now + .seconds(5))
      }
    }
    try rest()
  }

  // MARK: The week

  /// Lives through the week, ends all faults, and comes to rest.
  package mutating func live() throws {
    let start = engine.now
    for minute in 0..<size.minutes {
      try run(until: start + .minutes(Double(minute)))
      try strike()
      if minute % Int(Self.roundEvery.seconds / 60) == 0 { try help() }
    }
    for message in faults.allEnded(layers) { try admit(message, from: .world) }
    for _ in 0..<12 {
      try run(until: engine.now + .minutes(30))
      try help()
    }
    try rest()
    for finding in try Agreement.findings(engine) { invariants.breach(finding) }
  }

  private mutating func strike() throws {
    guard let rule = faults.draw(&dice, layers) else { return }
    let host = rule.kind == .powerLoss || rule.kind == .kernelPanic ? rule.place.host : nil
    let struck = host.flatMap { layers.nfvi.hosts[$0]?.workloads.values }.map(Set.init) ?? []
    try admit(FaultOrder.inject(rule).message(isOfHosts: rule.isOfHosts), from: .world)
    try run(until: engine.now, struck: struck)
  }

  /// What a person on duty does: what stands still is tried again, what healing gave up is healed.
  private mutating func help() throws {
    for alarm in layers.nfvo.alarms.values where alarm.isActive {
      switch alarm.faultType {
      case .operationFailed:
        guard let operation = NSOperation.ID(alarm.source).flatMap({ layers.nfvo.operations[$0] }),
          let task = [NSOperationTask.retry, .rollback, .fail].first(where: {
            operation.objection(to: $0) == nil
          })
        else { continue }
        helped += 1
        try admit(.service(.nfvo(.task(task, operation: operation.id, from: Self.person))))
      case .healingGivenUp:
        guard let ns = alarm.ns, layers.nfvo.networkServices[ns]?.openOperation == nil else {
          continue
        }
        helped += 1
        try admit(
          .service(
            .nfvo(
              .heal(
                ns: ns, HealNSRequest(vnfInstanceId: nil, cause: "healing was given up"),
                from: Self.person))))
      default: continue
      }
    }
  }

  // MARK: Turns

  private mutating func admit(_ message: Message, from sender: Block = .person) throws {
    var batch = Batch.rehearsed
    try engine.admit(message, from: sender, into: &batch)
  }

  private mutating func rest() throws { try run(until: Instant(milliseconds: .max)) }

  private mutating func run(until deadline: Instant, struck: Set<VNFInstance.ID> = []) throws {
    var struck = struck
    while true {
      var batch = Batch.rehearsed
      guard try engine.step(until: deadline, into: &batch) else { break }
      turns += 1
      guard !batch.events.isEmpty else { continue }
      events += batch.events.count
      for event in batch.events { digest.add(event) }
      invariants.check(batch.events, struck: struck, engine.layers)
      struck = []
    }
    if deadline.milliseconds < .max { engine.advance(to: deadline) }
  }

  // MARK: What came of it

  package var report: WeekReport {
    WeekReport(
      size: size, hosts: layers.nfvi.hosts.count, functions: layers.vnfm.vnfs.count,
      faults: faults.drawn, turns: turns, events: events, checks: invariants.checks,
      outages: invariants.outages, helped: helped,
      serving: layers.vnfm.vnfs.values.count { $0.serving == $0.wanted },
      virtualEnd: engine.now, digest: digest.text, breaches: invariants.breaches)
  }
}

/// What came of a week.
package struct WeekReport: Codable, Equatable, Sendable {
  package let size: WeekSize
  package let hosts: Int
  package let functions: Int
  /// How many faults there were, by kind.
  package let faults: [String: Int]
  package let turns: Int
  package let events: Int
  /// How often an invariant was looked at.
  package let checks: Int
  /// How often a function stopped serving; it had no spare replica.
  package let outages: Int
  /// How often somebody had to help.
  package let helped: Int
  /// How many functions are whole at the end.
  package let serving: Int
  package let virtualEnd: Instant
  /// Of everything that happened: equal for equal seeds and sizes.
  package let digest: String
  package let breaches: [String]
}
