import Deciding
import SOM
import ServiceInterfaces

/// What the cancellation of a service order would come to, found out on a copy of the engine.
package struct CancellationTrial: Codable, Equatable, Sendable {
  /// What becomes of one RFS of the order.
  package struct Part: Codable, Equatable, Sendable {
    package let specification: String
    /// `MANO`, `NSO`, `SIEM`.
    package let target: String
    /// `undone`, `not begun`, or why it is not undone.
    package let outcome: String
    package let isUndone: Bool
  }

  /// Why the order goes on as it is; nil when it is cancelled.
  package let refusal: String?
  /// The RFS in the order in which they were begun.
  package let parts: [Part]
  /// How the order ends, as TMF641 writes it.
  package let endState: String
  /// How long it takes, in seconds.
  package let seconds: Double
}

extension Engine {
  /// Cancels `order` on a copy until that has come to its end.
  package func tryingCancellation(
    of order: ServiceOrder.ID, by requester: String
  ) throws(JournalError) -> CancellationTrial {
    let before = layers.som.orders[order]
    if let objection = before?.objectionToCancellation {
      return CancellationTrial(
        refusal: objection, parts: [], endState: before?.state.rawValue ?? "", seconds: 0)
    }
    let message = Message.service(
      .som(.cancelServiceOrder(order, reason: nil, requester: requester)))
    let tried = try tryingOut(message) {
      $0.som.orders[order]?.cancellation?.state != .inProgress
    }
    guard let after = tried.layers.som.orders[order], let cancellation = after.cancellation else {
      return CancellationTrial(
        refusal: "There is no order \(order).", parts: [], endState: "", seconds: 0)
    }
    let isGoingOn = cancellation.state == .done && after.state != .cancelled
    let isEndless = cancellation.state == .inProgress
    let endless = "It would not have ended after \(Int(Rehearsal.limit.seconds / 60)) minutes."
    return CancellationTrial(
      refusal: isGoingOn ? cancellation.message : isEndless ? endless : nil,
      parts: isGoingOn ? [] : after.plan.compactMap { CancellationTrial.Part($0) },
      endState: after.state.rawValue,
      seconds: ((cancellation.endedAt ?? now) - cancellation.requestedAt).seconds)
  }
}

extension CancellationTrial.Part {
  /// What became of an RFS; nil for one of which nothing was done and nothing is to be.
  fileprivate init?(_ row: RFSRecord) {
    specification = row.specification
    target = row.target.rawValue
    switch (row.undo?.state, row.state) {
    case (.completed, _): (outcome, isUndone) = ("undone", true)
    case (.some, _): (outcome, isUndone) = (row.undo?.detail ?? "not undone", false)
    case (nil, .dropped): (outcome, isUndone) = ("not begun", true)
    case (nil, _): return nil
    }
  }
}
