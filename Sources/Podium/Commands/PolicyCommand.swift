import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// `podium policy`: what scales and heals without anybody asking, per network service.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "List, show, pause, resume and try scaling and healing policies.",
    subcommands: [List.self, Show.self, Pause.self, Resume.self, Try.self])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the policies of all network services, with what they see now.")
    @Argument(help: "One network service only, by identifier or name.") var ns: String?
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let opened = try place.openExisting("podium policy list")
      let reports = try opened.engine.policies(of: ns).map(PolicyReport.init)
      if output.json { return try Output.json(reports) }
      guard !reports.isEmpty else { return print("No policies.") }
      Output.table(
        ["NS", "POLICY", "VNF", "METRIC", "VALUE", "LEVEL", "STATE", "WHAT IT MAKES OF IT"],
        reports.map {
          [
            $0.nsInstanceName, $0.policy, $0.vnfInstanceName, $0.metric,
            $0.percent.map { "\($0) %" } ?? "-", $0.level.map { "\($0)" } ?? "-",
            $0.isPaused ? "paused" : "acts", $0.verdict,
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a policy: thresholds, what it sees, its last decisions and why.")
    @OptionGroup var which: PolicyArguments
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let opened = try place.openExisting("podium policy show")
      let reports = try opened.engine.policies(of: which.ns)
        .filter { $0.policy == which.policy }.map(PolicyReport.init)
      guard !reports.isEmpty else { throw which.unknown(opened.engine) }
      if output.json { return try Output.json(reports) }
      for report in reports { report.printForPeople() }
    }
  }

  struct Pause: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a policy of a network service go on measuring and do nothing.")
    @OptionGroup var which: PolicyArguments
    @OptionGroup var change: ChangeOptions
    func perform() throws { try which.perform(.pause, "podium policy pause", change) }
  }

  struct Resume: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a paused policy act again; it looks at once.")
    @OptionGroup var which: PolicyArguments
    @OptionGroup var change: ChangeOptions
    func perform() throws { try which.perform(.resume, "podium policy resume", change) }
  }

  struct Try: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what a policy makes of now, or of a load; nothing is changed.",
      discussion: "The load is taken to have been there for the stabilisation window.")
    @OptionGroup var which: PolicyArguments
    @Option(help: "The metric, in per cent; as it is now when there is none.") var percent: Int?
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let engine = try place.openExisting("podium policy try").engine
      let ns = try engine.layers.networkService(which.ns)
      let nfvo = engine.layers.nfvo
      guard let percent else {
        return try now(engine.policies(of: which.ns).filter { $0.policy == which.policy }, engine)
      }
      guard let policy = nfvo.nsd(of: ns)?.autoScale.first(where: { $0.id == which.policy })
      else { throw which.unknown(engine) }
      let reports = ns.vnfs.compactMap { nfvo.vnfs[$0] }
        .filter { $0.profile == policy.vnfProfile }
        .map { vnf in
          TrialReport(
            nsInstanceId: "\(ns.id)", policy: policy.id, vnfInstanceId: "\(vnf.id)",
            vnfInstanceName: vnf.name, percent: percent,
            verdict: nfvo.trial(of: policy, vnf, ns, percent: percent, at: engine.now))
        }
      if output.json { return try Output.json(reports) }
      for report in reports { print("\(report.vnfInstanceName)  \(report.verdict)") }
    }

    private func now(_ readings: [PolicyReading], _ engine: Engine) throws {
      guard !readings.isEmpty else { throw which.unknown(engine) }
      let reports = readings.map(PolicyReport.init)
      if output.json { return try Output.json(reports) }
      for report in reports { print("\(report.vnfInstanceName)  \(report.verdict)") }
    }
  }
}

/// Which policy a command is about.
struct PolicyArguments: ParsableArguments {
  @Argument(help: "The network service, by identifier or name.") var ns: String
  @Argument(help: "The policy, as `podium policy list` names it.") var policy: String

