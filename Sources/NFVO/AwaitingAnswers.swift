import Deciding
import ResourceInterfaces
import ServiceInterfaces

// A VNFM that does not answer is found out, said aloud, and asked again under the same reference.
extension NFVOrchestrator {
  /// The VNFM takes a request, or refuses it, by then.
  static let answerPatience = Span.minutes(1)

  /// Sends what `reference` stands for, and looks later whether it was answered.
  static func ask(
    _ message: VNFMMessage, _ reference: String, part: Int, of operation: NSOperation.ID,
    _ turn: inout Turn<Self>
  ) {
    send(Request(reference: reference, message: message, since: turn.now), part, operation, &turn)
  }

  private static func send(
    _ request: Request, _ part: Int, _ operation: NSOperation.ID, _ turn: inout Turn<Self>
  ) {
    turn.send(.resource(.vnfm(request.message)))
    turn.wake(.answerDue(operation, part: part, request), after: answerPatience)
  }

  /// What is sent again when it is not answered.
  package struct Request: Codable, Equatable, Sendable {
    package let reference: String
    package let message: VNFMMessage
    /// When it was sent first.
    package let since: Instant
  }

  static func answerDue(
    _ id: NSOperation.ID, _ index: Int, _ request: Request, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], operation.tasks.indices.contains(index),
      let task = operation.tasks[index].awaited(under: request.reference)
    else { return }
    raiseStuck(operation, task, since: request.since, &turn)
    send(request, index, id, &turn)
  }

  private static func raiseStuck(
    _ operation: NSOperationRecord, _ what: String, since: Instant, _ turn: inout Turn<Self>
  ) {
    let (object, source) = ("\(operation.ns)", "\(operation.id)")
    guard turn.state.alarm(.operationStuck, of: object, source: source) == nil else { return }
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: turn.makeID(Alarm.self), faultType: .operationStuck, managedObject: object,
          objectName: operation.nsName, source: source,
          probableCause: "the VNFM does not answer", raisedAt: turn.now, eventAt: since, vim: nil,
          host: nil, vnf: nil, ns: operation.ns, severity: .major,
          detail: "\(operation.kind.rawValue) \(operation.id) makes no progress since "
            + "\(since.timeOfDay): the VNFM has not answered to: \(what)", changedAt: turn.now)))
  }

  /// The VNFM was heard about a part of an operation.
  static func answered(_ operation: NSOperationRecord, _ turn: inout Turn<Self>) {
    clearAlarm(
      .operationStuck, of: "\(operation.ns)", source: "\(operation.id)",
      "the VNFM answers", &turn)
  }
}

extension VNFTask {
  /// What is asked for under `reference` and not answered, in words; nil when it is answered.
  fileprivate func awaited(under reference: String) -> String? {
    if let ask, ask.reference == reference { return "\(ask.task.name) of \(vnfName)" }
    if let undoing, undoing.stage == .requested,
      undoing.reference == reference || undoing.askReference == reference
    {
      return "\(undoing.act?.kind.rawValue ?? "rollback") of \(vnfName)"
    }
    guard stage == .requested, self.reference == reference else { return nil }
    return "\(act.kind.rawValue) of \(vnfName)"
  }
}
