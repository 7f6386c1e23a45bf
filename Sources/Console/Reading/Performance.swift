import Deciding
import ResourceInterfaces

/// A PM job with what it measured (SOL005 `PmJob`).
package struct PMJobRow: Equatable, Sendable {
  /// One metric of one function, oldest value first.
  package struct Series: Equatable, Sendable {
    package var function: String
    package var subject: Subject
    package var metric: PerformanceMetric
    package var values: [Double]
    /// When the last of them was measured.
    package var at: String
  }

  package struct Report: Equatable, Sendable {
    package var clock: String
    package var series: Int
    package var values: Int
  }

  package var serial: Int
  package var id: String
  /// The network services that are measured, and the first of them.
  package var services: String
  package var service: Subject?
  package var metrics: [PerformanceMetric]
  package var collectionPeriod: Int
  package var reportingPeriod: Int
  package var state: StateWord
  package var series: [Series]
  /// Newest first.
  package var reports: [Report]
  package var facts: [Fact]

  /// The mean over all functions of the first metric, for a line in a list.
  package var line: (metric: PerformanceMetric, values: [Double])? {
    guard let metric = metrics.first else { return nil }
    let lines = series.filter { $0.metric == metric }.map(\.values)
    let length = lines.map(\.count).max() ?? 0
    guard length > 0 else { return nil }
    // Series end together; one that began later is shorter at its start.
    let means = (0..<length).map { back in
      let values = lines.compactMap { $0.count > back ? $0[$0.count - 1 - back] : nil }
      return values.reduce(0, +) / Double(max(1, values.count))
    }
    return (metric, means.reversed())
  }
}

/// A threshold (SOL005 `Threshold`), and who is over it.
package struct ThresholdRow: Equatable, Sendable {
  package struct Over: Equatable, Sendable {
    package var function: String
    package var subject: Subject
  }

  package var serial: Int
  package var id: String
  package var serviceName: String
  package var service: Subject?
  package var metric: PerformanceMetric
  /// `80 ± 5 %`
  package var value: String
  package var crossings: Int
  /// How long ago it was crossed last; nil when it never was.
  package var lastCrossing: Span?
  package var over: [Over]
  package var facts: [Fact]
  /// The crossings that the console remembers, newest last.
  package var events: [EventLine]

  package var state: StateWord {
    over.isEmpty ? StateWord(.good, "under") : StateWord(.degraded, "\(over.count) over")
  }
}

extension PerformanceMetric {
  /// What fills a chart of values of it.
  func top(_ values: [Double]) -> Double {
    unit == "%" ? 100 : max(1, values.max() ?? 1)
  }

  /// A value as people read it: `46 %`, `12.4k /s`.
  func words(_ value: Double) -> String {
    let number =
      switch value {
      case 1_000_000...: "\((value / 100_000).rounded() / 10)M"
      case 10_000...: "\((value / 100).rounded() / 10)k"
      default: "\(Int(value.rounded()))"
      }
    return "\(number) \(unit)"
  }
}
