import Deciding
import ResourceInterfaces

/// How an auto-scale policy stands with one VNF: what it measured, and what it decided and why.
package struct ScalingRecord: Codable, Equatable, Sendable {
  /// Where the metric is, seen from the thresholds (SOL003 §6: with hysteresis).
  package enum Trend: String, Codable, Sendable, CaseIterable {
    case steady
    /// Over the threshold for scaling out.
    case out
    /// Under the threshold for scaling in.
    case inward
  }

  /// One measurement, in per cent of what the ready components carry together.
  package struct Sample: Codable, Equatable, Sendable {
    package let at: Instant
    package let percent: Int
  }

  /// What the policy decided, as a sentence with the reason.
  package struct Decision: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
      case scalesOut, scalesIn
      /// The metric must stay beyond the threshold, or the last scaling cool down.
      case waits
      /// At the minimum or maximum level.
      case bound
      /// Scaling in would lead to scaling out again.
      case wouldReturn
      /// The policy's steps lead nowhere.
      case stepless
      /// An operation is open on the network service.
      case busy
      /// Somebody paused the policy.
      case paused
      /// It turned round too often, and is to be paused.
      case flaps
      /// The metric is where it should be.
      case steady
    }

    package let at: Instant
    package let kind: Kind
    package let sentence: String
  }

  /// Scalings in a row that came to nothing.
  package struct Setback: Codable, Equatable, Sendable {
    /// However many there were, the pause grows to no more than 2 to the power of this.
    static let limit = 6

    package let count: Int
    /// Why the last one did.
    package let reason: String
    /// What was free on the VIM then: as soon as there is more, it is worth another try.
    package let free: Compute

    /// By how much the cooldown is longer while no more is free than there was.
    func factor(whenFree now: Compute) -> Int64 {
      let hasGrown = now.milliCPU > free.milliCPU || now.memoryMiB > free.memoryMiB
      return hasGrown ? 1 : 1 << min(count, Self.limit)
    }
  }

  /// How many measurements are kept for a chart.
  package static let sampleLimit = 40
  /// How many decisions are kept.
  package static let decisionLimit = 16

  package let policy: String
  package let aspect: String
  package let metric: String
  /// The last measurements, oldest first.
  package internal(set) var samples: [Sample] = []
  package internal(set) var percent = 0
  /// Whether `percent` was worked out after scaling, with nothing measured since.
  package internal(set) var isEstimated = false
  package internal(set) var trend = Trend.steady
  package internal(set) var trendSince: Instant
  /// When the VNF was last scaled or failed to be, by whomever.
  package internal(set) var lastScaledAt: Instant?
  /// Nil when the last scaling was done.
  package internal(set) var setback: Setback?
  /// The last decisions, oldest first; also those not to act.
  package internal(set) var decisions: [Decision] = []
  package var lastDecision: Decision? { decisions.last }
  /// When the policy looks again by itself.
  package internal(set) var dueAt: Instant?

  /// Notes how a scaling ended, with what was free on the VIM then.
  mutating func note(_ failure: String?, free: Compute) {
    setback = failure.map { Setback(count: (setback?.count ?? 0) + 1, reason: $0, free: free) }
  }

  mutating func remember(_ decision: Decision) {
    decisions = decisions.suffix(Self.decisionLimit - 1) + [decision]
  }
}
