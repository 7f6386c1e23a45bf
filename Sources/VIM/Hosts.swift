import Deciding
import ResourceInterfaces

// What the hosts say, and what it means that they say nothing.

extension Clusters {
  static func host(_ event: HostEvent, _ turn: inout Turn<Self>) {
    switch event {
    case .pulling(let host, let workload): pulling(workload, on: host, &turn)
    case .running(let host, let workload): running(workload, on: host, &turn)
    case .ready(let host, let workload): ready(workload, on: host, &turn)
    case .stopped(let host, let workload): stopped(workload, on: host, &turn)
    case .failed(let host, let workload, let reason, let cause):
      failed(workload, on: host, reason: reason, cause, &turn)
    case .migrated(let host, let workload): migrated(workload, to: host, &turn)
    case .silent(let host): silent(host, &turn)
    case .recovered(let host, let workload, let restarts):
      recovered(workload, on: host, restarts, &turn)
    case .up(let host): up(host, &turn)
    case .resumed(let host, let workloads, let ready, let failed):
      resumed(host, workloads, ready: ready, failed: failed, &turn)
    case .trouble(let host, let trouble, let isOn): note(trouble, on: host, isOn, &turn)
    }
  }

  /// The resource that `host` speaks of; one that nobody knows is an orphan and told to stop.
  private static func resource(
    _ id: Resource.ID, on host: HostName, _ turn: inout Turn<Self>
  ) -> ResourceRecord? {
    guard let resource = turn.state.resources[id], resource.host == host else {
      turn.send(.nfvi(.stop(host: host, workload: id)))
      return nil
    }
    return resource.isTerminating ? nil : resource
  }

  private static func pulling(
    _ id: Resource.ID, on host: HostName, _ turn: inout Turn<Self>
  ) {
    guard let resource = resource(id, on: host, &turn), resource.phase == .creating,
      let dialect = turn.state.clusters[resource.vim]?.kind.dialect,
      resource.reason != dialect.pullReason
    else { return }
    record(
      .resourceProgressed(resource.label, reason: dialect.pullReason), about: id, &turn)
  }

  private static func running(
    _ id: Resource.ID, on host: HostName, _ turn: inout Turn<Self>
  ) {
    guard let resource = resource(id, on: host, &turn), resource.phase == .creating
    else { return }
    record(.resourceRunning(resource.label, host: host), about: id, &turn)
  }

  private static func ready(
    _ id: Resource.ID, on host: HostName, _ turn: inout Turn<Self>
  ) {
    guard let resource = resource(id, on: host, &turn),
      resource.phase == .creating || resource.phase == .running
    else { return }
    record(.resourceReady(resource.label, host: host), about: id, &turn)
    settle(resource.vnf, &turn)
  }

  private static func stopped(
    _ id: Resource.ID, on host: HostName, _ turn: inout Turn<Self>
  ) {
    guard let resource = turn.state.resources[id], resource.host == host,
      resource.isTerminating
    else { return }
    remove(resource, reason: resource.reason, &turn)
    settle(resource.vnf, &turn)
  }

  /// A workload that its host does not take, or that does not stay up, ends the task that made it:
  /// trying on for ever helps nobody. What an earlier task left behind is no failure of the present
  /// one, which makes another in its place or has no need of it.
  private static func failed(
    _ id: Resource.ID, on host: HostName, reason: String, _ cause: LossCause,
    _ turn: inout Turn<Self>
  ) {
    guard let resource = turn.state.resources[id], resource.host == host,
      !resource.isTerminating, resource.phase != .lost
    else { return }
    let isStray = turn.state.strays[id] != nil
    if cause == .host, !isStray, tryAnotherHost(for: resource, host, reason, &turn) { return }
    record(
      .resourceLost(resource.label, host: host, reason: reason, cause: cause), about: id, &turn)
    // Of what no release has, no task depends.
    guard !isStray else { return }
    let task = turn.state.releases[resource.vnf]?.task.flatMap { turn.state.tasks[$0] }
    if let task, resource.createdAt < task.startedAt { return settle(resource.vnf, &turn) }
    let fault =
      switch cause {
      case .host:
        Fault(
          title: "\(resource.name) failed",
          detail: turn.state.givenUp(resource, on: host, reason)
            + " Look at the host, then retry.",
          errorClass: .capacity)
      case .workload:
        Fault(
          title: "\(resource.name) does not stay up",
          detail: "\(resource.name) on \(host): \(reason). Look at the image, then retry.",
          errorClass: .unhealthy)
      }
    fail(resource.vnf, fault, &turn)
  }

