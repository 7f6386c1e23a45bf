import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What each kind of NS operation asks of which VNF.
extension NFVOrchestrator {
  static func instantiation(
    of ns: NSRecord, _ request: InstantiateNSRequest, _ requester: Requester, _ state: State
  ) throws(Problem) -> Plan {
    let choice = NSChoice(
      flavourId: request.flavourId, instantiationLevel: request.instantiationLevel)
    let nsd = try state.instantiableNSD(ns.nsd, choice)
    if let site = request.site { try state.checkSite(site) }
    var parts: [PlacementRequirement.Part] = []
    var drafts: [Plan.Draft] = []
    for profile in nsd.vnfProfiles {
      let vnfd = try state.usableVNFD(for: profile)
      let levels = try level(of: profile, vnfd, request).scaleInfo.ordered(by: vnfd)
      for number in (0..<profile.instances).map({ $0 + 1 }) {
        let name = vnfName(ns, nsd, profile, number)
        parts.append(
          PlacementRequirement.Part(name: name, profile: profile, vnfd: vnfd, levels: levels))
        drafts.append(
          Plan.Draft(
            key: "\(profile.id)/\(number)",
            act: .instantiate(vnfdId: vnfd.id, flavourId: profile.flavourId, levels: levels),
            profile: profile.id, vnfName: name,
            dependsOn: profile.dependsOn))
      }
    }
    let requirement = PlacementRequirement(
      nsd, parts, sitePolicy: request.sitePolicy, site: request.site)
    for profile in nsd.nestedNSProfiles {
      drafts += try nestedAdditions(profile.instances, of: profile, to: ns, state)
    }
    return Plan(
      purpose: "\(count(drafts)), \(requirement.total.sentence)", tasks: drafts,
      requirement: parts.isEmpty ? nil : requirement.besideParent(of: ns, nsd, state),
      networks: request.networks, choice: choice)
  }

  /// `globex-fw-1` for the main function, `globex-fw-log-collector-1` for another.
  static func vnfName(
    _ ns: NSRecord, _ nsd: NSD, _ profile: NSD.VNFProfile, _ number: Int
  ) -> String {
    let main = nsd.vnfProfiles.first(where: \.isSized) ?? nsd.vnfProfiles.first
    if profile.id == main?.id { return "\(ns.name)-\(number)" }
    let part = String(profile.id.map { $0 == "_" ? "-" : $0 })
    return "\(ns.name)-\(part)-\(number)"
  }

  /// The sizing of the order chooses the level of the profile that it is meant for.
  private static func level(
    of profile: NSD.VNFProfile, _ vnfd: VNFD, _ request: InstantiateNSRequest
  ) throws(Problem) -> VNFD.InstantiationLevel {
    if profile.isSized, request.vCPU != nil || request.memoryGiB != nil {
      let wish = Compute(
        milliCPU: (request.vCPU ?? 0) * 1_000, memoryMiB: (request.memoryGiB ?? 0) * 1_024)
      if let level = vnfd.instantiationLevel(
        atLeastVcpuMilli: wish.milliCPU, memoryMiB: wish.memoryMiB)
      {
        return level
      }
      let sizes = vnfd.instantiationLevels.compactMap { level in
        vnfd.demand(at: level.scaleInfo).map {
          "\(level.id) \(Compute(milliCPU: $0.vcpuMilli, memoryMiB: $0.memoryMiB).sentence)"
        }
      }
      throw Problem(
        status: 422, title: "No level is large enough",
        detail: "\(vnfd.productName) has no instantiation level with \(wish.sentence). "
          + "Its levels are: \(sizes.joined(separator: ", ")).")
    }
    let id = profile.instantiationLevel ?? vnfd.defaultInstantiationLevel
    guard let level = vnfd.instantiationLevel(id) else {
      throw Problem(
        status: 422, title: "Instantiation level unknown",
        detail: "\(vnfd.productName) has no instantiation level \(id), which the NSD asks for.")
    }
    return level
  }

