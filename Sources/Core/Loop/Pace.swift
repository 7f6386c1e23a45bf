import Deciding
import Foundation

/// How the core's clock goes in relation to the world's.
package enum Pace: Equatable, Sendable {
  /// As many times as fast as a real clock; 1 is real time.
  case times(Double)
  /// As fast as messages can be handled: the clock jumps to whatever is due next.
  case maximum
  /// The clock stands still.
  case paused
}

/// The core's clock: simulated time that follows a monotonic one at a pace that may change.
struct PacedClock {
  private(set) var pace: Pace
  private var anchor: (simulated: Instant, real: ContinuousClock.Instant)

  init(pace: Pace, at instant: Instant) {
    self.pace = pace
    anchor = (instant, .now)
  }

  /// The simulated time now; under ``Pace/maximum`` all time there is.
  var now: Instant {
    switch pace {
    case .maximum: Instant(milliseconds: .max)
    case .paused: anchor.simulated
    case .times(let factor):
      anchor.simulated
        + .seconds(Double(milliseconds(since: anchor.real)) / 1_000 * factor)
    }
  }

  /// Changes the pace; `instant` is where the clock stands.
  mutating func change(to pace: Pace, at instant: Instant) {
    anchor = (instant, .now)
    self.pace = pace
  }

  /// How long in real seconds until the simulated clock shows `instant`; `nil` for never.
  func realSeconds(until instant: Instant) -> Double? {
    switch pace {
    case .maximum: 0
    case .paused: nil
    case .times(let factor): max(0, (instant - now).seconds / factor)
    }
  }

  private func milliseconds(since start: ContinuousClock.Instant) -> Int64 {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }
}
