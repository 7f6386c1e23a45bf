// What SOM's neighbours report, and what becomes of the resource orders and services it is about.

import Deciding
import ServiceInterfaces

extension Turn<ServiceOrchestrator> {
  /// Moves a resource order and with it its RFS, if both tables allow that; a repeat is ignored.
  ///
  /// - Returns: whether it moved.
  @discardableResult
  mutating func advance(
    _ id: ResourceOrder.ID, _ trigger: OrderTrigger, _ detail: String?
  ) -> Bool {
    guard let order = state.resourceOrders[id],
      let next = OrderTransitions.next(from: order.state, on: trigger)
    else { return false }
    record(
      .resourceOrderMoved(
        resourceOrder: id, specification: order.specification, to: next, detail: detail))
    switch next {
    case .completed: finish(order)
    case .failed: spoil(order, reason: detail)
    default: break
    }
    return true
  }

  /// Brings a resource order to `goal`, passing what a lost notification left out.
  private mutating func bring(_ id: ResourceOrder.ID, to goal: OrderState, _ detail: String?) {
    guard let order = state.resourceOrders[id], !order.state.isTerminal, order.state != goal
    else { return }
    if order.state == .acknowledged, goal != .acknowledged { advance(id, .start, detail) }
    if order.state == .held { advance(id, .resume, detail) }
    switch goal {
    case .held: advance(id, .hold, detail)
    case .completed: advance(id, .complete, detail)
    case .failed, .rejected, .cancelled, .partial: advance(id, .fail, detail)
    case .acknowledged, .inProgress, .pending, .assessingCancellation, .pendingCancellation: break
    }
    settle(order.order)
  }

  // MARK: NSO and SIEM

  /// TMF652 `ResourceOrderStateChangeEvent` of NSO or SIEM.
  mutating func follow(_ event: ResourceOrderEvent) {
    guard let order = state.resourceOrders[event.id], order.target != .mano else { return }
    bring(event.id, to: event.state, event.detail)
  }

  // MARK: NFVO

  /// SOL005 `NsLcmOperationOccurrenceNotification`.
  mutating func follow(_ notification: NSOperationNotification) {
    guard let id = notification.resourceOrder, let order = state.resourceOrders[id] else {
      note(notification)
      return
    }
    let kind: NSOperationKind = order.action == .delete ? .terminate : .instantiate
    guard order.ns == notification.ns, notification.kind == kind else { return }
    if !order.isUndo, state.orders[order.order]?.plan[order.row].operation == nil {
      record(.operationIdentified(resourceOrder: id, operation: notification.operation))
    }
    if notification.state == .failedTemp { rollBack(order, notification.operation) }
    let problem = notification.problem.map { "\($0.title): \($0.detail)" }
    switch notification.state {
    case .starting, .processing:
      bring(id, to: .inProgress, "\(kind.rawValue) by \(notification.operation)")
    case .completed: bring(id, to: .completed, "\(kind.rawValue) completed")
    // What an operator accepted serves the customer; what was to go and is still there does not.
    case .partiallyCompleted:
      bring(id, to: order.action == .delete ? .failed : .completed, problem)
    case .failedTemp: bring(id, to: .held, problem ?? "\(kind.rawValue) failed for the time being")
    case .rollingBack: bring(id, to: .held, problem ?? "\(kind.rawValue) is being rolled back")
    case .failed, .rolledBack: bring(id, to: .failed, problem ?? "\(kind.rawValue) failed")
    }
    if notification.state.isTerminal { retryTermination(of: notification.ns) }
  }

  /// SOL005 refused a request. What is refused because another operation runs is asked again later;
  /// what is to be ended and does not exist has ended.
  mutating func refused(_ id: ResourceOrder.ID, _ problem: Problem) {
    guard let order = state.resourceOrders[id], order.target == .mano else { return }
    let detail = "\(problem.title): \(problem.detail)"
    // A task that comes too late: the notification of the operation says how it ended.
    if !order.isUndo, order.action == .add, order.ns != nil,
      state.orders[order.order]?.state == .pendingCancellation
    {
      return
    }
    switch (order.action, problem.status) {
    case (.delete, 404): bring(id, to: .completed, detail)
    case (.delete, 409): bring(id, to: .held, detail)
    default: bring(id, to: .failed, detail)
    }
  }

  /// An operation that SOM did not ask for is kept with the service that it concerns.
  private mutating func note(_ notification: NSOperationNotification) {
    guard let id = state.servicesByNS[notification.ns], let service = state.services[id],
      let resource = service.resource
    else { return }
    let known = service.operations.first { $0.operation == notification.operation }?.state
    guard known != notification.state, !(known?.isTerminal ?? false) else { return }
    record(
      .operationNoted(
        service: id, resource: resource.name,
        note: OperationNote(
          operation: notification.operation, kind: notification.kind, state: notification.state,
          isAutomaticInvocation: notification.isAutomaticInvocation, at: now)))
    guard notification.state.isTerminal else { return }
    if notification.kind == .terminate, notification.state == .completed {
      lose(service, resource)
    }
    retryTermination(of: notification.ns)
  }

  /// A network service was terminated without an order: nothing carries its service any more.
  private mutating func lose(_ service: ServiceRecord, _ resource: SupportingResource) {
    guard !resource.isGone else { return }
    let reason = "terminated at the NFVO without a service order"
    record(.resourceEnded(service: service.id, resource: resource.name, reason: reason))
    move(service.id, nil, .failed, reason: "\(resource.name) was \(reason)")
    if let facing = service.customerFacing { refresh(facing) }
  }

  // MARK: Health

  /// SOL005 alarms, reduced to what a service feels.
  mutating func feel(_ notification: NSHealthNotification) {
    guard let id = state.servicesByNS[notification.ns], let service = state.services[id],
      let resource = service.resource, !resource.isGone, service.health != notification.level
    else { return }
    record(
      .healthChanged(
        service: id, resource: resource.name, level: notification.level,
        cause: notification.cause))
    guard service.state == .active, service.operatingStatus != .stopping else { return }
    let isFull = notification.level == .full
    move(id, nil, status(notification.level), reason: isFull ? nil : notification.cause)
    if let facing = service.customerFacing { refresh(facing) }
  }
}
