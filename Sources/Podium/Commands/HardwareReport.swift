import NFVI
import ResourceInterfaces

/// What a host is made of, and what of it is in use.
struct HardwareReport: Encodable {
  struct Node: Encodable {
    let dedicatedCPUs, dedicatedCPUsUsed, hugepagesMiB, hugepagesMiBUsed: Int
    let virtualFunctions, virtualFunctionsUsed: Int
  }

  struct Card: Encodable {
    let name: String
    let speedGbps, numaNode, virtualFunctions, virtualFunctionsUsed: Int
  }

  let sockets: Int
  let vCpu: Int
  let memoryGiB: Int
  let hypervisor: String
  let vSwitch: String
  let bmc: String
  let numaNodes: [Node]
  let nics: [Card]
  let disks: [Inventory.Disk]

  init(_ host: HostRecord) {
    sockets = host.sockets
    vCpu = host.capacity.milliCPU / 1_000
    memoryGiB = host.capacity.memoryMiB / 1_024
    hypervisor = host.hypervisor
    vSwitch = host.vSwitch
    bmc = host.bmc
    numaNodes = host.cells.map {
      Node(
        dedicatedCPUs: $0.has.dedicatedCPUs, dedicatedCPUsUsed: $0.used.dedicatedCPUs,
        hugepagesMiB: $0.has.hugepagesMiB, hugepagesMiBUsed: $0.used.hugepagesMiB,
        virtualFunctions: $0.has.functions, virtualFunctionsUsed: $0.used.functions)
    }
    nics = zip(host.nics, host.functionsUsed).map { nic, used in
      Card(
        name: nic.name, speedGbps: nic.speedGbps, numaNode: nic.numaNode,
        virtualFunctions: nic.virtualFunctions, virtualFunctionsUsed: used)
    }
    disks = host.disks
  }

  /// For people, a line for each part.
  var lines: [String] {
    let all =
      "\(sockets) socket\(sockets == 1 ? "" : "s"), \(vCpu) vCPU, \(memoryGiB) GiB, \(hypervisor), "
      + "\(vSwitch), BMC by \(bmc)"
    let nodes = numaNodes.enumerated().map { number, node in
      "NUMA \(number)  \(node.dedicatedCPUsUsed)/\(node.dedicatedCPUs) dedicated CPUs, "
        + "\(node.hugepagesMiBUsed)/\(node.hugepagesMiB) MiB hugepages, "
        + "\(node.virtualFunctionsUsed)/\(node.virtualFunctions) VFs"
    }
    let cards = nics.map {
      "\($0.name)  \($0.speedGbps) Gbit/s at NUMA \($0.numaNode), "
        + "\($0.virtualFunctionsUsed)/\($0.virtualFunctions) VFs in use"
    }
    return [all] + nodes + cards + disks.map { "\($0.name)  \($0.sizeGiB) GiB" }
  }
}
