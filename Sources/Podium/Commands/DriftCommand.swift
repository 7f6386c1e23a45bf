import ArgumentParser
import Core
import Deciding
import Foundation
import ResourceInterfaces
import VIM
import VNFM

extension DriftRemedy: ExpressibleByArgument {}

/// `podium drift`: what is believed against what the clusters hold.
struct DriftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Find what the clusters hold otherwise than it is believed, and put it right.",
    discussion: """
      Each VIM is asked part by part for the objects that carry the tag of this installation; objects \
      of others are never touched. missing: believed and not there. orphan: there and nobody believes \
      in it. different: image, size, host or network is otherwise. A changed configuration is read \
      back by `check --read`, and shown by `podium audit`.
      """,
    subcommands: [List.self, Show.self, Check.self, Watch.self, Resolve.self])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what differs, as it was found last.")
    @Flag(help: "Also what was put right.") var all = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium drift list").engine.layers
      let book = layers.vnfm.drift
      let records = (all ? book.closed : []) + book.findings.values
      if output.json { return try Output.json(records.map { DriftReport($0, layers) }) }
      DriftCommand.print(records, layers)
      if let last = book.results.values.compactMap(\.endedAt).max() {
        Swift.print("last compared \(last.timeOfDay)")
      } else {
        Swift.print("never compared: `podium drift check` does")
      }
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a difference, and what can be done about it.")
    @Argument(help: "The finding, such as drift-3.") var drift: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium drift show").engine.layers
      let record = try layers.driftRecord(drift)
      if output.json { return try Output.json(DriftReport(record, layers)) }
      Swift.print("\(record.id)  \(record.sighting.kind.rawValue)  \(record.vnfName)")
      Output.paragraph(record.sighting.sentence, after: "  what      ")
      Swift.print("  believed  \(record.sighting.believed)")
      Swift.print("  found     \(record.sighting.found) on \(record.place.vim)")
      Swift.print(
        "  owner     \(record.place.vnf) of \(record.ns.isEmpty ? "no network service" : record.ns), "
          + "\(record.tenant)")
      Swift.print("  since     \(record.foundAt)")
      if let closedAt = record.closedAt {
        Swift.print("  over      \(closedAt): \(record.closedReason ?? "")")
      }
      for remedy in record.isOpen ? record.remedies : [] {
        let objection = FunctionLifecycle.objection(to: remedy, of: record, layers.vnfm)
        Output.paragraph(
          objection.map { "\(remedy.rawValue): not now. \($0.detail)" }
            ?? "podium drift resolve \(record.id) --with \(remedy.rawValue)",
          after: "  to do     ")
      }
      guard let resolution = record.resolution else { return }
      Swift.print("  resolve   \(resolution.remedy.rawValue) by \(resolution.by)")
      for step in resolution.steps { Output.paragraph(step.words, after: "            ") }
    }
  }

  struct Check: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare now; exit 1 when something differs.")
    @Option(help: "This VIM only.") var vim: String?
    @Flag(help: "Also read every function's configuration back.") var read = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      var session = Session(try place.openExisting("podium drift check"))
      let vims = try session.layers.vims(vim)
      _ = try session.perform(
        .resource(.vnfm(.drift(.check(vims: vims, reads: read, by: Person.name)))))
      try session.run { $0.vnfm.drift.checks.isEmpty }
      try session.settle()
      let book = session.layers.vnfm.drift
      let records = book.findings.values.filter { vims.contains($0.place.vim) }
      let failures = vims.compactMap { book.results[$0]?.fault }
      if output.json {
        try Output.json(records.map { DriftReport($0, session.layers) })
      } else {
        DriftCommand.print(records, session.layers)
        let objects = vims.reduce(0) { $0 + (book.results[$1]?.objects ?? 0) }
        Swift.print("\(objects) objects on \(vims.count) VIMs compared")
      }
      if !failures.isEmpty { throw Failure(.refused, failures.map(\.detail)) }
      if !records.isEmpty { throw ExitCode(1) }
    }
  }

  struct Watch: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare again and again by itself, or no more.")
    @Argument(help: "How many seconds between two comparisons, 30 or more; off for not at all.")
    var every: String
    @OptionGroup var place: StateOptions

    func validate() throws {
      guard every == "off" || Int(every).map({ $0 >= 30 }) == true else {
        throw ValidationError("Say a number of seconds, 30 or more, or off.")
      }
    }

    func perform() throws {
      var session = Session(try place.openExisting("podium drift watch"))
      let (_, events) = try session.perform(
        .resource(
          .vnfm(
            .drift(
              .watch(
                vims: session.layers.vim.names, everySeconds: Int(every), by: Person.name)))))
      FaultCommand.tell(events, otherwise: "It is so already.")
    }
  }

  static func print(_ records: [DriftRecord], _ layers: Layers) {
    guard !records.isEmpty else { return Swift.print("Nothing differs that is known of.") }
    Output.table(
      ["DRIFT", "KIND", "VNF", "VIM", "WHAT", "SINCE", "REMEDY"],
      records.map {
        [
          "\($0.id)", $0.sighting.kind.rawValue, $0.vnfName, $0.place.vim, $0.sighting.sentence,
          $0.foundAt.timeOfDay, $0.state(layers),
        ]
      })
  }
}

