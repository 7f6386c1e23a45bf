import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Health and alarms: a host that is down is the root, functions that lost components because of it
// are its symptoms.
extension NFVOrchestrator {
  static func hostState(
    _ vim: VIMName, _ host: HostName, _ isUp: Bool, _ reason: String, _ turn: inout Turn<Self>
  ) {
    let active = turn.state.alarmByHost[host]
    if isUp {
      guard let active else { return }
      turn.record(
        .alarmCleared(alarm: active, objectName: host, reason: "the host answers again"))
      return
    }
    guard active == nil else { return }
    let id = turn.makeID(Alarm.self)
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: id, managedObject: host, objectName: host, eventType: .equipment,
          probableCause: reason, isRootCause: true, raisedAt: turn.now, vim: vim, host: host,
          vnf: nil, ns: nil, severity: .critical,
          detail: "host \(host) of \(vim) does not answer: \(reason)", changedAt: turn.now)))
    for symptom in turn.state.symptomsByHost[host] ?? [] {
      guard let alarm = turn.state.alarms[symptom], alarm.root == nil else { continue }
      turn.record(
        .alarmCorrelated(
          alarm: symptom, objectName: alarm.objectName, root: id, rootName: host))
    }
  }

  static func vnfHealth(_ health: VNFHealth, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[health.vnf],
      vnf.ready != health.ready || vnf.wanted != health.wanted
    else { return }
    turn.record(
      .vnfHealthChanged(
        vnf: vnf.id, name: vnf.name, ready: health.ready, wanted: health.wanted,
        cause: health.cause))
    alarm(health, vnf, &turn)
    reportHealth(of: vnf.ns, health.cause, &turn)
  }

  private static func alarm(_ health: VNFHealth, _ vnf: ManagedVNF, _ turn: inout Turn<Self>) {
    let active = vnf.alarm.flatMap { turn.state.alarms[$0] }
    guard health.ready < health.wanted else {
      guard let active else { return }
      turn.record(
        .alarmCleared(
          alarm: active.id, objectName: vnf.name,
          reason: "\(health.ready) of \(health.wanted) serve again"))
      return
    }
    let severity: AlarmRecord.Severity = health.ready == 0 ? .major : .minor
    let detail = "\(health.ready) of \(health.wanted) components serve, \(health.cause)"
    if let active {
      guard active.severity != severity || active.detail != detail else { return }
      turn.record(
        .alarmChanged(
          alarm: active.id, objectName: vnf.name, severity: severity, detail: detail))
      return
    }
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: turn.makeID(Alarm.self), managedObject: "\(vnf.id)", objectName: vnf.name,
          eventType: .processingError, probableCause: "components lost", isRootCause: false,
          raisedAt: turn.now, vim: vnf.vim, host: health.host, vnf: vnf.id, ns: vnf.ns,
          severity: severity, detail: detail, changedAt: turn.now,
          root: health.host.flatMap { turn.state.alarmByHost[$0] })))
  }

  /// Tells SOM how the service is carried, when that changed.
  private static func reportHealth(
    of id: NSInstance.ID, _ cause: String, _ turn: inout Turn<Self>
  ) {
    guard let ns = turn.state.networkServices[id], ns.state == .instantiated else { return }
    let level = health(of: ns, turn.state)
    guard level != ns.health else { return }
    turn.record(.nsHealthChanged(ns: id, name: ns.name, level: level, cause: cause))
    turn.send(
      .service(.som(.nsHealth(NSHealthNotification(ns: id, level: level, cause: cause)))))
  }

  /// Lost when a main function (one that orders size; every function if none is) has nothing left
  /// that serves; reduced when any function is not whole.
  private static func health(of ns: NSRecord, _ state: State) -> NSHealthNotification.Level {
    let profiles = state.nsd(of: ns)?.vnfProfiles ?? []
    let sized = profiles.filter(\.isSized).map(\.id)
    let vnfs = ns.vnfs.compactMap { state.vnfs[$0] }.filter { $0.wanted > 0 }
    let isLost = vnfs.contains {
      $0.ready == 0 && (sized.isEmpty || sized.contains($0.profile))
    }
    if isLost { return .lost }
    return vnfs.contains { $0.ready < $0.wanted } ? .reduced : .full
  }
}
