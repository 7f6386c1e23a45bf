import Deciding
import ResourceInterfaces

// What a kubelet does with what does not stay up: it starts it again, 10 s later, then after twice as long
// each time up to 5 min (CrashLoopBackOff, ImagePullBackOff). Restarts that can only fail again are counted
// and not played: nothing comes of them.

extension WorkloadRecord {
  private static let firstWait = Span.seconds(10)
  private static let longestWait = Span.minutes(5)

  /// How often its host has tried again since it failed first, and when it does next.
  package func restarts(at now: Instant) -> (count: Int, next: Instant)? {
    guard stage == .backOff, let failedAt else { return nil }
    var (count, wait, next) = (0, Self.firstWait, failedAt + Self.firstWait)
    while next <= now {
      count += 1
      wait = min(Span(milliseconds: wait.milliseconds * 2), Self.longestWait)
      // Once the waits are all alike there is nothing to add up.
      if wait == Self.longestWait, now >= next {
        let times = (now - next).milliseconds / wait.milliseconds
        count += Int(times)
        next = next + Span(milliseconds: wait.milliseconds * times)
      }
      next = next + wait
    }
    return (count, next)
  }
}

extension Infrastructure {
  /// A workload does not stay up: its VIM is told, and a kubelet keeps trying.
  static func backOff(
    _ workload: WorkloadRecord, _ reason: String, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .workloadBacksOff(workload.id, vnf: workload.vnf, host: workload.host, reason: reason))
    say(
      .failed(host: workload.host, workload: workload.id, reason: reason, cause: .workload),
      on: workload.host, &turn)
    letGo(of: workload, &turn)
    if !isBad(workload, turn.state) { wakeRestart(of: workload.id, &turn) }
  }

  /// An image is good again: what was made from it serves after the next try.
  static func mend(_ rule: FaultRule, _ turn: inout Turn<Self>) {
    for workload in turn.state.workloads.values
    where workload.stage == .backOff && !isBad(workload, turn.state) {
      wakeRestart(of: workload.id, &turn)
    }
  }

  private static func isBad(_ workload: WorkloadRecord, _ state: State) -> Bool {
    guard var place = state.hosts[workload.host]?.place else { return false }
    place.image = workload.image
    place.vnf = workload.vnf
    return state.faults.active.contains { $0.rule.fate != nil && $0.rule.place.covers(place) }
  }

  private static func wakeRestart(of id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], let failedAt = workload.failedAt,
      let next = workload.restarts(at: turn.now)?.next
    else { return }
    turn.wake(.restart(id, failedAt: failedAt), after: next - turn.now)
  }

  static func restart(_ id: Resource.ID, failedAt: Instant, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .backOff,
      workload.failedAt == failedAt, let host = turn.state.hosts[workload.host], host.power.isUp
    else { return }
    let pulls = workload.fate == .pullFails
    let fate = fate(
      ofNext: workload.vnf, from: workload.image, on: host, pulls: pulls, &turn)
    // It fails again: counted by its waits alone, until its image is good.
    guard fate == nil else { return }
    turn.record(.workloadRestarted(id, vnf: workload.vnf, host: host.name))
    let stages = turn.state.stages(of: host)
    var delay = turn.chance.draw(stages.start)
    if pulls, let size = workload.imageMiB {
      delay = delay + turn.chance.draw(stages.pull(imageMiB: size))
    }
    turn.wake(.started(id), after: delayed(delay, on: host, &turn))
  }
}

extension VIMKind {
  /// Whether its hosts start again by themselves what does not stay up.
  var restarts: Bool { self == .kubernetes }
}
