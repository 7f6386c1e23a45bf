import Foundation

/// Randomness as an input: a generator that is a pure function of the world's seed and the message
/// being handled (SplitMix64), so that a history can be run again and a fork draws the same numbers.
package struct Chance: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64, message: Int) {
    state = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15 &* UInt64(bitPattern: Int64(message) &+ 1))
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0 ..< 1.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1.0p-53
  }

  /// Whether something that happens with `probability` (0 ... 1) happens.
  package mutating func happens(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// A lognormal delay: half are shorter than `median`, one in a hundred is longer than `p99`.
  ///
  /// - Precondition: `median` is positive and not more than `p99`.
  package mutating func delay(median: Span, p99: Span) -> Span {
    precondition(median > .zero && median <= p99, "a delay needs 0 < median <= p99")
    let sigma = log(p99.seconds / median.seconds) / 2.326_347_874
    let normal = (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    return .seconds(median.seconds * exp(sigma * min(max(normal, -4), 4)))
  }
}
