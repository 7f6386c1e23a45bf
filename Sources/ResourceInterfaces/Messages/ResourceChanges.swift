import Deciding

// What a VIM tells of its resources, by itself and when it is asked.

/// Vi-Vnfm: a resource of a VNF changed; the VNFM learns of infrastructure from these alone.
package struct ResourceChange: Codable, Equatable, Sendable {
  package enum Phase: String, Codable, Sendable {
    /// Accepted, no host yet.
    case pending
    /// A host was chosen; image, volumes and networks are made ready.
    case creating
    /// Runs, not yet ready to serve.
    case running
    /// Serves.
    case ready
    /// Its host is not answering, or it failed; it serves nobody.
    case lost
    /// Gone.
    case deleted
  }

  package let vim: VIMName
  package let vnf: VNFInstance.ID
  package let vdu: String
  package let resource: Resource.ID
  /// Name in the cluster, such as `globex-fw-1-7c9`.
  package let name: String
  /// The cluster's own word for the kind: `Pod`, `Server`.
  package let type: String
  package let host: HostName?
  package let phase: Phase
  package let image: String
  /// The cluster's reason in its own words, such as `ContainerCreating` or `NodeLost`; may be empty.
  package let reason: String
  /// What is to blame when it is lost; nil in all other phases.
  package let loss: LossCause?
  /// Counts the changes that the VIM has seen of this VNF, from 1 on and without gaps: a change that is
  /// overtaken, doubled or lost is known by it. 0 where a VIM does not count.
  package let sequence: Int
  /// CPU and memory that it has; nil when the cluster does not tell.
  package let compute: Compute?

  package init(
    vim: VIMName, vnf: VNFInstance.ID, vdu: String, resource: Resource.ID, name: String,
    type: String, host: HostName?, phase: Phase, image: String, reason: String,
    loss: LossCause? = nil, compute: Compute? = nil, sequence: Int = 0
  ) {
    self.vim = vim
    self.vnf = vnf
    self.vdu = vdu
    self.resource = resource
    self.name = name
    self.type = type
    self.host = host
    self.phase = phase
    self.image = image
    self.reason = reason
    self.compute = compute
    self.loss = loss
    self.sequence = sequence
  }
}

/// Up to where a VIM has told the changes of a VNF.
package struct ChangeMark: Codable, Hashable, Sendable {
  package let vnf: VNFInstance.ID
  /// As in ``ResourceChange/sequence``.
  package let sequence: Int

  package init(vnf: VNFInstance.ID, sequence: Int) {
    self.vnf = vnf
    self.sequence = sequence
  }
}

/// What is to blame that a resource serves nobody any more.
package enum LossCause: String, Codable, Hashable, Sendable {
  /// Its host does not answer, or does not take it.
  case host
  /// What runs in it: it cannot be fetched, or ends by itself.
  case workload
}

/// What a VIM really holds for a VNF: the truth that belief is checked against.
package struct VIMDescription: Codable, Equatable, Sendable {
  package let vim: VIMName
  package let vnf: VNFInstance.ID
  package let query: TaskToken
  /// Whether there is anything at all.
  package let exists: Bool
  package let networkAttachments: [String]
  package let resources: [ResourceChange]
  package let snapshots: [VNFSnapshot.ID]
  /// Up to which ``ResourceChange/sequence`` it tells what there is; 0 where a VIM does not count.
  package let sequence: Int

  package init(
    vim: VIMName, vnf: VNFInstance.ID, query: TaskToken, exists: Bool,
    networkAttachments: [String], resources: [ResourceChange], snapshots: [VNFSnapshot.ID],
    sequence: Int = 0
  ) {
    self.vim = vim
    self.vnf = vnf
    self.query = query
    self.exists = exists
    self.networkAttachments = networkAttachments
    self.resources = resources
    self.snapshots = snapshots
    self.sequence = sequence
  }
}
