import Deciding
import ResourceInterfaces

// From a request (SOL003 §5.4) to an operation occurrence in STARTING, or to a refusal.
extension FunctionLifecycle {
  /// What a request comes to, once it is found legal.
  struct Plan {
    let kind: VNFOperationKind
    var isAutomatic = false
    var reference: String
    let purpose: String
    let target: VNFOperationRecord.Target
    var replaced: [Resource.ID] = []
    let steps: [OperationStep]
    /// What to ask the NFVO for; nil when nothing is added and the operation needs no grant.
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
        detail: "There is no VNF instance \(request.vnf). It may have been terminated.")
      refuse(nil, "\(request.vnf)", request.kind.rawValue, request.reference, fault, &turn)
      return
    }
    do {
      let plan = try plan(request, for: vnf, turn.state)
      start(plan, vnf, &turn)
    } catch {
      refuse(vnf.id, vnf.name, request.kind.rawValue, request.reference, error, &turn)
    }
  }

  static func start(_ plan: Plan, _ vnf: VNFRecord, _ turn: inout Turn<Self>) {
    let id = turn.makeID(VNFOperation.self)
    turn.record(
      .operationStarted(
        record: VNFOperationRecord(
          id: id, vnf: vnf.id, vnfName: vnf.name, kind: plan.kind,
          isAutomaticInvocation: plan.isAutomatic, reference: plan.reference,
          purpose: plan.purpose, target: plan.target, replaced: plan.replaced,
          startedAt: turn.now, stateEnteredAt: turn.now, steps: plan.steps)))
    notify(id, &turn)
    guard let demand = plan.grant else {
      enter(id, on: .granted, nil, &turn)
      advance(id, &turn)
      return
    }
    turn.send(
      .nfvo(
        .grantRequest(
          GrantRequest(
            vnf: vnf.id, operation: id, kind: plan.kind,
            isAutomaticInvocation: plan.isAutomatic, add: demand.add, remove: demand.remove,
            addCount: demand.addCount, largest: demand.largest))))
  }

  /// Finds out what `request` means for `vnf`.
  ///
  /// - Throws: why it is not legal now.
  static func plan(
    _ request: Request, for vnf: VNFRecord, _ state: State
  ) throws(Fault) -> Plan {
    if let open = vnf.openOperation, let operation = state.operations[open] {
      throw Fault(
        title: "Another operation is open",
        detail: "\(operation.kind.rawValue) \(open) of \(vnf.name) is \(operation.state.rawValue). "
          + "Wait until it has ended.")
    }
    guard let vnfd = state.vnfd(of: vnf) else {
      throw Fault(
        title: "VNF package unknown",
        detail: "The package of \(vnf.name), \(vnf.vnfdId), is not onboarded. Onboard it again.")
    }
    let isInstantiated = vnf.instantiationState == .instantiated
    guard request.kind == .terminate || isInstantiated != (request.kind == .instantiate) else {
      throw Fault(
        title: "Not possible in this state",
        detail: "\(vnf.name) is \(vnf.instantiationState.rawValue), so \(request.kind.rawValue) "
          + "is not possible.")
    }
    switch request.message {
    case .instantiate(_, let levels, let vim, let networks, _):
      return try instantiation(of: vnf, vnfd, levels, vim, networks, request.reference)
    case .scale(_, let aspect, let steps, let isAutomatic, _):
      return try scaling(of: vnf, vnfd, aspect, steps, isAutomatic, request.reference)
    case .changePackage(_, let target, _):
      return try packageChange(of: vnf, vnfd, state.packages[target.rawValue], target, request)
    case .heal(_, let cause, _):
      return try healing(of: vnf, vnfd, cause: cause, reference: request.reference)
    default: return termination(of: vnf, vnfd, request.reference)
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
      case .instantiate(let vnf, _, _, _, let reference):
        (kind, self.vnf, self.reference) = (.instantiate, vnf, reference)
      case .scale(let vnf, _, _, _, let reference):
        (kind, self.vnf, self.reference) = (.scale, vnf, reference)
      case .changePackage(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.changePackage, vnf, reference)
      case .heal(let vnf, _, let reference):
        (kind, self.vnf, self.reference) = (.heal, vnf, reference)
      case .terminate(let vnf, let reference):
        (kind, self.vnf, self.reference) = (.terminate, vnf, reference)
      default: return nil
      }
    }
  }
}
