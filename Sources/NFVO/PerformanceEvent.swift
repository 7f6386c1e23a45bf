import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What happened in performance management.
package enum PerformanceEvent: Codable, Equatable, Sendable {
  case jobCreated(job: PMJobRecord)
  case jobDeleted(job: PMJob.ID, by: String)
  /// Its boundary is reached: it makes no more reports.
  case jobEnded(job: PMJob.ID)
  case thresholdCreated(threshold: ThresholdRecord)
  case thresholdDeleted(threshold: Threshold.ID, by: String)
  /// A VNF was told how often to measure itself; nil ends it.
  case collectionSet(vnf: VNFInstance.ID, name: String, seconds: Int?)
  case measured(vnf: VNFInstance.ID, ns: NSInstance.ID, name: String, values: [Measurement])
  /// `PerformanceInformationAvailableNotification` (§7.5.2.5).
  case reported(job: PMJob.ID, series: Int)
  /// `ThresholdCrossedNotification` (§7.5.2.4).
  case thresholdCrossed(
    threshold: Threshold.ID, vnf: VNFInstance.ID, name: String, measurement: Measurement,
    direction: ThresholdRecord.Direction)
}

extension PerformanceEvent: Narrated {
  package var entity: String {
    switch self {
    case .jobCreated(let job): "\(job.id)"
    case .jobDeleted(let job, _), .jobEnded(let job), .reported(let job, _): "\(job)"
    case .thresholdCreated(let threshold): "\(threshold.id)"
    case .thresholdDeleted(let threshold, _): "\(threshold)"
    case .collectionSet(let vnf, _, _), .measured(let vnf, _, _, _),
      .thresholdCrossed(_, let vnf, _, _, _):
      "\(vnf)"
    }
  }

  package var sentence: String {
    switch self {
    case .jobCreated(let job):
      "\(job.metrics.map(\.rawValue).joined(separator: ", ")) of "
        + "\(job.objects.map { "\($0)" }.joined(separator: ", ")) every \(job.collectionPeriod) s, "
        + "reported every \(job.reportingPeriod) s, asked by \(job.createdBy)"
    case .jobDeleted(_, let by): "deleted by \(by)"
    case .jobEnded: "ended at its boundary"
    case .thresholdCreated(let threshold):
      "\(threshold.metric.rawValue) of \(threshold.object) at \(threshold.valueText), "
        + "asked by \(threshold.createdBy)"
    case .thresholdDeleted(_, let by): "deleted by \(by)"
    case .collectionSet(_, let name, let seconds?): "\(name): is measured every \(seconds) s"
    case .collectionSet(_, let name, nil): "\(name): is measured no more"
    case .measured(_, _, let name, let values):
      "\(name): "
        + values.map { "\($0.metric.rawValue) \($0.value) \($0.metric.unit)" }
        .joined(separator: ", ")
    case .reported(_, let series):
      series == 0 ? "nothing was measured in this period" : "report of \(series) series"
    case .thresholdCrossed(let threshold, _, let name, let measurement, let direction):
      "\(name): \(measurement.metric.rawValue) \(measurement.value) \(measurement.metric.unit) "
        + "crosses \(threshold) \(direction.rawValue)"
    }
  }
}

extension ThresholdRecord {
  /// `80 ± 5 %`
  package var valueText: String {
    "\(Self.text(value)) ± \(Self.text(hysteresis)) \(metric.unit)"
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
