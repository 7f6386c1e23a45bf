import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// The NFVO with many orders for network services at once. What is on its way to it comes in any order:
/// the capacity of VIMs, requests for grants, the ends of VNF operations, what people decide. What was
/// promised is counted here, from what the NFVO tells, with no look into its ledgers.
struct OrderWorld {
  enum Act: Equatable, CustomStringConvertible {
    case order(Int)
    /// The n-th of the messages that are on their way arrives.
    case deliver(Int)
    /// A person asks something of the last operation of a network service.
    case task(ns: Int, NSOperationTask)
    case scale(ns: Int, ScaleNSRequest.Direction)
    case terminate(ns: Int)
    case wait(minutes: Int)

    var description: String {
      switch self {
      case .order(let number): "order \(number)"
      case .deliver(let number): "message \(number) arrives"
      case .task(let ns, let task): "\(task) ns-\(ns)"
      case .scale(let ns, let direction): "scale ns-\(ns) \(direction)"
      case .terminate(let ns): "terminate ns-\(ns)"
      case .wait(let minutes): "\(minutes) min pass"
      }
    }
  }

  /// What is to come of the next VNF operations, one after the other.
  enum Fate: Equatable { case completes, fails, isRefused }

  private struct Function {
    let name: String
    var vim = ""
    var request: GrantRequest?
    var reference = ""
    var seats: [GrantedSeat] = []
    var components: [PlacedComponent] = []
    var isStill = false
  }

  private(set) var nfvo = NFVOrchestrator.State()
  private(set) var violations: [String] = []
  /// How many operations were told that there is a place, and that there is none.
  private(set) var placed = 0
  private(set) var homeless = 0
  private(set) var granted = 0
  private(set) var expired = 0
  private var chance: Chance
  private var isClosing = false
  private var functions: [VNFInstance.ID: Function] = [:]
  /// What is promised to a VNF that has no grant, by its name.
  private var promises: [String: (vim: VIMName, operation: NSOperation.ID, compute: Compute)] = [:]
  private var underWay: [NFVOrchestrator.Message] = []
  private var timers: [(at: Instant, timer: NFVOrchestrator.Timer)] = []
  private var now = Instant(milliseconds: 0)
  private var serials = Serials()
  private var messages = 0
  private var operations = 0
  private var resources = 0

  /// One edge: what has no place is told so soon.
  private static let inventory: Inventory = {
    var inventory = Descriptors.inventory(edgeHosts: 12)
    inventory.vims.removeAll { $0.id != "k8s-edge-1" }
    return inventory
  }()
  private static let nsd: NSD = {
    var nsd = Descriptors.nsd
    nsd.scalingAspects = [
      NSD.NSScalingAspect(
        id: "collectors", name: "collectors",
        levels: (1...4).map { .init(vnfInstances: ["log_collector": $0]) })
    ]
    return nsd
  }()

  init(seed: Int) {
    chance = Chance(seed: UInt64(seed), message: 99)
    tell(
      .below(
        .onboard(nsds: [Self.nsd], vnfds: Descriptors.vnfds, inventory: Self.inventory)))
  }

  // MARK: Acts

  mutating func perform(_ act: Act) {
    switch act {
    case .order(let number): order(number)
    case .deliver(let number):
      guard !underWay.isEmpty else { return }
      tell(underWay.remove(at: number % underWay.count))
    case .task(let ns, let task):
      guard let operation = nfvo.networkServices[NSInstance.ID(serial: ns)]?.lastOperation else {
        return
      }
      tell(.request(.task(task, operation: operation, from: Orchestra.person)))
    case .scale(let ns, let direction):
      let request = ScaleNSRequest(
        scaleType: .ns, vnfInstanceId: nil, aspectId: "collectors", direction: direction,
        numberOfSteps: 1)
      tell(
        .request(.scale(ns: NSInstance.ID(serial: ns), request, from: Orchestra.person)))
    case .terminate(let ns):
      tell(.request(.terminate(ns: NSInstance.ID(serial: ns), from: Orchestra.person)))
    case .wait(let minutes): wait(.minutes(Double(minutes)))
    }
  }

