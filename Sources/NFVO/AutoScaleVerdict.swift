import Deciding
import ResourceInterfaces

/// What a policy makes of its metric at one moment.
enum AutoScaleVerdict: Equatable {
  /// Not yet: a window or a cooldown runs until then.
  case lookAgain(Instant)
  /// Nothing will come of it, and why.
  case hold(String)
  /// Positive steps out, negative steps in, and why.
  case scale(steps: Int, String)
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

  func verdict(
    _ record: ScalingRecord, _ vnf: ManagedVNF, _ vnfd: VNFD, at now: Instant
  ) -> AutoScaleVerdict {
    let isOut = record.trend == .out
    let stable = record.trendSince + .seconds(Double(stabilisationSeconds))
    guard stable <= now else { return .lookAgain(stable) }
    let level = vnf.level(of: aspect)
    let bound =
      isOut ? min(maxLevel, vnfd.aspect(aspect)?.maxScaleLevel ?? 0) : max(minLevel, 0)
    let room = isOut ? bound - level : level - bound
    let load = "\(metric.rawValue) \(record.percent) %"
    guard room > 0 else {
      return .hold("\(load), holds at \(isOut ? "maximum" : "minimum") level \(bound)")
    }
    if let last = record.lastScaledAt {
      let cool = last + .seconds(Double(isOut ? cooldownOutSeconds : cooldownInSeconds))
      guard cool <= now else { return .lookAgain(cool) }
    }
    let wish = min(isOut ? stepsOut : stepsIn, room)
    let steps = vnfd.lcmOperations.scalingByMoreThanOneStepSupported ? wish : min(wish, 1)
    guard steps > 0 else { return .hold("\(load), but the policy asks for no step") }
    if !isOut, let load = loadAfter(scalingIn: steps, record, vnf, vnfd), load >= thresholdOut {
      return .hold("\(record.percent) % now would be \(Int(load)) % after scaling in")
    }
    let direction = isOut ? "out" : "in"
    let threshold = isOut ? "over \(Int(thresholdOut))" : "under \(Int(thresholdIn))"
    return .scale(
      steps: isOut ? steps : -steps,
      "\(load), \(threshold) % for \((now - record.trendSince).milliseconds / 1_000) s: "
        + "scales \(direction), level \(level) → \(isOut ? level + steps : level - steps)")
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
