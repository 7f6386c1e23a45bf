// What an NSD is made of besides VNFs: other network services, physical functions, and the levels at
// which all of them are instantiated.

extension NSD {
  /// SOL001's NS node inside an NSD: which network service, how many, in which flavour.
  package struct NestedNSProfile: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var nsdId: NSD.ID
    package var flavourId: String?
    package var instantiationLevel: String?
    package var instances: Int
    /// SAP of the nested network service → virtual link profile of this one.
    package var virtualLinks: [String: String]
    /// The profiles, of VNFs or network services, that must be instantiated before this one.
    package var dependsOn: [String]

    package init(
      id: String, nsdId: NSD.ID, flavourId: String? = nil, instantiationLevel: String? = nil,
      instances: Int = 1, virtualLinks: [String: String] = [:], dependsOn: [String] = []
    ) {
      self.id = id
      self.nsdId = nsdId
      self.flavourId = flavourId
      self.instantiationLevel = instantiationLevel
      self.instances = instances
      self.virtualLinks = virtualLinks
      self.dependsOn = dependsOn
    }
  }

  /// SOL001's PNF node inside an NSD.
  package struct PNFProfile: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var pnfdId: PNFD.ID
    /// External connection point of the PNF → virtual link profile of the NS.
    package var virtualLinks: [String: String]

    package init(id: String, pnfdId: PNFD.ID, virtualLinks: [String: String] = [:]) {
      self.id = id
      self.pnfdId = pnfdId
      self.virtualLinks = virtualLinks
    }
  }

  /// SOL001 NsLevels with the mappings that belong to it.
  package struct NSInstantiationLevel: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var description: String
    /// VnfToInstantiationLevelMapping: how many VNFs of each profile.
    package var vnfInstances: [String: Int]
    /// NsToInstantiationLevelMapping: how many network services of each profile.
    package var nsInstances: [String: Int]
    /// VirtualLinkToInstantiationLevelMapping: the bitrates of virtual links.
    package var linkBitrates: [String: Bitrate] = [:]

    package init(
      id: String, description: String = "", vnfInstances: [String: Int] = [:],
      nsInstances: [String: Int] = [:]
    ) {
      self.id = id
      self.description = description
      self.vnfInstances = vnfInstances
      self.nsInstances = nsInstances
    }
  }
}

/// A descriptor of a physical network function (SOL001 §8, IFA014).
package struct PNFD: Codable, Hashable, Sendable, Identifiable {
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
  package var name: String
  package var provider: String
  package var version: String
  package var invariantId: String?
  package var functionDescription: String
  /// The external connection points, by which the PNF is attached to networks of the NS.
  package var externalConnectionPoints: [String]

  package init(
    id: ID, name: String, provider: String, version: String, invariantId: String? = nil,
    functionDescription: String = "", externalConnectionPoints: [String] = []
  ) {
    self.id = id
    self.name = name
    self.provider = provider
    self.version = version
    self.invariantId = invariantId
    self.functionDescription = functionDescription
    self.externalConnectionPoints = externalConnectionPoints
  }
}
