import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// A PM job with its reports; keys are SOL005's (§7.5.2.7, §7.5.2.10).
struct PMJobReport: SentenceReport {
  struct Criteria: Encodable {
    let performanceMetric: [String]
    let collectionPeriod: Int
    let reportingPeriod: Int
    let reportingBoundary: String?
  }

  struct Report: Encodable {
    let readyTime: String
    let entries: [Entry]
  }

  struct Entry: Encodable {
    let objectType: String
    let objectInstanceId: String
    let subObjectInstanceId: String
    let performanceMetric: String
    let performanceValues: [Value]
  }

  struct Value: Encodable {
    let timeStamp: String
    let value: Double
  }

  let id: String
  let objectType: String
  let objectInstanceIds: [String]
  let subObjectInstanceIds: [String]
  let criteria: Criteria
  let hasEnded: Bool
  let reports: [Report]

  init(_ job: PMJobRecord) {
    id = "\(job.id)"
    objectType = "NS"
    objectInstanceIds = job.objects.map { "\($0)" }
    subObjectInstanceIds = job.vnfs.map { "\($0)" }
    criteria = Criteria(
      performanceMetric: job.metrics.map(\.rawValue), collectionPeriod: job.collectionPeriod,
      reportingPeriod: job.reportingPeriod, reportingBoundary: job.boundary.map { "\($0)" })
    hasEnded = job.hasEnded
    reports = job.reports.map { report in
      Report(
        readyTime: "\(report.at)",
        entries: report.series.map { series in
          Entry(
            objectType: "NS", objectInstanceId: "\(series.ns)",
            subObjectInstanceId: "\(series.vnf)", performanceMetric: series.metric.rawValue,
            performanceValues: series.values.map { value in
              Value(timeStamp: "\(value.at)", value: (value.mean * 100).rounded() / 100)
            })
        })
    }
  }

  var sentence: String {
    "\(id)  \(criteria.performanceMetric.joined(separator: ", ")) of "
      + "\(objectInstanceIds.joined(separator: ", "))  every \(criteria.collectionPeriod) s, "
      + "reported every \(criteria.reportingPeriod) s"
      + (criteria.reportingBoundary.map { ", until \($0)" } ?? "")
  }
}

/// A threshold; keys are SOL005's (§7.5.2.9).
struct ThresholdReport: SentenceReport {
  struct Criteria: Encodable {
    let performanceMetric: String
    let thresholdType: String
    let simpleThresholdDetails: Details
  }

  struct Details: Encodable {
    let thresholdValue: Double
    let hysteresis: Double
  }

  let id: String
  let objectType: String
  let objectInstanceId: String
  let subObjectInstanceIds: [String]
  let criteria: Criteria
  /// The VNFs that are over it.
  let crossedUp: [String]
  let crossings: Int
  private let valueText: String

  enum CodingKeys: CodingKey {
    case id, objectType, objectInstanceId, subObjectInstanceIds, criteria, crossedUp, crossings
  }

  init(_ threshold: ThresholdRecord) {
    id = "\(threshold.id)"
    objectType = "NS"
    objectInstanceId = "\(threshold.object)"
    subObjectInstanceIds = threshold.vnfs.map { "\($0)" }
    criteria = Criteria(
      performanceMetric: threshold.metric.rawValue, thresholdType: "SIMPLE",
      simpleThresholdDetails: Details(
        thresholdValue: threshold.value, hysteresis: threshold.hysteresis))
    crossedUp = threshold.over.map { "\($0)" }
    crossings = threshold.crossings
    valueText = threshold.valueText
  }

  var sentence: String {
    "\(id)  \(criteria.performanceMetric) of \(objectInstanceId)  \(valueText)  "
      + (crossedUp.isEmpty ? "none over it" : "over it: \(crossedUp.joined(separator: ", "))")
  }
}

/// Something that is there no more.
struct DeletedReport: SentenceReport {
  let id: String
  var isDeleted = true
  var sentence: String { "\(id)  deleted" }
}
