import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Tasks for an operation occurrence (SOL005 §6.4.11 to §6.4.15): refused with those that are legal,
// or accepted and carried down to the VNF operations.
extension NFVOrchestrator {
  static func perform(
    _ task: NSOperationTask, on id: NSOperation.ID, _ requester: Requester,
    _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id] else {
      let problem = Problem(
        status: 404, title: "Operation unknown",
        detail: "There is no NS operation \(id). List them to see which there are.")
      refuse(nil, "\(id)", task.name, requester, problem, &turn)
      return
    }
    if let problem = operation.objection(to: task) {
      refuse(operation.ns, operation.nsName, "\(task) of \(id)", requester, problem, &turn)
      return
    }
    carryOut(task, on: operation, requester, &turn)
  }

  /// Does what is legal.
  static func carryOut(
    _ task: NSOperationTask, on operation: NSOperationRecord, _ requester: Requester,
    _ turn: inout Turn<Self>
  ) {
    let id = operation.id
    turn.record(
      .lifecycle(
        .taskAccepted(
          operation: id, ns: operation.ns, name: operation.nsName, kind: operation.kind,
          task: task, requester: requester)))
    switch task {
    case .retry: resume(id, on: .retry, &turn)
    case .continue: resume(id, on: .continue, &turn)
    case .rollback:
      enter(id, on: .rollback, operation.problem, &turn)
      advance(id, &turn)
    case .fail: fail(operation, &turn)
    case .cancel(let mode): cancel(id, mode, &turn)
    }
  }

  private static func resume(
    _ id: NSOperation.ID, on trigger: NSOperationTrigger, _ turn: inout Turn<Self>
  ) {
    enter(id, on: trigger, nil, &turn)
    guard let operation = turn.state.operations[id],
      let ns = turn.state.networkServices[operation.ns]
    else { return }
    let requirement = turn.state.requirement(
      ofUnplaced: operation.tasks, in: ns, choice: operation.choice, operation: id)
    if let requirement {
      place(operation, requirement, &turn)
    } else {
      advance(id, &turn)
    }
  }

  /// Closes the operation; VNF operations that stand still are closed with it.
  private static func fail(_ operation: NSOperationRecord, _ turn: inout Turn<Self>) {
    enter(operation.id, on: .fail, operation.problem, &turn)
    for (index, task) in operation.tasks.enumerated() {
      if task.operationState == .failedTemp { ask(.fail, index, of: operation, &turn) }
      guard task.hasOpenCompensation else { continue }
      if let open = task.undoing?.nestedOperation {
        passOn(.fail, to: open, from: operation.id, &turn)
      }
      guard let open = task.undoing?.operation else { continue }
      turn.send(
        .resource(.vnfm(.task(.fail, operation: open, reference: "\(task.reference)#fail"))))
    }
  }

  private static func cancel(
    _ id: NSOperation.ID, _ mode: NSCancelMode, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id] else { return }
    for task in operation.tasks where task.isNested && task.isRunning {
      let open = task.undoing?.stage.isRunning == true ? task.undoing?.nestedOperation : nil
      if let open = open ?? task.nested?.operation {
        passOn(.cancel(mode), to: open, from: id, &turn)
      }
    }
    if mode == .forceful {
      for task in operation.tasks {
        if task.stage.isRunning, let open = task.operation { stop(open, of: task, &turn) }
        if let undoing = task.undoing, undoing.stage.isRunning, let open = undoing.operation {
          stop(open, of: task, &turn)
        }
      }
    }
    advance(id, &turn)
  }

  /// Cancels a VNF operation that began after the NS operation was cancelled.
  static func stop(
    _ notification: VNFOperationNotification, _ index: Int, of operation: NSOperationRecord,
    _ turn: inout Turn<Self>
  ) {
    guard notification.state.stage.isRunning else { return }
    stop(notification.operation, of: operation.tasks[index], &turn)
  }

  /// One that has ended meanwhile refuses this; its notification says how it ended.
  private static func stop(
    _ open: VNFOperation.ID, of task: VNFTask, _ turn: inout Turn<Self>
  ) {
    turn.send(
      .resource(
        .vnfm(
          .task(.cancel(.forceful), operation: open, reference: "\(task.reference)#cancel"))))
  }
}

extension NSOperationRecord {
  /// The tasks that are legal now.
  package var legalTasks: [NSOperationTask] {
    NSOperationTask.kinds.filter { objection(to: $0) == nil }
  }

  /// Why `task` is not legal now; nil when it is.
  package func objection(to task: NSOperationTask) -> Problem? {
    let reason = state.next(on: task.trigger) == nil ? stateReason(task) : guardReason(task)
    guard let reason else { return nil }
    return Problem(
      status: 409,
      title: "\(task.name.prefix(1).uppercased() + task.name.dropFirst()) is not possible",
      detail: reason)
  }

