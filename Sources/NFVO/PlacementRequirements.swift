import Deciding
import ResourceInterfaces
import ServiceInterfaces

extension Placement {
  /// One VNF profile with the levels that its instances begin at.
  struct Part {
    let profile: NSD.VNFProfile
    let vnfd: VNFD
    let levels: [ScaleLevel]
  }

  /// Adds up what an NSD with the given parts asks of its place.
  static func requirement(
    _ nsd: NSD, _ parts: [Part], sitePolicy: String?, site: String? = nil
  ) -> PlacementRequirement {
    let profiles = parts.map(\.profile.id)
    let rules = nsd.placement.filter { rule in
      rule.vnfProfiles.contains { profiles.contains($0) }
    }
    var kinds: [VIMKind] = []
    for kind in parts.map(\.vnfd.vimKind) + rules.compactMap(\.vimKind) where !kinds.contains(kind)
    {
      kinds.append(kind)
    }
    var total = Compute.none
    var largest = Compute.none
    var spreadHosts = 1
    for part in parts {
      for vdu in part.vnfd.vdus {
        let count = part.vnfd.instances(of: vdu.id, at: part.levels.byAspect) ?? 0
        guard count > 0 else { continue }
        total = total + vdu.compute * (count * part.profile.instances)
        largest = Compute(
          milliCPU: max(largest.milliCPU, vdu.vcpuMilli),
          memoryMiB: max(largest.memoryMiB, vdu.memoryMiB))
        if part.vnfd.spreads(vdu.id) { spreadHosts = max(spreadHosts, count) }
      }
    }
    return PlacementRequirement(
      kinds: kinds,
      siteTags: rules.compactMap { rule in
        rule.siteTag.map { PlacementRequirement.SiteTag(tag: $0, rule: rule.id) }
      },
      sitePolicy: sitePolicy, latency: latency(nsd, rules), total: total, largest: largest,
      spreadHosts: spreadHosts, apart: apart(nsd, profiles), site: site)
  }

  /// The strictest bound on the latency to the customer: of the placement rules, and of the links
  /// on which the customer comes in.
  private static func latency(
    _ nsd: NSD, _ rules: [NSD.PlacementRule]
  ) -> PlacementRequirement.Latency? {
    var bounds = rules.compactMap { rule in
      rule.latencyMilliseconds.map {
        PlacementRequirement.Latency(milliseconds: $0, rule: rule.id)
      }
    }
    for link in nsd.virtualLinkProfiles
    where nsd.sapds.contains(where: { $0.virtualLink == link.id }) {
      guard let bound = link.latencyMilliseconds else { continue }
      bounds.append(PlacementRequirement.Latency(milliseconds: bound, rule: link.id))
    }
    return bounds.min { $0.milliseconds < $1.milliseconds }
  }

  private static func apart(_ nsd: NSD, _ profiles: [String]) -> [String] {
    nsd.affinityRules.first { rule in
      rule.kind == .antiAffinity && rule.scope == .nfviPop
        && rule.vnfProfiles.count { profiles.contains($0) } > 1
    }?.vnfProfiles ?? []
  }
}

extension VNFD {
  /// The kind of VIM that its deployment needs.
  var vimKind: VIMKind {
    switch deployment {
    case .helm: .kubernetes
    case .virtualMachines: .openstack
    }
  }

  /// Whether no two instances of `vdu` may share a host.
  func spreads(_ vdu: String) -> Bool {
    affinityRules.contains {
      $0.kind == .antiAffinity && $0.scope == .nfviNode && $0.vdus.contains(vdu)
    }
  }

  /// What all instances take together at `levels`.
  func compute(at levels: [ScaleLevel]) -> Compute {
    vdus.reduce(.none) { sum, vdu in
      sum + vdu.compute * (instances(of: vdu.id, at: levels.byAspect) ?? 0)
    }
  }

  /// How many instances `aspect` has a say in, at `levels`.
  func instances(scaledBy aspect: String, at levels: [ScaleLevel]) -> Int {
    vdus.filter { vdu in vdu.scalingDeltas.contains { $0.aspect == aspect } }
      .reduce(0) { $0 + (instances(of: $1.id, at: levels.byAspect) ?? 0) }
  }
}

extension VNFD.VDU {
  /// What one instance takes.
  var compute: Compute { Compute(milliCPU: vcpuMilli, memoryMiB: memoryMiB) }
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
