import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Health of functions, and the alarms about it: a function that lost components on a host that is
// down is a symptom of that host.
extension NFVOrchestrator {
  static func vnfHealth(_ health: VNFHealth, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[health.vnf],
      vnf.ready != health.ready || vnf.wanted != health.wanted
    else { return }
    turn.record(
      .vnfHealthChanged(
        vnf: vnf.id, name: vnf.name, ready: health.ready, wanted: health.wanted,
        cause: health.cause))
    if health.ready < health.wanted {
      alarm(health, vnf, &turn)
    } else {
      let reason = "\(health.ready) of \(health.wanted) serve again"
      for type in [AlarmRecord.FaultType.componentsLost, .healingGivenUp] {
        clearAlarm(type, of: "\(vnf.id)", reason, &turn)
      }
    }
    reportHealth(of: vnf.ns, health.cause, &turn)
  }

  private static func alarm(_ health: VNFHealth, _ vnf: ManagedVNF, _ turn: inout Turn<Self>) {
    let severity: AlarmRecord.Severity = health.ready == 0 ? .major : .minor
    let detail = "\(health.ready) of \(health.wanted) components serve, \(health.cause)"
    if let active = turn.state.alarm(.componentsLost, of: "\(vnf.id)") {
      guard active.severity != severity || active.detail != detail else { return }
      turn.record(
        .alarmChanged(
          alarm: active.id, objectName: vnf.name, severity: severity, detail: detail))
      return
    }
    if let host = health.host, turn.state.outages.maintenance[host] != nil {
      guard vnf.suppressedBy == nil else { return }
      turn.record(
        .assurance(event: .alarmSuppressed(vnf: vnf.id, name: vnf.name, host: host)))
      return
    }
    raiseLoss(of: vnf.id, severity, detail, on: health.host, &turn)
  }

  /// Raises the alarm about a function that lost components, under the host that is to blame.
  static func raiseLoss(
    of id: VNFInstance.ID, _ severity: AlarmRecord.Severity, _ detail: String,
    on host: HostName?, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[id] else { return }
    raise(
      .componentsLost, about: vnf, severity, detail, cause: "components lost", host: host,
      root: host.flatMap { turn.state.alarm(.hostDown, of: $0)?.id }, &turn)
  }

  /// The VNFM has tried, and asks a person. It is a symptom only where a whole site is out.
  static func healingGivenUp(
    _ id: VNFInstance.ID, _ reason: String, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[id],
      turn.state.alarm(.healingGivenUp, of: "\(id)") == nil
    else { return }
    raise(
      .healingGivenUp, about: vnf, .major, "automatic healing stopped: \(reason)",
      cause: "automatic healing does not help",
      root: turn.state.alarm(.siteOut, of: vnf.vim)?.id, &turn)
  }

  /// Raises an alarm about a VNF, under the one that explains it.
  static func raise(
    _ type: AlarmRecord.FaultType, about vnf: ManagedVNF, source: String = "",
    _ severity: AlarmRecord.Severity, _ detail: String, cause: String, at eventAt: Instant? = nil,
    host: HostName? = nil, root: Alarm.ID? = nil, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: turn.makeID(Alarm.self), faultType: type, managedObject: "\(vnf.id)",
          objectName: vnf.name, source: source, probableCause: cause, raisedAt: turn.now,
          eventAt: eventAt ?? turn.now, vim: vnf.vim, host: host, vnf: vnf.id, ns: vnf.ns,
          severity: severity, detail: detail, changedAt: turn.now, root: root)))
  }

  static func clearAlarm(
    _ type: AlarmRecord.FaultType, of object: String, source: String = "", _ reason: String,
    _ turn: inout Turn<Self>
  ) {
    guard let alarm = turn.state.alarm(type, of: object, source: source) else { return }
    turn.record(.alarmCleared(alarm: alarm.id, objectName: alarm.objectName, reason: reason))
  }

  /// Clears all that is said of an object that goes away.
  static func clearAlarms(about object: String, _ reason: String, _ turn: inout Turn<Self>) {
    for alarm in turn.state.alarms(about: object) {
      turn.record(.alarmCleared(alarm: alarm.id, objectName: alarm.objectName, reason: reason))
    }
  }

  /// Tells SOM how the service is carried, when that changed.
  static func reportHealth(
    of id: NSInstance.ID, _ cause: String, _ turn: inout Turn<Self>
  ) {
    guard let ns = turn.state.networkServices[id], ns.state == .instantiated else { return }
    let level = health(of: ns, turn.state)
    guard level != ns.health else { return }
    turn.record(.nsHealthChanged(ns: id, name: ns.name, level: level, cause: cause))
    turn.send(
      .service(.som(.nsHealth(NSHealthNotification(ns: id, level: level, cause: cause)))))
    if let parent = ns.parent { reportHealth(of: parent, "\(ns.name): \(cause)", &turn) }
  }

  /// Lost when a main function (one that orders size; every function if none is) has nothing left
  /// that serves, or was stopped; reduced when any function is not whole.
  private static func health(of ns: NSRecord, _ state: State) -> NSHealthNotification.Level {
    let profiles = state.nsd(of: ns)?.vnfProfiles ?? []
    let sized = profiles.filter(\.isSized).map(\.id)
    let vnfs = ns.vnfs.compactMap { state.vnfs[$0] }.filter { $0.wanted > 0 || $0.isStopped }
    let isLost = vnfs.contains {
      $0.ready == 0 && (sized.isEmpty || sized.contains($0.profile))
    }
    let nested = ns.nested.compactMap { state.networkServices[$0] }
      .filter { $0.state == .instantiated }
    let ways = Dictionary(grouping: nested, by: \.parentProfile).values
    if isLost || ways.contains(where: { $0.allSatisfy { $0.health == .lost } }) { return .lost }
    let isReduced =
      vnfs.contains { $0.ready < $0.wanted || $0.isStopped }
      || nested.contains { $0.health != .full }
    return isReduced ? .reduced : .full
  }
}
