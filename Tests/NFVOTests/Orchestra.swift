import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// The NFVO alone, above a VNFM that does what a test says: every VNF operation completes, unless
/// its kind is told to fail, to be refused, or to hang until the test goes on.
struct Orchestra {
  enum Outcome {
    case completes, fails, isRefused, hangs
  }

  struct VNFOp {
    let id: VNFOperation.ID
    let vnf: VNFInstance.ID
    let kind: VNFOperationKind
    let reference: String
    var state = VNFOperationState.processing
  }

  var now = Instant(milliseconds: 0)
  var nfvo = NFVOrchestrator.State()
  /// What happens to the next operations of a kind, one after the other; afterwards they complete.
  var outcomes: [VNFOperationKind: [Outcome]] = [:]
  /// Whether the VNFM hears and does not answer.
  var isSilent = false
  /// What happens to the next rollbacks.
  var rollbacks: [Outcome] = []
  private(set) var operations: [VNFOp] = []
  /// What the VNFM heard, oldest first.
  private(set) var heard: [VNFMMessage] = []
  private(set) var som: [SOMMessage] = []
  private(set) var events: [NFVOEvent] = []
  private var queue: [NFVOrchestrator.Message] = []
  private var timers: [(at: Instant, timer: NFVOrchestrator.Timer)] = []
  private var serials = Serials()
  private var messages = 0
  private var vnfSerial = 0
  private let inventory = Descriptors.inventory(edgeHosts: 8)

  static let person = Requester.person(name: "noc@edge")
  static let ns = NSInstance.ID(serial: 1)

  /// Two firewalls and a collector before them; `collectors` brings two more of those.
  static let nsd: NSD = {
    var nsd = Descriptors.nsd
    nsd.vnfProfiles[0].instances = 2
    nsd.scalingAspects = [
      NSD.NSScalingAspect(
        id: "collectors", name: "collectors",
        levels: [
          .init(vnfInstances: ["log_collector": 1]), .init(vnfInstances: ["log_collector": 3]),
        ])
    ]
    return nsd
  }()

  init() {
    tell(
      .below(
        .onboard(nsds: [Self.nsd], vnfds: Descriptors.vnfds, inventory: inventory)))
    run()
  }

  /// With one network service, which is in service.
  static func inService() -> Self {
    var orchestra = Self()
    orchestra.instantiate()
    orchestra.run()
    return orchestra
  }

  mutating func tell(_ message: NFVOrchestrator.Message) { queue.append(message) }

  /// Handles all that is on its way, without letting time pass.
  mutating func run() {
    var handled = 0
    while !queue.isEmpty {
      let message = queue.removeFirst()
      handled += 1
      guard handled < 5_000 else {
        Issue.record("the NFVO does not come to rest")
        return
      }
      take { NFVOrchestrator.handle(message, &$0) }
    }
  }

  /// Lets time pass.
  mutating func run(for span: Span) {
    let end = now + span
    run()
    while let next = timers.indices.min(by: { timers[$0].at < timers[$1].at }),
      timers[next].at <= end
    {
      let (at, timer) = timers.remove(at: next)
      now = at
      take { NFVOrchestrator.wake(timer, &$0) }
      run()
    }
    now = end
  }

