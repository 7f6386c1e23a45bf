import Deciding
import ResourceInterfaces

/// An alarm in the list: a root, or a symptom under the root that is unfolded.
package struct AlarmRow: Equatable, Sendable {
  /// The parts of the list, in their order.
  package enum Chapter: Int, CaseIterable, Hashable, Sendable {
    case needsSomebody, isLookedAfter, isCleared
  }

  package var serial: Int
  package var id: String
  package var severity: StateWord
  /// What people call what it is about.
  package var object: String
  package var what: String
  package var age: Span
  /// Who looks after it; nil when nobody does.
  package var acknowledgedBy: String?
  /// How many alarms it explains.
  package var symptoms: Int
  package var isUnfolded: Bool
  /// 0 for a root, 1 for what it explains, and so on.
  package var depth: Int
  package var chapter: Chapter
  /// Whether a person may clear it, because its end may never be told.
  package var isClearable: Bool
}

/// All that is known of an alarm, and of what it means.
package struct AlarmDetail: Equatable, Sendable {
  /// Something that is affected, and for whom.
  package struct Affected: Equatable, Sendable {
    package var subject: Subject
    package var name: String
    package var customer: String
    /// The service that the customer feels, and the network service that carries it.
    package var service: StateWord
    package var state: StateWord
  }

  package var row: AlarmRow
  package var facts: [Fact]
  /// What happened, as whole sentences.
  package var story: [String]
  /// The operation that it is about.
  package var operation: Subject?
  package var operationName = ""
  package var affected: [Affected]
  package var symptoms: [AlarmRow]
  /// What is being done about it, and what a person can do.
  package var doing: [String]
  package var advice: [String]
  package var events: [EventLine]
}

/// A policy of a network service: what it sees, what it makes of it, and what it decided.
package struct PolicyRow: Equatable, Sendable {
  package struct Decision: Equatable, Sendable {
    package var clock: String
    package var text: String
    package var tone: StateWord.Tone
  }

  package var service: Subject
  package var serviceName: String
  package var policy: String
  /// The VNF that it scales, or the functions that it heals.
  package var what: String
  package var state: StateWord
  package var metric: String
  package var percent: Int?
  /// In per cent, oldest first.
  package var samples: [Double]
  package var thresholdOut: Double?
  package var thresholdIn: Double?
  /// `level 1 of 0 to 3`; empty for what has no level.
  package var level: String
  package var verdict: String
  package var hold: String?
  /// Newest first.
  package var decisions: [Decision]
  package var facts: [Fact]

  package var isPaused: Bool { hold != nil }
}

/// What is under the cursor of a view.
package enum Choice: Hashable, Sendable {
  case object(Subject)
  case alarm(Int)
  case policy(ns: Int, name: String, vnf: String)
  /// A fault in force, by its name.
  case fault(String)
  case faultKind(FaultKind)
  /// A PM job, and a threshold.
  case job(Int)
  case threshold(Int)
  /// One of many things that a view reads row by row, by its serial there.
  case part(Int)
}
