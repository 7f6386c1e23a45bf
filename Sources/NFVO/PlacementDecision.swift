import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// Where the VNFs of a network service go, with what spoke for and against each VIM.
package struct PlacementDecision: Codable, Equatable, Sendable {
  /// One VIM that was looked at.
  package struct Candidate: Codable, Equatable, Sendable {
    package let vim: VIMName
    package let site: String
    /// Whether it could take the whole network service, or takes part of it.
    package let isPossible: Bool
    /// Why it was chosen or not: one sentence.
    package let reason: String
  }

  /// The VIM of one VNF.
  package struct Place: Codable, Equatable, Sendable {
    package let vnfName: String
    package let vim: VIMName
  }

  /// A connection between two VNFs that takes something of the links between their sites.
  package struct Passage: Codable, Equatable, Sendable {
    /// The names of the VNFs.
    package let ends: [String]
    /// The links on its way, by their place in the inventory.
    package let links: [Int]
    /// In bit/s.
    package let bitrate: Int
  }

  /// The VIM with the most of it; nil when there is no place.
  package let chosen: VIMName?
  /// All VIMs, the chosen one first, then those that were possible, then the others.
  package let candidates: [Candidate]
  package let sentence: String
  package internal(set) var places: [Place]
  /// What connections take of the links between sites.
  package let passages: [Passage]

  /// With the places of `former` for VNFs that this decision is not about.
  func keeping(_ former: Self?) -> Self {
    var decision = self
    let others = (former?.places ?? []).filter { place in
      !places.contains { $0.vnfName == place.vnfName }
    }
    decision.places = others + places
    return decision
  }

  /// The VIM of a VNF.
  func vim(of vnfName: String) -> VIMName? {
    places.first { $0.vnfName == vnfName }?.vim ?? chosen
  }
}
