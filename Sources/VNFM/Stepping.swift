import Deciding
import ResourceInterfaces

// An accepted operation goes on: granted, then step by step, until it is done or stands still.
extension FunctionLifecycle {
  static func granted(
    _ id: VNFOperation.ID, _ grant: Grant.ID, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], operation.state == .starting else { return }
    turn.record(
      .operationGranted(
        operation: id, vnf: operation.vnf, name: operation.vnfName, grant: grant))
    enter(id, on: .granted, nil, &turn)
    advance(id, &turn)
  }

  static func grantRefused(
    _ id: VNFOperation.ID, _ fault: Fault, _ turn: inout Turn<Self>
  ) {
    enter(id, on: .grantRefused, fault, &turn)
  }

  /// Begins the next step, or ends the operation when there is none.
  static func advance(_ id: VNFOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id], operation.state == .processing,
      let vnf = turn.state.vnfs[operation.vnf]
    else { return }
    guard let index = operation.steps.firstIndex(where: { $0.endedAt == nil }) else {
      enter(id, on: .done, nil, &turn)
      return
    }
    let step = operation.steps[index]
    guard step.startedAt == nil else { return }
    turn.record(
      .stepStarted(
        operation: id, vnf: vnf.id, name: vnf.name, step: index, title: step.title))
    do {
      try carryOut(step, index, of: operation, vnf, &turn)
    } catch {
      endStep(index, of: id, fault: error, &turn)
    }
  }

  private static func carryOut(
    _ step: OperationStep, _ index: Int, of operation: VNFOperationRecord, _ vnf: VNFRecord,
    _ turn: inout Turn<Self>
  ) throws(Fault) {
    switch step.act {
    case .apply:
      guard let vnfd = turn.state.packages[operation.target.vnfdId.rawValue] else {
        throw Fault(
          title: "VNF package unknown",
          detail: "The package \(operation.target.vnfdId) is not onboarded. Onboard it again.")
      }
      let release = try release(vnf, vnfd, operation.target)
      submit(.apply(release), index, of: operation, vnf, &turn)
    case .replace: submit(.replace(operation.replaced), index, of: operation, vnf, &turn)
    case .delete: submit(.delete, index, of: operation, vnf, &turn)
    case .drain(let seconds): turn.wake(.drained(operation.id), after: .seconds(Double(seconds)))
    case .configure(let name):
      turn.send(
        .nfvi(
          .configure(
            vnf: vnf.id, operation: operation.id, step: name, title: step.title,
            settings: settings(after: name, of: operation, vnf, turn.state))))
    case .check: endStep(index, of: operation.id, fault: integrity(of: vnf, operation), &turn)
    }
  }

  private static func submit(
    _ act: VIMTask.Act, _ index: Int, of operation: VNFOperationRecord, _ vnf: VNFRecord,
    _ turn: inout Turn<Self>
  ) {
    let token = TaskToken(vnf: vnf.id, operation: operation.id, step: index)
    let task = VIMTask(token: token, vnf: vnf.id, tenant: vnf.tenant, act: act)
    turn.send(.vim(.submit(vim: vnf.vim ?? operation.target.vim ?? "", task)))
  }

  /// Everything that is wanted serves. What was lost meanwhile does not stop the operation: healing
  /// follows it; but a function of which nothing serves is not done.
  private static func integrity(
    of vnf: VNFRecord, _ operation: VNFOperationRecord
  ) -> Fault? {
    let wanted = operation.target.wanted
    let isWhole = vnf.ready + vnf.lost >= wanted && (vnf.ready > 0 || wanted == 0)
    guard !isWhole else { return nil }
    return Fault(
      title: "Components are missing",
      detail: "\(vnf.ready) of \(wanted) components of \(vnf.name) serve, \(vnf.lost) are lost. "
        + "Look at them in the cluster, then retry the operation.")
  }

  static func endStep(
    _ index: Int, of id: VNFOperation.ID, fault: Fault?, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id] else { return }
    turn.record(
      .stepEnded(
        operation: id, vnf: operation.vnf, name: operation.vnfName, step: index,
        title: operation.steps[index].title, fault: fault))
    if let fault { enter(id, on: .failed, fault, &turn) } else { advance(id, &turn) }
  }

  static func taskEnded(_ token: TaskToken, _ fault: Fault?, _ turn: inout Turn<Self>) {
    guard let (index, step) = turn.state.operations[token.operation]?.running,
      index == token.step
    else { return }
    switch step.act {
    case .apply, .replace, .delete: endStep(index, of: token.operation, fault: fault, &turn)
    case .drain, .configure, .check: return
    }
  }

  static func configured(
    _ id: VNFOperation.ID, _ step: String, _ fault: Fault?, _ turn: inout Turn<Self>
  ) {
    guard let (index, running) = turn.state.operations[id]?.running,
      running.act == .configure(step: step)
    else { return }
    endStep(index, of: id, fault: fault, &turn)
  }

  static func drained(_ id: VNFOperation.ID, _ turn: inout Turn<Self>) {
    guard let (index, running) = turn.state.operations[id]?.running,
      case .drain = running.act
    else { return }
    endStep(index, of: id, fault: nil, &turn)
  }

  /// Changes the operation's state if `trigger` is legal, and tells the NFVO.
  static func enter(
    _ id: VNFOperation.ID, on trigger: VNFOperationTrigger, _ fault: Fault?,
    _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], let next = operation.state.next(on: trigger)
    else { return }
    turn.record(
      .operationEntered(
        operation: id, vnf: operation.vnf, name: operation.vnfName, kind: operation.kind,
        state: next, fault: fault))
    if next == .completed {
      reportHealth(of: operation.vnf, "\(operation.kind.rawValue) is done", nil, &turn)
    }
    notify(id, &turn)
    if next.isTerminal { healIfNeeded(operation.vnf, &turn) }
    if operation.kind == .heal, next.isTerminal || next == .failedTemp,
      let vim = operation.target.vim
    {
      healNext(on: vim, &turn)
    }
  }

  static func notify(_ id: VNFOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id] else { return }
    turn.send(
      .nfvo(
        .vnfOperation(
          VNFOperationNotification(
            vnf: operation.vnf, operation: id, kind: operation.kind, state: operation.state,
            isAutomaticInvocation: operation.isAutomaticInvocation,
            reference: operation.reference, fault: operation.fault))))
  }
}
