import Deciding
import ResourceInterfaces

// A host that was out of reach for a while and on all the time: what it runs is compared with what is
// placed on it. And what ails hosts that run on.

extension Clusters {
  static func resumed(
    _ name: HostName, _ workloads: [Resource.ID], ready: [Resource.ID], failed: [Resource.ID],
    _ turn: inout Turn<Self>
  ) {
    guard let host = turn.state.hosts[name], host.silentSince != nil || host.condition == .notReady
    else { return }
    if host.condition == .notReady {
      turn.record(.hostReady(name))
      tellState(of: turn.state.hosts[name] ?? host, &turn)
    } else {
      turn.record(.hostResumed(name))
    }
    for id in workloads where turn.state.resources[id]?.host != name {
      turn.send(.nfvi(.stop(host: name, workload: id)))
    }
    let running = Set(workloads).subtracting(failed)
    var functions: [VNFInstance.ID] = []
    for resource in host.resources.keys.compactMap({ turn.state.resources[$0] }) {
      if resource.isTerminating {
        end(resource, on: name, isThere: workloads.contains(resource.id), &turn)
      } else {
        compare(
          resource, isRunning: running.contains(resource.id), ready.contains(resource.id), &turn)
      }
      if functions.last != resource.vnf { functions.append(resource.vnf) }
    }
    for vnf in functions { settle(vnf, &turn) }
    report(host.vim, query: nil, &turn)
  }

  /// What was told to stop is told again, or has stopped.
  private static func end(
    _ resource: ResourceRecord, on host: HostName, isThere: Bool, _ turn: inout Turn<Self>
  ) {
    if isThere {
      turn.send(.nfvi(.stop(host: host, workload: resource.id)))
    } else {
      remove(resource, reason: resource.reason, &turn)
    }
  }

  /// What a resource is when its host runs it, or does not: one that was given up for lost with its host
  /// and is not replaced yet serves again.
  private static func compare(
    _ resource: ResourceRecord, isRunning: Bool, _ isReady: Bool, _ turn: inout Turn<Self>
  ) {
    guard let host = resource.host else { return }
    switch resource.phase {
    case .creating, .running, .lost:
      if isReady {
        record(.resourceReady(resource.label, host: host), about: resource.id, &turn)
      } else if isRunning, resource.phase == .lost, resource.loss == .host {
        record(.resourceRunning(resource.label, host: host), about: resource.id, &turn)
      } else if !isRunning, resource.phase == .creating, turn.state.strays[resource.id] == nil {
        start(resource.id, &turn)
      } else if !isRunning, resource.phase == .running {
        lose(resource, &turn)
      }
    case .ready: if !isRunning { lose(resource, &turn) }
    case .pending, .deleted: return
    }
  }

  private static func lose(_ resource: ResourceRecord, _ turn: inout Turn<Self>) {
    guard let host = resource.host else { return }
    let reason = "it ended while \(host) was out of reach"
    self.host(
      .failed(host: host, workload: resource.id, reason: reason, cause: .workload), &turn)
  }

  /// What did not stay up serves after its host has started it again, if nothing took its place.
  static func recovered(
    _ id: Resource.ID, on host: HostName, _ restarts: Int, _ turn: inout Turn<Self>
  ) {
    guard let resource = turn.state.resources[id], resource.host == host,
      resource.phase == .lost, resource.loss == .workload, !resource.isTerminating
    else { return }
    turn.record(.resourceRestarted(resource.label, host: host, restarts: restarts))
    record(.resourceReady(resource.label, host: host), about: id, &turn)
    settle(resource.vnf, &turn)
  }

  static func note(
    _ trouble: HostTrouble, on name: HostName, _ isOn: Bool, _ turn: inout Turn<Self>
  ) {
    guard let host = turn.state.hosts[name], host.troubles.contains(trouble) != isOn else { return }
    turn.record(isOn ? .hostTroubled(name, trouble) : .hostRelieved(name, trouble))
    say(
      .nfvo(.hostTrouble(vim: host.vim, host: name, trouble, isOn: isOn)), by: host.vim, &turn)
  }

  /// Tells what is wrong with a host, after nobody could be told.
  static func tellTroubles(of host: HostView, _ turn: inout Turn<Self>) {
    for trouble in HostTrouble.allCases {
      let isOn = host.troubles.contains(trouble)
      say(
        .nfvo(.hostTrouble(vim: host.vim, host: host.name, trouble, isOn: isOn)), by: host.vim,
        &turn)
    }
  }
}

extension Clusters.State {
  /// That no host took a resource, in the words of its cluster.
  func givenUp(_ resource: ResourceRecord, on host: HostName, _ reason: String) -> String {
    let tried = resource.refusals.map(\.host) + [host]
    guard tried.count > 1, let kind = clusters[resource.vim]?.kind else {
      return "\(host) could not run \(resource.name): \(reason)."
    }
    return kind.dialect.exhausted(resource, tried) + " The last: \(host): \(reason)."
  }
}
