import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// `podium pm`: performance management, as SOL005 §7 has it.
struct PMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pm",
    abstract: "Measure network services: jobs with reports, and thresholds (SOL005).",
    subcommands: [Job.self, Threshold.self])

  struct Job: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "PM jobs: what is measured, and their reports.",
      subcommands: [Create.self, List.self, Show.self, Delete.self])
  }

  struct Threshold: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Thresholds: an alarm when a metric is over a value, until it is under it again.",
      subcommands: [Create.self, List.self, Delete.self])
  }
}

/// What is measured, for both jobs and thresholds.
struct MeasuredOptions: ParsableArguments {
  static let metrics = PerformanceMetric.allCases.map(\.rawValue).joined(separator: ", ")

  @Option(help: "A VNF of the network service, by identifier or name; all when there is none.")
  var vnf: [String] = []
  @OptionGroup var change: ChangeOptions

  func perform<Report: SentenceReport>(
    _ command: String, _ request: (Layers) throws -> PerformanceRequest,
    report: (Layers) throws -> [Report]
  ) throws {
    try change.perform(command) { layers in
      [.performance(try request(layers), from: .person(name: Person.name))]
    } report: {
      try report($0)
    }
  }
}

extension PMCommand.Job {
  struct Create: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure network services from now on, and report at regular times.")
    @Argument(help: "The network services, by identifier or name.") var ns: [String]
    @Option(help: "A metric: \(MeasuredOptions.metrics). May be given several times.")
    var metric: [String] = [PerformanceMetric.cpuUtilisation.rawValue]
    @Option(help: "Over how many seconds measurements become one value; 15 or more.")
    var collect = 60
    @Option(help: "How often a report is made, in seconds; a multiple of --collect.")
    var report = 300
    @Option(help: "When it ends, in seconds from now; never when there is none.")
    var seconds: Int?
    @OptionGroup var measured: MeasuredOptions

    func perform() throws {
      let engineNow = try measured.change.place.openExisting("podium pm job create").engine.now
      try measured.perform("podium pm job create") { layers in
        .createJob(
          CreatePMJobRequest(
            objectInstanceIds: try ns.map { try layers.networkService($0).id },
            subObjectInstanceIds: measured.vnf, performanceMetrics: metric,
            collectionPeriod: collect, reportingPeriod: report,
            reportingBoundary: seconds.map { engineNow + .seconds(Double($0)) }))
      } report: { layers in
        layers.nfvo.performance.jobs.values.suffix(1).map(PMJobReport.init)
      }
    }
  }

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "List the PM jobs.")
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let jobs = try place.openExisting("podium pm job list").engine.layers.nfvo.performance.jobs
      let reports = jobs.values.map(PMJobReport.init)
      if output.json { return try Output.json(reports) }
      guard !reports.isEmpty else { return print("No PM jobs.") }
      Output.table(
        ["JOB", "OBJECTS", "METRICS", "COLLECTS", "REPORTS", "KEPT", "STATE"],
        reports.map {
          [
            $0.id, $0.objectInstanceIds.joined(separator: ", "),
            $0.criteria.performanceMetric.joined(separator: ", "),
            "every \($0.criteria.collectionPeriod) s", "every \($0.criteria.reportingPeriod) s",
            "\($0.reports.count)", $0.hasEnded ? "ended" : "measures",
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "Show a PM job with its reports.")
    @Argument(help: "The job, such as pmjob-1.") var job: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium pm job show").engine.layers
      let report = PMJobReport(try layers.job(job))
      if output.json { return try Output.json(report) }
      print(report.sentence)
      guard !report.reports.isEmpty else { return print("  No report yet.") }
      for entry in report.reports.flatMap(\.entries) {
        let values = entry.performanceValues.map { "\($0.value)" }.joined(separator: " ")
        let last = entry.performanceValues.last?.timeStamp ?? ""
        print("  \(last)  \(entry.subObjectInstanceId)  \(entry.performanceMetric)  \(values)")
      }
    }
  }

  struct Delete: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a PM job; its reports go with it.")
    @Argument(help: "The job, such as pmjob-1.") var job: String
    @OptionGroup var change: ChangeOptions

    func perform() throws {
      try change.perform("podium pm job delete") { layers in
        [.performance(.deleteJob(try layers.job(job).id), from: .person(name: Person.name))]
      } report: { _ in
        [DeletedReport(id: job)]
      }
    }
  }
}

extension PMCommand.Threshold {
  struct Create: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Raise an alarm when a metric is over a value.")
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @Option(help: "The metric: \(MeasuredOptions.metrics).")
    var metric = PerformanceMetric.cpuUtilisation.rawValue
    @Option(help: "The value.") var value: Double
    @Option(help: "Crossed upwards at the value plus it, downwards at the value minus it.")
    var hysteresis = 0.0
    @OptionGroup var measured: MeasuredOptions

    func perform() throws {
      try measured.perform("podium pm threshold create") { layers in
        .createThreshold(
          CreateThresholdRequest(
            objectInstanceId: try layers.networkService(ns).id, subObjectInstanceIds: measured.vnf,
            performanceMetric: metric, thresholdValue: value, hysteresis: hysteresis))
      } report: { layers in
        layers.nfvo.performance.thresholds.values.suffix(1).map(ThresholdReport.init)
      }
    }
  }

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the thresholds, and which VNFs are over them.")
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium pm threshold list").engine.layers
      let reports = layers.nfvo.performance.thresholds.values.map(ThresholdReport.init)
      if output.json { return try Output.json(reports) }
      guard !reports.isEmpty else { return print("No thresholds.") }
      for report in reports { print(report.sentence) }
    }
  }

  struct Delete: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a threshold; its alarms are cleared.")
    @Argument(help: "The threshold, such as threshold-1.") var threshold: String
    @OptionGroup var change: ChangeOptions

    func perform() throws {
      try change.perform("podium pm threshold delete") { _ in
        guard let id = ServiceInterfaces.Threshold.ID(threshold) else {
          throw Failure(
            .refused, "There is no threshold \(threshold). `podium pm threshold list` shows them.")
        }
        return [.performance(.deleteThreshold(id), from: .person(name: Person.name))]
      } report: { _ in
        [DeletedReport(id: threshold)]
      }
    }
  }
}

extension Layers {
  fileprivate func job(_ text: String) throws -> PMJobRecord {
    if let job = PMJob.ID(text).flatMap({ nfvo.performance.jobs[$0] }) { return job }
    throw Failure(.refused, "There is no PM job \(text). `podium pm job list` shows them all.")
  }
}
