import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Events about tasks, undoing and turns of NS operations.
extension NFVOrchestrator.State {
  mutating func apply(_ event: NSLifecycleEvent, at instant: Instant) {
    switch event {
    case .taskAccepted(let operation, _, _, _, let task, let requester):
      operations.update(operation) {
        $0.interventions.append(.init(at: instant, task: task, requester: requester))
        if case .cancel(let mode) = task { $0.pendingCancel = mode }
      }
    case .partPostponed(let operation, _, let part, _):
      update(operation, part) { $0.stage = .waiting }
    case .partAsked(let operation, _, let part, _, let ask):
      update(operation, part) {
        $0.ask = ask
        $0.requests += 1
        if ask.task == .retry { $0.stage = .requested }
      }
    case .askRefused(let operation, _, let part, _, let fault):
      update(operation, part) {
        $0.ask = nil
        $0.stage = .failed
        $0.fault = fault
        $0.isGivenUp = false
      }
    case .undoRequested(let operation, _, let part, _, let undoing):
      update(operation, part) {
        $0.undoing = undoing
        $0.requests += 1
      }
    case .undoRefused(let operation, _, let part, _, let fault):
      update(operation, part) {
        $0.undoing?.stage = .failed
        $0.undoing?.fault = fault
      }
    case .undoChanged(let operation, let part, _, let notification):
      undo(operation, part, notification)
    case .nestedBegun, .nestedAsked, .nestedMoved: applyNested(event, at: instant)
    case .placesReserved, .placesKept, .placesExpired: applyPlaces(event)
    default: applyTurn(event)
    }
  }

  private mutating func undo(
    _ id: NSOperation.ID, _ part: Int, _ notification: VNFOperationNotification
  ) {
    guard let act = operations[id]?.tasks[part].undoing?.act else { return }
    end(notification, as: act, of: id)
    update(id, part) {
      $0.undoing?.operation = notification.operation
      $0.undoing?.operationState = notification.state
      $0.undoing?.fault = notification.fault
      switch notification.state {
      case .starting, .processing, .rollingBack: $0.undoing?.stage = notification.state.stage
      case .failedTemp, .failed, .rolledBack: $0.undoing?.stage = .failed
      case .completed:
        $0.undoing?.stage = .completed
        $0.stage = .undone
        if case .instantiate = $0.act { $0.vnf = nil }
      }
    }
  }

  private mutating func applyNested(_ event: NSLifecycleEvent, at instant: Instant) {
    switch event {
    case .nestedBegun(let id, _, let part, _, _, let nested, let nestedOperation, let isUndoing):
      update(id, part) {
        $0.requests += 1
        guard !isUndoing else {
          $0.undoing?.nestedOperation = nestedOperation
          return
        }
        $0.nested = NestedPart(ns: nested, operation: nestedOperation)
        $0.stage = .requested
        $0.startedAt = instant
      }
    case .nestedAsked(let id, _, let part, _, let task):
      update(id, part) {
        $0.requests += 1
        if task == .retry || task == .continue { $0.stage = .requested }
      }
    case .nestedMoved(let id, _, let part, _, let news):
      update(id, part) { $0.take(news, at: instant) }
    default: break
    }
  }

  // MARK: Turns

  private mutating func applyTurn(_ event: NSLifecycleEvent) {
    switch event {
    case .placementResumed(let operation, _, _, let requirement, let asked):
      operations.update(operation) {
        $0.requirement = requirement
        $0.awaitedVIMs = asked
      }
    case .turnAwaited(let operation, _, _, let lacks, let reason):
      operations.update(operation) { $0.waitsFor = reason }
      if let index = queue.firstIndex(where: { $0.operation == operation }) {
        queue[index].lacks = lacks
      } else {
        queue.append(WaitingOperation(operation: operation, lacks: lacks))
      }
    case .turnTaken(let operation, _, _, let slots):
      operations.update(operation) {
        $0.slots = slots
        $0.waitsFor = nil
      }
      queue.removeAll { $0.operation == operation }
      for key in slots { running.update(key.text, default: 0) { $0 += 1 } }
    case .breakerChanged(let vim, let breaker):
      breakers[vim] = breaker == CircuitBreaker() ? nil : breaker
    default: break
    }
  }

