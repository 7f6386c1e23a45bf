import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What VNFs measure goes into the jobs and past the thresholds that cover them.
extension NFVOrchestrator {
  /// Takes in what a VNF measured, as far as somebody wants to know.
  static func collect(_ values: [Measurement], _ vnf: ManagedVNF, _ turn: inout Turn<Self>) {
    let performance = turn.state.performance
    guard performance.collections[vnf.id]?.lastAt != turn.now else { return }
    let jobs = performance.jobs(covering: vnf.id, of: vnf.ns)
    let thresholds = performance.thresholds(covering: vnf.id, of: vnf.ns)
    let wanted = values.filter { value in
      jobs.contains { $0.metrics.contains(value.metric) }
        || thresholds.contains { $0.metric == value.metric }
    }
    guard !wanted.isEmpty else { return }
    turn.record(
      .performance(
        event: .measured(vnf: vnf.id, ns: vnf.ns, name: vnf.name, values: wanted)))
    for threshold in thresholds {
      guard let value = wanted.first(where: { $0.metric == threshold.metric }),
        let direction = threshold.crossing(at: value.value, by: vnf.id)
      else { continue }
      cross(threshold, vnf, value, direction, &turn)
    }
  }

  private static func cross(
    _ threshold: ThresholdRecord, _ vnf: ManagedVNF, _ value: Measurement,
    _ direction: ThresholdRecord.Direction, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .performance(
        event: .thresholdCrossed(
          threshold: threshold.id, vnf: vnf.id, name: vnf.name, measurement: value,
          direction: direction)))
    let sight = "\(value.metric.rawValue) is \(value.value) \(value.metric.unit)"
    guard direction == .up else {
      clearAlarm(
        .thresholdCrossed, of: "\(vnf.id)", source: "\(threshold.id)",
        "\(sight), under the threshold again", &turn)
      return
    }
    raise(
      .thresholdCrossed, about: vnf, source: "\(threshold.id)", .minor,
      "\(sight), the threshold \(threshold.id) is \(threshold.valueText)",
      cause: "\(value.metric.rawValue) over its threshold", &turn)
  }

  // MARK: who measures how often

  /// Tells the VNFs of an NS how often to measure themselves, where that changed.
  static func adjustCollection(of id: NSInstance.ID, _ turn: inout Turn<Self>) {
    guard let ns = turn.state.networkServices[id] else { return }
    for vnf in ns.vnfs.compactMap({ turn.state.vnfs[$0] }) where vnf.isInstantiated {
      let period = turn.state.performance.period(of: vnf.id, in: id)
      guard period != turn.state.performance.collections[vnf.id]?.seconds else { continue }
      turn.record(
        .performance(event: .collectionSet(vnf: vnf.id, name: vnf.name, seconds: period)))
      turn.send(.resource(.vnfm(.collect(vnf: vnf.id, everySeconds: period))))
    }
  }

  /// A VNF is gone: what is said of it and measured at it ends.
  static func forget(_ vnf: ManagedVNF, _ turn: inout Turn<Self>) {
    clearAlarms(about: "\(vnf.id)", "it was terminated", &turn)
    guard turn.state.performance.collections[vnf.id] != nil else { return }
    turn.record(
      .performance(event: .collectionSet(vnf: vnf.id, name: vnf.name, seconds: nil)))
    turn.send(.resource(.vnfm(.collect(vnf: vnf.id, everySeconds: nil))))
  }

  // MARK: reports

  static func reportDue(_ id: PMJob.ID, period: Int, _ turn: inout Turn<Self>) {
    guard let job = turn.state.performance.jobs[id], !job.hasEnded, job.periods == period
    else { return }
    turn.record(.performance(event: .reported(job: id, series: job.series.count)))
    if let boundary = job.boundary, boundary <= turn.now {
      turn.record(.performance(event: .jobEnded(job: id)))
      for ns in job.objects { adjustCollection(of: ns, &turn) }
      return
    }
    awaitReport(of: id, &turn)
  }

  /// The next report is made after the reporting period, or at the boundary.
  static func awaitReport(of id: PMJob.ID, _ turn: inout Turn<Self>) {
    guard let job = turn.state.performance.jobs[id] else { return }
    let period = Span.seconds(Double(job.reportingPeriod))
    let rest = job.boundary.map { $0 - turn.now }
    turn.wake(
      .reportDue(id, period: job.periods), after: rest.map { min($0, period) } ?? period)
  }
}
