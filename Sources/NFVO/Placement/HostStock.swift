import ResourceInterfaces

/// What is free on every host, by the host's number. Lists of numbers rather than of hosts, so that a
/// copy to search in is cheap and a scan reads little.
struct HostStock: Equatable, Sendable {
  /// What does not change about a host.
  struct Fixed: Equatable, Sendable {
    let name: HostName
    let vim: Int
    let labels: [String]
    let milliCPU: Int
    let memoryMiB: Int
    let dedicatedCPUs: Int
    /// Its NUMA nodes among all.
    let cells: Range<Int>
  }

  /// The pieces that an instance took of one NUMA node.
  struct Share: Equatable, Sendable {
    let cell: Int
    let taken: Landscape.Cell
  }

  /// Where an instance is, with what is needed to give it back.
  struct Seat: Equatable, Sendable {
    let host: Int
    /// The NUMA node that it is bound to; nil when it is bound to none.
    let cell: Int?
    var shares: [Share] = []
  }

  let hosts: [Fixed]
  /// The NUMA nodes of each host: what a search reads all the time, without the names beside it.
  private let cellsOf: [Range<Int>]
  var conditions: [HostCondition]
  var milliCPU: [Int]
  var memoryMiB: [Int]
  var instances: [Int]
  var cells: [Landscape.Cell]

  /// Takes hosts in the order in which they are numbered.
  init(_ hosts: [Landscape.Host], vims: [VIMName]) {
    var fixed: [Fixed] = []
    cells = []
    for host in hosts {
      fixed.append(
        Fixed(
          name: host.name, vim: vims.firstIndex(of: host.vim) ?? -1, labels: host.labels,
          milliCPU: host.milliCPU, memoryMiB: host.memoryMiB,
          dedicatedCPUs: host.cells.reduce(0) { $0 + $1.dedicatedCPUs },
          cells: cells.count..<(cells.count + host.cells.count)))
      cells += host.cells
    }
    self.hosts = fixed
    cellsOf = fixed.map(\.cells)
    conditions = hosts.map(\.condition)
    milliCPU = hosts.map(\.milliCPU)
    memoryMiB = hosts.map(\.memoryMiB)
    instances = hosts.map { $0.maxInstances ?? .max / 2 }
  }

  /// Takes off a host what is in use on it.
  mutating func hold(_ holding: Holding, on host: Int) {
    milliCPU[host] -= holding.compute.milliCPU
    memoryMiB[host] -= holding.compute.memoryMiB
    instances[host] -= holding.instances
    for (cell, used) in zip(cellsOf[host], holding.cells) { cells[cell] = cells[cell] - used }
  }

  /// How full a host is in what is scarcest, in thousandths.
  func load(_ host: Int) -> Int {
    let fixed = hosts[host]
    var load = 0
    if fixed.milliCPU > 0 {
      load = (fixed.milliCPU - milliCPU[host]) * 1_000 / fixed.milliCPU
    }
    if fixed.memoryMiB > 0 {
      load = max(load, (fixed.memoryMiB - memoryMiB[host]) * 1_000 / fixed.memoryMiB)
    }
    if fixed.dedicatedCPUs > 0 {
      var free = 0
      for cell in fixed.cells { free += cells[cell].dedicatedCPUs }
      load = max(load, (fixed.dedicatedCPUs - free) * 1_000 / fixed.dedicatedCPUs)
    }
    return min(max(load, 0), 1_000)
  }

  /// Whether everything but NUMA nodes has room.
  func hasRoom(_ demand: InstanceDemand, on host: Int) -> Bool {
    demand.milliCPU <= milliCPU[host] && demand.memoryMiB <= memoryMiB[host]
      && instances[host] > 0
  }

  /// Whether the host, or its NUMA node `cell`, has the pieces that `demand` asks for.
  func hasPieces(_ demand: InstanceDemand, on host: Int, cell: Int?) -> Bool {
    guard demand.takesCells else { return true }
    if let cell { return demand.cell.fits(in: cells[cell]) }
    return demand.cell.fits(in: pieces(host))
  }

  /// What all NUMA nodes of a host have free together.
  func pieces(_ host: Int) -> Landscape.Cell {
    var sum = Landscape.Cell()
    for cell in cellsOf[host] { sum = sum + cells[cell] }
    return sum
  }

