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
  /// Asked for by the tasks of the same names; `cancel` moves it when the cancel takes effect.
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
  /// Every change of state that is legal once an occurrence exists. T0 creates it: in STARTING, or in
  /// PROCESSING for MODIFY_INFO, which needs no grant.
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

extension VNFOperationTask {
  /// What it does to the state, at once or, for a cancel, when it takes effect.
  package var trigger: VNFOperationTrigger {
    switch self {
    case .retry: .retry
    case .rollback: .rollback
    case .fail: .fail
    case .cancel: .cancel
    }
  }

  /// As an operator calls it.
  package var word: String {
    switch self {
    case .retry: "retry"
    case .rollback: "rollback"
    case .fail: "fail"
    case .cancel(let mode): "cancel \(mode.rawValue)"
    }
  }
}

extension VNFOperationRecord {
  /// Why there is no way back; nil when there is one.
  package var whyNoRollback: String? {
    let step = steps.first {
      $0.startedAt != nil && !$0.isCompensation && $0.act.isPointOfNoReturn
    }
    return step.map {
      "\(kind.rawValue) is past its point of no return since «\($0.title)» was begun"
    }
  }

  /// The tasks that are legal now, as an operator calls them.
  package var legalTasks: [String] {
    let all: [(String, VNFOperationTrigger)] = [
      ("retry", .retry), ("rollback", .rollback), ("fail", .fail), ("cancel", .cancel),
    ]
    return all.filter { state.next(on: $0.1) != nil }.map(\.0)
      .filter { $0 != "rollback" || whyNoRollback == nil }
  }

  /// Why `task` is not legal, with those that are; nil when it is.
  package func objection(to task: VNFOperationTask) -> Fault? {
    let isKnown = state.next(on: task.trigger) != nil
    let noWayBack = task == .rollback && isKnown ? whyNoRollback : nil
    guard !isKnown || noWayBack != nil else { return nil }
    let legal =
      switch legalTasks.count {
      case 0: "no task is legal"
      case 1: legalTasks[0]
      default: legalTasks.dropLast().joined(separator: ", ") + " or \(legalTasks.last ?? "")"
      }
    return Fault(
      title: "Task not legal",
      detail: "\(id) is \(state.rawValue): \(legal)." + (noWayBack.map { " \($0)." } ?? ""))
  }
}
