import ResourceInterfaces

/// Places instances on hosts: hard constraints first, then the least ``PlacementScore``; what is equal
/// falls to the first name. A value: a copy tries what need not be kept.
///
/// It knows what is free on each host and keeps it up to date with every placement and release, in
/// indexes that make a single instance a matter of microseconds on thousands of hosts. Several instances
/// with rules among them are searched for, branch and bound.
package struct PlacementEngine: Sendable {
  /// A VIM with its hosts, which are numbered one after the other.
  struct VIMRow: Sendable {
    let id: VIMName
    let site: Int
    let price: Int
    let hosts: Range<Int>
    var quotas: [Landscape.Quota]
    /// Of the hosts that are up.
    var capacity = Compute.none
    var free = Compute.none
  }

  let sites: [Landscape.Site]
  let links: [Landscape.Link]
  let paths: SitePaths
  /// The failure domains of each host, by the host's number.
  let zones: [Int]
  let zoneGroups: [Int]
  let zoneNames: [String]
  private(set) var vims: [VIMRow]
  private(set) var stock: HostStock
  private(set) var indexes: [HostIndex]
  /// What is free on each link.
  private(set) var bandwidth: [Int]
  /// The hosts of the instances that are known by a name, an instance each.
  private(set) var peers: [String: [Int]] = [:]
  /// How many steps a search may take; beyond them the best that was found stands.
  package var patience = 20_000

  /// Input in any order; inside, everything is in the order of names.
  /// `held` is what is in use on hosts, whoever uses it.
  package init(_ landscape: Landscape, held: [HostName: Holding] = [:]) {
    sites = landscape.sites.sorted { $0.id < $1.id }
    links = landscape.links
    let siteNames = sites.map(\.id)
    paths = SitePaths(sites: siteNames, links: landscape.links)
    bandwidth = landscape.links.map(\.bandwidth)
    let sorted = landscape.vims.sorted { $0.id < $1.id }
    let names = sorted.map(\.id)
    let hosts = landscape.hosts.filter { names.contains($0.vim) }
      .sorted { ($0.vim, $0.name) < ($1.vim, $1.name) }
    stock = HostStock(hosts, vims: names)
    vims = []
    indexes = []
    var next = 0
    for vim in sorted {
      let start = next
      while next < hosts.count, hosts[next].vim == vim.id { next += 1 }
      vims.append(
        VIMRow(
          id: vim.id, site: siteNames.firstIndex(of: vim.site) ?? -1, price: vim.price,
          hosts: start..<next, quotas: vim.quotas))
      indexes.append(HostIndex(first: start, count: next - start))
    }
    var zoneNumbers = Numbers()
    var groupNumbers = Numbers()
    zones = hosts.map { zoneNumbers.number(of: "\($0.vim)/\($0.zone)") }
    zoneGroups = hosts.map { groupNumbers.number(of: "\($0.vim)/\($0.zoneGroup ?? $0.zone)") }
    zoneNames = hosts.map(\.zone)
    if !held.isEmpty {
      for host in stock.hosts.indices {
        if let holding = held[stock.hosts[host].name] { stock.hold(holding, on: host) }
      }
    }
    for host in stock.hosts.indices where stock.conditions[host] == .up { count(host, by: 1) }
    for host in stock.hosts.indices { note(host) }
  }

  /// The failure domain of `host` at `scope`, as a number.
  func domain(_ scope: AffinityScope, _ host: Int) -> Int {
    switch scope {
    case .nfviNode: host
    case .zone: zones[host]
    case .zoneGroup: zoneGroups[host]
    case .nfviPop: vims[stock.hosts[host].vim].site
    }
  }

  /// What is free on a host by its name; nil when there is no such host. For checks.
  package func free(on name: HostName) -> (compute: Compute, cells: [Landscape.Cell])? {
    guard let host = stock.hosts.firstIndex(where: { $0.name == name }) else { return nil }
    return (
      Compute(milliCPU: stock.milliCPU[host], memoryMiB: stock.memoryMiB[host]),
      stock.hosts[host].cells.map { stock.cells[$0] }
    )
  }

  /// Notes that instances known as `name` are on hosts already, so that rules count them.
  package mutating func know(_ name: String, on hosts: [HostName]) {
    for host in hosts {
      guard let number = stock.hosts.firstIndex(where: { $0.name == host }) else { continue }
      peers[name, default: []].append(number)
    }
  }

  /// Takes off a host what is in use on it, whoever uses it.
  package mutating func use(_ compute: Compute, cells: [Landscape.Cell], on name: HostName) {
    guard let host = stock.hosts.firstIndex(where: { $0.name == name }) else { return }
    if stock.conditions[host] == .up {
      vims[stock.hosts[host].vim].free = vims[stock.hosts[host].vim].free - compute
    }
    stock.milliCPU[host] -= compute.milliCPU
    stock.memoryMiB[host] -= compute.memoryMiB
    for (cell, used) in zip(stock.hosts[host].cells, cells) {
      stock.cells[cell] = stock.cells[cell] - used
    }
    note(host)
  }

  /// A host goes out of use or comes back.
  package mutating func setCondition(_ condition: HostCondition, of name: HostName) {
    guard let host = stock.hosts.firstIndex(where: { $0.name == name }),
      stock.conditions[host] != condition
    else { return }
    if stock.conditions[host] == .up { count(host, by: -1) }
    stock.conditions[host] = condition
    if condition == .up { count(host, by: 1) }
    note(host)
  }

  private mutating func count(_ host: Int, by sign: Int) {
    let fixed = stock.hosts[host]
    let all = Compute(milliCPU: fixed.milliCPU, memoryMiB: fixed.memoryMiB)
    let free = Compute(milliCPU: stock.milliCPU[host], memoryMiB: stock.memoryMiB[host])
    vims[fixed.vim].capacity = vims[fixed.vim].capacity + all * sign
    vims[fixed.vim].free = vims[fixed.vim].free + free * sign
  }

  private mutating func note(_ host: Int) {
    indexes[stock.hosts[host].vim].set(
      host, load: stock.conditions[host] == .up ? stock.load(host) : nil,
      milliCPU: stock.milliCPU[host], memoryMiB: stock.memoryMiB[host])
  }

  /// Takes a seat for an instance of `group`.
  mutating func take(_ seat: HostStock.Seat, _ group: PlacementRequest.Group, tenant: String)
    -> HostStock.Seat
  {
    let taken = stock.take(group.demand, seat)
    account(group, on: seat.host, tenant: tenant, sign: 1)
    if let name = group.peers { peers[name, default: []].append(seat.host) }
    return taken
  }

  /// Gives a seat back.
  mutating func giveBack(_ seat: HostStock.Seat, _ group: PlacementRequest.Group, tenant: String) {
    stock.giveBack(group.demand, seat)
    account(group, on: seat.host, tenant: tenant, sign: -1)
    guard let name = group.peers, let index = peers[name]?.lastIndex(of: seat.host) else { return }
    peers[name]?.remove(at: index)
    if peers[name]?.isEmpty == true { peers[name] = nil }
  }

  private mutating func account(
    _ group: PlacementRequest.Group, on host: Int, tenant: String, sign: Int
  ) {
    let vim = stock.hosts[host].vim
    if stock.conditions[host] == .up {
      vims[vim].free.milliCPU -= group.demand.milliCPU * sign
      vims[vim].free.memoryMiB -= group.demand.memoryMiB * sign
    }
    for index in vims[vim].quotas.indices where vims[vim].quotas[index].tenant == tenant {
      vims[vim].quotas[index].used =
        vims[vim].quotas[index].used + group.demand.quotaUse * sign
    }
    note(host)
  }

  mutating func useLinks(_ bitrates: [Int], sign: Int) {
    for index in bandwidth.indices { bandwidth[index] -= bitrates[index] * sign }
  }
}

/// Numbers for names, in the order in which they come.
private struct Numbers {
  private var known: [String: Int] = [:]

  mutating func number(of name: String) -> Int {
    if let number = known[name] { return number }
    known[name] = known.count
    return known.count - 1
  }
}
