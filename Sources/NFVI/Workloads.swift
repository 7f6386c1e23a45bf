import Deciding
import ResourceInterfaces

// Starting and stopping what a VIM asks for.

extension Infrastructure {
  /// `pulling` is the size of the image when the host has yet to get it.
  static func start(
    _ id: Resource.ID, of vnf: VNFInstance.ID, on name: HostName, compute: Compute,
    hardware: HardwareDemand, image: String, pulling imageMiB: Int?, _ turn: inout Turn<Self>
  ) {
    guard let host = turn.state.hosts[name] else {
      let reason = "there is no host \(name)"
      turn.send(.vim(.host(.failed(host: name, workload: id, reason: reason))))
      return
    }
    guard host.isReached else { return }
    if let known = turn.state.workloads[id] {
      answerAgain(known, &turn)
      return
    }
    let held: [HeldPieces]
    switch host.admission(compute, hardware) {
    case .held(let pieces): held = pieces
    case .refused(let reason):
      turn.record(.workloadRefused(id, vnf: vnf, host: name, reason: reason))
      turn.send(.vim(.host(.failed(host: name, workload: id, reason: reason))))
      return
    }
    let waits = turn.state.stages(of: host).buildsPerHost.map { host.building >= $0 } ?? false
    let pull = waits ? nil : pull(of: imageMiB, on: host, &turn)
    let fate = fate(ofNext: vnf, from: image, on: host, pulls: imageMiB != nil, &turn)
    turn.record(
      .workloadStarted(
        id, vnf: vnf, host: name, compute: compute, image: image, pulls: imageMiB != nil,
        fate: fate,
        build: WorkloadBuild(imageMiB: imageMiB, waits: waits, pull: pull, held: held)))
    if !waits { build(id, &turn) }
  }

  /// The pull that a host is about to begin.
  private static func pull(
    of imageMiB: Int?, on host: HostRecord, _ turn: inout Turn<Self>
  ) -> WorkloadBuild.Pull? {
    guard let imageMiB else { return nil }
    let stages = turn.state.stages(of: host)
    let alone = turn.chance.draw(stages.pull(imageMiB: imageMiB))
    return WorkloadBuild.Pull(
      site: host.site, milliseconds: Int(alone.milliseconds),
      parallelMilli: stages.parallelPullsMilli)
  }

