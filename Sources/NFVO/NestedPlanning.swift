import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What is planned about network services inside another, and what is known of them.

extension NFVOrchestrator {
  /// `core-user-plane-1`.
  static func nestedName(
    _ ns: NSRecord, _ profile: NSD.NestedNSProfile, _ number: Int
  ) -> String {
    "\(ns.name)-\(String(profile.id.map { $0 == "_" ? "-" : $0 }))-\(number)"
  }

  /// `count` more network services of a profile, under names that are free.
  static func nestedAdditions(
    _ count: Int, of profile: NSD.NestedNSProfile, to ns: NSRecord, _ state: State
  ) throws(Problem) -> [Plan.Draft] {
    guard count > 0 else { return [] }
    try state.checkNested([profile], in: ns.nsdName, below: [ns.nsd])
    var number = 0
    return (0..<count).map { _ in
      repeat { number += 1 } while state.nsIdByName[nestedName(ns, profile, number)] != nil
      return Plan.Draft(
        key: "\(profile.id)/\(number)",
        act: .nested(.instantiate(nsd: profile.nsdId, choice: profile.choice)),
        profile: profile.id, vnfName: nestedName(ns, profile, number),
        dependsOn: profile.dependsOn)
    }
  }

  static func draft(_ act: NestedAct, _ nested: NSRecord) -> Plan.Draft {
    Plan.Draft(
      key: "\(nested.id)", act: .nested(act), profile: nested.parentProfile ?? "\(nested.id)",
      vnfName: nested.name, nested: nested.id)
  }

  /// `3 VNFs`, `2 VNFs and 1 network service`.
  static func count(_ drafts: [Plan.Draft]) -> String {
    let nested = drafts.count {
      if case .nested = $0.act { true } else { false }
    }
    let vnfs = drafts.count - nested
    let words = "\(vnfs) VNF\(vnfs == 1 ? "" : "s")"
    return nested == 0
      ? words : "\(words) and \(nested) network service\(nested == 1 ? "" : "s")"
  }
}

extension NFVOrchestrator.State {
  /// The network services nested in one.
  package func nested(in ns: NSRecord) -> [NSRecord] {
    ns.nested.compactMap { networkServices[$0] }
  }

  /// A network service and all that are nested in it, at whatever depth, each after the one around.
  package func family(of ns: NSRecord) -> [NSRecord] {
    [ns] + nested(in: ns).flatMap { family(of: $0) }
  }

  /// The same with how deep each is, from 0.
  package func tree(
    of ns: NSRecord, depth: Int = 0
  ) -> [(depth: Int, ns: NSRecord)] {
    [(depth, ns)] + nested(in: ns).flatMap { tree(of: $0, depth: depth + 1) }
  }

  /// Whether components of it, or of a network service in it, do not serve.
  func isHurt(_ ns: NSRecord) -> Bool {
    family(of: ns).contains { member in
      member.vnfs.compactMap { vnfs[$0] }.contains { $0.ready < $0.wanted }
    }
  }

  /// What the VNFs of a profile are attached to: the tenant's networks, and the links of the network
  /// service on which network services in it are as well.
  func networks(of profile: String, in ns: NSRecord) -> [String] {
    guard let nsd = nsd(of: ns), let profile = nsd.vnfProfile(profile) else { return ns.networks }
    let shared = Set(nsd.nestedNSProfiles.flatMap(\.virtualLinks.values))
      .intersection(profile.virtualLinks.values).sorted()
    return ns.networks + shared.map { Self.network(of: $0, in: ns) }
  }

  /// What a nested network service is attached to: the links of the one around that its SAPs are
  /// mapped to, and where such a link has a SAP itself, the networks of the one around.
  func networks(ofNested ns: NSRecord) -> [String] {
    guard let parent = ns.parent.flatMap({ networkServices[$0] }), let nsd = nsd(of: parent),
      let profile = nsd.nestedNSProfiles.first(where: { $0.id == ns.parentProfile })
    else { return [] }
    let links = Set(profile.virtualLinks.values).sorted()
    let isOutside = nsd.sapds.contains { links.contains($0.virtualLink) }
    return (isOutside ? parent.networks : []) + links.map { Self.network(of: $0, in: parent) }
  }

  /// The network that a link of a network service is in its VIMs.
  static func network(of link: String, in ns: NSRecord) -> String { "\(ns.name)/\(link)" }

  /// - Throws: everything that keeps a network service of one of `profiles` from being made, and one
  ///   that would be inside itself. `path` are the NSDs around.
  func checkNested(
    _ profiles: [NSD.NestedNSProfile], in name: String, below path: [NSD.ID]
  ) throws(Problem) {
    for profile in profiles {
      guard !path.contains(profile.nsdId) else {
        throw Problem(
          status: 422, title: "A network service inside itself",
          detail: "\(name) has \(profile.id) in it, whose NSD \(profile.nsdId) is around it. "
            + "Correct the NSD.")
      }
      let nsd: NSD
      do throws(Problem) {
        nsd = try usableNSD(profile.nsdId).made(in: profile.choice)
      } catch {
        throw Problem(
          status: error.status, title: error.title,
          detail: "\(profile.id) of \(name): \(error.detail)")
      }
      try checkFunctions(of: nsd)
      try checkNested(nsd.nestedNSProfiles, in: nsd.name, below: path + [nsd.id])
    }
  }

}
