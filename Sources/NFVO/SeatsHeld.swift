import Deciding
import ResourceInterfaces

/// Why there is no seat.
struct SeatingConflict: Error {
  let sentence: String
}

extension NFVOrchestrator.State {
  /// The seats of a VNF's components, and those that are kept for them.
  func seatsHeld(by vnf: VNFInstance.ID) -> [Seat] {
    let kept = grants.values.filter { $0.vnf == vnf }.flatMap(\.seats)
    return (seats[vnf] ?? []) + kept
  }

  /// Some VIMs with their sites, hosts and quotas of `tenant`, for the placement engine. What `besides`
  /// says is about to be given back to the quota.
  func landscape(
    of vims: [VIMRecord], for tenant: String, besides: QuotaUse = QuotaUse()
  ) -> Landscape {
    let names = Set(vims.map(\.site))
    return Landscape(
      sites: sites.filter { names.contains($0.id) || !links.isEmpty }.map {
        Landscape.Site(
          id: $0.id, customerLatency: $0.customerLatencyMilliseconds * 1_000,
          customerJitter: $0.customerJitterMilliseconds * 1_000)
      },
      links: links.enumerated().map { index, link in
        Landscape.Link(
          link.ends.first ?? "", link.ends.last ?? "", latency: link.latencyMilliseconds * 1_000,
          jitter: link.jitterMilliseconds * 1_000,
          bandwidth: link.bandwidth - (linkUse.indices.contains(index) ? linkUse[index] : 0),
          price: link.price)
      },
      vims: vims.map { vim in
        Landscape.VIM(
          id: vim.id, site: vim.site, price: vim.vcpuPrice,
          quotas: vim.quotas.filter { $0.tenant == tenant }.map { quota in
            var bound = quota.bound
            bound.used = use(of: tenant, on: vim.id) - besides
            return bound
          })
      },
      hosts: vims.flatMap(\.hostNames).compactMap { hosts[$0] }.map { ledger in
        Landscape.Host(
          name: ledger.name, vim: ledger.vim, zone: ledger.zone, zoneGroup: ledger.zoneGroup,
          condition: condition(of: ledger.name), milliCPU: ledger.capacity.milliCPU,
          memoryMiB: ledger.capacity.memoryMiB, maxInstances: ledger.maxInstances,
          cells: ledger.cells)
      })
  }

  /// What is used and reserved on the hosts of some VIMs.
  func holdings(of vims: [VIMRecord]) -> [HostName: Holding] {
    var holdings: [HostName: Holding] = [:]
    for ledger in vims.flatMap(\.hostNames).compactMap({ hosts[$0] }) {
      var held = ledger.used
      held.compute = held.compute + ledger.reserved.compute
      held.instances += ledger.reserved.instances
      held.cells = zip(held.cells, ledger.reserved.cells).map(+)
      holdings[ledger.name] = held
    }
    return holdings
  }

  package func condition(of host: HostName) -> HostCondition {
    if outages.silent[host] != nil { return .down }
    return outages.maintenance[host] == nil ? .up : .maintenance
  }
}

extension NFVOrchestrator.State {
  /// The seat of a component that its VIM put where nobody had reserved one: of what it asks for by the
  /// piece it has what is free, of one NUMA node alone where it is bound to one.
  func seat(of component: PlacedComponent) -> Seat {
    let demand = component.demand
    let free = (hosts[component.host]?.freeCells ?? []).enumerated()
    let best = free.first { demand.cell.fits(in: $0.element) }?.offset ?? 0
    var rest = demand.cell
    var pieces: [PlacedInstance.Piece] = []
    for (number, room) in free where !demand.isBoundToCell || number == best {
      let taken = rest.limited(to: room)
      guard taken != Landscape.Cell() else { continue }
      pieces.append(PlacedInstance.Piece(cell: number, taken: taken))
      rest = rest - taken
    }
    return Seat(vdu: component.vdu, host: component.host, demand: demand, pieces: pieces)
  }
}
