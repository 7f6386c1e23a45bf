import Deciding
import ResourceInterfaces

/// Demand over time: up to a peak, along a plateau, down again, and a while of usual load after it,
/// in which what was scaled out can scale in. It ends.
package struct TrafficCurve: Codable, Equatable, Sendable {
  /// Per cent of what two workers carry.
  package let peak: Int
  package let plateau: Span

  package init(peak: Int, plateau: Span) {
    self.peak = max(0, peak)
    self.plateau = max(.zero, plateau)
  }

  static let ramp = Span.minutes(1)
  static let tail = Span.minutes(12)
  /// Between two measurements.
  static let interval = Span.seconds(15)

  /// When it ends, after its start.
  package var length: Span { Self.ramp + plateau + Self.ramp + Self.tail }

  /// Demand `elapsed` after the start, in per cent of what two workers carry, over what is `usual` at
  /// that time; without the noise.
  package func demand(at elapsed: Span, usual: Double) -> Double {
    let usual = min(usual, Double(peak))
    let rise = Double(peak) - usual
    let ramp = Self.ramp.seconds
    let after = elapsed.seconds - ramp - plateau.seconds
    if elapsed < Self.ramp { return usual + rise * max(0, elapsed.seconds) / ramp }
    if after <= 0 { return Double(peak) }
    return usual + rise * max(0, 1 - after / ramp)
  }

  /// The load of each of `ready` workers in per cent; `nil` when none is there to measure.
  package static func load(demand: Double, ready: Int) -> Int? {
    guard ready > 0 else { return nil }
    return Int(min(100, max(0, demand * 2 / Double(ready))).rounded())
  }

  /// Packets a second that one worker carries at its full load.
  private static let packetsPerWorker = 120_000.0

  /// All that a function of `ready` workers measures under `demand`: its processors, the memory that
  /// sessions take on top of what the program itself needs, and what passes through it.
  static func measurements(demand: Double, ready: Int) -> [Measurement] {
    guard let load = load(demand: demand, ready: ready) else { return [] }
    let carried = min(demand * 2 / 100, Double(ready))
    return [
      Measurement(.cpuUtilisation, load),
      Measurement(.memoryUtilisation, 28 + load * 45 / 100),
      Measurement(.throughputUtilisation, min(100, load * 94 / 100)),
      Measurement(.packetsPerSecond, Int((carried * packetsPerWorker).rounded())),
    ]
  }
}
