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

  private struct Function {
    var components: [PlacedComponent] = []
    var open: GrantRequest?
    var seats: [GrantedSeat] = []
    var isStill = false
  }

  private(set) var nfvo: NFVOrchestrator.State
  private(set) var violations: [String] = []
  private(set) var granted = 0
  private(set) var refused = 0
  private(set) var expired = 0
  private var functions: [Function]
  private var down: Set<Int> = []
  private var now = Instant(milliseconds: 0)
  private var timers: [(at: Instant, timer: NFVOrchestrator.Timer)] = []
  private var serials = Serials()
  private var messages = 0
  private var operations = 0
  private var resources = 0
  private var inbox: [VNFMMessage] = []
  private var changes = 0
  private let checkEvery: Int

  private static let vim = "k8s-edge-1"
  private static let tenants = ["Globex", "Initech"]
  private static let hostCount = 12

  /// Kinds of instances: plain ones, kept apart, pinned on one NUMA node, with SR-IOV functions.
  private static let demands = [
    InstanceDemand(milliCPU: 500, memoryMiB: 1_024),
    InstanceDemand(milliCPU: 2_000, memoryMiB: 2_048),
    InstanceDemand(milliCPU: 2_000, dedicatedCPUs: 2, memoryMiB: 2_048, isSameNUMA: true),
    InstanceDemand(milliCPU: 1_000, memoryMiB: 2_048, hugepagesMiB: 2_048, functions: 2),
  ]

  private static let inventory: Inventory = {
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

  private mutating func begin(
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

  private mutating func ask(_ vnf: Int, _ request: GrantRequest) {
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

  private mutating func enter(_ vnf: Int, _ state: VNFOperationState, _ made: Int) {
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

  private mutating func retry(_ vnf: Int) {
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

  private mutating func notify(_ vnf: Int, _ state: VNFOperationState) {
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

  private mutating func wait(_ span: Span) {
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
  private mutating func tell(_ message: OrMessage) {
    inbox = []
    take { NFVOrchestrator.handle(.below(message), &$0) }
    let (before, told) = (nfvo, inbox)
    take { NFVOrchestrator.handle(.below(message), &$0) }
    if nfvo != before { violations.append("a repeat of \(message) changed the NFVO") }
    inbox = told
  }

  private mutating func take(_ body: (inout Turn<NFVOrchestrator>) -> Void) {
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

  // MARK: The rules

  /// What is wrong now, a sentence each: counted from the instances and seats, none of it from the
  /// ledgers, which must say the same.
  private var broken: [String] {
    var broken = nfvo.recount(of: Self.inventory)
    guard let vim = nfvo.vims[Self.vim] else { return ["the VIM is gone"] }
    var (used, reserved) = (Compute.none, Compute.none)
    for seat in nfvo.seats.values.flatMap({ $0 }) where !isDown(seat.host) {
      used = used + seat.demand.compute
    }
    for seat in nfvo.grants.values.flatMap(\.seats) where !isDown(seat.host) {
      reserved = reserved + seat.demand.compute
    }
    if used != vim.used { broken.append("VIM use \(vim.used), counted \(used)") }
    if reserved != vim.reserved {
      broken.append("VIM reservation \(vim.reserved), counted \(reserved)")
    }
    return broken + overfull
  }

  private func isDown(_ host: HostName) -> Bool { down.contains { "w\($0)" == host } }

  /// Hosts on which the VNFM believes more to be, or to be granted, than there is.
  private var overfull: [String] {
    var here: [HostName: Compute] = [:]
    for function in functions {
      // What is being replaced is on a host that does not answer, or that came back empty.
      let replaced = function.open?.replaced ?? []
      for component in function.components where !replaced.contains(component.resource) {
        here[component.host, default: .none] =
          here[component.host, default: .none] + component.demand.compute
      }
      guard !function.isStill else { continue }
      for seat in function.seats {
        let demand = function.open?.addResources.first { $0.vdu == seat.vdu }?.demand
        here[seat.host, default: .none] =
          here[seat.host, default: .none] + (demand ?? InstanceDemand()).compute
      }
    }
    let room = Compute(milliCPU: 24_000, memoryMiB: 49_152)
    return here.filter { !$0.value.fits(in: room) }.keys.sorted().map { "\($0) is overfull" }
  }

  /// Ends all that is open; then nothing may be reserved, and just the components may count.
  mutating func close() {
    for vnf in functions.indices { enter(vnf, .rolledBack, 0) }
    for ledger in nfvo.hosts.values {
      let here = functions.flatMap(\.components).filter { $0.host == ledger.name }
      let sum = here.reduce(Compute.none) { $0 + $1.demand.compute }
      if ledger.reserved.instances != 0 || ledger.reserved.compute != .none {
        violations.append("\(ledger.name) stays reserved")
      }
      if ledger.used.instances != here.count || ledger.used.compute != sum {
        violations.append("\(ledger.name) counts \(ledger.used.instances), holds \(here.count)")
      }
    }
    violations += broken
    if !nfvo.grants.isEmpty { violations.append("\(nfvo.grants.count) grants are left") }
  }
}

extension GrantWorld {
  /// `vnfs` requests before any operation ends, then acts of all kinds.
  static func acts(seed: Int, vnfs: Int, count: Int) -> [Act] {
    var chance = Chance(seed: UInt64(seed), message: 1)
    func draw(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(chance.next() % UInt64(range.count))
    }
    let burst = (0..<vnfs).map { Act.ask(vnf: $0, vdu: draw(0...3), count: draw(1...3)) }
    return burst
      + (0..<count).map { _ in
        let vnf = draw(0...vnfs - 1)
        return switch draw(1...100) {
        case 1...30: .ask(vnf: vnf, vdu: draw(0...3), count: draw(1...4))
        case 31...52: .enter(vnf: vnf, .completed, made: 0)
        case 53...62: .enter(vnf: vnf, .failedTemp, made: draw(0...2))
        case 63...67: .enter(vnf: vnf, .rolledBack, made: 0)
        case 68...71: .enter(vnf: vnf, .failed, made: 0)
        case 72...79: .retry(vnf: vnf)
        case 80...86: .shrink(vnf: vnf, count: draw(1...4))
        case 87...91: .heal(vnf: vnf)
        case 92...94: .power(host: draw(1...hostCount), isOn: false)
        case 95...98: .power(host: draw(1...hostCount), isOn: true)
        default: .wait(minutes: draw(1...40))
        }
      }
  }
}