  private mutating func order(_ number: Int) {
    let order = ResourceOrder.ID(serial: number)
    tell(
      .request(
        .create(
          CreateNSRequest(
            nsdName: Self.nsd.name, nsName: "fw-\(number)", tenant: "T\(number % 5)",
            service: Service.ID(serial: number), from: .som(order)))))
    guard let ns = nfvo.networkServices.values.first(where: { $0.resourceOrder == order }) else {
      return
    }
    tell(
      .request(
        .instantiate(
          ns: ns.id,
          InstantiateNSRequest(
            vCPU: 4, memoryGiB: 8, sitePolicy: nil, networks: []), from: .som(order))))
  }

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

  /// Lets all that is on its way arrive, ends what stands still, and terminates everything.
  mutating func close() {
    isClosing = true
    settle()
    for operation in nfvo.operations.values where operation.state == .failedTemp {
      if let objection = operation.objection(to: .fail) {
        violations.append("\(operation.id) cannot be failed: \(objection.detail)")
      }
      tell(.request(.task(.fail, operation: operation.id, from: Orchestra.person)))
    }
    settle()
    if !promises.isEmpty { violations.append("promises are left: \(promises.keys.sorted())") }
    if !nfvo.plannedPlaces.isEmpty { violations.append("planned places are left") }
    for ns in nfvo.networkServices.values where ns.state != .terminated {
      tell(.request(.terminate(ns: ns.id, from: Orchestra.person)))
    }
    settle()
    for operation in nfvo.operations.values where operation.state == .failedTemp {
      violations.append(
        "\(operation.kind.rawValue) \(operation.id) does not end: \(operation.problem?.detail ?? "")"
      )
    }
    for ledger in nfvo.hosts.values
    where ledger.used.instances + ledger.reserved.instances != 0
      || ledger.used.compute + ledger.reserved.compute != .none
    {
      violations.append("\(ledger.name) still holds something")
    }
    for vim in nfvo.vims.values where vim.reservations != 0 || vim.reserved != .none {
      violations.append("\(vim.id) still reserves something")
    }
  }

  private mutating func settle() {
    while violations.isEmpty, !underWay.isEmpty {
      tell(underWay.removeFirst())
      if underWay.isEmpty { wait(.minutes(10)) }
    }
  }

  // MARK: The VNFM and the VIMs

  private mutating func fate() -> Fate {
    guard !isClosing else { return .completes }
    return switch chance.next() % 10 {
    case 0: .fails
    case 1: .isRefused
    default: .completes
    }
  }

  private mutating func hear(_ message: VNFMMessage) {
    switch message {
    case .create(let name, _, _, let reference):
      guard fate() != .isRefused else { return refuse(reference) }
      let id = VNFInstance.ID(serial: functions.count + 1)
      functions[id] = Function(name: name)
      underWay.append(.below(.vnfCreated(vnf: id, reference: reference)))
    case .instantiate(let vnf, _, _, let vim, _, let reference):
      functions[vnf]?.vim = vim
      let isFirewall = nfvo.vnfs[vnf]?.profile == "firewall"
      let vdu = isFirewall ? Descriptors.vnfds[0].vdus[0] : Descriptors.collector.vdus[0]
      begin(
        vnf, .instantiate,
        [ResourceDefinition(vdu: vdu.id, count: isFirewall ? 2 : 1, demand: vdu.demand)],
        isFirewall ? Descriptors.vnfds[0].affinityRules : [], reference)
    case .terminate(let vnf, let reference): begin(vnf, .terminate, [], [], reference)
    case .granted(let operation, _, let seats): granted(operation, seats)
    case .grantRefused(let operation, let fault):
      guard let (vnf, function) = function(operation) else { return }
      // What was promised must be given, as long as nothing was lost.
      if promises[function.name] != nil {
        violations.append("\(function.name) was promised a place: \(fault.detail)")
      }
      if function.request?.round ?? 1 > 1 {
        functions[vnf]?.isStill = true
        notify(vnf, .failedTemp)
      } else {
        end(vnf, .rolledBack)
      }
    case .task(let task, let operation, let reference): perform(task, operation, reference)
    default: break
    }
  }

  private func function(_ operation: VNFOperation.ID) -> (VNFInstance.ID, Function)? {
    functions.first { $0.value.request?.operation == operation }.map { ($0.key, $0.value) }
  }

  private mutating func refuse(_ reference: String) {
    underWay.append(
      .below(
        .requestRefused(
          reference: reference, fault: Fault(title: "Refused", detail: "The VNFM does not."))))
  }