extension DriftResolution.Step {
  fileprivate var words: String {
    if let fault { return "\(title): \(fault.detail)" }
    return title + (endedAt != nil ? ": done" : startedAt != nil ? ": under way" : "")
  }
}

extension DriftRecord {
  /// What can be done now, is being done, or was.
  fileprivate func state(_ layers: Layers) -> String {
    if !isOpen { return closedReason ?? "over" }
    if let resolution, resolution.endedAt == nil {
      return "\(resolution.remedy.rawValue) under way"
    }
    let possible = layers.remedies(for: self)
    return possible.isEmpty ? "not now" : possible.map(\.rawValue).joined(separator: ", ")
  }
}

extension Layers {
  func driftRecord(_ text: String) throws -> DriftRecord {
    guard let record = Drift.ID(text).flatMap({ vnfm.drift[$0] }) else {
      throw Failure(
        .refused, "There is no finding \(text). `podium drift list --all` shows what there was.")
    }
    return record
  }

  fileprivate func vims(_ name: String?) throws -> [VIMName] {
    guard let name else { return vim.names }
    guard vim.names.contains(name) else {
      throw Failure(
        .refused, "There is no VIM \(name). There are: \(vim.names.joined(separator: ", ")).")
    }
    return [name]
  }
}

/// A difference as scripts read it.
struct DriftReport: Encodable {
  let id: String
  let kind: DriftSighting.Kind
  let aspect: DriftSighting.Aspect
  let vim: String
  let vnfInstanceId: String
  let vnfInstanceName: String
  let nsInstanceId: String
  let tenant: String
  let resourceId: String?
  let resourceType: String
  let name: String
  let vduId: String
  let host: String?
  let believed: String
  let found: String
  let sentence: String
  let foundAt: Instant
  let closedAt: Instant?
  let closedReason: String?
  let remedies: [DriftRemedy]
  let resolution: DriftResolution?

  init(_ record: DriftRecord, _ layers: Layers) {
    let sighting = record.sighting
    id = "\(record.id)"
    (kind, aspect) = (sighting.kind, sighting.aspect)
    vim = record.place.vim
    vnfInstanceId = "\(record.place.vnf)"
    vnfInstanceName = record.vnfName
    (nsInstanceId, tenant) = (record.ns, record.tenant)
    resourceId = sighting.resource.map { "\($0)" }
    (resourceType, name, vduId) = (sighting.type, sighting.object, sighting.vdu)
    (host, believed, found) = (sighting.host, sighting.believed, sighting.found)
    sentence = sighting.sentence
    (foundAt, closedAt, closedReason) = (record.foundAt, record.closedAt, record.closedReason)
    remedies = layers.remedies(for: record)
    resolution = record.resolution
  }
}
