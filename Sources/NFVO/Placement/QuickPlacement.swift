import ResourceInterfaces

// One instance, at most kept apart from its own kind: the indexes alone find its best place.
extension PlacementEngine {
  enum Quick {
    case found(Found)
    case none
    /// The request has more to it, and is searched for.
    case notQuick
  }

  func quick(_ request: PlacementRequest) -> Quick {
    guard request.groups.count == 1, request.units.count == 1, request.connections.isEmpty,
      request.respectsConditions
    else { return .notQuick }
    let group = request.groups[0]
    let unit = request.units[0]
    guard group.count == 1, group.unit == unit.id,
      request.rules.allSatisfy({ $0.keepsInstancesApart(group.id) })
    else { return .notQuick }
    let known = group.peers.flatMap { peers[$0] } ?? []
    guard known.isEmpty || !request.rules.isEmpty else { return .notQuick }
    return best(group, unit, except: known, request)
  }

  private func best(
    _ group: PlacementRequest.Group, _ unit: PlacementRequest.Unit, except known: [Int],
    _ request: PlacementRequest
  ) -> Quick {
    var options: [(vim: Int, score: PlacementScore)] = []
    for vim in vims.indices {
      guard let score = score(unit, request.groups, on: vim, request) else { continue }
      options.append((vim, score))
    }
    options.sort { $0.score == $1.score ? $0.vim < $1.vim : $0.score < $1.score }
    var best: Found?
    for option in options {
      if let best, best.score.isBetterApartFromLoad(than: option.score) { break }
      guard let seat = emptiest(group, unit, on: option.vim, except: known) else { continue }
      var score = option.score
      score.load = stock.load(seat.host)
      if let best, best.score <= score { continue }
      best = Found(seats: [(0, seat)], score: score, isBest: true)
    }
    return best.map { .found($0) } ?? .none
  }

  private func emptiest(
    _ group: PlacementRequest.Group, _ unit: PlacementRequest.Unit, on vim: Int,
    except known: [Int]
  ) -> HostStock.Seat? {
    let index = indexes[vim]
    let demand = group.demand
    return index.first(
      milliCPU: demand.milliCPU, memoryMiB: demand.memoryMiB,
      except: known.isEmpty ? [] : index.mask(known)
    ) { host in
      unit.zones.isEmpty || unit.zones.contains(zoneNames[host])
        ? stock.seat(demand, on: host) : nil
    }
  }

  /// What it would mean for `unit` with `groups` to go to a VIM, as far as its hosts do not matter;
  /// nil when a condition, a bound or a quota stands against it.
  func score(
    _ unit: PlacementRequest.Unit, _ groups: [PlacementRequest.Group], on vim: Int,
    _ request: PlacementRequest
  ) -> PlacementScore? {
    let row = vims[vim]
    for condition in unit.conditions where condition.refused[row.id] != nil { return nil }
    var score = PlacementScore()
    for bound in unit.bounds {
      guard let way = reach(bound, from: row.site) else { return nil }
      guard let tightness = bound.tightness(latency: way.latency, jitter: way.jitter) else {
        return nil
      }
      score.tightness = max(score.tightness, tightness)
    }
    var use = QuotaUse()
    var compute = Compute.none
    for group in groups {
      use = use + request.quotaUse(of: group)
      compute.milliCPU += group.demand.milliCPU * group.count
      compute.memoryMiB += group.demand.memoryMiB * group.count
    }
    if request.respectsQuotas {
      for quota in row.quotas where quota.tenant == request.tenant {
        guard quota.allows(use, besides: quota.used) else { return nil }
      }
    }
    score.siblings = unit.siblings[row.id] ?? 0
    score.fill = row.fill(with: compute)
    score.cost = use.milliCPU * row.price / 1_000
    return score
  }

  /// Latency and jitter from a site to the customer that `bound` means.
  func reach(
    _ bound: PlacementRequest.Bound, from site: Int
  ) -> (latency: Int, jitter: Int)? {
    guard site >= 0 else { return nil }
    guard let name = bound.site else {
      return (sites[site].customerLatency, sites[site].customerJitter)
    }
    guard let goal = sites.firstIndex(where: { $0.id == name }), let path = paths[site, goal]
    else { return nil }
    return (
      path.latency + sites[goal].customerLatency, path.jitter + sites[goal].customerJitter
    )
  }
}

extension PlacementEngine.VIMRow {
  /// How full the VIM is with `compute` more, in tenths of what is scarcest.
  func fill(with compute: Compute) -> Int {
    let used = capacity - free + compute
    var fill = 0
    if capacity.milliCPU > 0 { fill = used.milliCPU * 10 / capacity.milliCPU }
    if capacity.memoryMiB > 0 { fill = max(fill, used.memoryMiB * 10 / capacity.memoryMiB) }
    return max(0, fill)
  }
}

extension PlacementScore {
  /// Whether `self` is better whatever the loads are.
  func isBetterApartFromLoad(than other: Self) -> Bool {
    var (left, right) = (self, other)
    left.load = 0
    right.load = 0
    return left < right
  }
}

extension PlacementRequest.Rule {
  /// Whether it says no more than that no two instances of `group` may share a host.
  func keepsInstancesApart(_ group: String) -> Bool {
    kind == .antiAffinity && scope == .nfviNode && !isBestEffort && parties == .instances
      && groups == [group]
  }
}

extension PlacementRequest.Bound {
  /// How tight it is, see ``PlacementScore/tightness``; nil when it is broken.
  func tightness(latency used: Int, jitter usedJitter: Int) -> Int? {
    PlacementScore.tightness(latency: (used, latency), jitter: (usedJitter, jitter))
  }
}

extension PlacementScore {
  static func tightness(
    latency: (used: Int, bound: Int?), jitter: (used: Int, bound: Int?)
  ) -> Int? {
    var tightest = 0
    for (used, bound) in [latency, jitter] {
      guard let bound else { continue }
      guard used <= bound else { return nil }
      tightest = max(tightest, tightness(used, of: bound))
    }
    return tightest
  }
}
