import Deciding
import SOM
import ServiceInterfaces

/// SOM with neighbours that answer by a script.
struct Stack {
  var desk = Desk<ServiceOrchestrator>(ServiceOrchestrator.State())
  /// What the NFVO makes of instantiations, by NSD; completed when none is named.
  var instantiation: [String: OperationState] = [:]
  /// What NSO and SIEM make of an RFS; completed when none is named.
  var outcome: [String: OrderState] = [:]
  /// How often each reply arrives.
  var copies = 1
  /// What was asked of the neighbours, in their words.
  private(set) var asked: [String] = []
  /// What COM heard.
  private(set) var heard: [ServiceOrderEvent] = []
  /// What COM was told about completion dates.
  private(set) var warnings: [String] = []
  /// What the NFVO makes of a termination; completed unless it says otherwise.
  var termination: OperationState = .completed
  /// The requests to NSO and SIEM.
  private(set) var requests: [ResourceOrderRequest] = []
  private(set) var instantiations: [InstantiateNSRequest] = []
  private var networkServices = 0
  private var operations = 0
  private var orders = 0
  private var nsds: [NSInstance.ID: String] = [:]

  init() { desk.tell(.catalogue(Shop.specifications)) }

  var state: ServiceOrchestrator.State { desk.state }

  /// Places an order without letting anybody answer.
  @discardableResult
  mutating func place(_ document: ServiceOrderDocument) -> ServiceOrder.ID {
    orders += 1
    let product = ProductOrder.ID(serial: orders)
    desk.tell(.createServiceOrder(productOrder: product, document: document))
    return state.ordersByProductOrder[product] ?? ServiceOrder.ID(serial: orders)
  }

  /// Places an order and lets the neighbours answer until all is quiet.
  @discardableResult
  mutating func run(_ document: ServiceOrderDocument) -> ServiceOrder.ID {
    let id = place(document)
    play()
    return id
  }

  mutating func play() {
    while true {
      let messages = desk.takeSent()
      if messages.isEmpty { return }
      for message in messages { for reply in replies(to: message) { tell(reply) } }
    }
  }

  /// Lets the neighbours read what was said without a reply.
  mutating func listen() { for message in desk.takeSent() { _ = replies(to: message) } }

  mutating func tell(_ message: SOMMessage) {
    for _ in 0..<copies { desk.tell(message) }
  }

  private mutating func replies(to message: ServiceMessage) -> [SOMMessage] {
    switch message {
    case .com(.serviceOrder(let event)):
      heard.append(event)
      return []
    case .com(.jeopardy(_, _, let message)):
      warnings.append(message)
      return []
    case .com, .som, .assurance: return []
    case .nfvo(let request): return replies(to: request)
    case .nso(let request), .siem(let request):
      asked.append("\(request.action.rawValue) \(request.specification)")
      requests.append(request)
      let end = outcome[request.specification] ?? .completed
      return [OrderState.inProgress, end].map {
        .resourceOrder(.init(id: request.id, state: $0, detail: "said by the script"))
      }
    }
  }

  private mutating func replies(to request: SOL005Request) -> [SOMMessage] {
    switch request {
    case .create(let create):
      networkServices += 1
      let ns = NSInstance.ID(serial: networkServices)
      nsds[ns] = create.nsdName
      asked.append("create \(create.nsName)")
      guard let order = create.requester.resourceOrder else { return [] }
      return [.nsIdentifierCreated(resourceOrder: order, ns: ns)]
    case .instantiate(let ns, let request, let requester):
      instantiations.append(request)
      asked.append("instantiate \(nsds[ns] ?? "?")")
      let end = instantiation[nsds[ns] ?? ""] ?? .completed
      return operation(.instantiate, ns, for: requester.resourceOrder, [.processing, end])
    case .terminate(let ns, let requester):
      asked.append("terminate \(nsds[ns] ?? "?")")
      return operation(.terminate, ns, for: requester.resourceOrder, [.processing, termination])
    case .task(let task, let operation, let requester):
      asked.append("\(task.name) \(operation)")
      return replies(to: task, operation, for: requester.resourceOrder)
    case .scale, .scaleToLevel, .scaleToNSLevel, .update, .heal: return []
    }
  }

  /// What a task makes of an instantiation.
  private func replies(
    to task: NSOperationTask, _ operation: NSOperation.ID, for order: ResourceOrder.ID?
  ) -> [SOMMessage] {
    guard let order, let ns = state.resourceOrders[order]?.ns else { return [] }
    let states: [OperationState] =
      switch task {
      case .cancel: [.failedTemp]
      case .rollback: [.rollingBack, .rolledBack]
      case .retry, .continue, .fail: []
      }
    return states.map { state in
      .nsOperation(
        .init(
          ns: ns, operation: operation, kind: .instantiate, state: state,
          isAutomaticInvocation: false, resourceOrder: order,
          problem: Problem(status: 500, title: "Cancelled", detail: "By a task.")))
    }
  }

  /// Notifications of one operation, as the NFVO sends them.
  mutating func operation(
    _ kind: NSOperationKind, _ ns: NSInstance.ID, for order: ResourceOrder.ID?,
    _ states: [OperationState], isAutomatic: Bool = false
  ) -> [SOMMessage] {
    operations += 1
    let id = NSOperation.ID(serial: operations)
    return states.map { state in
      .nsOperation(
        .init(
          ns: ns, operation: id, kind: kind, state: state, isAutomaticInvocation: isAutomatic,
          resourceOrder: order,
          problem: state == .failedTemp || state == .failed
            ? Problem(status: 507, title: "No capacity", detail: "The edge is full.") : nil))
    }
  }

  // MARK: What a test asks

  func order(_ id: ServiceOrder.ID) -> ServiceOrderRecord? { state.orders[id] }

  func row(_ key: String, of id: ServiceOrder.ID) -> RFSRecord? {
    order(id)?.plan.first { $0.key == key }
  }

  /// The newest service of a specification.
  func service(_ specification: String) -> ServiceRecord? {
    state.services.values.last { $0.specification == specification }
  }

  /// `active/running`
  func status(_ specification: String) -> String? {
    service(specification).map { "\($0.state.rawValue)/\($0.operatingStatus.rawValue)" }
  }

  func items(_ id: ServiceOrder.ID) -> [OrderState] { order(id)?.items.map(\.state) ?? [] }
}
