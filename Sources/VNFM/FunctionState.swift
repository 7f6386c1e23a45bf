import Deciding
import ResourceInterfaces

extension FunctionLifecycle.State {
  /// Changes the state as `event` says; decides nothing.
  mutating func apply(_ event: FunctionEvent, at instant: Instant) {
    switch event {
    case .packagesOnboarded(let vnfds):
      for vnfd in vnfds { packages[vnfd.id.rawValue] = vnfd }
    case .packageDeleted(let vnfd, _): packages[vnfd.rawValue] = nil
    case .identifierCreated(
      let vnf, let name, let vnfdId, let product, let version, let tenant, let reference):
      vnfs[vnf] = VNFRecord(
        id: vnf, name: name, tenant: tenant, createdAt: instant, vnfdId: vnfdId,
        productName: product, softwareVersion: version)
      identifiers[reference] = vnf
    case .autoHealSet(let vnf, _, let policy):
      vnfs.update(vnf) { $0.healing.policy = policy }
    case .operationStarted(let record): start(record)
    case .operationGranted(let operation, _, _, let grant):
      operations.update(operation) { $0.grant = grant }
    case .operationEntered(let operation, _, _, _, let state, let fault):
      enter(state, operation, fault, at: instant)
    case .stepStarted(let operation, let vnf, _, let step, _):
      startStep(step, of: operation, vnf, at: instant)
    case .stepEnded(let operation, let vnf, _, let step, _, let fault):
      endStep(step, of: operation, vnf, fault, at: instant)
    case .componentChanged(_, let change):
      vnfs.update(change.vnf) { $0.components.take(change, at: instant) }
    case .healthReported(let vnf, _, let ready, let wanted, _):
      vnfs.update(vnf) {
        $0.toldReady = ready
        $0.toldWanted = wanted
      }
    case .healScheduled(let vnf, _, _, _): vnfs.update(vnf) { $0.healing.isDue = true }
    case .healDropped(let vnf, _, _):
      vnfs.update(vnf) { $0.healing.isDue = false }
      leaveWave(vnf, on: vnfs[vnf]?.vim)
    case .healQueued(let vnf, _, let vim, _, _): queueHeal(of: vnf, on: vim)
    case .healResumed(let vnf, _):
      vnfs.update(vnf) {
        $0.healing.isGivenUp = false
        $0.healing.failures = 0
      }
    case .healGivenUp(let vnf, _, _): vnfs.update(vnf) { $0.healing.isGivenUp = true }
    case .configuration(let vnf, _, let event): apply(event, to: vnf, at: instant)
    case .requestRefused: break
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
        to: packages[operation.target.vnfdId.rawValue], at: instant)
      vnf.become(operation.target, by: operation.kind, at: instant)
    }
    if state == .completed, operation.kind == .heal, operation.isAutomaticInvocation {
      vnf.healing.healedAt = vnf.healing.healedAt.suffix(VNFRecord.Healing.limit - 1) + [instant]
    }
    if state == .rolledBack, operation.kind == .heal { vnf.healing.failures += 1 }
    let isGone = state == .completed && operation.kind == .terminate
    if isGone { leaveWave(operation.vnf, on: vnf.vim) }
    vnfs[operation.vnf] = isGone ? nil : vnf
  }

  private mutating func startStep(
    _ step: Int, of operation: VNFOperation.ID, _ vnf: VNFInstance.ID, at instant: Instant
  ) {
    guard let record = operations[operation], record.steps.indices.contains(step) else { return }
    operations.update(operation) { $0.steps[step].startedAt = instant }
    guard case .configure = record.steps[step].act else { return }
    vnfs.update(vnf) { $0.configuration = .configuring }
  }

  private mutating func endStep(
    _ step: Int, of operation: VNFOperation.ID, _ vnf: VNFInstance.ID, _ fault: Fault?,
    at instant: Instant
  ) {
    guard let record = operations[operation], record.steps.indices.contains(step) else { return }
    operations.update(operation) {
      $0.steps[step].endedAt = instant
      $0.steps[step].fault = fault
    }
    guard case .configure = record.steps[step].act, fault != nil else { return }
    vnfs.update(vnf) { $0.configuration = .failed }
  }
}

extension VNFRecord {
  /// What changes as soon as an operation is being processed: fewer components are wanted at once.
  fileprivate mutating func begin(_ operation: VNFOperationRecord) {
    guard operation.kind == .scale else { return }
    wanted = min(wanted, operation.target.wanted)
  }

  /// What an operation that is done made of the instance.
  fileprivate mutating func become(
    _ target: VNFOperationRecord.Target, by kind: VNFOperationKind, at instant: Instant
  ) {
    vnfdId = target.vnfdId
    productName = target.productName
    softwareVersion = target.softwareVersion
    levels = target.levels
    wanted = target.wanted
    if configured.drift.isEmpty { configuration = .configured }
    switch kind {
    case .instantiate:
      instantiationState = .instantiated
      vnfState = .started
    case .heal:
      healing.lastHealedAt = instant
      healing.failures = 0
      healing.isGivenUp = false
    case .scale, .changePackage, .terminate: break
    }
  }
}
