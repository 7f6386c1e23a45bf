import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// A PM job that is asked for.
package struct JobWish: Hashable, Sendable {
  /// The serial of the network service.
  package let service: Int
  package let metrics: [PerformanceMetric]
  /// In seconds, as all periods here.
  package let collect: Int
  package let report: Int
  /// How long it goes on; nil for until it is deleted.
  package let seconds: Int?

  package init(
    service: Int, metrics: [PerformanceMetric], collect: Int, report: Int, seconds: Int?
  ) {
    self.service = service
    self.metrics = metrics
    self.collect = collect
    self.report = report
    self.seconds = seconds
  }
}

/// A threshold that is asked for.
package struct ThresholdWish: Hashable, Sendable {
  package let service: Int
  package let metric: PerformanceMetric
  package let value: Int
  package let margin: Int

  package init(service: Int, metric: PerformanceMetric, value: Int, margin: Int) {
    self.service = service
    self.metric = metric
    self.value = value
    self.margin = margin
  }
}

// Dialogs about performance management (SOL005 §7).
extension PlanDialog {
  static func creatingJob(for service: Subject?, in world: some WorldReading) -> Self? {
    guard var dialog = measuring(.job, "New PM job", service, in: world) else { return nil }
    dialog.fields += [
      PlanField(
        .metric,
        metricChoices
          + [.init("all of them", note: "each with a line of its own", id: "")]),
      PlanField(
        .collect, unit: "s",
        seconds([60, 15, 30, 300]).map {
          .init($0.title, note: "one value of each metric and function", id: $0.id)
        }),
      PlanField(
        .report, unit: "s",
        seconds([300, 60, 900, 3_600]).map {
          .init($0.title, note: "a multiple of the above", id: $0.id)
        }),
      PlanField(
        .ends, unit: "s from now",
        [.init("when it is deleted", id: "")] + seconds([600, 3_600, 86_400])),
    ]
    return dialog
  }

  static func creatingThreshold(for service: Subject?, in world: some WorldReading) -> Self? {
    guard var dialog = measuring(.threshold, "New threshold", service, in: world) else {
      return nil
    }
    dialog.fields += [
      PlanField(.metric, metricChoices),
      PlanField(
        .value, unit: "",
        [80, 90, 95, 50, 60, 70].map { .init("\($0)", note: "% or /s", id: "\($0)") }
      ),
      PlanField(
        .margin, unit: "",
        [5, 0, 2, 10].map {
          .init("\($0)", note: "up at the sum, down at the difference", id: "\($0)")
        }),
    ]
    return dialog
  }

  /// A dialog about a network service that can be measured; nil when there is none.
  private static func measuring(
    _ kind: Kind, _ title: String, _ service: Subject?, in world: some WorldReading
  ) -> Self? {
    let services = world.measurableServices
    guard !services.isEmpty else { return nil }
    var dialog = Self(kind, subject: nil, title: title)
    dialog.fields = [PlanField(.service, services)]
    if let service { dialog.choose("ns-\(service.serial)", of: .service) }
    dialog.focus = .field(0)
    return dialog
  }

  private static var metricChoices: [PlanField.Choice] {
    PerformanceMetric.allCases.map {
      .init($0.rawValue, note: $0.unit == "%" ? "in %" : "in \($0.unit)")
    }
  }

  private static func seconds(_ values: [Int]) -> [PlanField.Choice] {
    values.map { .init("\($0) s", id: "\($0)") }
  }

  static func deleting(job: PMJobRow) -> Self {
    Self(
      .act(.deleteJob(job.serial)), subject: nil, title: "Delete \(job.id)", isDestructive: true)
  }

  static func deleting(threshold: ThresholdRow) -> Self {
    Self(
      .act(.deleteThreshold(threshold.serial)), subject: nil, title: "Delete \(threshold.id)",
      isDestructive: true)
  }

  var jobWish: JobWish? {
    guard let service = NSInstance.ID(value(.service))?.serial, let collect = number(.collect),
      let report = number(.report)
    else { return nil }
    let metrics = PerformanceMetric(rawValue: value(.metric)).map { [$0] }
    return JobWish(
      service: service, metrics: metrics ?? PerformanceMetric.allCases, collect: collect,
      report: report, seconds: number(.ends))
  }

  var thresholdWish: ThresholdWish? {
    guard let service = NSInstance.ID(value(.service))?.serial, let value = number(.value),
      let metric = PerformanceMetric(rawValue: self.value(.metric)), let margin = number(.margin)
    else { return nil }
    return ThresholdWish(service: service, metric: metric, value: value, margin: margin)
  }
}
