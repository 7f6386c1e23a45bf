import Deciding
import ResourceInterfaces
import ServiceInterfaces

// For networks that are told rather than orchestrated: measurements of very large ones.

extension NSRecord {
  /// A network service as it is when it was just created.
  package init(
    created id: NSInstance.ID, name: String, tenant: String, nsd: NSD.ID, nsdName: String,
    service: Service.ID?, resourceOrder: ResourceOrder.ID?, at createdAt: Instant
  ) {
    self.id = id
    self.name = name
    self.tenant = tenant
    self.nsd = nsd
    self.nsdName = nsdName
    self.service = service
    self.resourceOrder = resourceOrder
    self.createdAt = createdAt
  }
}

extension ManagedVNF {
  /// The same VNF under another identity.
  package func copied(
    _ id: VNFInstance.ID, name: String, ns: NSInstance.ID
  ) -> ManagedVNF {
    ManagedVNF(
      id: id, name: name, ns: ns, profile: profile, vim: vim, vnfdId: vnfdId, levels: levels)
  }
}

extension NSOperationRecord {
  /// The same operation of another network service, asked for by a person.
  package func copied(
    _ id: NSOperation.ID, ns: NSInstance.ID, name: String, requester: String
  ) -> NSOperationRecord {
    NSOperationRecord(
      id: id, ns: ns, nsName: name, kind: kind, requester: .person(name: requester),
      isAutomaticInvocation: false, purpose: purpose, startedAt: startedAt,
      stateEnteredAt: startedAt, tasks: [], requirement: nil, awaitedVIMs: [],
      placement: placement)
  }
}
