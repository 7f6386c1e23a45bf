import ResourceInterfaces

/// Branch and bound over the seats of all instances of a request.
///
/// Instances are taken in turn, those that are bound to a NUMA node first: what is bound to none fits
/// wherever the sum does, so it cannot be in the way. A unit chooses its VIM with its first instance.
/// Equal instances take their hosts in one order only, the emptiest first, since to swap two of them
/// makes no other placement.
struct PlacementSearch {
  /// A host, and the NUMA node of it for what is bound to one.
  struct Candidate {
    let seat: HostStock.Seat
    let load: Int
    /// How many instances of the group fit on it, as far as the group alone is concerned.
    let room: Int
  }

  let engine: PlacementEngine
  let request: PlacementRequest
  let isFirstEnough: Bool
  /// The group of each instance, by its place in the request.
  let order: [Int]
  let unitOf: [Int]
  let options: [[(vim: Int, score: PlacementScore)]]
  /// For each group and VIM, in the order in which they are tried.
  let candidates: [[[Candidate]]]
  /// Whether a hard rule keeps the group's instances on hosts of their own.
  let isApart: [Bool]
  /// For each group, sums of the least loads from no instance on.
  let leastLoads: [[Int]]

  private(set) var steps = 0
  private let patience: Int
  private var stock: HostStock
  private var rules: RuleBook
  private var vimOf: [Int?]
  private var quotaUse: [[QuotaUse]]
  private var bitrates: [Int]
  private var hostsOf: [[Int]]
  private var seats: [(group: Int, seat: HostStock.Seat)] = []
  private var score = PlacementScore()
  private var best: PlacementEngine.Found?
  private(set) var isExhausted = false

  init(
    _ engine: PlacementEngine, _ request: PlacementRequest, patience: Int, isFirstEnough: Bool
  ) {
    self.engine = engine
    self.request = request
    self.patience = patience
    self.isFirstEnough = isFirstEnough
    stock = engine.stock
    let groups = request.groups
    unitOf = groups.map { group in request.units.firstIndex { $0.id == group.unit } ?? -1 }
    let bound = groups.indices.filter { groups[$0].demand.isBoundToCell }
    let free = groups.indices.filter { !groups[$0].demand.isBoundToCell }
    order = (bound + free).flatMap { Array(repeating: $0, count: groups[$0].count) }
    options = request.units.map { unit in
      engine.options(unit, groups.filter { $0.unit == unit.id }, request)
    }
    isApart = groups.map { group in
      request.rules.contains { rule in
        rule.kind == .antiAffinity && !rule.isBestEffort && rule.parties == .instances
          && rule.groups.contains(group.id)
      }
    }
    candidates = groups.indices.map { group in
      engine.vims.indices.map {
        groups[group].count == 0 ? [] : engine.candidates(request, group, on: $0)
      }
    }
    let (all, choices, units) = (candidates, options, unitOf)
    leastLoads = groups.indices.map { group in
      Self.leastLoads(
        groups[group].count,
        units[group] < 0 ? [] : choices[units[group]].map { all[group][$0.vim] })
    }
    vimOf = request.units.map { unit in
      unit.vim.flatMap { vim in engine.vims.firstIndex { $0.id == vim } }
    }
    quotaUse = engine.vims.map { $0.quotas.map(\.used) }
    bitrates = Array(repeating: 0, count: engine.links.count)
    rules = RuleBook(engine, request)
    hostsOf = groups.map { $0.peers.flatMap { engine.peers[$0] } ?? [] }
  }

  /// Looks for the best placement, or for any.
  mutating func run() -> PlacementEngine.Found? {
    guard !unitOf.contains(-1) else { return nil }
    step(0, after: -1)
    best?.isBest = !isExhausted
    return best
  }

  /// For each number of instances, the least that their loads can sum up to on hosts of their own.
  private static func leastLoads(_ count: Int, _ lists: [[Candidate]]) -> [Int] {
    var least = Array(repeating: Int.max, count: count + 1)
    least[0] = 0
    for list in lists {
      var sum = 0
      for (number, candidate) in list.prefix(count).enumerated() {
        sum += candidate.load
        least[number + 1] = min(least[number + 1], sum)
      }
    }
    for number in 1..<max(1, count + 1) where least[number] == .max {
      least[number] = least[number - 1]
    }
    return least
  }

  private var isOver: Bool { isExhausted || (isFirstEnough && best != nil) }

  /// Finds a seat for the instance `number`, whose predecessor of the same group has the candidate
  /// `previous`.
  private mutating func step(_ number: Int, after previous: Int) {
    steps += 1
    if steps > patience { isExhausted = true }
    guard !isOver else { return }
    guard number < order.count else {
      keep()
      return
    }
    guard !isHopeless(number, previous) else { return }
    let group = order[number]
    let unit = unitOf[group]
    if let vim = vimOf[unit] {
      seat(number, on: vim, after: previous)
      return
    }
    for option in options[unit] {
      let (before, uses, rates) = (score, quotaUse, bitrates)
      if enter(unit, option) { seat(number, on: option.vim, after: -1) }
      vimOf[unit] = nil
      (score, quotaUse, bitrates) = (before, uses, rates)
      if isOver { return }
    }
  }

