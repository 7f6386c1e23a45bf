import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What a network service asks of the places of its VNFs.
package struct PlacementRequirement: Codable, Equatable, Sendable {
  /// A bound with the rule that sets it, for the explanation.
  package struct Latency: Codable, Equatable, Sendable {
    package let milliseconds: Int
    package let rule: String
  }

  /// A tag that the site must have, with the rule that says so.
  package struct SiteTag: Codable, Equatable, Sendable {
    package let tag: String
    package let rule: String
  }

  /// A VNF that is to be placed: it goes to one VIM as a whole.
  package struct Unit: Codable, Equatable, Sendable {
    package let name: String
    package let profile: String
    /// Each of them is asked for: by the deployment, or by a rule.
    package let kinds: [VIMKind]
    /// What its VDUs are, where more than one kind of VIM runs such; nil where `kinds` says it all.
    package let workload: Release.Component.Kind?
    package let siteTags: [SiteTag]
    /// To its customer.
    package let latency: Latency?
    /// The most that the latency to its customer may vary.
    package let jitter: Latency?
    package let resources: [ResourceDefinition]
    /// What its VNFD says about its VDUs.
    package let rules: [VNFD.AffinityRule]
  }

  /// A virtual link that two VNFs are on, which asks something of the links between sites.
  package struct Link: Codable, Equatable, Sendable {
    package let rule: String
    package let ends: [String]
    package let latencyMilliseconds: Int?
    package let jitterMilliseconds: Int?
    /// In bit/s.
    package let bitrate: Int
  }

  package let units: [Unit]
  /// What the NSD says about its VNFs.
  package let rules: [NSD.AffinityRule]
  package internal(set) var links: [Link]
  /// The order's own wish for a site, a tag, site or VIM: it takes the place of site tags.
  package let sitePolicy: String?
  /// The site or VIM that the customer named.
  package let site: String?
  /// VIMs that are left alone, and why.
  package var avoided: [AvoidedVIM] = []
  /// VNFs that have their place already, which rules and links bind to those that are to be placed.
  package var neighbours: [Neighbour] = []

  package struct Neighbour: Codable, Equatable, Sendable {
    package let name: String
    package let vim: VIMName
    /// What it is in the NSD; nil for a VNF of another network service, to which only links lead.
    package let profile: String?
  }

  /// What all VNFs take together.
  package var total: Compute {
    units.flatMap(\.resources).reduce(.none) { $0 + $1.demand.compute * $1.count }
  }
}

/// A VIM that takes nothing new for the time being.
package struct AvoidedVIM: Codable, Equatable, Sendable {
  package let vim: VIMName
  package let reason: String
}

extension PlacementRequirement {
  /// The same without the VIMs whose breakers are open.
  func avoiding(_ breakers: Table<VIMName, CircuitBreaker>) -> Self {
    var requirement = self
    requirement.avoided = breakers.rows.filter(\.value.isOpen).map {
      AvoidedVIM(vim: $0.key, reason: $0.value.sentence)
    }
    return requirement
  }

  /// One VNF of a profile, with the levels that it begins at.
  struct Part {
    let name: String
    let profile: NSD.VNFProfile
    let vnfd: VNFD
    let levels: [ScaleLevel]
  }

  /// What an NSD with the given VNFs asks of their places.
  init(_ nsd: NSD, _ parts: [Part], sitePolicy: String?, site: String? = nil) {
    units = parts.map { Unit($0, nsd) }
    rules = nsd.affinityRules
    links = nsd.virtualLinkProfiles.flatMap { Self.links($0, parts) }
    self.sitePolicy = sitePolicy
    self.site = site
  }

  /// Between any two VNFs that are on a virtual link with bounds.
  private static func links(_ link: NSD.VirtualLinkProfile, _ parts: [Part]) -> [Link] {
    guard link.isBound else { return [] }
    let ends = parts.filter { $0.profile.virtualLinks.values.contains(link.id) }.map(\.name)
    return ends.indices.flatMap { one in
      ends.indices.filter { $0 > one }.map { other in
        Link(link, [ends[one], ends[other]])
      }
    }
  }
}

