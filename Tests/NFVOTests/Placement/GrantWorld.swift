import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// The NFVO with many VNFs, below it a VNFM that asks for grants, ends operations in every way and
/// repeats itself, and hosts that come and go. What it does is a list of acts, so that a run that
/// breaks a rule can be made shorter.
struct GrantWorld {
  enum Act: Equatable, CustomStringConvertible {
    /// The VNF adds instances.
    case ask(vnf: Int, vdu: Int, count: Int)
    /// It replaces what is on hosts that do not answer.
    case heal(vnf: Int)
    /// Its open operation ends, or stands still, with so many of the granted instances there.
    case enter(vnf: Int, VNFOperationState, made: Int)
    /// Its operation that stands still is tried again.
    case retry(vnf: Int)
    /// It gives up instances and completes that.
    case shrink(vnf: Int, count: Int)
    case power(host: Int, isOn: Bool)
    case wait(minutes: Int)

    var description: String {
      switch self {
      case .ask(let vnf, let vdu, let count): "vnf \(vnf) asks for \(count) of \(vdu)"
      case .heal(let vnf): "vnf \(vnf) heals"
      case .enter(let vnf, let state, let made): "vnf \(vnf) \(state.rawValue) with \(made) made"
      case .retry(let vnf): "vnf \(vnf) retries"
      case .shrink(let vnf, let count): "vnf \(vnf) gives up \(count)"
      case .power(let host, let isOn): "host \(host) \(isOn ? "up" : "down")"
      case .wait(let minutes): "\(minutes) min pass"
      }
    }
  }

  struct Function {
    var components: [PlacedComponent] = []
    var open: GrantRequest?
    var seats: [GrantedSeat] = []
    var isStill = false
  }

  var nfvo: NFVOrchestrator.State
  var violations: [String] = []
  var granted = 0
  var refused = 0
  var expired = 0
  var functions: [Function]
  var down: Set<Int> = []
  var now = Instant(milliseconds: 0)
  var timers: [(at: Instant, timer: NFVOrchestrator.Timer)] = []
  var serials = Serials()
  var messages = 0
  var operations = 0
  var resources = 0
  var inbox: [VNFMMessage] = []
  var changes = 0
  let checkEvery: Int

  static let vim = "k8s-edge-1"
  static let tenants = ["Globex", "Initech"]
  static let hostCount = 12

  /// Kinds of instances: plain ones, kept apart, pinned on one NUMA node, with SR-IOV functions.
  static let demands = [
    InstanceDemand(milliCPU: 500, memoryMiB: 1_024),
    InstanceDemand(milliCPU: 2_000, memoryMiB: 2_048),
    InstanceDemand(milliCPU: 2_000, dedicatedCPUs: 2, memoryMiB: 2_048, isSameNUMA: true),
    InstanceDemand(milliCPU: 1_000, memoryMiB: 2_048, hugepagesMiB: 2_048, functions: 2),
  ]

  static let inventory: Inventory = {
    var cluster = Inventory.VIM(
      id: vim, kind: .kubernetes, title: vim, site: "edge-1", cpuAllocationRatioMilli: 1_500,
      memoryAllocationRatioMilli: 1_000, maxPodsPerHost: 30,
      hosts: (1...hostCount).map { number in
        var host = Inventory.Host(
          id: "w\(number)", zone: number % 2 == 0 ? "a" : "b", rack: "r", vcpu: 16, memoryGiB: 48,
          storageGiB: 100, numaNodes: 2,
          nics: [
            Inventory.NIC(name: "p0", speedGbps: 25, numaNode: 0, virtualFunctions: 6),
            Inventory.NIC(name: "p1", speedGbps: 25, numaNode: 1, virtualFunctions: 5),
          ])
        host.dedicatedCPUs = 10
        host.hugepagesGiB = 16
        return host
      })
    cluster.quotas = [Inventory.Quota(tenant: "Globex", vcpu: 100, memoryGiB: 150, instances: 90)]
    return Inventory(
      sites: [
        Inventory.Site(
          id: "edge-1", title: "Edge", tags: ["edge"], customerLatencyMilliseconds: 5)
      ], vims: [cluster])
  }()

