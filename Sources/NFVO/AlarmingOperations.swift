import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Operations that stand still need a person, and say so until one has decided.
extension NFVOrchestrator {
  /// How long an operation is in FAILED_TEMP before anybody is told: what is rolled back at once
  /// needs nobody.
  private static let patience = Span.seconds(5)

  static func alarm(
    _ id: NSOperation.ID, entering state: OperationState, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id] else { return }
    if state == .failedTemp {
      turn.wake(.standsStill(id, since: turn.now), after: patience)
    } else {
      clearAlarm(
        .operationFailed, of: "\(operation.ns)", source: "\(id)",
        "\(operation.kind.rawValue) \(id) is \(state.rawValue)", &turn)
    }
    guard operation.kind == .terminate, state == .completed else { return }
    clearAlarms(about: "\(operation.ns)", "it was terminated", &turn)
  }

  static func standsStill(
    _ id: NSOperation.ID, _ since: Instant, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], operation.state == .failedTemp,
      operation.stateEnteredAt == since,
      turn.state.alarm(.operationFailed, of: "\(operation.ns)", source: "\(id)") == nil
    else { return }
    let ns = turn.state.networkServices[operation.ns]
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: turn.makeID(Alarm.self), faultType: .operationFailed,
          managedObject: "\(operation.ns)", objectName: operation.nsName, source: "\(id)",
          probableCause: operation.problem?.title ?? "the operation failed", raisedAt: turn.now,
          eventAt: since, vim: ns?.vim, host: nil, vnf: nil, ns: operation.ns, severity: .major,
          detail: "\(operation.kind.rawValue) \(id) stands still in FAILED_TEMP"
            + (operation.problem.map { ": \($0.detail)" } ?? ""),
          changedAt: turn.now,
          root: ns?.vim.flatMap { turn.state.alarm(.siteOut, of: $0)?.id })))
  }
}
