// How each event changes what SOM knows.

import Deciding
import ServiceInterfaces

extension ServiceOrchestrator {
  package static func apply(_ event: Event, at instant: Instant, to state: inout State) {
    switch event {
    case .catalogueLoaded(let specifications):
      for specification in specifications {
        state.specifications[specification.name] = specification
      }
    case .orderAcknowledged(let order):
      state.orders[order.id] = order
      state.ordersByProductOrder[order.productOrder] = order.id
    case .orderDecomposed(let order, let plan, let items):
      state.decompose(order, plan, items, at: instant)
    case .orderScheduled, .orderReleased, .orderPatched, .requestRefused, .jeopardyRaised,
      .cancellationRequested, .cancellationEnded, .undoRequested, .operationIdentified:
      state.applyToWishes(event, at: instant)
    case .orderMoved(let order, let to, let reason): state.move(order, to, reason, at: instant)
    case .itemMoved(let order, let item, _, let to, let reason):
      state.move(item, of: order, to, reason, at: instant)
    case .gateOpened(let order, let row, let gate, _, _):
      state.orders.update(order) { $0.plan[row].gates[gate].openedAt = instant }
    case .rfsRequested(let order, let row, let resourceOrder, _, _, let resource):
      state.request(resourceOrder, for: row, of: order, resource, at: instant)
    case .rfsDropped(let order, let row, _, let reason):
      state.orders.update(order) {
        $0.plan[row].state = .dropped
        $0.plan[row].detail = reason
        $0.plan[row].endedAt = instant
      }
    case .resourceOrderMoved(let resourceOrder, _, let to, let detail):
      state.move(resourceOrder, to, detail, at: instant)
    case .nsIdentified(let resourceOrder, let ns, _): state.identify(ns, of: resourceOrder)
    default: state.applyToInventory(event, at: instant)
    }
  }
}

extension ServiceOrchestrator.State {
  fileprivate mutating func decompose(
    _ order: ServiceOrder.ID, _ plan: [RFSRecord],
    _ assignments: [ServiceOrchestrator.ItemAssignment], at instant: Instant
  ) {
    orders.update(order) { record in
      record.plan = plan
      record.decomposedAt = instant
      record.document = nil
      let positions = Dictionary(
        assignments.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
      for index in record.items.indices {
        guard let assignment = positions[record.items[index].id] else { continue }
        record.items[index].service = assignment.service
        record.items[index].specification = assignment.specification
        record.items[index].wanted = assignment.wanted
        record.items[index].previous = assignment.previous
      }
    }
    for assignment in assignments {
      services.update(assignment.service) { $0.openOrder = order }
    }
  }

  fileprivate mutating func move(
    _ order: ServiceOrder.ID, _ to: OrderState, _ reason: String?, at instant: Instant
  ) {
    orders.update(order) {
      $0.state = to
      $0.stateSince = instant
      $0.reason = reason
      guard to.isTerminal else { return }
      $0.endedAt = instant
      $0.document = nil
    }
    guard to.isTerminal else { return }
    for item in orders[order]?.items ?? [] {
      guard let service = item.service else { continue }
      services.update(service) { $0.openOrder = nil }
    }
  }

  fileprivate mutating func move(
    _ item: String, of order: ServiceOrder.ID, _ to: OrderState, _ reason: String?,
    at instant: Instant
  ) {
    orders.update(order) { record in
      guard let index = record.items.firstIndex(where: { $0.id == item }) else { return }
      record.items[index].state = to
      record.items[index].reason = reason
      if to == .inProgress, record.items[index].startedAt == nil {
        record.items[index].startedAt = instant
      }
      if to.isTerminal { record.items[index].endedAt = instant }
    }
  }

  fileprivate mutating func request(
    _ resourceOrder: ResourceOrder.ID, for row: Int, of order: ServiceOrder.ID,
    _ resource: String, at instant: Instant
  ) {
    guard let planned = orders[order]?.plan[row] else { return }
    orders.update(order) {
      $0.plan[row].state = .inProgress
      $0.plan[row].resourceOrder = resourceOrder
      $0.plan[row].startedAt = instant
    }
    resourceOrders[resourceOrder] = ResourceOrderRecord(
      id: resourceOrder, order: order, row: row, specification: planned.specification,
      target: planned.target, action: planned.action, service: planned.service, ns: planned.ns,
      requestedAt: instant)
    guard planned.action == .add else { return }
    services.update(planned.service) {
      $0.resource = SupportingResource(
        target: planned.target, resourceOrder: resourceOrder, name: resource)
    }
  }

  fileprivate mutating func move(
    _ resourceOrder: ResourceOrder.ID, _ to: OrderState, _ detail: String?, at instant: Instant
  ) {
    resourceOrders.update(resourceOrder) {
      $0.state = to
      $0.detail = detail
      if to.isTerminal { $0.endedAt = instant }
    }
    guard let record = resourceOrders[resourceOrder] else { return }
    orders.update(record.order) {
      if record.isUndo {
        $0.plan[record.row].undo?.move(to, detail, at: instant)
      } else {
        $0.plan[record.row].state = PlanState(of: to)
        $0.plan[record.row].detail = detail
        if to.isTerminal { $0.plan[record.row].endedAt = instant }
      }
    }
  }

  fileprivate mutating func identify(_ ns: NSInstance.ID, of resourceOrder: ResourceOrder.ID) {
    resourceOrders.update(resourceOrder) { $0.ns = ns }
    guard let record = resourceOrders[resourceOrder] else { return }
    orders.update(record.order) { $0.plan[record.row].ns = ns }
    services.update(record.service) { $0.resource?.ns = ns }
    servicesByNS[ns] = record.service
  }
}

extension UndoRecord {
  fileprivate mutating func move(_ to: OrderState, _ detail: String?, at instant: Instant) {
    state = PlanState(of: to)
    self.detail = detail
    if to.isTerminal { endedAt = instant }
  }
}

extension PlanState {
  /// Where an RFS stands once its resource order is in `state`.
  init(of state: OrderState) {
    switch state {
    case .acknowledged, .inProgress, .pending, .assessingCancellation, .pendingCancellation:
      self = .inProgress
    case .held: self = .held
    case .completed: self = .completed
    case .rejected, .cancelled, .failed, .partial: self = .failed
    }
  }
}