  /// A scheduler tries so many hosts for one resource (`scheduler.max_attempts` of Nova).
  static let mostHosts = 3

  /// Sends what a host did not take back to the scheduler, unless enough hosts were tried.
  private static func tryAnotherHost(
    for resource: ResourceRecord, _ host: HostName, _ reason: String, _ turn: inout Turn<Self>
  ) -> Bool {
    guard resource.phase == .creating, resource.refusals.count + 1 < mostHosts else { return false }
    record(
      .resourceRescheduled(resource.label, host: host, reason: reason), about: resource.id, &turn)
    callScheduler(for: [resource.id], on: resource.vim, &turn)
    return true
  }

  private static func silent(_ name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.silentSince == nil,
      host.condition == .ready
    else { return }
    turn.record(.hostSilent(name))
    turn.wake(
      .grace(name, silence: host.silences + 1), after: turn.state.delays(of: host.vim).grace)
  }

  static func graceEnded(_ name: HostName, silence: Int, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.silentSince != nil,
      host.silences == silence, host.condition == .ready
    else { return }
    let reason = "no heartbeat for \(Int(turn.state.delays(of: host.vim).grace.seconds)) s"
    turn.record(.hostNotReady(name, reason: reason))
    tellState(of: turn.state.hosts[name] ?? host, &turn)
    loseAll(on: host, reason: "NodeLost", &turn)
    report(host.vim, query: nil, &turn)
  }

  /// Tells the NFVO whether a host answers.
  static func tellState(of host: HostView, _ turn: inout Turn<Self>) {
    let isUp = host.condition == .ready
    let grace = Int(turn.state.delays(of: host.vim).grace.seconds)
    let reason = isUp ? "heartbeats came back" : "no heartbeat for \(grace) s"
    say(
      .nfvo(.hostState(vim: host.vim, host: host.name, isUp: isUp, reason: reason)),
      by: host.vim, &turn)
  }

  /// A host that booted is empty, whatever the VIM believed to be on it.
  private static func up(_ name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name] else { return }
    guard host.condition == .notReady || host.silentSince != nil else { return }
    if host.condition == .notReady {
      turn.record(.hostReady(name))
      tellState(of: turn.state.hosts[name] ?? host, &turn)
    } else {
      turn.record(.hostResumed(name))
    }
    note(.linksDown, on: name, false, &turn)
    loseAll(on: host, reason: "NodeRebooted", &turn)
    report(host.vim, query: nil, &turn)
  }

  /// Nothing that was on `host` serves any more; what was to stop has stopped.
  private static func loseAll(
    on host: HostView, reason: String, _ turn: inout Turn<Self>
  ) {
    var functions: [VNFInstance.ID] = []
    for id in host.resources.keys {
      guard let resource = turn.state.resources[id] else { continue }
      if resource.isTerminating {
        remove(resource, reason: reason, &turn)
      } else if resource.phase != .lost {
        record(
          .resourceLost(resource.label, host: host.name, reason: reason), about: id, &turn)
      } else {
        continue
      }
      if functions.last != resource.vnf { functions.append(resource.vnf) }
    }
    for vnf in functions { settle(vnf, &turn) }
  }
}