  func bearsLabels(_ demand: InstanceDemand, _ host: Int) -> Bool {
    demand.labels.isEmpty || demand.labels.allSatisfy { hosts[host].labels.contains($0) }
  }

  /// The NUMA node to bind `demand` to: of those that have room the one with least left, which keeps
  /// the others whole. Nil in the nil case of a demand that is bound to none.
  func seat(_ demand: InstanceDemand, on host: Int) -> Seat? {
    guard hasRoom(demand, on: host), bearsLabels(demand, host) else { return nil }
    guard demand.takesCells else { return Seat(host: host, cell: nil) }
    guard demand.isSameNUMA else {
      return hasPieces(demand, on: host, cell: nil) ? Seat(host: host, cell: nil) : nil
    }
    var best: Int?
    for cell in cellsOf[host] where demand.cell.fits(in: cells[cell]) {
      if let known = best, cells[known].rank <= cells[cell].rank { continue }
      best = cell
    }
    return best.map { Seat(host: host, cell: $0) }
  }

  /// Takes what `demand` asks for; ``hasRoom(_:on:)`` and ``hasPieces(_:on:cell:)`` must have said yes.
  mutating func take(_ demand: InstanceDemand, _ seat: Seat) -> Seat {
    milliCPU[seat.host] -= demand.milliCPU
    memoryMiB[seat.host] -= demand.memoryMiB
    instances[seat.host] -= 1
    guard demand.takesCells else { return seat }
    var taken = seat
    if let cell = seat.cell {
      taken.shares = [Share(cell: cell, taken: demand.cell)]
    } else {
      taken.shares = split(demand.cell, on: seat.host)
    }
    for share in taken.shares { cells[share.cell] = cells[share.cell] - share.taken }
    return taken
  }

  mutating func giveBack(_ demand: InstanceDemand, _ seat: Seat) {
    milliCPU[seat.host] += demand.milliCPU
    memoryMiB[seat.host] += demand.memoryMiB
    instances[seat.host] += 1
    for share in seat.shares { cells[share.cell] = cells[share.cell] + share.taken }
  }

  /// Divides a demand that is bound to no NUMA node over the nodes, from that with least left on.
  private func split(_ demand: Landscape.Cell, on host: Int) -> [Share] {
    var rest = demand
    var shares: [Share] = []
    // Hosts have two nodes or a few: to look for the next is quicker than to sort.
    var last: Int?
    while rest != Landscape.Cell(), let cell = nextNode(after: last, on: host) {
      last = cell
      let taken = rest.limited(to: cells[cell])
      guard taken != Landscape.Cell() else { continue }
      shares.append(Share(cell: cell, taken: taken))
      rest = rest - taken
    }
    return shares
  }

  /// The NUMA node of a host that follows `last` in the order of what is left.
  private func nextNode(after last: Int?, on host: Int) -> Int? {
    var next: Int?
    for cell in cellsOf[host] {
      if let last, !comes(last, before: cell) { continue }
      if let next, !comes(cell, before: next) { continue }
      next = cell
    }
    return next
  }

  private func comes(_ left: Int, before right: Int) -> Bool {
    let (first, second) = (cells[left].rank, cells[right].rank)
    return first == second ? left < right : first < second
  }
}

extension Landscape.Cell {
  package static func + (left: Self, right: Self) -> Self {
    Self(
      dedicatedCPUs: left.dedicatedCPUs + right.dedicatedCPUs,
      hugepagesMiB: left.hugepagesMiB + right.hugepagesMiB,
      functions: left.functions + right.functions)
  }

  static func - (left: Self, right: Self) -> Self {
    Self(
      dedicatedCPUs: left.dedicatedCPUs - right.dedicatedCPUs,
      hugepagesMiB: left.hugepagesMiB - right.hugepagesMiB,
      functions: left.functions - right.functions)
  }

  func fits(in room: Self) -> Bool {
    dedicatedCPUs <= room.dedicatedCPUs && hugepagesMiB <= room.hugepagesMiB
      && functions <= room.functions
  }

  func limited(to room: Self) -> Self {
    Self(
      dedicatedCPUs: min(dedicatedCPUs, max(0, room.dedicatedCPUs)),
      hugepagesMiB: min(hugepagesMiB, max(0, room.hugepagesMiB)),
      functions: min(functions, max(0, room.functions)))
  }

  /// Orders nodes by what they have left.
  fileprivate var rank: Int { dedicatedCPUs * 1_000_000 + hugepagesMiB + functions }
}