  /// The first step of a workload that its host has its hands on.
  private static func build(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], let host = turn.state.hosts[workload.host]
    else { return }
    if workload.stage == .pulling {
      say(.pulling(host: host.name, workload: id), on: host.name, &turn)
      follow(host.site, &turn)
    } else {
      let stages = turn.state.stages(of: host)
      let check = turn.chance.draw(stages.check)
      let start = check + turn.chance.draw(stages.start)
      turn.wake(.started(id), after: delayed(start, on: host, &turn))
    }
  }

  /// Reckons when the next image has come, after pulls began or ended.
  static func follow(_ site: String, _ turn: inout Turn<Self>) {
    guard let registry = turn.state.registries[site], let span = registry.untilNext else { return }
    turn.wake(.pulled(site: site, number: registry.number), after: span)
  }

  static func pulled(_ site: String, number: Int, _ turn: inout Turn<Self>) {
    guard let registry = turn.state.registries[site], registry.number == number else { return }
    for id in registry.through(at: turn.now) {
      guard let workload = turn.state.workloads[id], let host = turn.state.hosts[workload.host]
      else { continue }
      if workload.fate == .pullFails {
        fail(workload, host.kind.pullFailure(of: workload.image), &turn)
        continue
      }
      turn.record(.imagePulled(id, vnf: workload.vnf, host: host.name))
      let start = turn.chance.draw(turn.state.stages(of: host).start)
      turn.wake(.started(id), after: delayed(start, on: host, &turn))
    }
    follow(site, &turn)
  }

  /// After `workload` left the hands of its host, or the queue for them: others come in its place.
  static func letGo(of workload: WorkloadRecord, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[workload.host] else { return }
    if workload.stage == .pulling { follow(host.site, &turn) }
    guard let limit = turn.state.stages(of: host).buildsPerHost else { return }
    for id in host.waiting.prefix(max(0, limit - host.building)) {
      guard let next = turn.state.workloads[id] else { continue }
      let pull = pull(of: next.imageMiB, on: host, &turn)
      turn.record(.workloadBuilt(id, vnf: next.vnf, host: host.name, pull: pull))
      build(id, &turn)
    }
  }

  /// Says of a workload that was asked for before how it stands.
  private static func answerAgain(_ workload: WorkloadRecord, _ turn: inout Turn<Self>) {
    switch workload.stage {
    case .running:
      turn.send(.vim(.host(.running(host: workload.host, workload: workload.id))))
    case .ready:
      turn.send(.vim(.host(.ready(host: workload.host, workload: workload.id))))
    case .backOff:
      let kind = kind(of: workload, turn.state)
      let reason =
        workload.fate == .pullFails
        ? kind.pullFailure(of: workload.image) : end(of: workload, turn.state)
      say(
        .failed(host: workload.host, workload: workload.id, reason: reason, cause: .workload),
        on: workload.host, &turn)
    case .waiting, .pulling, .starting, .stopping, .shutOff: break
    }
  }

  static func started(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .starting,
      let host = turn.state.hosts[workload.host]
    else { return }
    turn.record(.workloadRunning(id, vnf: workload.vnf, host: workload.host))
    say(.running(host: workload.host, workload: id), on: workload.host, &turn)
    let readiness = turn.chance.draw(turn.state.stages(of: host).readiness)
    turn.wake(.ready(id), after: delayed(readiness, on: host, &turn))
    letGo(of: workload, &turn)
  }

  static func ready(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .running else { return }
    if workload.fate?.servesSeconds == 0 {
      fail(workload, end(of: workload, turn.state), &turn)
      return
    }
    turn.record(.workloadReady(id, vnf: workload.vnf, host: workload.host))
    if workload.recoveries > 0 {
      let restarts = workload.recoveries
      say(
        .recovered(host: workload.host, workload: id, restarts: restarts), on: workload.host, &turn)
    } else {
      say(.ready(host: workload.host, workload: id), on: workload.host, &turn)
    }
    if let seconds = workload.fate?.servesSeconds {
      turn.wake(.crash(id), after: .seconds(Double(seconds)))
    }
  }

  /// What serves goes on on another host that is up and has room; everything else stays where it is.
  static func migrate(_ id: Resource.ID, to name: HostName, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .ready,
      let host = turn.state.hosts[name], host.power == .on, workload.host != name,
      (host.used + workload.compute).fits(in: host.allocatable)
    else { return }
    turn.record(.workloadMigrated(id, vnf: workload.vnf, from: workload.host, to: name))
    turn.send(.vim(.host(.migrated(host: name, workload: id))))
  }

  static func stop(_ id: Resource.ID, on name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name] else {
      turn.send(.vim(.host(.stopped(host: name, workload: id))))
      return
    }
    guard host.isReached else { return }
    guard let workload = turn.state.workloads[id], workload.host == name else {
      turn.send(.vim(.host(.stopped(host: name, workload: id))))
      return
    }
    guard workload.stage != .stopping else { return }
    // Nothing of it runs that could take its time.
    if workload.stage == .backOff || workload.stage == .shutOff {
      turn.record(.workloadStopped(id, vnf: workload.vnf, host: name))
      say(.stopped(host: name, workload: id), on: name, &turn)
      return
    }
    turn.record(.workloadStopping(id, vnf: workload.vnf, host: name))
    let stop = turn.chance.draw(turn.state.stages(of: host).stop)
    turn.wake(.stopped(id), after: delayed(stop, on: host, &turn))
    letGo(of: workload, &turn)
  }

  static func stopped(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .stopping else { return }
    turn.record(.workloadStopped(id, vnf: workload.vnf, host: workload.host))
    say(.stopped(host: workload.host, workload: id), on: workload.host, &turn)
    if turn.state.functions[workload.vnf] == nil, turn.state.traffic[workload.vnf] != nil {
      turn.record(.trafficEnded(workload.vnf, reason: "ended with the function"))
    }
  }
}

extension HostRecord {
  /// Whether it takes a workload, and what that gets by the piece.
  fileprivate func admission(_ compute: Compute, _ hardware: HardwareDemand) -> Allocation {
    let sum = used + compute
    guard sum.fits(in: allocatable) else {
      return .refused(sum.milliCPU > allocatable.milliCPU ? "OutOfcpu" : "OutOfmemory")
    }
    guard diskFullSince == nil else { return .refused(kind.diskFull) }
    return allocation(of: hardware)
  }
}
