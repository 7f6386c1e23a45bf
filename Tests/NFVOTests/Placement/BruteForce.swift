import NFVO
import ResourceInterfaces

/// Tries every seat for every instance and judges each whole assignment from nothing: slow, short, and
/// written without a look at the engine.
struct BruteForce {
  struct Seat {
    let host: Int
    let cell: Int?
  }

  let land: Landscape
  var request: PlacementRequest
  /// Hosts of instances that were there before, by their name.
  var known: [String: [HostName]] = [:]
  /// What is in use on hosts.
  var used: [HostName: Compute] = [:]
  var ignoresConditions = false
  var ignoresQuotas = false
  /// What instances count against quotas, by their group.
  var quotaDemands: [String: InstanceDemand]

  init(_ small: SmallCase) {
    land = small.land
    request = small.request
    known = small.known
    used = small.used
    quotaDemands = Dictionary(
      uniqueKeysWithValues: small.request.groups.map { ($0.id, $0.demand) })
  }

  // The cases name nothing that is not there.
  private func unit(_ id: String) -> PlacementRequest.Unit {
    request.units.first { $0.id == id } ?? request.units[0]
  }

  private func vim(_ id: VIMName) -> Landscape.VIM {
    land.vims.first { $0.id == id } ?? land.vims[0]
  }

  private func host(_ name: HostName) -> Landscape.Host {
    land.hosts.first { $0.name == name } ?? land.hosts[0]
  }

  private struct Instance {
    let group: PlacementRequest.Group
    let unit: PlacementRequest.Unit
  }

  /// The least score; nil when nothing fits.
  func best() -> PlacementScore? {
    let instances = request.groups.flatMap { group in
      Array(
        repeating: Instance(group: group, unit: unit(group.unit)),
        count: group.count)
    }
    var best: PlacementScore?
    var seats: [Seat] = []
    func choose() {
      guard seats.count < instances.count else {
        if let score = judge(instances, seats), best.map({ score < $0 }) ?? true { best = score }
        return
      }
      for (number, host) in land.hosts.enumerated() {
        let isBound = instances[seats.count].group.demand.isSameNUMA
        let cells: [Int?] = isBound ? host.cells.indices.map { $0 } : [nil]
        for cell in cells.isEmpty ? [nil] : cells {
          seats.append(Seat(host: number, cell: cell))
          choose()
          seats.removeLast()
        }
      }
    }
    choose()
    return best
  }

  private func judge(_ instances: [Instance], _ seats: [Seat]) -> PlacementScore? {
    guard fitsHosts(instances, seats), fitsQuotas(instances, seats) else { return nil }
    var score = PlacementScore()
    var vimOf: [String: Landscape.VIM] = [:]
    for (instance, seat) in zip(instances, seats) {
      let host = land.hosts[seat.host]
      let vim = vim(host.vim)
      if let other = vimOf[instance.unit.id], other.id != vim.id { return nil }
      vimOf[instance.unit.id] = vim
      if !instance.unit.zones.isEmpty, !instance.unit.zones.contains(host.zone) { return nil }
      score.load += load(of: host)
    }
    for unit in request.units {
      guard let vim = vimOf[unit.id] else { continue }
      guard judge(unit, on: vim, instances, &score) else { return nil }
    }
    guard connect(vimOf, &score), obeyRules(instances, seats, &score) else { return nil }
    return score
  }

