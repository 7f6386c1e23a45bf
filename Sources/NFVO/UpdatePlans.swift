import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What NS UPDATE (SOL005 §6.4.6), and scaling by an aspect of the NSD, ask of which VNF.
extension NFVOrchestrator {
  static func update(
    of ns: NSRecord, _ request: UpdateNSRequest, _ requester: Requester, _ state: State
  ) throws(Problem) -> Plan {
    switch request {
    case .changePackage(let vnf, let vnfdId):
      return try packageChange(of: ns, vnf, to: vnfdId, state)
    case .instantiateVNF(let profile):
      guard let nsd = state.nsd(of: ns) else { throw missing("NSD", ns.nsd.rawValue) }
      guard let profile = nsd.vnfProfile(profile) else {
        throw Problem(
          status: 404, title: "VNF profile unknown",
          detail: "\(nsd.name) has no VNF profile \(profile). It has: "
            + "\(nsd.vnfProfiles.map(\.id).joined(separator: ", ")).")
      }
      let drafts = try additions(1, of: profile, to: ns, nsd, state)
      return Plan(
        purpose: "one more \(profile.id): \(drafts.map(\.vnfName).joined(separator: ", "))",
        tasks: drafts)
    case .terminateVNF(let name):
      let vnfs = try vnfs(of: ns, named: name, state)
      return Plan(
        purpose: "without \(vnfs.map(\.name).joined(separator: ", "))",
        tasks: vnfs.map { draft(.terminate, $0) })
    case .changeFlavour(let vnf, let flavour, let level):
      return try change(vnf, of: ns, .flavour(flavour, instantiationLevel: level), state)
    case .operate(let vnf, let request):
      return try change(vnf, of: ns, .operate(OperateChange(request)), state)
    case .changeExternalConnectivity(let vnf, let networks):
      return try change(vnf, of: ns, .networks(networks), state)
    case .modifyInformation(let vnf, let request):
      return try change(vnf, of: ns, .information(VNFModification(request)), state)
    case .createSnapshot(let vnf, let name):
      return try change(vnf, of: ns, .createSnapshot(name: name), state)
    case .revertToSnapshot(let vnf, let snapshot):
      guard let id = VNFSnapshot.ID(snapshot) else {
        throw Problem(
          status: 404, title: "Snapshot unknown",
          detail: "\(snapshot) is no identifier of a snapshot. They look like snap-1.")
      }
      return try change(vnf, of: ns, .revert(id), state)
    }
  }

  private static func packageChange(
    of ns: NSRecord, _ name: String?, to vnfdId: String, _ state: State
  ) throws(Problem) -> Plan {
    let target = try state.usableVNFD(VNFD.ID(rawValue: vnfdId))
    let all = try vnfs(of: ns, named: name, state)
    let changed = all.filter { vnf in
      target.packageChanges.contains { $0.source == vnf.vnfdId }
    }
    guard !changed.isEmpty else {
      let versions = all.compactMap { vnf in
        state.vnfd(of: vnf).map { "\(vnf.name) \($0.productName) \($0.softwareVersion)" }
      }
      throw Problem(
        status: 422, title: "No way between these packages",
        detail: "\(target.productName) \(target.softwareVersion) says of no VNF of \(ns.name) that "
          + "it can be changed to it. They run: \(versions.joined(separator: ", ")).")
    }
    // One VNF after the other: an upgrade that fails must not have begun everywhere.
    var drafts: [Plan.Draft] = []
    for vnf in changed {
      drafts.append(
        Plan.Draft(
          key: "\(vnf.id)", act: .changePackage(vnfdId: target.id, from: vnf.vnfdId),
          profile: "\(vnf.id)", vnfName: vnf.name,
          dependsOn: drafts.last.map { [$0.profile] } ?? [], vnf: vnf.id))
    }
    return Plan(
      purpose: "\(changed.map(\.name).joined(separator: ", ")): to \(target.productName) "
        + target.softwareVersion,
      tasks: drafts)
  }

  // MARK: SCALE_NS

  /// Scales by an aspect of the NSD: VNFs come and go until there are as many as the level says.
  static func scalingOfVNFs(
    of ns: NSRecord, _ request: ScaleNSRequest, _ state: State
  ) throws(Problem) -> Plan {
    guard let nsd = state.nsd(of: ns) else { throw missing("NSD", ns.nsd.rawValue) }
    guard let aspect = nsd.scalingAspects.first(where: { $0.id == request.aspectId }) else {
      let known = nsd.scalingAspects.map(\.id).joined(separator: ", ")
      throw Problem(
        status: 404, title: "Aspect unknown",
        detail: "\(nsd.name) has no scaling aspect \(request.aspectId). "
          + (known.isEmpty ? "It has none." : "It has: \(known)."))
    }
    let level = aspect.level(with: state.profiles(in: ns))
    let target =
      request.direction == .out ? level + request.numberOfSteps : level - request.numberOfSteps
    guard request.numberOfSteps > 0, aspect.levels.indices.contains(target) else {
      throw Problem(
        status: 422, title: "Scaling is not possible",
        detail:
          "\(ns.name) is at level \(level) of 0 to \(aspect.levels.count - 1) of \(aspect.id); "
          + "\(request.numberOfSteps) steps \(request.direction == .out ? "out" : "in") lead to no level."
      )
    }
    let drafts = try comingAndGoing(
      to: aspect.levels[target].vnfInstances, aspect.levels[target].nsInstances, of: ns, nsd, state)
    guard !drafts.isEmpty else {
      throw Problem(
        status: 409, title: "Nothing to scale",
        detail: "\(ns.name) has as much as level \(target) of \(aspect.id) asks for.")
    }
    return Plan(
      purpose: "\(aspect.id) \(level) → \(target): \(words(drafts))",
      tasks: drafts)
  }

  /// `count` more VNFs of a profile, under names that are free.
  static func additions(
    _ count: Int, of profile: NSD.VNFProfile, to ns: NSRecord, _ nsd: NSD, _ state: State
  ) throws(Problem) -> [Plan.Draft] {
    guard count > 0 else { return [] }
    let vnfd = try state.usableVNFD(for: profile)
    let wish = profile.instantiationLevel ?? vnfd.defaultInstantiationLevel
    guard let level = vnfd.instantiationLevel(wish) else {
      throw Problem(
        status: 422, title: "Instantiation level unknown",
        detail: "\(vnfd.productName) has no instantiation level \(wish), which the NSD asks for.")
    }
    let taken = Set(ns.vnfs.compactMap { state.vnfs[$0]?.name })
    var number = 0
    return (0..<count).map { _ in
      repeat { number += 1 } while taken.contains(vnfName(ns, nsd, profile, number))
      return Plan.Draft(
        key: "\(profile.id)/\(number)",
        act: .instantiate(
          vnfdId: vnfd.id, flavourId: profile.flavourId,
          levels: level.scaleInfo.ordered(by: vnfd)),
        profile: profile.id, vnfName: vnfName(ns, nsd, profile, number))
    }
  }
}

extension NSD.NSScalingAspect {
  /// The highest level for which there are enough VNFs and network services, given the profile of
  /// each; 0 when there are not even those.
  func level(with profiles: [String]) -> Int {
    levels.indices.last { index in
      (Array(levels[index].vnfInstances) + Array(levels[index].nsInstances)).allSatisfy { wanted in
        profiles.count { $0 == wanted.key } >= wanted.value
      }
    } ?? 0
  }
}
