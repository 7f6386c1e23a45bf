import Core
import Deciding
import Domains
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

extension World {
  func orderUrgency(_ record: ServiceOrderRecord) -> Urgency {
    switch record.state {
    case .failed, .partial, .rejected, .held, .pending: .wrong
    case .acknowledged, .inProgress, .assessingCancellation, .pendingCancellation:
      record.items.contains { $0.state == .held } ? .wrong : .busy
    case .completed, .cancelled: .fine
    }
  }

  package func order(_ serial: Int) -> OrderRow? {
    layers.som.orders[ServiceOrder.ID(serial: serial)].map(orderRow)
  }

  func orderRow(_ record: ServiceOrderRecord) -> OrderRow {
    let steps = Walkthrough.steps(of: record, in: layers)
    return OrderRow(
      id: "\(record.id)", customer: record.customerName, state: record.effectiveState.word,
      steps: steps.count { $0.state == .completed },
      age: (record.endedAt ?? now) - record.acknowledgedAt, reason: orderReason(record))
  }

  private func orderReason(_ record: ServiceOrderRecord) -> String {
    if let reason = record.reason { return reason }
    if let item = record.items.first(where: { $0.state == .held || $0.state == .failed }) {
      return item.reason ?? ""
    }
    guard !record.state.isTerminal else { return "" }
    let waiting = record.plan.first { $0.state == .inProgress }
    return waiting.map { "\($0.specification) at \($0.target.rawValue)" } ?? ""
  }

  package func orderDetail(_ serial: Int) -> OrderDetail? {
    guard let record = layers.som.orders[ServiceOrder.ID(serial: serial)] else { return nil }
    let lanes: [Block] = [.com, .som, .nfvo, .vnfm, .vim, .nso, .siem]
    let steps = Walkthrough.steps(of: record, in: layers).map { step in
      OrderDetail.Step(
        number: step.number, title: step.title, lane: lanes.firstIndex(of: step.lane) ?? 0,
        toLane: step.toLane.flatMap { lanes.firstIndex(of: $0) }, state: step.state.word,
        startedAfter: step.startedAt.map { $0 - record.acknowledgedAt },
        took: step.startedAt.map { (step.endedAt ?? now) - $0 }, detail: step.detail)
    }
    return OrderDetail(
      row: orderRow(record), facts: orderFacts(record), lanes: lanes.map(\.title), steps: steps,
      items: orderItems(record), events: events(about: Subject(.orders, serial)))
  }

  private func orderFacts(_ record: ServiceOrderRecord) -> [Fact] {
    let product = layers.com.orders[record.productOrder]
    return [
      Fact("customer", record.customerName),
      Fact("product", product?.product ?? record.category ?? ""),
      Fact("product order", "\(record.productOrder)"),
      Fact("external id", record.externalId ?? ""),
      Fact("priority", record.priority ?? ""),
      Fact(
        "begins",
        record.state == .acknowledged ? record.requestedStart?.dayAndTime(from: now) ?? "" : ""),
      Fact(
        "wanted by",
        record.state.isTerminal ? "" : record.requestedCompletion?.dayAndTime(from: now) ?? ""),
      Fact("jeopardy", record.jeopardyAlerts.last?.message ?? ""),
      Fact("cancellation", record.cancellation.map(cancellationWords) ?? ""),
      Fact("acknowledged", record.acknowledgedAt.timeOfDay),
      Fact("ended", record.endedAt?.timeOfDay ?? ""),
    ].filter { !$0.value.isEmpty }
  }

  /// `done by ann@desk: not possible any more: …`
  private func cancellationWords(_ cancellation: CancellationRecord) -> String {
    "\(cancellation.state.rawValue) for \(cancellation.requester)"
      + (cancellation.message.map { ": \($0)" } ?? "")
  }

  private func orderItems(_ record: ServiceOrderRecord) -> [OrderDetail.Item] {
    record.items.flatMap { item in
      [itemRow(item)] + record.plan.filter { $0.item == item.id }.map(rfsRow)
    }
  }

