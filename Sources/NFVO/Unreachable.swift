import Deciding
import ResourceInterfaces
import ServiceInterfaces

// A VIM that does not answer. What runs on it may well serve, so nothing about it is alarmed besides, and
// what is asked of it waits.
extension NFVOrchestrator {
  static func vimState(
    _ vim: VIMName, isUp: Bool, _ reason: String, _ turn: inout Turn<Self>
  ) {
    guard let record = turn.state.vims[vim] else { return }
    let outage = turn.state.outages.unreachable[vim]
    guard isUp else {
      guard outage == nil else { return }
      turn.record(.assurance(event: .vimSilent(vim: vim, reason: reason)))
      raiseUnreachable(record, reason, &turn)
      return
    }
    guard outage != nil else { return }
    turn.record(.assurance(event: .vimAnswers(vim: vim)))
    clearAlarm(.vimUnreachable, of: vim, "\(vim) answers again", &turn)
    nextTurns(&turn)
  }

  private static func raiseUnreachable(
    _ vim: VIMRecord, _ reason: String, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: turn.makeID(Alarm.self), faultType: .vimUnreachable, managedObject: vim.id,
          objectName: vim.id, source: "", probableCause: "the connection to site \(vim.site)",
          raisedAt: turn.now, eventAt: turn.now, vim: vim.id, host: nil, vnf: nil, ns: nil,
          severity: .critical,
          detail: "\(vim.id) at \(vim.site) is unreachable: \(reason). What runs there may serve: "
            + "nothing of it is healed, and operations on it wait",
          changedAt: turn.now)))
  }
}
