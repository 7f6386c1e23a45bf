import Deciding
import ResourceInterfaces

// What people and the NFVO ask of an operation occurrence: retry, rollback, fail, cancel (SOL003
// §5.4.14 to §5.4.17).
extension FunctionLifecycle {
  static func ask(
    _ task: VNFOperationTask, _ id: VNFOperation.ID, _ reference: String, _ turn: inout Turn<Self>
  ) {
    if let known = turn.state.requests[reference] {
      notify(known, &turn)
      return
    }
    guard let operation = turn.state.operations[id] else {
      let fault = Fault(
        title: "Operation unknown", detail: "There is no VNF operation \(id).",
        errorClass: .notFound)
      refuse(nil, "\(id)", task.word, reference, fault, &turn)
      return
    }
    if let fault = operation.objection(to: task) {
      refuse(operation.vnf, operation.vnfName, task.word, reference, fault, &turn)
      return
    }
    turn.record(
      .operationAsked(
        operation: id, vnf: operation.vnf, name: operation.vnfName, task: task,
        reference: reference))
    switch task {
    case .retry:
      // What a rollback that failed has undone is done again, from the first step on.
      resume(operation, operation.isUndoing ? operation.forwardSteps : [], on: .retry, &turn)
    case .rollback:
      resume(
        operation, operation.isUndoing ? [] : undoingSteps(of: operation), on: .rollback, &turn)
    case .fail: enter(id, on: .fail, operation.fault, &turn)
    case .cancel(let mode): cancel(operation, mode, &turn)
    }
  }

  /// Goes on with the steps that failed, or with `leg` when there is one.
  static func resume(
    _ operation: VNFOperationRecord, _ leg: [OperationStep], on trigger: VNFOperationTrigger,
    _ turn: inout Turn<Self>
  ) {
    turn.record(
      .operationResumed(
        operation: operation.id, vnf: operation.vnf, name: operation.vnfName,
        isUndoing: trigger == .rollback, leg: leg))
    enter(
      operation.id, on: trigger, trigger == .rollback ? operation.fault : nil, &turn)
    if trigger == .retry, askForGrantAgain(operation.id, &turn) { return }
    advance(operation.id, &turn)
  }

  /// GRACEFUL lets the VIM end what it is at; FORCEFUL has it stop. In STARTING nothing was begun:
  /// GRACEFUL waits for the decision on the grant, FORCEFUL does not.
  private static func cancel(
    _ operation: VNFOperationRecord, _ mode: CancelMode, _ turn: inout Turn<Self>
  ) {
    let id = operation.id
    if operation.state == .starting {
      guard mode == .forceful else { return }
      enter(id, on: .cancel, turn.state.operations[id]?.cancellation, &turn)
      return
    }
    for index in operation.leg.indices where operation.steps[index].isRunning {
      let step = operation.steps[index]
      switch step.act {
      case .apply, .roll, .replace, .delete, .snapshot, .revert, .dropSnapshot:
        guard mode == .forceful, let vnf = turn.state.vnfs[operation.vnf] else { continue }
        turn.send(
          .vim(
            .cancel(
              vim: vim(of: operation, vnf), token: operation.token(of: index),
              attempt: step.attempts)))
      case .configure where mode == .graceful: continue
      case .configure, .drain, .gate, .check, .note, .audit, .callOff:
        turn.record(
          .stepEnded(
            operation: id, vnf: operation.vnf, name: operation.vnfName, step: index,
            title: step.title, fault: turn.state.operations[id]?.cancellation))
      }
    }
    advance(id, &turn)
  }
}

extension VNFOperationRecord {
  /// The steps of the plan, as if none had been begun.
  var forwardSteps: [OperationStep] {
    steps.prefix { !$0.isCompensation }.map { step in
      var anew = OperationStep(step.act, step.title)
      anew.dependsOn = step.dependsOn
      return anew
    }
  }

  /// Why a cancelled operation stands where it stands.
  var cancellation: Fault {
    let failure = leg.first(where: \.hasFailed)?.fault
    let also =
      failure.flatMap { $0.errorClass == .cancelled ? nil : " Before that: \($0.detail)" } ?? ""
    return Fault(
      title: "Cancelled",
      detail: "\(kind.rawValue) \(id) of \(vnfName) was cancelled "
        + "(\(cancelMode?.rawValue ?? CancelMode.graceful.rawValue)) in \(state.rawValue).\(also)",
      errorClass: .cancelled)
  }
}
