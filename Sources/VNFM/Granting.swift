import Deciding
import ResourceInterfaces

// The grant of an operation (SOL003 §9): nothing is touched before it is given, components go where it
// says, and an operation that is retried asks whether it still stands.
extension FunctionLifecycle {
  static func granted(
    _ id: VNFOperation.ID, _ grant: Grant.ID, _ seats: [GrantedSeat], _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], let vnf = turn.state.vnfs[operation.vnf],
      operation.state == .starting || operation.awaitsGrant
    else { return }
    turn.record(
      .operationGranted(
        operation: id, vnf: operation.vnf, name: operation.vnfName, grant: grant,
        seats: vnf.seats + seats))
    guard operation.state == .starting else {
      advance(id, &turn)
      return
    }
    guard !operation.isCancelPending else {
      enter(id, on: .cancel, operation.cancellation, &turn)
      return
    }
    enter(id, on: .granted, nil, &turn)
    advance(id, &turn)
  }

  static func grantRefused(
    _ id: VNFOperation.ID, _ fault: Fault, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id],
      operation.state == .starting || operation.awaitsGrant
    else { return }
    enter(id, on: operation.state == .starting ? .grantRefused : .failed, fault, &turn)
  }

  /// Asks anew for what an operation that is retried still has to add.
  ///
  /// - Returns: whether there is an answer to wait for.
  static func askForGrantAgain(_ id: VNFOperation.ID, _ turn: inout Turn<Self>) -> Bool {
    guard let operation = turn.state.operations[id], let request = operation.grantRequest,
      let vnf = turn.state.vnfs[operation.vnf]
    else { return false }
    let again = request.again(adding: remaining(request, of: operation, vnf, turn.state))
    turn.record(
      .grantAskedAgain(
        operation: id, vnf: vnf.id, name: operation.vnfName, request: again))
    turn.send(.nfvo(.grantRequest(again)))
    return true
  }

  /// What is left of `request` once the components that came into being are taken off. What rolls makes
  /// each component anew, so that nothing of it is there already.
  private static func remaining(
    _ request: GrantRequest, of operation: VNFOperationRecord, _ vnf: VNFRecord, _ state: State
  ) -> [ResourceDefinition] {
    switch operation.kind {
    case .instantiate, .scale, .scaleToLevel, .operate, .heal: break
    case .changeFlavour, .changeExternalConnectivity, .changePackage, .modifyInformation,
      .createSnapshot, .revertToSnapshot, .terminate:
      return request.addResources
    }
    let origin = operation.origin.flatMap { origin in
      (try? state.vnfd(of: origin)).flatMap { try? counts(of: $0, at: origin) }
    }
    return request.addResources.compactMap { demand in
      let before = origin?.byVDU.first { $0.vdu == demand.vdu }?.count ?? 0
      let kept = operation.kind == .heal ? before - demand.count : before
      let live = vnf.components.count {
        $0.vdu == demand.vdu && $0.host != nil && $0.phase != .lost
      }
      let count = min(demand.count, max(0, kept + demand.count - live))
      return count == 0
        ? nil : ResourceDefinition(vdu: demand.vdu, count: count, demand: demand.demand)
    }
  }

  /// All components with their places, as the NFVO counts them when an operation ends or stands still.
  static func placedComponents(
    _ operation: VNFOperationRecord, _ state: State
  ) -> [PlacedComponent] {
    guard let vnf = state.vnfs[operation.vnf] else { return [] }
    let target = try? state.vnfd(of: operation.target)
    let origin = operation.origin.flatMap { try? state.vnfd(of: $0) }
    return placedComponents(of: vnf, [target, origin].compactMap(\.self))
  }

  /// All components with their places, each made from one of `descriptors`.
  static func placedComponents(
    of vnf: VNFRecord, _ descriptors: [VNFD]
  ) -> [PlacedComponent] {
    vnf.components.compactMap { component in
      let vdus = descriptors.compactMap { $0.vdu(component.vdu) }
      let ofImage = vdus.filter { $0.imageReference == component.image }
      // What a change of flavour did not come to is told from what it did by its size alone.
      let vdu =
        ofImage.first { $0.demand.compute == component.compute } ?? ofImage.first ?? vdus.first
      guard let host = component.host, let vdu else { return nil }
      return PlacedComponent(
        resource: component.resource, vdu: component.vdu, host: host, demand: vdu.demand)
    }
  }
}

extension GrantRequest {
  /// The same in the next round.
  fileprivate func again(adding demands: [ResourceDefinition]) -> Self {
    Self(
      vnf: vnf, operation: operation, kind: kind, isAutomaticInvocation: isAutomaticInvocation,
      round: round + 1, addResources: demands, removeResources: removeResources,
      replaced: replaced, affinityRules: affinityRules)
  }
}

extension VNFRecord {
  /// Where its components are.
  fileprivate var seats: [GrantedSeat] {
    components.compactMap { component in
      guard let host = component.host, component.phase != .lost else { return nil }
      return GrantedSeat(vdu: component.vdu, host: host, zone: "")
    }
  }
}
