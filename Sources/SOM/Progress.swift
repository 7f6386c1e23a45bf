// How an order advances: gates open, RFS are requested, items and the order roll up.

import Deciding
import ServiceInterfaces

extension Turn<ServiceOrchestrator> {
  /// Does everything about an order that has become possible.
  mutating func settle(_ id: ServiceOrder.ID) {
    if state.orders[id]?.state == .pendingCancellation {
      settleCancellation(id)
      return
    }
    repeat {
      openGates(id)
    } while settleItems(id)
    settleOrder(id)
  }

  // MARK: Gates

  /// What a gate's source has come to.
  private enum Prerequisite {
    case open
    case pending
    case failed
  }

  /// Opens gates, drops what can no longer be done, and requests what waits for nothing.
  private mutating func openGates(_ id: ServiceOrder.ID) {
    var hasDropped: Bool
    repeat {
      hasDropped = false
      for row in (state.orders[id]?.plan ?? []).indices {
        hasDropped = advance(row, id) || hasDropped
      }
    } while hasDropped
  }

  /// Opens the gates of one RFS; answers whether it was dropped, so that others may have to be.
  private mutating func advance(_ row: Int, _ id: ServiceOrder.ID) -> Bool {
    guard let order = state.orders[id], order.plan[row].state == .waiting else { return false }
    let planned = order.plan[row]
    for (index, gate) in planned.gates.enumerated() where !gate.isOpen {
      switch prerequisite(gate.source, order) {
      case .pending: break
      case .open:
        record(
          .gateOpened(
            order: id, row: row, gate: index, specification: planned.specification,
            label: gate.label))
      case .failed:
        guard PlanTransitions.next(from: planned.state, on: .drop) != nil else { return false }
        record(
          .rfsDropped(
            order: id, row: row, specification: planned.specification,
            reason: "\(gate.label) failed"))
        return true
      }
    }
    if state.orders[id]?.plan[row].gates.allSatisfy(\.isOpen) ?? false { request(row, of: id) }
    return false
  }

  private func prerequisite(_ source: GateRecord.Source, _ order: ServiceOrderRecord)
    -> Prerequisite
  {
    switch source {
    case .row(let row):
      switch order.plan[row].state {
      case .completed: .open
      case .failed, .dropped: .failed
      case .waiting, .inProgress, .held: .pending
      }
    case .item(let id):
      prerequisite(order.items.first { $0.id == id }?.state)
    }
  }

  private func prerequisite(_ item: OrderState?) -> Prerequisite {
    guard let item else { return .failed }
    return item == .completed ? .open : item.isTerminal ? .failed : .pending
  }

  // MARK: Roll-up

  /// Rolls the RFS up into their items; answers whether an item ended.
  private mutating func settleItems(_ id: ServiceOrder.ID) -> Bool {
    guard let order = state.orders[id] else { return false }
    var hasEnded = false
    let rows = Dictionary(grouping: order.plan, by: \.item)
    for item in order.items where !item.state.isTerminal {
      hasEnded = settle(item, rows[item.id] ?? [], order) || hasEnded
    }
    return hasEnded
  }

  private mutating func settle(
    _ item: ItemRecord, _ rows: [RFSRecord], _ order: ServiceOrderRecord
  ) -> Bool {
    if rows.isEmpty { return settleBare(item, order) }
    if let held = rows.first(where: { $0.state == .held }) {
      move(item, of: order.id, .hold, reason: "\(held.specification): \(held.detail ?? "held")")
      return false
    }
    if item.state == .held { move(item, of: order.id, .resume, reason: nil) }
    guard rows.allSatisfy(\.state.isTerminal) else { return false }
    if let cause = rows.first(where: { $0.state == .failed })
      ?? rows.first(where: { $0.state == .dropped })
    {
      fail(item, order, reason: "\(cause.specification): \(cause.detail ?? cause.state.rawValue)")
    } else {
      complete(item, order)
    }
    return true
  }

  /// An item with nothing to do for any domain ends as soon as the items before it have.
  private mutating func settleBare(_ item: ItemRecord, _ order: ServiceOrderRecord) -> Bool {
    let states = item.dependsOn.map { id in
      prerequisite(order.items.first { $0.id == id }?.state)
    }
    if let index = states.firstIndex(of: .failed) {
      fail(item, order, reason: "item \(item.dependsOn[index]) failed")
      return true
    }
    guard states.allSatisfy({ $0 == .open }) else { return false }
    complete(item, order)
    return true
  }

  private mutating func complete(_ item: ItemRecord, _ order: ServiceOrderRecord) {
    if let service = item.service.flatMap({ state.services[$0] }) {
      switch item.action {
      case .add: activate(service.id)
      case .modify:
        record(
          .serviceReconfigured(
            service: service.id, specification: service.specification,
            characteristics: item.wanted))
      case .delete: terminate(service)
      case .noChange: break
      }
    }
    move(item, of: order.id, .complete, reason: nil)
  }

  private mutating func fail(_ item: ItemRecord, _ order: ServiceOrderRecord, reason: String) {
    if let service = item.service.flatMap({ state.services[$0] }) {
      switch item.action {
      case .add: move(service.id, nil, .failed, reason: reason)
      case .delete:
        // What is left of it carries no traffic any more, though not all of it could be removed.
        move(
          service.id, service.state == .active ? .deactivate : nil, .failed, reason: reason)
      case .modify, .noChange: break
      }
    }
    move(item, of: order.id, .fail, reason: reason)
  }

  /// Rolls the items up into the order, as TM Forum has it: completed when all are, failed when all
  /// are, partial when some are; held only when nothing of it can move.
  private mutating func settleOrder(_ id: ServiceOrder.ID) {
    guard let order = state.orders[id], !order.state.isTerminal else { return }
    guard order.items.allSatisfy(\.state.isTerminal) else {
      settleHold(order)
      return
    }
    if order.state == .held { move(id, .resume, reason: nil) }
    let failed = order.items.filter { $0.state != .completed }
    let reason =
      failed.isEmpty
      ? nil : failed.map { "item \($0.id): \($0.reason ?? "failed")" }.joined(separator: " · ")
    let trigger: OrderTrigger =
      failed.isEmpty ? .complete : failed.count == order.items.count ? .fail : .completePartly
    move(id, trigger, reason: reason)
    answer(id)
    release(after: id)
  }

  private mutating func settleHold(_ order: ServiceOrderRecord) {
    let held = order.items.first { $0.state == .held }
    let isMoving = order.plan.contains { $0.state == .inProgress }
    if let held, !isMoving, order.state == .inProgress {
      move(order.id, .hold, reason: "item \(held.id): \(held.reason ?? "held")")
      answer(order.id)
    } else if order.state == .held, held == nil || isMoving {
      move(order.id, .resume, reason: nil)
      answer(order.id)
    }
  }
}
