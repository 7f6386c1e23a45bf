import Deciding
import ResourceInterfaces

// For networks that are told rather than orchestrated: measurements of very large ones.

extension VNFOperationRecord {
  /// The same operation of another VNF.
  package func copied(
    _ id: VNFOperation.ID, vnf: VNFInstance.ID, name: String, reference: String
  ) -> VNFOperationRecord {
    VNFOperationRecord(
      id: id, vnf: vnf, vnfName: name, kind: kind, isAutomaticInvocation: isAutomaticInvocation,
      reference: reference, purpose: purpose, target: target, origin: origin,
      configurationBefore: configurationBefore, replaced: replaced, modification: modification,
      snapshot: snapshot, startedAt: startedAt, stateEnteredAt: startedAt, steps: steps)
  }
}
