// What can happen at SOM, for the journal and for people.

import Deciding
import ServiceInterfaces

extension ServiceOrchestrator {
  /// What happened at SOM. Names are carried along, so that a sentence needs no look into the state.
  package enum Event: Codable, Equatable, Sendable {
    case catalogueLoaded(specifications: [ServiceSpecification])
    case orderAcknowledged(order: ServiceOrderRecord)
    case orderDecomposed(order: ServiceOrder.ID, plan: [RFSRecord], items: [ItemAssignment])
    /// Work begins later: at a date, or after other orders.
    case orderScheduled(
      order: ServiceOrder.ID, document: ServiceOrderDocument, start: Instant?,
      after: [ServiceOrder.ID])
    /// One of the orders that it waits for is completed.
    case orderReleased(order: ServiceOrder.ID, by: ServiceOrder.ID)
    case orderMoved(order: ServiceOrder.ID, to: OrderState, reason: String?)
    case orderPatched(order: ServiceOrder.ID, patch: ServiceOrderPatch, requester: String)
    case requestRefused(order: ServiceOrder.ID, request: String, problem: Problem)
    case jeopardyRaised(order: ServiceOrder.ID, message: String)
    case cancellationRequested(order: ServiceOrder.ID, requester: String, reason: String?)
    case cancellationEnded(
      order: ServiceOrder.ID, state: CancellationRecord.TaskState, message: String?)
    case undoRequested(
      order: ServiceOrder.ID, row: Int, resourceOrder: ResourceOrder.ID, specification: String,
      target: ServiceSpecification.Target, action: ServiceOrderDocument.Action)
    case operationIdentified(resourceOrder: ResourceOrder.ID, operation: NSOperation.ID)
    case itemMoved(
      order: ServiceOrder.ID, item: String, specification: String, to: OrderState, reason: String?)
    case gateOpened(
      order: ServiceOrder.ID, row: Int, gate: Int, specification: String, label: String)
    case rfsRequested(
      order: ServiceOrder.ID, row: Int, resourceOrder: ResourceOrder.ID, specification: String,
      target: ServiceSpecification.Target, resource: String)
    case rfsDropped(order: ServiceOrder.ID, row: Int, specification: String, reason: String)
    case resourceOrderMoved(
      resourceOrder: ResourceOrder.ID, specification: String, to: OrderState, detail: String?)
    case nsIdentified(resourceOrder: ResourceOrder.ID, ns: NSInstance.ID, name: String)
    case serviceDesigned(service: ServiceRecord)
    case serviceMoved(
      service: Service.ID, specification: String, state: ServiceState,
      operatingStatus: OperatingStatus, reason: String?)
    case serviceReconfigured(
      service: Service.ID, specification: String,
      characteristics: [ServiceOrderDocument.Characteristic])
    case healthChanged(
      service: Service.ID, resource: String, level: NSHealthNotification.Level, cause: String)
    case operationNoted(service: Service.ID, resource: String, note: OperationNote)
    case resourceEnded(service: Service.ID, resource: String, reason: String)
  }

  /// Which service an item is about, as the plan decided.
  package struct ItemAssignment: Codable, Equatable, Sendable {
    package let item: String
    package let specification: String
    package let service: Service.ID
    /// What a modify order makes of the CFS.
    package let wanted: [ServiceOrderDocument.Characteristic]
    /// What the values of the CFS were before.
    package var previous: [ServiceOrderDocument.Characteristic] = []
  }
}

