import Deciding
import ResourceInterfaces
import ServiceInterfaces

// An accepted NS operation goes on, VNF by VNF, until it is done or stands still.
extension NFVOrchestrator {
  /// Begins every task whose turn has come, or ends the operation when all are done.
  static func goOn(_ id: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id], operation.state == .processing else { return }
    let tasks = operation.tasks
    if tasks.allSatisfy({ $0.stage == .completed }) {
      enter(id, on: .done, nil, &turn)
      return
    }
    for (index, task) in tasks.enumerated() where task.stage == .waiting {
      let isReady = tasks.allSatisfy {
        !task.dependsOn.contains($0.profile) || $0.stage == .completed
      }
      if isReady { request(index, of: operation, &turn) }
    }
  }

  private static func request(
    _ index: Int, of operation: NSOperationRecord, _ turn: inout Turn<Self>
  ) {
    let task = operation.tasks[index]
    guard let ns = turn.state.networkServices[operation.ns],
      let (what, message) = message(for: task, ns)
    else { return }
    turn.record(
      .taskRequested(
        operation: operation.id, ns: ns.id, task: index, vnfName: task.vnfName, what: what))
    turn.send(.resource(.vnfm(message)))
  }

  /// What the VNFM is told first about `task`.
  private static func message(
    for task: VNFTask, _ ns: NSRecord
  ) -> (what: String, message: VNFMMessage)? {
    if case .instantiate(let vnfdId, _) = task.act {
      return (
        "identifier",
        .create(
          name: task.vnfName, vnfdId: vnfdId, tenant: ns.tenant, reference: task.reference)
      )
    }
    guard let vnf = task.vnf else { return nil }
    let reference = task.reference
    return switch task.act {
    case .scale(let aspect, let steps):
      (
        "SCALE \(aspect) by \(steps)",
        .scale(
          vnf: vnf, aspectId: aspect, steps: steps, isAutomatic: false, reference: reference)
      )
    case .changePackage(let vnfdId):
      ("CHANGE_VNFPKG", .changePackage(vnf: vnf, vnfdId: vnfdId, reference: reference))
    case .heal(let cause): ("HEAL", .heal(vnf: vnf, cause: cause, reference: reference))
    case .terminate: ("TERMINATE", .terminate(vnf: vnf, reference: reference))
    case .instantiate, .automaticHeal: nil
    }
  }

  /// The task that the VNFM's `reference` means.
  private static func task(
    _ reference: String, _ state: State
  ) -> (operation: NSOperationRecord, index: Int)? {
    let prefix = reference.prefix { $0 != "/" }
    guard let id = NSOperation.ID(prefix), let operation = state.operations[id],
      let index = operation.tasks.firstIndex(where: { $0.reference == reference })
    else { return nil }
    return (operation, index)
  }

  static func vnfCreated(
    _ vnf: VNFInstance.ID, _ reference: String, _ turn: inout Turn<Self>
  ) {
    guard let (operation, index) = task(reference, turn.state),
      operation.tasks[index].vnf == nil,
      case .instantiate(let vnfdId, let levels) = operation.tasks[index].act,
      let ns = turn.state.networkServices[operation.ns], let vim = ns.vim
    else { return }
    let task = operation.tasks[index]
    turn.record(
      .vnfAssigned(
        operation: operation.id, task: index,
        vnf: ManagedVNF(
          id: vnf, name: task.vnfName, ns: ns.id, profile: task.profile, vim: vim,
          vnfdId: vnfdId, levels: levels)))
    // When another VNF failed meanwhile, the operation stands still and begins nothing new.
    guard operation.state == .processing else { return }
    turn.send(.resource(.vnfm(.setAutoHeal(vnf: vnf, autoHeal(task.profile, ns, turn.state)))))
    turn.send(
      .resource(
        .vnfm(
          .instantiate(
            vnf: vnf, levels: levels, vim: vim, networks: ns.networks, reference: reference))))
  }

  static func autoHeal(_ profile: String, _ ns: NSRecord, _ state: State) -> AutoHeal {
    guard let policy = state.nsd(of: ns)?.autoHeal, policy.vnfProfiles.contains(profile),
      state.hold(of: State.healingPolicy, at: ns.id) == nil
    else {
      return AutoHeal(isEnabled: false, delaySeconds: 0, maxAttempts: 0)
    }
    return AutoHeal(
      isEnabled: true, delaySeconds: policy.delaySeconds, maxAttempts: policy.maxAttempts)
  }

  static func requestRefused(_ reference: String, _ fault: Fault, _ turn: inout Turn<Self>) {
    guard let (operation, index) = task(reference, turn.state),
      operation.tasks[index].stage == .requested
    else { return }
    turn.record(
      .taskRefused(
        operation: operation.id, ns: operation.ns, task: index,
        vnfName: operation.tasks[index].vnfName, fault: fault))
    settle(operation.id, &turn)
  }

  static func vnfOperation(
    _ notification: VNFOperationNotification, _ turn: inout Turn<Self>
  ) {
    if notification.reference.isEmpty { noteAutomatic(notification, &turn) }
    let known =
      notification.reference.isEmpty
      ? turn.state.vnfs[notification.vnf]?.automaticHeal.flatMap { turn.state.operations[$0] }
        .map { (operation: $0, index: 0) }
      : task(notification.reference, turn.state)
    guard let (operation, index) = known else { return }
    let task = operation.tasks[index]
    guard task.operation == nil || task.operation == notification.operation,
      task.operationState != notification.state, task.operationState?.isTerminal != true
    else { return }
    let vnf = turn.state.vnfs[notification.vnf]
    turn.record(
      .vnfOperationChanged(
        operation: operation.id, task: index, vnfName: task.vnfName, notification: notification))
    if notification.state.isTerminal, let vnf { closed(notification, vnf, task, &turn) }
    settle(operation.id, &turn)
  }

  /// A heal that a VNF began by itself becomes an NS HEAL occurrence.
  private static func noteAutomatic(
    _ notification: VNFOperationNotification, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[notification.vnf], vnf.automaticHeal == nil,
      notification.kind == .heal, !notification.state.isTerminal,
      vnf.lastEnded.map({ $0 < notification.operation }) ?? true,
      let ns = turn.state.networkServices[vnf.ns]
    else { return }
    start(
      .heal, ns, .policy(name: State.healingPolicy),
      Plan(
        purpose: "\(vnf.name): \(vnf.ready) of \(vnf.wanted) serve",
        tasks: [
          Plan.Draft(
            key: "\(vnf.id)", act: .automaticHeal, profile: vnf.profile, vnfName: vnf.name,
            vnf: vnf.id)
        ]),
      &turn)
  }

  /// What follows from the end of a VNF operation, whatever it was part of.
  private static func closed(
    _ notification: VNFOperationNotification, _ vnf: ManagedVNF, _ task: VNFTask,
    _ turn: inout Turn<Self>
  ) {
    endReservation(notification, vnf, &turn)
    switch task.act {
    case .scale(let aspect, _):
      scalingEnded(vnf, aspect, isDone: notification.state == .completed, &turn)
    case .terminate where notification.state == .completed:
      forget(vnf, &turn)
    case .terminate, .instantiate, .changePackage, .heal, .automaticHeal: return
    }
  }

  /// Goes on, or stands still when a task failed. An operation other than INSTANTIATE of which
  /// nothing was done is rolled back at once: there is nothing to retry from or to undo.
  private static func settle(_ id: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id] else { return }
    guard
      let failed = operation.tasks.first(where: { $0.stage == .failed || $0.stage == .undone }),
      let fault = failed.fault
    else {
      goOn(id, &turn)
      return
    }
    let problem = Problem(
      status: 500, title: fault.title, detail: "\(failed.vnfName): \(fault.detail)")
    enter(id, on: .failed, problem, &turn)
    let isUntouched = turn.state.operations[id]?.tasks.allSatisfy {
      $0.stage == .undone || $0.stage == .waiting
    }
    guard operation.kind != .instantiate, isUntouched == true else { return }
    enter(id, on: .rollback, problem, &turn)
    enter(id, on: .undone, problem, &turn)
  }

  /// Changes the operation's state if `trigger` is legal, and tells SOM.
  static func enter(
    _ id: NSOperation.ID, on trigger: NSOperationTrigger, _ problem: Problem?,
    _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], let next = operation.state.next(on: trigger)
    else { return }
    turn.record(
      .operationEntered(
        operation: id, ns: operation.ns, name: operation.nsName, kind: operation.kind,
        state: next, problem: problem))
    notify(id, &turn)
    alarm(id, entering: next, &turn)
    // After one that came to nothing policies wait for the next measurement: a last measurement that
    // stays high must not have them try for ever.
    if next == .completed { policiesLookAgain(at: operation.ns, &turn) }
  }

  static func notify(_ id: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id] else { return }
    turn.send(
      .service(
        .som(
          .nsOperation(
            NSOperationNotification(
              ns: operation.ns, operation: id, kind: operation.kind, state: operation.state,
              isAutomaticInvocation: operation.isAutomaticInvocation,
              resourceOrder: operation.requester.resourceOrder, problem: operation.problem)))))
  }
}
