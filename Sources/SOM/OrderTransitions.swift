// The states of orders, items and resource orders, and the only ways from one to another.

import ServiceInterfaces

/// What moves a TMF641 service order, one of its items, or a TMF652 resource order.
package enum OrderTrigger: String, Codable, Sendable, CaseIterable {
  /// Business validation failed.
  case reject
  /// All items are valid, and work begins.
  case start
  /// The provider waits for information from the consumer.
  case awaitConsumer
  /// An impediment on the provider's side.
  case hold
  /// What it waited for, or what held it, is cleared.
  case resume
  /// A cancellation was requested and is being assessed.
  case requestCancellation
  /// The order is past its point of no return: it goes on.
  case denyCancellation
  /// What was done so far is being undone.
  case grantCancellation
  /// Everything is undone.
  case finishCancellation
  /// All of it succeeded.
  case complete
  /// All of it failed.
  case fail
  /// Some of it succeeded and some of it failed.
  case completePartly
}

/// The state machine of TMF641 and TMF652 orders and items, as MEF 123 makes it precise.
package enum OrderTransitions {
  /// The state after `trigger`, or nil when it is not allowed in `state`.
  package static func next(from state: OrderState, on trigger: OrderTrigger) -> OrderState? {
    switch (state, trigger) {
    case (.acknowledged, .reject): .rejected
    case (.acknowledged, .start): .inProgress

    case (.inProgress, .awaitConsumer): .pending
    case (.inProgress, .hold): .held
    case (.acknowledged, .requestCancellation), (.inProgress, .requestCancellation),
      (.pending, .requestCancellation), (.held, .requestCancellation):
      .assessingCancellation
    case (.inProgress, .complete): .completed
    case (.inProgress, .fail): .failed
    case (.inProgress, .completePartly): .partial

    case (.pending, .resume), (.held, .resume): .inProgress
    // What is not cleared fails: MEF 123 says so for items.
    case (.held, .fail): .failed

    case (.assessingCancellation, .denyCancellation): .inProgress
    case (.assessingCancellation, .grantCancellation): .pendingCancellation
    case (.pendingCancellation, .finishCancellation): .cancelled
    // Something could not be undone: what is left of it is named, and a delete order ends it.
    case (.pendingCancellation, .fail): .failed

    default: nil
    }
  }

  /// The state of an item once a cancellation has undone all that was done for it, or nil when it
  /// stays: what failed came to nothing anyway. An order that is cancelled has no completed items.
  package static func afterUndoing(_ state: OrderState) -> OrderState? {
    switch state {
    case .pendingCancellation, .completed: .cancelled
    case .acknowledged, .inProgress, .pending, .held, .assessingCancellation, .rejected,
      .cancelled, .failed, .partial:
      nil
    }
  }
}

/// Where one RFS of an order's plan stands.
package enum PlanState: String, Codable, Sendable, CaseIterable {
  /// Its gates are not open yet.
  case waiting
  /// Its resource order is with its domain.
  case inProgress
  /// Its domain stopped with a failure that somebody can still clear.
  case held
  case completed
  case failed
  /// Never requested, because something that it waits for failed.
  case dropped

  /// Whether nothing more will happen to it.
  package var isTerminal: Bool {
    switch self {
    case .completed, .failed, .dropped: true
    case .waiting, .inProgress, .held: false
    }
  }
}

/// What moves one RFS of a plan.
package enum PlanTrigger: String, Codable, Sendable, CaseIterable {
  case request, hold, resume, complete, fail, drop
}

/// The state machine of one RFS in a plan.
package enum PlanTransitions {
  /// The state after `trigger`, or nil when it is not allowed in `state`.
  package static func next(from state: PlanState, on trigger: PlanTrigger) -> PlanState? {
    switch (state, trigger) {
    case (.waiting, .request): .inProgress
    case (.waiting, .drop): .dropped
    case (.inProgress, .hold): .held
    case (.inProgress, .complete): .completed
    case (.inProgress, .fail), (.held, .fail): .failed
    case (.held, .resume): .inProgress
    default: nil
    }
  }
}
