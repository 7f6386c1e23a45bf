import Core
import Deciding
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

extension World {
  /// Where an alarm stands in the list; nil for one that is folded under another, or forgotten.
  func alarmUrgency(_ serial: Int) -> Urgency? {
    guard let alarm = layers.nfvo.anyAlarm(Alarm.ID(serial: serial)) else { return nil }
    guard alarm.isActive else { return .over }
    guard alarm.root == nil else { return nil }
    if alarm.isAcknowledged { return .fine }
    return alarm.severity.rank <= AlarmRecord.Severity.major.rank ? .wrong : .busy
  }

  /// The alarms whose place may have changed with an event about one of them.
  func alarms(around id: Alarm.ID) -> [Alarm.ID] {
    guard let alarm = layers.nfvo.anyAlarm(id) else { return [id] }
    return [id] + alarm.correlated
  }

  package func alarms(limit: Int, unfolded: Set<Int>) -> [AlarmRow] {
    var rows: [AlarmRow] = []
    for place in 0..<min(alarmIndex.count, limit) {
      guard rows.count < limit, let serial = alarmIndex.serial(at: place),
        let alarm = layers.nfvo.anyAlarm(Alarm.ID(serial: serial))
      else { continue }
      append(alarm, 0, unfolded, to: &rows, limit)
    }
    return rows
  }

  private func append(
    _ alarm: AlarmRecord, _ depth: Int, _ unfolded: Set<Int>, to rows: inout [AlarmRow],
    _ limit: Int
  ) {
    guard rows.count < limit else { return }
    let isUnfolded = unfolded.contains(alarm.id.serial)
    rows.append(alarmRow(alarm, depth, isUnfolded: isUnfolded))
    // What a cleared alarm explained stands in the list by itself, or is cleared as well.
    guard isUnfolded, alarm.isActive else { return }
    for symptom in alarm.symptoms.compactMap({ layers.nfvo.alarms[$0] }) {
      append(symptom, depth + 1, unfolded, to: &rows, limit)
    }
  }

  private func alarmRow(
    _ alarm: AlarmRecord, _ depth: Int, isUnfolded: Bool = false
  ) -> AlarmRow {
    AlarmRow(
      serial: alarm.id.serial, id: "\(alarm.id)", severity: alarm.word, object: alarm.objectName,
      what: alarm.clearedReason ?? alarm.detail, age: now - (alarm.clearedAt ?? alarm.raisedAt),
      acknowledgedBy: alarm.acknowledgement?.by,
      symptoms: alarm.isActive ? alarm.symptoms.count { layers.nfvo.alarms[$0] != nil } : 0,
      isUnfolded: isUnfolded, depth: depth,
      chapter: !alarm.isActive
        ? .isCleared : alarm.isAcknowledged ? .isLookedAfter : .needsSomebody,
      isClearable: alarm.isActive && alarm.faultType.isClearedByPeople)
  }

  package func alarmDetail(_ serial: Int) -> AlarmDetail? {
    guard let alarm = layers.nfvo.anyAlarm(Alarm.ID(serial: serial)) else { return nil }
    let symptoms = alarm.symptoms.compactMap { layers.nfvo.anyAlarm($0) }
    let all =
      [alarm] + symptoms + symptoms.flatMap(\.symptoms).compactMap { layers.nfvo.anyAlarm($0) }
    let operation =
      NSOperation.ID(alarm.source).map(AnyOperation.ns)
      ?? VNFOperation.ID(alarm.source).map(AnyOperation.vnf)
    return AlarmDetail(
      row: alarmRow(alarm, 0), facts: facts(of: alarm), story: story(of: alarm),
      operation: operation.flatMap { subject($0) }, operationName: alarm.source,
      affected: affected(by: all), symptoms: symptoms.map { alarmRow($0, 1) },
      doing: doing(about: alarm, all), advice: advice(about: alarm), events: events(about: all))
  }

  private func facts(of alarm: AlarmRecord) -> [Fact] {
    let root = alarm.root.flatMap { layers.nfvo.anyAlarm($0) }
    let facts: [Fact?] = [
      Fact("object", "\(alarm.managedObject)"),
      Fact("fault", alarm.faultType.rawValue),
      Fact("event type", alarm.eventType.rawValue),
      alarm.faultyResource.map { Fact("broken", $0) },
      Fact("raised", alarm.raisedAt.timeOfDay),
      Fact("changed", alarm.changedAt.timeOfDay),
      alarm.clearedAt.map { Fact("cleared", $0.timeOfDay) },
      alarm.acknowledgement.map { Fact("ack", "\($0.by), \($0.at.timeOfDay)") },
      root.map { Fact("follows", "\($0.id) on \($0.objectName)") },
    ]
    return facts.compactMap { $0 }
  }

  private func story(of alarm: AlarmRecord) -> [String] {
    var story = ["\(alarm.detail.capitalizedFirst)."]
    if !alarm.detail.contains(alarm.probableCause) {
      story.append("Probable cause: \(alarm.probableCause).")
    }
    if let reason = alarm.clearedReason { story.append("Cleared: \(reason).") }
    return story
  }