  private func fitsHosts(_ instances: [Instance], _ seats: [Seat]) -> Bool {
    for (number, host) in land.hosts.enumerated() {
      let here = zip(instances, seats).filter { $0.1.host == number }
      if here.isEmpty { continue }
      let demands = here.map(\.0.group.demand)
      guard ignoresConditions || host.condition == .up,
        demands.count <= host.maxInstances ?? .max,
        demands.reduce(0, { $0 + $1.milliCPU }) <= host.milliCPU - used(host).milliCPU,
        demands.reduce(0, { $0 + $1.memoryMiB }) <= host.memoryMiB - used(host).memoryMiB,
        demands.allSatisfy({ $0.labels.allSatisfy { host.labels.contains($0) } })
      else { return false }
      var free = host.cells
      for (instance, seat) in here {
        let demand = instance.group.demand
        guard demand.isSameNUMA, demand.takesCells else { continue }
        guard let cell = seat.cell, free.indices.contains(cell) else { return false }
        free[cell].dedicatedCPUs -= demand.dedicatedCPUs
        free[cell].hugepagesMiB -= demand.hugepagesMiB
        free[cell].functions -= demand.functions
        guard free[cell].dedicatedCPUs >= 0, free[cell].hugepagesMiB >= 0,
          free[cell].functions >= 0
        else { return false }
      }
      let loose = demands.filter { !$0.isSameNUMA }
      guard loose.reduce(0, { $0 + $1.dedicatedCPUs }) <= free.reduce(0, { $0 + $1.dedicatedCPUs }),
        loose.reduce(0, { $0 + $1.hugepagesMiB }) <= free.reduce(0, { $0 + $1.hugepagesMiB }),
        loose.reduce(0, { $0 + $1.functions }) <= free.reduce(0, { $0 + $1.functions })
      else { return false }
    }
    return true
  }

  private func fitsQuotas(_ instances: [Instance], _ seats: [Seat]) -> Bool {
    if ignoresQuotas { return true }
    for vim in land.vims {
      for quota in vim.quotas where quota.tenant == request.tenant {
        var sum = quota.used
        for (instance, seat) in zip(instances, seats) where land.hosts[seat.host].vim == vim.id {
          let demand = quotaDemands[instance.group.id] ?? InstanceDemand()
          sum.milliCPU += demand.milliCPU + 1_000 * demand.dedicatedCPUs
          sum.memoryMiB += demand.memoryMiB + demand.hugepagesMiB
          sum.instances += 1
        }
        let isTouched = zip(instances, seats).contains { land.hosts[$1.host].vim == vim.id }
        if isTouched,
          sum.milliCPU > quota.milliCPU ?? .max || sum.memoryMiB > quota.memoryMiB ?? .max
            || sum.instances > quota.instances ?? .max
        {
          return false
        }
      }
    }
    return true
  }

  private func judge(
    _ unit: PlacementRequest.Unit, on vim: Landscape.VIM, _ instances: [Instance],
    _ score: inout PlacementScore
  ) -> Bool {
    if unit.conditions.contains(where: { $0.refused[vim.id] != nil }) { return false }
    for bound in unit.bounds {
      guard let goal = land.sites.first(where: { $0.id == bound.site ?? vim.site }),
        let way = way(from: vim.site, to: goal.id)
      else { return false }
      let latency = way.latency + goal.customerLatency
      let jitter = way.jitter + goal.customerJitter
      if latency > bound.latency ?? .max || jitter > bound.jitter ?? .max { return false }
      score.tightness = max(
        score.tightness, tightness(latency, bound.latency), tightness(jitter, bound.jitter))
    }
    let demands = instances.filter { $0.unit.id == unit.id }.map(\.group.demand)
    let cpu = demands.reduce(0) { $0 + $1.milliCPU }
    let memory = demands.reduce(0) { $0 + $1.memoryMiB }
    let pinned = demands.reduce(0) { $0 + $1.dedicatedCPUs }
    score.siblings += unit.siblings[vim.id] ?? 0
    score.cost += (cpu + 1_000 * pinned) * vim.price / 1_000
    let up = land.hosts.filter { $0.vim == vim.id && $0.condition == .up }
    let (allCPU, allMemory) = up.reduce((0, 0)) { ($0.0 + $1.milliCPU, $0.1 + $1.memoryMiB) }
    let inUse = up.reduce(Compute.none) { $0 + used($1) }
    score.fill += max(
      allCPU > 0 ? (inUse.milliCPU + cpu) * 10 / allCPU : 0,
      allMemory > 0 ? (inUse.memoryMiB + memory) * 10 / allMemory : 0)
    return true
  }

  private func tightness(_ used: Int, _ bound: Int?) -> Int {
    guard let bound else { return 0 }
    if bound == 0 { return 2 }
    return used * 10 >= bound * 10 ? 2 : used * 10 >= bound * 9 ? 1 : 0
  }

