import Deciding
import ResourceInterfaces
import ServiceInterfaces

// How events change jobs, thresholds and what is measured.
extension Performance {
  mutating func apply(_ event: PerformanceEvent, at instant: Instant) {
    switch event {
    case .jobCreated(let job):
      jobs[job.id] = job
      for ns in job.objects { jobsByNS.update(ns, default: []) { $0.append(job.id) } }
    case .jobDeleted(let id, _):
      guard let job = jobs[id] else { return }
      jobs[id] = nil
      for ns in job.objects { jobsByNS.update(ns) { $0.removeAll { $0 == id } } }
    case .jobEnded(let id): jobs.update(id) { $0.hasEnded = true }
    case .thresholdCreated(let threshold):
      thresholds[threshold.id] = threshold
      thresholdsByNS.update(threshold.object, default: []) { $0.append(threshold.id) }
    case .thresholdDeleted(let id, _):
      guard let threshold = thresholds[id] else { return }
      thresholds[id] = nil
      thresholdsByNS.update(threshold.object) { $0.removeAll { $0 == id } }
    case .collectionSet(let vnf, _, let seconds?):
      collections.update(vnf, default: CollectionRecord(seconds: seconds)) { $0.seconds = seconds }
    case .collectionSet(let vnf, _, nil): collections[vnf] = nil
    case .measured(let vnf, let ns, let name, let values):
      collections.update(vnf) { $0.lastAt = instant }
      for job in jobs(covering: vnf, of: ns) {
        for value in values where job.metrics.contains(value.metric) {
          add(value, to: job, vnf, ns, name, at: instant)
        }
      }
    case .reported(let id, _):
      jobs.update(id) { job in
        job.periods += 1
        guard !job.series.isEmpty else { return }
        let report = PerformanceReport(at: instant, series: job.series)
        job.reports = job.reports.suffix(PMJobRecord.reportLimit - 1) + [report]
        job.series = []
      }
    case .thresholdCrossed(let id, let vnf, _, _, let direction):
      thresholds.update(id) {
        $0.crossings += 1
        $0.lastCrossedAt = instant
        $0.over.removeAll { $0 == vnf }
        if direction == .up { $0.over.append(vnf) }
      }
    }
  }

  /// A VNF that is gone is over no threshold any more.
  mutating func forget(_ vnf: VNFInstance.ID, of ns: NSInstance.ID) {
    for id in thresholdsByNS[ns] ?? [] {
      thresholds.update(id) { $0.over.removeAll { $0 == vnf } }
    }
  }

  private mutating func add(
    _ measurement: Measurement, to job: PMJobRecord, _ vnf: VNFInstance.ID, _ ns: NSInstance.ID,
    _ name: String, at instant: Instant
  ) {
    jobs.update(job.id) { job in
      let end = job.collectionEnd(at: instant)
      let known = job.series.firstIndex { $0.vnf == vnf && $0.metric == measurement.metric }
      if known == nil {
        job.series.append(
          PerformanceSeries(ns: ns, vnf: vnf, vnfName: name, metric: measurement.metric))
      }
      job.series[known ?? job.series.count - 1].add(measurement.value, endingAt: end)
    }
  }
}
