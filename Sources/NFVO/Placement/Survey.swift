import ResourceInterfaces

/// Which hosts could take an instance of one group, and what the others lack.
struct Survey {
  /// Those that qualify, by their numbers.
  private(set) var hosts: [Int] = []
  /// How many instances fit on the hosts of the VIM that has most room: a unit goes to one VIM.
  private(set) var room = 0
  /// Reasons with the hosts or VIMs that they are true of, the least first.
  private var refusals: [(reason: Reason, names: [String])] = []

  private struct Reason: Equatable {
    /// For one and for several.
    let one: String
    let many: String
    let weight: Int
  }

  init(
    _ engine: PlacementEngine, _ request: PlacementRequest, _ group: PlacementRequest.Group,
    _ unit: PlacementRequest.Unit
  ) {
    for vim in engine.vims {
      var roomHere = 0
      defer { room = max(room, roomHere) }
      if let reason = Self.refusal(of: vim, unit, engine) {
        refusals.append((Reason(one: reason, many: reason, weight: 0), [vim.id]))
        continue
      }
      for host in vim.hosts
      where unit.zones.isEmpty || unit.zones.contains(engine.zoneNames[host]) {
        if let reason = Self.refusal(of: host, group.demand, request, engine) {
          add(reason, of: engine.stock.hosts[host].name)
        } else {
          hosts.append(host)
          roomHere += Self.room(group.demand, host, engine)
        }
      }
    }
    refusals.sort { ($0.reason.weight, $0.names[0]) < ($1.reason.weight, $1.names[0]) }
  }

  private mutating func add(_ reason: Reason, of host: String) {
    if let known = refusals.firstIndex(where: { $0.reason == reason }) {
      refusals[known].names.append(host)
    } else {
      refusals.append((reason, [host]))
    }
  }

  /// `: h3 lacks 1 SR-IOV function, h5 in maintenance`; the four reasons that are nearest to none.
  var reasons: String {
    guard !refusals.isEmpty else { return "" }
    var parts = refusals.prefix(4).map { refusal in
      let names = refusal.names
      let who =
        names.count > 3 ? "\(names[0]) and \(names.count - 1) others" : names.listed
      return "\(who) \(names.count == 1 ? refusal.reason.one : refusal.reason.many)"
    }
    let others = refusals.dropFirst(4).reduce(0) { $0 + $1.names.count }
    if others > 0 { parts.append("\(others) other\(others.s) lack\(others == 1 ? "s" : "") more") }
    return ": " + parts.joined(separator: ", ")
  }

  private static func room(_ demand: InstanceDemand, _ host: Int, _ engine: PlacementEngine) -> Int
  {
    guard demand.isBoundToCell else {
      return engine.stock.room(for: demand, on: host, cell: nil)
    }
    let free = engine.stock.room(for: demand.withoutPieces, on: host, cell: nil)
    let cells = engine.stock.hosts[host].cells.reduce(0) {
      $0 + engine.stock.room(for: demand, on: host, cell: $1)
    }
    return min(free, cells)
  }

  /// What a VIM has against it, whatever its hosts have.
  private static func refusal(
    of vim: PlacementEngine.VIMRow, _ unit: PlacementRequest.Unit, _ engine: PlacementEngine
  ) -> String? {
    for condition in unit.conditions {
      if let reason = condition.refused[vim.id] { return reason }
    }
    for bound in unit.bounds {
      guard let way = engine.reach(bound, from: vim.site) else {
        return "has no link to \(bound.site ?? "the customer")"
      }
      if let latency = bound.latency, way.latency > latency {
        return "is \(way.latency.millisecondText) ms away"
      }
      if let jitter = bound.jitter, way.jitter > jitter {
        return "has \(way.jitter.millisecondText) ms of jitter"
      }
    }
    return nil
  }

  private static func refusal(
    of host: Int, _ demand: InstanceDemand, _ request: PlacementRequest, _ engine: PlacementEngine
  ) -> Reason? {
    let stock = engine.stock
    if request.respectsConditions, stock.conditions[host] != .up {
      let words = stock.conditions[host].words
      return Reason(
        one: words, many: words.hasPrefix("is ") ? "are \(words.dropFirst(3))" : words, weight: 90)
    }
    if let label = demand.labels.first(where: { !stock.hosts[host].labels.contains($0) }) {
      return lacking(["the label \(label)"], 80)
    }
    if stock.instances[host] < 1 {
      return Reason(one: "takes no more instances", many: "take no more instances", weight: 70)
    }
    var lacks: [String] = []
    let compute = Compute(
      milliCPU: demand.milliCPU - stock.milliCPU[host],
      memoryMiB: demand.memoryMiB - stock.memoryMiB[host])
    if demand.milliCPU > 0, compute.milliCPU > 0 { lacks.append("\(compute.vCPUText) vCPU") }
    if demand.memoryMiB > 0, compute.memoryMiB > 0 {
      lacks.append("\(compute.gibibyteText) GiB of memory")
    }
    lacks += missingPieces(demand, host, stock)
    return lacks.isEmpty ? nil : lacking(lacks, 10 * lacks.count)
  }

  private static func lacking(_ what: [String], _ weight: Int) -> Reason {
    Reason(one: "lacks \(what.listed)", many: "lack \(what.listed)", weight: weight)
  }

  /// What is missing of the pieces that NUMA nodes have: on the node where least is.
  private static func missingPieces(
    _ demand: InstanceDemand, _ host: Int, _ stock: HostStock
  ) -> [String] {
    guard !stock.hasAnySeat(for: demand, on: host) else { return [] }
    let offers =
      demand.isBoundToCell ? stock.hosts[host].cells.map { stock.cells[$0] } : [stock.pieces(host)]
    let lists = offers.map { Self.missing(demand, in: $0) }
    let least = lists.min { $0.count < $1.count } ?? missing(demand, in: Landscape.Cell())
    guard demand.isBoundToCell, offers.count > 1 else { return least }
    return stock.hasPieces(demand, on: host, cell: nil)
      ? ["a NUMA node that has all of it"] : missing(demand, in: stock.pieces(host))
  }

  private static func missing(_ demand: InstanceDemand, in free: Landscape.Cell) -> [String] {
    var lacks: [String] = []
    let cpus = demand.dedicatedCPUs - free.dedicatedCPUs
    if cpus > 0 { lacks.append("\(cpus) dedicated CPU\(cpus.s)") }
    let pages = demand.hugepagesMiB - free.hugepagesMiB
    if pages > 0 {
      lacks.append("\(Compute(milliCPU: 0, memoryMiB: pages).gibibyteText) GiB of hugepages")
    }
    let functions = demand.functions - free.functions
    if functions > 0 { lacks.append("\(functions) SR-IOV function\(functions.s)") }
    return lacks
  }
}

extension HostStock {
  /// Whether NUMA nodes have the pieces somewhere.
  func hasAnySeat(for demand: InstanceDemand, on host: Int) -> Bool {
    demand.isBoundToCell
      ? hosts[host].cells.contains { hasPieces(demand, on: host, cell: $0) }
      : hasPieces(demand, on: host, cell: nil)
  }
}

extension InstanceDemand {
  /// What it takes of the host as a whole.
  var withoutPieces: Self {
    Self(milliCPU: milliCPU, memoryMiB: memoryMiB, labels: labels)
  }
}
