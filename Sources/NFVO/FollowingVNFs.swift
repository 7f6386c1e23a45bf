import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What the VNFM answers, and what becomes of the part of an NS operation that it is about.
extension NFVOrchestrator {
  /// What a VNF operation is to the part that it belongs to.
  enum Role {
    /// It does what the part is about.
    case doing
    /// It undoes what another one did.
    case undoing
    /// A task was asked of a VNF operation: only a refusal comes under its name.
    case asking
  }

  /// The part that the VNFM's `reference` means.
  static func part(
    _ reference: String, _ state: State
  ) -> (operation: NSOperationRecord, index: Int, role: Role)? {
    let prefix = reference.prefix { $0 != "/" }
    guard let id = NSOperation.ID(prefix), let operation = state.operations[id] else { return nil }
    for (index, task) in operation.tasks.enumerated() {
      if task.ask?.reference == reference { return (operation, index, .asking) }
      if let undoing = task.undoing,
        undoing.reference == reference || undoing.askReference == reference
      {
        return (operation, index, .undoing)
      }
      if task.reference == reference { return (operation, index, .doing) }
    }
    return nil
  }

  static func requestRefused(_ reference: String, _ fault: Fault, _ turn: inout Turn<Self>) {
    guard let (operation, index, role) = part(reference, turn.state) else { return }
    let (id, ns, task) = (operation.id, operation.ns, operation.tasks[index])
    switch role {
    case .doing:
      guard task.stage == .requested else { return }
      turn.record(
        .taskRefused(operation: id, ns: ns, task: index, vnfName: task.vnfName, fault: fault))
    case .asking:
      turn.record(
        .lifecycle(
          .askRefused(operation: id, ns: ns, part: index, vnfName: task.vnfName, fault: fault)))
    case .undoing:
      guard task.undoing?.stage == .requested else { return }
      turn.record(
        .lifecycle(
          .undoRefused(operation: id, ns: ns, part: index, vnfName: task.vnfName, fault: fault)))
    }
    advance(id, &turn)
  }

  static func vnfOperation(
    _ notification: VNFOperationNotification, _ turn: inout Turn<Self>
  ) {
    followGrant(notification, &turn)
    if notification.reference.isEmpty { noteAutomatic(notification, &turn) }
    let known =
      notification.reference.isEmpty
      ? turn.state.vnfs[notification.vnf]?.automaticHeal.flatMap { turn.state.operations[$0] }
        .map { (operation: $0, index: 0, role: Role.doing) }
      : part(notification.reference, turn.state)
    guard let (operation, index, role) = known else { return }
    let task = operation.tasks[index]
    answered(operation, &turn)
    switch role {
    case .doing: followDoing(notification, index, of: operation, &turn)
    case .undoing: followUndoing(notification, index, of: operation, &turn)
    case .asking: return
    }
    let isNew = role == .doing ? task.operation == nil : task.undoing?.operation == nil
    if operation.pendingCancel == .forceful, isNew {
      stop(notification, index, of: operation, &turn)
    }
    advance(operation.id, &turn)
  }

  private static func followDoing(
    _ notification: VNFOperationNotification, _ index: Int, of operation: NSOperationRecord,
    _ turn: inout Turn<Self>
  ) {
    let task = operation.tasks[index]
    guard task.operation == nil || task.operation == notification.operation,
      task.operationState != notification.state, task.operationState?.isTerminal != true
    else { return }
    let vnf = turn.state.vnfs[notification.vnf]
    turn.record(
      .vnfOperationChanged(
        operation: operation.id, task: index, vnfName: task.vnfName, notification: notification))
    guard let vnf else { return }
    heed(notification, on: vnf, isCancelled: operation.isCancelPending, &turn)
    if notification.state.isTerminal { closed(notification, vnf, task.act, &turn) }
  }

  private static func followUndoing(
    _ notification: VNFOperationNotification, _ index: Int, of operation: NSOperationRecord,
    _ turn: inout Turn<Self>
  ) {
    let task = operation.tasks[index]
    guard let undoing = task.undoing, let act = undoing.act,
      undoing.operation == nil || undoing.operation == notification.operation,
      undoing.operationState != notification.state, undoing.operationState?.isTerminal != true
    else { return }
    let vnf = turn.state.vnfs[notification.vnf]
    turn.record(
      .lifecycle(
        .undoChanged(
          operation: operation.id, part: index, vnfName: task.vnfName,
          notification: notification)))
    guard let vnf else { return }
    heed(notification, on: vnf, isCancelled: operation.isCancelPending, &turn)
    if notification.state.isTerminal { closed(notification, vnf, act, &turn) }
  }
}
