import Deciding
import ResourceInterfaces

// How operations change, and what they make of their VNFs. Nothing is decided here.
extension FunctionLifecycle.State {
  mutating func applyToOperation(_ event: FunctionEvent, at instant: Instant) {
    switch event {
    case .operationStarted(let record): start(record)
    case .operationGranted(let operation, _, _, let grant, let seats):
      operations.update(operation) {
        $0.grant = grant
        $0.seats = seats
        $0.awaitsGrant = false
      }
    case .grantAskedAgain(let operation, _, _, let request):
      operations.update(operation) {
        $0.grantRequest = request
        $0.awaitsGrant = true
      }
    case .operationEntered(let operation, _, _, _, let state, let fault):
      enter(state, operation, fault, at: instant)
    case .operationAsked(let operation, _, _, let task, let reference):
      if !reference.isEmpty { requests[reference] = operation }
      operations.update(operation) { $0.heed(task) }
    case .operationResumed(let operation, _, _, let isUndoing, let leg):
      operations.update(operation) { $0.resume(leg, isUndoing: isUndoing) }
    case .upgradeHeld(let operation, _, _, let isHeld, let by):
      operations.update(operation) { $0.heldBy = isHeld ? by : nil }
    case .operationStuck(let operation, _, _, let step, _, _, let since):
      guard let step else { break }
      update(step, of: operation) { $0.stuckSince = since }
    case .stepStarted(let operation, let vnf, _, let step, _, let attempt, let compensations):
      update(step, of: operation) { $0.begin(attempt, compensations, at: instant) }
      noteConfiguration(.configuring, of: vnf, step, operation)
    case .stepFaltered(let operation, _, _, let step, _, _, let fault, _):
      update(step, of: operation) {
        $0.attemptedAt = nil
        $0.fault = fault
      }
    case .stepEnded(let operation, let vnf, _, let step, _, let fault):
      update(step, of: operation) {
        $0.endedAt = instant
        $0.fault = fault
        $0.stuckSince = nil
      }
      if fault != nil { noteConfiguration(.failed, of: vnf, step, operation) }
    case .rollbackChecked(let operation, let vnf, _, let findings, let divergence):
      operations.update(operation) { $0.notRestored = findings }
      vnfs.update(vnf) { $0.divergence = divergence }
    case .reconciliationAsked(let operation, let vnf, _, let vim, let attempt):
      vnfs.update(vnf) {
        $0.reconciling = VNFRecord.Reconciling(operation: operation, vim: vim, attempts: attempt)
      }
    case .reconciled(_, let vnf, _, let findings):
      vnfs.update(vnf) {
        $0.reconciling = nil
        $0.divergence = findings
      }
    default: break
    }
  }

  private mutating func start(_ record: VNFOperationRecord) {
    operations[record.id] = record
    openOperations += 1
    if !record.reference.isEmpty { requests[record.reference] = record.id }
    countHeal(record, in: record.state)
    vnfs.update(record.vnf) {
      $0.openOperation = record.id
      $0.lastOperation = record.id
      $0.recentOperations = $0.recentOperations.suffix(11) + [record.id]
      if record.kind == .heal { $0.healing.isDue = false }
      if record.kind == .instantiate {
        $0.vim = record.target.vim
        $0.networks = record.target.networks
      }
    }
  }

  private mutating func enter(
    _ state: VNFOperationState, _ id: VNFOperation.ID, _ fault: Fault?, at instant: Instant
  ) {
    guard let before = operations[id] else { return }
    var operation = before
    operation.state = state
    operation.stateEnteredAt = instant
    operation.fault = fault
    operation.isCancelPending = false
    operation.cancelMode = nil
    operation.heldBy = nil
    operation.awaitsGrant = false
    if state.isTerminal { operation.endedAt = instant }
    operations[id] = operation
    countHeal(operation, in: state)
    if state == .failedTemp, before.state != .failedTemp { failedOperations += 1 }
    if state != .failedTemp, before.state == .failedTemp { failedOperations -= 1 }
    if state.isTerminal, !before.state.isTerminal { openOperations -= 1 }
    guard var vnf = vnfs[operation.vnf] else { return }
    if state == .processing { vnf.begin(operation) }
    if state.isTerminal { vnf.openOperation = nil }
    if state == .completed {
      vnf.configured.follow(
        operation, from: packages[vnf.vnfdId.rawValue],
        to: packages[operation.target.vnfdId.rawValue], vnf.information, at: instant)
      vnf.become(operation, at: instant)
    }
    if state == .rolledBack { vnf.return(from: operation) }
    if state == .failed { vnf.giveUp(operation) }
    let isGone = state == .completed && operation.kind == .terminate
    if isGone { leaveWave(operation.vnf, on: vnf.vim) }
    vnfs[operation.vnf] = isGone ? nil : vnf
  }

