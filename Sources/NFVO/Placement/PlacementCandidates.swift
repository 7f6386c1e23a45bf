import ResourceInterfaces

// What a search may choose from.
extension PlacementEngine {
  /// The VIMs that `unit` may go to, the best first.
  func options(
    _ unit: PlacementRequest.Unit, _ groups: [PlacementRequest.Group], _ request: PlacementRequest
  ) -> [(vim: Int, score: PlacementScore)] {
    vims.indices.compactMap { vim in
      score(unit, groups, on: vim, request).map { (vim, $0) }
    }.sorted { $0.score == $1.score ? $0.vim < $1.vim : $0.score < $1.score }
  }

  /// Where an instance of a group fits on a VIM, the emptiest host first.
  func candidates(
    _ request: PlacementRequest, _ number: Int, on vim: Int
  ) -> [PlacementSearch.Candidate] {
    let group = request.groups[number]
    let zones = request.units.first { $0.id == group.unit }?.zones ?? []
    var candidates: [PlacementSearch.Candidate] = []
    for host in vims[vim].hosts {
      guard isOpen(host, zones, request), stock.hasRoom(group.demand, on: host),
        stock.bearsLabels(group.demand, host)
      else { continue }
      let load = stock.load(host)
      let cells: [Int?] =
        group.demand.isBoundToCell ? stock.hosts[host].cells.map { $0 } : [nil]
      for cell in cells where stock.hasPieces(group.demand, on: host, cell: cell) {
        candidates.append(
          PlacementSearch.Candidate(
            seat: HostStock.Seat(host: host, cell: cell), load: load,
            room: stock.room(for: group.demand, on: host, cell: cell)))
      }
    }
    return candidates.sorted {
      ($0.load, $0.seat.host, $0.seat.cell ?? 0) < ($1.load, $1.seat.host, $1.seat.cell ?? 0)
    }
  }

  /// Whether a host may be used at all.
  func isOpen(_ host: Int, _ zones: [String], _ request: PlacementRequest) -> Bool {
    (stock.conditions[host] == .up || !request.respectsConditions)
      && (zones.isEmpty || zones.contains(zoneNames[host]))
  }

  /// The ways that a connection takes when `unit` has just got its VIM: none while its other end has
  /// none, or when the connection is of other units. Nil when no links lead there.
  func way(
    of connection: PlacementRequest.Connection, _ request: PlacementRequest, _ vimOf: [Int?],
    includes unit: Int
  ) -> [SitePaths.Path]? {
    let ends = connection.ends.compactMap { end in request.units.firstIndex { $0.id == end } }
    guard ends.count == 2, ends.contains(unit), let one = vimOf[ends[0]],
      let other = vimOf[ends[1]]
    else { return [] }
    let (start, end) = (vims[one].site, vims[other].site)
    guard start >= 0, end >= 0, let path = paths[min(start, end), max(start, end)] else {
      return nil
    }
    return [path]
  }

  /// The links on the way between two VIMs, by their place in the landscape; nil when none leads there.
  func links(between one: VIMName, and other: VIMName) -> [Int]? {
    let ends = [one, other].compactMap { name in vims.first { $0.id == name }?.site }.sorted()
    guard ends.count == 2, ends[0] >= 0 else { return nil }
    return paths[ends[0], ends[1]]?.links
  }
}

extension HostStock {
  /// How many instances with `demand` fit on a host, or on one NUMA node of it.
  func room(for demand: InstanceDemand, on host: Int, cell: Int?) -> Int {
    var room = instances[host]
    func limit(_ free: Int, by part: Int) { if part > 0 { room = min(room, free / part) } }
    limit(milliCPU[host], by: demand.milliCPU)
    limit(memoryMiB[host], by: demand.memoryMiB)
    let free = cell.map { cells[$0] } ?? pieces(host)
    limit(free.dedicatedCPUs, by: demand.dedicatedCPUs)
    limit(free.hugepagesMiB, by: demand.hugepagesMiB)
    limit(free.functions, by: demand.functions)
    return min(room, 1_000_000)
  }
}

/// The rules of a request with where their members are so far.
struct RuleBook {
  private struct Member {
    let domain: Int
    /// The unit that it belongs to; -1 for an instance that was there before.
    let unit: Int
    let breaks: Bool
  }

  private let rules: [PlacementRequest.Rule]
  /// The rules that each group is a member of.
  private let rulesOf: [[Int]]
  private var members: [[Member]]
  private var isBroken: [Bool]
  /// The members that each step added, to take back.
  private var trail: [[Int]] = []

  init(_ engine: PlacementEngine, _ request: PlacementRequest) {
    rules = request.rules
    rulesOf = request.groups.map { group in
      request.rules.indices.filter { request.rules[$0].groups.contains(group.id) }
    }
    members = Array(repeating: [], count: rules.count)
    isBroken = Array(repeating: false, count: rules.count)
    for (group, numbers) in zip(request.groups, rulesOf) {
      let known = group.peers.flatMap { engine.peers[$0] } ?? []
      let unit = request.units.firstIndex { $0.id == group.unit } ?? -1
      for rule in numbers {
        for host in known {
          members[rule].append(
            Member(
              domain: engine.domain(rules[rule].scope, host), unit: unit,
              breaks: false))
        }
      }
    }
  }

  /// Adds an instance; nil when a hard rule forbids it, else how many best-effort rules it is the first
  /// to break.
  mutating func enter(
    _ group: Int, _ unit: Int, host: Int, _ engine: PlacementEngine
  ) -> Int? {
    let numbers = rulesOf[group]
    guard !numbers.isEmpty else {
      trail.append([])
      return 0
    }
    var broken = 0
    var fresh: [(rule: Int, member: Member)] = []
    for number in numbers {
      let domain = engine.domain(rules[number].scope, host)
      let isMet = isMet(number, domain: domain, unit: unit)
      if !isMet, !rules[number].isBestEffort { return nil }
      let breaks = !isMet && !isBroken[number]
      if breaks { broken += 1 }
      fresh.append(
        (number, Member(domain: domain, unit: unit, breaks: breaks)))
    }
    for (number, member) in fresh {
      members[number].append(member)
      if member.breaks { isBroken[number] = true }
    }
    trail.append(numbers)
    return broken
  }

  /// Takes the last instance back.
  mutating func leave() {
    for number in trail.popLast() ?? [] where members[number].popLast()?.breaks == true {
      isBroken[number] = false
    }
  }

  private func isMet(_ number: Int, domain: Int, unit: Int) -> Bool {
    let rule = rules[number]
    return members[number].allSatisfy { member in
      switch rule.kind {
      case .affinity: member.domain == domain
      case .antiAffinity:
        member.domain != domain || (rule.parties == .units && member.unit == unit)
      }
    }
  }
}