  /// Takes a VNF to copy, since a VNF is made by the NFVO alone.
  init(vnfs: Int, like template: ManagedVNF) {
    nfvo = NFVOrchestrator.State()
    checkEvery = max(1, vnfs / 60)
    functions = Array(repeating: Function(), count: vnfs)
    NFVOrchestrator.apply(
      .onboarded(nsds: [Descriptors.nsd], vnfds: Descriptors.vnfds, inventory: Self.inventory),
      at: now, to: &nfvo)
    for (index, tenant) in Self.tenants.enumerated() {
      let ns = NSRecord(
        created: NSInstance.ID(serial: index + 1), name: tenant, tenant: tenant,
        nsd: Descriptors.nsd.id, nsdName: Descriptors.nsd.name, service: nil, resourceOrder: nil,
        at: now)
      NFVOrchestrator.apply(.nsCreated(record: ns, baseName: tenant), at: now, to: &nfvo)
    }
    for number in 0..<vnfs {
      let vnf = template.copied(
        VNFInstance.ID(serial: number + 1), name: "fw-\(number)",
        ns: NSInstance.ID(serial: number % 2 + 1))
      NFVOrchestrator.apply(
        .vnfAssigned(operation: NSOperation.ID(serial: 1), task: 0, vnf: vnf), at: now, to: &nfvo)
    }
  }

  // MARK: Acts

  mutating func perform(_ act: Act) {
    switch act {
    case .ask(let vnf, let vdu, let count):
      let demand = ResourceDefinition(
        vdu: "vdu\(vdu)", count: count, demand: Self.demands[vdu])
      begin(vnf, .scale, [demand], replaced: [])
    case .heal(let vnf):
      let lost = functions[vnf].components.filter { component in
        down.contains { "w\($0)" == component.host }
      }
      guard !lost.isEmpty, functions[vnf].open == nil else { return }
      let vdus = Set(lost.map(\.vdu)).sorted()
      let demands = vdus.compactMap { vdu in
        lost.first { $0.vdu == vdu }.map { first in
          ResourceDefinition(
            vdu: vdu, count: lost.count { $0.vdu == vdu }, demand: first.demand)
        }
      }
      begin(vnf, .heal, demands, replaced: lost.map(\.resource))
    case .enter(let vnf, let state, let made): enter(vnf, state, made)
    case .retry(let vnf): retry(vnf)
    case .shrink(let vnf, let count):
      guard functions[vnf].open == nil, !functions[vnf].components.isEmpty else { return }
      begin(vnf, .scale, [], replaced: [])
      functions[vnf].components.removeLast(min(count, functions[vnf].components.count))
      enter(vnf, .completed, 0)
    case .power(let host, let isOn):
      if isOn { down.remove(host) } else { down.insert(host) }
      tell(.hostState(vim: Self.vim, host: "w\(host)", isUp: isOn, reason: "a test says so"))
    case .wait(let minutes): wait(.minutes(Double(minutes)))
    }
  }

  mutating func begin(
    _ vnf: Int, _ kind: VNFOperationKind, _ add: [ResourceDefinition], replaced: [Resource.ID]
  ) {
    guard functions[vnf].open == nil else { return }
    operations += 1
    let request = GrantRequest(
      vnf: VNFInstance.ID(serial: vnf + 1), operation: VNFOperation.ID(serial: operations),
      kind: kind, isAutomaticInvocation: kind == .heal, addResources: add, removeResources: [],
      replaced: replaced,
      affinityRules: [
        VNFD.AffinityRule(kind: .antiAffinity, scope: .nfviNode, vdus: ["vdu1"])
      ])
    functions[vnf].open = request
    ask(vnf, request)
  }

  mutating func ask(_ vnf: Int, _ request: GrantRequest) {
    tell(.grantRequest(request))
    for message in inbox {
      switch message {
      case .granted(request.operation, _, let seats):
        functions[vnf].seats = seats
        granted += 1
        notify(vnf, .processing)
      case .grantRefused(request.operation, _):
        refused += 1
        functions[vnf].seats = []
        if request.round == 1 {
          notify(vnf, .rolledBack)
          functions[vnf].open = nil
        } else {
          functions[vnf].isStill = true
          notify(vnf, .failedTemp)
        }
      default: break
      }
    }
  }

