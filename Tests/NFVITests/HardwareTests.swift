import Deciding
import NFVI
import ResourceInterfaces
import Testing

/// What a host gives out by the piece, from which NUMA node and which card, and what it refuses.
struct HardwareTests {
  /// Two NUMA nodes of 8 dedicated CPUs and 8 GiB of hugepages, with 4 VFs on each of three cards.
  private static func host() -> Inventory.Host {
    var host = Inventory.Host(
      id: "w1", zone: "a", rack: "r", vcpu: 64, memoryGiB: 128, storageGiB: 100, numaNodes: 2,
      nics: [
        .init(name: "ens1f0", speedGbps: 25, numaNode: 0, virtualFunctions: 4),
        .init(name: "ens1f1", speedGbps: 25, numaNode: 0, virtualFunctions: 4),
        .init(name: "ens2f0", speedGbps: 25, numaNode: 1, virtualFunctions: 4),
      ])
    host.dedicatedCPUs = 16
    host.hugepagesGiB = 16
    return host
  }

  struct Case: Sendable {
    let name: String
    let kind: VIMKind
    /// What each workload asks for, one after the other.
    let demands: [HardwareDemand]
    /// By workload: the NUMA nodes that it gets pieces of, or a part of the refusal.
    let outcomes: [Outcome]
    /// VFs in use of each card afterwards.
    let functions: [Int]
  }

  enum Outcome: Sendable {
    case nodes([Int])
    case refused(String)
  }

  private static func demand(
    _ cpus: Int = 0, _ hugepages: Int = 0, _ functions: Int = 0, same: Bool = true
  ) -> HardwareDemand {
    HardwareDemand(
      pieces: HardwarePieces(dedicatedCPUs: cpus, hugepagesMiB: hugepages, functions: functions),
      isSameNUMA: same)
  }

  static let cases: [Case] = [
    Case(
      name: "nothing by the piece", kind: .kubernetes, demands: [.none], outcomes: [.nodes([])],
      functions: [0, 0, 0]),
    Case(
      name: "one node each", kind: .kubernetes, demands: [demand(8, 0, 2), demand(8, 0, 2)],
      outcomes: [.nodes([0]), .nodes([1])], functions: [1, 1, 2]),
    Case(
      name: "all over the nodes where it may", kind: .kubernetes,
      demands: [demand(12, 0, 0, same: false)], outcomes: [.nodes([0, 1])], functions: [0, 0, 0]),
    Case(
      name: "no node alone has it", kind: .kubernetes,
      demands: [demand(5), demand(5), demand(5)],
      outcomes: [.nodes([0]), .nodes([1]), .refused("TopologyAffinityError")],
      functions: [0, 0, 0]),
    Case(
      name: "the host has not so much", kind: .kubernetes,
      demands: [demand(0, 0, 10, same: false), demand(0, 0, 3, same: false)],
      outcomes: [
        .nodes([0, 1]),
        .refused(
          "UnexpectedAdmissionError, Allocate failed due to requested number of devices "
            + "unavailable for sriov_vf. Requested: 3, Available: 2"),
      ], functions: [4, 4, 2]),
    Case(
      name: "hugepages as a cloud says it", kind: .openstack,
      demands: [demand(0, 8_192), demand(0, 8_192), demand(0, 1)],
      outcomes: [.nodes([0]), .nodes([1]), .refused("cannot fit the given host NUMA topology")],
      functions: [0, 0, 0]),
  ]

  @Test(arguments: cases)
  func `pieces are taken from NUMA nodes, refused with a reason and given back`(one: Case) throws {
    var hosts = Hosts(kind: one.kind, hosts: [Self.host()])
    for (index, demand) in one.demands.enumerated() {
      hosts.start(index + 1, milliCPU: 100, hardware: demand)
    }
    hosts.run()
    for (index, outcome) in one.outcomes.enumerated() {
      let id = Resource.ID(serial: index + 1)
      let reason = hosts.hostEvents.compactMap {
        if case .failed("w1", id, let reason, .host) = $0 { reason } else { nil }
      }.first
      switch outcome {
      case .nodes(let nodes):
        #expect(reason == nil)
        #expect(hosts.state.workloads[id]?.held.map(\.cell) == nodes)
      case .refused(let words):
        #expect(reason?.contains(words) == true, "\(reason ?? "nothing")")
      }
    }
    let host = try #require(hosts.state.hosts["w1"])
    #expect(host.functionsUsed == one.functions)
    #expect(host.excesses(holding: hosts.state.workloads.values) == [])
    for index in one.demands.indices {
      hosts.send(.stop(host: "w1", workload: Resource.ID(serial: index + 1)))
    }
    hosts.run()
    let after = try #require(hosts.state.hosts["w1"])
    #expect(after.cells.allSatisfy { $0.used == .none } && after.functionsUsed == [0, 0, 0])
  }

  @Test func `a host that dies gives all back`() throws {
    var hosts = Hosts(hosts: [Self.host()])
    hosts.start(1, hardware: Self.demand(4, 1_024, 3))
    hosts.run()
    hosts.send(.power(host: "w1", isOn: false))
    hosts.run()
    let host = try #require(hosts.state.hosts["w1"])
    #expect(host.cells.allSatisfy { $0.used == .none } && host.functionsUsed == [0, 0, 0])
  }

  @Test(arguments: [
    (VIMKind.kubernetes, "containerd", "OVS"), (.openstack, "KVM", "OVS"),
    (.vcloud, "ESXi", "VDS"), (.outposts, "Nitro", "Nitro"), (.azureStack, "Hyper-V", "VFP"),
  ])
  func `what an inventory leaves out is as usual under its VIM`(
    kind: VIMKind, hypervisor: String, vSwitch: String
  ) throws {
    let usual = try #require(Hosts(kind: kind, hosts: [Self.host()]).state.hosts["w1"])
    #expect(usual.hypervisor == hypervisor && usual.vSwitch == vSwitch)
    #expect(usual.sockets == 2 && usual.bmc == "redfish" && usual.disks.map(\.sizeGiB) == [100])
    var own = Self.host()
    own.vSwitch = "VPP"
    own.hypervisor = "Docker"
    own.bmc = .ipmi
    own.disks = [.init(name: "nvme0n1", sizeGiB: 960), .init(name: "nvme1n1", sizeGiB: 960)]
    let told = try #require(Hosts(kind: kind, hosts: [own]).state.hosts["w1"])
    #expect(told.hypervisor == "Docker" && told.vSwitch == "VPP" && told.bmc == "ipmi")
    #expect(told.disks == own.disks)
  }
}