  private func itemRow(_ item: ItemRecord) -> OrderDetail.Item {
    OrderDetail.Item(
      depth: 0, name: "\(item.action.rawValue) \(item.specification)", target: "",
      state: item.state.word, service: serviceWord(item.service), waitsFor: item.reason ?? "",
      took: item.startedAt.map { (item.endedAt ?? now) - $0 }, subject: nil)
  }

  private func rfsRow(_ row: RFSRecord) -> OrderDetail.Item {
    OrderDetail.Item(
      depth: 1, name: row.specification, target: row.target.rawValue, state: row.word,
      service: serviceWord(row.service),
      waitsFor: waitingText(row),
      took: row.startedAt.map { (row.endedAt ?? now) - $0 },
      subject: row.ns.map { Subject(.services, $0.serial) })
  }

  /// What an RFS waits for, or why it stands still; nothing while it is being worked on or done.
  private func waitingText(_ row: RFSRecord) -> String {
    if let undo = row.undo { return undo.state == .completed ? "" : undo.detail ?? "" }
    return switch row.state {
    case .waiting: row.waitsFor.joined(separator: ", ")
    case .held, .failed, .dropped: row.detail ?? ""
    case .inProgress, .completed: ""
    }
  }

  /// State and operating status of a service, which are two dimensions, in one cell.
  func serviceWord(_ id: Service.ID?) -> StateWord {
    guard let service = id.flatMap({ layers.som.services[$0] }) else { return StateWord(.off, "") }
    let word = "\(service.state.rawValue)/\(service.operatingStatus.rawValue)"
    return StateWord(service.tone, word)
  }
}

extension ServiceRecord {
  var tone: StateWord.Tone {
    switch (state, operatingStatus) {
    case (_, .failed): .failed
    case (_, .degraded), (_, .limited): .degraded
    case (.active, _): .good
    case (.terminated, _), (.inactive, _), (.suspended, _): .off
    case (.feasibilityChecked, _), (.designed, _), (.reserved, _): .waiting
    }
  }
}

extension ServiceOrderRecord {
  /// The order's state, or `held` while one of its items is: what a person must see first.
  var effectiveState: OrderState {
    state == .inProgress && items.contains { $0.state == .held } ? .held : state
  }
}

extension OrderState {
  var word: StateWord {
    switch self {
    case .acknowledged: StateWord(.waiting, rawValue)
    case .inProgress, .assessingCancellation, .pendingCancellation: StateWord(.working, rawValue)
    case .held, .pending: StateWord(.degraded, rawValue)
    case .completed: StateWord(.good, rawValue)
    case .failed, .rejected, .partial: StateWord(.failed, rawValue)
    case .cancelled: StateWord(.off, rawValue)
    }
  }
}

extension RFSRecord {
  /// How far it is, or how far its taking back is once the order is being cancelled.
  var word: StateWord {
    switch undo?.state {
    case nil: state.word
    case .waiting, .inProgress: StateWord(.working, "undoing")
    case .held: StateWord(.degraded, "undoing")
    case .completed: StateWord(.off, "undone")
    case .failed, .dropped: StateWord(.failed, "notUndone")
    }
  }
}

extension PlanState {
  var word: StateWord {
    switch self {
    case .waiting: StateWord(.waiting, rawValue)
    case .inProgress: StateWord(.working, rawValue)
    case .held: StateWord(.degraded, rawValue)
    case .completed: StateWord(.good, rawValue)
    case .failed: StateWord(.failed, rawValue)
    case .dropped: StateWord(.off, rawValue)
    }
  }
}

extension Walkthrough.StepState {
  var word: StateWord {
    switch self {
    case .waiting: StateWord(.waiting, rawValue)
    case .inProgress: StateWord(.working, rawValue)
    case .completed: StateWord(.good, rawValue)
    case .failed: StateWord(.failed, rawValue)
    case .dropped: StateWord(.off, rawValue)
    }
  }
}
