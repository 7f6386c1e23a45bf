import ResourceInterfaces

/// One thing that a request asks for, or that stands in its way.
package enum PlacementConstraint: Hashable, Sendable {
  /// What instances take of a host.
  package enum Dimension: Hashable, Sendable, CaseIterable {
    case dedicatedCPUs, functions, hugepages, sameNUMA, milliCPU, memory, labels
  }

  case demand(group: String, Dimension)
  case zones(unit: String)
  case condition(unit: String, Int)
  case bound(unit: String, Int)
  /// A rule or a connection, by its place in the request.
  case rule(Int)
  case connection(Int)
  /// The tenant's quotas.
  case quotas
  /// Hosts are down or in maintenance.
  case conditions
}

/// Why a request cannot be placed.
package struct PlacementConflict: Equatable, Sendable {
  /// The fewest constraints that cannot be met together: without any one of them the rest could.
  /// Empty when the request has more instances than there are places, or when nothing was proven.
  package let constraints: [PlacementConstraint]
  /// For people: what is needed, how much of it there is, and what the next best lack.
  package let sentence: String
  /// False when the search ended before all possibilities were seen.
  package let isProven: Bool
}

extension PlacementRequest {
  /// All that it asks for, in the order in which it is blamed.
  package var constraints: [PlacementConstraint] {
    var all: [PlacementConstraint] = []
    for group in groups where group.count > 0 {
      for dimension in PlacementConstraint.Dimension.allCases
      where group.demand.asks(for: dimension) {
        all.append(.demand(group: group.id, dimension))
      }
    }
    for unit in units {
      if !unit.zones.isEmpty { all.append(.zones(unit: unit.id)) }
      all += unit.conditions.indices.map { .condition(unit: unit.id, $0) }
      all += unit.bounds.indices.map { .bound(unit: unit.id, $0) }
    }
    all += rules.indices.filter { !rules[$0].isBestEffort }.map { .rule($0) }
    all += connections.indices.map { .connection($0) }
    return all + [.quotas, .conditions]
  }

  /// The same request with nothing to ask for but `kept`.
  package func keeping(_ kept: Set<PlacementConstraint>) -> Self {
    var request = self
    // Quotas count what is asked for in full, also where hosts are not asked for it.
    let uses = groups.map { (quotaUses?[$0.id] ?? $0.demand.quotaUse) }
    request.quotaUses = Dictionary(
      zip(groups.map(\.id), uses), uniquingKeysWith: { first, _ in first })
    for index in groups.indices {
      for dimension in PlacementConstraint.Dimension.allCases
      where !kept.contains(.demand(group: groups[index].id, dimension)) {
        request.groups[index].demand.drop(dimension)
      }
    }
    for index in units.indices {
      let id = units[index].id
      if !kept.contains(.zones(unit: id)) { request.units[index].zones = [] }
      request.units[index].conditions = units[index].conditions.enumerated()
        .filter { kept.contains(.condition(unit: id, $0.offset)) }.map(\.element)
      request.units[index].bounds = units[index].bounds.enumerated()
        .filter { kept.contains(.bound(unit: id, $0.offset)) }.map(\.element)
    }
    request.rules = rules.enumerated().filter { kept.contains(.rule($0.offset)) }.map(\.element)
    request.connections = connections.enumerated()
      .filter { kept.contains(.connection($0.offset)) }.map(\.element)
    request.respectsQuotas = kept.contains(.quotas)
    request.respectsConditions = kept.contains(.conditions)
    return request
  }
}

extension InstanceDemand {
  func asks(for dimension: PlacementConstraint.Dimension) -> Bool {
    switch dimension {
    case .dedicatedCPUs: dedicatedCPUs > 0
    case .functions: functions > 0
    case .hugepages: hugepagesMiB > 0
    case .sameNUMA: isBoundToCell
    case .milliCPU: milliCPU > 0
    case .memory: memoryMiB > 0
    case .labels: !labels.isEmpty
    }
  }

  mutating func drop(_ dimension: PlacementConstraint.Dimension) {
    switch dimension {
    case .dedicatedCPUs: dedicatedCPUs = 0
    case .functions: functions = 0
    case .hugepages: hugepagesMiB = 0
    case .sameNUMA: isSameNUMA = false
    case .milliCPU: milliCPU = 0
    case .memory: memoryMiB = 0
    case .labels: labels = []
    }
  }
}

extension PlacementEngine {
  /// How much the smallest set of constraints may take to find: searches, and their steps in all in
  /// multiples of ``patience``. Beyond them the smallest that was found stands.
  private static let trials = 1_500
  private static let effort = 100

  /// Finds out why `request` has no place.
  func conflict(of request: PlacementRequest) -> PlacementConflict {
    let all = request.constraints
    var budget = patience * Self.effort
    guard !isPossible(request, all, &budget) else {
      return PlacementConflict(
        constraints: [],
        sentence:
          "no place was found in \(patience) steps of search, though nothing rules one out: "
          + "ask for fewer instances or rules at a time",
        isProven: false)
    }
    let found = smallest(request, all, &budget)
    return PlacementConflict(
      constraints: found, sentence: ConflictSentence(self, request, found).text, isProven: true)
  }

  /// Whether `request` with `kept` alone can be placed, or may be.
  private func isPossible(
    _ request: PlacementRequest, _ kept: [PlacementConstraint], _ budget: inout Int
  ) -> Bool {
    var search = PlacementSearch(
      self, request.keeping(Set(kept)), patience: patience, isFirstEnough: true)
    let isPlaced = search.run() != nil
    // To begin a search costs about as much as a step for each group and host.
    budget -= search.steps + request.groups.count * stock.hosts.count / 10
    return isPlaced || search.isExhausted
  }

  /// Leaves out what can be left out, then looks for a set that is smaller still.
  private func smallest(
    _ request: PlacementRequest, _ all: [PlacementConstraint], _ budget: inout Int
  ) -> [PlacementConstraint] {
    var core = all
    for constraint in all where budget > 0 {
      let rest = core.filter { $0 != constraint }
      if !isPossible(request, rest, &budget) { core = rest }
    }
    var trials = 0
    for size in 0..<core.count {
      var sets = Combinations(of: all.count, size)
      while let set = sets.next() {
        trials += 1
        guard trials <= Self.trials, budget > 0 else { return core }
        let kept = set.map { all[$0] }
        if !isPossible(request, kept, &budget) { return kept }
      }
    }
    return core
  }
}

/// The ways to choose `size` of `count` things, in their order.
struct Combinations {
  private let count: Int
  private var current: [Int]
  private var isFirst = true

  init(of count: Int, _ size: Int) {
    self.count = count
    current = Array(0..<size)
  }

  mutating func next() -> [Int]? {
    if isFirst {
      isFirst = false
      return current.count <= count ? current : nil
    }
    guard
      let place = current.indices.last(where: { current[$0] < count - current.count + $0 })
    else { return nil }
    current[place] += 1
    for later in current.indices where later > place { current[later] = current[later - 1] + 1 }
    return current
  }
}
