import Deciding
import ResourceInterfaces
import ServiceInterfaces

// An accepted NS operation goes on, VNF by VNF, until it is done or stands still.
extension NFVOrchestrator {
  /// Does everything about an operation that has become possible.
  static func advance(_ id: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id] else { return }
    switch operation.state {
    case .processing where operation.requirement != nil: awaitPlace(operation, &turn)
    case .processing: goForward(operation, &turn)
    case .rollingBack: goBack(operation, &turn)
    case .starting, .completed, .partiallyCompleted, .failedTemp, .rolledBack, .failed: return
    }
  }

  /// While a place is looked for nothing runs, so a cancellation takes effect at once.
  private static func awaitPlace(_ operation: NSOperationRecord, _ turn: inout Turn<Self>) {
    guard operation.isCancelPending else { return }
    enter(operation.id, on: .cancel, cancelled(operation), &turn)
  }

  /// Begins every part whose turn has come, ends the operation when all are settled, or has it stand
  /// still once nothing runs any more.
  private static func goForward(_ operation: NSOperationRecord, _ turn: inout Turn<Self>) {
    if operation.tasks.allSatisfy(\.isSettled) {
      finish(operation, &turn)
      return
    }
    if operation.isCancelPending || operation.failure != nil {
      guard !operation.tasks.contains(where: \.isRunning) else { return }
      standStill(operation, &turn)
      return
    }
    for index in operation.tasks.indices where operation.tasks[index].isGivenUp {
      close(index, of: operation, &turn)
    }
    let ready = operation.tasks.indices.filter { index in
      let task = operation.tasks[index]
      return task.stage == .waiting && !task.isGivenUp && operation.isReady(task)
    }
    guard !ready.isEmpty, takesTurn(operation, &turn) else { return }
    for index in ready { request(index, of: operation, &turn) }
    // What a nested network service refuses is known at once.
    if turn.state.operations[operation.id]?.failure != nil { advance(operation.id, &turn) }
  }

  private static func finish(_ operation: NSOperationRecord, _ turn: inout Turn<Self>) {
    let missing = operation.tasks.filter {
      $0.stage != .completed || $0.nested?.isPartial == true
    }
    guard !missing.isEmpty else {
      enter(operation.id, on: .done, nil, &turn)
      return
    }
    let names = missing.map { task in
      "\(task.vnfName)" + (task.fault.map { " (\($0.title))" } ?? "")
    }
    enter(
      operation.id, on: .partlyDone,
      Problem(
        status: 500, title: "Partially completed",
        detail:
          "\(operation.progress.done) of \(operation.progress.total) parts are done; not done: "
          + "\(names.joined(separator: ", ")). What failed was accepted as it is."),
      &turn)
  }

  // MARK: Requests to the VNFM

  /// Asks for one part: the VNF operation that stands still is retried, or a new one begins.
  private static func request(
    _ index: Int, of operation: NSOperationRecord, _ turn: inout Turn<Self>
  ) {
    let task = operation.tasks[index]
    if task.isNested {
      requestNested(index, of: operation, &turn)
      return
    }
    if task.operationState == .failedTemp {
      ask(.retry, index, of: operation, &turn)
      return
    }
    guard let ns = turn.state.networkServices[operation.ns] else { return }
    let reference = task.nextReference
    guard let (what, message) = message(for: task.act, task, ns, reference, turn.state) else {
      return
    }
    turn.record(
      .taskRequested(
        operation: operation.id, ns: ns.id, task: index, vnfName: task.vnfName, what: what,
        reference: reference))
    if case .instantiate(let vnf, _, _, _, _, _) = message {
      turn.send(.resource(.vnfm(.setAutoHeal(vnf: vnf, autoHeal(task.profile, ns, turn.state)))))
    }
    ask(message, reference, part: index, of: operation.id, &turn)
  }

  /// What the VNFM is told first about `act`.
  static func message(
    for act: VNFTask.Act, _ task: VNFTask, _ ns: NSRecord, _ reference: String, _ state: State
  ) -> (what: String, message: VNFMMessage)? {
    if case .instantiate(let vnfdId, let flavour, let levels) = act {
      guard let vnf = task.vnf.flatMap({ state.vnfs[$0] }) else {
        return (
          "identifier",
          .create(
            name: task.vnfName, vnfdId: vnfdId, tenant: ns.tenant, ns: "\(ns.id)",
            reference: reference)
        )
      }
      return (
        "INSTANTIATE",
        .instantiate(
          vnf: vnf.id, flavourId: flavour, levels: levels, vim: vnf.vim,
          networks: state.networks(of: task.profile, in: ns), reference: reference)
      )
    }
    guard let vnf = task.vnf else { return nil }
    return switch act {
    case .scale(let aspect, let steps):
      (
        "SCALE \(aspect) by \(steps)",
        .scale(
          vnf: vnf, aspectId: aspect, steps: steps, isAutomatic: false, reference: reference)
      )
    case .changePackage(let vnfdId, _):
      ("CHANGE_VNFPKG", .changePackage(vnf: vnf, vnfdId: vnfdId, reference: reference))
    case .heal(let cause): ("HEAL", .heal(vnf: vnf, cause: cause, reference: reference))
    case .automaticHeal:
      ("HEAL", .heal(vnf: vnf, cause: "healing is tried again", reference: reference))
    case .change(let change): (change.words, change.request(of: vnf, reference: reference))
    case .terminate: ("TERMINATE", .terminate(vnf: vnf, reference: reference))
    case .instantiate, .nested: nil
    }
  }

  /// Asks a task of the VNF operation that one part consists of.
  static func ask(
    _ task: VNFOperationTask, _ index: Int, of operation: NSOperationRecord,
    _ turn: inout Turn<Self>
  ) {
    let part = operation.tasks[index]
    if part.isNested {
      askNested(task == .fail ? .fail : .retry, index, of: operation, &turn)
      return
    }
    guard let vnfOperation = part.operation else { return }
    let ask = VNFTask.Ask(task: task, reference: part.nextReference)
    turn.record(
      .lifecycle(
        .partAsked(
          operation: operation.id, ns: operation.ns, part: index, vnfName: part.vnfName,
          ask: ask)))
    Self.ask(
      .task(task, operation: vnfOperation, reference: ask.reference), ask.reference, part: index,
      of: operation.id, &turn)
  }

  static func vnfCreated(
    _ vnf: VNFInstance.ID, _ reference: String, _ turn: inout Turn<Self>
  ) {
    guard let (operation, index, _) = part(reference, turn.state),
      operation.tasks[index].vnf == nil, operation.tasks[index].stage == .requested,
      case .instantiate(let vnfdId, let flavour, let levels) = operation.tasks[index].act,
      let ns = turn.state.networkServices[operation.ns],
      let vim = turn.state.vim(for: operation.tasks[index], of: ns, operation)
    else { return }
    let task = operation.tasks[index]
    answered(operation, &turn)
    turn.record(
      .vnfAssigned(
        operation: operation.id, task: index,
        vnf: ManagedVNF(
          id: vnf, name: task.vnfName, ns: ns.id, profile: task.profile, vim: vim,
          vnfdId: vnfdId, levels: levels, flavourId: flavour)))
    // When another VNF failed meanwhile, or it is being cancelled, nothing new begins.
    guard operation.state == .processing, !operation.isCancelPending, operation.failure == nil
    else {
      turn.record(
        .lifecycle(
          .partPostponed(
            operation: operation.id, ns: ns.id, part: index, vnfName: task.vnfName)))
      advance(operation.id, &turn)
      return
    }
    turn.send(.resource(.vnfm(.setAutoHeal(vnf: vnf, autoHeal(task.profile, ns, turn.state)))))
    ask(
      .instantiate(
        vnf: vnf, flavourId: flavour, levels: levels, vim: vim,
        networks: turn.state.networks(of: task.profile, in: ns), reference: reference), reference,
      part: index, of: operation.id, &turn)
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

  /// A heal that a VNF began by itself becomes an NS HEAL occurrence.
  static func noteAutomatic(
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
  static func closed(
    _ notification: VNFOperationNotification, _ vnf: ManagedVNF, _ act: VNFTask.Act,
    _ turn: inout Turn<Self>
  ) {
    clearAlarm(
      .operationStuck, of: "\(vnf.id)", source: "\(notification.operation)",
      "\(notification.operation) is \(notification.state.rawValue)", &turn)
    switch act {
    case .scale(let aspect, _):
      scalingEnded(vnf, aspect, notification, &turn)
    case .terminate where notification.state == .completed:
      forget(vnf, &turn)
    case .change: reportHealth(of: vnf.ns, "\(notification.kind.rawValue) of \(vnf.name)", &turn)
    case .terminate, .instantiate, .changePackage, .heal, .automaticHeal, .nested: return
    }
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
    if operation.requester.parentOperation != nil { turn.wake(.nestedMoved(id), after: .zero) }
    alarm(id, entering: next, &turn)
    keepPlaces(of: id, &turn)
    // After one that came to nothing policies wait for the next measurement: a last measurement that
    // stays high must not have them try for ever.
    if next == .completed { policiesLookAgain(at: operation.ns, &turn) }
    if !operation.slots.isEmpty, next != .rollingBack { nextTurns(&turn) }
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
