import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM
import VNFM

// Whether the NFVO's ledgers say what the clusters hold: by host, by what NUMA nodes give out by the
// piece, by VIM and by tenant. What is being worked on is looked at again when the work is done.
extension Agreement {
  static func ledgerFindings(_ layers: Layers) -> [String] {
    let unrest = Unrest(layers)
    var findings: [String] = []
    for ledger in layers.nfvo.hosts.values where !unrest.hosts.contains(ledger.name) {
      findings += hostFindings(ledger, layers).map { "\(ledger.name) of \(ledger.vim): \($0)." }
    }
    for vim in layers.nfvo.vims.values where !unrest.vims.contains(vim.id) {
      findings += vimFindings(vim, layers)
    }
    return findings
  }

  /// The hosts and VIMs of functions that somebody works on.
  private struct Unrest {
    private(set) var hosts: Set<HostName> = []
    private(set) var vims: Set<VIMName> = []

    init(_ layers: Layers) {
      let known = layers.vnfm.vnfs.keys + layers.vim.releases.keys
      for vnf in known where !Agreement.isQuiet(vnf, layers) {
        hosts.formUnion(layers.vim.resources(of: vnf).compactMap(\.host))
        hosts.formUnion((layers.nfvo.seats[vnf] ?? []).map(\.host))
        if let vim = layers.nfvo.vnfs[vnf]?.vim { vims.insert(vim) }
        if let vim = layers.vim.releases[vnf]?.vim { vims.insert(vim) }
      }
    }
  }

  private static func hostFindings(_ ledger: HostLedger, _ layers: Layers) -> [String] {
    let ids = layers.vim.hosts[ledger.name]?.resources.keys ?? []
    let held = ids.compactMap { layers.vim.resources[$0] }
    var findings: [String] = []
    let sum = held.reduce(Compute.none) { $0 + $1.compute }
    if ledger.used.compute != sum {
      findings.append(
        "the NFVO counts \(ledger.used.compute.sentence), its VIM gives out \(sum.sentence)")
    }
    if ledger.used.instances != held.count {
      findings.append(
        "the NFVO counts \(ledger.used.instances) instances, its VIM holds \(held.count)")
    }
    let counted = ledger.used.cells.reduce(Landscape.Cell(), +)
    let given = Landscape.Cell(layers.vim.hosts[ledger.name]?.piecesAllocated ?? .none)
    if counted != given {
      findings.append("the NFVO counts \(counted) by the piece, its VIM gives out \(given)")
    }
    return findings + nodeFindings(ledger, of: held.map(\.vnf), layers)
  }

  /// Each NUMA node gives out just what the seats on the host have of it.
  private static func nodeFindings(
    _ ledger: HostLedger, of vnfs: [VNFInstance.ID], _ layers: Layers
  ) -> [String] {
    let seats = Set(vnfs).flatMap { layers.nfvo.seats[$0] ?? [] }
      .filter { $0.host == ledger.name }
    return ledger.used.cells.enumerated().compactMap { number, cell in
      let sum = seats.flatMap(\.pieces).filter { $0.cell == number }
        .reduce(Landscape.Cell()) { $0 + $1.taken }
      return sum == cell
        ? nil : "NUMA node \(number) is said to have given out \(cell), its instances have \(sum)"
    }
  }

  private static func vimFindings(_ vim: VIMRecord, _ layers: Layers) -> [String] {
    guard let cluster = layers.vim.clusters[vim.id] else { return [] }
    var findings: [String] = []
    if vim.used != cluster.allocated {
      findings.append(
        "The NFVO counts \(vim.used.sentence) on \(vim.id), it gives out "
          + "\(cluster.allocated.sentence).")
    }
    for tenant in Set(layers.nfvo.networkServices.values.map(\.tenant)).sorted() {
      let held = cluster.tenants[tenant]
      let use = QuotaUse(
        milliCPU: held?.compute.milliCPU ?? 0, memoryMiB: held?.compute.memoryMiB ?? 0,
        instances: held?.instances ?? 0)
      let counted = layers.nfvo.use(of: tenant, on: vim.id)
      let kept = layers.nfvo.kept(for: tenant, on: vim.id)
      if counted != use + kept {
        findings.append(
          "The NFVO counts \(counted.sentence) of \(tenant) on \(vim.id), which holds "
            + "\(use.sentence); \(kept.sentence) are reserved.")
      }
    }
    return findings
  }
}

extension NFVOrchestrator.State {
  /// What is reserved for a tenant on a VIM.
  fileprivate func kept(for tenant: String, on vim: VIMName) -> QuotaUse {
    let granted = grants.values.filter { grant in
      grant.vim == vim
        && vnfs[grant.vnf].flatMap { networkServices[$0.ns] }?.tenant == tenant
    }.flatMap(\.seats)
    let planned = plannedPlaces.values.filter { $0.tenant == tenant }.flatMap(\.places)
      .filter { $0.vim == vim }.flatMap(\.seats)
    return (granted + planned).reduce(QuotaUse()) { sum, seat in
      sum + QuotaUse(of: seat.demand)
    }
  }
}

extension Landscape.Cell {
  fileprivate init(_ pieces: HardwarePieces) {
    self.init(
      dedicatedCPUs: pieces.dedicatedCPUs, hugepagesMiB: pieces.hugepagesMiB,
      functions: pieces.functions)
  }
}
