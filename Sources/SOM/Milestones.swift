// When an order passed the steps that people follow it by.

import Deciding
import ServiceInterfaces

/// One step that an order has passed, for the order's chart and for reports.
package struct Milestone: Equatable, Sendable {
  /// What was reached.
  package enum Kind: Equatable, Sendable {
    /// SOM took the order from COM.
    case acknowledged
    /// The CFS were decomposed into RFS with gates.
    case decomposed
    /// The domain of an RFS was asked for it.
    case requested
    /// The domain of an RFS has done it, which opens gates.
    case completed
    /// The domain of an RFS could not do it, or it was dropped.
    case failed
    /// The order reached a state that it keeps, and COM was told.
    case ended(OrderState)

    /// The name that a report gives it.
    package var name: String {
      switch self {
      case .acknowledged: "acknowledged"
      case .decomposed: "decomposed"
      case .requested: "requested"
      case .completed: "completed"
      case .failed: "failed"
      case .ended(let state): state.rawValue
      }
    }
  }

  package let kind: Kind
  package let at: Instant
  /// The RFS that it is about, as a position in the order's plan; nil for the order itself.
  package let row: Int?
}

extension ServiceOrderRecord {
  /// What the order has passed so far, the earliest first.
  package var milestones: [Milestone] {
    var passed = [Milestone(kind: .acknowledged, at: acknowledgedAt, row: nil)]
    if let decomposedAt { passed.append(Milestone(kind: .decomposed, at: decomposedAt, row: nil)) }
    for (index, row) in plan.enumerated() {
      if let startedAt = row.startedAt {
        passed.append(Milestone(kind: .requested, at: startedAt, row: index))
      }
      if let endedAt = row.endedAt {
        let kind: Milestone.Kind = row.state == .completed ? .completed : .failed
        passed.append(Milestone(kind: kind, at: endedAt, row: index))
      }
    }
    if let endedAt { passed.append(Milestone(kind: .ended(state), at: endedAt, row: nil)) }
    // By position too, since what happens in one turn happens at one instant.
    return passed.enumerated()
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }
}
