import Deciding
import ResourceInterfaces

// Tasks: taken, refused, ended. Each ends once; a repeat is answered from what is known.

extension Clusters {
  static func submit(_ task: VIMTask, to vim: VIMName, _ turn: inout Turn<Self>) {
    if let known = turn.state.tasks[task.token] {
      if known.endedAt != nil {
        turn.send(.vnfm(.taskEnded(token: task.token, fault: known.fault)))
      }
      return
    }
    if let fault = refusal(of: task, on: vim, turn.state) {
      turn.record(
        .taskRefused(task.token, vim: vim, work: task.act.work, fault: fault))
      turn.send(.vnfm(.taskEnded(token: task.token, fault: fault)))
      return
    }
    switch task.act {
    case .apply(let release):
      accept(task, on: vim, release: release.name, &turn)
      guard let kind = turn.state.clusters[vim]?.kind else { return }
      turn.wake(.objects(task.token), after: turn.chance.draw(Delays.of(kind).objects))
    case .replace(let resources): replace(resources, task, on: vim, &turn)
    case .delete: delete(task, on: vim, &turn)
    }
  }

  /// Why `task` cannot be begun; `nil` when it can.
  private static func refusal(of task: VIMTask, on vim: VIMName, _ state: State) -> Fault? {
    guard let cluster = state.clusters[vim] else {
      return Fault(
        title: "Unknown VIM",
        detail: "There is no VIM \(vim). Use one of: \(state.names.joined(separator: ", ")).")
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
    switch task.act {
    case .apply(let wanted): return refusal(of: wanted, on: cluster)
    case .replace where release == nil:
      return Fault(
        title: "Nothing to replace",
        detail: "\(vim) holds nothing for \(task.vnf). Instantiate it first.")
    case .replace, .delete: return nil
    }
  }

  private static func refusal(of wanted: Release, on cluster: ClusterRecord) -> Fault? {
    let dialect = cluster.kind.dialect
    if let wrong = wanted.components.first(where: { $0.kind != dialect.componentKind }) {
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

  private static func accept(
    _ task: VIMTask, on vim: VIMName, release: String, _ turn: inout Turn<Self>
  ) {
    guard let dialect = turn.state.clusters[vim]?.kind.dialect else { return }
    let verb = dialect.verb(task.act.work, isFirst: turn.state.releases[task.vnf] == nil)
    turn.record(.taskAccepted(task, vim: vim, release: release, verb: verb))
  }

  private static func replace(
    _ resources: [Resource.ID], _ task: VIMTask, on vim: VIMName, _ turn: inout Turn<Self>
  ) {
    let name = turn.state.releases[task.vnf]?.name ?? "\(task.vnf)"
    accept(task, on: vim, release: name, &turn)
    for id in resources {
      guard let resource = turn.state.resources[id], resource.vnf == task.vnf else { continue }
      retire(resource, reason: "replaced", &turn)
    }
    guard let release = turn.state.releases[task.vnf] else { return }
    if release.hasObjects, release.areClaimsBound {
      settle(task.vnf, &turn)
    } else {
      // A task that failed early left them undone.
      turn.wake(.objects(task.token), after: turn.chance.draw(Delays.of(release.kind).objects))
    }
  }

  private static func delete(_ task: VIMTask, on vim: VIMName, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[task.vnf] else {
      let name = "\(task.vnf)"
      accept(task, on: vim, release: name, &turn)
      end(task.token, of: name, on: vim, fault: nil, &turn)
      return
    }
    if let overtaken = release.task {
      end(
        overtaken, of: release.name, on: vim,
        fault: Fault(
          title: "Overtaken",
          detail: "\(release.name) is being deleted. What was begun before is not finished."),
        &turn)
    }
    accept(task, on: vim, release: release.name, &turn)
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
    let verb = turn.state.tasks[token]?.verb ?? "task"
    turn.record(.taskEnded(token, release: release, verb: verb, fault: fault))
    turn.send(.vnfm(.taskEnded(token: token, fault: fault)))
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

  static func createObjects(_ token: TaskToken, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[token.vnf], release.task == token
    else { return }
    turn.record(
      .objectsCreated(token.vnf, release: release.name, summary: release.objectSummary))
    let delay = Delays.of(release.kind).claim
    for claim in release.claims where !claim.isBound {
      turn.wake(.claim(token, name: claim.name), after: turn.chance.draw(delay))
    }
    settle(token.vnf, &turn)
  }

  static func bindClaim(_ name: String, _ token: TaskToken, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[token.vnf], release.task == token,
      let claim = release.claims.first(where: { $0.name == name }), !claim.isBound
    else { return }
    turn.record(
      .claimBound(
        token.vnf, claim: name, gibibytes: claim.gibibytes,
        phase: release.kind.dialect.claimPhase(isBound: true)))
    guard turn.state.releases[token.vnf]?.areClaimsBound == true else { return }
    let waiting = release.resources.filter { turn.state.resources[$0]?.phase == .pending }
    callScheduler(for: waiting, kind: release.kind, &turn)
    settle(token.vnf, &turn)
  }

  static func finishRemoval(_ token: TaskToken, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[token.vnf], release.task == token,
      release.work == .delete, release.resources.isEmpty
    else { return }
    turn.record(.releaseRemoved(token.vnf, release: release.name))
    end(token, of: release.name, on: release.vim, fault: nil, &turn)
  }
}

extension ReleaseRecord {
  /// What the chart or template makes besides pods and servers, in the cluster's words.
  fileprivate var objectSummary: String {
    let parts: [(Int, String)] =
      switch kind {
      case .kubernetes:
        [
          (components.count, "deployment"), (services.count, "service"),
          (configMaps.count, "config map"), (claims.count, "volume claim"),
          (networkAttachments.count, "network attachment"),
        ]
      case .openstack:
        [
          (components.count, "server group"), (claims.count, "volume"),
          (networkAttachments.count, "network"),
        ]
      }
    let texts = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
  }
}
