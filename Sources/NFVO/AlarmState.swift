import Deciding
import ResourceInterfaces
import ServiceInterfaces

// How events change alarms and outages.
extension NFVOrchestrator.State {
  /// The active alarm of a type about an object.
  package func alarm(
    _ type: AlarmRecord.FaultType, of object: String, source: String = ""
  ) -> AlarmRecord? {
    alarms(about: object).first { $0.faultType == type && $0.source == source }
  }

  /// The active alarms about an object, oldest first.
  package func alarms(about object: String) -> [AlarmRecord] {
    alarmsByObject[object]?.compactMap { alarms[$0] } ?? []
  }

  /// An alarm, active or cleared.
  package func anyAlarm(_ id: Alarm.ID) -> AlarmRecord? { alarms[id] ?? clearedAlarms[id] }

  mutating func applyAlarm(_ event: NFVOEvent, at instant: Instant) {
    switch event {
    case .alarmRaised(let alarm): raise(alarm)
    case .alarmChanged(let alarm, _, let severity, let detail):
      guard let before = alarms[alarm] else { return }
      alarmCounts.add(-1, of: before.severity)
      alarmCounts.add(1, of: severity)
      alarms.update(alarm) {
        $0.severity = severity
        $0.detail = detail
        $0.changedAt = instant
      }
    case .alarmCorrelated(let alarm, _, let root, _):
      if let old = alarms[alarm]?.root {
        alarms.update(old) { $0.symptoms.removeAll { $0 == alarm } }
      }
      alarms.update(alarm) { $0.root = root }
      explain(alarm, by: root)
    case .alarmCleared(let alarm, _, let reason): clear(alarm, reason, at: instant)
    case .assurance(let event): apply(event, at: instant)
    default: break
    }
  }

  private mutating func raise(_ alarm: AlarmRecord) {
    alarms[alarm.id] = alarm
    alarmCounts.add(1, of: alarm.severity)
    alarmsByObject.update(alarm.managedObject, default: []) { $0.append(alarm.id) }
    if let root = alarm.root { explain(alarm.id, by: root) }
    guard alarm.faultType == .componentsLost, let host = alarm.host else { return }
    symptomsByHost.update(host, default: []) { $0.append(alarm.id) }
  }

  /// Keeps what a root explains within bounds; what is cleared is forgotten first.
  private mutating func explain(_ symptom: Alarm.ID, by root: Alarm.ID) {
    guard var symptoms = alarms[root]?.symptoms else { return }
    symptoms.append(symptom)
    if symptoms.count > AlarmRecord.symptomLimit {
      let forgotten = symptoms.firstIndex { alarms[$0] == nil }
      if let forgotten { symptoms.remove(at: forgotten) }
    }
    alarms.update(root) { $0.symptoms = symptoms }
  }

  /// What it explained stands for itself again, if it is still there.
  private mutating func clear(_ id: Alarm.ID, _ reason: String, at instant: Instant) {
    guard var alarm = alarms[id] else { return }
    alarmCounts.add(-1, of: alarm.severity)
    alarm.severity = .cleared
    alarm.changedAt = instant
    alarm.clearedAt = instant
    alarm.clearedReason = reason
    alarms[id] = nil
    for symptom in alarm.symptoms { alarms.update(symptom) { $0.root = nil } }
    remember(alarm)
    alarmsByObject.remove(id, under: alarm.managedObject)
    if let host = alarm.host { symptomsByHost.remove(id, under: host) }
  }

  private mutating func remember(_ alarm: AlarmRecord) {
    clearedAlarms[alarm.id] = alarm
    clearedOrder.append(alarm.id)
    guard clearedOrder.count > AlarmRecord.historyLimit else { return }
    clearedAlarms[clearedOrder.removeFirst()] = nil
  }

  private mutating func apply(_ event: AssuranceEvent, at instant: Instant) {
    switch event {
    case .hostSilent(let vim, let host, let reason):
      count(host, sign: -1)
      outages.silent[host] = Outages.Outage(vim: vim, since: instant, reason: reason)
      if outages.maintenance[host] == nil { outages.alarming.add(host, under: vim) }
    case .hostAnswers(let vim, let host):
      outages.silent[host] = nil
      outages.alarming.remove(host, under: vim)
      count(host, sign: 1)
    case .vimSilent(let vim, let reason):
      outages.unreachable[vim] = Outages.Outage(vim: vim, since: instant, reason: reason)
    case .vimAnswers(let vim): outages.unreachable[vim] = nil
    case .maintenanceBegun(let vim, let host, let by):
      outages.maintenance[host] = Outages.Maintenance(by: by, since: instant)
      outages.alarming.remove(host, under: vim)
    case .maintenanceEnded(let vim, let host, _):
      for vnf in outages.maintenance[host]?.suppressed ?? [] {
        vnfs.update(vnf) { $0.suppressedBy = nil }
      }
      outages.maintenance[host] = nil
      if outages.silent[host] != nil { outages.alarming.add(host, under: vim) }
    case .alarmSuppressed(let vnf, _, let host):
      outages.maintenance.update(host) { $0.suppressed.append(vnf) }
      vnfs.update(vnf) { $0.suppressedBy = host }
    case .alarmAcknowledged(let alarm, _, let by):
      let acknowledgement = AlarmRecord.Acknowledgement(by: by, at: instant)
      alarms.update(alarm) { $0.acknowledgement = acknowledgement }
      clearedAlarms.update(alarm) { $0.acknowledgement = acknowledgement }
    case .alarmUnacknowledged(let alarm, _, _):
      alarms.update(alarm) { $0.acknowledgement = nil }
      clearedAlarms.update(alarm) { $0.acknowledgement = nil }
    case .policyPaused(let ns, _, let policy, let by, let reason):
      policyHolds[Self.policyKey(ns, policy)] = PolicyHold(by: by, reason: reason, at: instant)
    case .seatsCorrected(let vnf, _, let seats): seat(seats, vnf)
    case .policyResumed(let ns, _, let policy, _):
      policyHolds[Self.policyKey(ns, policy)] = nil
      resume(policy, of: ns)
    }
  }

  /// Its components serve again, so nothing is hushed up for it any more.
  mutating func endSuppression(of vnf: VNFInstance.ID) {
    guard let host = vnfs[vnf]?.suppressedBy else { return }
    vnfs.update(vnf) { $0.suppressedBy = nil }
    outages.maintenance.update(host) { $0.suppressed.removeAll { $0 == vnf } }
  }
}

extension Table {
  /// Adds a member to the list under `key`.
  fileprivate mutating func add<Member>(_ member: Member, under key: Key)
  where Value == [Member] {
    update(key, default: []) { $0.append(member) }
  }

  /// Takes a member out of the list under `key`, and the list with its last.
  fileprivate mutating func remove<Member: Equatable>(_ member: Member, under key: Key)
  where Value == [Member] {
    update(key) { $0.removeAll { $0 == member } }
    if self[key]?.isEmpty == true { self[key] = nil }
  }
}
