import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// NFVO and VNFM together in virtual time over toy clusters. Every message is handled twice, and the
/// second time must change nothing.
struct Stack {
  enum Due {
    case nfvo(NFVOrchestrator.Message)
    case nfvoTimer(NFVOrchestrator.Timer)
    case vnfm(VNFMMessage)
    case vnfmTimer(FunctionLifecycle.Timer)
  }

  var now = Instant(milliseconds: 0)
  var nfvo = NFVOrchestrator.State()
  var vnfm = FunctionLifecycle.State()
  var vims: ToyVIMs
  /// What SOM heard, and what happened.
  private(set) var som: [SOMMessage] = []
  private(set) var nfvoEvents: [NFVOEvent] = []
  private(set) var vnfmEvents: [FunctionEvent] = []
  /// How often each VNF was told last to measure itself.
  private(set) var collections: [VNFInstance.ID: Int?] = [:]

  private var queue: [(at: Instant, order: Int, due: Due)] = []
  private var order = 0
  private var messages = 0
  private var nfvoSerials = Serials()
  private var vnfmSerials = Serials()

  init(
    edgeHosts: Int = 4, nsd: NSD = Descriptors.nsd, vnfds: [VNFD] = Descriptors.vnfds,
    inventory: Inventory? = nil
  ) {
    let inventory = inventory ?? Descriptors.inventory(edgeHosts: edgeHosts)
    vims = ToyVIMs(inventory)
    push(.vnfm(.packages(vnfds)))
    push(
      .nfvo(
        .below(.onboard(nsds: [nsd], vnfds: vnfds, inventory: inventory))))
    run()
  }

  mutating func push(_ due: Due, after delay: Span = .zero) {
    order += 1
    queue.append((now + delay, order, due))
  }

  mutating func request(_ request: SOL005Request) { push(.nfvo(.request(request))) }

  /// Handles what is due within `span`; all that is ever due when there is none.
  mutating func run(for span: Span? = nil) {
    let end = span.map { now + $0 }
    var handled = 0
    while let next = queue.indices.min(by: {
      (queue[$0].at, queue[$0].order) < (queue[$1].at, queue[$1].order)
    }) {
      if let end, queue[next].at > end { break }
      let (at, _, due) = queue.remove(at: next)
      now = at
      handled += 1
      guard handled < 20_000 else {
        Issue.record("the stack does not come to rest")
        return
      }
      deliver(due)
    }
    if let end { now = end }
  }

  private mutating func deliver(_ due: Due) {
    messages += 1
    switch due {
    case .nfvo(let message): takeNFVO { NFVOrchestrator.handle(message, &$0) }
    case .nfvoTimer(let timer): takeNFVO { NFVOrchestrator.wake(timer, &$0) }
    case .vnfm(let message): takeVNFM { FunctionLifecycle.handle(message, &$0) }
    case .vnfmTimer(let timer): takeVNFM { FunctionLifecycle.wake(timer, &$0) }
    }
  }