  private mutating func begin(
    _ vnf: VNFInstance.ID, _ kind: VNFOperationKind, _ add: [ResourceDefinition],
    _ rules: [VNFD.AffinityRule], _ reference: String
  ) {
    operations += 1
    let request = GrantRequest(
      vnf: vnf, operation: VNFOperation.ID(serial: operations), kind: kind,
      isAutomaticInvocation: false, addResources: add, removeResources: [], replaced: [],
      affinityRules: rules)
    functions[vnf]?.request = request
    functions[vnf]?.reference = reference
    functions[vnf]?.isStill = false
    notify(vnf, .starting)
    underWay.append(.below(.grantRequest(request)))
  }

  private mutating func granted(_ operation: VNFOperation.ID, _ seats: [GrantedSeat]) {
    guard let (vnf, function) = function(operation), function.seats.isEmpty else { return }
    granted += 1
    promises[function.name] = nil
    functions[vnf]?.seats = seats
    if function.request?.round == 1 { notify(vnf, .processing) }
    if fate() == .fails {
      functions[vnf]?.isStill = true
      notify(vnf, .failedTemp)
    } else {
      finish(vnf)
    }
  }

  private mutating func finish(_ vnf: VNFInstance.ID) {
    guard let function = functions[vnf], let request = function.request else { return }
    functions[vnf]?.components =
      request.kind == .terminate
      ? []
      : function.seats.map { seat in
        resources += 1
        return PlacedComponent(
          resource: Resource.ID(serial: resources), vdu: seat.vdu, host: seat.host,
          demand: request.addResources.first { $0.vdu == seat.vdu }?.demand ?? InstanceDemand())
      }
    functions[vnf]?.seats = []
    end(vnf, .completed)
  }

  private mutating func end(_ vnf: VNFInstance.ID, _ state: VNFOperationState) {
    notify(vnf, state)
    functions[vnf]?.request = nil
    functions[vnf]?.seats = []
    functions[vnf]?.isStill = false
  }

  private mutating func perform(
    _ task: VNFOperationTask, _ operation: VNFOperation.ID, _ reference: String
  ) {
    guard let (vnf, function) = function(operation) else { return refuse(reference) }
    switch task {
    case .retry where function.isStill: retry(vnf)
    case .rollback where function.isStill:
      notify(vnf, .rollingBack)
      end(vnf, .rolledBack)
    case .fail where function.isStill: end(vnf, .failed)
    default: refuse(reference)
    }
  }

  /// Asks whether the grant still stands.
  private mutating func retry(_ vnf: VNFInstance.ID) {
    guard let request = functions[vnf]?.request else { return }
    let again = GrantRequest(
      vnf: vnf, operation: request.operation, kind: request.kind, isAutomaticInvocation: false,
      round: request.round + 1, addResources: request.addResources, removeResources: [],
      replaced: [], affinityRules: request.affinityRules)
    functions[vnf]?.request = again
    functions[vnf]?.isStill = false
    functions[vnf]?.seats = []
    notify(vnf, .processing)
    underWay.append(.below(.grantRequest(again)))
  }

  private mutating func notify(_ vnf: VNFInstance.ID, _ state: VNFOperationState) {
    guard let function = functions[vnf], let request = function.request else { return }
    let isFailed = state == .failedTemp || state == .failed || state == .rolledBack
    underWay.append(
      .below(
        .vnfOperation(
          VNFOperationNotification(
            vnf: vnf, operation: request.operation, kind: request.kind, state: state,
            isAutomaticInvocation: false, reference: function.reference,
            fault: isFailed ? Fault(title: "NoDisk", detail: "The disk is full.") : nil,
            components: function.components))))
  }

  // MARK: Delivery

  private mutating func tell(_ message: NFVOrchestrator.Message) {
    take { NFVOrchestrator.handle(message, &$0) }
  }

  private mutating func take(_ body: (inout Turn<NFVOrchestrator>) -> Void) {
    messages += 1
    var turn = Turn<NFVOrchestrator>(
      state: nfvo, now: now, message: messages, seed: 7, serials: serials)
    body(&turn)
    let outcome = turn.finish()
    nfvo = outcome.state
    serials = outcome.serials
    for event in outcome.events { note(event) }
    for effect in outcome.effects {
      switch effect {
      case .wake(let timer, let delay): timers.append((now + delay, timer))
      case .send(.resource(.vnfm(let message)), _): hear(message)
      case .send(.resource(.vim(.capacityQuery(let vim, let query))), _):
        if let report = report(vim, query) { underWay.append(.below(.capacity(report))) }
      default: break
      }
    }
    if messages % 10 == 0 || violations.isEmpty == false { check() }
  }

