import Core
import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import VIM
import VNFM

extension World {
  /// The NUMA nodes of a host, with the cards that sit there.
  func numaNodes(_ record: HostRecord?) -> [NUMANode] {
    guard let record, !record.cells.isEmpty else { return [] }
    let nodes = record.cells.count
    let state =
      record.power == .on || record.power == .poweringOff
      ? record.linksDownSince == nil ? StateWord(.good, "up") : StateWord(.failed, "link down")
      : StateWord(.off, "off")
    return record.cells.enumerated().map { number, cell in
      let cards = record.nics.indices.filter { record.nics[$0].numaNode == number }
      return NUMANode(
        number: number, socket: number * max(1, record.sockets) / nodes,
        cpus: record.capacity.milliCPU / 1_000 / nodes, dedicated: cell.has.dedicatedCPUs,
        dedicatedUsed: cell.used.dedicatedCPUs, hugepagesMiB: cell.has.hugepagesMiB,
        hugepagesUsedMiB: cell.used.hugepagesMiB,
        cards: cards.map { index in
          let nic = record.nics[index]
          return NUMANode.Card(
            name: nic.name, speedGbps: nic.speedGbps, functions: nic.virtualFunctions,
            used: record.functionsUsed.indices.contains(index) ? record.functionsUsed[index] : 0,
            state: state)
        })
    }
  }

  /// What each tenant has of a host, who has most first.
  func shares(of view: VIM.HostView) -> [HostShare] {
    var shares: [(tenant: String, count: Int, compute: Compute)] = []
    for resource in view.resources.keys.compactMap({ layers.vim.resources[$0] }) {
      let tenant = layers.vnfm.vnfs[resource.vnf]?.tenant ?? ""
      if let index = shares.firstIndex(where: { $0.tenant == tenant }) {
        shares[index].count += 1
        shares[index].compute = shares[index].compute + resource.compute
      } else {
        shares.append((tenant, 1, resource.compute))
      }
    }
    return shares.sorted { ($0.compute.milliCPU, $1.tenant) > ($1.compute.milliCPU, $0.tenant) }
      .map { part in
        HostShare(
          tenant: part.tenant, workloads: part.count,
          cpu: share(part.compute.milliCPU, of: view.capacity.milliCPU),
          compute: "\(part.compute.vCPUText) vCPU, \(part.compute.gibibyteText) GiB")
      }
  }

  /// What a host is made of besides its nodes, and what ails it.
  func hardwareFacts(_ record: HostRecord) -> [Fact] {
    let disks = record.disks.map { "\($0.name) \($0.sizeGiB) GiB" }.joined(separator: ", ")
    let bmc = record.bmcSilentSince.map { "\(record.bmc), silent since \($0.timeOfDay)" }
    return [
      Fact(
        "power", "since \(record.powerSince.timeOfDay)", state: record.power.word),
      Fact(
        "BMC", bmc ?? record.bmc,
        state: record.bmcSilentSince.map { _ in StateWord(.degraded, "silent") }),
      Fact(
        "sockets",
        "\(record.sockets), \(record.capacity.vCPUText) CPUs, \(record.capacity.gibibyteText) GiB"),
      Fact("runs", "\(record.hypervisor), switched by \(record.vSwitch)"),
      Fact(
        "disks", disks,
        state: record.diskFullSince.map { _ in StateWord(.failed, "full") }),
    ]
  }
}
