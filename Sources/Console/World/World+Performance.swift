import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

extension World {
  package func jobs(limit: Int) -> [PMJobRow] {
    layers.nfvo.performance.jobs.values.suffix(limit).reversed().map(row)
  }

  private func row(_ job: PMJobRecord) -> PMJobRow {
    let names = job.objects.map { layers.nfvo.networkServices[$0]?.name ?? "\($0)" }
    let until = job.boundary.map { "until \($0.timeOfDay)" } ?? "until it is deleted"
    return PMJobRow(
      serial: job.id.serial, id: "\(job.id)", services: names.joined(separator: ", "),
      service: job.objects.first.map { Subject(.services, $0.serial) }, metrics: job.metrics,
      collectionPeriod: job.collectionPeriod, reportingPeriod: job.reportingPeriod,
      state: job.hasEnded ? StateWord(.off, "ended") : StateWord(.good, "measures"),
      series: series(job),
      reports: job.reports.reversed().map { report in
        PMJobRow.Report(
          clock: report.at.timeOfDay, series: report.series.count,
          values: report.series.reduce(0) { $0 + $1.values.count })
      },
      facts: [
        Fact("measures", names.joined(separator: ", ")),
        Fact(
          "functions",
          job.vnfs.isEmpty
            ? "all of them"
            : job.vnfs.map { layers.nfvo.vnfs[$0]?.name ?? "\($0)" }.joined(separator: ", ")),
        Fact("metrics", job.metrics.map(\.rawValue).joined(separator: ", ")),
        Fact("collects", "every \(job.collectionPeriod) s, mean of the period"),
        Fact("reports", "every \(job.reportingPeriod) s, \(job.periods) so far, \(until)"),
        Fact("asked by", "\(job.createdBy), \(job.createdAt.timeOfDay)"),
      ])
  }

  /// What the reports that are kept hold and what was collected since, joined by function and metric.
  private func series(_ job: PMJobRecord) -> [PMJobRow.Series] {
    var joined: [PMJobRow.Series] = []
    for series in job.reports.flatMap(\.series) + job.series {
      let values = series.values.map(\.mean)
      let at = series.values.last?.at.timeOfDay ?? ""
      let known = joined.firstIndex {
        $0.subject.serial == series.vnf.serial && $0.metric == series.metric
      }
      if let known {
        joined[known].values += values
        joined[known].at = at
      } else {
        joined.append(
          PMJobRow.Series(
            function: series.vnfName, subject: Subject(.functions, series.vnf.serial),
            metric: series.metric, values: values, at: at))
      }
    }
    return joined
  }

  package func thresholds(limit: Int) -> [ThresholdRow] {
    layers.nfvo.performance.thresholds.values.suffix(limit).reversed().map { threshold in
      let name = layers.nfvo.networkServices[threshold.object]?.name ?? "\(threshold.object)"
      let over = threshold.over.map { vnf in
        ThresholdRow.Over(
          function: layers.nfvo.vnfs[vnf]?.name ?? "\(vnf)",
          subject: Subject(.functions, vnf.serial))
      }
      let last = threshold.lastCrossedAt.map { ", last at \($0.timeOfDay)" } ?? ""
      return ThresholdRow(
        serial: threshold.id.serial, id: "\(threshold.id)", serviceName: name,
        service: Subject(.services, threshold.object.serial), metric: threshold.metric,
        value: threshold.valueText, crossings: threshold.crossings,
        lastCrossing: threshold.lastCrossedAt.map { now - $0 }, over: over,
        facts: [
          Fact("watches", "\(threshold.metric.rawValue) of \(name)"),
          Fact(
            "crossed", "upwards from \(words(threshold, 1)), downwards from \(words(threshold, -1))"
          ),
          Fact("crossings", "\(threshold.crossings)\(last)"),
          Fact("measured", "every \(ThresholdRecord.collectionPeriod) s"),
          Fact("asked by", "\(threshold.createdBy), \(threshold.createdAt.timeOfDay)"),
        ],
        events: crossings(of: threshold.id))
    }
  }

