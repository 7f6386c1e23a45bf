import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Policies of one NS instance are paused and resumed: by people, and by the flap guard.
extension NFVOrchestrator {
  static func change(
    _ policy: String, of id: NSInstance.ID, _ act: PolicyAct, _ requester: Requester,
    _ turn: inout Turn<Self>
  ) throws(Problem) {
    guard let ns = turn.state.networkServices[id] else {
      throw Problem(
        status: 404, title: "NS unknown",
        detail: "There is no NS instance \(id). List them to see which there are.")
    }
    let names = turn.state.policyNames(of: ns)
    guard names.contains(policy) else {
      throw Problem(
        status: 404, title: "Policy unknown",
        detail: "\(ns.name) has no policy \(policy). "
          + (names.isEmpty ? "It has none." : "It has: \(names.joined(separator: ", ")).")
      )
    }
    let hold = turn.state.hold(of: policy, at: id)
    let by = requester.sentence
    switch act {
    case .pause:
      if let hold {
        throw Problem(
          status: 409, title: "Paused already", detail: "\(policy) of \(ns.name): \(hold.sentence)."
        )
      }
      pause(policy, of: ns, by: by, "", &turn)
    case .resume:
      guard hold != nil else {
        throw Problem(
          status: 409, title: "Not paused", detail: "The policy \(policy) of \(ns.name) acts.")
      }
      resume(policy, of: ns, by: by, &turn)
    }
  }

  /// Lets a policy do nothing more. Who is asked to look at it is told by an alarm.
  static func pause(
    _ policy: String, of ns: NSRecord, by: String, _ reason: String, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .assurance(
        event: .policyPaused(ns: ns.id, name: ns.name, policy: policy, by: by, reason: reason)))
    if policy == State.healingPolicy { tellHealing(of: ns, &turn) }
    guard !reason.isEmpty,
      turn.state.alarm(.policyPaused, of: "\(ns.id)", source: policy) == nil
    else { return }
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: turn.makeID(Alarm.self), faultType: .policyPaused, managedObject: "\(ns.id)",
          objectName: ns.name, source: policy,
          probableCause: "the policy changes direction too often",
          raisedAt: turn.now, eventAt: turn.now, vim: ns.vim, host: nil, vnf: nil, ns: ns.id,
          severity: .minor, detail: "policy \(policy) is paused by \(by): \(reason)",
          changedAt: turn.now)))
  }

  private static func resume(
    _ policy: String, of ns: NSRecord, by: String, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .assurance(
        event: .policyResumed(ns: ns.id, name: ns.name, policy: policy, by: by)))
    clearAlarm(
      .policyPaused, of: "\(ns.id)", source: policy, "\(by) resumed the policy", &turn)
    if policy == State.healingPolicy {
      tellHealing(of: ns, &turn)
    } else {
      policiesLookAgain(at: ns.id, &turn)
    }
  }

  /// Tells the VNFM of every VNF of `ns` whether it may heal by itself.
  private static func tellHealing(of ns: NSRecord, _ turn: inout Turn<Self>) {
    for vnf in ns.vnfs.compactMap({ turn.state.vnfs[$0] }) {
      turn.send(
        .resource(.vnfm(.setAutoHeal(vnf: vnf.id, autoHeal(vnf.profile, ns, turn.state)))))
    }
  }
}
