import ArgumentParser
import Core
import Deciding
import Foundation
import ResourceInterfaces
import VNFM

extension FaultKind: ExpressibleByArgument {}
extension VIMTask.Work: ExpressibleByArgument {}
extension ErrorClass: ExpressibleByArgument {}

extension FaultCommand {
  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the faults in force.")
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let faults = try place.openExisting("podium fault list").engine.layers.faults
      if output.json { return try Output.json(faults.map(Row.init)) }
      guard !faults.isEmpty else { return print("Nothing goes wrong that was injected.") }
      Output.table(
        ["FAULT", "SINCE", "STRUCK", "UNTIL"],
        faults.map {
          [$0.rule.name, $0.since.timeOfDay, "\($0.struck)", $0.end]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show a fault in force, and what it imitates.")
    @Argument(help: "The fault, as `podium fault list` names it.") var name: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium fault show").engine.layers
      let record = try layers.found(name)
      if output.json { return try Output.json(Row(record)) }
      print("\(record.rule.name)  \(record.rule.words)")
      let kind = record.rule.kind
      for (word, text) in [
        ("imitates", kind.imitates), ("seen as", kind.isSeenAs), ("ends", kind.endsWhen),
        ("since", record.since.description), ("until", record.end),
        ("struck", "\(record.struck) times"),
      ] {
        Output.paragraph(
          text, after: "  " + word.padding(toLength: 10, withPad: " ", startingAt: 0))
      }
    }
  }

  struct Inject: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "inject", abstract: "Let something go wrong, by a rule.",
      discussion: """
        A rule says what goes wrong, where, how likely, how late, how often and how long. Its kind and \
        its place are its name; the same again takes the place of the one before. \
        `podium fault catalogue` tells what there is.
        """)
    @Argument(help: "The kind, as `podium fault catalogue` names it.") var kind: FaultKind
    @Option(help: "On this VIM.") var vim: String?
    @Option(help: "At this site.") var site: String?
    @Option(help: "In this zone.") var zone: String?
    @Option(help: "In this rack.") var rack: String?
    @Option(help: "On this host.") var host: String?
    @Option(help: "For this VNF, by identifier or name.") var vnf: String?
    @Option(help: "For this image, NAME:VERSION.") var image: String?
    @Option(help: "For this kind of task of a VIM.") var task: VIMTask.Work?
    @Option(help: "For this step of configuration; any for each.") var step: String?
    @Option(help: "In how many of a hundred cases.") var probability = Percentage(value: 100)
    @Option(help: "Seconds; the catalogue says what they mean.") var delay: Seconds?
    @Option(help: "How many go well before.") var skip = 0
    @Option(help: "How often it strikes.") var count: Int?
    @Option(name: .customLong("for"), help: "Seconds until it is over by itself.")
    var duration: Seconds?
    @Option(help: "With task-fails: the class of the error.") var error: ErrorClass?
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      var session = Session(try place.openExisting("podium fault inject"))
      let function = try vnf.map { try session.layers.function($0).id }
      let rule = FaultRule(
        kind,
        at: FaultPlace(
          vim: vim, site: site, zone: zone, rack: rack, host: host, vnf: function, image: image,
          work: task, step: step),
        perMille: probability.perMille, delay: delay?.span, skip: skip, count: count,
        duration: duration?.span, error: error)
      let problems = session.layers.problems(of: rule)
      guard problems.isEmpty else { throw Failure(.refused, problems) }
      let (_, events) = try session.perform(
        FaultOrder.inject(rule).message(isOfHosts: rule.isOfHosts))
      if output.json {
        return try Output.json(session.layers.fault(rule.name).map(Row.init))
      }
      FaultCommand.tell(events, otherwise: "\(rule.name) is in force already.")
    }
  }

  struct Clear: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "End a fault, or all of them.")
    @Argument(help: "The fault, as `podium fault list` names it; all for each.") var name: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      var session = Session(try place.openExisting("podium fault clear"))
      let records = name == "all" ? session.layers.faults : [try session.layers.found(name)]
      var events: [RecordedEvent] = []
      for record in records {
        events += try session.perform(
          FaultOrder.clear(record.rule.name).message(isOfHosts: record.rule.isOfHosts)
        ).1
      }
      if output.json { return try Output.json(records.map(Row.init)) }
      FaultCommand.tell(events, otherwise: "Nothing was to be cleared.")
    }
  }

  struct Catalogue: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "catalogue",
      abstract: "Tell what can go wrong, what it imitates, how it shows and how it ends.")
    @OptionGroup var output: OutputOptions

    struct Entry: Encodable {
      let kind: FaultKind
      let group, title, imitates, isSeenAs, endsWhen: String
      let delay: String?
    }

    func perform() throws {
      if output.json {
        return try Output.json(
          FaultKind.allCases.map {
            Entry(
              kind: $0, group: $0.group.rawValue, title: $0.title, imitates: $0.imitates,
              isSeenAs: $0.isSeenAs, endsWhen: $0.endsWhen, delay: $0.delay?.meaning)
          })
      }
      for group in FaultKind.Group.allCases {
        print(group.rawValue)
        for kind in FaultKind.allCases where kind.group == group {
          print("  \(kind.rawValue)  \(kind.title)")
          for (word, text) in [
            ("imitates", kind.imitates), ("seen as", kind.isSeenAs), ("ends", kind.endsWhen),
          ] {
            Output.paragraph(
              text, after: "    " + word.padding(toLength: 10, withPad: " ", startingAt: 0))
          }
          if let delay = kind.delay {
            Output.paragraph(
              "\(delay.meaning), \(delay.usualSeconds) s when nobody says",
              after: "    --delay   ")
          }
        }
      }
    }
  }

  /// A fault in force as scripts read it.
  struct Row: Encodable {
    let name: String
    let rule: FaultRule
    let since: Instant
    let until: Instant?
    let struck: Int
    let lastStruckAt: Instant?

    init(_ record: FaultRecord) {
      name = record.rule.name
      rule = record.rule
      since = record.since
      until = record.until
      struck = record.struck
      lastStruckAt = record.lastStruckAt
    }
  }
}

extension FaultRecord {
  /// When it ends, in words.
  fileprivate var end: String {
    if let until { return until.timeOfDay }
    guard let count = rule.count else { return "it is cleared" }
    return "it has struck \(count == 1 ? "once" : "\(count) times")"
  }
}

extension Layers {
  fileprivate func found(_ name: String) throws -> FaultRecord {
    guard let record = fault(name) else {
      let names = faults.map(\.rule.name)
      throw Failure(
        .refused,
        "There is no fault \(name) in force. "
          + (names.isEmpty ? "There is none." : "There are: \(names.joined(separator: ", "))."))
    }
    return record
  }
}
