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
    let id = choice.instantiationLevel ?? nsd.defaultInstantiationLevel
    let sized = try id.map { id throws(Problem) in nsd.sized(at: try nsd.knownLevel(id)) } ?? nsd
    let profiles =
      sized.vnfProfiles.flatMap { Array(repeating: $0.id, count: $0.instances) }
      + sized.nestedNSProfiles.flatMap { Array(repeating: $0.id, count: $0.instances) }
    return sized.withBitrates(ofAspectsWith: profiles)
  }

  /// With the bit rates of the level that each scaling aspect is at where there are parts of `profiles`.
  func withBitrates(ofAspectsWith profiles: [String]) -> NSD {
    scalingAspects.filter { !$0.levels.isEmpty }.reduce(self) { nsd, aspect in
      nsd.with(aspect.levels[aspect.level(with: profiles)].linkBitrates)
    }
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
  /// The descriptor of a network service with the bit rates that its links have once `tasks` are done,
  /// which lead to the level of `choice` where there is one.
  func nsd(of ns: NSRecord, after tasks: [VNFTask], choice: NSChoice?) -> NSD? {
    guard let nsd = nsd(of: ns) else { return nil }
    let level =
      (choice?.instantiationLevel ?? ns.choice.instantiationLevel
      ?? nsd.defaultInstantiationLevel).flatMap { nsd.instantiationLevel($0) }
    var profiles = profiles(in: ns)
    for task in tasks where !task.isGivenUp {
      if task.act.isInstantiation, task.vnf == nil, task.nested?.ns == nil {
        profiles.append(task.profile)
      } else if task.act.isTermination, task.stage != .completed,
        let index = profiles.firstIndex(of: task.profile)
      {
        profiles.remove(at: index)
      }
    }
    return nsd.with(level?.linkBitrates ?? [:]).withBitrates(ofAspectsWith: profiles)
  }

  /// The same once the operation that is open on the network service is done.
  func nsdToBe(of ns: NSRecord) -> NSD? {
    let open = ns.openOperation.flatMap { operations[$0] }
    return nsd(of: ns, after: open?.tasks ?? [], choice: open?.choice)
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
