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
      operation.stateEnteredAt == since, !isToldAbove(operation, turn.state),
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

  /// Whether an operation of which it is part is open, and says what is wrong.
  private static func isToldAbove(_ operation: NSOperationRecord, _ state: State) -> Bool {
    guard let around = operation.requester.parentOperation.flatMap({ state.operations[$0] })
    else { return false }
    return !around.state.isTerminal
  }

  /// A VNF operation waits longer than it should, or gets on again.
  static func operationStuck(_ notice: StuckNotice, _ turn: inout Turn<Self>) {
    let object = "\(notice.vnf)"
    let source = "\(notice.operation)"
    if notice.isOver {
      clearAlarm(
        .operationStuck, of: object, source: source, "\(notice.operation) gets on", &turn)
      return
    }
    guard let vnf = turn.state.vnfs[notice.vnf] else { return }
    let detail =
      "\(notice.kind.rawValue) \(notice.operation) makes no progress since "
      + "\(notice.since.timeOfDay): \(notice.on) has not answered to: \(notice.waitsFor)"
    if let active = turn.state.alarm(.operationStuck, of: object, source: source) {
      guard active.detail != detail else { return }
      turn.record(
        .alarmChanged(
          alarm: active.id, objectName: vnf.name, severity: .major, detail: detail))
      return
    }
    raise(
      .operationStuck, about: vnf, source: source, .major, detail,
      cause: "\(notice.on) does not answer", at: notice.since,
      root: turn.state.alarm(.siteOut, of: vnf.vim)?.id, &turn)
  }

  /// An operation that was given up left something behind.
  static func reconcileNeeded(_ notice: ReconcileNotice, _ turn: inout Turn<Self>) {
    // What is there now says nothing any more about what was there after an earlier operation.
    let earlier = turn.state.alarms(about: "\(notice.vnf)").filter {
      $0.faultType == .reconcileNeeded
        && (notice.findings.isEmpty || $0.source != "\(notice.operation)")
    }
    for alarm in earlier {
      turn.record(
        .alarmCleared(
          alarm: alarm.id, objectName: alarm.objectName,
          reason: notice.findings.isEmpty
            ? "the VIM holds what the record says" : "\(notice.operation) has changed it since"))
    }
    guard !notice.findings.isEmpty, let vnf = turn.state.vnfs[notice.vnf],
      turn.state.alarm(
        .reconcileNeeded, of: "\(notice.vnf)", source: "\(notice.operation)") == nil
    else { return }
    raise(
      .reconcileNeeded, about: vnf, source: "\(notice.operation)", .minor,
      "\(notice.operation) was given up and left: \(notice.findings.joined(separator: "; "))",
      cause: "an operation could not be undone", &turn)
  }
}
