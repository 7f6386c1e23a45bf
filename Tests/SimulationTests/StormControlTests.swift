import Core
import Deciding
import Descriptors
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// Many functions lose components at one moment: one root alarm, one wave of healing, and no host that is
/// left takes more than it has.
@Suite struct `A storm of losses` {
  /// An edge of two racks with two large hosts each, and sixty firewall services on it.
  private static func crowd() throws -> Lab {
    var inventory = try Inventory.bundled()
    inventory.vims.removeAll { $0.id != "k8s-edge-1" }
    inventory.vims[0].hosts = inventory.vims[0].hosts.prefix(4).enumerated().map { number, host in
      var host = host
      (host.vcpu, host.memoryGiB) = (192, 768)
      host.rack = "r\(number / 2 + 1)"
      for nic in host.nics.indices { host.nics[nic].virtualFunctions = 128 }
      return host
    }
    var lab = try Lab(seed: 61, on: inventory)
    for number in 1...60 {
      try lab.ask(
        .create(
          CreateNSRequest(
            nsdName: "cloud-firewall-ns", nsName: "fw-\(number)", tenant: "T\(number)",
            service: nil, from: Lab.person)))
      try lab.run()
      try lab.ask(
        .instantiate(
          ns: try #require(lab.layers.ns).id,
          InstantiateNSRequest(vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: []),
          from: Lab.person))
    }
    try lab.run()
    return lab
  }

  @Test(arguments: [1, 2])
  func `of one host or one rack is one root and one wave of healing within capacity`(
    hosts: Int
  ) throws {
    var lab = try Self.crowd()
    #expect(lab.layers.nfvo.networkServices.values.allSatisfy { $0.state == .instantiated })
    let down = Array(try #require(lab.layers.vim.clusters["k8s-edge-1"]).hosts.prefix(hosts))
    let hit = Set(
      lab.layers.vim.resources.values.filter { down.contains($0.host ?? "") }.map(\.vnf))
    #expect(hit.count >= 40)
    lab.forget()
    for host in down { try lab.admit(.resource(.nfvi(.power(host: host, isOn: false)))) }
    var mostHeals = 0
    var excesses: Set<String> = []
    func look(_ layers: Layers) -> Bool {
      mostHeals = max(mostHeals, layers.vnfm.waves["k8s-edge-1"]?.running.count ?? 0)
      for ledger in layers.nfvo.hosts.values { excesses.formUnion(ledger.excesses) }
      return false
    }
    // All is told, and nothing is healed yet.
    try lab.run(for: .seconds(44), until: look)
    let roots = lab.layers.nfvo.alarms.values.filter { $0.root == nil }
    #expect(roots.map(\.managedObject) == [hosts == 1 ? down[0] : "k8s-edge-1/r1"])
    #expect(lab.layers.nfvo.alarms.count == hit.count + down.count + hosts - 1)
    #expect(Set(lab.layers.nfvo.alarms.values.compactMap(\.vnf)) == hit)
    try lab.run(until: look)
    #expect(excesses.isEmpty, "\(excesses)")
    #expect(mostHeals > 1 && mostHeals <= HealingWave.limit)
    let heals = lab.layers.vnfm.operations.values.filter { $0.kind == .heal }
    #expect(Set(heals.map(\.vnf)) == hit && heals.count == hit.count)
    #expect(heals.allSatisfy { $0.state == .completed && $0.isAutomaticInvocation })
    #expect(lab.layers.nfvo.networkServices.values.allSatisfy { $0.health == .full })
    #expect(try Agreement.findings(lab.engine) == [])
    for host in down { try lab.admit(.resource(.nfvi(.power(host: host, isOn: true)))) }
    try lab.run()
    #expect(lab.layers.nfvo.alarms.isEmpty)
    #expect(try Agreement.findings(lab.engine) == [])
  }
}
