import Core
import Deciding
import Descriptors
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM

/// The virtual router's whole life on every kind of cloud that runs virtual machines.
struct CloudTests {
  @Test(arguments: VIMKind.allCases.filter { $0.runs == .virtualMachine })
  func `a virtual router lives on every kind of cloud`(kind: VIMKind) throws {
    var inventory = try Bundle.inventory.get()
    let index = try #require(inventory.vims.firstIndex { $0.kind == .openstack })
    inventory.vims[index].kind = kind
    let vim = inventory.vims[index].id
    var lab = try Lab(seed: 61, on: inventory)
    try lab.ask(
      .create(
        CreateNSRequest(
          nsdName: "virtual-router-ns", nsName: "lab-vr", tenant: "Lab", service: nil,
          from: Lab.person)))
    try lab.run()
    let ns = try #require(lab.layers.ns).id
    func complete(_ request: SOL005Request) throws {
      try lab.ask(request)
      try lab.run()
      let operation = try #require(lab.layers.operation)
      #expect(operation.state == .completed, "\(String(describing: operation.problem))")
      #expect(try Agreement.findings(lab.engine) == [])
    }
    try complete(
      .instantiate(
        ns: ns, InstantiateNSRequest(vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: []),
        from: Lab.person))
    let vnf = try #require(lab.layers.ns?.vnfs.first)
    let release = try #require(lab.layers.vim.releases[vnf])
    #expect(release.vim == vim && release.kind == kind)
    let router = try #require(lab.layers.vim.resources(of: vnf).first)
    #expect(router.isReady && router.status != "Running")

    let host = try #require(router.host)
    try lab.admit(.resource(.nfvi(.power(host: host, isOn: false))))
    try lab.run(for: .minutes(5))
    try complete(.heal(ns: ns, HealNSRequest(vnfInstanceId: nil, cause: "lab"), from: Lab.person))
    let healed = try #require(lab.layers.vim.resources(of: vnf).first)
    #expect(healed.isReady && healed.host != host)

    try complete(.terminate(ns: ns, from: Lab.person))
    #expect(lab.layers.vim.releases.isEmpty && lab.layers.vim.resources.isEmpty)
  }

  @Test func `delays are data: a slow registry makes a slow world, and the same world twice`()
    throws
  {
    func instantiation(pull: Span?) throws -> (took: Span, events: Int) {
      var profiles = try StageProfiles.bundled()
      if let pull {
        profiles.byKind[.openstack]?.pull = Delay(median: pull, p99: pull)
      }
      var lab = try Lab(seed: 63, on: try Bundle.inventory.get().taking(profiles))
      try lab.ask(
        .create(
          CreateNSRequest(
            nsdName: "virtual-router-ns", nsName: "lab-vr", tenant: "Lab", service: nil,
            from: Lab.person)))
      try lab.run()
      let ns = try #require(lab.layers.ns).id
      let start = lab.engine.now
      try lab.ask(
        .instantiate(
          ns: ns, InstantiateNSRequest(vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: []),
          from: Lab.person))
      try lab.run()
      #expect(lab.layers.operation?.state == .completed)
      return (lab.engine.now - start, lab.events.count)
    }
    let usual = try instantiation(pull: nil)
    let slow = try instantiation(pull: .minutes(4))
    #expect(slow.took > usual.took + .minutes(2))
    #expect(try instantiation(pull: .minutes(4)) == slow)
  }

  @Test func `a cluster of containers is no place for virtual machines, and it is said why`()
    throws
  {
    var inventory = try Bundle.inventory.get()
    inventory.vims.removeAll { $0.kind != .kubernetes }
    var lab = try Lab(seed: 62, on: inventory) { nsds, _ in
      for index in nsds.indices { nsds[index].placement = [] }
    }
    try lab.ask(
      .create(
        CreateNSRequest(
          nsdName: "virtual-router-ns", nsName: "lab-vr", tenant: "Lab", service: nil,
          from: Lab.person)))
    try lab.run()
    let ns = try #require(lab.layers.ns).id
    try lab.ask(
      .instantiate(
        ns: ns, InstantiateNSRequest(vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: []),
        from: Lab.person))
    try lab.run()
    let problem = try #require(lab.layers.operation?.problem)
    #expect(problem.detail.contains("is kubernetes, which runs no virtual machines"))
  }
}
