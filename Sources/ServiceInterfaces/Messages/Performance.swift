import Deciding

/// A performance management job (SOL005 §7.5.2.7), at the NFVO.
package enum PMJob: Entity { package static let prefix = "pmjob" }

/// A threshold on a metric (SOL005 §7.5.2.9), at the NFVO.
package enum Threshold: Entity { package static let prefix = "threshold" }

/// What the NFVO is asked about performance (SOL005 §7).
package enum PerformanceRequest: Codable, Equatable, Sendable {
  /// `POST /pm_jobs` (§7.4.2).
  case createJob(CreatePMJobRequest)
  /// `DELETE /pm_jobs/{id}` (§7.4.3); its reports go with it.
  case deleteJob(PMJob.ID)
  /// `POST /thresholds` (§7.4.5).
  case createThreshold(CreateThresholdRequest)
  /// `DELETE /thresholds/{id}` (§7.4.6).
  case deleteThreshold(Threshold.ID)
}

/// SOL005 `CreatePmJobRequest` (§7.5.2.6).
package struct CreatePMJobRequest: Codable, Equatable, Sendable {
  /// The NS instances that are measured.
  package let objectInstanceIds: [NSInstance.ID]
  /// VNF instances of them, by identifier or name; all of them when there are none.
  package let subObjectInstanceIds: [String]
  package let performanceMetrics: [String]
  /// Over how long measurements are gathered into one value, in seconds.
  package let collectionPeriod: Int
  /// How often a report is made, in seconds.
  package let reportingPeriod: Int
  /// When the job ends; nil when it goes on until it is deleted.
  package let reportingBoundary: Instant?

  package init(
    objectInstanceIds: [NSInstance.ID], subObjectInstanceIds: [String] = [],
    performanceMetrics: [String], collectionPeriod: Int, reportingPeriod: Int,
    reportingBoundary: Instant? = nil
  ) {
    self.objectInstanceIds = objectInstanceIds
    self.subObjectInstanceIds = subObjectInstanceIds
    self.performanceMetrics = performanceMetrics
    self.collectionPeriod = collectionPeriod
    self.reportingPeriod = reportingPeriod
    self.reportingBoundary = reportingBoundary
  }
}

/// SOL005 `CreateThresholdRequest` (§7.5.2.8) of the type SIMPLE.
package struct CreateThresholdRequest: Codable, Equatable, Sendable {
  package let objectInstanceId: NSInstance.ID
  /// VNF instances of it, by identifier or name; all of them when there are none.
  package let subObjectInstanceIds: [String]
  package let performanceMetric: String
  package let thresholdValue: Double
  /// Crossed upwards at the value plus it, downwards at the value minus it.
  package let hysteresis: Double

  package init(
    objectInstanceId: NSInstance.ID, subObjectInstanceIds: [String] = [],
    performanceMetric: String, thresholdValue: Double, hysteresis: Double
  ) {
    self.objectInstanceId = objectInstanceId
    self.subObjectInstanceIds = subObjectInstanceIds
    self.performanceMetric = performanceMetric
    self.thresholdValue = thresholdValue
    self.hysteresis = hysteresis
  }
}
