// What the SIEM knows: the feeds that are registered with it, and the orders that made them so.

import Deciding
import ServiceInterfaces

/// Where a feed stands.
package enum FeedState: String, Codable, Sendable, CaseIterable {
  /// The SIEM sets up its collector.
  case registering
  /// Events are taken in.
  case registered
  /// The collector is being shut down.
  case removing
  case removed
}

/// What moves a feed.
package enum FeedTrigger: String, Codable, Sendable, CaseIterable {
  /// It is ordered, or ordered with other values.
  case register
  case remove
  /// What was begun is done.
  case settle
}

/// The state machine of a feed.
package enum FeedTransitions {
  /// The state after `trigger`, or nil when it is not allowed in `state`.
  package static func next(from state: FeedState, on trigger: FeedTrigger) -> FeedState? {
    switch (state, trigger) {
    case (.registering, .settle): .registered
    case (.registered, .register), (.removed, .register): .registering
    case (.registered, .remove): .removing
    case (.removing, .settle): .removed
    default: nil
    }
  }
}

/// The feeds of one RFS.
package struct FeedRecord: Codable, Equatable, Sendable, Identifiable {
  /// The RFS.
  package let id: Service.ID
  package let specification: String
  package let customer: String
  /// The names of the feeds: `firewall-events`.
  package var feeds: [String]
  /// Format, kinds of events, days of retention, as they were ordered.
  package var characteristics: [Characteristic]
  package var state: FeedState
  /// Since when it is in `state`.
  package var since: Instant
  /// The order that acts on it at present.
  package var openOrder: ResourceOrder.ID?
}

/// A resource order to the SIEM.
package struct FeedOrderRecord: Codable, Equatable, Sendable, Identifiable {
  package let id: ResourceOrder.ID
  package let action: ResourceOrderRequest.Action
  package let service: Service.ID
  package let requestedAt: Instant
  /// inProgress, completed or failed.
  package var state: OrderState = .inProgress
  package var endedAt: Instant?
  /// What was done, or why not: a sentence.
  package var detail: String
}
