import Deciding
import ResourceInterfaces
import ServiceInterfaces

// An operation is rolled back: what was done last is undone first, and what depends on others before
// them.
extension NFVOrchestrator {
  /// Begins every undoing whose turn has come, or ends the rollback once nothing runs any more.
  static func goBack(_ operation: NSOperationRecord, _ turn: inout Turn<Self>) {
    if !operation.isCancelPending, operation.tasks.contains(where: \.wantsUndoing) {
      guard takesTurn(operation, &turn) else { return }
      for index in operation.tasks.indices.reversed()
      where operation.tasks[index].wantsUndoing && operation.isFree(operation.tasks[index]) {
        undo(index, of: operation, &turn)
      }
    }
    guard let after = turn.state.operations[operation.id],
      !after.tasks.contains(where: \.isRunning)
    else { return }
    let isWhole = !after.tasks.contains { $0.wantsUndoing || $0.isUndoingStuck }
    if after.isCancelPending, !isWhole {
      enter(after.id, on: .cancel, cancelled(after), &turn)
      return
    }
    let left = after.leftoversOfUndoing
    guard !after.tasks.contains(where: \.isUndoingStuck) else {
      enter(
        after.id, on: .failed,
        Problem(
          status: 500, title: "Not all could be undone",
          detail: left.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
            .joined(separator: "; ") + ". Mend it and roll back again, or fail the operation."),
        &turn)
      return
    }
    // Why it was undone stays; what could not be is added to it.
    let why = after.problem
    let rest = left.isEmpty ? "" : " Not restored: \(left.joined(separator: "; "))."
    enter(
      after.id, on: .undone,
      Problem(
        status: why?.status ?? 500, title: why?.title ?? "Rolled back",
        detail: (why?.detail ?? "It was rolled back.") + rest), &turn)
  }

  private static func undo(
    _ index: Int, of operation: NSOperationRecord, _ turn: inout Turn<Self>
  ) {
    let task = operation.tasks[index]
    if task.isNested {
      undoNested(index, of: operation, &turn)
      return
    }
    if var undoing = task.undoing, undoing.stage == .waiting, let open = undoing.operation {
      undoing.stage = .requested
      undoing.askReference = task.nextReference
      begin(
        undoing, index, of: operation,
        .task(.retry, operation: open, reference: task.nextReference), &turn)
      return
    }
    let fresh = { VNFTask.Undoing(act: $0, reference: task.nextReference) }
    switch task.remedy {
    case .none, .impossible: return
    case .rollBack:
      guard let open = task.operation else { return }
      begin(
        fresh(nil), index, of: operation,
        .task(.rollback, operation: open, reference: task.nextReference), &turn)
    case .compensate(let act):
      guard let ns = turn.state.networkServices[operation.ns],
        let (_, message) = message(for: act, task, ns, task.nextReference, turn.state)
      else { return }
      begin(fresh(act), index, of: operation, message, &turn)
    }
  }

  private static func begin(
    _ undoing: VNFTask.Undoing, _ index: Int, of operation: NSOperationRecord,
    _ message: VNFMMessage, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .lifecycle(
        .undoRequested(
          operation: operation.id, ns: operation.ns, part: index,
          vnfName: operation.tasks[index].vnfName, undoing: undoing)))
    ask(
      message, undoing.askReference ?? undoing.reference, part: index, of: operation.id, &turn)
  }

  /// Closes the VNF operation of a part that was given up: rolled back, so that its VNF is as it
  /// was before; failed, when that is not possible.
  static func close(
    _ index: Int, of operation: NSOperationRecord, _ turn: inout Turn<Self>
  ) {
    let task = operation.tasks[index]
    guard task.operationState == .failedTemp, !task.isRunning else { return }
    guard task.undoing == nil else {
      ask(.fail, index, of: operation, &turn)
      return
    }
    if task.isNested {
      undoNested(index, of: operation, &turn)
      // What a nested network service refuses is known at once.
      if let after = turn.state.operations[operation.id], after.tasks[index].isUndoingStuck {
        close(index, of: after, &turn)
      }
      return
    }
    guard let open = task.operation else { return }
    begin(
      VNFTask.Undoing(act: nil, reference: task.nextReference), index, of: operation,
      .task(.rollback, operation: open, reference: task.nextReference), &turn)
  }
}

extension NSOperationRecord {
  /// Whether all that depends on `task` is undone, as far as it can be.
  fileprivate func isFree(_ task: VNFTask) -> Bool {
    tasks.allSatisfy { other in
      !other.dependsOn.contains(task.profile)
        || !other.wantsUndoing && !other.isRunning && !other.isUndoingStuck
    }
  }

  /// What an undoing did not take back, a sentence each.
  fileprivate var leftoversOfUndoing: [String] { tasks.flatMap(\.allNotRestored) }
}

extension VNFTask {
  /// Whether an undoing is still to begin.
  fileprivate var wantsUndoing: Bool {
    guard !isRunning, !isUndoingStuck else { return false }
    if undoing?.stage == .waiting { return true }
    switch remedy {
    case .none, .impossible: return false
    case .rollBack, .compensate: return true
    }
  }
}
