import Deciding
import ResourceInterfaces

// What undoes an operation: the compensations that were written down with the intents, in reverse, and
// at the end a look at what the VIM really holds.
extension FunctionLifecycle {
  /// What undoes `step`, if it is begun now.
  static func compensations(
    for step: OperationStep, of operation: VNFOperationRecord, _ state: State
  ) -> [OperationStep.Compensation] {
    guard !step.isCompensation else { return [] }
    switch step.act {
    // What healing replaced was lost: it cannot come back, and nobody wants it back.
    case .replace: return []
    case .apply(.target) where operation.kind == .heal: return []
    case .apply(.target), .roll:
      guard let origin = operation.origin else {
        return [.init(act: .delete, title: "Remove what was created")]
      }
      let vnfd = try? state.vnfd(of: origin)
      let words = vnfd.flatMap { try? counts(of: $0, at: origin).sentence } ?? "what it held"
      let back = OperationStep.Compensation(
        act: .apply(.origin), title: "Bring the cluster back to \(words)")
      guard vnfd?.day1.isEmpty == false, origin.wanted > 0 else { return [back] }
      return [
        back, .init(act: .configure(step: "members.undo"), title: "Configure the members again"),
      ]
    case .configure(step: "properties"):
      return [.init(act: .configure(step: "properties.undo"), title: "Apply the former properties")]
    case .snapshot(let id):
      return [.init(act: .dropSnapshot(id), title: "Drop \(id)")]
    case .revert:
      // The state before was kept by the first step; see the plan.
      let kept = operation.steps.lazy.compactMap { step -> VNFSnapshot.ID? in
        if case .snapshot(let id) = step.act { id } else { nil }
      }.first
      return kept.map { [.init(act: .revert($0), title: "Put back what was kept before")] } ?? []
    case .apply(.origin), .drain, .gate, .delete, .dropSnapshot, .configure, .check, .note,
      .callOff,
      .audit:
      return []
    }
  }

  /// The leg that undoes `operation`: what was not answered is called off first, then each step that
  /// was begun is undone, last first, and what has come of it is looked at.
  static func undoingSteps(of operation: VNFOperationRecord) -> [OperationStep] {
    var undoing: [OperationStep.Compensation] = []
    var isAtVIM = false
    for (index, step) in operation.steps.enumerated().reversed()
    where step.startedAt != nil && !step.isCompensation {
      if step.act.isVIMTask { isAtVIM = true }
      if step.act.isVIMTask, step.fault?.errorClass == .timeout {
        undoing.append(.init(act: .callOff(step: index), title: "Call off «\(step.title)»"))
      }
      for compensation in step.compensations where !undoing.contains(compensation) {
        undoing.append(compensation)
      }
    }
    if isAtVIM { undoing.append(.init(act: .audit, title: "Look at what the cluster holds")) }
    return undoing.map(OperationStep.init(undoing:)).inSequence
  }
}

extension [OperationStep] {
  /// Each after the one before it.
  var inSequence: Self {
    enumerated().map { index, step in
      var step = step
      step.dependsOn = index == 0 ? [] : [index - 1]
      return step
    }
  }

  /// The same steps as a leg that begins at `start`.
  func asLeg(from start: Int) -> Self {
    map { step in
      var step = step
      step.dependsOn = step.dependsOn.map { $0 + start }
      return step
    }
  }
}
