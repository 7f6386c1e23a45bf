import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Hosts that do not answer, and sites of which most do not: the roots under which everything else
// is folded. A host in maintenance raises nothing.
extension NFVOrchestrator {
  static func hostState(
    _ vim: VIMName, _ host: HostName, _ isUp: Bool, _ reason: String, _ turn: inout Turn<Self>
  ) {
    let isSilent = turn.state.outages.silent[host] != nil
    if isUp {
      guard isSilent else { return }
      turn.record(.assurance(event: .hostAnswers(vim: vim, host: host)))
      clearAlarm(.hostDown, of: host, "the host answers again", &turn)
      lookAround(vim, &turn)
      return
    }
    guard !isSilent else { return }
    turn.record(.assurance(event: .hostSilent(vim: vim, host: host, reason: reason)))
    guard turn.state.outages.maintenance[host] == nil else { return }
    raiseHost(host, of: vim, reason, &turn)
    lookAround(vim, &turn)
  }

  /// Whether more than single hosts is broken: their site, or else a rack.
  private static func lookAround(_ vim: VIMName, _ turn: inout Turn<Self>) {
    lookAtSite(vim, &turn)
    lookAtRacks(of: vim, &turn)
  }

  private static func raiseHost(
    _ host: HostName, of vim: VIMName, _ reason: String, _ turn: inout Turn<Self>
  ) {
    let id = turn.makeID(Alarm.self)
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: id, faultType: .hostDown, managedObject: host, objectName: host, source: "",
          probableCause: reason, raisedAt: turn.now,
          eventAt: turn.state.outages.silent[host]?.since ?? turn.now, vim: vim, host: host,
          vnf: nil, ns: nil, severity: .critical,
          detail: "host \(host) of \(vim) does not answer: \(reason)", changedAt: turn.now,
          root: turn.state.alarm(.siteOut, of: vim)?.id)))
    for symptom in turn.state.symptomsByHost[host] ?? [] {
      correlate(symptom, under: id, host, &turn)
    }
  }

  static func correlate(
    _ id: Alarm.ID, under root: Alarm.ID, _ rootName: String, _ turn: inout Turn<Self>
  ) {
    guard let alarm = turn.state.alarms[id], alarm.root == nil else { return }
    turn.record(
      .alarmCorrelated(
        alarm: id, objectName: alarm.objectName, root: root, rootName: rootName))
  }

  /// When most hosts of a VIM are silent, and not just one or two, the site is the root.
  private static func lookAtSite(_ vim: VIMName, _ turn: inout Turn<Self>) {
    guard let record = turn.state.vims[vim] else { return }
    let down = turn.state.outages.alarming[vim] ?? []
    let isOut =
      record.hosts > 1 && down.count >= min(3, record.hosts) && down.count * 2 > record.hosts
    let active = turn.state.alarm(.siteOut, of: vim)
    guard isOut else {
      if active != nil {
        clearAlarm(.siteOut, of: vim, "most hosts of \(vim) answer again", &turn)
      }
      return
    }
    let detail = "\(down.count) of \(record.hosts) hosts of \(vim) at \(record.site) do not answer"
    if let active {
      guard active.detail != detail else { return }
      turn.record(
        .alarmChanged(alarm: active.id, objectName: vim, severity: .critical, detail: detail))
      return
    }
    let id = turn.makeID(Alarm.self)
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: id, faultType: .siteOut, managedObject: vim, objectName: vim, source: "",
          probableCause: "power or network of the site", raisedAt: turn.now,
          eventAt: down.compactMap { turn.state.outages.silent[$0]?.since }.min() ?? turn.now,
          vim: vim, host: nil, vnf: nil, ns: nil, severity: .critical, detail: detail,
          changedAt: turn.now)))
    clearRacks(of: vim, "the whole site does not answer", &turn)
    for host in down {
      guard let alarm = turn.state.alarm(.hostDown, of: host) else { continue }
      correlate(alarm.id, under: id, vim, &turn)
    }
  }

  // MARK: maintenance

  static func maintain(
    _ host: HostName, isOn: Bool, _ requester: Requester, _ turn: inout Turn<Self>
  ) throws(Problem) {
    guard let vim = turn.state.outages.vimByHost[host] else {
      throw Problem(
        status: 404, title: "Host unknown",
        detail: "No VIM has a host \(host). List the hosts to see which there are.")
    }
    let active = turn.state.outages.maintenance[host]
    if isOn {
      if let active {
        throw Problem(
          status: 409, title: "In maintenance already",
          detail: "\(host) is in maintenance by \(active.by) since \(active.since.timeOfDay).")
      }
      beginMaintenance(of: host, vim, requester.sentence, &turn)
    } else {
      guard let active else {
        throw Problem(
          status: 409, title: "Not in maintenance", detail: "Nobody works on \(host).")
      }
      turn.record(
        .assurance(
          event: .maintenanceEnded(vim: vim, host: host, by: requester.sentence)))
      raiseAfterMaintenance(host, vim, active.suppressed, &turn)
    }
  }

  private static func beginMaintenance(
    of host: HostName, _ vim: VIMName, _ by: String, _ turn: inout Turn<Self>
  ) {
    let symptoms = (turn.state.symptomsByHost[host] ?? []).compactMap { turn.state.alarms[$0] }
    turn.record(.assurance(event: .maintenanceBegun(vim: vim, host: host, by: by)))
    let reason = "\(host) is in maintenance by \(by)"
    for type in [AlarmRecord.FaultType.hostDown, .bmcUnreachable, .linksDown, .diskPressure] {
      clearAlarm(type, of: host, reason, &turn)
    }
    for alarm in symptoms {
      turn.record(.alarmCleared(alarm: alarm.id, objectName: alarm.objectName, reason: reason))
      guard let vnf = alarm.vnf else { continue }
      turn.record(
        .assurance(event: .alarmSuppressed(vnf: vnf, name: alarm.objectName, host: host)))
    }
    lookAround(vim, &turn)
  }

  /// What is still broken when the work is over is told now.
  private static func raiseAfterMaintenance(
    _ host: HostName, _ vim: VIMName, _ suppressed: [VNFInstance.ID], _ turn: inout Turn<Self>
  ) {
    if let outage = turn.state.outages.silent[host] {
      raiseHost(host, of: vim, outage.reason, &turn)
      lookAround(vim, &turn)
    }
    for vnf in suppressed.compactMap({ turn.state.vnfs[$0] }) where vnf.ready < vnf.wanted {
      raiseLoss(
        of: vnf.id, vnf.ready == 0 ? .major : .minor,
        "\(vnf.ready) of \(vnf.wanted) components serve, some were lost on \(host)", on: host,
        &turn)
    }
  }
}
