import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// PM jobs and thresholds (SOL005 §7).
@Suite struct `Performance management` {
  private func ask(_ request: PerformanceRequest, _ stack: inout Stack) {
    stack.push(.nfvo(.assurance(.performance(request, from: Stack.person))))
    stack.run(for: .milliseconds(1))
  }

  private func job(
    _ metrics: [String] = ["cpuUtilisation"], collect: Int = 30, report: Int = 120,
    vnfs: [String] = [], until boundary: Instant? = nil, ns: Int = 1
  ) -> PerformanceRequest {
    .createJob(
      CreatePMJobRequest(
        objectInstanceIds: [NSInstance.ID(serial: ns)], subObjectInstanceIds: vnfs,
        performanceMetrics: metrics, collectionPeriod: collect, reportingPeriod: report,
        reportingBoundary: boundary))
  }

  private func measure(_ percents: [Int], every seconds: Double = 15, _ stack: inout Stack) throws {
    for percent in percents {
      try stack.load(percent)
      stack.run(for: .seconds(seconds))
    }
  }

  @Test func `a job tells the functions how often to measure, and reports means`() throws {
    var stack = Stack.inService()
    ask(job(), &stack)
    let firewall = try stack.firewall.id
    #expect(stack.collections.count == 2 && stack.collections[firewall] == 30)
    try measure([10, 20, 30, 50, 80, 80, 60, 20], &stack)
    stack.run(for: .seconds(1))
    let record = try #require(stack.nfvo.performance.jobs.values.first)
    let report = try #require(record.reports.first)
    let series = try #require(report.series.first)
    #expect(report.series.count == 1 && series.vnf == firewall)
    #expect(series.values.map(\.mean) == [15, 40, 80, 40])
    #expect(series.values.map { ($0.at - record.createdAt).seconds } == [30, 60, 90, 120])
    #expect(record.series.isEmpty && record.periods == 1)
  }

  @Test func `reports are bounded, and a job ends at its boundary`() throws {
    var stack = Stack.inService()
    let end = stack.now + .minutes(30)
    ask(job(collect: 60, report: 60, until: end), &stack)
    for _ in 0..<40 { try measure([50, 60], every: 30, &stack) }
    let record = try #require(stack.nfvo.performance.jobs.values.first)
    #expect(record.hasEnded && record.reports.count == PMJobRecord.reportLimit)
    #expect(try #require(record.reports.last).at <= end)
    #expect(stack.collections[try stack.firewall.id] == .some(nil))
    // Nothing goes on by itself.
    stack.run()
  }

  @Test(arguments: [
    (["cpuUtilisation"], 5, 120, 1, "the least is 15 s"),
    (["cpuUtilisation"], 60, 90, 1, "no multiple of the collection period"),
    (["cpuUtilisation"], 60, 86_400, 1, "the most is 240"),
    (["temperature"], 60, 120, 1, "Nothing measures temperature; there are cpuUtilisation"),
    ([], 60, 120, 1, "Name at least one metric."),
    (["cpuUtilisation"], 60, 120, 9, "There is no NS instance ns-9."),
  ])
  func `what is not possible is refused with a reason`(
    metrics: [String], collect: Int, report: Int, ns: Int, reason: String
  ) throws {
    var stack = Stack.inService()
    let before = stack.nfvo
    ask(job(metrics, collect: collect, report: report, ns: ns), &stack)
    #expect(try #require(stack.refusals.last).detail.contains(reason))
    #expect(stack.nfvo == before)
  }

  @Test func `all that is wrong is said at once`() throws {
    var stack = Stack.inService()
    ask(job(["a", "b"], collect: 1, vnfs: ["nobody"], until: Instant(milliseconds: 0)), &stack)
    let detail = try #require(stack.refusals.last).detail
    for part in ["a, b", "the least is 15 s", "no", "VNF nobody", "is over"] {
      #expect(detail.contains(part))
    }
  }

  @Test func `a deleted job and a terminated function are measured no more`() throws {
    var stack = Stack.inService()
    let firewall = try stack.firewall.id
    ask(job(vnfs: ["globex-fw-1"]), &stack)
    #expect(stack.collections == [firewall: 30])
    ask(.deleteJob(PMJob.ID(serial: 1)), &stack)
    #expect(stack.collections == [firewall: nil])
    ask(job(), &stack)
    stack.request(.terminate(ns: Stack.ns, from: Stack.person))
    stack.run(for: .minutes(1))
    #expect(stack.collections.values.allSatisfy { $0 == nil })
    #expect(stack.nfvo.performance.collections.isEmpty)
    ask(.deleteJob(PMJob.ID(serial: 9)), &stack)
    #expect(stack.refusals.last?.status == 404)
  }

  @Test(arguments: [
    // Over the threshold, but not over it plus the hysteresis, is no crossing.
    ([60, 72, 74], []),
    ([60, 75], ["UP"]),
    // Back under the threshold, but not under it minus the hysteresis, is none either.
    ([75, 66, 75, 66], ["UP"]),
    ([75, 65, 74, 75], ["UP", "DOWN", "UP"]),
    // From below there is nothing to come down from.
    ([10, 20], []),
  ])
  func `a threshold is crossed with hysteresis`(percents: [Int], crossings: [String]) throws {
    var stack = Stack.inService()
    ask(
      .createThreshold(
        CreateThresholdRequest(
          objectInstanceId: Stack.ns, performanceMetric: "cpuUtilisation", thresholdValue: 70,
          hysteresis: 5)), &stack)
    try measure(percents, &stack)
    let found = stack.nfvoEvents.compactMap { event in
      if case .performance(.thresholdCrossed(_, _, _, _, let direction)) = event {
        direction.rawValue
      } else {
        nil
      }
    }
    #expect(found == crossings)
    let alarm = stack.nfvo.alarm(
      .thresholdCrossed, of: "\(try stack.firewall.id)", source: "threshold-1")
    #expect((alarm != nil) == (crossings.last == "UP"))
    if let alarm { #expect(alarm.eventType == .qualityOfService) }
    ask(.deleteThreshold(Threshold.ID(serial: 1)), &stack)
    #expect(stack.nfvo.alarms.isEmpty)
  }

  @Test func `nobody asks, so nothing is written down`() throws {
    var stack = Stack.inService()
    stack.push(
      .vnfm(
        .indicator(
          VNFIndicator(
            vnf: try stack.firewall.id,
            measurements: [Measurement(.cpuUtilisation, 50), Measurement(.packetsPerSecond, 9)]))))
    let before = stack.nfvoEvents.count
    stack.run(for: .seconds(1))
    // The policy's own measurement, and no other.
    #expect(stack.nfvoEvents.count == before + 1)
  }
}
