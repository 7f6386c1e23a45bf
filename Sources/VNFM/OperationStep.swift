import Deciding
import ResourceInterfaces

/// One step of an operation: what it does, what must be done before it, how often it was tried, and
/// what undoes it.
package struct OperationStep: Codable, Equatable, Sendable {
  /// What the step does.
  package enum Act: Codable, Equatable, Sendable {
    /// The VIM makes the cluster hold what the VNF is to be, or what it was.
    case apply(Aim)
    /// The VIM makes so many instances anew from another package, and leaves the others.
    case roll(RollPhase)
    /// What was made anew stays healthy for so long.
    case gate(seconds: Int)
    /// The VIM replaces what was lost.
    case replace
    /// Sessions drain before anything is taken away.
    case drain(seconds: Int)
    /// The VIM removes everything.
    case delete
    /// The VIM keeps what the volumes hold.
    case snapshot(VNFSnapshot.ID)
    /// The VIM puts back what it kept.
    case revert(VNFSnapshot.ID)
    /// The VIM forgets what it kept.
    case dropSnapshot(VNFSnapshot.ID)
    /// The VNF takes one configuration step (Ve-Vnfm).
    case configure(step: String)
    /// The integrity check: everything that is wanted serves.
    case check
    /// The VNFM writes down changed information.
    case note
    /// A step that was not answered is called off at the VIM, so that it comes to nothing later.
    case callOff(step: Int)
    /// The VIM is asked what it really holds.
    case audit
  }

  /// Which of the two ways that a VNF may be is meant.
  package enum Aim: String, Codable, Sendable {
    /// As the operation is to make it.
    case target
    /// As it was before.
    case origin
  }

  /// What undoes a step, itself a step.
  package struct Compensation: Codable, Equatable, Sendable {
    package let act: Act
    package let title: String
  }

  package let act: Act
  package let title: String
  /// How long an attempt may go on without a sign of life.
  package let deadline: Span
  /// The places of the steps that must be done before it.
  package internal(set) var dependsOn: [Int] = []
  /// Whether it undoes another one.
  package internal(set) var isCompensation = false
  /// How often it was tried, the attempt that runs included.
  package internal(set) var attempts = 0
  /// How many of the attempts were made before somebody asked for a retry: they count no more.
  package internal(set) var forgivenAttempts = 0
  /// When it was first begun; its intent is on record since then.
  package internal(set) var startedAt: Instant?
  /// When the present attempt began; nil while it waits for the next one.
  package internal(set) var attemptedAt: Instant?
  package internal(set) var endedAt: Instant?
  package internal(set) var fault: Fault?
  /// Since when nothing is heard of it although its deadline has passed.
  package internal(set) var stuckSince: Instant?
  /// Whether its next attempt waits until its VIM answers.
  package internal(set) var awaitsVIM = false
  /// What undoes it, in this order; written down when it is begun.
  package internal(set) var compensations: [Compensation] = []

  init(_ act: Act, _ title: String) {
    self.act = act
    self.title = title
    deadline = act.usualDeadline
  }

  init(undoing compensation: Compensation) {
    self.init(compensation.act, compensation.title)
    isCompensation = true
  }

  package var isDone: Bool { endedAt != nil && fault == nil }
  package var hasFailed: Bool { endedAt != nil && fault != nil }
  /// Whether an attempt is under way.
  package var isRunning: Bool { attemptedAt != nil && endedAt == nil }
  /// Whether it failed and is to be tried again by itself.
  package var awaitsRetry: Bool { startedAt != nil && attemptedAt == nil && endedAt == nil }
}

extension OperationStep.Act {
  /// Whether a VIM works on it.
  var isVIMTask: Bool {
    switch self {
    case .apply, .roll, .replace, .delete, .snapshot, .revert, .dropSnapshot: true
    case .drain, .gate, .configure, .check, .note, .callOff, .audit: false
    }
  }

  /// Whether an upgrade is watched.
  var isGate: Bool { if case .gate = self { true } else { false } }

  /// Whether there is no way back once it is begun. What undoes other steps is no such thing.
  var isPointOfNoReturn: Bool {
    switch self {
    case .delete, .dropSnapshot: true
    default: false
    }
  }

  /// VIM tasks report each resource, and a large image on a busy host takes minutes.
  var usualDeadline: Span {
    switch self {
    case .apply, .roll, .replace, .delete, .revert: .minutes(5)
    case .snapshot, .dropSnapshot: .minutes(3)
    case .configure, .audit, .callOff: .minutes(1)
    case .drain(let seconds), .gate(let seconds): .seconds(Double(seconds) + 30)
    case .check, .note: .minutes(1)
    }
  }
}
