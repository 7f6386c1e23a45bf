import Deciding
import ResourceInterfaces

// Starting and stopping what a VIM asks for, and the power under it.

extension Infrastructure {
  /// `pulling` is the size of the image when the host has yet to get it.
  static func start(
    _ id: Resource.ID, of vnf: VNFInstance.ID, on name: HostName, compute: Compute,
    image: String, pulling imageMiB: Int?, _ turn: inout Turn<Self>
  ) {
    guard let host = turn.state.hosts[name] else {
      let reason = "there is no host \(name)"
      turn.send(.vim(.host(.failed(host: name, workload: id, reason: reason))))
      return
    }
    guard host.power == .on else { return }
    if let known = turn.state.workloads[id] {
      answerAgain(known, &turn)
      return
    }
    guard (host.used + compute).fits(in: host.allocatable) else {
      let reason =
        (host.used + compute).milliCPU > host.allocatable.milliCPU ? "OutOfcpu" : "OutOfmemory"
      turn.record(.workloadRefused(id, vnf: vnf, host: name, reason: reason))
      turn.send(.vim(.host(.failed(host: name, workload: id, reason: reason))))
      return
    }
    turn.record(
      .workloadStarted(
        id, vnf: vnf, host: name, compute: compute, image: image, pulls: imageMiB != nil,
        fate: turn.state.badImages[image]?.fate(pulls: imageMiB != nil)))
    let delays = Delays.of(host.kind)
    var delay = turn.chance.draw(delays.start)
    if let imageMiB {
      turn.send(.vim(.host(.pulling(host: name, workload: id))))
      delay =
        delay + turn.chance.draw(delays.pull(imageMiB: imageMiB, others: host.pulls))
    } else {
      delay = delay + turn.chance.draw(Delays.check)
    }
    turn.wake(.started(id), after: delay)
  }

  /// Says of a workload that was asked for before how it stands.
  private static func answerAgain(_ workload: WorkloadRecord, _ turn: inout Turn<Self>) {
    switch workload.stage {
    case .running:
      turn.send(.vim(.host(.running(host: workload.host, workload: workload.id))))
    case .ready:
      turn.send(.vim(.host(.ready(host: workload.host, workload: workload.id))))
    case .pulling, .starting, .stopping: break
    }
  }

  static func started(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id],
      workload.stage == .pulling || workload.stage == .starting,
      let host = turn.state.hosts[workload.host]
    else { return }
    if workload.fate == .pullFails {
      fail(workload, host.kind.pullFailure(of: workload.image), &turn)
      return
    }
    turn.record(.workloadRunning(id, vnf: workload.vnf, host: workload.host))
    turn.send(.vim(.host(.running(host: workload.host, workload: id))))
    turn.wake(.ready(id), after: turn.chance.draw(Delays.of(host.kind).readiness))
  }

  static func ready(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .running else { return }
    if workload.fate == .crashes(afterSeconds: 0) {
      fail(workload, kind(of: workload, turn.state).crash(of: workload.image), &turn)
      return
    }
    turn.record(.workloadReady(id, vnf: workload.vnf, host: workload.host))
    turn.send(.vim(.host(.ready(host: workload.host, workload: id))))
    if case .crashes(let seconds)? = workload.fate {
      turn.wake(.crash(id), after: .seconds(Double(seconds)))
    }
  }

  static func stop(_ id: Resource.ID, on name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name] else {
      turn.send(.vim(.host(.stopped(host: name, workload: id))))
      return
    }
    guard host.power == .on else { return }
    guard let workload = turn.state.workloads[id], workload.host == name else {
      turn.send(.vim(.host(.stopped(host: name, workload: id))))
      return
    }
    guard workload.stage != .stopping else { return }
    turn.record(.workloadStopping(id, vnf: workload.vnf, host: name))
    turn.wake(.stopped(id), after: turn.chance.draw(Delays.of(host.kind).stop))
  }

  static func stopped(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .stopping else { return }
    turn.record(.workloadStopped(id, vnf: workload.vnf, host: workload.host))
    turn.send(.vim(.host(.stopped(host: workload.host, workload: id))))
    if turn.state.functions[workload.vnf] == nil, turn.state.traffic[workload.vnf] != nil {
      turn.record(.trafficEnded(workload.vnf, reason: "ended with the function"))
    }
  }

  static func powerOff(_ name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.power != .off else { return }
    turn.record(.powerLost(name, workloads: host.workloads.count))
    // A host that had not booted yet was silent already.
    if host.power == .on { turn.send(.vim(.host(.silent(host: name)))) }
  }

  static func powerOn(_ name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.power == .off else { return }
    turn.record(.powerRestored(name))
    turn.wake(
      .booted(name, powerChanges: host.powerChanges + 1), after: turn.chance.draw(Delays.boot))
  }

  static func booted(_ name: HostName, powerChanges: Int, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.power == .booting,
      host.powerChanges == powerChanges
    else { return }
    turn.record(.hostBooted(name))
    turn.send(.vim(.host(.up(host: name))))
  }
}
