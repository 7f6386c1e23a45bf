import Deciding
import ResourceInterfaces

// What goes wrong because the world has it so, and what stops because it was cancelled.

extension Clusters {
  /// How long a task goes well before an injected failure ends it.
  static let sabotageDelay = Span.seconds(2)

  static let requestFaults: Set<FaultKind> = [.taskFails, .requestLost, .replyLost]

  /// Lets `rule` strike a task: silence at once, others once the task is accepted.
  static func strike(
    _ task: VIMTask, on vim: VIMName, _ rule: FaultRule, _ turn: inout Turn<Self>
  ) {
    guard let effect = rule.effect else { return }
    strike(rule, at: turn.state.place(of: task, on: vim), &turn)
    turn.record(.taskStruck(task.token, attempt: task.attempt, vim: vim, effect))
  }

  static func sabotage(_ token: TaskToken, _ attempt: Int, _ turn: inout Turn<Self>) {
    guard let task = turn.state.tasks[token], task.endedAt == nil, task.attempt == attempt,
      let fault = task.injectedFault
    else { return }
    fail(token.vnf, fault, &turn)
  }

  /// Stops an attempt. What it did stays: undoing it is another task.
  static func cancel(
    _ token: TaskToken, _ attempt: Int, on vim: VIMName, _ turn: inout Turn<Self>
  ) {
    let fault = Fault(
      title: "Cancelled", detail: "The task \(token) was cancelled.", errorClass: .cancelled)
    guard let task = turn.state.tasks[token], task.attempt >= attempt else {
      turn.record(.taskForestalled(token, attempt: attempt, vim: vim, fault: fault))
      say(.vnfm(.taskEnded(token: token, attempt: attempt, fault: fault)), by: vim, &turn)
      return
    }
    if task.endedAt != nil { answer(task, &turn) } else { fail(token.vnf, fault, &turn) }
  }
}

extension TaskRecord {
  /// Whether `task`, which has the same token, is another attempt at what failed.
  func mayBeTriedAgain(_ task: VIMTask) -> Bool {
    endedAt != nil && fault != nil && task.attempt > attempt
  }

  /// What the world has it fail with.
  var injectedFault: Fault? {
    guard case .failure(let error)? = injected else { return nil }
    return Fault(
      title: "\(verb) failed",
      detail: "\(vim) gave up: an injected fault (\(error.rawValue)). Try again.",
      errorClass: error)
  }
}

extension Fault {
  /// What nobody answered is known to have failed only to whoever does not answer.
  static let silenced = Self(
    title: "Not taken", detail: "The request was never taken.", errorClass: .timeout)
}
