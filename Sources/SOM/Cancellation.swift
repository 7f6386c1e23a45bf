// An order is cancelled: assessed, refused past its point of no return, otherwise undone part by
// part in the reverse of its gates, until the customer's inventory is as it was before.

import Deciding
import ServiceInterfaces

extension Turn<ServiceOrchestrator> {
  /// TMF641 `POST /cancelServiceOrder`.
  mutating func cancel(_ id: ServiceOrder.ID, _ reason: String?, _ requester: String) {
    guard let order = state.orders[id] else { return }
    if let detail = order.objectionToCancellation {
      record(
        .requestRefused(
          order: id, request: "cancellation",
          problem: Problem(status: 409, title: "Not possible in this state", detail: detail)))
      return
    }
    record(.cancellationRequested(order: id, requester: requester, reason: reason))
    move(id, .requestCancellation, reason: reason)
    moveItems(of: id, .requestCancellation)
    answer(id)
    if let refusal = pointOfNoReturn(of: order) {
      deny(id, refusal)
    } else {
      grant(id)
    }
  }

  /// Why the order can no longer be cancelled; nil while it can.
  private func pointOfNoReturn(of order: ServiceOrderRecord) -> String? {
    for row in order.plan {
      if row.action == .delete, row.state != .waiting, row.state != .dropped {
        return "\(row.specification) is being removed at \(row.target.rawValue) or is removed "
          + "already (\(row.state.rawValue)), and what is removed is not brought back. "
          + "Let the order end, and order the service anew."
      }
      if row.isPointOfNoReturn, row.state == .completed {
        return "\(row.specification) is completed, which its specification calls the point of no "
          + "return. Let the order end, and order its deletion."
      }
    }
    return nil
  }

  private mutating func deny(_ id: ServiceOrder.ID, _ refusal: String) {
    record(
      .cancellationEnded(order: id, state: .done, message: "not possible any more: \(refusal)"))
    move(id, .denyCancellation, reason: nil)
    moveItems(of: id, .denyCancellation)
    answer(id)
    settle(id)
  }

  private mutating func grant(_ id: ServiceOrder.ID) {
    move(id, .grantCancellation, reason: "what was done is being undone")
    moveItems(of: id, .grantCancellation)
    answer(id)
    guard let order = state.orders[id] else { return }
    for (index, row) in order.plan.enumerated() {
      switch row.state {
      case .waiting:
        record(
          .rfsDropped(
            order: id, row: index, specification: row.specification, reason: "cancelled"))
      case .inProgress, .held: stopWork(on: row)
      case .completed, .failed, .dropped: break
      }
    }
    settle(id)
  }

  private mutating func moveItems(of id: ServiceOrder.ID, _ trigger: OrderTrigger) {
    for item in state.orders[id]?.items ?? [] { move(item, of: id, trigger, reason: nil) }
  }

  /// Asks the NFVO to stop an operation that runs, or to undo one that stands still. NSO and SIEM
  /// come to an end in seconds by themselves.
  private mutating func stopWork(on row: RFSRecord) {
    guard row.target == .mano, row.action == .add, let operation = row.operation,
      let resourceOrder = row.resourceOrder
    else { return }
    let task: NSOperationTask = row.state == .held ? .rollback : .cancel(.graceful)
    send(.nfvo(.task(task, operation: operation, from: .som(resourceOrder))))
  }

  /// A cancelled operation of the NFVO has come to stand still: it is rolled back, once.
  mutating func rollBack(_ order: ResourceOrderRecord, _ operation: NSOperation.ID) {
    guard state.orders[order.order]?.state == .pendingCancellation, !order.isUndo,
      order.action == .add, order.state != .held
    else { return }
    send(.nfvo(.task(.rollback, operation: operation, from: .som(order.id))))
  }

  // MARK: Undoing

  /// Undoes every part whose turn has come, and ends the order once nothing is left.
  mutating func settleCancellation(_ id: ServiceOrder.ID) {
    guard let plan = state.orders[id]?.plan else { return }
    for index in plan.indices.reversed() where isReady(index, plan) { undo(index, of: id) }
    guard let order = state.orders[id], order.plan.allSatisfy(\.isSettledAfterCancellation) else {
      return
    }
    finishCancellation(order)
  }

