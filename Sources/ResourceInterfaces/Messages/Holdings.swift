import Deciding

// What is really in a cluster, by its owner: how it is listed part by part, deleted and taken over.

/// To whom an object in a cluster belongs, as a label or tag on it says. What has another tag, or
/// none, is somebody else's and is never touched.
package struct OwnerTag: Codable, Hashable, Sendable {
  /// What Podium calls itself in `app.kubernetes.io/managed-by`.
  package static let podium = "podium"
  /// The name of this installation: two that share a cluster leave each other's objects alone.
  package static let installation = "podium-1"

  package let managedBy: String
  /// Which installation of the manager.
  package let instance: String
  package let vnf: VNFInstance.ID?
  /// The network service, as the NFVO calls it.
  package let ns: String
  package let tenant: String

  package init(
    managedBy: String = podium, instance: String = installation, vnf: VNFInstance.ID?, ns: String,
    tenant: String
  ) {
    self.managedBy = managedBy
    self.instance = instance
    self.vnf = vnf
    self.ns = ns
    self.tenant = tenant
  }

  /// The VNF that it belongs to when this installation made it; nil for what is somebody else's.
  package var ourVNF: VNFInstance.ID? {
    managedBy == Self.podium && instance == Self.installation ? vnf : nil
  }

  /// The labels, by name.
  package var labels: [(name: String, value: String)] {
    [
      ("app.kubernetes.io/managed-by", managedBy), ("podium/installation", instance),
      ("podium/vnf", vnf.map { "\($0)" } ?? ""), ("podium/ns", ns), ("podium/tenant", tenant),
    ].filter { !$0.1.isEmpty }
  }
}

/// Which part of what a VIM holds for this installation is asked for. A driver of a real VIM asks its
/// API for objects with the tag of this installation alone, so others' never come near.
package struct ListQuery: Codable, Equatable, Sendable {
  /// So many objects come in one part, and those of one VNF together.
  package static let usualLimit = 200

  /// What its sender calls it; comes back with the answer.
  package let number: Int
  /// What one VNF has alone; nil for all.
  package let vnf: VNFInstance.ID?
  /// Only what belongs to VNFs after this one, in the order of their identifiers.
  package let after: VNFInstance.ID?
  /// The part ends with the VNF with which so many objects are reached.
  package let limit: Int

  package init(
    number: Int, vnf: VNFInstance.ID? = nil, after: VNFInstance.ID? = nil, limit: Int = usualLimit
  ) {
    self.number = number
    self.vnf = vnf
    self.after = after
    self.limit = limit
  }
}

/// One part of what a VIM holds, by VNF.
package struct Listing: Codable, Equatable, Sendable {
  package let vim: VIMName
  package let query: ListQuery
  /// In the order of the VNFs.
  package let holdings: [Holding]
  /// The last VNF that this part covers; nil when nothing comes after it.
  package let through: VNFInstance.ID?

  package init(
    vim: VIMName, query: ListQuery, holdings: [Holding], through: VNFInstance.ID?
  ) {
    self.vim = vim
    self.query = query
    self.holdings = holdings
    self.through = through
  }
}

/// All that a VIM holds under the tag of one VNF.
package struct Holding: Codable, Equatable, Sendable {
  package let owner: OwnerTag
  package let vnf: VNFInstance.ID
  /// How many changes of the VNF the VIM has told: see ``ResourceChange/sequence``. What is done past
  /// it is not among them.
  package let sequence: Int
  /// What the release has attached; empty where there is no release.
  package let networkAttachments: [String]
  /// In the order of their identifiers.
  package let objects: [HeldObject]

  package init(
    owner: OwnerTag, vnf: VNFInstance.ID, sequence: Int, networkAttachments: [String],
    objects: [HeldObject]
  ) {
    self.owner = owner
    self.vnf = vnf
    self.sequence = sequence
    self.networkAttachments = networkAttachments
    self.objects = objects
  }
}

/// A pod or a server as its VIM has it.
package struct HeldObject: Codable, Equatable, Sendable {
  /// How it stands; not numbered.
  package let change: ResourceChange
  /// What it takes of its host.
  package let compute: Compute
  /// Whether it was told to stop and has not yet.
  package let isLeaving: Bool

  package init(change: ResourceChange, compute: Compute, isLeaving: Bool) {
    self.change = change
    self.compute = compute
    self.isLeaving = isLeaving
  }
}

/// What is to become of objects that nobody believed in. The same again is a repeat.
package struct OwnershipOrder: Codable, Equatable, Sendable {
  package enum Act: String, Codable, Sendable {
    /// Delete them.
    case discard
    /// Make them part of the release of their VNF.
    case adopt
  }

  package let drift: Drift.ID
  package let attempt: Int
  package let act: Act
  package let vnf: VNFInstance.ID
  package let object: Resource.ID

  package init(
    drift: Drift.ID, attempt: Int, act: Act, vnf: VNFInstance.ID, object: Resource.ID
  ) {
    self.drift = drift
    self.attempt = attempt
    self.act = act
    self.vnf = vnf
    self.object = object
  }
}

/// The world: what somebody does in a cluster by hand, past Podium, and whom no notification tells.
package enum HandWork: Codable, Equatable, Sendable {
  /// A pod or server is deleted.
  case delete(Resource.ID)
  /// A pod or server is made with `owner` on it; nil for one without any tag.
  case make(owner: OwnerTag?, vdu: String, image: String, compute: Compute)
  case changeImage(Resource.ID, String)
  /// It is given more; nothing that runs can be made smaller.
  case resize(Resource.ID, Compute)
  /// A machine is migrated to another host.
  case move(Resource.ID, HostName)
  /// What the VNF has attached from then on.
  case attach(VNFInstance.ID, networks: [String])
}

/// A difference between what is believed and what a cluster holds, at the VNFM.
package enum Drift: Entity { package static let prefix = "drift" }
