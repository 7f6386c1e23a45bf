import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// Functions that ask for hardware, on the bundled infrastructure: pinned CPUs, hugepages, SR-IOV.
@Suite struct `Functions that ask for hardware` {
  private func service(
    _ nsdName: String, alter: (inout [NSD]) -> Void = { _ in }
  ) throws -> Lab {
    var lab = try Lab(seed: 31, alter: { nsds, _ in alter(&nsds) })
    try lab.make(nsdName, named: "fast")
    return lab
  }

  /// What the seats of the VNFs of a product have of NUMA nodes, and what the ledgers of their hosts say
  /// was given out by these.
  private func pieces(of product: String, _ lab: Lab) -> [(taken: Landscape.Cell, nodes: Int)] {
    let nfvo = lab.layers.nfvo
    return nfvo.vnfs.values.filter { nfvo.vnfd(of: $0)?.productName == product }
      .flatMap { nfvo.seats[$0.id] ?? [] }.map { seat in
        let sum = (nfvo.hosts[seat.host]?.used.cells ?? []).reduce(Landscape.Cell(), +)
        return (sum, Set(seat.pieces.map(\.cell)).count)
      }
  }

  @Test func `the user plane of the 5G core gets pinned CPUs, hugepages and functions`() throws {
    var lab = try service("core-5g-ns")
    #expect(lab.layers.operation?.state == .completed)
    let pieces = pieces(of: "5G UPF", lab)
    #expect(
      pieces.map(\.taken) == [
        Landscape.Cell(dedicatedCPUs: 4, hugepagesMiB: 8_192, functions: 2)
      ])
    #expect(try Agreement.findings(lab.engine) == [])
    try lab.ask(.terminate(ns: try #require(lab.layers.ns).id, from: Lab.person))
    try lab.run()
    #expect(
      lab.layers.nfvo.hosts.values.allSatisfy { host in
        host.used.cells.allSatisfy { $0 == Landscape.Cell() }
      })
  }

  @Test func `the accelerated router gets them of one NUMA node`() throws {
    let lab = try service("virtual-router-ns") { nsds in
      for index in nsds.indices where nsds[index].name == "virtual-router-ns" {
        nsds[index].vnfProfiles[0].flavourId = "accelerated"
      }
    }
    #expect(lab.layers.operation?.state == .completed, "\(lab.layers.operation?.problem as Any)")
    let pieces = pieces(of: "Virtual Router", lab)
    #expect(
      pieces.map(\.taken) == [
        Landscape.Cell(dedicatedCPUs: 4, hugepagesMiB: 8_192, functions: 2)
      ])
    #expect(pieces.map(\.nodes) == [1])
    #expect(try Agreement.findings(lab.engine) == [])
  }
}
