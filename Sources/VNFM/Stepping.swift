import Deciding
import ResourceInterfaces

// An accepted operation goes on: granted, then step by step, until it is done or stands still.
extension FunctionLifecycle {
  /// Begins every step whose turn has come, or ends the operation when none is left. After a fault
  /// or a cancel nothing is begun, and the operation stands still once nothing of it runs.
  static func advance(_ id: VNFOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id],
      operation.state == .processing || operation.state == .rollingBack
    else { return }
    let failure = operation.leg.first(where: \.hasFailed)?.fault
    if failure != nil || operation.isCancelPending {
      guard !operation.leg.contains(where: \.isRunning) else { return }
      if operation.isCancelPending {
        enter(id, on: .cancel, operation.cancellation, &turn)
      } else if let failure {
        standStill(operation, failure, &turn)
      }
      return
    }
    guard !operation.awaitsGrant else { return }
    if operation.leg.allSatisfy(\.isDone) {
      enter(id, on: operation.state == .processing ? .done : .undone, operation.fault, &turn)
      return
    }
    for index in operation.leg.indices {
      guard let now = turn.state.operations[id], now.steps[index].startedAt == nil,
        now.steps[index].dependsOn.allSatisfy({ now.steps[$0].isDone }),
        !now.holds(now.steps[index])
      else { continue }
      attempt(index, of: id, &turn)
    }
  }

  /// Writes down that a step is tried, with what undoes it, and tries it.
  static func attempt(_ index: Int, of id: VNFOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id], let vnf = turn.state.vnfs[operation.vnf]
    else { return }
    let step = operation.steps[index]
    turn.record(
      .stepStarted(
        operation: id, vnf: vnf.id, name: vnf.name, step: index, title: step.title,
        attempt: step.attempts + 1,
        compensations: compensations(for: step, of: operation, turn.state)))
    guard let begun = turn.state.operations[id] else { return }
    do {
      try carryOut(begun.steps[index], index, of: begun, vnf, &turn)
    } catch {
      attemptEnded(index, of: id, fault: error, &turn)
    }
  }

  private static func carryOut(
    _ step: OperationStep, _ index: Int, of operation: VNFOperationRecord, _ vnf: VNFRecord,
    _ turn: inout Turn<Self>
  ) throws(Fault) {
    let id = operation.id
    switch step.act {
    case .apply(let aim):
      let release = try release(vnf, operation, aim, turn.state)
      submit(.apply(release), step, index, of: operation, vnf, &turn)
    case .roll(let phase):
      let release = try release(vnf, operation, phase, turn.state)
      submit(.apply(release), step, index, of: operation, vnf, &turn)
    case .gate(let seconds):
      turn.wake(
        .gateDue(id, step: index, attempt: step.attempts), after: .seconds(Double(seconds)))
      watchUpgrade(of: vnf.id, nil, &turn)
    case .replace:
      let release = try release(vnf, operation, .target, turn.state)
      submit(.replace(operation.replaced, release), step, index, of: operation, vnf, &turn)
    case .delete: submit(.delete, step, index, of: operation, vnf, &turn)
    case .snapshot(let id): submit(.snapshot(id), step, index, of: operation, vnf, &turn)
    case .revert(let id): submit(.revert(id), step, index, of: operation, vnf, &turn)
    case .dropSnapshot(let id): submit(.dropSnapshot(id), step, index, of: operation, vnf, &turn)
    case .drain(let seconds): turn.wake(.drained(id), after: .seconds(Double(seconds)))
    case .configure(let name):
      turn.send(
        .nfvi(
          .configure(
            vnf: vnf.id, operation: id, step: name, title: step.title,
            settings: settings(after: name, of: operation, vnf, turn.state))))
    case .check:
      guard integrity(of: vnf, operation) != nil else {
        attemptEnded(index, of: id, fault: nil, &turn)
        return
      }
      // News of a component may have been lost: the VIM knows.
      askWhatIsThere(index, of: operation, vnf, &turn)
    case .note: attemptEnded(index, of: id, fault: nil, &turn)
    case .callOff(let other):
      turn.send(
        .vim(
          .cancel(
            vim: vim(of: operation, vnf), token: operation.token(of: other),
            attempt: operation.steps[other].attempts)))
    case .audit: askWhatIsThere(index, of: operation, vnf, &turn)
    }
  }

  static func askWhatIsThere(
    _ index: Int, of operation: VNFOperationRecord, _ vnf: VNFRecord, _ turn: inout Turn<Self>
  ) {
    turn.send(
      .vim(
        .describe(
          vim: vim(of: operation, vnf), vnf: vnf.id, query: operation.token(of: index))))
  }

  private static func submit(
    _ act: VIMTask.Act, _ step: OperationStep, _ index: Int, of operation: VNFOperationRecord,
    _ vnf: VNFRecord, _ turn: inout Turn<Self>
  ) {
    let task = VIMTask(
      token: operation.token(of: index), vnf: vnf.id, tenant: vnf.tenant, ns: vnf.ns,
      act: act, attempt: step.attempts)
    turn.send(.vim(.submit(vim: vim(of: operation, vnf), task)))
  }

  static func vim(of operation: VNFOperationRecord, _ vnf: VNFRecord) -> VIMName {
    operation.target.vim ?? vnf.vim ?? ""
  }

  /// Everything that is wanted serves. What was lost meanwhile does not stop the operation: healing
  /// follows it; but a function of which nothing serves is not done.
  static func integrity(
    of vnf: VNFRecord, _ operation: VNFOperationRecord
  ) -> Fault? {
    let wanted = operation.target.wanted
    let isWhole = vnf.ready + vnf.lost >= wanted && (vnf.ready > 0 || wanted == 0)
    guard !isWhole else { return nil }
    return Fault(
      title: "Components are missing",
      detail: "\(vnf.ready) of \(wanted) components of \(vnf.name) serve, \(vnf.lost) are lost. "
        + "Look at them in the cluster, then retry the operation.",
      errorClass: .internal)
  }

  /// A task has ended. Its step has when it is known what the VIM holds after it: what the NFVO counts
  /// at the end of an operation is what the VNFM believes then.
  static func taskEnded(_ end: VNFRecord.TaskEnd, _ told: Int, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[end.token.vnf], told > 0, !vnf.news.isComplete(upTo: told),
      let operation = turn.state.operations[end.token.operation]
    else {
      taskEnded(end.token, end.attempt, end.fault, &turn)
      return
    }
    miss(vnf, on: vim(of: operation, vnf), told: told, &turn)
    guard turn.state.vnfs[vnf.id]?.news.missing?.ends.contains(end) == false else { return }
    turn.record(.taskEndHeld(vnf: vnf.id, name: vnf.name, end: end))
  }

  static func taskEnded(
    _ token: TaskToken, _ attempt: Int, _ fault: Fault?, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[token.operation] else { return }
    if let index = operation.running(where: { $0 == .callOff(step: token.step) }) {
      // Whatever it came to, it comes to nothing more.
      attemptEnded(index, of: token.operation, fault: nil, &turn)
      return
    }
    guard operation.steps.indices.contains(token.step), operation.leg.indices.contains(token.step)
    else { return }
    let step = operation.steps[token.step]
    // A failure of an earlier attempt says nothing about this one; a success is one for all.
    guard step.isRunning, step.act.isVIMTask, fault == nil || attempt == step.attempts
    else { return }
    // Where there is no such VIM there is nothing to remove either.
    let isGone = step.act == .delete && fault?.errorClass == .notFound
    attemptEnded(token.step, of: token.operation, fault: isGone ? nil : fault, &turn)
  }

  static func configured(
    _ id: VNFOperation.ID, _ step: String, _ fault: Fault?, _ turn: inout Turn<Self>
  ) {
    guard
      let index = turn.state.operations[id]?.running(where: { $0 == .configure(step: step) })
    else { return }
    attemptEnded(index, of: id, fault: fault, &turn)
  }

  static func drained(_ id: VNFOperation.ID, _ turn: inout Turn<Self>) {
    let isDrain = { (act: OperationStep.Act) in
      if case .drain = act { true } else { false }
    }
    guard let operation = turn.state.operations[id],
      let index = operation.running(where: isDrain),
      case .drain(let seconds) = operation.steps[index].act,
      let begun = operation.steps[index].attemptedAt, turn.now - begun >= .seconds(Double(seconds))
    else { return }
    attemptEnded(index, of: id, fault: nil, &turn)
  }

  /// Changes the operation's state if `trigger` is legal, and tells the NFVO, unless it goes on to
  /// another one at once.
  static func enter(
    _ id: VNFOperation.ID, on trigger: VNFOperationTrigger, _ fault: Fault?, isTold: Bool = true,
    _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], let next = operation.state.next(on: trigger)
    else { return }
    let wasDiverged = turn.state.vnfs[operation.vnf]?.divergence.isEmpty == false
    turn.record(
      .operationEntered(
        operation: id, vnf: operation.vnf, name: operation.vnfName, kind: operation.kind,
        state: next, fault: fault))
    if next == .completed || next == .rolledBack {
      tellDivergence(operation, wasDiverged: wasDiverged, &turn)
      reportHealth(of: operation.vnf, "\(operation.kind.rawValue) is \(next.word)", nil, &turn)
    }
    if isTold { notify(id, &turn) }
    if next == .processing || next == .rollingBack { watchOver(id, &turn) }
    if next == .failed { reconcile(operation, &turn) }
    if next == .failed || next == .rolledBack { readBack(operation, &turn) }
    if next.isTerminal {
      healIfNeeded(operation.vnf, &turn)
      lookForDriftAgain(after: operation, &turn)
    }
    if operation.kind == .heal, next.isTerminal || next == .failedTemp,
      let vim = operation.target.vim
    {
      healNext(on: vim, &turn)
    }
  }

  static func notify(_ id: VNFOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id] else { return }
    let hasSettled = operation.state == .completed || operation.state == .rolledBack
    let vnf = hasSettled ? turn.state.vnfs[operation.vnf] : nil
    let isAtRest = operation.state.isTerminal || operation.state == .failedTemp
    turn.send(
      .nfvo(
        .vnfOperation(
          VNFOperationNotification(
            vnf: operation.vnf, operation: id, kind: operation.kind, state: operation.state,
            isAutomaticInvocation: operation.isAutomaticInvocation,
            reference: operation.reference, fault: operation.fault, instance: vnf?.info,
            components: isAtRest ? placedComponents(operation, turn.state) : [],
            whyNoRollback: operation.state == .failedTemp ? operation.whyNoRollback : nil,
            notRestored: operation.notRestored))))
  }
}

extension VNFRecord {
  /// What the NFVO is told of it; nil while it has no resources.
  fileprivate var info: VNFInstanceInfo? {
    guard instantiationState == .instantiated else { return nil }
    return VNFInstanceInfo(
      vnfdId: vnfdId, flavourId: flavourId, vnfState: vnfState, levels: levels,
      networks: networks)
  }
}

extension VNFOperationState {
  fileprivate var word: String { self == .completed ? "done" : "rolled back" }
}
