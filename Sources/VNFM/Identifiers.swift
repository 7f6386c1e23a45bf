import Deciding
import ResourceInterfaces

// Packages, identifiers of VNF instances, and their configurable properties.
extension FunctionLifecycle {
  static func onboard(_ vnfds: [VNFD], _ turn: inout Turn<Self>) {
    let new = vnfds.filter { turn.state.packages[$0.id.rawValue] != $0 }
    guard !new.isEmpty else { return }
    turn.record(.packagesOnboarded(vnfds: new))
  }

  /// Drops a package that the NFVO deleted, which it does only when no instance stands on it.
  static func forget(_ id: VNFD.ID, _ turn: inout Turn<Self>) {
    guard let vnfd = turn.state.packages[id.rawValue] else { return }
    turn.record(.packageDeleted(vnfd: id, title: "\(vnfd.productName) \(vnfd.softwareVersion)"))
  }

  static func create(
    _ name: String, _ vnfdId: VNFD.ID, _ tenant: String, _ ns: String, _ reference: String,
    _ turn: inout Turn<Self>
  ) {
    if let known = turn.state.identifiers[reference] {
      turn.send(.nfvo(.vnfCreated(vnf: known, reference: reference)))
      return
    }
    guard let vnfd = turn.state.packages[vnfdId.rawValue] else {
      let fault = Fault(
        title: "VNF package unknown",
        detail: "No VNF package with descriptor \(vnfdId) is onboarded. Onboard it first.")
      refuse(nil, name, "create", reference, fault, &turn)
      return
    }
    let vnf = turn.makeID(VNFInstance.self)
    turn.record(
      .identifierCreated(
        vnf: vnf, name: name, vnfdId: vnfdId, productName: vnfd.productName,
        softwareVersion: vnfd.softwareVersion, tenant: tenant, ns: ns, reference: reference))
    turn.send(.nfvo(.vnfCreated(vnf: vnf, reference: reference)))
  }

  static func setAutoHeal(
    _ policy: AutoHeal, of vnf: VNFInstance.ID, _ turn: inout Turn<Self>
  ) {
    guard let record = turn.state.vnfs[vnf], record.healing.policy != policy else { return }
    turn.record(.autoHealSet(vnf: vnf, name: record.name, policy: policy))
    healIfNeeded(vnf, &turn)
  }

  static func refuse(
    _ vnf: VNFInstance.ID?, _ name: String, _ request: String, _ reference: String,
    _ fault: Fault, _ turn: inout Turn<Self>
  ) {
    turn.record(.requestRefused(vnf: vnf, name: name, request: request, fault: fault))
    turn.send(.nfvo(.requestRefused(reference: reference, fault: fault)))
  }
}
