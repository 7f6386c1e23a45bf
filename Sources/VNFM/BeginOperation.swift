import Deciding
import ResourceInterfaces

// From a request (SOL003 §5.4) to an operation occurrence, or to a refusal.
extension FunctionLifecycle {
  /// What a request comes to, once it is found legal.
  struct Plan {
    let kind: VNFOperationKind
    var isAutomatic = false
    var reference: String
    let purpose: String
    let target: VNFOperationRecord.Target
    var replaced: [Resource.ID] = []
    var modification: VNFModification?
    var snapshot: VNFSnapshotRecord?
    let steps: [OperationStep]
    /// What to ask the NFVO for; nil when the operation needs no grant.
    let grant: GrantDemand?
  }

  static func begin(_ message: VNFMMessage, _ turn: inout Turn<Self>) {
    guard let request = Request(message) else { return }
    if let known = turn.state.requests[request.reference] {
      notify(known, &turn)
      return
    }
    guard let vnf = turn.state.vnfs[request.vnf] else {
      let fault = Fault(
        title: "VNF unknown",
        detail: "There is no VNF instance \(request.vnf). It may have been terminated.",
        errorClass: .notFound)
      refuse(nil, "\(request.vnf)", request.kind.rawValue, request.reference, fault, &turn)
      return
    }
    do {
      let plan = try plan(request, for: vnf, &turn)
      start(plan, vnf, &turn)
    } catch {
      refuse(vnf.id, vnf.name, request.kind.rawValue, request.reference, error, &turn)
    }
  }

  static func start(_ plan: Plan, _ vnf: VNFRecord, _ turn: inout Turn<Self>) {
    let id = turn.makeID(VNFOperation.self)
    let affinityRules = (try? turn.state.vnfd(of: plan.target))?.affinityRules ?? []
    let request = plan.grant.map { demand in
      GrantRequest(
        vnf: vnf.id, operation: id, kind: plan.kind, isAutomaticInvocation: plan.isAutomatic,
        addResources: demand.add, removeResources: demand.remove, replaced: plan.replaced,
        affinityRules: affinityRules)
    }
    var record = VNFOperationRecord(
      id: id, vnf: vnf.id, vnfName: vnf.name, kind: plan.kind,
      isAutomaticInvocation: plan.isAutomatic, reference: plan.reference, purpose: plan.purpose,
      target: plan.target,
      origin: vnf.instantiationState == .instantiated ? vnf.present : nil,
      configurationBefore: vnf.configuration, replaced: plan.replaced,
      modification: plan.modification, snapshot: plan.snapshot, startedAt: turn.now,
      stateEnteredAt: turn.now, grantRequest: request, steps: plan.steps.inSequence)
    // MODIFY_INFO takes no resources, so it asks for no grant and begins in PROCESSING.
    if plan.kind == .modifyInformation { record.state = .processing }
    turn.record(.operationStarted(record: record))
    notify(id, &turn)
    watchOver(id, &turn)
    guard let request else {
      enter(id, on: .granted, nil, &turn)
      advance(id, &turn)
      return
    }
    turn.send(.nfvo(.grantRequest(request)))
  }

  /// Finds out what `request` means for `vnf`.
  ///
  /// - Throws: why it is not legal now.
  static func plan(
    _ request: Request, for vnf: VNFRecord, _ turn: inout Turn<Self>
  ) throws(Fault) -> Plan {
    if let open = vnf.openOperation, let operation = turn.state.operations[open] {
      throw Fault(
        title: "Another operation is open",
        detail: "\(operation.kind.rawValue) \(open) of \(vnf.name) is \(operation.state.rawValue). "
          + "Wait until it has ended.",
        errorClass: .busy)
    }
    guard let vnfd = turn.state.vnfd(of: vnf) else {
      throw Fault(
        title: "VNF package unknown",
        detail: "The package of \(vnf.name), \(vnf.vnfdId), is not onboarded. Onboard it again.")
    }
    if let objection = vnf.objection(to: request.kind) { throw objection }
    let reference = request.reference
    switch request.message {
    case .instantiate(_, let flavour, let levels, let vim, let networks, _):
      let whole = turn.state.packages[vnf.vnfdId.rawValue] ?? vnfd
      let chosen = try flavour.map { id throws(Fault) in try whole.inKnownFlavour(id) }
      return try instantiation(of: vnf, chosen ?? vnfd, levels, vim, networks, reference)
    case .scale(_, let aspect, let steps, let isAutomatic, _):
      return try scaling(of: vnf, vnfd, aspect, steps, isAutomatic, reference)
    case .scaleToLevel(_, let level, let levels, _):
      return try scaling(of: vnf, vnfd, to: level, levels, reference)
    case .changeFlavour(_, let flavour, let level, _):
      let whole = turn.state.packages[vnf.vnfdId.rawValue] ?? vnfd
      return try flavourChange(of: vnf, vnfd, whole, to: flavour, level, reference)
    case .operate(_, let change, _): return try operating(vnf, vnfd, change, reference)
    case .changePackage(_, let target, _):
      return try packageChange(
        of: vnf, vnfd, turn.state.packages[target.rawValue], target, reference)
    case .changeExternalConnectivity(_, let networks, _):
      return try connecting(vnf, vnfd, to: networks, reference)
    case .modifyInformation(_, let modification, _):
      return try modifying(vnf, modification, reference)
    case .createSnapshot(_, let name, _):
      let record = VNFSnapshotRecord(
        id: turn.makeID(VNFSnapshot.self), name: name, takenAt: turn.now, content: vnf.present)
      return snapshotting(vnf, record, reference)
    case .revertToSnapshot(_, let snapshot, _):
      return try reverting(
        vnf, vnfd, to: snapshot, keeping: turn.makeID(VNFSnapshot.self), turn.state, reference)
    case .heal(_, let cause, _):
      return try healing(of: vnf, vnfd, cause: cause, reference: reference)
    default: return termination(of: vnf, vnfd, reference)
    }
  }
}

extension FunctionLifecycle {
  /// A request for a lifecycle operation, with what all of them have.
  struct Request {
    let message: VNFMMessage
    let kind: VNFOperationKind
    let vnf: VNFInstance.ID
    let reference: String

    /// Nil when `message` asks for no lifecycle operation.
    init?(_ message: VNFMMessage) {
      self.message = message
      switch message {
      case .instantiate(let vnf, _, _, _, _, let reference):
        (kind, self.vnf, self.reference) = (.instantiate, vnf, reference)
      case .scale(let vnf, _, _, _, let reference):
        (kind, self.vnf, self.reference) = (.scale, vnf, reference)
      case .scaleToLevel(let vnf, _, _, let reference):
        (kind, self.vnf, self.reference) = (.scaleToLevel, vnf, reference)
      case .changeFlavour(let vnf, _, _, let reference):
        (kind, self.vnf, self.reference) = (.changeFlavour, vnf, reference)
      case .operate(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.operate, vnf, reference)
      case .changeExternalConnectivity(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.changeExternalConnectivity, vnf, reference)
      case .changePackage(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.changePackage, vnf, reference)
      case .modifyInformation(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.modifyInformation, vnf, reference)
      case .createSnapshot(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.createSnapshot, vnf, reference)
      case .revertToSnapshot(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.revertToSnapshot, vnf, reference)
      case .heal(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.heal, vnf, reference)
      case .terminate(let vnf, let reference):
        (kind, self.vnf, self.reference) = (.terminate, vnf, reference)
      default: return nil
      }
    }
  }
}
