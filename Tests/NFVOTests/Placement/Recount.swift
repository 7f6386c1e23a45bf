import Deciding
import NFVO
import ResourceInterfaces

extension NFVOrchestrator.State {
  /// Counts anew, from the seats of instances, grants and plans, what hosts, VIMs and tenants hold, and
  /// compares it with what `inventory` has and with what the ledgers say. A sentence for each difference.
  ///
  /// Nothing of the ledgers goes into the count.
  func recount(of inventory: Inventory) -> [String] {
    var findings: [String] = []
    let used = seats.values.flatMap { $0 }
    let reserved =
      grants.values.flatMap(\.seats) + plannedPlaces.values.flatMap(\.places).flatMap(\.seats)
    let usedOn = Dictionary(grouping: used, by: \.host)
    let reservedOn = Dictionary(grouping: reserved, by: \.host)
    for vim in inventory.vims {
      for host in vim.hosts {
        let (mine, kept) = (usedOn[host.id] ?? [], reservedOn[host.id] ?? [])
        findings += host.excesses(of: mine + kept, in: vim).map { "\(host.id): \($0)" }
        guard let ledger = hosts[host.id] else {
          findings.append("\(host.id) has no ledger")
          continue
        }
        findings += ledger.used.differences(from: mine).map { "\(host.id): used \($0)" }
        findings += ledger.reserved.differences(from: kept).map { "\(host.id): reserved \($0)" }
      }
    }
    return findings + tenantFindings(inventory)
  }

  private func tenantFindings(_ inventory: Inventory) -> [String] {
    var uses: [String: QuotaUse] = [:]
    func add(_ seats: [Seat], _ vim: VIMName, _ tenant: String) {
      for seat in seats {
        let use = QuotaUse(
          milliCPU: seat.demand.milliCPU, memoryMiB: seat.demand.memoryMiB, instances: 1)
        uses["\(vim) \(tenant)", default: QuotaUse()] =
          uses["\(vim) \(tenant)", default: QuotaUse()] + use
      }
    }
    for (id, seats) in seats.rows {
      guard let vnf = vnfs[id], let ns = networkServices[vnf.ns] else { continue }
      add(seats, vnf.vim, ns.tenant)
    }
    for grant in grants.values {
      guard let vnf = vnfs[grant.vnf], let ns = networkServices[vnf.ns] else { continue }
      add(grant.seats, grant.vim, ns.tenant)
    }
    for planned in plannedPlaces.values {
      for place in planned.places { add(place.seats, place.vim, planned.tenant) }
    }
    var findings: [String] = []
    for vim in inventory.vims {
      for tenant in Set(networkServices.values.map(\.tenant)).sorted() {
        let counted = uses["\(vim.id) \(tenant)"] ?? QuotaUse()
        if use(of: tenant, on: vim.id) != counted {
          findings.append("\(tenant) holds \(counted) on \(vim.id)")
        }
        for quota in vim.quotas where quota.tenant == tenant {
          if counted.milliCPU > (quota.vcpu ?? .max / 1_000) * 1_000
            || counted.memoryMiB > (quota.memoryGiB ?? .max / 1_024) * 1_024
            || counted.instances > quota.instances ?? .max
          {
            findings.append("\(tenant) holds \(counted) on \(vim.id), over its quota")
          }
        }
      }
    }
    return findings
  }
}

extension Inventory.Host {
  /// What `seats` take beyond what the host has.
  fileprivate func excesses(of seats: [Seat], in vim: Inventory.VIM) -> [String] {
    var excesses: [String] = []
    let cpu = seats.reduce(0) { $0 + $1.demand.milliCPU }
    let memory = seats.reduce(0) { $0 + $1.demand.memoryMiB }
    if cpu > vcpu * vim.cpuAllocationRatioMilli { excesses.append("\(cpu) mCPU are given out") }
    if memory * 1_000 > memoryGiB * 1_024 * vim.memoryAllocationRatioMilli {
      excesses.append("\(memory) MiB are given out")
    }
    if let limit = vim.maxPodsPerHost, seats.count > limit {
      excesses.append("\(seats.count) instances")
    }
    for seat in seats { excesses += seat.faults }
    for node in 0..<numaNodes {
      let pieces = seats.flatMap(\.pieces).filter { $0.cell == node }.map(\.taken)
      let functions = nics.filter { $0.numaNode == node }.reduce(0) { $0 + $1.virtualFunctions }
      if pieces.reduce(0, { $0 + $1.dedicatedCPUs }) > dedicatedCPUs / numaNodes
        || pieces.reduce(0, { $0 + $1.hugepagesMiB }) > hugepagesGiB * 1_024 / numaNodes
        || pieces.reduce(0, { $0 + $1.functions }) > functions
      {
        excesses.append("NUMA node \(node) gave out more than it has: \(pieces)")
      }
    }
    return excesses
  }
}

extension Seat {
  /// What its pieces have too much of, or where they should not be. One that was put where nobody had
  /// reserved a seat may have less than it asks for.
  fileprivate var faults: [String] {
    let sums = (
      pieces.reduce(0) { $0 + $1.taken.dedicatedCPUs },
      pieces.reduce(0) { $0 + $1.taken.hugepagesMiB }, pieces.reduce(0) { $0 + $1.taken.functions }
    )
    var faults: [String] = []
    let asked = demand.cell
    if sums.0 > asked.dedicatedCPUs || sums.1 > asked.hugepagesMiB || sums.2 > asked.functions {
      faults.append("\(vdu) has \(sums) by the piece and asks for \(demand)")
    }
    if demand.isSameNUMA, Set(pieces.map(\.cell)).count > 1 {
      faults.append("\(vdu) is spread over NUMA nodes")
    }
    return faults
  }
}

extension NFVO.Holding {
  fileprivate func differences(from seats: [Seat]) -> [String] {
    var differences: [String] = []
    let sum = seats.reduce(Compute.none) { $0 + $1.demand.compute }
    if compute != sum { differences.append("is \(compute), counted are \(sum)") }
    if instances != seats.count {
      differences.append("is \(instances), counted are \(seats.count)")
    }
    for (number, cell) in cells.enumerated() {
      let pieces = seats.flatMap(\.pieces).filter { $0.cell == number }.map(\.taken)
      let counted = Landscape.Cell(
        dedicatedCPUs: pieces.reduce(0) { $0 + $1.dedicatedCPUs },
        hugepagesMiB: pieces.reduce(0) { $0 + $1.hugepagesMiB },
        functions: pieces.reduce(0) { $0 + $1.functions })
      if cell != counted { differences.append("of node \(number) is \(cell), counted \(counted)") }
    }
    return differences
  }
}
