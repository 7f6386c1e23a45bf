import Deciding
import ResourceInterfaces

/// One instance on its host, with what it has there.
package struct Seat: Codable, Equatable, Sendable {
  package let vdu: String
  package let host: HostName
  package let demand: InstanceDemand
  /// What it has of the host's NUMA nodes.
  package let pieces: [PlacedInstance.Piece]
  /// The component that has it; nil while it is kept for one.
  package internal(set) var resource: Resource.ID?
}

/// What is held of a host.
package struct Holding: Codable, Equatable, Sendable {
  package internal(set) var compute = Compute.none
  /// By NUMA node, from node 0 on.
  package internal(set) var cells: [Landscape.Cell]
  package internal(set) var instances = 0

  mutating func add(_ seat: Seat, sign: Int) {
    compute = compute + seat.demand.compute * sign
    instances += sign
    for piece in seat.pieces where cells.indices.contains(piece.cell) {
      cells[piece.cell] =
        sign > 0 ? cells[piece.cell] + piece.taken : cells[piece.cell] - piece.taken
    }
  }
}

/// A host as the NFVO keeps account of it: what it can give, what VNFs have of it, and what is reserved
/// for grants.
package struct HostLedger: Codable, Equatable, Sendable {
  package let name: HostName
  package let vim: VIMName
  package let zone: String
  package let zoneGroup: String?
  package let rack: String
  /// What may be given out: physical capacity times allocation ratio.
  package let capacity: Compute
  /// How many instances it takes at most; nil for as many as fit.
  package let maxInstances: Int?
  /// What each NUMA node has by the piece.
  package let cells: [Landscape.Cell]
  package internal(set) var used: Holding
  package internal(set) var reserved: Holding

  init(_ host: Inventory.Host, of vim: Inventory.VIM) {
    name = host.id
    self.vim = vim.id
    zone = host.zone
    zoneGroup = host.zoneGroup
    rack = host.rack
    capacity = Compute(
      milliCPU: host.vcpu * vim.cpuAllocationRatioMilli,
      memoryMiB: host.memoryGiB * 1_024 * vim.memoryAllocationRatioMilli / 1_000)
    maxInstances = vim.maxPodsPerHost
    let nodes = max(1, host.numaNodes)
    cells = (0..<nodes).map { node in
      Landscape.Cell(
        dedicatedCPUs: host.dedicatedCPUs / nodes, hugepagesMiB: host.hugepagesGiB * 1_024 / nodes,
        functions: host.nics.filter { $0.numaNode == node }.reduce(0) { $0 + $1.virtualFunctions })
    }
    used = Holding(cells: Array(repeating: Landscape.Cell(), count: nodes))
    reserved = used
  }

  /// With what is held of the same host as it was known before.
  func carrying(_ old: Self?) -> Self {
    guard let old, old.cells.count == cells.count else { return self }
    var new = self
    (new.used, new.reserved) = (old.used, old.reserved)
    return new
  }

  /// What can still be given out.
  package var free: Compute { capacity - used.compute - reserved.compute }

  /// What each NUMA node can still give out.
  var freeCells: [Landscape.Cell] {
    cells.indices.map { cells[$0] - used.cells[$0] - reserved.cells[$0] }
  }

  /// What is given out or reserved beyond what there is, a sentence each; none on a sound host.
  package var excesses: [String] {
    var excesses: [String] = []
    if !Compute.none.fits(in: free) {
      excesses.append(
        "\((used.compute + reserved.compute).sentence) of \(capacity.sentence) are given out")
    }
    if let maxInstances, used.instances + reserved.instances > maxInstances {
      excesses.append("\(used.instances + reserved.instances) of \(maxInstances) instances")
    }
    for (number, cell) in cells.enumerated() {
      let held = used.cells[number] + reserved.cells[number]
      if !held.fits(in: cell) {
        excesses.append(
          "NUMA node \(number) gave \(held.dedicatedCPUs) of \(cell.dedicatedCPUs) dedicated CPUs, "
            + "\(held.hugepagesMiB) of \(cell.hugepagesMiB) MiB of hugepages, "
            + "\(held.functions) of \(cell.functions) SR-IOV functions")
      }
    }
    return excesses
  }
}

extension NFVOrchestrator.State {
  /// What a tenant holds in a VIM, components and reservations alike.
  package func use(of tenant: String, on vim: VIMName) -> QuotaUse {
    tenantUse[Self.useKey(tenant, vim)] ?? QuotaUse()
  }

  /// The bounds of tenants that are passed, a sentence each.
  package var quotaExcesses: [String] {
    vims.values.flatMap { vim in
      vim.quotas.flatMap { quota in
        let lacks = quota.bound.shortage(of: use(of: quota.tenant, on: vim.id))
        return lacks.map { "\(quota.tenant) holds \($0) more on \(vim.id) than its quota" }
      }
    }
  }

  static func useKey(_ tenant: String, _ vim: VIMName) -> String { "\(vim)|\(tenant)" }

  /// Writes into the ledgers that `seats` of a VNF are taken (`sign` 1) or given back (-1).
  mutating func account(
    _ seats: [Seat], _ account: WritableKeyPath<HostLedger, Holding>, of vnf: ManagedVNF, sign: Int
  ) {
    self.account(
      seats, account, on: vnf.vim, for: networkServices[vnf.ns]?.tenant, sign: sign)
  }

  /// The same of seats on `vim`, which count for a tenant's quota.
  mutating func account(
    _ seats: [Seat], _ account: WritableKeyPath<HostLedger, Holding>, on name: VIMName,
    for tenant: String?, sign: Int
  ) {
    guard !seats.isEmpty else { return }
    for seat in seats {
      hosts.update(seat.host) { $0[keyPath: account].add(seat, sign: sign) }
      // Of hosts that do not answer nothing is counted, neither capacity nor use.
      guard outages.silent[seat.host] == nil else { continue }
      vims.update(name) { vim in
        if account == \HostLedger.reserved {
          vim.reserved = vim.reserved + seat.demand.compute * sign
        } else {
          vim.used = vim.used + seat.demand.compute * sign
        }
      }
    }
    guard let tenant else { return }
    let use = seats.reduce(QuotaUse()) { $0 + $1.quotaUse }
    let key = Self.useKey(tenant, name)
    tenantUse.update(key, default: QuotaUse()) { $0 = $0 + use * sign }
    if tenantUse[key] == QuotaUse() { tenantUse[key] = nil }
  }

  /// A host began (`sign` 1) or ceased (-1) to count for its VIM.
  mutating func count(_ host: HostName, sign: Int) {
    guard let ledger = hosts[host] else { return }
    vims.update(ledger.vim) {
      $0.used = $0.used + ledger.used.compute * sign
      $0.reserved = $0.reserved + ledger.reserved.compute * sign
    }
  }
}

extension Seat {
  var quotaUse: QuotaUse { QuotaUse(of: demand) }

  func held(by resource: Resource.ID?) -> Self {
    var seat = self
    seat.resource = resource
    return seat
  }
}

extension Inventory.Quota {
  var bound: Landscape.Quota {
    Landscape.Quota(
      tenant: tenant, milliCPU: vcpu.map { $0 * 1_000 }, memoryMiB: memoryGiB.map { $0 * 1_024 },
      instances: instances)
  }
}