  private func stateReason(_ task: NSOperationTask) -> String {
    let legal = NSOperationTask.kinds.filter {
      state.next(on: $0.trigger) != nil && guardReason($0) == nil
    }
    return
      "\(kind.rawValue) \(id) of \(nsName) is \(state.rawValue), so \(task.name) is not possible. "
      + (legal.isEmpty
        ? (state.isTerminal ? "It is closed: no task is possible any more." : "No task is.")
        : "Possible now: \(legal.map(\.description).joined(separator: ", ")).")
  }

  /// Why a task that the state allows is not possible all the same.
  private func guardReason(_ task: NSOperationTask) -> String? {
    if case .cancel(let mode) = task { return cancelReason(mode) }
    if let running = tasks.first(where: \.isRunning) {
      return
        "\(running.operationWords) of \(running.vnfName) runs. Wait until it stands still or has "
        + "ended, or cancel it."
    }
    switch task {
    case .rollback:
      if let stuck = tasks.first(where: { $0.whyNoRollback != nil }),
        let reason = stuck.whyNoRollback
      {
        return "\(stuck.vnfName): \(reason). Retry it, continue with the rest, or fail it."
      }
      // A VNF operation that somebody retried past the NFVO, and that has no opposite.
      if let done = tasks.first(where: { $0.stage == .completed && $0.isLoneChange }) {
        return
          "\(done.operationWords) of \(done.vnfName) is done meanwhile, and nothing undoes it. "
          + "Retry \(id), which is done then, and ask for the opposite."
      }
      guard let gone = tasks.first(where: { $0.act.isTermination && $0.stage == .completed })
      else { return nil }
      return
        "\(gone.vnfName) is terminated already: \(kind.rawValue) \(id) is past its point of no "
        + "return. Retry it, continue with the rest, or fail it."
    case .retry, .continue:
      if let stuck = tasks.first(where: \.hasOpenCompensation) {
        return "The \(stuck.undoing?.act?.kind.rawValue ?? "operation") "
          + "\(stuck.undoing?.operationName ?? "") that undoes \(stuck.vnfName) is open. "
          + "Roll back again, or fail the operation."
      }
      guard task == .continue else { return nil }
      let isWorthIt = tasks.contains { $0.stage == .completed || $0.mayGoOn } || hasRemaining
      return isWorthIt
        ? nil
        : "Nothing of \(kind.rawValue) \(id) is done and nothing remains to be tried. "
          + "Retry it, roll it back or fail it."
    case .fail, .cancel: return nil
    }
  }

  private func cancelReason(_ mode: NSCancelMode) -> String? {
    guard let pending = pendingCancel, pending == mode || pending == .forceful else { return nil }
    return "\(kind.rawValue) \(id) of \(nsName) is being cancelled already (\(pending.rawValue)). "
      + "It stops as soon as what runs has come to an end."
  }

  /// Whether parts were not begun that wait for none of those that failed.
  private var hasRemaining: Bool {
    guard requirement == nil else { return false }
    let lost = Self.givenUp(tasks)
    return tasks.indices.contains { tasks[$0].stage == .waiting && !lost.contains($0) }
  }

  /// The parts that are given up when what failed is accepted: those, and all that wait for them.
  static func givenUp(_ tasks: [VNFTask]) -> Set<Int> {
    var lost = Set(
      tasks.indices.filter { index in
        let task = tasks[index]
        return task.isGivenUp || !task.mayGoOn && [.failed, .undone].contains(task.stage)
      })
    var hasGrown = true
    while hasGrown {
      let profiles = Set(lost.map { tasks[$0].profile })
      let more = tasks.indices.filter { index in
        !lost.contains(index) && tasks[index].stage == .waiting
          && tasks[index].dependsOn.contains { profiles.contains($0) }
      }
      lost.formUnion(more)
      hasGrown = !more.isEmpty
    }
    return lost
  }

  /// The part because of which nothing new begins.
  var failure: VNFTask? {
    tasks.first { !$0.isGivenUp && ($0.stage == .failed || $0.stage == .undone) }
  }

  /// Whether what `task` waits for is done.
  func isReady(_ task: VNFTask) -> Bool {
    tasks.allSatisfy { !task.dependsOn.contains($0.profile) || $0.stage == .completed }
  }
}

extension NSOperationTask {
  /// The line of the table of state changes that it stands for.
  package var trigger: NSOperationTrigger {
    switch self {
    case .retry: .retry
    case .rollback: .rollback
    case .continue: .continue
    case .fail: .fail
    case .cancel: .cancel
    }
  }
}
