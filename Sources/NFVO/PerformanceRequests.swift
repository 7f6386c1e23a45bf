import Deciding
import ResourceInterfaces
import ServiceInterfaces

// PM jobs and thresholds are made and deleted (SOL005 §7.4); all that is wrong is said at once.
extension NFVOrchestrator {
  static func handle(
    _ request: PerformanceRequest, _ requester: Requester, _ turn: inout Turn<Self>
  ) throws(Problem) {
    let by = requester.sentence
    switch request {
    case .createJob(let request): try createJob(request, by, &turn)
    case .deleteJob(let id):
      guard let job = turn.state.performance.jobs[id] else { throw unknown("PM job", "\(id)") }
      turn.record(.performance(event: .jobDeleted(job: id, by: by)))
      for ns in job.objects { adjustCollection(of: ns, &turn) }
    case .createThreshold(let request): try createThreshold(request, by, &turn)
    case .deleteThreshold(let id):
      guard let threshold = turn.state.performance.thresholds[id] else {
        throw unknown("threshold", "\(id)")
      }
      for vnf in threshold.over {
        clearAlarm(
          .thresholdCrossed, of: "\(vnf)", source: "\(id)", "\(by) deleted the threshold", &turn)
      }
      turn.record(.performance(event: .thresholdDeleted(threshold: id, by: by)))
      adjustCollection(of: threshold.object, &turn)
    }
  }

  private static func createJob(
    _ request: CreatePMJobRequest, _ by: String, _ turn: inout Turn<Self>
  ) throws(Problem) {
    var problems: [String] = []
    let metrics = metrics(request.performanceMetrics, &problems)
    let vnfs = vnfs(
      request.subObjectInstanceIds, of: request.objectInstanceIds, turn.state, &problems)
    if request.objectInstanceIds.isEmpty { problems.append("Name at least one network service.") }
    let least = PMJobRecord.leastPeriod
    if request.collectionPeriod < least {
      problems.append(
        "The collection period is \(request.collectionPeriod) s; the least is \(least) s.")
    } else if request.reportingPeriod < request.collectionPeriod
      || !request.reportingPeriod.isMultiple(of: request.collectionPeriod)
    {
      problems.append(
        "The reporting period, \(request.reportingPeriod) s, is no multiple of the collection "
          + "period, \(request.collectionPeriod) s.")
    } else if request.reportingPeriod / request.collectionPeriod > PMJobRecord.valueLimit {
      problems.append(
        "A report would hold \(request.reportingPeriod / request.collectionPeriod) values of each "
          + "metric; the most is \(PMJobRecord.valueLimit).")
    }
    if let boundary = request.reportingBoundary, boundary <= turn.now {
      problems.append("The reporting boundary, \(boundary), is over.")
    }
    try refuse(problems, "The PM job is not possible")
    let job = PMJobRecord(
      id: turn.makeID(PMJob.self), objects: request.objectInstanceIds, vnfs: vnfs,
      metrics: metrics, collectionPeriod: request.collectionPeriod,
      reportingPeriod: request.reportingPeriod, boundary: request.reportingBoundary,
      createdBy: by, createdAt: turn.now)
    // The same request at the same moment came twice.
    let others = request.objectInstanceIds.first.flatMap { turn.state.performance.jobsByNS[$0] }
    guard others?.contains(where: { turn.state.performance.jobs[$0]?.repeats(job) == true }) != true
    else { return }
    turn.record(.performance(event: .jobCreated(job: job)))
    for ns in request.objectInstanceIds { adjustCollection(of: ns, &turn) }
    awaitReport(of: job.id, &turn)
  }

  private static func createThreshold(
    _ request: CreateThresholdRequest, _ by: String, _ turn: inout Turn<Self>
  ) throws(Problem) {
    var problems: [String] = []
    let metrics = metrics([request.performanceMetric], &problems)
    let vnfs = vnfs(
      request.subObjectInstanceIds, of: [request.objectInstanceId], turn.state, &problems)
    if request.hysteresis < 0 { problems.append("The hysteresis is less than 0.") }
    if !request.thresholdValue.isFinite || !request.hysteresis.isFinite {
      problems.append("The threshold and its hysteresis must be numbers.")
    }
    try refuse(problems, "The threshold is not possible")
    guard let metric = metrics.first else { return }
    let threshold = ThresholdRecord(
      id: turn.makeID(Threshold.self), object: request.objectInstanceId, vnfs: vnfs,
      metric: metric, value: request.thresholdValue, hysteresis: request.hysteresis,
      createdBy: by, createdAt: turn.now)
    let others = turn.state.performance.thresholdsByNS[request.objectInstanceId] ?? []
    guard
      !others.contains(where: {
        turn.state.performance.thresholds[$0]?.repeats(threshold) == true
      })
    else { return }
    turn.record(.performance(event: .thresholdCreated(threshold: threshold)))
    adjustCollection(of: request.objectInstanceId, &turn)
  }

  private static func refuse(_ problems: [String], _ title: String) throws(Problem) {
    guard !problems.isEmpty else { return }
    throw Problem(status: 422, title: title, detail: problems.joined(separator: " "))
  }

  private static func unknown(_ what: String, _ id: String) -> Problem {
    Problem(
      status: 404, title: "Unknown \(what)",
      detail: "There is no \(what) \(id). List them to see which there are.")
  }

  private static func metrics(
    _ names: [String], _ problems: inout [String]
  ) -> [PerformanceMetric] {
    if names.isEmpty { problems.append("Name at least one metric.") }
    let unknown = names.filter { PerformanceMetric(rawValue: $0) == nil }
    if !unknown.isEmpty {
      let known = PerformanceMetric.allCases.map(\.rawValue).joined(separator: ", ")
      problems.append(
        "Nothing measures \(unknown.joined(separator: ", ")); there are \(known).")
    }
    return names.compactMap { PerformanceMetric(rawValue: $0) }
  }

  /// The VNFs that are named, of the network services that are.
  private static func vnfs(
    _ names: [String], of services: [NSInstance.ID], _ state: State, _ problems: inout [String]
  ) -> [VNFInstance.ID] {
    for ns in services {
      guard let record = state.networkServices[ns] else {
        problems.append("There is no NS instance \(ns).")
        continue
      }
      if record.state == .terminated { problems.append("\(record.name) was terminated.") }
    }
    let known = services.compactMap { state.networkServices[$0] }.flatMap(\.vnfs)
      .compactMap { state.vnfs[$0] }
    return names.compactMap { name in
      if let vnf = known.first(where: { $0.name == name || "\($0.id)" == name }) { return vnf.id }
      let list = known.map(\.name).joined(separator: ", ")
      problems.append("None of them has a VNF \(name). They have: \(list).")
      return nil
    }
  }
}
