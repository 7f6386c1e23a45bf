import Deciding

/// A difference between what runs and what was ordered and onboarded.
package struct FindingRow: Equatable, Sendable {
  package var subject: Subject
  package var function: String
  /// `image`, `configuration`, `resource`.
  package var baseline: String
  /// The component, setting or VDU that differs.
  package var what: String
  package var expected: String
  package var found: String
  /// Who made it so; empty when that is not known.
  package var by: String
  package var age: Span
  package var state: StateWord
}
