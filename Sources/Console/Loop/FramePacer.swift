/// When the next frame may be drawn: at most sixty in any second, the operator's own first.
///
/// What a key did is shown at once; what the world did waits until the last frame is a sixtieth of a
/// second old. Only when sixty frames were drawn within a second do both wait.
package struct FramePacer {
  package enum Cause { case operatorInput, world }

  private static let limit = 60
  private static let interval: Duration = .nanoseconds(1_000_000_000 / limit)
  /// The last sixty frames, the oldest at `next`.
  private var frames: [ContinuousClock.Instant] = []
  private var next = 0

  package init() {}

  /// How long to wait; nil when it may be drawn now.
  package func delay(
    _ cause: Cause, at now: ContinuousClock.Instant
  ) -> Duration? {
    var wait = Duration.zero
    if frames.count == FramePacer.limit {
      wait = max(wait, .seconds(1) - (now - frames[next]))
    }
    if cause == .world, let last {
      wait = max(wait, FramePacer.interval - (now - last))
    }
    return wait > .zero ? wait : nil
  }

  package mutating func drew(at now: ContinuousClock.Instant) {
    if frames.count < FramePacer.limit {
      frames.append(now)
    } else {
      frames[next] = now
      next = (next + 1) % FramePacer.limit
    }
  }

  private var last: ContinuousClock.Instant? {
    guard !frames.isEmpty else { return nil }
    return frames.count < FramePacer.limit
      ? frames.last : frames[(next + FramePacer.limit - 1) % FramePacer.limit]
  }
}