  func perform(_ act: PolicyAct, _ command: String, _ change: ChangeOptions) throws {
    try change.perform(command) { layers in
      [
        .policy(
          ns: try layers.networkService(ns).id, policy: policy, act,
          from: .person(name: Person.name))
      ]
    } report: { layers in
      let record = try layers.networkService(ns)
      let hold = layers.nfvo.hold(of: policy, at: record.id)
      return [
        PolicyStateReport(
          nsInstanceId: "\(record.id)", policy: policy, isPaused: hold != nil,
          pausedBy: hold?.by, pausedAt: hold.map { "\($0.at)" })
      ]
    }
  }

  func unknown(_ engine: Engine) -> Failure {
    guard let record = try? engine.layers.networkService(ns) else {
      return Failure(.refused, "There is no network service \(ns).")
    }
    let names = engine.layers.nfvo.policyNames(of: record)
    return Failure(
      .refused,
      "\(record.name) has no such policy as \(policy)."
        + (names.isEmpty ? "" : " It has: \(names.joined(separator: ", "))."))
  }
}

/// A policy as it stands.
struct PolicyReport: Encodable {
  struct Decision: Encodable {
    let time: String
    let kind: String
    let decision: String
  }

  let nsInstanceId: String
  let nsInstanceName: String
  let policy: String
  let kind: String
  let vnfInstanceId: String?
  let vnfInstanceName: String
  let metric: String
  let percent: Int?
  let thresholdOut: Double?
  let thresholdIn: Double?
  let hysteresis: Double?
  let level: Int?
  let minLevel: Int?
  let maxLevel: Int?
  let isPaused: Bool
  let pausedBy: String?
  let pausedReason: String?
  let verdict: String
  let decisions: [Decision]

  init(_ reading: PolicyReading) {
    nsInstanceId = "\(reading.ns)"
    nsInstanceName = reading.nsName
    policy = reading.policy
    kind = reading.kind.rawValue
    vnfInstanceId = reading.vnf.map { "\($0)" }
    vnfInstanceName = reading.vnfName
    metric = reading.metric
    percent = reading.percent
    thresholdOut = reading.thresholdOut
    thresholdIn = reading.thresholdIn
    hysteresis = reading.hysteresis
    level = reading.level
    minLevel = reading.levels?.lowerBound
    maxLevel = reading.levels?.upperBound
    isPaused = reading.hold != nil
    pausedBy = reading.hold?.by
    pausedReason = reading.hold?.reason
    verdict = reading.verdict
    decisions = reading.decisions.map {
      Decision(time: "\($0.at)", kind: $0.kind.rawValue, decision: $0.sentence)
    }
  }

  func printForPeople() {
    print("\(nsInstanceName)  \(policy)  \(vnfInstanceName)  \(isPaused ? "paused" : "acts")")
    if let thresholdOut, let thresholdIn, let hysteresis {
      print(
        "  scales    out over \(Int(thresholdOut)) %, in under \(Int(thresholdIn)) %, hysteresis "
          + "\(Int(hysteresis)) %, levels \(minLevel ?? 0) to \(maxLevel ?? 0)")
    }
    if let percent { print("  sees      \(metric) \(percent) % at level \(level ?? 0)") }
    print("  makes     \(verdict)")
    if let pausedBy { print("  paused    by \(pausedBy)  \(pausedReason ?? "")") }
    for decision in decisions.reversed() { print("  \(decision.time)  \(decision.decision)") }
  }
}

/// What a policy would decide.
struct TrialReport: Encodable {
  let nsInstanceId: String
  let policy: String
  let vnfInstanceId: String
  let vnfInstanceName: String
  let percent: Int
  let verdict: String
}

/// Whether a policy acts.
struct PolicyStateReport: SentenceReport {
  let nsInstanceId: String
  let policy: String
  let isPaused: Bool
  let pausedBy: String?
  let pausedAt: String?

  var sentence: String {
    "\(nsInstanceId)  \(policy)  \(isPaused ? "paused by \(pausedBy ?? "somebody")" : "acts")"
  }
}

extension Engine {
  /// The policies of one network service, or of all.
  fileprivate func policies(of ns: String?) throws -> [PolicyReading] {
    let services =
      try ns.map { [try layers.networkService($0)] } ?? layers.nfvo.networkServices.values
    return services.flatMap { layers.nfvo.policies(of: $0, at: now) }
  }
}