  /// An operation that works no more counts against no limit, and waits for none.
  mutating func giveBackTurn(_ operation: NSOperationRecord, entering state: OperationState) {
    guard state != .processing, state != .rollingBack else { return }
    queue.removeAll { $0.operation == operation.id }
    for key in operation.slots {
      running.update(key.text) { $0 -= 1 }
      if running[key.text] == 0 { running[key.text] = nil }
    }
    operations.update(operation.id) {
      $0.slots = []
      $0.waitsFor = nil
    }
  }

  /// The network service counts no more where it was placed.
  mutating func giveBackPlace(of ns: inout NSRecord) {
    useLinks(ns.passages, sign: -1)
    ns.passages = []
    guard let vim = ns.vim else { return }
    let key = Self.countKey(ns, vim)
    nsCounts.update(key) { $0 -= 1 }
    if nsCounts[key] == 0 { nsCounts[key] = nil }
  }

  /// What the end of its instantiation makes of a network service.
  mutating func settle(_ ns: inout NSRecord, _ state: OperationState) {
    switch state {
    case .partiallyCompleted: ns.state = .instantiated
    case .rolledBack:
      giveBackPlace(of: &ns)
      ns.vim = nil
    case .starting, .processing, .completed, .failedTemp, .rollingBack, .failed: return
    }
  }
}

extension NSOperationRecord {
  /// What a change of state makes of the parts.
  mutating func resume(from former: OperationState) {
    pendingCancel = nil
    guard former == .failedTemp else { return }
    // What has no place yet is asked for anew, with what is so by now.
    if state == .processing { requirement = nil }
    switch state {
    case .processing where interventions.last?.task == .continue:
      let lost = Self.givenUp(tasks)
      for index in tasks.indices {
        if lost.contains(index) {
          tasks[index].isGivenUp = true
        } else if tasks[index].mayGoOn {
          tasks[index].goOn()
        }
      }
    case .processing:
      for index in tasks.indices { tasks[index].startOver() }
    case .rollingBack:
      for index in tasks.indices where tasks[index].undoing?.stage == .failed {
        // An operation that undoes and stands still is retried; one that came to nothing begins anew.
        if tasks[index].hasOpenCompensation {
          tasks[index].undoing?.stage = .waiting
        } else {
          tasks[index].undoing = nil
        }
      }
    default: return
    }
  }
}

extension VNFTask {
  /// Is tried again: what stands still goes on, what came to nothing is asked anew.
  fileprivate mutating func startOver() {
    undoing = nil
    isGivenUp = false
    guard stage == .failed || stage == .undone else { return }
    stage = .waiting
    fault = nil
    endedAt = nil
    guard operationState != .failedTemp else { return }
    operation = nil
    operationState = nil
    whyNoRollback = nil
    lostForGood = []
    nested?.operation = nil
  }

  /// Is continued where it stands still, with what failed there given up.
  fileprivate mutating func goOn() {
    undoing = nil
    stage = .waiting
    fault = nil
    endedAt = nil
    nested?.isContinued = true
  }

  /// When its own VNF operation is being rolled back, that is its undoing.
  mutating func followRollback() {
    guard let current = undoing, current.act == nil, current.stage.isRunning,
      let state = operationState
    else { return }
    switch state {
    case .rollingBack: undoing?.stage = .rollingBack
    case .rolledBack: undoing?.stage = .completed
    case .failedTemp, .failed:
      undoing?.stage = .failed
      undoing?.fault = fault
    case .starting, .processing, .completed: return
    }
  }
}
