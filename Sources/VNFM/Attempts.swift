import Deciding
import ResourceInterfaces

// A step is tried until it ends well or its retry policy says that it was tried enough, and an
// operation that gets no answer is found out.
extension FunctionLifecycle {
  /// An attempt ended: the step with it, or another attempt follows.
  static func attemptEnded(
    _ index: Int, of id: VNFOperation.ID, fault: Fault?, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id] else { return }
    let step = operation.steps[index]
    if let fault, let (vim, _) = outage(ofStep: step, in: operation, fault, turn.state) {
      turn.record(
        .stepHeld(
          operation: id, vnf: operation.vnf, name: operation.vnfName, step: index,
          title: step.title, vim: vim, fault: fault))
      return
    }
    if let fault, let wait = wait(after: fault, step, of: operation, turn.state) {
      turn.record(
        .stepFaltered(
          operation: id, vnf: operation.vnf, name: operation.vnfName, step: index,
          title: step.title, attempt: step.attempts, fault: fault, wait: wait))
      turn.wake(.attemptDue(id, step: index, attempt: step.attempts), after: wait)
      return
    }
    turn.record(
      .stepEnded(
        operation: id, vnf: operation.vnf, name: operation.vnfName, step: index,
        title: step.title, fault: fault))
    if let since = step.stuckSince { tellStuck(operation, index, since, isOver: true, &turn) }
    advance(id, &turn)
  }

  /// How long to wait before the next attempt; nil when there is to be none.
  private static func wait(
    after fault: Fault, _ step: OperationStep, of operation: VNFOperationRecord, _ state: State
  ) -> Span? {
    guard !operation.isCancelPending, !operation.leg.contains(where: \.hasFailed) else {
      return nil
    }
    let policy =
      (try? state.vnfd(of: operation.target))?.retryPolicy(for: operation.kind, fault.errorClass)
      ?? .never
    return policy.wait(afterAttempts: step.attempts - step.forgivenAttempts)
      .map { Span.seconds(Double($0)) }
  }

  static func attemptDue(
    _ id: VNFOperation.ID, _ index: Int, _ attempts: Int, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id],
      operation.state == .processing || operation.state == .rollingBack,
      operation.leg.indices.contains(index), operation.steps[index].awaitsRetry,
      operation.steps[index].attempts == attempts
    else { return }
    // What failed or was cancelled meanwhile ends the operation; this step is tried no more.
    guard !operation.isCancelPending, !operation.leg.contains(where: \.hasFailed) else { return }
    attempt(index, of: id, &turn)
  }

  /// Looks at an operation at least so often.
  private static let watchPeriod = Span.minutes(1)
  /// The NFVO decides on a grant by then.
  static let grantDeadline = Span.minutes(5)

  /// Begins to watch over an operation in the state that it has just entered.
  static func watchOver(_ id: VNFOperation.ID, _ turn: inout Turn<Self>) {
    turn.wake(.watch(id, since: turn.now), after: watchPeriod)
  }

  /// Watches on over an operation that waited for its VIM.
  static func watchAgain(_ operation: VNFOperationRecord, _ turn: inout Turn<Self>) {
    guard operation.state == .processing || operation.state == .rollingBack else { return }
    turn.wake(.watch(operation.id, since: operation.stateEnteredAt), after: watchPeriod)
  }

  /// Finds out what has passed its deadline, and looks again when the next thing may have.
  static func watch(_ id: VNFOperation.ID, since: Instant, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id], operation.stateEnteredAt == since else {
      return
    }
    switch operation.state {
    case .starting: watchGrant(operation, &turn)
    case .processing where operation.awaitsGrant: watchGrant(operation, &turn)
    case .processing, .rollingBack: watchSteps(operation, &turn)
    case .completed, .failedTemp, .rolledBack, .failed: return
    }
  }

  private static func watchGrant(
    _ operation: VNFOperationRecord, _ turn: inout Turn<Self>
  ) {
    let left = operation.stateEnteredAt + grantDeadline - turn.now
    guard left <= .zero else {
      turn.wake(
        .watch(operation.id, since: operation.stateEnteredAt), after: min(left, watchPeriod))
      return
    }
    let fault = Fault(
      title: "No grant",
      detail: "The NFVO has not decided on the grant since "
        + "\(operation.stateEnteredAt.timeOfDay). Ask for the operation again.",
      errorClass: .timeout)
    turn.record(
      .operationStuck(
        operation: operation.id, vnf: operation.vnf, name: operation.vnfName, step: nil,
        waitsFor: "the grant", on: "the NFVO", since: operation.stateEnteredAt))
    guard !operation.isCancelPending else {
      enter(operation.id, on: .cancel, operation.cancellation, &turn)
      return
    }
    grantRefused(operation.id, fault, &turn)
  }

  private static func watchSteps(
    _ operation: VNFOperationRecord, _ turn: inout Turn<Self>
  ) {
    let heard = turn.state.vnfs[operation.vnf]?.heardAt
    var next = watchPeriod
    for index in operation.leg.indices where operation.steps[index].isRunning {
      let step = operation.steps[index]
      guard let begun = step.attemptedAt else { continue }
      let since = step.act.isVIMTask ? max(begun, heard ?? begun) : begun
      let left = since + step.deadline - turn.now
      if left > .zero {
        next = min(next, left)
      } else {
        stuck(index, of: operation, since: since, &turn)
      }
    }
    guard let now = turn.state.operations[operation.id],
      now.stateEnteredAt == operation.stateEnteredAt, now.state == operation.state,
      !now.leg.contains(where: \.awaitsVIM) || now.leg.contains(where: \.isRunning),
      !now.isHeld || now.leg.contains(where: { $0.isRunning || $0.awaitsRetry })
    else { return }
    turn.wake(.watch(operation.id, since: operation.stateEnteredAt), after: next)
  }

  /// No sign of life by the deadline: said aloud, and asked again as the retry policy has it.
  private static func stuck(
    _ index: Int, of operation: VNFOperationRecord, since: Instant, _ turn: inout Turn<Self>
  ) {
    let step = operation.steps[index]
    let whom = whom(step.act, operation)
    if step.stuckSince == nil {
      turn.record(
        .operationStuck(
          operation: operation.id, vnf: operation.vnf, name: operation.vnfName, step: index,
          waitsFor: step.title, on: whom, since: since))
      tellStuck(operation, index, since, isOver: false, &turn)
    }
    let fault = Fault(
      title: "No answer",
      detail: "\(whom) has not been heard of since \(since.timeOfDay) about «\(step.title)». "
        + "Look there, then retry or roll back.",
      errorClass: .timeout)
    attemptEnded(index, of: operation.id, fault: fault, &turn)
  }

  private static func tellStuck(
    _ operation: VNFOperationRecord, _ index: Int, _ since: Instant, isOver: Bool,
    _ turn: inout Turn<Self>
  ) {
    let step = operation.steps[index]
    turn.send(
      .nfvo(
        .operationStuck(
          StuckNotice(
            vnf: operation.vnf, operation: operation.id, kind: operation.kind,
            waitsFor: step.title, on: whom(step.act, operation), since: since, isOver: isOver))))
  }

  /// On whom a step waits.
  package static func whom(
    _ act: OperationStep.Act, _ operation: VNFOperationRecord
  ) -> String {
    switch act {
    case .apply, .roll, .replace, .delete, .snapshot, .revert, .dropSnapshot, .callOff, .audit,
      .check:
      operation.target.vim ?? "the VIM"
    case .configure: "\(operation.vnfName) (Ve-Vnfm)"
    case .drain, .gate, .note: "the VNFM"
    }
  }
}