  /// The network services that feel it, each once.
  private func affected(by alarms: [AlarmRecord]) -> [AlarmDetail.Affected] {
    var services: [NSInstance.ID] = []
    for ns in alarms.compactMap(\.ns) where !services.contains(ns) { services.append(ns) }
    return services.prefix(50).compactMap { layers.nfvo.networkServices[$0] }.map { record in
      let row = serviceRow(record)
      return AlarmDetail.Affected(
        subject: Subject(.services, record.id.serial), name: row.name, customer: row.customer,
        service: row.service, state: row.state)
    }
  }

  // MARK: what is being done

  private func doing(about alarm: AlarmRecord, _ all: [AlarmRecord]) -> [String] {
    guard alarm.isActive else { return ["Nothing: it is over."] }
    switch alarm.faultType {
    case .hostDown, .rackOut, .siteOut, .componentsLost:
      var functions: [VNFInstance.ID] = []
      for vnf in all.compactMap(\.vnf) where !functions.contains(vnf) { functions.append(vnf) }
      return healing(of: functions)
    case .bmcUnreachable, .linksDown, .diskPressure:
      return ["Nothing: what runs on \(alarm.objectName) runs on."]
    case .vimUnreachable: return unreachable(alarm.vim ?? "")
    case .healingGivenUp: return ["Nothing: automatic healing stopped and waits for a person."]
    case .operationFailed: return ["Nothing: the operation stands still until a person decides."]
    case .operationStuck: return ["Nothing: the operation waits until it is answered or cancelled."]
    case .driftFound: return ["Nothing: a person decides what is right, the record or the cluster."]
    case .reconcileNeeded: return ["Nothing: a person is to look at what was left."]
    case .policyPaused: return ["Nothing: the policy goes on measuring and does not act."]
    case .thresholdCrossed:
      let verdicts =
        alarm.ns.flatMap { layers.nfvo.networkServices[$0] }
        .map { layers.nfvo.policies(of: $0, at: now) } ?? []
      let own = verdicts.filter { $0.vnf == alarm.vnf }
      return own.isEmpty
        ? ["Nothing: no policy scales it."] : own.map { "Policy \($0.policy): \($0.verdict)." }
    }
  }

  /// What waits for a VIM that does not answer.
  private func unreachable(_ vim: VIMName) -> [String] {
    let steps = layers.vnfm.unreachable[vim]?.steps.count ?? 0
    let heals = layers.vnfm.waves[vim]?.waiting.count ?? 0
    return [
      "What runs on \(vim) is believed to run on; nothing of it is healed.",
      "\(heals) heal\(heals == 1 ? "" : "s") and \(steps) step\(steps == 1 ? "" : "s") of operations "
        + "wait for it.",
    ]
  }

  /// How far healing has come with functions that lost components.
  private func healing(of functions: [VNFInstance.ID]) -> [String] {
    var counts: [(words: String, count: Int)] = [
      ("whole again", 0), ("being healed", 0), ("waiting for a turn to heal", 0),
      ("about to be healed", 0), ("given up, for a person to heal", 0),
      ("not healed automatically", 0),
    ]
    for record in functions.compactMap({ layers.vnfm.vnfs[$0] }) {
      counts[healingStage(record)].count += 1
    }
    let told = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.words)" }
    if told.isEmpty { return ["No function has lost anything by it."] }
    let total = counts.reduce(0) { $0 + $1.count }
    if told.count == 1, let only = counts.first(where: { $0.count > 0 }) {
      return [
        total == 1 ? "The function is \(only.words)." : "All \(total) functions are \(only.words)."
      ]
    }
    return ["Of \(total) functions: \(told.joined(separator: ", "))."]
  }

  private func healingStage(_ record: VNFRecord) -> Int {
    if openOperation(of: record)?.kind == .heal { return 1 }
    if record.serving >= record.wanted { return 0 }
    if record.healing.isGivenUp { return 4 }
    if record.vim.flatMap({ layers.vnfm.waves[$0] })?.waiting.contains(record.id) == true {
      return 2
    }
    return record.healing.isDue ? 3 : 5
  }

  private func advice(about alarm: AlarmRecord) -> [String] {
    guard alarm.isActive else { return [] }
    return [alarm.faultType.advice, "It clears when \(alarm.faultType.clearsWhen)."]
  }

  private func events(about alarms: [AlarmRecord]) -> [EventLine] {
    let entities = Set(alarms.flatMap { ["\($0.id)", $0.managedObject] })
    return events(limit: 12, about: entities.contains)
  }
}

extension AlarmRecord {
  /// As the list shows it.
  var word: StateWord {
    switch severity {
    case .critical: StateWord(.failed, "critical")
    case .major: StateWord(.failed, "major")
    case .minor: StateWord(.degraded, "minor")
    case .warning: StateWord(.degraded, "warning")
    case .cleared: StateWord(.good, "cleared")
    }
  }
}
