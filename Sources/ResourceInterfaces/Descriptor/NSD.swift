// What a network service is made of, vendor-neutral: the part of SOL001's NSD that the NFVO uses.

/// A network service descriptor (SOL001 §7, IFA014) in its default deployment flavour, with the others
/// in ``otherFlavours``.
package struct NSD: Codable, Hashable, Sendable, Identifiable {
  /// `descriptor_id`: globally unique, another one for each version of the descriptor.
  package struct ID: RawRepresentable, Codable, Hashable, Sendable, CustomStringConvertible,
    ExpressibleByStringLiteral
  {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }
    package var description: String { rawValue }
  }

  package var id: ID
  /// The name by which a resource order asks for it: `cloud-firewall-ns`.
  package var name: String
  package var designer: String
  package var version: String
  package var invariantId: String
  package var description: String
  package var flavourId: String
  package var vnfProfiles: [VNFProfile]
  package var virtualLinkProfiles: [VirtualLinkProfile]
  package var sapds: [SAPD]
  package var scalingAspects: [NSScalingAspect]
  package var placement: [PlacementRule]
  package var affinityRules: [AffinityRule]
  package var autoScale: [AutoScalePolicy]
  package var autoHeal: AutoHealPolicy?
  /// Network services that this one is made of.
  package var nestedNSProfiles: [NestedNSProfile] = []
  package var pnfProfiles: [PNFProfile] = []
  /// NsInstantiationLevels; empty when the profiles alone say how many there are.
  package var instantiationLevels: [NSInstantiationLevel] = []
  package var defaultInstantiationLevel: String?
  /// The same network service in its other deployment flavours, none of which has others itself.
  package var otherFlavours: [NSD] = []

  package init(
    id: ID, name: String, designer: String, version: String, invariantId: String,
    description: String = "", flavourId: String = "default", vnfProfiles: [VNFProfile],
    virtualLinkProfiles: [VirtualLinkProfile] = [], sapds: [SAPD] = [],
    scalingAspects: [NSScalingAspect] = [], placement: [PlacementRule] = [],
    affinityRules: [AffinityRule] = [], autoScale: [AutoScalePolicy] = [],
    autoHeal: AutoHealPolicy? = nil
  ) {
    self.id = id
    self.name = name
    self.designer = designer
    self.version = version
    self.invariantId = invariantId
    self.description = description
    self.flavourId = flavourId
    self.vnfProfiles = vnfProfiles
    self.virtualLinkProfiles = virtualLinkProfiles
    self.sapds = sapds
    self.scalingAspects = scalingAspects
    self.placement = placement
    self.affinityRules = affinityRules
    self.autoScale = autoScale
    self.autoHeal = autoHeal
  }

  package func vnfProfile(_ id: String) -> VNFProfile? { vnfProfiles.first { $0.id == id } }
}

extension NSD {
  /// SOL001's VNF node in an NSD: which VNF, how many, how large.
  package struct VNFProfile: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var vnfdId: VNFD.ID
    /// How many there are at instantiation.
    package var instances: Int
    /// The instantiation level of the VNFD; nil means its default.
    package var instantiationLevel: String?
    /// Whether the sizing of the order (vCPU, memory) chooses this profile's instantiation level:
    /// the smallest one that has as much.
    package var isSized: Bool
    /// External connection point of the VNF → virtual link profile of the NS.
    package var virtualLinks: [String: String]
    /// The profiles that must be instantiated before this one.
    package var dependsOn: [String]
    /// The deployment flavour of the VNFD; nil means its default.
    package var flavourId: String?

    package init(
      id: String, vnfdId: VNFD.ID, instances: Int = 1, instantiationLevel: String? = nil,
      isSized: Bool = false, virtualLinks: [String: String] = [:], dependsOn: [String] = []
    ) {
      self.id = id
      self.vnfdId = vnfdId
      self.instances = instances
      self.instantiationLevel = instantiationLevel
      self.isSized = isSized
      self.virtualLinks = virtualLinks
      self.dependsOn = dependsOn
    }
  }

  /// SOL001 NsVirtualLink with its profile.
  package struct VirtualLinkProfile: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var description: String
    /// In bit/s.
    package var maxBitrate: Int
    /// The bound on latency over the link in milliseconds; nil means none.
    package var latencyMilliseconds: Int?
    /// The bound on `packet_delay_variation` in milliseconds; nil means none.
    package var jitterMilliseconds: Int?
    /// `min_bitrate_requirements.root` in bit/s: what the link must have between sites.
    package var minBitrate = 0

    package init(
      id: String, description: String = "", maxBitrate: Int, latencyMilliseconds: Int? = nil
    ) {
      self.id = id
      self.description = description
      self.maxBitrate = maxBitrate
      self.latencyMilliseconds = latencyMilliseconds
    }
  }

  /// SOL001 Sap: where the network service meets the networks of its customer.
  package struct SAPD: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var description: String
    package var virtualLink: String

    package init(id: String, description: String = "", virtualLink: String) {
      self.id = id
      self.description = description
      self.virtualLink = virtualLink
    }
  }

  /// SOL001 NsScalingAspect: levels at which there are more or fewer VNFs.
  package struct NSScalingAspect: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var name: String
    package var description: String
    /// The levels from 0 on.
    package var levels: [Level]

    /// What there is at a level, by profile.
    package struct Level: Codable, Hashable, Sendable {
      package var description: String
      /// VnfToLevelMapping: how many VNFs.
      package var vnfInstances: [String: Int]
      /// NsToLevelMapping: how many nested network services.
      package var nsInstances: [String: Int]
      /// VirtualLinkToLevelMapping: the bitrates of virtual links.
      package var linkBitrates: [String: Bitrate]

      package init(
        description: String = "", vnfInstances: [String: Int], nsInstances: [String: Int] = [:],
        linkBitrates: [String: Bitrate] = [:]
      ) {
        self.description = description
        self.vnfInstances = vnfInstances
        self.nsInstances = nsInstances
        self.linkBitrates = linkBitrates
      }
    }

    package init(id: String, name: String, description: String = "", levels: [Level]) {
      self.id = id
      self.name = name
      self.description = description
      self.levels = levels
    }
  }

  /// SOL001 NsAffinityRule and NsAntiAffinityRule among the VNFs of the NS.
  package struct AffinityRule: Codable, Hashable, Sendable {
    package var kind: Affinity
    package var scope: AffinityScope
    package var vnfProfiles: [String]

    package init(kind: Affinity, scope: AffinityScope, vnfProfiles: [String]) {
      self.kind = kind
      self.scope = scope
      self.vnfProfiles = vnfProfiles
    }
  }
}
