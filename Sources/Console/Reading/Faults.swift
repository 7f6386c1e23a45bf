import Deciding
import ResourceInterfaces

/// A fault in force.
package struct FaultRow: Equatable, Sendable {
  package var rule: FaultRule
  /// What it is tied to, when that can be opened.
  package var subject: Subject?
  /// The clock when it was injected, and how long ago that is.
  package var since: String
  package var age: Span
  package var struck: Int
  /// How long ago it struck last; nil when it has not.
  package var lastStrike: Span?
  /// When it ends: `in 2m`, `after 1 more strike`, `when it is cleared`.
  package var ends: String
}

extension FaultRule {
  /// How many of a hundred that it could strike it does: `25`, `0.5`.
  var percent: String {
    perMille.isMultiple(of: 10) ? "\(perMille / 10)" : "\(Double(perMille) / 10)"
  }
}