  private mutating func update(
    _ step: Int, of operation: VNFOperation.ID, _ change: (inout OperationStep) -> Void
  ) {
    operations.update(operation) {
      if $0.steps.indices.contains(step) { change(&$0.steps[step]) }
    }
  }

  /// A configuration step that is begun, or that failed, is seen on the VNF.
  private mutating func noteConfiguration(
    _ configuration: VNFRecord.ConfigurationState, of vnf: VNFInstance.ID, _ step: Int,
    _ operation: VNFOperation.ID
  ) {
    guard let steps = operations[operation]?.steps, steps.indices.contains(step),
      case .configure = steps[step].act
    else { return }
    vnfs.update(vnf) { $0.configuration = configuration }
  }
}

extension VNFOperationRecord {
  fileprivate mutating func heed(_ task: VNFOperationTask) {
    guard case .cancel(let mode) = task else { return }
    isCancelPending = true
    // A forceful cancel is not softened by a graceful one that comes later.
    if cancelMode != .forceful { cancelMode = mode }
  }

  /// Appends a leg to the plan, or clears what failed in the present one. A leg that undoes may be
  /// empty: nothing was done, and what was to be done is not begun again.
  fileprivate mutating func resume(_ leg: [OperationStep], isUndoing: Bool) {
    guard leg.isEmpty, isUndoing == self.isUndoing else {
      legStart = steps.count
      steps += leg.asLeg(from: legStart)
      return
    }
    for index in self.leg.indices where steps[index].startedAt != nil && !steps[index].isDone {
      steps[index].clear()
    }
  }
}

extension OperationStep {
  fileprivate mutating func begin(
    _ attempt: Int, _ compensations: [Compensation], at instant: Instant
  ) {
    attempts = attempt
    startedAt = startedAt ?? instant
    attemptedAt = instant
    awaitsVIM = false
    endedAt = nil
    fault = nil
    self.compensations = compensations
  }

  /// As if it had not been begun, but for the number of attempts, by which its VIM knows it.
  fileprivate mutating func clear() {
    startedAt = nil
    attemptedAt = nil
    endedAt = nil
    fault = nil
    forgivenAttempts = attempts
  }
}

extension VNFRecord {
  /// What changes as soon as an operation is being processed: fewer components are wanted at once.
  fileprivate mutating func begin(_ operation: VNFOperationRecord) {
    switch operation.kind {
    case .scale, .scaleToLevel, .changeFlavour, .operate:
      wanted = min(wanted, operation.target.wanted)
    case .instantiate, .heal, .changeExternalConnectivity, .changePackage, .modifyInformation,
      .createSnapshot, .revertToSnapshot, .terminate:
      break
    }
  }

  /// What an operation that is done made of the instance.
  fileprivate mutating func become(_ operation: VNFOperationRecord, at instant: Instant) {
    let target = operation.target
    vnfdId = target.vnfdId
    productName = target.productName
    softwareVersion = target.softwareVersion
    flavourId = target.flavourId
    levels = target.levels
    networks = target.networks
    wanted = target.wanted
    divergence = []
    switch operation.kind {
    case .instantiate:
      instantiationState = .instantiated
      vnfState = .started
      configuration = .configured
    case .heal:
      if vnfState == .stopped {
        configuration = .unconfigured
      } else if configured.drift.isEmpty {
        configuration = .configured
      }
      healing.lastHealedAt = instant
      healing.failures = 0
      healing.isGivenUp = false
      if operation.isAutomaticInvocation {
        healing.healedAt = healing.healedAt.suffix(Healing.limit - 1) + [instant]
      }
    case .operate:
      vnfState = target.vnfState
      // Day-1 goes with the last component.
      configuration = target.vnfState == .started ? .configured : .unconfigured
    case .modifyInformation:
      configuration =
        operation.configures ? .configured : operation.configurationBefore
      if let modification = operation.modification {
        information = information.modified(by: modification)
      }
    case .createSnapshot: snapshots += operation.snapshot.map { [$0] } ?? []
    case .scale, .scaleToLevel, .changeFlavour, .changeExternalConnectivity, .changePackage,
      .revertToSnapshot:
      if configured.drift.isEmpty { configuration = .configured }
    case .terminate: break
    }
  }

  /// What an operation that is closed as it is leaves undecided.
  fileprivate mutating func giveUp(_ operation: VNFOperationRecord) {
    wanted = operation.origin?.wanted ?? wanted
    // Where nothing is to run, nothing is to be configured.
    if instantiationState == .instantiated, vnfState == .stopped {
      configuration = .unconfigured
    } else if configuration == .configuring {
      configuration = .failed
    }
  }

  /// What an operation that was rolled back leaves of its traces.
  fileprivate mutating func `return`(from operation: VNFOperationRecord) {
    configuration = operation.configurationBefore
    if operation.kind == .heal { healing.failures += 1 }
    guard let origin = operation.origin else { return }
    wanted = origin.wanted
  }
}
