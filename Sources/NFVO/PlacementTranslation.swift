import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What descriptors and order ask of the places of VNFs, in the words of the engine.
extension Placement {
  /// All VNFs, on any VIM that suits each, or on one.
  func request(only vim: VIMName?) -> PlacementRequest {
    let groups = requirement.units.flatMap { unit in
      unit.resources.map { resource in
        PlacementRequest.Group(
          id: "\(unit.name) \(resource.vdu)", unit: unit.name, count: resource.count,
          demand: resource.demand)
      }
    }
    // What is there already binds what comes, and stays where it is.
    let present = requirement.neighbours.map { neighbour in
      PlacementRequest.Group(
        id: neighbour.name, unit: neighbour.name, count: 0, demand: InstanceDemand(),
        peers: neighbour.name)
    }
    var request = PlacementRequest(
      tenant: ns.tenant,
      units: requirement.units.map { self.unit($0, only: vim) }
        + requirement.neighbours.map { PlacementRequest.Unit(id: $0.name, vim: $0.vim) },
      groups: groups + present,
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
    let bounds =
      (unit.latency.map {
        [PlacementRequest.Bound(rule: $0.rule, latency: $0.milliseconds * 1_000)]
      } ?? [])
      + (unit.jitter.map {
        [PlacementRequest.Bound(rule: $0.rule, jitter: $0.milliseconds * 1_000)]
      } ?? [])
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
      siblings: isAddition
        ? [:]
        : Dictionary(
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

  /// What the NSD says about its VNFs, and that a network service is better kept at one site, or what
  /// is added to it where others of its kind are.
  private func rules(_ groups: [PlacementRequest.Group]) -> [PlacementRequest.Rule] {
    let own = requirement.neighbours.filter { $0.profile != nil }
    func members(_ isMember: (String) -> Bool) -> [String] {
      let units = requirement.units.filter { isMember($0.profile) }.map(\.name)
      return groups.filter { units.contains($0.unit) }.map(\.id)
        + own.filter { $0.profile.map(isMember) ?? false }.map(\.name)
    }
    var rules = requirement.rules.map { rule in
      PlacementRequest.Rule(
        id: "the NSD", rule.kind, rule.scope, groups: members(rule.vnfProfiles.contains),
        parties: .units)
    }
    if requirement.units.count + own.count > 1 {
      rules.append(
        PlacementRequest.Rule(
          id: "one site", .affinity, .nfviPop, groups: members { _ in true }, isBestEffort: true))
    }
    for profile in Set(requirement.units.map(\.profile)).sorted()
    where own.contains(where: { $0.profile == profile }) {
      rules.append(
        PlacementRequest.Rule(
          id: "with its like", .affinity, .nfviPop, groups: members { $0 == profile },
          isBestEffort: true))
    }
    return rules
  }
}
