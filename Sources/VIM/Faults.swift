import Deciding
import ResourceInterfaces

// What goes wrong because the world has it so, and what stops because it was cancelled.

extension Clusters {
  /// How long a task goes well before an injected failure ends it.
  static let sabotageDelay = Span.seconds(2)

  /// How single requests of a VIM of this kind go wrong.
  static func requestFaults(of kind: VIMKind?, _ act: VIMTask.Act) -> Set<FaultKind> {
    var kinds: Set<FaultKind> = [.taskFails, .requestLost, .replyLost]
    if kind == .kubernetes, act.work == .apply { kinds.insert(.clientKilled) }
    return kinds
  }

  /// Lets `rule` strike a task: silence at once, others once the task is accepted.
  static func strike(
    _ task: VIMTask, on vim: VIMName, _ rule: FaultRule, _ turn: inout Turn<Self>
  ) {
    guard let effect = rule.effect else { return }
    strike(rule, at: turn.state.place(of: task, on: vim), &turn)
    turn.record(.taskStruck(task.token, attempt: task.attempt, vim: vim, effect))
  }

  static func sabotage(_ token: TaskToken, _ attempt: Int, _ turn: inout Turn<Self>) {
    guard let task = turn.state.tasks[token], task.endedAt == nil, task.attempt == attempt
    else { return }
    if task.injected == .killed { return kill(task, &turn) }
    guard let fault = task.injectedFault else { return }
    fail(token.vnf, fault, &turn)
  }

  /// Helm is killed half way: its release keeps its status and stays locked, and nobody says so.
  private static func kill(_ task: TaskRecord, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[task.token.vnf], release.task == task.token else {
      return
    }
    for id in release.resources {
      guard let resource = turn.state.resources[id], resource.host == nil else { continue }
      remove(resource, reason: resource.reason, &turn)
    }
    turn.record(
      .taskKilled(task.token, release: release.name, verb: task.verb, status: release.status))
  }

  /// Frees a release that a killed Helm left locked, as `helm rollback` does.
  static func unlock(_ vnf: VNFInstance.ID, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[vnf], release.isLocked else { return }
    turn.record(
      .releaseUnlocked(
        vnf, release: release.name, from: release.status, revision: max(1, release.revision - 1)))
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
