import ServiceInterfaces

/// What moves an NS operation occurrence from one state to another (SOL005 §6.6).
package enum NSOperationTrigger: String, Codable, Sendable, CaseIterable {
  /// All VNFs are done.
  case done
  /// What remained is done, and what failed is accepted.
  case partlyDone
  /// A VNF's part failed, or there is no place.
  case failed
  case retry, rollback, `continue`, fail, cancel
  /// Everything that the operation did is undone.
  case undone
}

/// One line of the table of state changes.
package struct NSOperationTransition: Equatable, Sendable {
  /// The line's name in the design, `T3` to `T10`.
  package let name: String
  package let from: OperationState
  package let trigger: NSOperationTrigger
  package let to: OperationState
}

extension NSOperationTransition {
  /// Every change of state that is legal once an occurrence exists. An NS occurrence begins in
  /// PROCESSING (T0); STARTING is a state of VNF occurrences only.
  package static let table: [Self] = [
    Self(name: "T3", from: .processing, trigger: .done, to: .completed),
    Self(name: "T3", from: .processing, trigger: .partlyDone, to: .partiallyCompleted),
    Self(name: "T4", from: .processing, trigger: .failed, to: .failedTemp),
    Self(name: "T4", from: .processing, trigger: .cancel, to: .failedTemp),
    Self(name: "T5", from: .failedTemp, trigger: .retry, to: .processing),
    Self(name: "T6", from: .failedTemp, trigger: .rollback, to: .rollingBack),
    Self(name: "T7", from: .rollingBack, trigger: .undone, to: .rolledBack),
    Self(name: "T8", from: .rollingBack, trigger: .failed, to: .failedTemp),
    Self(name: "T8", from: .rollingBack, trigger: .cancel, to: .failedTemp),
    Self(name: "T9", from: .failedTemp, trigger: .fail, to: .failed),
    Self(name: "T10", from: .failedTemp, trigger: .continue, to: .processing),
  ]
}

extension OperationState {
  /// The state that `trigger` leads an NS occurrence to; nil when it is not legal here.
  package func next(on trigger: NSOperationTrigger) -> Self? {
    NSOperationTransition.table.first { $0.from == self && $0.trigger == trigger }?.to
  }
}
