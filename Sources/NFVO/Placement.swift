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

  /// The VIM with the most of it; nil when there is no place.
  package let chosen: VIMName?
  /// All VIMs, the chosen one first, then those that were possible, then the others.
  package let candidates: [Candidate]
  package let sentence: String
  package let places: [Place]
  /// What it takes of each link between sites in bit/s, in the order of the inventory; empty for
  /// nothing.
  package let linkUse: [Int]

  /// The VIM of a VNF.
  func vim(of vnfName: String) -> VIMName? {
    places.first { $0.vnfName == vnfName }?.vim ?? chosen
  }
}

/// The placement of a network service: what its descriptors and its order ask for, put to the engine
/// over all VIMs, and the engine's answer in sentences.
struct Placement {
  private let requirement: PlacementRequirement
  private let ns: NSRecord
  private let state: NFVOrchestrator.State
  private let silent: [VIMName]
  private let vims: [VIMRecord]
  private let engine: PlacementEngine

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
    if let site = requirement.site, vim.site != site, vim.id != site {
      objections.append("site \(vim.site) is not \(site), which the customer named")
    }
    return objections + requirement.avoided.filter { $0.vim == vim.id }.map(\.reason)
  }

  func decide() -> PlacementDecision {
    let whole = request(only: nil)
    let outcome = engine.decide(whole)
    let placed = outcome.placed
    let places =
      placed.map { placed in
        requirement.units.compactMap { unit in
          placed.instances.first { instance in
            whole.groups.contains { $0.id == instance.group && $0.unit == unit.name }
          }.map { PlacementDecision.Place(vnfName: unit.name, vim: $0.vim) }
        }
      } ?? []
    let trials = vims.map { trial($0) }
    let words = PlacementWords(requirement, trials, places: places)
    guard let placed, let chosen = words.chosen else {
      return PlacementDecision(
        chosen: nil, candidates: words.candidates,
        sentence: words.sentence(of: outcome.conflict), places: [], linkUse: [])
    }
    return PlacementDecision(
      chosen: chosen, candidates: words.candidates, sentence: words.sentence,
      places: places, linkUse: placed.bitrates.contains { $0 > 0 } ? placed.bitrates : [])
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
  private func shortage(of vim: VIMRecord, for compute: Compute) -> String? {
    if silent.contains(vim.id) { return "did not tell its capacity in time" }
    guard !compute.fits(in: vim.free) else { return nil }
    return "has \(vim.free.sentence) free of \(vim.capacity.sentence), "
      + "\(compute.sentence) needed"
  }

  // MARK: The request

  /// All VNFs, on any VIM that suits each, or on one.
  private func request(only vim: VIMName?) -> PlacementRequest {
    let groups = requirement.units.flatMap { unit in
      unit.resources.map { resource in
        PlacementRequest.Group(
          id: "\(unit.name) \(resource.vdu)", unit: unit.name, count: resource.count,
          demand: resource.demand)
      }
    }
    var request = PlacementRequest(
      tenant: ns.tenant,
      units: requirement.units.map { self.unit($0, only: vim) }
        + requirement.neighbours.map { PlacementRequest.Unit(id: $0.name, vim: $0.vim) },
      groups: groups,
      rules: ownRules + rules(groups),
      connections: requirement.links.map { link in
        PlacementRequest.Connection(
          rule: link.rule, link.ends[0], link.ends[1],
          latency: link.latencyMilliseconds.map { $0 * 1_000 },
          jitter: link.jitterMilliseconds.map { $0 * 1_000 }, bitrate: link.bitrate)
      })
    request.quotaUses = .counting(groups)
    return request
  }

  private func unit(
    _ unit: PlacementRequirement.Unit, only vim: VIMName?
  ) -> PlacementRequest.Unit {
    let demand = unit.resources.reduce(Compute.none) { $0 + $1.demand.compute * $1.count }
    var bounds: [PlacementRequest.Bound] = []
    if let latency = unit.latency {
      bounds = [
        PlacementRequest.Bound(rule: latency.rule, latency: latency.milliseconds * 1_000)
      ]
    }
    let conditions =
      kinds(unit) + sites(unit)
      + [
        condition("that is not left alone") { vim in
          requirement.avoided.first { $0.vim == vim.id }?.reason
        },
        condition("with \(demand.sentence) free in its VIM") { shortage(of: $0, for: demand) },
        condition("of \(vim ?? "any VIM")") { vim == nil || $0.id == vim ? nil : "is another" },
      ]
    return PlacementRequest.Unit(
      id: unit.name, conditions: conditions.filter { !$0.refused.isEmpty }, bounds: bounds,
      siblings: Dictionary(
        vims.map {
          ($0.id, state.nsCounts[NFVOrchestrator.State.countKey(ns, $0.id)] ?? 0)
        }, uniquingKeysWith: { first, _ in first }))
  }

  private func kinds(_ unit: PlacementRequirement.Unit) -> [PlacementRequest.Condition] {
    let asked = unit.kinds.map { kind in
      condition("on \(kind.rawValue)") { vim in
        vim.kind == kind ? nil : "is \(vim.kind.rawValue)"
      }
    }
    guard let workload = unit.workload else { return asked }
    return asked + [
      condition("that runs \(workload.plural)") { vim in
        vim.kind.runs == workload ? nil : vim.refusal(of: workload)
      }
    ]
  }

  private func sites(_ unit: PlacementRequirement.Unit) -> [PlacementRequest.Condition] {
    var conditions: [PlacementRequest.Condition] = []
    if let policy = requirement.sitePolicy {
      conditions.append(
        condition("at \(policy) (the order's policy)") { vim in
          vim.answers(to: policy) ? nil : "is at \(vim.site)"
        })
    } else {
      conditions = unit.siteTags.map { wish in
        condition("at a site that is \(wish.tag) (\(wish.rule))") { vim in
          vim.siteTags.contains(wish.tag) ? nil : "is at \(vim.site)"
        }
      }
    }
    if let site = requirement.site {
      conditions.append(
        condition("at \(site) (the customer's wish)") { vim in
          vim.site == site || vim.id == site ? nil : "is at \(vim.site)"
        })
    }
    return conditions
  }

  private func condition(
    _ words: String, _ refusal: (VIMRecord) -> String?
  ) -> PlacementRequest.Condition {
    var refused: [VIMName: String] = [:]
    for vim in vims { refused[vim.id] = refusal(vim) }
    return PlacementRequest.Condition(words: words, refused: refused)
  }

  /// What each VNFD says about its VDUs.
  private var ownRules: [PlacementRequest.Rule] {
    requirement.units.flatMap { unit in
      unit.rules.map { rule in
        PlacementRequest.Rule(
          id: "the VNFD of \(unit.name)", rule.kind, rule.scope,
          groups: rule.vdus.map { "\(unit.name) \($0)" })
      }
    }
  }

  /// What the NSD says about its VNFs, and that a network service is better kept at one site.
  private func rules(_ groups: [PlacementRequest.Group]) -> [PlacementRequest.Rule] {
    let stated = requirement.rules.map { rule in
      let units = requirement.units.filter { rule.vnfProfiles.contains($0.profile) }.map(\.name)
      return PlacementRequest.Rule(
        id: "the NSD", rule.kind, rule.scope,
        groups: groups.filter { units.contains($0.unit) }.map(\.id), parties: .units)
    }
    guard requirement.units.count > 1 else { return stated }
    return stated + [
      PlacementRequest.Rule(
        id: "one site", .affinity, .nfviPop, groups: groups.map(\.id), isBestEffort: true)
    ]
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