extension PlacementRequirement.Link {
  init(
    _ link: NSD.VirtualLinkProfile, of ns: String? = nil, _ ends: [String]
  ) {
    self.init(
      rule: ns.map { "\(link.id) of \($0)" } ?? link.id, ends: ends,
      latencyMilliseconds: link.latencyMilliseconds, jitterMilliseconds: link.jitterMilliseconds,
      bitrate: link.minBitrate)
  }
}

extension NSD.VirtualLinkProfile {
  /// Whether it asks something of the links between sites.
  var isBound: Bool {
    latencyMilliseconds != nil || jitterMilliseconds != nil || minBitrate > 0
  }
}

extension PlacementRequirement.Unit {
  fileprivate init(_ part: PlacementRequirement.Part, _ nsd: NSD) {
    let rules = nsd.placement.filter { $0.vnfProfiles.contains(part.profile.id) }
    var kinds: [VIMKind] = []
    if case .helm = part.vnfd.deployment { kinds = [.kubernetes] }
    for kind in rules.compactMap(\.vimKind) where !kinds.contains(kind) { kinds.append(kind) }
    self.init(
      name: part.name, profile: part.profile.id, kinds: kinds,
      workload: part.vnfd.deployment == .virtualMachines ? .virtualMachine : nil,
      siteTags: rules.compactMap { rule in
        rule.siteTag.map { PlacementRequirement.SiteTag(tag: $0, rule: rule.id) }
      },
      latency: Self.latency(part.profile, nsd, rules), jitter: Self.jitter(part.profile, nsd),
      resources: part.vnfd.vdus.compactMap { vdu in
        let count = part.vnfd.instances(of: vdu.id, at: part.levels.byAspect) ?? 0
        return count > 0
          ? ResourceDefinition(vdu: vdu.id, count: count, demand: vdu.demand) : nil
      },
      rules: part.vnfd.affinityRules)
  }

  /// The strictest bound on the latency to the customer: of the placement rules, and of the links on
  /// which the customer comes in.
  private static func latency(
    _ profile: NSD.VNFProfile, _ nsd: NSD, _ rules: [NSD.PlacementRule]
  ) -> PlacementRequirement.Latency? {
    strictest(
      rules.map { ($0.id, $0.latencyMilliseconds) }
        + nsd.customerLinks(of: profile).map { ($0.id, $0.latencyMilliseconds) })
  }

  /// The same of its jitter, of which only links say something.
  private static func jitter(
    _ profile: NSD.VNFProfile, _ nsd: NSD
  ) -> PlacementRequirement.Latency? {
    strictest(nsd.customerLinks(of: profile).map { ($0.id, $0.jitterMilliseconds) })
  }

  private static func strictest(
    _ bounds: [(rule: String, milliseconds: Int?)]
  ) -> PlacementRequirement.Latency? {
    bounds.compactMap { rule, bound in
      bound.map { PlacementRequirement.Latency(milliseconds: $0, rule: rule) }
    }.min { $0.milliseconds < $1.milliseconds }
  }
}

extension NSD {
  /// The links on which the customer comes in, as far as VNFs of a profile are on them.
  fileprivate func customerLinks(of profile: VNFProfile) -> [VirtualLinkProfile] {
    virtualLinkProfiles.filter { link in
      sapds.contains { $0.virtualLink == link.id }
        && (profile.virtualLinks.isEmpty || profile.virtualLinks.values.contains(link.id))
    }
  }
}

extension VNFD {
  /// How many instances `aspect` has a say in, at `levels`.
  func instances(scaledBy aspect: String, at levels: [ScaleLevel]) -> Int {
    vdus.filter { vdu in vdu.scalingDeltas.contains { $0.aspect == aspect } }
      .reduce(0) { $0 + (instances(of: $1.id, at: levels.byAspect) ?? 0) }
  }
}

extension [ScaleLevel] {
  var byAspect: ScaleLevels {
    Dictionary(map { ($0.aspectId, $0.level) }, uniquingKeysWith: { first, _ in first })
  }
}

extension ScaleLevels {
  /// The levels as a list in the order of the descriptor's aspects.
  func ordered(by vnfd: VNFD) -> [ScaleLevel] {
    vnfd.scalingAspects.map { ScaleLevel(aspectId: $0.id, level: self[$0.id] ?? 0) }
  }
}
