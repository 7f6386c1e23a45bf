// The dates of an order and the orders before it: when work begins, and when the consumer is told
// that a completion date may be missed.

import Deciding
import ServiceInterfaces

extension Turn<ServiceOrchestrator> {
  // MARK: Begin

  /// Lets a valid order wait for the start that was asked for and the orders it depends on.
  ///
  /// - Returns: whether it waits.
  mutating func schedule(_ id: ServiceOrder.ID, _ document: ServiceOrderDocument) -> Bool {
    let after = document.prerequisites.filter { state.orders[$0]?.state != .completed }
    let start = Instant(document.requestedStartDate).flatMap { $0 > now ? $0 : nil }
    guard start != nil || !after.isEmpty else { return false }
    record(.orderScheduled(order: id, document: document, start: start, after: after))
    if let start { wake(.begin(order: id), after: start - now) }
    answer(id)
    return true
  }

  /// Tells the orders that wait for `id`, which has ended, how it ended.
  mutating func release(after id: ServiceOrder.ID) {
    guard let ended = state.orders[id], ended.state.isTerminal else { return }
    for dependent in state.dependents[id] ?? [] {
      guard let order = state.orders[dependent], order.state == .acknowledged,
        let position = order.relationships.firstIndex(where: { $0.id == "\(id)" })
      else { continue }
      if ended.state == .completed {
        record(.orderReleased(order: dependent, by: id))
        begin(dependent)
      } else {
        reject(
          dependent,
          [
            DocumentProblem(
              path: JSONPath.root.member("orderRelationship").element(position).description,
              message: "\(id), on which this order depends, is \(ended.state.rawValue).",
              remedy: "Submit it again once an order like \(id) is completed.")
          ])
      }
    }
  }

  // MARK: Jeopardy

  /// Sees to it that the consumer is warned while a quarter of the time is left, and told when the
  /// date has passed.
  mutating func watchCompletion(of id: ServiceOrder.ID) {
    guard let order = state.orders[id], let date = order.requestedCompletion else { return }
    guard date > now else {
      if order.jeopardyAlerts.isEmpty {
        raiseJeopardy(id, "it was to be completed by \(date), which had passed when it came")
      }
      return
    }
    let begin = max(now, order.requestedStart ?? now)
    let left = max(0, (date - begin).milliseconds / 4)
    wake(.watch(order: id), after: Span(milliseconds: (date - now).milliseconds - left))
  }

  /// The completion date of an order is near, or has come.
  mutating func watch(_ id: ServiceOrder.ID) {
    guard let order = state.orders[id], !order.state.isTerminal,
      let date = order.requestedCompletion
    else { return }
    guard date > now else {
      raiseJeopardy(id, "it was to be completed by \(date); it is \(order.standing)")
      return
    }
    // A timer of a date that was changed meanwhile comes too early: the new date has its own.
    let begin = max(order.acknowledgedAt, order.requestedStart ?? order.acknowledgedAt)
    guard (date - now).milliseconds * 4 <= max(4_000, (date - begin).milliseconds) else { return }
    raiseJeopardy(id, "completion by \(date) is in danger: it is \(order.standing)")
    wake(.watch(order: id), after: date - now)
  }

  private mutating func raiseJeopardy(_ id: ServiceOrder.ID, _ message: String) {
    guard let order = state.orders[id], order.jeopardyAlerts.last?.message != message else {
      return
    }
    record(.jeopardyRaised(order: id, message: message))
    send(.com(.jeopardy(order: id, productOrder: order.productOrder, message: message)))
  }

  // MARK: Changes of an order

  /// TMF641 `PATCH /serviceOrder/{id}`: all of it, or nothing and why.
  mutating func patch(_ id: ServiceOrder.ID, _ patch: ServiceOrderPatch, _ requester: String) {
    guard let order = state.orders[id] else { return }
    if let problem = objection(to: patch, order) {
      record(.requestRefused(order: id, request: "change", problem: problem))
      return
    }
    record(.orderPatched(order: id, patch: patch, requester: requester))
    if patch.requestedCompletionDate != nil { watchCompletion(of: id) }
    if let start = Instant(patch.requestedStartDate) {
      if start > now { wake(.begin(order: id), after: start - now) } else { begin(id) }
    }
  }

  private func objection(to patch: ServiceOrderPatch, _ order: ServiceOrderRecord) -> Problem? {
    var reasons: [String] = []
    if order.state.isTerminal, patch.note == nil || patch.changesMore {
      reasons.append("\(order.id) is \(order.state.rawValue): only a note can be added.")
    }
    if let priority = patch.priority, !["0", "1", "2", "3", "4"].contains(priority) {
      reasons.append("The priority is \(priority); legal are 0 (highest) to 4 (lowest).")
    }
    for (name, text) in [
      ("requestedStartDate", patch.requestedStartDate),
      ("requestedCompletionDate", patch.requestedCompletionDate),
    ] where text != nil && Instant(text) == nil {
      reasons.append("\(name) is no date-time of RFC 3339, such as 2026-03-02T18:00:00Z.")
    }
    if patch.requestedStartDate != nil, order.state != .acknowledged {
      reasons.append("\(order.id) has begun, so its start cannot be changed.")
    }
    let start = Instant(patch.requestedStartDate) ?? order.requestedStart
    let completion = Instant(patch.requestedCompletionDate) ?? order.requestedCompletion
    if let start, let completion, completion < start {
      reasons.append("The completion would be before the start.")
    }
    guard !reasons.isEmpty else { return nil }
    return Problem(
      status: order.state.isTerminal ? 409 : 422, title: "Order not changed",
      detail: reasons.joined(separator: " "))
  }
}

extension ServiceOrderPatch {
  fileprivate var changesMore: Bool {
    priority != nil || requestedStartDate != nil || requestedCompletionDate != nil
  }
}

extension ServiceOrderDocument {
  /// The orders that must be completed before this one begins.
  var prerequisites: [ServiceOrder.ID] {
    orderRelationship.filter { $0.relationshipType == "dependency" }
      .compactMap { ServiceOrder.ID($0.id) }
  }
}

extension ServiceOrderRecord {
  /// What an order waits for before it begins, in words; empty when it may begin.
  static func waiting(until start: Instant?, after orders: [ServiceOrder.ID]) -> String {
    let reasons = [
      start.map { "begins at \($0), as requested" },
      orders.isEmpty
        ? nil : "waits until \(orders.map(\.description).joined(separator: ", ")) is completed",
    ]
    return reasons.compactMap { $0 }.joined(separator: ", and ")
  }

  /// Says anew what it waits for, after that changed.
  mutating func restateWait(at instant: Instant) {
    guard state == .acknowledged, document != nil else { return }
    let start = requestedStart.flatMap { $0 > instant ? $0 : nil }
    let words = Self.waiting(until: start, after: waitsForOrders)
    reason = words.isEmpty ? nil : words
  }

  /// How it stands and what it waits for, as the end of a sentence.
  package var standing: String {
    if let reason { return "\(state.rawValue): \(reason)" }
    let waits = plan.filter { [.inProgress, .held].contains($0.state) }
      .map { "\($0.specification) at \($0.target.rawValue)" }
    return waits.isEmpty
      ? state.rawValue : "\(state.rawValue) and waits for \(waits.joined(separator: ", "))"
  }
}
