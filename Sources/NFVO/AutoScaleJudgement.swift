import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What a policy makes of its metric at one moment, and why.
struct AutoScaleJudgement: Equatable {
  let kind: ScalingRecord.Decision.Kind
  let sentence: String
  /// How many steps it scales by, out or in.
  var steps = 0
  /// Until when it waits.
  var until: Instant?
}

extension NFVOrchestrator.State {
  /// What a policy makes of `record` now, with all that stands against its acting.
  func judgement(
    of policy: NSD.AutoScalePolicy, _ record: ScalingRecord, _ vnf: ManagedVNF, _ ns: NSRecord,
    at now: Instant
  ) -> AutoScaleJudgement {
    guard let vnfd = vnfd(of: vnf) else {
      return AutoScaleJudgement(kind: .steady, sentence: "the VNF package is not onboarded")
    }
    let wish = policy.wish(record, vnf, vnfd, free: vims[vnf.vim]?.free ?? .none, at: now)
    guard wish.kind.isAct else { return wish }
    if let hold = hold(of: policy.id, at: ns.id) {
      return AutoScaleJudgement(kind: .paused, sentence: "would scale, but \(hold.sentence)")
    }
    if let open = ns.openOperation.flatMap({ operations[$0] }) {
      return AutoScaleJudgement(
        kind: .busy,
        sentence: "would scale, but \(open.kind.rawValue) \(open.id) is \(open.state.rawValue)")
    }
    if let reason = FlapGuard.reason(against: wish, record, at: now) {
      return AutoScaleJudgement(kind: .flaps, sentence: reason)
    }
    return wish
  }
}

extension NSD.AutoScalePolicy {
  /// Where `percent` is, given where the metric was: a trend begins at its threshold plus (or minus)
  /// the hysteresis, and ends only at the threshold minus (or plus) it.
  func trend(at percent: Int, from old: ScalingRecord.Trend) -> ScalingRecord.Trend {
    let value = Double(percent)
    if value >= thresholdOut + hysteresis { return .out }
    if value <= thresholdIn - hysteresis { return .inward }
    if old == .out, value > thresholdOut - hysteresis { return .out }
    if old == .inward, value < thresholdIn + hysteresis { return .inward }
    return .steady
  }

  /// What the policy would do if nothing stood against it.
  /// `free` is what its VIM has left.
  fileprivate func wish(
    _ record: ScalingRecord, _ vnf: ManagedVNF, _ vnfd: VNFD, free: Compute, at now: Instant
  ) -> AutoScaleJudgement {
    let load = "\(metric.rawValue) \(record.percent) %"
    guard record.trend != .steady else {
      return AutoScaleJudgement(
        kind: .steady,
        sentence: "\(load): out from \(Int(thresholdOut + hysteresis)) %, in from "
          + "\(Int(thresholdIn - hysteresis)) %")
    }
    let isOut = record.trend == .out
    let threshold = isOut ? "over \(Int(thresholdOut)) %" : "under \(Int(thresholdIn)) %"
    let stable = record.trendSince + .seconds(Double(stabilisationSeconds))
    guard stable <= now else {
      return AutoScaleJudgement(
        kind: .waits,
        sentence: "\(load), \(threshold): must stay there until \(stable.timeOfDay)",
        until: stable)
    }
    let level = vnf.level(of: aspect)
    let bound =
      isOut ? min(maxLevel, vnfd.aspect(aspect)?.maxScaleLevel ?? 0) : max(minLevel, 0)
    let room = isOut ? bound - level : level - bound
    guard room > 0 else {
      return AutoScaleJudgement(
        kind: .bound,
        sentence: "\(load), holds at \(isOut ? "maximum" : "minimum") level \(bound)")
    }
    if let pause = pause(after: record, free: free, vnf.vim, at: now) {
      return AutoScaleJudgement(
        kind: .waits, sentence: "\(load), \(threshold): \(pause.reason)", until: pause.until)
    }
    return wish(within: room, level, load, threshold, record, vnf, vnfd, at: now)
  }

  /// Until when it rests after the last scaling, and why: its cooldown, doubled for each scaling in a row
  /// that came to nothing, as long as its VIM has no more room than it had then.
  private func pause(
    after record: ScalingRecord, free: Compute, _ vim: VIMName, at now: Instant
  ) -> (until: Instant, reason: String)? {
    guard let last = record.lastScaledAt else { return nil }
    let cooldown = record.trend == .out ? cooldownOutSeconds : cooldownInSeconds
    let factor = record.setback?.factor(whenFree: free) ?? 1
    let until = last + .seconds(Double(cooldown) * Double(factor))
    guard until > now else { return nil }
    guard let setback = record.setback, factor > 1 else {
      return (until, "cools down until \(until.timeOfDay)")
    }
    let times = setback.count == 1 ? "the last scaling" : "the last \(setback.count) scalings"
    return (
      until,
      "backs off until \(until.timeOfDay), or until \(vim) has more room, since \(times) came to "
        + "nothing: \(setback.reason)"
    )
  }

  private func wish(
    within room: Int, _ level: Int, _ load: String, _ threshold: String, _ record: ScalingRecord,
    _ vnf: ManagedVNF, _ vnfd: VNFD, at now: Instant
  ) -> AutoScaleJudgement {
    let isOut = record.trend == .out
    let wish = min(isOut ? stepsOut : stepsIn, room)
    let steps = vnfd.lcmOperations.scalingByMoreThanOneStepSupported ? wish : min(wish, 1)
    guard steps > 0 else {
      return AutoScaleJudgement(
        kind: .stepless, sentence: "\(load), but the policy asks for no step")
    }
    if !isOut, let after = loadAfter(scalingIn: steps, record, vnf, vnfd), after >= thresholdOut {
      return AutoScaleJudgement(
        kind: .wouldReturn,
        sentence: "\(record.percent) % now would be \(Int(after)) % after scaling in")
    }
    return AutoScaleJudgement(
      kind: isOut ? .scalesOut : .scalesIn,
      sentence: "\(load), \(threshold) for "
        + "\((now - record.trendSince).milliseconds / 1_000) s: scales \(isOut ? "out" : "in"), "
        + "level \(level) → \(isOut ? level + steps : level - steps)",
      steps: steps)
  }

  /// What the metric would be on fewer instances; nil when that cannot be said.
  private func loadAfter(
    scalingIn steps: Int, _ record: ScalingRecord, _ vnf: ManagedVNF, _ vnfd: VNFD
  ) -> Double? {
    var levels = vnf.levels.byAspect
    levels[aspect] = vnf.level(of: aspect) - steps
    let now = vnfd.instances(scaledBy: aspect, at: vnf.levels)
    let then = vnfd.instances(scaledBy: aspect, at: levels.ordered(by: vnfd))
    guard then > 0 else { return nil }
    return Double(record.percent * now) / Double(then)
  }
}
