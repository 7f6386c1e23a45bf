import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ServiceInterfaces

/// `podium alarm`: fault management, as SOL005 §8 has it.
struct AlarmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alarm",
    abstract: "List, show, acknowledge and clear alarms (SOL005 fault management).",
    subcommands: [List.self, Show.self, Acknowledge.self, Unacknowledge.self, Clear.self])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the alarms, what needs a person first; symptoms stand under their root.")
    @Flag(help: "Also the alarms that are cleared.") var all = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let nfvo = try place.openExisting("podium alarm list").engine.layers.nfvo
      let cleared = all ? nfvo.clearedAlarms.values.reversed() : []
      if output.json {
        return try Output.json((nfvo.alarms.values + cleared).map(AlarmReport.init))
      }
      let tree = nfvo.alarmTree() + cleared.map { ($0, 0) }
      guard !tree.isEmpty else { return print("No alarms.") }
      Output.table(
        ["ALARM", "SEVERITY", "OBJECT", "SINCE", "ACKNOWLEDGED", "WHAT"],
        tree.map { alarm, depth in
          [
            String(repeating: "  ", count: depth) + "\(alarm.id)", alarm.severity.rawValue,
            alarm.objectName, alarm.raisedAt.timeOfDay, alarm.acknowledgement?.by ?? "-",
            alarm.detail,
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an alarm: its cause, what it explains, and what can be done.")
    @Argument(help: "The alarm, such as alarm-3.") var alarm: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let nfvo = try place.openExisting("podium alarm show").engine.layers.nfvo
      let record = try nfvo.alarm(named: alarm)
      if output.json { return try Output.json(AlarmReport(record)) }
      print("\(record.id)  \(record.severity.rawValue)  \(record.objectName)")
      print("  what      \(record.detail)")
      print("  cause     \(record.probableCause) (\(record.faultType.rawValue))")
      print("  since     \(record.raisedAt)")
      if let known = record.acknowledgement { print("  ack       \(known.by) at \(known.at)") }
      if let root = record.root.flatMap({ nfvo.anyAlarm($0) }) {
        print("  follows   \(root.id) on \(root.objectName)")
      }
      for symptom in record.symptoms.compactMap({ nfvo.anyAlarm($0) }) {
        print("  explains  \(symptom.id)  \(symptom.objectName)  \(symptom.detail)")
      }
      if let clearedAt = record.clearedAt {
        print("  cleared   \(clearedAt): \(record.clearedReason ?? "")")
      } else {
        print("  clears    when \(record.faultType.clearsWhen)")
        print("  to do     \(record.faultType.advice)")
      }
    }
  }

  struct Acknowledge: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "ack", abstract: "Say that you look after an alarm.")
    @OptionGroup var act: AlarmActOptions
    func perform() throws { try act.perform(.acknowledge, "podium alarm ack") }
  }

  struct Unacknowledge: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "unack", abstract: "Give an alarm back to whoever comes next.")
    @OptionGroup var act: AlarmActOptions
    func perform() throws { try act.perform(.unacknowledge, "podium alarm unack") }
  }

  struct Clear: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Clear an alarm whose end nobody else would tell.",
      discussion: "Alarms that end with their cause are refused: they clear by themselves.")
    @OptionGroup var act: AlarmActOptions
    func perform() throws { try act.perform(.clear, "podium alarm clear") }
  }
}

/// What the commands take that change an alarm.
struct AlarmActOptions: ParsableArguments {
  @Argument(help: "The alarms, such as alarm-3.") var alarms: [String]
  @OptionGroup var change: ChangeOptions

  func perform(_ act: AlarmAct, _ command: String) throws {
    try change.perform(command) { layers in
      try alarms.map { name in
        .alarm(try layers.nfvo.alarm(named: name).id, act, from: .person(name: Person.name))
      }
    } report: { layers in
      try alarms.map { AlarmReport(try layers.nfvo.alarm(named: $0)) }
    }
  }
}

/// An alarm; keys are SOL005's (§8.5.2.4).
struct AlarmReport: Encodable, SentenceReport {
  struct FaultyResource: Encodable {
    let faultyResource: String
    let faultyResourceType: String
  }

  let id: String
  let managedObjectId: String
  let rootCauseFaultyResource: FaultyResource?
  let alarmRaisedTime: String
  let alarmChangedTime: String
  let alarmClearedTime: String?
  let alarmAcknowledgedTime: String?
  let ackState: String
  let perceivedSeverity: String
  let eventTime: String
  let eventType: String
  let faultType: String
  let probableCause: String
  let isRootCause: Bool
  let correlatedAlarmIds: [String]
  let faultDetails: [String]

  init(_ alarm: AlarmRecord) {
    id = "\(alarm.id)"
    managedObjectId = alarm.managedObject
    rootCauseFaultyResource = alarm.faultyResource.map {
      FaultyResource(
        faultyResource: $0, faultyResourceType: alarm.host == nil ? "NETWORK" : "COMPUTE")
    }
    alarmRaisedTime = "\(alarm.raisedAt)"
    alarmChangedTime = "\(alarm.changedAt)"
    alarmClearedTime = alarm.clearedAt.map { "\($0)" }
    alarmAcknowledgedTime = alarm.acknowledgement.map { "\($0.at)" }
    ackState = alarm.isAcknowledged ? "ACKNOWLEDGED" : "UNACKNOWLEDGED"
    perceivedSeverity = alarm.severity.rawValue
    eventTime = "\(alarm.eventAt)"
    eventType = alarm.eventType.rawValue
    faultType = alarm.faultType.rawValue
    probableCause = alarm.probableCause
    isRootCause = alarm.isRootCause
    correlatedAlarmIds = alarm.correlated.map { "\($0)" }
    faultDetails =
      [alarm.detail, alarm.acknowledgement.map { "acknowledged by \($0.by)" }, alarm.clearedReason]
      .compactMap { $0 }
  }

  var sentence: String { "\(id)  \(perceivedSeverity)  \(ackState)  \(faultDetails[0])" }
}

extension NFVOrchestrator.State {
  /// An alarm by its identifier, active or cleared.
  fileprivate func alarm(named text: String) throws -> AlarmRecord {
    if let alarm = Alarm.ID(text).flatMap({ anyAlarm($0) }) { return alarm }
    throw Failure(
      .refused, "There is no alarm \(text). `podium alarm list --all` shows them all.")
  }

  /// The active alarms with how deep each stands: first the roots that nobody looks after, and under
  /// each what it explains.
  fileprivate func alarmTree() -> [(alarm: AlarmRecord, depth: Int)] {
    let roots = alarms.values.filter { $0.root == nil }.sorted {
      (!$0.isAcknowledged && $1.isAcknowledged)
        || ($0.isAcknowledged == $1.isAcknowledged && $0.severity.rank < $1.severity.rank)
    }
    return roots.flatMap { branch($0, 0) }
  }

  private func branch(_ alarm: AlarmRecord, _ depth: Int) -> [(alarm: AlarmRecord, depth: Int)] {
    [(alarm, depth)]
      + alarm.symptoms.compactMap { alarms[$0] }.flatMap { branch($0, depth + 1) }
  }
}
