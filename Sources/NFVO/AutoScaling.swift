import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Auto-scale policies of the NSD: measured, compared with hysteresis, held back by stabilisation and
// cooldown, bounded by levels, and always with a reason.
extension NFVOrchestrator {
  static func measure(_ indicator: VNFIndicator, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[indicator.vnf], vnf.isInstantiated else { return }
    collect(indicator.measurements, vnf, &turn)
    for policy in policies(of: vnf, turn.state) {
      guard
        let percent = indicator.measurements
          .first(where: { $0.metric.rawValue == policy.metric.rawValue })?.value
      else { continue }
      let record = record(vnf.id, policy.id, turn.state)
      if let last = record?.samples.last, last.at == turn.now, last.percent == percent { continue }
      note(percent, policy, vnf, isEstimated: false, &turn)
      evaluate(policy, vnf, &turn)
    }
  }

  static func scalingDue(_ id: VNFInstance.ID, _ policyId: String, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[id],
      let due = record(id, policyId, turn.state)?.dueAt, due <= turn.now,
      let policy = policies(of: vnf, turn.state).first(where: { $0.id == policyId })
    else { return }
    evaluate(policy, vnf, &turn)
  }

  /// The load spreads over more or fewer instances now: works out what it is until it is measured.
  /// Or notes that it came to nothing, and why.
  static func scalingEnded(
    _ before: ManagedVNF, _ aspect: String, _ notification: VNFOperationNotification,
    _ turn: inout Turn<Self>
  ) {
    guard turn.state.scaling[before.id] != nil else { return }
    let isDone = notification.state == .completed
    turn.record(
      .scalingEnded(
        vnf: before.id, name: before.name, aspect: aspect,
        failure: isDone ? nil : notification.fault?.title ?? notification.state.rawValue))
    guard isDone, let after = turn.state.vnfs[before.id], let vnfd = turn.state.vnfd(of: after)
    else { return }
    let old = vnfd.instances(scaledBy: aspect, at: before.levels)
    let new = vnfd.instances(scaledBy: aspect, at: after.levels)
    guard new > 0, old != new else { return }
    for policy in policies(of: after, turn.state) where policy.aspect == aspect {
      guard let record = record(after.id, policy.id, turn.state) else { continue }
      note(record.percent * old / new, policy, after, isEstimated: true, &turn)
    }
  }

  /// An operation ended that may have kept policies from acting.
  static func policiesLookAgain(at id: NSInstance.ID, _ turn: inout Turn<Self>) {
    guard let ns = turn.state.networkServices[id], ns.state == .instantiated else { return }
    adjustCollection(of: id, &turn)
    for vnf in ns.vnfs.compactMap({ turn.state.vnfs[$0] })
    where turn.state.scaling[vnf.id] != nil {
      for policy in policies(of: vnf, turn.state) { evaluate(policy, vnf, &turn) }
    }
  }

  static func policies(of vnf: ManagedVNF, _ state: State) -> [NSD.AutoScalePolicy] {
    guard let ns = state.networkServices[vnf.ns], let nsd = state.nsd(of: ns) else { return [] }
    return nsd.autoScale.filter { $0.vnfProfile == vnf.profile }
  }

  private static func record(
    _ vnf: VNFInstance.ID, _ policy: String, _ state: State
  ) -> ScalingRecord? {
    state.scaling[vnf]?.first { $0.policy == policy }
  }

  private static func note(
    _ percent: Int, _ policy: NSD.AutoScalePolicy, _ vnf: ManagedVNF, isEstimated: Bool,
    _ turn: inout Turn<Self>
  ) {
    let old = record(vnf.id, policy.id, turn.state)
    let trend = policy.trend(at: percent, from: old?.trend ?? .steady)
    // After scaling the metric must prove itself anew.
    let since = trend == old?.trend && !isEstimated ? old?.trendSince ?? turn.now : turn.now
    turn.record(
      .loadMeasured(
        vnf: vnf.id, name: vnf.name, policy: policy.id, aspect: policy.aspect,
        metric: policy.metric.rawValue, percent: percent, isEstimated: isEstimated, trend: trend,
        since: since))
  }

  private static func evaluate(
    _ policy: NSD.AutoScalePolicy, _ vnf: ManagedVNF, _ turn: inout Turn<Self>
  ) {
    guard let record = record(vnf.id, policy.id, turn.state),
      let ns = turn.state.networkServices[vnf.ns]
    else { return }
    let judgement = turn.state.judgement(of: policy, record, vnf, ns, at: turn.now)
    switch judgement.kind {
    case .steady: return
    case .waits:
      guard let instant = judgement.until,
        record.dueAt.map({ $0 <= turn.now || $0 > instant }) ?? true
      else { return }
      turn.record(
        .scalingPlanned(
          vnf: vnf.id, name: vnf.name, policy: policy.id, dueAt: instant,
          reason: judgement.sentence))
      turn.wake(.scalingDue(vnf: vnf.id, policy: policy.id), after: instant - turn.now)
    case .flaps: pause(policy.id, of: ns, by: "the flap guard", judgement.sentence, &turn)
    case .busy:
      let open = ns.openOperation.flatMap { turn.state.operations[$0] }
      guard open?.requester != .policy(name: policy.id) else { return }
      decide(judgement, policy, vnf, record, &turn)
    case .bound, .wouldReturn, .stepless, .paused: decide(judgement, policy, vnf, record, &turn)
    case .scalesOut, .scalesIn:
      decide(judgement, policy, vnf, record, &turn)
      let request = ScaleNSRequest(
        vnfInstanceId: "\(vnf.id)", aspectId: policy.aspect,
        direction: judgement.kind == .scalesOut ? .out : .inward,
        numberOfSteps: judgement.steps)
      let requester = Requester.policy(name: policy.id)
      accept(.scale, ns.id, requester, &turn) { record, state throws(Problem) in
        try scaling(of: record, request, requester, state)
      }
    }
  }

  /// Writes a decision down; one not to act only when it is of another kind than the one that
  /// stands, since the same is decided with every measurement.
  private static func decide(
    _ judgement: AutoScaleJudgement, _ policy: NSD.AutoScalePolicy, _ vnf: ManagedVNF,
    _ record: ScalingRecord, _ turn: inout Turn<Self>
  ) {
    guard judgement.kind.isAct || record.lastDecision?.kind != judgement.kind else { return }
    turn.record(
      .scalingDecided(
        vnf: vnf.id, name: vnf.name, policy: policy.id, kind: judgement.kind,
        decision: judgement.sentence))
  }
}
