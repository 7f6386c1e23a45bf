import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// All that is measured on purpose, and what was found (SOL005 §7).
package struct Performance: Codable, Equatable, Sendable {
  package internal(set) var jobs = Table<PMJob.ID, PMJobRecord>()
  package internal(set) var thresholds = Table<Threshold.ID, ThresholdRecord>()
  /// The VNFs that are asked to measure themselves.
  package internal(set) var collections = Table<VNFInstance.ID, CollectionRecord>()
  var jobsByNS = Table<NSInstance.ID, [PMJob.ID]>()
  var thresholdsByNS = Table<NSInstance.ID, [Threshold.ID]>()

  /// The jobs that have not ended and cover a VNF.
  func jobs(covering vnf: VNFInstance.ID, of ns: NSInstance.ID) -> [PMJobRecord] {
    (jobsByNS[ns] ?? []).compactMap { jobs[$0] }.filter {
      !$0.hasEnded && ($0.vnfs.isEmpty || $0.vnfs.contains(vnf))
    }
  }

  func thresholds(covering vnf: VNFInstance.ID, of ns: NSInstance.ID) -> [ThresholdRecord] {
    (thresholdsByNS[ns] ?? []).compactMap { thresholds[$0] }.filter {
      $0.vnfs.isEmpty || $0.vnfs.contains(vnf)
    }
  }

  /// How often a VNF has to measure itself, in seconds; nil when nobody wants to know.
  func period(of vnf: VNFInstance.ID, in ns: NSInstance.ID) -> Int? {
    let periods = jobs(covering: vnf, of: ns).map(\.collectionPeriod)
    let watched =
      thresholds(covering: vnf, of: ns).isEmpty ? [] : [ThresholdRecord.collectionPeriod]
    return (periods + watched).min()
  }
}

/// A VNF that measures itself.
package struct CollectionRecord: Codable, Equatable, Sendable {
  package internal(set) var seconds: Int
  /// When it measured last.
  package internal(set) var lastAt: Instant?
}

/// A PM job (SOL005 §7.5.2.7).
package struct PMJobRecord: Codable, Equatable, Sendable {
  /// So many reports are kept.
  package static let reportLimit = 12
  /// The least collection period, in seconds: measurements are rows of the journal.
  package static let leastPeriod = 15
  /// So many values may one report have of one metric of one VNF.
  package static let valueLimit = 240

  package let id: PMJob.ID
  package let objects: [NSInstance.ID]
  /// The VNFs that it is confined to; empty when it covers all.
  package let vnfs: [VNFInstance.ID]
  package let metrics: [PerformanceMetric]
  package let collectionPeriod: Int
  package let reportingPeriod: Int
  package let boundary: Instant?
  package let createdBy: String
  package let createdAt: Instant
  package internal(set) var hasEnded = false
  /// How many reporting periods are over.
  package internal(set) var periods = 0
  /// What was collected since the last report.
  package internal(set) var series: [PerformanceSeries] = []
  /// The last reports, oldest first.
  package internal(set) var reports: [PerformanceReport] = []

  /// Whether both come of one request that was heard twice.
  func repeats(_ other: Self) -> Bool {
    createdAt == other.createdAt && objects == other.objects && vnfs == other.vnfs
      && metrics == other.metrics && collectionPeriod == other.collectionPeriod
      && reportingPeriod == other.reportingPeriod && boundary == other.boundary
  }

  /// The end of the collection period in which `instant` lies.
  func collectionEnd(at instant: Instant) -> Instant {
    let period = Int64(collectionPeriod) * 1_000
    let elapsed = max(1, instant.milliseconds - createdAt.milliseconds)
    return Instant(
      milliseconds: createdAt.milliseconds + (elapsed + period - 1) / period * period)
  }
}

/// SOL005 `PerformanceReport` (§7.5.2.10).
package struct PerformanceReport: Codable, Equatable, Sendable {
  package let at: Instant
  package let series: [PerformanceSeries]
}

/// One metric of one VNF over time.
package struct PerformanceSeries: Codable, Equatable, Sendable {
  /// The mean over one collection period, which ended at `at`.
  package struct Value: Codable, Equatable, Sendable {
    package let at: Instant
    package internal(set) var sum: Int
    package internal(set) var count: Int

    package var mean: Double { Double(sum) / Double(max(1, count)) }
  }

  package let ns: NSInstance.ID
  package let vnf: VNFInstance.ID
  package let vnfName: String
  package let metric: PerformanceMetric
  package internal(set) var values: [Value] = []

  mutating func add(_ value: Int, endingAt end: Instant) {
    if let last = values.indices.last, values[last].at == end {
      values[last].sum += value
      values[last].count += 1
    } else {
      values.append(Value(at: end, sum: value, count: 1))
    }
  }
}

/// A threshold (SOL005 §7.5.2.9) of the type SIMPLE.
package struct ThresholdRecord: Codable, Equatable, Sendable {
  /// How often what it watches is measured, in seconds.
  package static let collectionPeriod = 30

  package enum Direction: String, Codable, Sendable, CaseIterable {
    case up = "UP"
    case down = "DOWN"
  }

  package let id: Threshold.ID
  package let object: NSInstance.ID
  /// The VNFs that it is confined to; empty when it covers all.
  package let vnfs: [VNFInstance.ID]
  package let metric: PerformanceMetric
  package let value: Double
  package let hysteresis: Double
  package let createdBy: String
  package let createdAt: Instant
  /// The VNFs that are over it.
  package internal(set) var over: [VNFInstance.ID] = []
  package internal(set) var crossings = 0
  package internal(set) var lastCrossedAt: Instant?

  /// Whether both come of one request that was heard twice.
  func repeats(_ other: Self) -> Bool {
    createdAt == other.createdAt && object == other.object && vnfs == other.vnfs
      && metric == other.metric && value == other.value && hysteresis == other.hysteresis
  }

  /// Which way a VNF crosses it with `measured`; nil when it stays on its side.
  func crossing(at measured: Int, by vnf: VNFInstance.ID) -> Direction? {
    let isOver = over.contains(vnf)
    if !isOver, Double(measured) >= value + hysteresis { return .up }
    if isOver, Double(measured) <= value - hysteresis { return .down }
    return nil
  }
}
