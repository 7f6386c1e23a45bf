import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Events about grants, health, alarms and policies.
extension NFVOrchestrator.State {
  mutating func applyCondition(_ event: NFVOEvent, at instant: Instant) {
    switch event {
    case .granted(let grant, _):
      grants[grant.operation] = grant
      vnfs.update(grant.vnf) { $0.lastGrantDecided = grant.operation }
      vims.update(grant.vim) {
        $0.reserved = $0.reserved + grant.reserved
        $0.reservations += 1
      }
    case .grantRefused(let operation, let vnf, _, _):
      vnfs.update(vnf) { $0.lastGrantDecided = operation }
    case .reservationEnded(let operation, _, _, let vim, let change):
      let grant = grants[operation]
      grants[operation] = nil
      vims.update(vim) {
        $0.changedSince = $0.changedSince + change
        guard let grant else { return }
        $0.reserved = $0.reserved - grant.reserved
        $0.reservations -= 1
      }
    case .vnfHealthChanged(let vnf, _, let ready, let wanted, _):
      vnfs.update(vnf) {
        $0.ready = ready
        $0.wanted = wanted
      }
    case .nsHealthChanged(let ns, _, let level, let cause):
      networkServices.update(ns) {
        $0.health = level
        $0.healthCause = cause
      }
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
      alarms.update(alarm) { $0.root = root }
      alarms.update(root) { $0.symptoms.append(alarm) }
    case .alarmCleared(let alarm, _, _): clear(alarm, at: instant)
    default: applyScaling(event, at: instant)
    }
  }

  private mutating func raise(_ alarm: AlarmRecord) {
    alarms[alarm.id] = alarm
    alarmCounts.add(1, of: alarm.severity)
    if let vnf = alarm.vnf { vnfs.update(vnf) { $0.alarm = alarm.id } }
    if let root = alarm.root { alarms.update(root) { $0.symptoms.append(alarm.id) } }
    guard let host = alarm.host else { return }
    if alarm.isRootCause {
      alarmByHost[host] = alarm.id
    } else {
      symptomsByHost.update(host, default: []) { $0.append(alarm.id) }
    }
  }

  private mutating func clear(_ id: Alarm.ID, at instant: Instant) {
    guard var alarm = alarms[id] else { return }
    alarmCounts.add(-1, of: alarm.severity)
    alarm.severity = .cleared
    alarm.changedAt = instant
    alarm.clearedAt = instant
    alarms[id] = nil
    clearedAlarms[id] = alarm
    if let vnf = alarm.vnf { vnfs.update(vnf) { $0.alarm = nil } }
    guard let host = alarm.host else { return }
    if alarm.isRootCause {
      alarmByHost[host] = nil
    } else {
      symptomsByHost.update(host) { $0.removeAll { $0 == id } }
      if symptomsByHost[host]?.isEmpty == true { symptomsByHost[host] = nil }
    }
  }

  private mutating func applyScaling(_ event: NFVOEvent, at instant: Instant) {
    switch event {
    case .loadMeasured(
      let vnf, _, let policy, let aspect, let metric, let percent, let isEstimated, let trend,
      let since):
      var records = scaling[vnf] ?? []
      var record =
        records.first { $0.policy == policy }
        ?? ScalingRecord(
          policy: policy, aspect: aspect, metric: metric, trendSince: instant)
      records.removeAll { $0.policy == policy }
      if !isEstimated {
        record.samples.append(ScalingRecord.Sample(at: instant, percent: percent))
        if record.samples.count > ScalingRecord.sampleLimit { record.samples.removeFirst() }
      }
      record.percent = percent
      record.isEstimated = isEstimated
      record.trend = trend
      record.trendSince = since
      records.append(record)
      scaling[vnf] = records.sorted { $0.policy < $1.policy }
    case .scalingEnded(let vnf, _):
      scaling.update(vnf) { records in
        for index in records.indices { records[index].lastScaledAt = instant }
      }
    case .scalingDecided(let vnf, _, let policy, let decision):
      update(vnf, policy) {
        $0.lastDecision = ScalingRecord.Decision(at: instant, sentence: decision)
      }
    case .scalingPlanned(let vnf, _, let policy, let dueAt):
      update(vnf, policy) { $0.dueAt = dueAt }
    default: break
    }
  }

  private mutating func update(
    _ vnf: VNFInstance.ID, _ policy: String, _ change: (inout ScalingRecord) -> Void
  ) {
    scaling.update(vnf) { records in
      guard let index = records.firstIndex(where: { $0.policy == policy }) else { return }
      change(&records[index])
    }
  }
}
