// How an order changes by what is asked of it after it was acknowledged, and by its dates.

import Deciding
import ServiceInterfaces

extension ServiceOrchestrator.State {
  mutating func applyToWishes(_ event: ServiceOrchestrator.Event, at instant: Instant) {
    switch event {
    case .orderScheduled(let order, let document, _, let after):
      orders.update(order) {
        $0.document = document
        $0.waitsForOrders = after
        $0.restateWait(at: instant)
      }
      for other in after { dependents.update(other, default: []) { $0.append(order) } }
    case .orderReleased(let order, let other):
      orders.update(order) {
        $0.waitsForOrders.removeAll { $0 == other }
        $0.restateWait(at: instant)
      }
    case .orderPatched(let order, let patch, let requester):
      orders.update(order) {
        $0.take(patch, from: requester, at: instant)
        $0.restateWait(at: instant)
      }
    case .jeopardyRaised(let order, let message):
      orders.update(order) {
        $0.jeopardyAlerts.append(JeopardyAlert(at: instant, message: message))
      }
    case .cancellationRequested(let order, let requester, let reason):
      orders.update(order) {
        $0.cancellation = CancellationRecord(
          requestedAt: instant, requester: requester, reason: reason)
      }
    case .cancellationEnded(let order, let end, let message):
      orders.update(order) {
        $0.cancellation?.state = end
        $0.cancellation?.message = message
        $0.cancellation?.endedAt = instant
      }
    case .undoRequested(let order, let row, let resourceOrder, _, let target, let action):
      undo(row, of: order, by: resourceOrder, target, action, at: instant)
    case .operationIdentified(let resourceOrder, let operation):
      guard let record = resourceOrders[resourceOrder], !record.isUndo else { return }
      orders.update(record.order) { $0.plan[record.row].operation = operation }
    default: break
    }
  }

  private mutating func undo(
    _ row: Int, of order: ServiceOrder.ID, by resourceOrder: ResourceOrder.ID,
    _ target: ServiceSpecification.Target, _ action: ServiceOrderDocument.Action,
    at instant: Instant
  ) {
    guard let planned = orders[order]?.plan[row] else { return }
    orders.update(order) {
      $0.plan[row].undo = UndoRecord(resourceOrder: resourceOrder, startedAt: instant)
    }
    resourceOrders[resourceOrder] = ResourceOrderRecord(
      id: resourceOrder, order: order, row: row, specification: planned.specification,
      target: target, action: action, service: planned.service, ns: planned.ns,
      requestedAt: instant, isUndo: true)
  }
}

extension ServiceOrderRecord {
  fileprivate mutating func take(
    _ patch: ServiceOrderPatch, from requester: String, at instant: Instant
  ) {
    if let priority = patch.priority { self.priority = priority }
    if let start = Instant(patch.requestedStartDate) { requestedStart = start }
    if let completion = Instant(patch.requestedCompletionDate) { requestedCompletion = completion }
    guard var note = patch.note else { return }
    note.author = note.author ?? requester
    note.date = note.date ?? instant.description
    notes.append(note)
  }
}