  private func report(_ vim: VIMName, _ query: String) -> CapacityReport? {
    guard let record = nfvo.vims[vim] else { return nil }
    return CapacityReport(
      vim: vim, query: query, capacity: record.capacity, allocated: held(on: vim),
      hostsUp: record.hosts, hosts: record.hosts, largestRoom: record.largestRoom)
  }

  /// Promises are made by decisions and last until the grant, or until nothing will come of them.
  private mutating func note(_ event: NFVOEvent) {
    switch event {
    case .placementDecided(let operation, _, _, let decision):
      if decision.chosen == nil { homeless += 1 } else { placed += 1 }
      for place in decision.places where decision.chosen != nil {
        let isCollector = place.vnfName.contains("log-collector")
        promises[place.vnfName] = (
          place.vim, operation,
          isCollector
            ? Compute(milliCPU: 500, memoryMiB: 1_024)
            : Compute(milliCPU: 4_000, memoryMiB: 8_192)
        )
      }
    case .lifecycle(.placesExpired(let operation, _, _, _, _)):
      expired += 1
      forget(operation)
    case .operationEntered(let operation, _, _, _, let state, _)
    where state.isTerminal || state == .rollingBack:
      forget(operation)
    default: break
    }
  }

  private mutating func forget(_ operation: NSOperation.ID) {
    promises = promises.filter { $0.value.operation != operation }
  }

  // MARK: The rules

  private func held(on vim: VIMName) -> Compute {
    functions.values.filter { $0.vim == vim }.flatMap(\.components)
      .reduce(.none) { $0 + $1.demand.compute }
  }

  /// On no host is more than it has, on no VIM more than was promised, and the ledgers say the same.
  mutating func check() {
    var onHost: [HostName: Compute] = [:]
    for function in functions.values {
      for component in function.components {
        onHost[component.host, default: .none] =
          onHost[component.host, default: .none] + component.demand.compute
      }
      // The grant of one that stands still may have expired.
      for seat in function.seats where !function.isStill {
        let demand = function.request?.addResources.first { $0.vdu == seat.vdu }?.demand
        onHost[seat.host, default: .none] =
          onHost[seat.host, default: .none] + (demand ?? InstanceDemand()).compute
      }
    }
    let roomOfHost = Compute(milliCPU: 8_000, memoryMiB: 16_384)
    for (host, compute) in onHost where !compute.fits(in: roomOfHost) {
      violations.append("\(host) gave out \(compute.sentence)")
    }
    for vim in Self.inventory.vims {
      let given = vim.hosts.compactMap { onHost[$0.id] }.reduce(.none, +)
      let promised = promises.values.filter { $0.vim == vim.id }.map(\.compute).reduce(.none, +)
      let room = Compute(
        milliCPU: roomOfHost.milliCPU * vim.hosts.count,
        memoryMiB: roomOfHost.memoryMiB * vim.hosts.count)
      if !(given + promised).fits(in: room) {
        violations.append(
          "\(vim.id) gave out \(given.sentence) and promised \(promised.sentence)")
      }
    }
    for finding in nfvo.recount(of: Self.inventory) { violations.append(finding) }
  }
}

extension OrderWorld {
  /// `orders` at once, then what was told arrives in any order, between what people do.
  static func acts(seed: Int, orders: Int, count: Int) -> [Act] {
    var chance = Chance(seed: UInt64(seed), message: 1)
    func draw(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(chance.next() % UInt64(range.count))
    }
    return (1...orders).map { Act.order($0) }
      + (0..<count).map { _ in
        let ns = draw(1...orders)
        return switch draw(1...100) {
        case 1...70: .deliver(draw(0...10_000))
        case 71...75: .task(ns: ns, .retry)
        case 76...78: .task(ns: ns, .rollback)
        case 79...80: .task(ns: ns, .fail)
        case 81...83: .task(ns: ns, .cancel(draw(0...1) == 0 ? .graceful : .forceful))
        case 84: .task(ns: ns, .continue)
        case 85...92: .scale(ns: ns, draw(0...2) == 0 ? .inward : .out)
        case 93...95: .terminate(ns: ns)
        default: .wait(minutes: draw(1...15))
        }
      }
  }
}
