import ResourceInterfaces

/// What moves a VNF operation occurrence from one state to another (SOL003 §5.6.2).
package enum VNFOperationTrigger: String, Codable, Sendable, CaseIterable {
  /// The grant is there, or none is needed.
  case granted
  /// No grant: refused, or not answered.
  case grantRefused
  /// All steps ended well.
  case done
  /// A step ended with a fault.
  case failed
  case retry, rollback, fail, cancel
  /// Everything that the operation did is undone.
  case undone
}

/// One line of the table of state changes.
package struct VNFOperationTransition: Equatable, Sendable {
  /// The line's name in the design, `T1` to `T9`.
  package let name: String
  package let from: VNFOperationState
  package let trigger: VNFOperationTrigger
  package let to: VNFOperationState
}

extension VNFOperationTransition {
  /// Every change of state that is legal once an occurrence exists (T0 creates it in STARTING).
  package static let table: [Self] = [
    Self(name: "T1", from: .starting, trigger: .granted, to: .processing),
    Self(name: "T2", from: .starting, trigger: .grantRefused, to: .rolledBack),
    Self(name: "T2", from: .starting, trigger: .cancel, to: .rolledBack),
    Self(name: "T3", from: .processing, trigger: .done, to: .completed),
    Self(name: "T4", from: .processing, trigger: .failed, to: .failedTemp),
    Self(name: "T4", from: .processing, trigger: .cancel, to: .failedTemp),
    Self(name: "T5", from: .failedTemp, trigger: .retry, to: .processing),
    Self(name: "T6", from: .failedTemp, trigger: .rollback, to: .rollingBack),
    Self(name: "T7", from: .rollingBack, trigger: .undone, to: .rolledBack),
    Self(name: "T8", from: .rollingBack, trigger: .failed, to: .failedTemp),
    Self(name: "T8", from: .rollingBack, trigger: .cancel, to: .failedTemp),
    Self(name: "T9", from: .failedTemp, trigger: .fail, to: .failed),
  ]
}

extension VNFOperationState {
  /// The state that `trigger` leads to; nil when it is not legal here.
  package func next(on trigger: VNFOperationTrigger) -> Self? {
    VNFOperationTransition.table.first { $0.from == self && $0.trigger == trigger }?.to
  }
}
