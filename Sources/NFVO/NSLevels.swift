import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Network services in a flavour of their NSD, and at one of its levels.

extension NSD {
  /// As a network service of `choice` is made from it: in that flavour, at that level.
  ///
  /// - Throws: that there is no such flavour or level, with those that there are.
  func made(in choice: NSChoice) throws(Problem) -> NSD {
    guard let nsd = inFlavour(choice.flavourId ?? flavourId) else {
      throw Problem(
        status: 422, title: "Deployment flavour unknown",
        detail: "\(name) has no deployment flavour \(choice.flavourId ?? ""). It has: "
          + "\(flavourIds.joined(separator: ", ")).")
    }
    guard let id = choice.instantiationLevel ?? nsd.defaultInstantiationLevel else { return nsd }
    return nsd.sized(at: try nsd.knownLevel(id))
  }

  func knownLevel(_ id: String) throws(Problem) -> NSInstantiationLevel {
    if let level = instantiationLevel(id) { return level }
    let known = instantiationLevels.map(\.id).joined(separator: ", ")
    throw Problem(
      status: 422, title: "Instantiation level unknown",
      detail: "\(name) has no instantiation level \(id). "
        + (known.isEmpty ? "It has none." : "It has: \(known)."))
  }
}

extension NSD.NestedNSProfile {
  /// What it asks for of the NSD inside.
  var choice: NSChoice { NSChoice(flavourId: flavourId, instantiationLevel: instantiationLevel) }
}

extension NFVOrchestrator.State {
  /// The descriptor of a network service with the bit rates that its links have at its present levels.
  func presentNSD(of ns: NSRecord) -> NSD? {
    guard let nsd = nsd(of: ns) else { return nil }
    let level = (ns.choice.instantiationLevel ?? nsd.defaultInstantiationLevel)
      .flatMap { nsd.instantiationLevel($0) }
    let profiles = profiles(in: ns)
    return nsd.scalingAspects.reduce(nsd.with(level?.linkBitrates ?? [:])) { nsd, aspect in
      nsd.with(
        aspect.levels.isEmpty ? [:] : aspect.levels[aspect.level(with: profiles)].linkBitrates)
    }
  }

  /// The profile of each VNF and network service that a network service is made of.
  func profiles(in ns: NSRecord) -> [String] {
    ns.vnfs.compactMap { vnfs[$0]?.profile } + nested(in: ns).compactMap(\.parentProfile)
  }
}

extension NFVOrchestrator {
  /// SCALE of a network service to an instantiation level of its NSD (SOL005 `scaleNsToLevelData`).
  static func scaling(
    of ns: NSRecord, toLevel id: String, _ state: State
  ) throws(Problem) -> Plan {
    guard let nsd = state.nsd(of: ns) else { throw missing("NSD", ns.nsd.rawValue) }
    let level = try nsd.knownLevel(id)
    let drafts = try comingAndGoing(
      to: level.vnfInstances, level.nsInstances, of: ns, nsd, state)
    let isThere = ns.choice.instantiationLevel ?? nsd.defaultInstantiationLevel == id
    guard !drafts.isEmpty || !isThere else {
      throw Problem(
        status: 409, title: "Nothing to scale",
        detail: "\(ns.name) has as much as the level \(id) asks for.")
    }
    return Plan(
      purpose: "level \(id): " + (drafts.isEmpty ? "no VNF more or less" : words(drafts)),
      tasks: drafts,
      choice: NSChoice(flavourId: ns.choice.flavourId, instantiationLevel: id))
  }

  /// What has to come and to go until there are as many of each profile as `vnfs` and `services` say.
  static func comingAndGoing(
    to vnfs: [String: Int], _ services: [String: Int], of ns: NSRecord, _ nsd: NSD, _ state: State
  ) throws(Problem) -> [Plan.Draft] {
    var drafts: [Plan.Draft] = []
    for (id, wanted) in vnfs.sorted(by: { $0.key < $1.key }) {
      guard let profile = nsd.vnfProfile(id) else { throw missing("VNF profile", id) }
      let mine = ns.vnfs.compactMap { state.vnfs[$0] }.filter { $0.profile == id }
        .sorted { $0.id < $1.id }
      drafts += mine.dropFirst(wanted).reversed().map { draft(.terminate, $0) }
      drafts += try additions(max(0, wanted - mine.count), of: profile, to: ns, nsd, state)
    }
    for (id, wanted) in services.sorted(by: { $0.key < $1.key }) {
      guard let profile = nsd.nestedNSProfiles.first(where: { $0.id == id }) else {
        throw missing("NS profile", id)
      }
      let mine = state.nested(in: ns).filter { $0.parentProfile == id }.sorted { $0.id < $1.id }
      drafts += mine.dropFirst(wanted).reversed().map { draft(NestedAct.terminate, $0) }
      drafts += try nestedAdditions(max(0, wanted - mine.count), of: profile, to: ns, state)
    }
    return drafts
  }

  /// `+ globex-fw-log-collector-2, - globex-fw-1`.
  static func words(_ drafts: [Plan.Draft]) -> String {
    drafts.map { ($0.act.isInstantiation ? "+ " : "- ") + $0.vnfName }.joined(separator: ", ")
  }
}
