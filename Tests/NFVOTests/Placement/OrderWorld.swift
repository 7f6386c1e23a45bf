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

  struct Function {
    let name: String
    var vim = ""
    var request: GrantRequest?
    var reference = ""
    var seats: [GrantedSeat] = []
    var components: [PlacedComponent] = []
    var isStill = false
  }

  var nfvo = NFVOrchestrator.State()
  var violations: [String] = []
  /// How many operations were told that there is a place, and that there is none.
  var placed = 0
  var homeless = 0
  var granted = 0
  var expired = 0
  var chance: Chance
  var isClosing = false
  var heard: Set<String> = []
  let isPlain: Bool
  var functions: [VNFInstance.ID: Function] = [:]
  /// What is promised to a VNF that has no grant, by its name.
  var promises: [String: (vim: VIMName, operation: NSOperation.ID, compute: Compute)] = [:]
  var underWay: [NFVOrchestrator.Message] = []
  var timers: [(at: Instant, timer: NFVOrchestrator.Timer)] = []
  var now = Instant(milliseconds: 0)
  var serials = Serials()
  var messages = 0
  var operations = 0
  var resources = 0

  /// One edge: what has no place is told so soon.
  static let inventory: Inventory = {
    var inventory = Descriptors.inventory(edgeHosts: 12)
    inventory.vims.removeAll { $0.id != "k8s-edge-1" }
    return inventory
  }()
  static let nsd: NSD = {
    var nsd = Descriptors.nsd
    nsd.scalingAspects = [
      NSD.NSScalingAspect(
        id: "collectors", name: "collectors",
        levels: (1...4).map { .init(vnfInstances: ["log_collector": $0]) })
    ]
    return nsd
  }()

  /// `isPlain` leaves out the firewalls: what has no place is then found out in no time.
  init(seed: Int, isPlain: Bool = false) {
    chance = Chance(seed: UInt64(seed), message: 99)
    self.isPlain = isPlain
    var nsd = Self.nsd
    if isPlain { nsd.vnfProfiles.removeAll { $0.id == "firewall" } }
    tell(
      .below(
        .onboard(nsds: [nsd], vnfds: Descriptors.vnfds, inventory: Self.inventory)))
  }

  // MARK: Acts

  mutating func perform(_ act: Act) {
    switch act {
    case .order(let number): order(number)
    case .deliver(let number):
      guard !underWay.isEmpty else { return }
      // What is told of one VNF arrives in the order in which it was told.
      let vnf = Self.vnf(of: underWay[number % underWay.count])
      let first = underWay.firstIndex { vnf != nil && Self.vnf(of: $0) == vnf }
      tell(underWay.remove(at: first ?? number % underWay.count))
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

  static func vnf(of message: NFVOrchestrator.Message) -> VNFInstance.ID? {
    switch message {
    case .below(.vnfOperation(let notification)): notification.vnf
    case .below(.grantRequest(let request)): request.vnf
    default: nil
    }
  }

  mutating func order(_ number: Int) {
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

  mutating func settle() {
    while violations.isEmpty, !underWay.isEmpty {
      tell(underWay.removeFirst())
      if underWay.isEmpty { wait(.minutes(10)) }
    }
  }

  // MARK: Delivery

  mutating func tell(_ message: NFVOrchestrator.Message) {
    take { NFVOrchestrator.handle(message, &$0) }
  }

  mutating func take(_ body: (inout Turn<NFVOrchestrator>) -> Void) {
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

  func report(_ vim: VIMName, _ query: String) -> CapacityReport? {
    guard let record = nfvo.vims[vim] else { return nil }
    return CapacityReport(
      vim: vim, query: query, capacity: record.capacity, allocated: held(on: vim),
      hostsUp: record.hosts, hosts: record.hosts, largestRoom: record.largestRoom)
  }

  /// Promises are made by decisions and last until the grant, or until nothing will come of them.
  mutating func note(_ event: NFVOEvent) {
    switch event {
    case .placementDecided(let operation, _, _, let decision):
      if decision.chosen == nil { homeless += 1 } else { placed += 1 }
      for place in decision.places where decision.chosen != nil {
        let isCollector = isPlain || place.vnfName.contains("log-collector")
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

  mutating func forget(_ operation: NSOperation.ID) {
    promises = promises.filter { $0.value.operation != operation }
  }
}
