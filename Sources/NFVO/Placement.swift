import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// The placement of a network service: what its descriptors and its order ask for, put to the engine
/// over all VIMs, and the engine's answer in sentences.
struct Placement {
  let requirement: PlacementRequirement
  let ns: NSRecord
  let state: NFVOrchestrator.State
  let vims: [VIMRecord]
  private let silent: [VIMName]
  private let engine: PlacementEngine

  /// Whether VNFs of the same network service have their places already: then it is not one more that
  /// would better be away from its like.
  var isAddition: Bool { requirement.neighbours.contains { $0.profile != nil } }

  /// `silent` are VIMs whose capacity was asked for and not told.
  init(
    _ requirement: PlacementRequirement, of ns: NSRecord, _ state: NFVOrchestrator.State,
    silent: [VIMName]
  ) {
    self.requirement = requirement
    self.ns = ns
    self.state = state
    self.silent = silent
    vims = state.vims.values
    let searched = Self.searched(vims, for: requirement)
    var engine = PlacementEngine(
      state.landscape(of: searched, for: ns.tenant), held: state.holdings(of: searched))
    engine.patience = 2_000
    for neighbour in requirement.neighbours where neighbour.profile != nil {
      engine.know(neighbour.name, on: state.hostsHeld(by: neighbour.name, in: ns))
    }
    self.engine = engine
  }

  /// The VIMs whose hosts are looked at: those that some part may go to or is on; all, when there are
  /// none, so that it can be said why. A network with thousands of hosts has few that a request is about.
  private static func searched(
    _ vims: [VIMRecord], for requirement: PlacementRequirement
  ) -> [VIMRecord] {
    let possible = vims.filter { vim in
      requirement.neighbours.contains { $0.vim == vim.id }
        || requirement.units.contains { objections(to: vim, $0, requirement).isEmpty }
    }
    return possible.isEmpty ? vims : possible
  }

  /// The rules that no capacity can mend, for any of the VNFs: kind, site, latency. Empty when `vim`
  /// meets them.
  static func objections(to vim: VIMRecord, _ requirement: PlacementRequirement) -> [String] {
    var objections: [String] = []
    for objection in requirement.units.flatMap({ self.objections(to: vim, $0, requirement) })
    where !objections.contains(objection) {
      objections.append(objection)
    }
    return objections
  }

  /// Why `unit` cannot go to `vim`, whatever room there is.
  static func objections(
    to vim: VIMRecord, _ unit: PlacementRequirement.Unit, _ requirement: PlacementRequirement
  ) -> [String] {
    var objections: [String] = []
    for kind in unit.kinds where kind != vim.kind {
      objections.append("is \(vim.kind.rawValue), not \(kind.rawValue)")
    }
    if let workload = unit.workload, workload != vim.kind.runs {
      objections.append(vim.refusal(of: workload))
    }
    if let policy = requirement.sitePolicy {
      if !vim.answers(to: policy) {
        objections.append("site \(vim.site) is not \(policy), which the order asks for")
      }
    } else {
      for wish in unit.siteTags where !vim.siteTags.contains(wish.tag) {
        objections.append("site \(vim.site) is not \(wish.tag) (\(wish.rule))")
      }
    }
    if let latency = unit.latency, vim.customerLatencyMilliseconds > latency.milliseconds {
      objections.append(
        "\(vim.customerLatencyMilliseconds) ms to the customer, "
          + "at most \(latency.milliseconds) ms allowed (\(latency.rule))")
    }
    if let jitter = unit.jitter, vim.customerJitterMilliseconds > jitter.milliseconds {
      objections.append(
        "\(vim.customerJitterMilliseconds) ms of jitter to the customer, "
          + "at most \(jitter.milliseconds) ms allowed (\(jitter.rule))")
    }
    if let site = requirement.site, vim.site != site, vim.id != site {
      objections.append("site \(vim.site) is not \(site), which the customer named")
    }
    return objections + requirement.avoided.filter { $0.vim == vim.id }.map(\.reason)
  }

