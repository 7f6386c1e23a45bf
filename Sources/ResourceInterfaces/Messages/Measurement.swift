/// What VNFs measure of themselves.
package enum PerformanceMetric: String, Codable, Hashable, Sendable, CaseIterable {
  /// In per cent of what the ready components can do together.
  case cpuUtilisation
  case memoryUtilisation
  case throughputUtilisation
  /// Packets a second through the function.
  case packetsPerSecond

  /// The unit behind a value: `%` or `/s`.
  package var unit: String { self == .packetsPerSecond ? "/s" : "%" }
}

/// One metric of a VNF at one moment.
package struct Measurement: Codable, Hashable, Sendable {
  package let metric: PerformanceMetric
  package let value: Int

  package init(_ metric: PerformanceMetric, _ value: Int) {
    self.metric = metric
    self.value = value
  }
}