  private func words(_ threshold: ThresholdRecord, _ side: Double) -> String {
    threshold.metric.words(threshold.value + side * threshold.hysteresis)
  }

  /// The last crossings, from what the console still remembers.
  private func crossings(of id: ServiceInterfaces.Threshold.ID) -> [EventLine] {
    var lines: [EventLine] = []
    for recorded in recent.reversed() {
      guard case .nfvo(.performance(.thresholdCrossed(let threshold, _, _, _, _))) = recorded.event,
        threshold == id
      else { continue }
      lines.append(line(recorded))
      if lines.count == 8 { break }
    }
    return lines.reversed()
  }

  package var measurableServices: [PlanField.Choice] {
    layers.nfvo.networkServices.values.filter { $0.state == .instantiated }.map {
      .init($0.name, note: "of \($0.tenant), \($0.vnfs.count) functions", id: "\($0.id)")
    }
  }

  /// The request about performance management that an act stands for; nil for all others.
  package func performance(_ act: Act) -> AssuranceRequest? {
    let request: PerformanceRequest? =
      switch act {
      case .createJob(let job):
        .createJob(
          CreatePMJobRequest(
            objectInstanceIds: [NSInstance.ID(serial: job.service)],
            performanceMetrics: job.metrics.map(\.rawValue), collectionPeriod: job.collect,
            reportingPeriod: job.report,
            reportingBoundary: job.seconds.map { now + .seconds(Double($0)) }))
      case .deleteJob(let serial): .deleteJob(PMJob.ID(serial: serial))
      case .createThreshold(let threshold):
        .createThreshold(
          CreateThresholdRequest(
            objectInstanceId: NSInstance.ID(serial: threshold.service),
            performanceMetric: threshold.metric.rawValue,
            thresholdValue: Double(threshold.value), hysteresis: Double(threshold.margin)))
      case .deleteThreshold(let serial):
        .deleteThreshold(ServiceInterfaces.Threshold.ID(serial: serial))
      default: nil
      }
    return request.map { .performance($0, from: .person(name: seat.user)) }
  }

  /// What such an act comes to, when nothing refuses it.
  package func performancePlan(_ act: Act) -> [PlanReading.Line] {
    func functions(_ service: Int) -> [PlanReading.Line] {
      let record = layers.nfvo.networkServices[NSInstance.ID(serial: service)]
      let names = (record?.vnfs ?? []).compactMap { layers.nfvo.vnfs[$0]?.name }
      return [
        .does("\(names.count) functions measure themselves: \(names.joined(separator: ", "))")
      ]
    }
    switch act {
    case .createJob(let job):
      let metrics = job.metrics.map(\.rawValue).joined(separator: ", ")
      let end: PlanReading.Line = .ends(job.seconds.map { "after \($0) s" } ?? "when it is deleted")
      return [
        .plan(sign: "+", text: "PM job: \(metrics), a value every \(job.collect) s"),
        .plan(sign: "+", text: "a report every \(job.report) s, the last 12 are kept"),
      ] + functions(job.service) + [end]
    case .createThreshold(let threshold):
      let metric = threshold.metric
      let (value, margin) = (Double(threshold.value), Double(threshold.margin))
      return [
        .plan(sign: "+", text: "alarm of whoever is at \(metric.words(value + margin)) or over"),
        .plan(sign: "-", text: "cleared when it is at \(metric.words(value - margin)) or under"),
      ] + functions(threshold.service)
    case .deleteJob(let serial):
      let job = layers.nfvo.performance.jobs[PMJob.ID(serial: serial)]
      return [.plan(sign: "-", text: "pmjob-\(serial) with its \(job?.reports.count ?? 0) reports")]
    case .deleteThreshold(let serial):
      let id = ServiceInterfaces.Threshold.ID(serial: serial)
      let over = layers.nfvo.performance.thresholds[id]?.over.count ?? 0
      return [.plan(sign: "-", text: "threshold-\(serial)")]
        + (over == 0 ? [] : [.plan(sign: "-", text: "the alarms of \(over) functions over it")])
    default: return []
    }
  }
}
