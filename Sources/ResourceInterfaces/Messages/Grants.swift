import Deciding

// The grant exchange (SOL003 §9): what an operation will add and remove, and where it may.

/// SOL003 `GrantRequest` (§9.5.2.2).
package struct GrantRequest: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  package let operation: VNFOperation.ID
  package let kind: VNFOperationKind
  package let isAutomaticInvocation: Bool
  /// Counts from 1: an operation that is retried asks again, and the same again is a repeat.
  package let round: Int
  /// `addResources` and `tempResources`.
  package let addResources: [ResourceDefinition]
  package let removeResources: [ResourceDefinition]
  /// The components that are given up and replaced: no rule counts them any more.
  package let replaced: [Resource.ID]
  /// `placementConstraints`: what the VNFD says about its VDUs.
  package let affinityRules: [VNFD.AffinityRule]

  package init(
    vnf: VNFInstance.ID, operation: VNFOperation.ID, kind: VNFOperationKind,
    isAutomaticInvocation: Bool, round: Int = 1, addResources: [ResourceDefinition],
    removeResources: [ResourceDefinition], replaced: [Resource.ID] = [],
    affinityRules: [VNFD.AffinityRule] = []
  ) {
    self.vnf = vnf
    self.operation = operation
    self.kind = kind
    self.isAutomaticInvocation = isAutomaticInvocation
    self.round = round
    self.addResources = addResources
    self.removeResources = removeResources
    self.replaced = replaced
    self.affinityRules = affinityRules
  }

  /// What all that is added takes.
  package var add: Compute {
    addResources.reduce(.none) { $0 + $1.demand.compute * $1.count }
  }

  /// How many instances are added.
  package var addCount: Int { addResources.reduce(0) { $0 + $1.count } }
}

/// Instances of one VDU (SOL003 `ResourceDefinition`, §9.5.3.2).
package struct ResourceDefinition: Codable, Equatable, Sendable {
  package let vdu: String
  package let count: Int
  /// What each takes.
  package let demand: InstanceDemand

  package init(vdu: String, count: Int, demand: InstanceDemand) {
    self.vdu = vdu
    self.count = count
    self.demand = demand
  }
}

/// Where one instance that is to be added has its place (SOL003 `GrantInfo`, §9.5.3.3: zone and
/// resource provider).
package struct GrantedSeat: Codable, Equatable, Sendable {
  package let vdu: String
  package let host: HostName
  package let zone: String

  package init(vdu: String, host: HostName, zone: String) {
    self.vdu = vdu
    self.host = host
    self.zone = zone
  }
}

/// A component with its place, as the VNFM knows it.
package struct PlacedComponent: Codable, Equatable, Sendable {
  package let resource: Resource.ID
  package let vdu: String
  package let host: HostName
  package let demand: InstanceDemand

  package init(resource: Resource.ID, vdu: String, host: HostName, demand: InstanceDemand) {
    self.resource = resource
    self.vdu = vdu
    self.host = host
    self.demand = demand
  }
}