  private mutating func seat(_ number: Int, on vim: Int, after previous: Int) {
    let group = order[number]
    let list = candidates[group][vim]
    // Hosts of their own come first, then company.
    for index in max(0, previous + 1)..<max(list.count, previous + 1) {
      take(number, list, index)
      if isOver { return }
    }
    if previous >= 0 { take(number, list, previous) }
  }

  private mutating func take(_ number: Int, _ list: [Candidate], _ index: Int) {
    let group = order[number]
    let demand = request.groups[group].demand
    let seat = list[index].seat
    guard stock.hasRoom(demand, on: seat.host),
      stock.hasPieces(demand, on: seat.host, cell: seat.cell),
      roomFrom(index, list, isApart[group]) >= remaining(group, from: number),
      let broken = rules.enter(group, unitOf[group], host: seat.host, engine)
    else { return }
    let before = score
    let taken = stock.take(demand, seat)
    score.violations += broken
    score.crowding += hostsOf[group].count { $0 == seat.host }
    score.load += list[index].load
    hostsOf[group].append(seat.host)
    seats.append((group, seat))
    let isSame = number + 1 < order.count && order[number + 1] == group
    step(number + 1, after: isSame ? index : -1)
    seats.removeLast()
    hostsOf[group].removeLast()
    score = before
    stock.giveBack(demand, taken)
    rules.leave()
  }

  /// How many instances of `group` want a seat, the one at `number` included.
  private func remaining(_ group: Int, from number: Int) -> Int {
    var count = 0
    while number + count < order.count, order[number + count] == group { count += 1 }
    return count
  }

  /// How many instances the candidates from `index` on can take at the most.
  private func roomFrom(_ index: Int, _ list: [Candidate], _ isApart: Bool) -> Int {
    if isApart { return list.count - index }
    var room = 0
    for candidate in list[index...] {
      room += candidate.room
      if room >= order.count { break }
    }
    return room
  }

  /// Sends `unit` to a VIM if quotas and connections allow it.
  private mutating func enter(
    _ unit: Int, _ option: (vim: Int, score: PlacementScore)
  ) -> Bool {
    if request.respectsQuotas, !reserveQuota(unit, option.vim) { return false }
    vimOf[unit] = option.vim
    score.tightness = max(score.tightness, option.score.tightness)
    score.siblings += option.score.siblings
    score.fill += option.score.fill
    score.cost += option.score.cost
    return connect(unit)
  }

  private mutating func reserveQuota(_ unit: Int, _ vim: Int) -> Bool {
    let use = request.groups.indices.filter { unitOf[$0] == unit }.reduce(QuotaUse()) {
      $0 + request.quotaUse(of: request.groups[$1])
    }
    for (index, quota) in engine.vims[vim].quotas.enumerated()
    where quota.tenant == request.tenant {
      guard quota.allows(use, besides: quotaUse[vim][index]) else { return false }
      quotaUse[vim][index] = quotaUse[vim][index] + use
    }
    return true
  }

  /// Looks at the connections of `unit` with the units that have their VIM.
  private mutating func connect(_ unit: Int) -> Bool {
    for connection in request.connections {
      guard let ways = engine.way(of: connection, request, vimOf, includes: unit) else {
        return false
      }
      for way in ways {
        guard
          let tightness = PlacementScore.tightness(
            latency: (way.latency, connection.latency), jitter: (way.jitter, connection.jitter))
        else { return false }
        score.tightness = max(score.tightness, tightness)
        score.cost += way.price
        for link in way.links {
          bitrates[link] += connection.bitrate
          guard bitrates[link] <= engine.bandwidth[link] else { return false }
        }
      }
    }
    return true
  }

  /// Whether nothing better than the best can come of what is placed so far.
  private func isHopeless(_ number: Int, _ previous: Int) -> Bool {
    guard let best, !isFirstEnough else { return false }
    var bound = score
    for unit in Set(order[number...].map { unitOf[$0] }) where vimOf[unit] == nil {
      bound.siblings += options[unit].map(\.score.siblings).min() ?? 0
      bound.fill += options[unit].map(\.score.fill).min() ?? 0
      bound.cost += options[unit].map(\.score.cost).min() ?? 0
    }
    // To beat the best without more crowding, instances must have hosts of their own.
    let mustPart =
      (bound.violations, bound.tightness, bound.crowding)
      == (best.score.violations, best.score.tightness, best.score.crowding)
    bound.load += leastLoad(number, previous, isApart: mustPart)
    return !(bound < best.score)
  }

  private func leastLoad(_ number: Int, _ previous: Int, isApart mustPart: Bool) -> Int {
    var load = 0
    var next = number
    while next < order.count {
      let group = order[next]
      let count = remaining(group, from: next)
      if next == number, let vim = vimOf[unitOf[group]], previous >= 0 {
        let list = candidates[group][vim]
        if mustPart || isApart[group] {
          for candidate in list[(previous + 1)...].prefix(count) { load += candidate.load }
        } else {
          load += list[previous].load * count
        }
      } else if mustPart || isApart[group] {
        load += leastLoads[group][count]
      } else {
        load += leastLoads[group][min(1, count)] * count
      }
      next += count
    }
    return load
  }

  private mutating func keep() {
    if let best, !(score < best.score) { return }
    best = PlacementEngine.Found(seats: seats, score: score, isBest: true, bitrates: bitrates)
  }
}

extension InstanceDemand {
  var isBoundToCell: Bool { isSameNUMA && takesCells }
}