  static func scaling(
    of ns: NSRecord, _ request: ScaleNSRequest, _ requester: Requester, _ state: State
  ) throws(Problem) -> Plan {
    if request.scaleType == .ns { return try scalingOfVNFs(of: ns, request, state) }
    let candidates = try vnfs(of: ns, named: request.vnfInstanceId, state)
      .filter { request.vnfInstanceId != nil || has(request.aspectId, $0, state) }
    guard let vnf = candidates.first else {
      throw Problem(
        status: 404, title: "Aspect unknown",
        detail: "No VNF of \(ns.name) has the scaling aspect \(request.aspectId).")
    }
    guard candidates.count == 1 else {
      throw Problem(
        status: 422, title: "Which VNF?",
        detail: "\(candidates.map(\.name).joined(separator: ", ")) all have the aspect "
          + "\(request.aspectId). Name one of them.")
    }
    guard let vnfd = state.vnfd(of: vnf) else { throw missing("VNF package", vnf.vnfdId.rawValue) }
    guard request.numberOfSteps > 0 else {
      throw Problem(
        status: 422, title: "Scaling is not possible",
        detail: "\(request.numberOfSteps) steps change nothing. Give 1 or more steps.")
    }
    let steps = request.direction == .out ? request.numberOfSteps : -request.numberOfSteps
    let levels: ScaleLevels
    do {
      levels = try vnfd.levels(
        from: vnf.levels.byAspect, scaling: request.aspectId, bySteps: steps)
    } catch {
      throw Problem(status: 422, title: "Scaling is not possible", detail: "\(error)")
    }
    let level = vnf.level(of: request.aspectId)
    return Plan(
      purpose: "\(vnf.name): \(request.aspectId) \(level) → \(levels[request.aspectId] ?? 0)",
      tasks: [draft(.scale(aspectId: request.aspectId, steps: steps), vnf)])
  }

  private static func has(_ aspect: String, _ vnf: ManagedVNF, _ state: State) -> Bool {
    state.vnfd(of: vnf)?.aspect(aspect) != nil
  }

  static func healing(
    of ns: NSRecord, _ request: HealNSRequest, _ requester: Requester, _ state: State
  ) throws(Problem) -> Plan {
    let all = try vnfs(of: ns, named: request.vnfInstanceId, state)
    let hurt = all.filter { $0.ready < $0.wanted }
    let nested =
      request.vnfInstanceId == nil ? state.nested(in: ns).filter { state.isHurt($0) } : []
    guard !hurt.isEmpty || !nested.isEmpty else {
      let list = all.map { "\($0.name) \($0.ready)/\($0.wanted)" }.joined(separator: ", ")
      throw Problem(
        status: 409, title: "Nothing to heal",
        detail: "All components serve: \(list).")
    }
    return Plan(
      purpose: (hurt.map { "\($0.name): \($0.ready) of \($0.wanted) serve" }
        + nested.map { "\($0.name) is not whole" }).joined(separator: ", "),
      tasks: hurt.map { draft(.heal(cause: request.cause), $0) }
        + nested.map { draft(NestedAct.heal(cause: request.cause), $0) })
  }

  static func termination(
    of ns: NSRecord, _ requester: Requester, _ state: State
  ) -> Plan {
    var drafts = ns.vnfs.compactMap { state.vnfs[$0] }.map { draft(.terminate, $0) }
    let vnfs = drafts.map(\.profile)
    drafts += state.nested(in: ns).map { draft(NestedAct.terminate, $0) }
    if let nsd = state.nsd(of: ns), drafts.count > vnfs.count {
      // VNFs go together. A nested network service goes before what it needs, and after what needs it.
      let needs =
        nsd.vnfProfiles.map { ($0.id, $0.dependsOn) }
        + nsd.nestedNSProfiles.map { ($0.id, $0.dependsOn) }
      for index in drafts.indices {
        let profile = drafts[index].profile
        drafts[index].dependsOn = needs.filter { other, needed in
          needed.contains(profile) && !(vnfs.contains(profile) && vnfs.contains(other))
        }.map(\.0)
      }
    }
    return Plan(
      purpose: drafts.isEmpty ? "no VNFs" : drafts.map(\.vnfName).joined(separator: ", "),
      tasks: drafts)
  }

  static func draft(_ act: VNFTask.Act, _ vnf: ManagedVNF) -> Plan.Draft {
    Plan.Draft(
      key: "\(vnf.id)", act: act, profile: vnf.profile, vnfName: vnf.name, vnf: vnf.id)
  }

  /// The VNFs of `ns`, or the one that is named by identifier or name.
  static func vnfs(
    of ns: NSRecord, named name: String?, _ state: State
  ) throws(Problem) -> [ManagedVNF] {
    let all = ns.vnfs.compactMap { state.vnfs[$0] }
    guard let name else { return all }
    let named = all.filter { "\($0.id)" == name || $0.name == name }
    guard named.isEmpty else { return named }
    throw Problem(
      status: 404, title: "VNF unknown",
      detail: "\(ns.name) has no VNF \(name). It has: "
        + all.map { "\($0.id) \($0.name)" }.joined(separator: ", ") + ".")
  }

  static func missing(_ what: String, _ id: String) -> Problem {
    Problem(
      status: 404, title: "\(what) unknown",
      detail: "The \(what) \(id) is not onboarded. Onboard it first.")
  }
}