extension ServiceOrchestrator.Event: Narrated {
  package var entity: String {
    switch self {
    case .catalogueLoaded: "catalogue"
    case .orderAcknowledged(let order): order.id.description
    case .orderScheduled(let order, _, _, _), .orderReleased(let order, _),
      .orderPatched(let order, _, _), .requestRefused(let order, _, _),
      .jeopardyRaised(let order, _), .cancellationRequested(let order, _, _),
      .cancellationEnded(let order, _, _), .undoRequested(let order, _, _, _, _, _),
      .orderDecomposed(let order, _, _), .orderMoved(let order, _, _),
      .itemMoved(let order, _, _, _, _), .gateOpened(let order, _, _, _, _),
      .rfsRequested(let order, _, _, _, _, _), .rfsDropped(let order, _, _, _):
      order.description
    case .resourceOrderMoved(let resourceOrder, _, _, _), .nsIdentified(let resourceOrder, _, _),
      .operationIdentified(let resourceOrder, _):
      resourceOrder.description
    case .serviceDesigned(let service): service.id.description
    case .serviceMoved(let service, _, _, _, _), .serviceReconfigured(let service, _, _),
      .healthChanged(let service, _, _, _), .operationNoted(let service, _, _),
      .resourceEnded(let service, _, _):
      service.description
    }
  }

  package var sentence: String {
    switch self {
    case .catalogueLoaded(let specifications):
      "\(specifications.count) service specifications loaded"
    case .orderAcknowledged(let order):
      "order of \(order.customerName) acknowledged: \(order.items.count) items"
    case .orderDecomposed(_, let plan, let items):
      "decomposed: \(items.count) CFS → \(plan.count) RFS"
    case .orderMoved(_, let to, let reason): to.rawValue + because(reason)
    case .itemMoved(_, let item, let specification, let to, let reason):
      "item \(item), \(specification): \(to.rawValue)" + because(reason)
    case .gateOpened(_, _, _, let specification, let label):
      "gate open for \(specification): \(label) completed"
    case .rfsRequested(_, _, let resourceOrder, let specification, let target, let resource):
      "\(specification) requested from \(target.rawValue): \(resource) by \(resourceOrder)"
    case .rfsDropped(_, _, let specification, let reason): "\(specification) dropped: \(reason)"
    case .resourceOrderMoved(_, let specification, let to, let detail):
      "\(specification): \(to.rawValue)" + because(detail)
    case .nsIdentified(_, let ns, let name): "\(name): network service identifier \(ns)"
    case .operationIdentified(let resourceOrder, let operation):
      "\(resourceOrder) is worked on by \(operation)"
    case .undoRequested(_, _, let resourceOrder, let specification, let target, let action):
      "undoing \(specification): \(action.rawValue) requested from \(target.rawValue) "
        + "by \(resourceOrder)"
    default: wishSentence
    }
  }

  /// What was asked of an order that is there, and what its dates make of it.
  private var wishSentence: String {
    switch self {
    case .orderScheduled(_, _, let start, let after):
      ServiceOrderRecord.waiting(until: start, after: after)
    case .orderReleased(_, let other): "\(other) is completed, so this one goes on"
    case .orderPatched(_, let patch, let requester): "\(requester) changed \(patch.words)"
    case .requestRefused(_, let request, let problem):
      "\(request) refused: \(problem.title): \(problem.detail)"
    case .jeopardyRaised(_, let message): "jeopardy: \(message)"
    case .cancellationRequested(_, let requester, let reason):
      "\(requester) asks for its cancellation" + because(reason)
    case .cancellationEnded(_, let state, let message):
      "cancellation \(state.rawValue)" + because(message)
    default: serviceSentence
    }
  }

  private var serviceSentence: String {
    switch self {
    case .serviceDesigned(let service):
      "\(service.specification) of \(service.customer) designed"
    case .serviceMoved(_, let specification, let state, let status, let reason):
      "\(specification) is \(state.rawValue) / \(status.rawValue)" + because(reason)
    case .serviceReconfigured(_, let specification, _): "\(specification) has its new values"
    case .healthChanged(_, let resource, let level, let cause):
      "\(resource): \(level.rawValue) health: \(cause)"
    case .operationNoted(_, let resource, let note):
      "\(resource): \(note.isAutomaticInvocation ? "automatic" : "manual") "
        + "\(note.kind.rawValue) \(note.state.rawValue)"
    case .resourceEnded(_, let resource, let reason): "\(resource): \(reason)"
    default: ""
    }
  }

  private func because(_ reason: String?) -> String {
    reason.map { ": \($0)" } ?? ""
  }
}
