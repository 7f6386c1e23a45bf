import Deciding

/// A lifecycle operation occurrence in a list, of a network service or a VNF.
package struct OperationRow: Equatable, Sendable {
  package var id: String
  /// `NS` or `VNF`.
  package var level: String
  /// `SCALE`, as the specifications write it.
  package var kind: String
  /// The name of what it is done to.
  package var object: String
  package var state: StateWord
  /// 0 ... 1 while it is not closed.
  package var progress: Double?
  package var isAutomatic: Bool
  package var requester: String
  package var startedAt: String
  package var took: Span
  /// The step that it is at, what it waits for, or why it failed.
  package var standing: String
}

/// An operation with its steps on a line of time.
package struct OperationDetail: Equatable, Sendable {
  /// A part of it, or a step of a part.
  package struct Step: Equatable, Sendable {
    /// 0 for the part of one VNF, 1 for its steps.
    package var depth: Int
    package var title: String
    package var state: StateWord
    /// Counted from the start of the operation; nil before it was begun.
    package var begin: Span?
    /// Nil while it runs.
    package var end: Span?
    /// Whom it waits for since when, why it failed, how often it was tried.
    package var note: String
    package var target: Subject?
    /// Whether it takes back what another one did.
    package var isUndoing = false
  }

  /// A task, and why it cannot be asked for now; nil when it can.
  package struct Possibility: Equatable, Sendable {
    package var action: ActionID
    package var task: String
    package var objection: String?
  }

  package var row: OperationRow
  package var service: Subject?
  package var serviceName: String
  /// What is wrong, why, and where, as whole sentences; empty when all goes well.
  package var problem: [String]
  package var possibilities: [Possibility]
  package var steps: [Step]
  /// What was taken back, and what is not as it was.
  package var undone: [String]
  package var leftovers: [String]
  /// What people asked of it.
  package var interventions: [String]
  package var facts: [Fact]
  package var events: [EventLine]
  /// Whether nothing more will come of it.
  package var isClosed: Bool

  /// The end of the line of time: of what came last, or now while something runs.
  package var length: Span {
    let ends = steps.compactMap { step in step.begin.map { step.end ?? max($0, row.took) } }
    return max(ends.max() ?? row.took, .milliseconds(1))
  }
}