  /// The decision, and where it has places the seats that it counts on.
  func decide() -> (decision: PlacementDecision, places: [PlannedPlace]) {
    let whole = request(only: nil)
    let outcome = engine.decide(whole)
    let planned = outcome.placed.map { plannedPlaces($0, whole) } ?? []
    let places = planned.map { PlacementDecision.Place(vnfName: $0.vnfName, vim: $0.vim) }
    let words = PlacementWords(requirement, vims.map { trial($0) }, places: places)
    let decision = PlacementDecision(
      chosen: words.chosen, candidates: words.candidates,
      sentence: words.chosen == nil ? words.sentence(of: outcome.conflict) : words.sentence,
      places: places, passages: passages(places))
    return (decision, planned)
  }

  private func plannedPlaces(
    _ placed: PlacedRequest, _ request: PlacementRequest
  ) -> [PlannedPlace] {
    let byGroup = Dictionary(grouping: placed.instances, by: \.group)
    return requirement.units.compactMap { unit in
      var vim: VIMName?
      let seats = unit.resources.flatMap { resource in
        (byGroup["\(unit.name) \(resource.vdu)"] ?? []).map { instance in
          vim = instance.vim
          return Seat(
            vdu: resource.vdu, host: instance.host, demand: resource.demand,
            pieces: instance.pieces)
        }
      }
      return vim.map {
        PlannedPlace(vnfName: unit.name, profile: unit.profile, vim: $0, seats: seats)
      }
    }
  }

  /// What the links between `places`, and from them to what is there, take.
  private func passages(_ places: [PlacementDecision.Place]) -> [PlacementDecision.Passage] {
    func vim(_ name: String) -> VIMName? {
      places.first { $0.vnfName == name }?.vim
        ?? requirement.neighbours.first { $0.name == name }?.vim
    }
    guard !places.isEmpty else { return [] }
    return requirement.links.compactMap { link in
      guard link.bitrate > 0, let one = vim(link.ends[0]), let other = vim(link.ends[1]),
        let way = engine.links(between: one, and: other), !way.isEmpty
      else { return nil }
      return PlacementDecision.Passage(ends: link.ends, links: way, bitrate: link.bitrate)
    }
  }

  /// What it would be to put all of it on one VIM.
  private func trial(_ vim: VIMRecord) -> PlacementTrial {
    let siblings = state.nsCounts[NFVOrchestrator.State.countKey(ns, vim.id)] ?? 0
    var objections = Self.objections(to: vim, requirement)
    if objections.isEmpty, let shortage = shortage(of: vim, for: requirement.total) {
      objections = [shortage]
    }
    guard objections.isEmpty else {
      return PlacementTrial(vim: vim, siblings: siblings, objections: objections, score: nil)
    }
    var engine = engine
    engine.patience /= 4
    switch engine.decide(request(only: vim.id)) {
    case .placed(let placed):
      return PlacementTrial(vim: vim, siblings: siblings, objections: [], score: placed.score)
    case .impossible(let conflict):
      return PlacementTrial(
        vim: vim, siblings: siblings, objections: ["cannot take all of it: \(conflict.sentence)"],
        score: nil)
    }
  }

  /// What the VIM itself has against `compute`, beyond what the ledgers of its hosts know.
  func shortage(of vim: VIMRecord, for compute: Compute) -> String? {
    if silent.contains(vim.id) { return "did not tell its capacity in time" }
    guard !compute.fits(in: vim.free) else { return nil }
    return "has \(vim.free.sentence) free of \(vim.capacity.sentence), "
      + "\(compute.sentence) needed"
  }
}

/// What it would be to put all of a network service on one VIM.
struct PlacementTrial {
  let vim: VIMRecord
  /// How many network services of the kind the tenant has there.
  let siblings: Int
  /// What stands against it; empty when nothing does.
  let objections: [String]
  let score: PlacementScore?
}

extension PlacementOutcome {
  var conflict: PlacementConflict? {
    if case .impossible(let conflict) = self { conflict } else { nil }
  }
}

extension VIMRecord {
  /// Whether a site policy, which names a tag, a site or a VIM, means this one.
  func answers(to policy: String) -> Bool {
    siteTags.contains(policy) || site == policy || id == policy
  }
}