  private func load(of host: Landscape.Host) -> Int {
    max(
      used(host).milliCPU * 1_000 / host.milliCPU, used(host).memoryMiB * 1_000 / host.memoryMiB)
  }

  private func used(_ host: Landscape.Host) -> Compute { used[host.name] ?? .none }

  private func connect(_ vimOf: [String: Landscape.VIM], _ score: inout PlacementScore) -> Bool {
    var used = land.links.map { _ in 0 }
    for connection in request.connections {
      guard let one = vimOf[connection.ends[0]]?.site, let other = vimOf[connection.ends[1]]?.site
      else { continue }
      guard let way = way(from: min(one, other), to: max(one, other)) else { return false }
      if way.latency > connection.latency ?? .max || way.jitter > connection.jitter ?? .max {
        return false
      }
      score.tightness = max(
        score.tightness, tightness(way.latency, connection.latency),
        tightness(way.jitter, connection.jitter))
      score.cost += way.price
      for link in way.links {
        used[link] += connection.bitrate
        if used[link] > land.links[link].bandwidth { return false }
      }
    }
    return true
  }

  /// The best of all ways that see no site twice.
  private func way(
    from start: String, to end: String
  ) -> (latency: Int, jitter: Int, price: Int, links: [Int])? {
    var best: (latency: Int, jitter: Int, price: Int, links: [Int])?
    func walk(
      _ site: String, _ seen: [String], _ latency: Int, _ jitter: Int, _ price: Int, _ links: [Int]
    ) {
      if site == end {
        if best.map({ (latency, jitter, price) < ($0.latency, $0.jitter, $0.price) }) ?? true {
          best = (latency, jitter, price, links)
        }
        return
      }
      for (number, link) in land.links.enumerated() where link.ends.contains(site) {
        let next = link.ends[0] == site ? link.ends[1] : link.ends[0]
        guard !seen.contains(next) else { continue }
        walk(
          next, seen + [next], latency + link.latency, jitter + link.jitter, price + link.price,
          links + [number])
      }
    }
    walk(start, [start], 0, 0, 0, [])
    return best
  }

  private func obeyRules(
    _ instances: [Instance], _ seats: [Seat], _ score: inout PlacementScore
  ) -> Bool {
    let places = seats.map { land.hosts[$0.host] }
    for one in instances.indices {
      let group = instances[one].group
      for other in instances.indices
      where other < one && instances[other].group.id == group.id
        && places[one].name == places[other].name
      {
        score.crowding += 1
      }
      score.crowding += (known[group.peers ?? ""] ?? []).count { $0 == places[one].name }
    }
    for rule in request.rules {
      var members: [(host: Landscape.Host, unit: String, isNew: Bool)] = []
      for (instance, place) in zip(instances, places) where rule.groups.contains(instance.group.id)
      {
        members.append((place, instance.unit.id, true))
      }
      for group in request.groups where rule.groups.contains(group.id) {
        for name in known[group.peers ?? ""] ?? [] {
          members.append((host(name), group.unit, false))
        }
      }
      var isBroken = false
      for one in members.indices {
        for other in members.indices where other < one {
          guard members[one].isNew || members[other].isNew else { continue }
          let isSame =
            domain(rule.scope, members[one].host) == domain(rule.scope, members[other].host)
          switch rule.kind {
          case .affinity: if !isSame { isBroken = true }
          case .antiAffinity:
            let isExempt = rule.parties == .units && members[one].unit == members[other].unit
            if isSame, !isExempt { isBroken = true }
          }
        }
      }
      if isBroken, !rule.isBestEffort { return false }
      if isBroken { score.violations += 1 }
    }
    return true
  }

  private func domain(_ scope: AffinityScope, _ host: Landscape.Host) -> String {
    switch scope {
    case .nfviNode: host.name
    case .zone: "\(host.vim)/\(host.zone)"
    case .zoneGroup: "\(host.vim)/\(host.zoneGroup ?? host.zone)"
    case .nfviPop: vim(host.vim).site
    }
  }
}
