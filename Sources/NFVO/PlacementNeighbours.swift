import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What is added to a network service is bound to what is there: by the rules of its NSD, and by its
// links, which also lead into the network services around and inside.
extension NFVOrchestrator.State {
  /// What those of `tasks` that make VNFs ask of the places of these, as far as they have none yet;
  /// nil when none is missing. `operation` is the one that the tasks are of, once it is known; `choice`
  /// is what it makes of the network service.
  func requirement(
    ofUnplaced tasks: [VNFTask], in ns: NSRecord, choice: NSChoice?,
    operation: NSOperation.ID? = nil
  ) -> PlacementRequirement? {
    guard let nsd = nsd(of: ns, after: tasks, choice: choice) else { return nil }
    let planned = operation.flatMap { plannedPlaces[$0] }?.places.map(\.vnfName) ?? []
    let parts = tasks.compactMap { task -> PlacementRequirement.Part? in
      guard task.vnf == nil, task.stage == .waiting, !task.isGivenUp,
        !planned.contains(task.vnfName),
        case .instantiate(let vnfdId, let flavour, let levels) = task.act,
        let profile = nsd.vnfProfile(task.profile), let whole = vnfds[vnfdId.rawValue]?.vnfd,
        let vnfd = flavour.map({ whole.inFlavour($0) }) ?? whole
      else { return nil }
      return PlacementRequirement.Part(
        name: task.vnfName, profile: profile, vnfd: vnfd, levels: levels)
    }
    guard !parts.isEmpty else { return nil }
    return PlacementRequirement(nsd, parts, sitePolicy: ns.sitePolicy, site: ns.site)
      .beside(settled(in: ns, leaving: tasks), nsd)
      .besideNested(in: ns, nsd, self)
      .besideParent(of: ns, nsd, self)
  }

  /// The VNFs of a network service that have their places: those that are there and stay, and those
  /// that are still to be made where it was decided.
  fileprivate func settled(
    in ns: NSRecord, leaving tasks: [VNFTask]? = nil
  ) -> [PlacementRequirement.Neighbour] {
    let operation = ns.openOperation.flatMap { operations[$0] }
    let leaving = (tasks ?? operation?.tasks ?? []).filter(\.act.isTermination)
      .compactMap(\.vnf)
    let present = ns.vnfs.filter { !leaving.contains($0) }.compactMap { vnfs[$0] }
    return present.map { .init(name: $0.name, vim: $0.vim, profile: $0.profile) }
      + plannedPlaces(in: ns).filter { place in !present.contains { $0.name == place.vnfName } }
      .map { .init(name: $0.vnfName, vim: $0.vim, profile: $0.profile) }
  }
}

extension PlacementRequirement {
  /// With the VNFs of the same network service that have their places.
  fileprivate func beside(_ present: [Neighbour], _ nsd: NSD) -> Self {
    var requirement = self
    requirement.neighbours += present
    for link in nsd.virtualLinkProfiles where link.isBound {
      let there = present.filter { neighbour in
        neighbour.profile.flatMap { nsd.vnfProfile($0) }?.isOn(link.id) == true
      }
      for unit in units where nsd.vnfProfile(unit.profile)?.isOn(link.id) == true {
        requirement.links += there.map { Link(link, [unit.name, $0.name]) }
      }
    }
    return requirement
  }

  /// With the VNFs of nested network services, where SAPs of these are mapped to a link.
  fileprivate func besideNested(
    in ns: NSRecord, _ nsd: NSD, _ state: NFVOrchestrator.State
  ) -> Self {
    var requirement = self
    for nested in state.nested(in: ns) {
      guard let inside = state.nsd(of: nested) else { continue }
      for (link, own) in nsd.sharedLinks(with: inside, as: nested.parentProfile) {
        let there = state.settled(in: nested).filter { neighbour in
          neighbour.profile.flatMap { inside.vnfProfile($0) }?.isOn(own) == true
        }
        let ends = units.filter { nsd.vnfProfile($0.profile)?.isOn(link.id) == true }.map(\.name)
        requirement.connect(ends, to: there) { Link(link, [$0, $1]) }
      }
    }
    return requirement
  }

  /// With the VNFs of the network service around a nested one, where a SAP is mapped to a link of that.
  func besideParent(of ns: NSRecord, _ nsd: NSD, _ state: NFVOrchestrator.State) -> Self {
    guard let parent = ns.parent.flatMap({ state.networkServices[$0] }),
      let around = state.nsdToBe(of: parent)
    else { return self }
    var requirement = self
    for (link, own) in around.sharedLinks(with: nsd, as: ns.parentProfile) {
      let there = state.settled(in: parent).filter { neighbour in
        neighbour.profile.flatMap { around.vnfProfile($0) }?.isOn(link.id) == true
      }
      let ends = units.filter { nsd.vnfProfile($0.profile)?.isOn(own) == true }.map(\.name)
      requirement.connect(ends, to: there) { Link(link, of: parent.name, [$0, $1]) }
    }
    return requirement
  }

  /// Adds a link from each of `ends` to each VNF of another network service.
  private mutating func connect(
    _ ends: [String], to others: [Neighbour], link: (String, String) -> Link
  ) {
    for other in others {
      let neighbour = Neighbour(name: other.name, vim: other.vim, profile: nil)
      if !neighbours.contains(neighbour) { neighbours.append(neighbour) }
      links += ends.map { link($0, other.name) }
    }
  }
}

extension NSD {
  /// The links with bounds to which SAPs of a nested network service are mapped, each with the link
  /// inside that it goes on as. `profile` is what the nested one is here.
  fileprivate func sharedLinks(
    with nested: NSD, as profile: String?
  ) -> [(link: VirtualLinkProfile, own: String)] {
    guard let mine = nestedNSProfiles.first(where: { $0.id == profile }) else { return [] }
    return mine.virtualLinks.sorted { $0.key < $1.key }.compactMap { sap, name in
      guard let link = virtualLinkProfiles.first(where: { $0.id == name }), link.isBound,
        let own = nested.sapds.first(where: { $0.id == sap })?.virtualLink
      else { return nil }
      return (link, own)
    }
  }
}

extension NSD.VNFProfile {
  /// Whether it is on a virtual link.
  fileprivate func isOn(_ link: String) -> Bool { virtualLinks.values.contains(link) }
}