  /// Whether a part is to be undone, and all that depends on it has been.
  private func isReady(_ index: Int, _ plan: [RFSRecord]) -> Bool {
    guard plan[index].wantsUndoing else { return false }
    return plan.allSatisfy { other in
      !other.gates.contains { $0.source == .row(index) } || other.isSettledAfterCancellation
    }
  }

  private mutating func undo(_ index: Int, of id: ServiceOrder.ID) {
    guard let row = state.orders[id]?.plan[index], let service = state.services[row.service],
      let resource = state.specifications[row.specification]?.resource
    else { return }
    let resourceOrder = makeID(ResourceOrder.self)
    let action: ServiceOrderDocument.Action = row.action == .add ? .delete : .modify
    record(
      .undoRequested(
        order: id, row: index, resourceOrder: resourceOrder, specification: row.specification,
        target: row.target, action: action))
    if action == .delete { move(service.id, nil, .stopping) }
    let inverse = row.inverse(action)
    switch resource {
    case .mano(let description): request(description, resourceOrder, inverse, service)
    case .nso(let description):
      send(.nso(request(description, resourceOrder, inverse, service)))
    case .siem(let description):
      send(.siem(request(description, resourceOrder, inverse, service)))
    }
  }

  /// Nothing is left to be undone. What could not be is named, and ends the order as failed.
  private mutating func finishCancellation(_ order: ServiceOrderRecord) {
    let left = order.plan.filter { $0.undo?.state == .failed }
    guard left.isEmpty else {
      let names = left.map { "\($0.specification): \($0.undo?.detail ?? "not undone")" }
      let message = "not all could be undone: \(names.joined(separator: " · "))"
      record(.cancellationEnded(order: order.id, state: .terminatedWithError, message: message))
      for item in order.items {
        if item.action == .add, let service = item.service {
          move(service, nil, .failed, reason: message)
        }
        move(item, of: order.id, .fail, reason: message)
      }
      end(order, .fail, message)
      return
    }
    record(.cancellationEnded(order: order.id, state: .done, message: nil))
    for item in order.items {
      restore(item)
      guard let next = OrderTransitions.afterUndoing(item.state) else { continue }
      record(
        .itemMoved(
          order: order.id, item: item.id, specification: item.specification, to: next,
          reason: nil))
    }
    end(order, .finishCancellation, order.cancellation?.reason)
  }

  /// Makes the CFS of an item what it was before the order.
  private mutating func restore(_ item: ItemRecord) {
    guard let service = item.service.flatMap({ state.services[$0] }) else { return }
    switch item.action {
    case .add: terminate(service)
    case .modify where item.state == .completed:
      record(
        .serviceReconfigured(
          service: service.id, specification: service.specification,
          characteristics: item.previous))
    case .modify, .delete, .noChange: break
    }
  }

  private mutating func end(
    _ order: ServiceOrderRecord, _ trigger: OrderTrigger, _ reason: String?
  ) {
    move(order.id, trigger, reason: reason)
    answer(order.id)
    release(after: order.id)
  }
}

extension ServiceOrderRecord {
  /// Why its state lets nobody ask for its cancellation; nil when somebody may. What came of it may
  /// still be that it is past its point of no return.
  package var objectionToCancellation: String? {
    guard OrderTransitions.next(from: state, on: .requestCancellation) == nil else { return nil }
    return state.isTerminal
      ? "\(id) is \(state.rawValue): nothing of it is left to be cancelled. "
        + "An order with the action delete ends its services."
      : "\(id) is being cancelled already."
  }
}

extension RFSRecord {
  /// Whether its domain holds something of it that a cancelled order must not leave behind.
  fileprivate var wantsUndoing: Bool {
    guard undo == nil, action == .add || action == .modify else { return false }
    switch state {
    case .completed: return true
    // NSO and SIEM do all of it or nothing; of a network service its identifier is left.
    case .failed: return action == .add && target == .mano && ns != nil
    case .waiting, .inProgress, .held, .dropped: return false
    }
  }

  /// Whether a cancelled order has nothing more to do about it.
  fileprivate var isSettledAfterCancellation: Bool {
    undo?.state.isTerminal ?? (state.isTerminal && !wantsUndoing)
  }

  /// What takes it back: an add is deleted, a modification gets the values from before.
  fileprivate func inverse(_ action: ServiceOrderDocument.Action) -> RFSRecord {
    var row = RFSRecord(
      item: item, action: action, key: key, specification: specification, target: target,
      service: service, gates: [], ns: ns, plannedAt: plannedAt)
    row.wanted = previous
    return row
  }
}
