import Deciding
import ResourceInterfaces

// Tasks: taken, refused, ended. Each ends once; a repeat is answered from what is known.

extension Clusters {
  static func submit(_ task: VIMTask, to vim: VIMName, _ turn: inout Turn<Self>) {
    if let known = turn.state.tasks[task.token], !known.mayBeTriedAgain(task) {
      let isAnswered = known.injected != .silence && known.injected != .killed
      if known.endedAt != nil, isAnswered { answer(known, &turn) }
      return
    }
    let faults = requestFaults(of: turn.state.clusters[vim]?.kind, task.act)
    let rule = rule(of: faults, at: turn.state.place(of: task, on: vim), &turn)
    if let rule, rule.effect == .silence { return strike(task, on: vim, rule, &turn) }
    if let fault = refusal(of: task, on: vim, turn.state) {
      turn.record(
        .taskRefused(
          task.token, attempt: task.attempt, vim: vim, work: task.act.work, fault: fault))
      say(.vnfm(.taskEnded(token: task.token, attempt: task.attempt, fault: fault)), by: vim, &turn)
      return
    }
    switch task.act {
    case .apply(let release):
      unlock(task.vnf, &turn)
      accept(task, on: vim, release: release.name, rule, &turn)
      makeObjects(task.token, on: vim, &turn)
    case .replace(let resources, _): replace(resources, task, on: vim, rule, &turn)
    case .delete: delete(task, on: vim, rule, &turn)
    case .snapshot(let id): snapshot(id, task, on: vim, rule, &turn)
    case .revert:
      accept(task, on: vim, release: name(of: task, turn.state), rule, &turn)
      makeObjects(task.token, on: vim, &turn)
    case .dropSnapshot(let id): dropSnapshot(id, task, on: vim, rule, &turn)
    }
  }

  /// Says again what an attempt came to.
  static func answer(_ task: TaskRecord, _ turn: inout Turn<Self>) {
    say(
      .vnfm(
        .taskEnded(
          token: task.token, attempt: task.attempt, fault: task.fault,
          told: turn.state.told(of: task.token.vnf))), by: task.vim, &turn)
  }

  /// Renders chart or template of the task that was just accepted.
  private static func makeObjects(
    _ token: TaskToken, on vim: VIMName, _ turn: inout Turn<Self>
  ) {
    let delay = turn.state.delays(of: vim).objects
    turn.wake(.objects(token), after: turn.chance.draw(delay))
  }

  static func name(of task: VIMTask, _ state: State) -> String {
    state.releases[task.vnf]?.name ?? "\(task.vnf)"
  }

  /// Why `task` cannot be begun; `nil` when it can.
  private static func refusal(of task: VIMTask, on vim: VIMName, _ state: State) -> Fault? {
    guard let cluster = state.clusters[vim] else {
      return Fault(
        title: "Unknown VIM",
        detail: "There is no VIM \(vim). Use one of: \(state.names.joined(separator: ", ")).",
        errorClass: .notFound)
    }
    let release = state.releases[task.vnf]
    if let release, release.vim != vim {
      return Fault(
        title: "Wrong VIM",
        detail: "\(release.name) of \(task.vnf) is on \(release.vim), not on \(vim). "
          + "Send the task to \(release.vim).")
    }
    if let release, release.task != nil, task.act != .delete || release.work == .delete {
      return cluster.kind.dialect.busy(release)
    }
    if let release, release.isLocked, task.act.work == .apply, task.attempt == 1 {
      return cluster.kind.dialect.busy(release)
    }
    switch task.act {
    case .apply(let wanted): return refusal(of: wanted, on: cluster)
    case .replace where release == nil, .snapshot where release == nil:
      return Fault(
        title: "Nothing there",
        detail: "\(vim) holds nothing for \(task.vnf). Instantiate it first.",
        errorClass: .notFound)
    case .replace(_, let wanted): return refusal(of: wanted, on: cluster)
    case .revert(let id) where release?.snapshots.contains { $0.id == id } != true:
      return Fault(
        title: "Snapshot unknown",
        detail: "\(vim) keeps no \(id) of \(task.vnf). Revert to one that it keeps.",
        errorClass: .notFound)
    case .delete, .snapshot, .revert, .dropSnapshot: return nil
    }
  }