  private mutating func takeNFVO(_ body: (inout Turn<NFVOrchestrator>) -> Void) {
    let outcome = turn(nfvo, nfvoSerials, body)
    nfvo = outcome.state
    nfvoSerials = outcome.serials
    nfvoEvents += outcome.events
    let again = turn(nfvo, nfvoSerials, body)
    #expect(again.state == nfvo, "a repeat changed the NFVO: \(again.events.map(\.sentence))")
    for event in outcome.events { #expect(!event.sentence.isEmpty && !event.entity.isEmpty) }
    for effect in outcome.effects {
      switch effect {
      case .wake(let timer, let delay): push(.nfvoTimer(timer), after: delay)
      case .send(.resource(let message), let delay): route(message, after: delay)
      case .send(.service(.som(let message)), _): som.append(message)
      case .send(.service, _): Issue.record("the NFVO spoke to somebody else than SOM")
      }
    }
  }

  private mutating func takeVNFM(_ body: (inout Turn<FunctionLifecycle>) -> Void) {
    let outcome = turn(vnfm, vnfmSerials, body)
    vnfm = outcome.state
    vnfmSerials = outcome.serials
    vnfmEvents += outcome.events
    let again = turn(vnfm, vnfmSerials, body)
    #expect(again.state == vnfm, "a repeat changed the VNFM: \(again.events.map(\.sentence))")
    for event in outcome.events { #expect(!event.sentence.isEmpty && !event.entity.isEmpty) }
    for effect in outcome.effects {
      switch effect {
      case .wake(let timer, let delay): push(.vnfmTimer(timer), after: delay)
      case .send(let message, let delay): route(message, after: delay)
      }
    }
  }

  private func turn<Block: Decider>(
    _ state: Block.State, _ serials: Serials, _ body: (inout Turn<Block>) -> Void
  ) -> Turn<Block>.Outcome {
    var turn = Turn<Block>(state: state, now: now, message: messages, seed: 7, serials: serials)
    body(&turn)
    return turn.finish()
  }

  private mutating func route(_ message: ResourceMessage, after delay: Span) {
    switch message {
    case .nfvo(let message): push(.nfvo(.below(message)), after: delay)
    case .vnfm(let message): push(.vnfm(message), after: delay)
    case .vim(.capacityQuery(let vim, let query)):
      guard let report = vims.capacity(of: vim, query: query) else { return }
      push(.nfvo(.below(.capacity(report))), after: delay)
    case .vim(.submit(let vim, let task)): perform(task, on: vim)
    case .vim(.describe(let vim, let vnf, let query)):
      push(.vnfm(.described(vims.description(of: vnf, on: vim, query: query))))
    case .nfvi(.configure(let vnf, let operation, let step, _, _)):
      push(.vnfm(.configured(vnf: vnf, operation: operation, step: step, fault: nil)))
    case .nfvi(.collect(let vnf, let seconds)): collections[vnf] = .some(seconds)
    default: Issue.record("nobody hears \(message)")
    }
  }

  private mutating func perform(_ task: VIMTask, on vim: VIMName) {
    if let fault = vims.nextFault {
      vims.nextFault = nil
      push(.vnfm(.taskEnded(token: task.token, fault: fault)))
      return
    }
    for change in vims.perform(task, on: vim) { push(.vnfm(.resourceChanged(change))) }
    push(.vnfm(.taskEnded(token: task.token, fault: nil)), after: vims.taskTime)
  }
}

extension Stack {
  static let person = Requester.person(name: "noc@edge")
  static let ns = NSInstance.ID(serial: 1)

  /// Creates an NS and asks for its instantiation, without running.
  mutating func order(
    _ serial: Int = 1, name: String = "globex-fw", tenant: String = "Globex", vCPU: Int? = 4,
    memoryGiB: Int? = 8, sitePolicy: String? = nil
  ) {
    let order = ResourceOrder.ID(serial: serial)
    request(
      .create(
        CreateNSRequest(
          nsdName: "cloud-firewall-ns", nsName: name, tenant: tenant,
          service: Service.ID(serial: serial), from: .som(order))))
    request(
      .instantiate(
        ns: NSInstance.ID(serial: serial),
        InstantiateNSRequest(
          vCPU: vCPU, memoryGiB: memoryGiB, sitePolicy: sitePolicy, networks: ["globex-lan"]),
        from: .som(order)))
  }

  /// A stack with one NS in service.
  static func inService(edgeHosts: Int = 4, nsd: NSD = Descriptors.nsd) -> Self {
    var stack = Self(edgeHosts: edgeHosts, nsd: nsd)
    stack.order()
    stack.run()
    return stack
  }

  mutating func scale(_ direction: ScaleNSRequest.Direction, by steps: Int = 1) {
    request(
      .scale(
        ns: Self.ns,
        ScaleNSRequest(
          vnfInstanceId: nil, aspectId: "workers", direction: direction, numberOfSteps: steps),
        from: Self.person))
  }

  mutating func load(_ percent: Int) throws {
    push(
      .vnfm(
        .indicator(
          VNFIndicator(
            vnf: try firewall.id, measurements: [Measurement(.cpuUtilisation, percent)]))))
  }

  /// Loses components of the firewall.
  mutating func lose(_ count: Int) throws {
    for resource in vims.owned(by: try firewall.id).prefix(count) {
      if let change = vims.lose(resource) { push(.vnfm(.resourceChanged(change))) }
    }
  }

  /// The first NS; all tests have one.
  var service: NSRecord? { nfvo.networkServices[Self.ns] }

  /// The NFVO's view of the firewall of the first NS.
  var firewall: ManagedVNF {
    get throws {
      try #require(vnfs.first { $0.profile == "firewall" }, "there is no firewall")
    }
  }

  /// The NFVO's view of the VNFs of the first NS.
  var vnfs: [ManagedVNF] { service?.vnfs.compactMap { nfvo.vnfs[$0] } ?? [] }

  /// The VNFM's record of the firewall.
  var function: VNFRecord? {
    vnfs.first { $0.profile == "firewall" }.flatMap { vnfm.vnfs[$0.id] }
  }

  /// NS operations of a kind in the order of their identifiers.
  func operations(_ kind: NSOperationKind) -> [NSOperationRecord] {
    nfvo.operations.values.filter { $0.kind == kind }
  }

  func functionOperations(_ kind: VNFOperationKind) -> [VNFOperationRecord] {
    vnfm.operations.values.filter { $0.kind == kind }
  }

  /// The problems of refused requests.
  var refusals: [Problem] {
    nfvoEvents.compactMap { event in
      if case .requestRefused(_, _, _, _, let problem) = event { problem } else { nil }
    }
  }

  /// States that SOM heard of operations of a kind.
  func heard(_ kind: NSOperationKind) -> [OperationState] {
    som.compactMap { message in
      if case .nsOperation(let notification) = message, notification.kind == kind {
        notification.state
      } else {
        nil
      }
    }
  }
}
