/// A lognormal delay: half are shorter than `median`, one in a hundred is longer than `p99`.
package struct Delay: Codable, Hashable, Sendable {
  package let median: Span
  package let p99: Span

  /// - Precondition: `median` is positive and not more than `p99`.
  package init(median: Span, p99: Span) {
    precondition(median > .zero && median <= p99, "a delay needs 0 < median <= p99")
    self.median = median
    self.p99 = p99
  }

  /// Everything takes `factor` times as long.
  package func times(_ factor: Double) -> Self {
    Self(median: .seconds(median.seconds * factor), p99: .seconds(p99.seconds * factor))
  }
}

extension Chance {
  package mutating func draw(_ delay: Delay) -> Span {
    self.delay(median: delay.median, p99: delay.p99)
  }
}