  private static func refusal(of wanted: Release, on cluster: ClusterRecord) -> Fault? {
    if let wrong = wanted.components.first(where: { $0.kind != cluster.kind.runs }) {
      return Fault(
        title: "Wrong kind of VIM",
        detail: "VDU \(wrong.vdu) of \(wanted.name) is a \(wrong.kind.rawValue), which "
          + "\(cluster.name) (\(cluster.kind.rawValue)) cannot run. Choose another VIM.")
    }
    let isSound = wanted.components.allSatisfy {
      $0.replicas >= 0 && $0.compute.milliCPU >= 0 && $0.compute.memoryMiB >= 0
    }
    guard isSound, Set(wanted.components.map(\.vdu)).count == wanted.components.count else {
      return Fault(
        title: "Release not valid",
        detail: "\(wanted.name) names a VDU twice, or asks for less than nothing. "
          + "Correct the VNFD.")
    }
    return nil
  }

  static func accept(
    _ task: VIMTask, on vim: VIMName, release: String, _ rule: FaultRule?,
    _ turn: inout Turn<Self>
  ) {
    guard let dialect = turn.state.clusters[vim]?.kind.dialect else { return }
    let verb = dialect.verb(task.act.work, isFirst: turn.state.releases[task.vnf] == nil)
    turn.record(.taskAccepted(task, vim: vim, release: release, verb: verb))
    guard let rule else { return }
    strike(task, on: vim, rule, &turn)
    if rule.effect == .killed || rule.effect?.isFailure == true {
      turn.wake(.sabotage(task.token, attempt: task.attempt), after: sabotageDelay)
    }
  }

  private static func replace(
    _ resources: [Resource.ID], _ task: VIMTask, on vim: VIMName, _ rule: FaultRule?,
    _ turn: inout Turn<Self>
  ) {
    accept(task, on: vim, release: name(of: task, turn.state), rule, &turn)
    for id in resources {
      guard let resource = turn.state.resources[id], resource.vnf == task.vnf else { continue }
      retire(resource, reason: "replaced", &turn)
    }
    guard let release = turn.state.releases[task.vnf] else { return }
    if release.hasObjects, release.areClaimsBound {
      settle(task.vnf, &turn)
    } else {
      // A task that failed early left them undone.
      makeObjects(task.token, on: vim, &turn)
    }
  }

  private static func delete(
    _ task: VIMTask, on vim: VIMName, _ rule: FaultRule?, _ turn: inout Turn<Self>
  ) {
    guard let release = turn.state.releases[task.vnf] else {
      let name = "\(task.vnf)"
      accept(task, on: vim, release: name, rule, &turn)
      end(task.token, of: name, on: vim, fault: nil, &turn)
      return
    }
    if let overtaken = release.task {
      end(
        overtaken, of: release.name, on: vim,
        fault: Fault(
          title: "Overtaken",
          detail: "\(release.name) is being deleted. What was begun before is not finished.",
          errorClass: .cancelled),
        &turn)
    }
    accept(task, on: vim, release: release.name, rule, &turn)
    for id in release.resources {
      guard let resource = turn.state.resources[id] else { continue }
      retire(resource, reason: "deletion", &turn)
    }
    settle(task.vnf, &turn)
  }

  /// Ends a task: written down, told to the VNFM, and the NFVO hears what is in use now.
  static func end(
    _ token: TaskToken, of release: String, on vim: VIMName, fault: Fault?,
    _ turn: inout Turn<Self>
  ) {
    guard let task = turn.state.tasks[token] else { return }
    let fault = fault ?? task.injectedFault
    turn.record(.taskEnded(token, release: release, verb: task.verb, fault: fault))
    if fault != nil || task.injected != .lostReply {
      say(
        .vnfm(
          .taskEnded(
            token: token, attempt: task.attempt, fault: fault,
            told: turn.state.told(of: token.vnf))), by: vim, &turn)
    }
    report(vim, query: nil, &turn)
  }

  /// Gives the task at work on `vnf` up. What waits for a host is taken back, so that nothing is
  /// left over that nobody waits for; what has a host stays and is seen.
  static func fail(_ vnf: VNFInstance.ID, _ fault: Fault, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[vnf], let token = release.task else { return }
    for id in release.resources {
      guard let resource = turn.state.resources[id], resource.host == nil else { continue }
      remove(resource, reason: resource.reason, &turn)
    }
    end(token, of: release.name, on: release.vim, fault: fault, &turn)
  }
}

extension InjectedFault {
  fileprivate var isFailure: Bool { if case .failure = self { true } else { false } }
}
