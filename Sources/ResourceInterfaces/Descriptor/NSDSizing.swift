// A network service descriptor in one of its flavours and at one of its levels.

/// What was chosen of an NSD when a network service was made from it (SOL005 `InstantiateNsRequest`).
package struct NSChoice: Codable, Hashable, Sendable {
  /// `nsFlavourId`; nil for the default flavour.
  package var flavourId: String?
  /// `nsInstantiationLevelId`; nil for the default level of the flavour.
  package var instantiationLevel: String?

  package init(flavourId: String? = nil, instantiationLevel: String? = nil) {
    self.flavourId = flavourId
    self.instantiationLevel = instantiationLevel
  }
}

extension NSD {
  package var flavourIds: [String] { [flavourId] + otherFlavours.map(\.flavourId) }

  package func inFlavour(_ id: String) -> NSD? {
    id == flavourId ? self : otherFlavours.first { $0.flavourId == id }
  }

  package func instantiationLevel(_ id: String) -> NSInstantiationLevel? {
    instantiationLevels.first { $0.id == id }
  }

  /// With as many VNFs and network services, and with the bit rates, that a level says there are. What
  /// the level says nothing of stays.
  package func sized(at level: NSInstantiationLevel) -> NSD {
    var result = self
    for index in vnfProfiles.indices {
      if let count = level.vnfInstances[vnfProfiles[index].id] {
        result.vnfProfiles[index].instances = count
      }
    }
    for index in nestedNSProfiles.indices {
      if let count = level.nsInstances[nestedNSProfiles[index].id] {
        result.nestedNSProfiles[index].instances = count
      }
    }
    return result.with(level.linkBitrates)
  }

  /// With the bit rates of virtual links that a level says they have.
  package func with(_ bitrates: [String: Bitrate]) -> NSD {
    guard !bitrates.isEmpty else { return self }
    var result = self
    for index in virtualLinkProfiles.indices {
      guard let rate = bitrates[virtualLinkProfiles[index].id] else { continue }
      result.virtualLinkProfiles[index].minBitrate = rate.root
      result.virtualLinkProfiles[index].maxBitrate =
        max(rate.root, virtualLinkProfiles[index].maxBitrate)
    }
    return result
  }
}
