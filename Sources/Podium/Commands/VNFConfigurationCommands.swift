import ArgumentParser
import Core
import Deciding
import Foundation
import ResourceInterfaces
import VNFM

// `podium vnf configuration` and what changes it: Day-2 configuration of one VNF.

extension VNFCommand {
  struct Configuration: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show how a VNF is configured, what differs, and the versions before.")
    @Argument(help: "The VNF, by identifier or name.") var vnf: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium vnf configuration").engine.layers
      let report = ConfigurationReport(try layers.function(vnf))
      try output.json ? Output.json(report) : report.printForPeople()
    }
  }

  struct Configure: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change settings of a VNF in service.",
      discussion: "For example: podium vnf configure globex-fw-1 logging.format=json")
    @Argument(help: "The VNF, by identifier or name.") var vnf: String
    @Argument(help: "Settings, NAME=VALUE.") var settings: [String] = []
    @Option(help: "A setting to take away.") var remove: [String] = []
    @OptionGroup var act: ConfigureOptions

    func validate() throws {
      if settings.isEmpty, remove.isEmpty {
        throw ValidationError("Give at least one NAME=VALUE, or --remove NAME.")
      }
      let wrong = settings.filter { ($0.firstIndex(of: "=") ?? $0.startIndex) == $0.startIndex }
      guard wrong.isEmpty else {
        throw ValidationError(
          "\(wrong.joined(separator: ", ")): a setting is written NAME=VALUE.")
      }
    }

    func perform() throws {
      let changes = try SettingArguments.changes(settings, remove: remove)
      try act.perform(on: vnf, "podium vnf configure") {
        .change(vnf: $0.id, changes, by: Person.name)
      }
    }
  }

  struct Restore: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Configure a VNF as it was as an earlier version.")
    @Argument(help: "The VNF, by identifier or name.") var vnf: String
    @Argument(help: "The version, see podium vnf configuration.") var version: Int
    @OptionGroup var act: ConfigureOptions

    func perform() throws {
      try act.perform(on: vnf, "podium vnf restore") {
        .restore(vnf: $0.id, version: version, by: Person.name)
      }
    }
  }

  struct Reconcile: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Apply what is wanted once more, over what somebody else changed.")
    @Argument(help: "The VNF, by identifier or name.") var vnf: String
    @OptionGroup var act: ConfigureOptions

    func perform() throws {
      try act.perform(on: vnf, "podium vnf reconcile") {
        .reconcile(vnf: $0.id, by: Person.name)
      }
    }
  }

  struct Adopt: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Want from now on what somebody else changed.")
    @Argument(help: "The VNF, by identifier or name.") var vnf: String
    @OptionGroup var act: ConfigureOptions

    func perform() throws {
      try act.perform(on: vnf, "podium vnf adopt") { .adopt(vnf: $0.id, by: Person.name) }
    }
  }

  struct Audit: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a VNF's configuration back and compare it with what is wanted.")
    @Argument(help: "The VNF, by identifier or name.") var vnf: String
    @OptionGroup var act: ConfigureOptions

    func perform() throws {
      try act.perform(on: vnf, "podium vnf audit") { .audit(vnf: $0.id) }
    }
  }
}

/// `NAME=VALUE` arguments as changes.
enum SettingArguments {
  static func changes(
    _ settings: [String], remove: [String]
  ) throws -> [ConfigurationChange] {
    let set = settings.map { setting in
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return ConfigurationChange(
        name: String(parts[0]), before: nil, after: parts.count > 1 ? String(parts[1]) : "")
    }
    let changes = set + remove.map { ConfigurationChange(name: $0, before: nil, after: nil) }
    let names = Dictionary(grouping: changes, by: \.name)
    let twice = names.filter { $0.value.count > 1 }.keys.sorted()
    guard twice.isEmpty else {
      throw Failure(.refused, "Given twice: \(twice.joined(separator: ", ")). Nothing was changed.")
    }
    return changes
  }
}

/// What every command that works on a VNF's configuration takes.
struct ConfigureOptions: ParsableArguments {
  @Flag(help: "Print what would change and change nothing.") var dryRun = false
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  /// Tries `message` on a copy first; then does it and works until the function has answered.
  func perform(
    on name: String, _ command: String, _ message: (VNFRecord) throws -> ConfigurationMessage
  ) throws {
    var session = Session(try place.openExisting(command))
    let record = try session.layers.function(name)
    let message = try message(record)
    if dryRun {
      let trial = try session.engine.trying(message)
      if let fault = trial.refusal { throw Failure(.refused, fault.detail) }
      let report = ConfigurationPlanReport(record, trial)
      return try output.json ? Output.json(report) : report.printForPeople()
    }
    let (_, events) = try session.perform(.resource(.vnfm(.configuration(message))))
    if let fault = Engine.configurationRefusal(in: events) { throw Failure(.refused, fault.detail) }
    try session.run { $0.vnfm.vnfs[record.id]?.configured.pending == nil }
    let report = ConfigurationReport(try session.layers.function("\(record.id)"))
    try output.json ? Output.json(report) : report.printForPeople()
    if let fault = report.error { throw Failure(.refused, fault) }
  }
}

/// The configuration of a VNF.
struct ConfigurationReport: Encodable {
  struct Version: Encodable {
    let number: Int
    let at: String
    let by: String
    let reason: String
    let changes: [ConfigurationChange]
  }

  let vnfInstanceId: String
  let vnfInstanceName: String
  let state: String
  let version: Int
  let settings: [String: String]
  let drift: [ConfigurationChange]
  let driftedBy: String?
  let error: String?
  let history: [Version]

  init(_ record: VNFRecord) {
    vnfInstanceId = "\(record.id)"
    vnfInstanceName = record.name
    state = record.configuration.rawValue
    version = record.configured.version
    settings = record.configured.wanted.settings
    drift = record.configured.drift
    driftedBy = record.configured.driftedBy
    error = record.configured.fault?.detail
    history = record.configured.history.map {
      Version(
        number: $0.number, at: "\($0.at)", by: $0.by, reason: $0.reason, changes: $0.changes)
    }
  }

  func printForPeople() {
    print("\(vnfInstanceId)  \(vnfInstanceName)  \(state)  version \(version)")
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) { print("  \(name) = \(value)") }
    if !drift.isEmpty {
      print("differs\(driftedBy.map { ", changed by \($0)" } ?? "")")
      for change in drift { print("  ~ \(change.sentence)") }
      print(
        "`podium vnf reconcile` applies what is wanted, `podium vnf adopt` wants what is there.")
    }
    for version in history.reversed() {
      print(
        "version \(version.number)  \(version.at)  \(version.by)  \(version.reason)")
    }
  }
}

/// What a change of a configuration would come to.
struct ConfigurationPlanReport: Encodable {
  let vnfInstanceId: String
  let changes: [ConfigurationChange]
  let stateAfter: String

  init(_ before: VNFRecord, _ trial: ConfigurationTrial) {
    vnfInstanceId = "\(before.id)"
    changes = trial.changes
    stateAfter = trial.after?.configuration.rawValue ?? before.configuration.rawValue
  }

  func printForPeople() {
    for change in changes { print("~ \(change.sentence)") }
    if changes.isEmpty { print("= no setting changes at the function") }
    print("then  \(vnfInstanceId) is \(stateAfter)")
  }
}
