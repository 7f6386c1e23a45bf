import Core
import Deciding
import Descriptors
import Foundation
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// What a descriptor asks of the hardware is really taken on hosts, and given back.
struct HardwareTests {
  /// The bundled world, whose firewall workers are pinned to one NUMA node with hugepages, on hosts
  /// with so many dedicated CPUs.
  private static func lab(cpus: Int) throws -> Lab {
    var inventory = try Bundle.inventory.get()
    for vim in inventory.vims.indices {
      for host in inventory.vims[vim].hosts.indices {
        inventory.vims[vim].hosts[host].dedicatedCPUs = cpus
        inventory.vims[vim].hosts[host].hugepagesGiB = 32
      }
    }
    var lab = try Lab(seed: 5, on: inventory) { _, vnfds in
      for index in vnfds.indices where vnfds[index].productName == "Cloud Firewall" {
        for vdu in vnfds[index].vdus.indices {
          vnfds[index].vdus[vdu].hardware = .init(
            isPinned: true, usesHugepages: true, isSameNUMA: true)
        }
      }
    }
    for step in NSAct.scaleOut.preparation {
      try lab.admit(try step(lab.layers))
      try lab.run()
    }
    return lab
  }

  private static func held(_ lab: Lab) -> HardwarePieces {
    lab.layers.nfvi.workloads.values.flatMap(\.held).reduce(.none) { $0 + $1.pieces }
  }

  @Test func `each worker holds its CPUs and hugepages of one node, and the VIM counts them`()
    throws
  {
    var lab = try Self.lab(cpus: 16)
    let firewall = try #require(lab.layers.firewall)
    let demand = try #require(lab.layers.vim.resources(of: firewall.id).first?.hardware)
    #expect(demand.isSameNUMA && demand.pieces.dedicatedCPUs > 0)
    for resource in lab.layers.vim.resources(of: firewall.id) {
      let held = try #require(lab.layers.nfvi.workloads[resource.id]?.held)
      #expect(held.count == 1 && held.first?.pieces == demand.pieces)
    }
    let counted = lab.layers.vim.hosts.values.reduce(HardwarePieces.none) {
      $0 + $1.piecesAllocated
    }
    #expect(counted == Self.held(lab) && counted != .none)
    #expect(try Agreement.findings(lab.engine) == [])
    try lab.ask(.terminate(ns: try #require(lab.layers.ns).id, from: Lab.person))
    try lab.run()
    #expect(Self.held(lab) == .none)
    #expect(lab.layers.vim.hosts.values.allSatisfy { $0.piecesAllocated == .none })
  }
}
