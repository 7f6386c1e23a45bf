import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM
import VNFM

/// A game day on its way: what is done, and what is noted of each event.
struct ChaosRun {
  private(set) var engine: Engine
  /// What the events make of nothing, to be compared with what is.
  private var replayed: Layers
  private var day = ChaosDay()
  private var isOpen = false
  private var openedAt: Instant
  private var lookedAt: Instant
  private var dice: ChaosDice
  private var served = 0
  /// How often operations that stand still were tried again.
  private var retries: [NSOperation.ID: Int] = [:]
  /// Since when layers do not agree, by what they do not agree on.
  private var disagreements: [String: Instant] = [:]

  /// So long news may be on its way, or wait for the next comparison of what is believed.
  private static let patience = Span.minutes(15)
  private static let lookEvery = Span.minutes(1)

  init(in world: Engine, seed: UInt64) {
    engine = world
    replayed = world.layers
    openedAt = world.now
    lookedAt = world.now
    dice = ChaosDice(chance: Chance(seed: seed, message: -2))
  }

  var layers: Layers { engine.layers }
  var now: Instant { engine.now }

  // MARK: Time

  mutating func instantiate(_ service: (nsd: String, name: String, tenant: String)) throws {
    let create = CreateNSRequest(
      nsdName: service.nsd, nsName: service.name, tenant: service.tenant, service: nil,
      from: Chaos.person)
    try ask(.service(.nfvo(.create(create))))
    try rest(until: now + .minutes(60))
    guard let ns = layers.exercisedNS else { return }
    try ask(.service(.nfvo(instantiation(of: ns))))
    try rest(until: now + .minutes(60))
  }

  private func instantiation(of ns: NSRecord) -> SOL005Request {
    .instantiate(
      ns: ns.id,
      InstantiateNSRequest(
        vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: ["\(ns.name)-lan"]),
      from: Chaos.person)
  }

  /// The day begins: from now on it is scored.
  mutating func open() throws {
    try ask(
      .resource(
        .vnfm(
          .drift(
            .watch(
              vims: layers.vim.names, everySeconds: Chaos.driftWatchSeconds, by: "chaos")))))
    isOpen = true
    openedAt = now
    lookedAt = now
    day.observeServices(layers, at: now, [])
  }

  mutating func pass(until deadline: Instant) throws {
    while try turn(until: deadline) {}
    engine.advance(to: deadline)
  }

  private mutating func rest(until deadline: Instant) throws {
    while try turn(until: deadline) {}
  }

  private mutating func ask(_ message: Message, from sender: Block = .person) throws {
    var batch = Batch.rehearsed
    try engine.admit(message, from: sender, into: &batch)
    while try turn(until: now) {}
  }

  /// Delivers the next message and notes what came of it.
  private mutating func turn(until deadline: Instant) throws -> Bool {
    var batch = Batch.rehearsed
    guard try engine.step(until: deadline, into: &batch) else { return false }
    for recorded in batch.events {
      replayed.apply(recorded.event, at: recorded.time)
      day.note(recorded, layers, isOpen: isOpen)
    }
    guard isOpen else { return true }
    if batch.events.contains(where: \.event.maySwayServices) {
      day.observeServices(layers, at: now, batch.events)
    }
    if now - lookedAt >= Self.lookEvery { try look() }
    return true
  }

  // MARK: What must hold

  private mutating func look() throws {
    lookedAt = now
    for excess in Agreement.excesses(layers) { day.breach(excess, at: now) }
    let found = Set(try Agreement.findings(engine))
    disagreements = disagreements.filter { found.contains($0.key) }
    for finding in found.sorted() {
      let since = disagreements[finding, default: now]
      disagreements[finding] = since
      if now - since >= Self.patience { day.breach(finding, at: now) }
    }
  }

  // MARK: What is done

  mutating func act(_ act: ChaosMoments.Act) throws {
    switch act {
    case .fault: try dice.chance.happens(0.2) ? handWork() : inject()
    case .work: try work()
    case .help: try help()
    }
  }

  private mutating func inject() throws {
    guard let rule = dice.rule(layers) else { return }
    day.begin(ChaosFault(day.faults.count + 1, rule, at: now, layers))
    try ask(FaultOrder.inject(rule).message(isOfHosts: rule.isOfHosts), from: .world)
  }

  private mutating func handWork() throws {
    guard let (vim, work, what) = dice.hand(layers) else { return }
    day.expectHand(what, on: vim, at: now)
    try ask(.resource(.vim(.byHand(vim: vim, work))), from: .world)
    day.forgetHand()
  }

