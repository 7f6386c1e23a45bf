import Deciding
import ResourceInterfaces
import ServiceInterfaces

// An operation that goes no further by itself.
extension NFVOrchestrator {
  /// Stands still: cancelled, or because a part failed. An operation other than INSTANTIATE of which
  /// nothing was done is rolled back at once: there is nothing to retry from or to undo.
  static func standStill(_ operation: NSOperationRecord, _ turn: inout Turn<Self>) {
    if operation.isCancelPending {
      enter(operation.id, on: .cancel, cancelled(operation), &turn)
      return
    }
    guard let failed = operation.failure, let fault = failed.fault else { return }
    let isNamed = fault.detail.hasPrefix(failed.vnfName)
    let problem = Problem(
      status: 500, title: fault.title,
      detail: isNamed ? fault.detail : "\(failed.vnfName): \(fault.detail)")
    enter(operation.id, on: .failed, problem, &turn)
    rollBackIfUntouched(operation.id, problem, &turn)
  }

  /// Ends an operation other than INSTANTIATE that stands still and of which nothing was done.
  static func rollBackIfUntouched(
    _ id: NSOperation.ID, _ problem: Problem, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], operation.kind != .instantiate,
      operation.tasks.allSatisfy({ $0.stage == .undone || $0.stage == .waiting }),
      operation.tasks.allSatisfy({ $0.remedy == .none })
    else { return }
    enter(id, on: .rollback, problem, &turn)
    enter(id, on: .undone, problem, &turn)
  }

  static func cancelled(_ operation: NSOperationRecord) -> Problem {
    let who = operation.interventions.last?.requester.sentence ?? "somebody"
    return Problem(
      status: 409, title: "Cancelled",
      detail: "\(operation.kind.rawValue) of \(operation.nsName) was cancelled by \(who) after "
        + "\(operation.progress.done) of \(operation.progress.total) parts. "
        + "Retry, roll back or fail it.")
  }
}
