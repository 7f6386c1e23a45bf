import Deciding
import ResourceInterfaces
import Terminal
import Testing

@testable import Console

/// PM jobs and thresholds by keys.
struct PerformanceViewTests {
  static let sizes = ScreenTests.sizes

  @Test(arguments: sizes)
  func `jobs show what they measured, and thresholds who is over them`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("J")
    Golden.check(console.picture, "pm-job-\(size.columns)x\(size.rows)")
    console.press("G")
    Golden.check(console.picture, "pm-threshold-\(size.columns)x\(size.rows)")
  }

  @Test func `without jobs and thresholds the view says how they are made`() {
    var console = ConsoleDriver(80, 24, world: .empty)
    console.press("J")
    #expect(console.picture.text.contains("Nothing is measured on purpose."))
    console.press("N", "t", "x", "enter", "down")
    #expect(console.state.overlay == nil)
    #expect(console.acts.isEmpty)
  }

  @Test func `a job is made of what the fields say`() throws {
    var console = ConsoleDriver(120, 40)
    console.press("J", "N")
    #expect(console.plan?.focus == .field(0))
    console.type("initech")
    console.press("tab", "right", "right", "right", "tab", "right", "tab")
    console.type("45")
    console.press("tab", "tab", "tab")
    let wish = JobWish(
      service: 2, metrics: [.packetsPerSecond], collect: 15, report: 45, seconds: nil)
    #expect(console.plan?.act == .createJob(wish))
    #expect(console.plan?.focus == .run)
    console.press("enter")
    #expect(console.acts == [.createJob(wish)])
  }

  @Test func `the service under the cursor is what a new threshold is for`() {
    var console = ConsoleDriver(120, 40)
    console.press("2", "G", "enter", "t")
    #expect(console.plan?[.service]?.title == "globex-fw")
    console.press("tab", "tab")
    console.type("66")
    #expect(
      console.plan?.act
        == .createThreshold(
          ThresholdWish(service: 1, metric: .cpuUtilisation, value: 66, margin: 5)))
  }

  @Test func `what is under the cursor is deleted, with a plan`() {
    var console = ConsoleDriver(120, 40)
    console.press("J", "x", "tab", "enter")
    #expect(console.acts == [.deleteJob(1)])
    console.press("G", "x", "tab", "enter")
    #expect(console.acts.last == .deleteThreshold(4))
    console.press("enter")
    #expect(console.state.place == .detail(Subject(.services, 3)))
  }

  @Test func `the line of a job is the mean of its functions, ending together`() throws {
    let line = try #require(Sample.jobs[0].line)
    #expect(line.metric == .cpuUtilisation)
    #expect(line.values == [20, 30, 45, 60])
    #expect(Sample.jobs[1].line == nil)
  }

  @Test(arguments: [
    (46.4, "46 %"), (99.5, "100 %"), (0, "0 %"),
  ])
  func `a share is read in per cent`(value: Double, words: String) {
    #expect(PerformanceMetric.cpuUtilisation.words(value) == words)
  }

  @Test(arguments: [(950, "950 /s"), (12_430, "12.4k /s"), (3_260_000, "3.3M /s")])
  func `a rate is short`(value: Double, words: String) {
    #expect(PerformanceMetric.packetsPerSecond.words(value) == words)
  }
}

extension Sample {
  static let jobs: [PMJobRow] = [
    job(
      1, "globex-fw", [.cpuUtilisation, .packetsPerSecond], StateWord(.good, "measures"),
      series: [
        .init(
          function: "globex-fw-1", subject: Subject(.functions, 1), metric: .cpuUtilisation,
          values: [20, 30, 50, 80], at: "12:04:00"),
        .init(
          function: "globex-log-1", subject: Subject(.functions, 2), metric: .cpuUtilisation,
          values: [40, 40], at: "12:04:00"),
        .init(
          function: "globex-fw-1", subject: Subject(.functions, 1), metric: .packetsPerSecond,
          values: [12_000, 15_000, 31_000, 64_200], at: "12:04:00"),
      ],
      reports: [
        .init(clock: "12:00:00", series: 3, values: 10),
        .init(clock: "11:55:00", series: 3, values: 9),
      ]),
    job(
      2, "zoe-fw, acme-fw", [.memoryUtilisation], StateWord(.off, "ended"), series: [], reports: []),
  ]

  private static func job(
    _ serial: Int, _ services: String, _ metrics: [PerformanceMetric], _ state: StateWord,
    series: [PMJobRow.Series], reports: [PMJobRow.Report]
  ) -> PMJobRow {
    PMJobRow(
      serial: serial, id: "pmjob-\(serial)", services: services,
      service: Subject(.services, serial),
      metrics: metrics, collectionPeriod: 60, reportingPeriod: 300, state: state, series: series,
      reports: reports,
      facts: [
        Fact("measures", services), Fact("functions", "all of them"),
        Fact("collects", "every 60 s, mean of the period"),
        Fact("reports", "every 300 s, 2 so far, until it is deleted"),
        Fact("asked by", "noc@edge, 11:50:00"),
      ])
  }

  static let thresholds: [ThresholdRow] = [
    threshold(
      3, "initech-fw", "80 ± 5 %",
      over: [.init(function: "initech-fw-1", subject: Subject(.functions, 3))], last: 42),
    threshold(4, "hooli-fw", "90 ± 0 %", over: [], last: nil),
  ]

  private static func threshold(
    _ serial: Int, _ service: String, _ value: String, over: [ThresholdRow.Over], last: Double?
  ) -> ThresholdRow {
    ThresholdRow(
      serial: serial, id: "threshold-\(serial)", serviceName: service,
      service: Subject(.services, serial - 1), metric: .cpuUtilisation, value: value,
      crossings: over.count, lastCrossing: last.map { .seconds($0) }, over: over,
      facts: [
        Fact("watches", "cpuUtilisation of \(service)"),
        Fact("crossed", "upwards from 85 %, downwards from 75 %"),
        Fact("measured", "every 30 s"), Fact("asked by", "noc@edge, 11:50:00"),
      ], events: over.isEmpty ? [] : Sample.events)
  }
}

extension SampleWorld {
  func jobs(limit: Int) -> [PMJobRow] { Array(jobs.prefix(limit)) }
  func thresholds(limit: Int) -> [ThresholdRow] { Array(thresholds.prefix(limit)) }

  var measurableServices: [PlanField.Choice] {
    services.keys.sorted().compactMap { serial in
      services[serial].map {
        .init($0.name, note: "of \($0.customer), 2 functions", id: "ns-\(serial)")
      }
    }
  }
}