  /// Something that an operator asks for on an ordinary day.
  private mutating func work() throws {
    let idle = layers.nfvo.networkServices.values.filter {
      $0.parent == nil && $0.state == .instantiated && $0.openOperation == nil
    }
    let act = dice.chance.next() % 10
    if act < 2, idle.count < 12 {
      served += 1
      guard let service = dice.pick(Chaos.services) else { return }
      try begin(service.nsd, "day-\(served)", service.tenant)
    } else if act < 3, idle.count > 6, let ns = dice.pick(idle) {
      try request(.terminate(ns: ns.id, from: Chaos.person))
    } else if let ns = dice.pick(idle),
      let vnf = dice.pick(
        ns.vnfs.compactMap { layers.vnfm.vnfs[$0] }.filter { !$0.levels.isEmpty }),
      let aspect = dice.pick(vnf.levels)
    {
      let isOut = aspect.level == 0 || dice.chance.happens(0.5)
      try request(
        .scale(
          ns: ns.id,
          ScaleNSRequest(
            vnfInstanceId: "\(vnf.id)", aspectId: aspect.aspectId,
            direction: isOut ? .out : .inward, numberOfSteps: 1), from: Chaos.person))
    }
  }

  private mutating func begin(_ nsd: String, _ name: String, _ tenant: String) throws {
    let create = CreateNSRequest(
      nsdName: nsd, nsName: name, tenant: tenant, service: nil, from: Chaos.person)
    try ask(.service(.nfvo(.create(create))))
    guard let ns = layers.exercisedNS, ns.name == name else { return }
    try request(instantiation(of: ns))
  }

  private mutating func request(_ request: SOL005Request) throws {
    day.operations += 1
    try ask(.service(.nfvo(request)))
  }
}

// What a person does who looks every minute.
extension ChaosRun {
  /// Tries again what stands still, heals what was given up, and puts drift right.
  fileprivate mutating func help() throws {
    for operation in layers.nfvo.operations.values
    where operation.state == .failedTemp && now - operation.stateEnteredAt >= .minutes(2) {
      let tries = retries[operation.id, default: 0]
      let wished: [NSOperationTask] = tries < 4 ? [.retry, .fail] : [.rollback, .fail]
      guard let task = wished.first(where: { operation.objection(to: $0) == nil }) else { continue }
      retries[operation.id] = tries + 1
      day.help["\(task.name) an operation", default: 0] += 1
      try ask(.service(.nfvo(.task(task, operation: operation.id, from: Chaos.person))))
    }
    try healByHand()
    for record in layers.drift where now - record.foundAt >= .minutes(1) {
      guard let now = layers.vnfm.drift.findings[record.id],
        let remedy = layers.remedies(for: now).first
      else { continue }
      day.help["\(remedy.rawValue) drift", default: 0] += 1
      try ask(now.message(remedy, by: "chaos"))
    }
  }

  private mutating func healByHand() throws {
    for vnf in layers.vnfm.vnfs.values where vnf.openOperation == nil {
      let isDiverged = !vnf.divergence.isEmpty && vnf.instantiationState == .instantiated
      guard vnf.healing.isGivenUp && vnf.lost > 0 || isDiverged,
        let ns = layers.nfvo.vnfs[vnf.id]?.ns,
        layers.nfvo.networkServices[ns]?.openOperation == nil
      else { continue }
      day.help["heal a function", default: 0] += 1
      let request = HealNSRequest(vnfInstanceId: "\(vnf.id)", cause: "chaos")
      try ask(.service(.nfvo(.heal(ns: ns, request, from: Chaos.person))))
    }
  }

  /// Ends all faults, and lets what is left heal.
  mutating func close() throws {
    for fault in layers.faults {
      try ask(
        FaultOrder.clear(fault.rule.name).message(isOfHosts: fault.rule.isOfHosts), from: .world)
    }
    let limit = now + Chaos.afterglow
    // Long enough for hosts to boot and for two comparisons of what is believed, then until all rests.
    let first = now + .minutes(15)
    while now < limit, now < first || !isAtRest {
      try pass(until: now + .minutes(1))
      try help()
    }
    isOpen = false
    day.end(layers, at: now)
    for excess in Agreement.excesses(layers) { day.breach(excess, at: now) }
    for finding in try Agreement.findings(engine) { day.breach(finding, at: now) }
    if replayed != layers { day.breach("The state differs from a replay of the events.", at: now) }
  }

  private var isAtRest: Bool {
    layers.nfvo.openOperations == 0 && layers.vnfm.openOperations == 0 && layers.drift.isEmpty
      && layers.vnfm.vnfs.values.allSatisfy {
        !$0.healing.isDue && ($0.instantiationState != .instantiated || $0.serving == $0.wanted)
      }
  }

  func score(seed: UInt64, minutes: Int) -> ChaosScore {
    day.score(seed: seed, minutes: minutes, since: openedAt)
  }
}

extension Event {
  /// Whether a network service may serve better or worse after it.
  fileprivate var maySwayServices: Bool {
    switch self {
    case .nfvi, .vnfm(.operationEntered), .nfvo(.operationEntered): true
    default: false
    }
  }
}