  private mutating func take(_ body: (inout Turn<NFVOrchestrator>) -> Void) {
    messages += 1
    var turn = Turn<NFVOrchestrator>(
      state: nfvo, now: now, message: messages, seed: 7, serials: serials)
    body(&turn)
    let outcome = turn.finish()
    nfvo = outcome.state
    serials = outcome.serials
    events += outcome.events
    for event in outcome.events { #expect(!event.sentence.isEmpty && !event.entity.isEmpty) }
    for effect in outcome.effects {
      switch effect {
      case .wake(let timer, let delay): timers.append((now + delay, timer))
      case .send(.service(.som(let message)), _): som.append(message)
      case .send(.resource(.vnfm(let message)), _): hear(message)
      case .send(.resource(.vim(.capacityQuery(let vim, let query))), _):
        if let report = ToyVIMs(inventory).capacity(of: vim, query: query) {
          tell(.below(.capacity(report)))
        }
      default: break
      }
    }
  }

  // MARK: The VNFM

  private mutating func hear(_ message: VNFMMessage) {
    heard.append(message)
    guard !isSilent else { return }
    switch message {
    case .create(_, _, _, _, let reference):
      vnfSerial += 1
      tell(
        .below(.vnfCreated(vnf: VNFInstance.ID(serial: vnfSerial), reference: reference)))
    case .instantiate(let vnf, _, _, _, _, let reference): begin(.instantiate, vnf, reference)
    case .scale(let vnf, _, _, _, let reference): begin(.scale, vnf, reference)
    case .changePackage(let vnf, _, let reference): begin(.changePackage, vnf, reference)
    case .heal(let vnf, _, let reference): begin(.heal, vnf, reference)
    case .terminate(let vnf, let reference): begin(.terminate, vnf, reference)
    case .task(let task, let operation, let reference): perform(task, operation, reference)
    default: break
    }
  }

  private mutating func next(_ kind: VNFOperationKind) -> Outcome {
    outcomes[kind]?.isEmpty == false ? outcomes[kind]?.removeFirst() ?? .completes : .completes
  }

  private mutating func begin(
    _ kind: VNFOperationKind, _ vnf: VNFInstance.ID, _ reference: String
  ) {
    let outcome = next(kind)
    if outcome == .isRefused { return refuse(reference) }
    let id = VNFOperation.ID(serial: operations.count + 1)
    operations.append(VNFOp(id: id, vnf: vnf, kind: kind, reference: reference))
    enter(.starting, id)
    enter(.processing, id)
    go(on: outcome, id)
  }

  private mutating func go(on outcome: Outcome, _ id: VNFOperation.ID) {
    switch outcome {
    case .completes: enter(.completed, id)
    case .fails: enter(.failedTemp, id)
    case .hangs: break
    case .isRefused: Issue.record("an operation that runs is not refused")
    }
  }

  private mutating func refuse(_ reference: String) {
    tell(
      .below(
        .requestRefused(
          reference: reference, fault: Fault(title: "Refused", detail: "The VNFM does not."))))
  }

  private mutating func perform(
    _ task: VNFOperationTask, _ id: VNFOperation.ID, _ reference: String
  ) {
    guard let operation = operations.first(where: { $0.id == id }) else { return refuse(reference) }
    switch (task, operation.state) {
    case (.retry, .failedTemp):
      enter(.processing, id)
      go(on: next(operation.kind), id)
    case (.rollback, .failedTemp):
      let outcome = rollbacks.isEmpty ? .completes : rollbacks.removeFirst()
      if outcome == .isRefused { return refuse(reference) }
      enter(.rollingBack, id)
      if outcome == .completes { enter(.rolledBack, id) }
      if outcome == .fails { enter(.failedTemp, id) }
    case (.fail, .failedTemp): enter(.failed, id)
    case (.cancel, .processing), (.cancel, .rollingBack): enter(.failedTemp, id)
    default: refuse(reference)
    }
  }

  /// Has a VNF operation enter a state, and tells the NFVO.
  mutating func enter(_ state: VNFOperationState, _ id: VNFOperation.ID) {
    guard let index = operations.firstIndex(where: { $0.id == id }) else { return }
    operations[index].state = state
    let operation = operations[index]
    let isFailed = state == .failedTemp || state == .failed
    tell(
      .below(
        .vnfOperation(
          VNFOperationNotification(
            vnf: operation.vnf, operation: id, kind: operation.kind, state: state,
            isAutomaticInvocation: false, reference: operation.reference,
            fault: isFailed ? Fault(title: "NoDisk", detail: "The disk is full.") : nil))))
  }

  /// Ends everything that hangs.
  mutating func release(_ state: VNFOperationState = .completed) {
    for operation in operations where operation.state == .processing {
      enter(state, operation.id)
    }
    run()
  }
}

// MARK: - Requests

extension Orchestra {
  mutating func instantiate(_ serial: Int = 1, tenant: String = "Globex", site: String? = nil) {
    let order = ResourceOrder.ID(serial: serial)
    tell(
      .request(
        .create(
          CreateNSRequest(
            nsdName: "cloud-firewall-ns", nsName: "globex-fw", tenant: tenant,
            service: Service.ID(serial: serial), from: .som(order)))))
    run()
    tell(
      .request(
        .instantiate(
          ns: NSInstance.ID(serial: serial),
          InstantiateNSRequest(
            vCPU: 4, memoryGiB: 8, sitePolicy: nil, site: site, networks: []),
          from: .som(order))))
  }

  /// Asks for an operation that concerns several VNFs.
  mutating func ask(_ kind: NSOperationKind) {
    switch kind {
    case .instantiate: instantiate()
    case .scale:
      let request = ScaleNSRequest(
        scaleType: .ns, vnfInstanceId: nil, aspectId: "collectors", direction: .out,
        numberOfSteps: 1)
      tell(.request(.scale(ns: Self.ns, request, from: Self.person)))
    case .update:
      tell(
        .request(
          .update(
            ns: Self.ns, .changePackage(vnf: nil, vnfdId: "fw-4.2.1"), from: Self.person)))
    case .heal:
      for vnf in nfvo.vnfs.values {
        tell(
          .below(
            .vnfHealth(
              VNFHealth(vnf: vnf.id, ready: 0, wanted: 1, cause: "a test says so", host: nil))))
      }
      tell(
        .request(
          .heal(
            ns: Self.ns, HealNSRequest(vnfInstanceId: nil, cause: "test"), from: Self.person)))
    case .terminate: tell(.request(.terminate(ns: Self.ns, from: Self.person)))
    }
    run()
  }

  mutating func perform(_ task: NSOperationTask) {
    guard let id = nfvo.networkServices[Self.ns]?.lastOperation else {
      Issue.record("there is no operation")
      return
    }
    tell(.request(.task(task, operation: id, from: Self.person)))
    run()
  }

  /// The last operation of the network service.
  var operation: NSOperationRecord? {
    nfvo.networkServices[Self.ns]?.lastOperation.flatMap { nfvo.operations[$0] }
  }

  /// How far the last operation is: `1 of 3`.
  var done: String? { operation.map { "\($0.progress.done) of \($0.progress.total)" } }

  var vnfs: [ManagedVNF] {
    nfvo.networkServices[Self.ns]?.vnfs.compactMap { nfvo.vnfs[$0] } ?? []
  }

  var refusal: Problem? {
    for event in events.reversed() {
      if case .requestRefused(_, _, _, _, let problem) = event { return problem }
    }
    return nil
  }

  /// What the VNFM was asked to do, by the names of kinds and tasks.
  var asked: [String] {
    heard.compactMap { message in
      switch message {
      case .create: "create"
      case .instantiate: "INSTANTIATE"
      case .scale(_, let aspect, let steps, _, _): "SCALE \(aspect) \(steps)"
      case .changePackage(_, let vnfdId, _): "CHANGE_VNFPKG \(vnfdId)"
      case .heal: "HEAL"
      case .terminate: "TERMINATE"
      case .task(let task, _, _): task.name
      default: nil
      }
    }
  }
}