  mutating func enter(_ vnf: Int, _ state: VNFOperationState, _ made: Int) {
    guard let request = functions[vnf].open, functions[vnf].isStill || state != .failed,
      !(functions[vnf].isStill && state == .completed)
    else { return }
    let count = state == .completed ? functions[vnf].seats.count : made
    if state != .rolledBack, !functions[vnf].isStill {
      functions[vnf].components.removeAll { request.replaced.contains($0.resource) }
      for seat in functions[vnf].seats.prefix(count) {
        resources += 1
        let demand = request.addResources.first { $0.vdu == seat.vdu }?.demand
        functions[vnf].components.append(
          PlacedComponent(
            resource: Resource.ID(serial: resources), vdu: seat.vdu, host: seat.host,
            demand: demand ?? InstanceDemand()))
      }
      functions[vnf].seats.removeFirst(min(count, functions[vnf].seats.count))
    }
    functions[vnf].isStill = state == .failedTemp
    notify(vnf, state)
    if state.isTerminal {
      functions[vnf].open = nil
      functions[vnf].seats = []
    }
  }

  mutating func retry(_ vnf: Int) {
    guard let request = functions[vnf].open, functions[vnf].isStill else { return }
    functions[vnf].isStill = false
    let again = GrantRequest(
      vnf: request.vnf, operation: request.operation, kind: request.kind,
      isAutomaticInvocation: request.isAutomaticInvocation, round: request.round + 1,
      addResources: request.addResources, removeResources: [], replaced: request.replaced,
      affinityRules: request.affinityRules)
    functions[vnf].open = again
    // Its grant may have expired: it asks before it counts on anything.
    functions[vnf].seats = []
    notify(vnf, .processing)
    ask(vnf, again)
  }

  mutating func notify(_ vnf: Int, _ state: VNFOperationState) {
    guard let request = functions[vnf].open else { return }
    let isAtRest = state.isTerminal || state == .failedTemp
    tell(
      .vnfOperation(
        VNFOperationNotification(
          vnf: request.vnf, operation: request.operation, kind: request.kind, state: state,
          isAutomaticInvocation: request.isAutomaticInvocation, reference: "test", fault: nil,
          components: isAtRest ? functions[vnf].components : [])))
  }

  // MARK: Delivery

  mutating func wait(_ span: Span) {
    let end = now + span
    while let next = timers.indices.min(by: { timers[$0].at < timers[$1].at }),
      timers[next].at <= end
    {
      let (at, timer) = timers.remove(at: next)
      now = at
      take { NFVOrchestrator.wake(timer, &$0) }
    }
    now = end
  }

  /// Everything is told twice: the second time must change nothing.
  mutating func tell(_ message: OrMessage) {
    inbox = []
    take { NFVOrchestrator.handle(.below(message), &$0) }
    let (before, told) = (nfvo, inbox)
    take { NFVOrchestrator.handle(.below(message), &$0) }
    if nfvo != before { violations.append("a repeat of \(message) changed the NFVO") }
    inbox = told
  }

  mutating func take(_ body: (inout Turn<NFVOrchestrator>) -> Void) {
    messages += 1
    var turn = Turn<NFVOrchestrator>(
      state: nfvo, now: now, message: messages, seed: 7, serials: serials)
    body(&turn)
    let outcome = turn.finish()
    for event in outcome.events {
      NFVOrchestrator.apply(event, at: now, to: &nfvo)
      if case .grantExpired = event { expired += 1 }
      changes += 1
      // To count a thousand anew after each event would take all day.
      if changes % checkEvery == 0 {
        violations += broken.map { "\($0) after: \(event.sentence)" }
      }
    }
    serials = outcome.serials
    for effect in outcome.effects {
      switch effect {
      case .wake(let timer, let delay): timers.append((now + delay, timer))
      case .send(.resource(.vnfm(let message)), _): inbox.append(message)
      default: break
      }
    }
  }
}
