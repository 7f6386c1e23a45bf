import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What a VIM holds otherwise than it is believed: one alarm for each VNF, or for what is left of one.
extension NFVOrchestrator {
  static func drift(_ notice: DriftNotice, _ turn: inout Turn<Self>) {
    let vnf = turn.state.vnfs[notice.vnf]
    if let vnf, let components = notice.components { correctSeats(of: vnf, components, &turn) }
    // Leftovers on another VIM than their VNF are told of that VIM.
    let isOfVNF = vnf?.vim == notice.vim
    let object = isOfVNF ? "\(notice.vnf)" : notice.vim
    let source = isOfVNF ? "" : "\(notice.vnf)"
    guard !notice.findings.isEmpty else {
      clearAlarm(
        .driftFound, of: object, source: source, "\(notice.vim) holds what is believed", &turn)
      return
    }
    let detail =
      (isOfVNF ? "" : "left of \(notice.vnf): ") + notice.findings.joined(separator: "; ")
    if let active = turn.state.alarm(.driftFound, of: object, source: source) {
      guard active.detail != detail else { return }
      turn.record(
        .alarmChanged(
          alarm: active.id, objectName: active.objectName, severity: active.severity,
          detail: detail))
      return
    }
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: turn.makeID(Alarm.self), faultType: .driftFound, managedObject: object,
          objectName: isOfVNF ? vnf?.name ?? object : object, source: source,
          probableCause: "changed past Podium", raisedAt: turn.now, eventAt: turn.now,
          vim: notice.vim, host: nil, vnf: isOfVNF ? notice.vnf : nil,
          ns: isOfVNF ? vnf?.ns : nil, severity: isOfVNF ? .minor : .warning, detail: detail,
          changedAt: turn.now)))
  }

  /// Counts the components of a VNF where they are, unless an operation is about to tell.
  private static func correctSeats(
    of vnf: ManagedVNF, _ components: [PlacedComponent], _ turn: inout Turn<Self>
  ) {
    guard turn.state.grants.count(where: { $0.vnf == vnf.id }) == 0 else { return }
    let seats = settled(components, of: vnf, nil, turn.state).taken
    guard seats != turn.state.seats[vnf.id] ?? [] else { return }
    turn.record(.assurance(event: .seatsCorrected(vnf: vnf.id, name: vnf.name, seats: seats)))
  }
}
