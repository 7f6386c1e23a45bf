import Deciding
import SOM
import ServiceInterfaces
import Testing

@Suite struct `An order of three CFS` {
  @Test func `completes with all services active once every domain has answered`() throws {
    var stack = Stack()
    let id = stack.run(Shop.premium)
    #expect(stack.order(id)?.state == .completed)
    #expect(stack.items(id) == [.completed, .completed, .completed])
    for specification in [Shop.overlay, Shop.firewall, Shop.security] {
      #expect(stack.status(specification) == "active/running")
    }
    #expect(stack.heard.map(\.state) == [.acknowledged, .inProgress, .completed])
    #expect(stack.heard.last?.services.map(\.state) == [.active, .active, .active])
    #expect(stack.heard.last?.services.map(\.specification).last == Shop.security)
    try stack.desk.expectReplayable()
  }

  @Test func `asks for what the RFS need in the order of their gates`() throws {
    var stack = Stack()
    stack.run(Shop.premium)
    #expect(
      stack.asked.sorted() == [
        "add RFS:Firewall-Policy-Config", "add RFS:Intrusion-Prevention-Config",
        "add RFS:Overlay-Tunnel-Config", "add RFS:Security-Monitoring-Feed",
        "add RFS:Threat-Detection-Feed", "create globex-cloud-firewall",
        "create globex-sdwan-overlay", "instantiate cloud-firewall-ns",
        "instantiate sdwan-overlay-ns",
      ])
    let firewall = try #require(stack.asked.firstIndex(of: "instantiate cloud-firewall-ns"))
    let policy = try #require(stack.asked.firstIndex(of: "add RFS:Firewall-Policy-Config"))
    let prevention = try #require(
      stack.asked.firstIndex(of: "add RFS:Intrusion-Prevention-Config"))
    let detection = try #require(stack.asked.firstIndex(of: "add RFS:Threat-Detection-Feed"))
    #expect(firewall < policy && policy < prevention && prevention < detection)
  }

  @Test func `hands the NFVO sizing, policy, site and networks, and NSO the rules`() throws {
    var stack = Stack()
    stack.run(
      Shop.order(
        Shop.item(
          "1", .add, Shop.firewall,
          ["vCPU": .integer(6), "site": .string("edge-2"), "aclRules": .array([.string("permit")])]
        )))
    #expect(
      stack.instantiations == [
        InstantiateNSRequest(
          vCPU: 6, memoryGiB: 8, sitePolicy: "edge", site: "edge-2", networks: ["globex-customer"])
      ])
    let policy = try #require(stack.requests.first { $0.items == ["acl"] })
    #expect(policy.configurations.map(\.parameters) == [.array([.string("permit")])])
    #expect(policy.customer == "globex")
    let feed = try #require(stack.requests.first { $0.items == ["firewall-events"] })
    #expect(feed.characteristics.map(\.value) == ["cef", "intrusion", "90"])
  }

  @Test func `opens no gate before the network service is completed`() {
    var stack = Stack()
    stack.instantiation = ["cloud-firewall-ns": .processing, "sdwan-overlay-ns": .processing]
    let id = stack.run(Shop.premium)
    #expect(stack.requests.isEmpty)
    #expect(stack.order(id)?.state == .inProgress)
    #expect(stack.row("CFS:Cloud-Firewall/instance", of: id)?.state == .inProgress)
    #expect(
      stack.row("CFS:Cloud-Firewall/policy", of: id)?.waitsFor == ["CFS:Cloud-Firewall/instance"])
    #expect(
      stack.row("CFS:Managed-Security/prevention", of: id)?.waitsFor
        == ["CFS:Cloud-Firewall/policy"])
    #expect(stack.items(id) == [.inProgress, .inProgress, .inProgress])
    #expect(stack.status(Shop.firewall) == "designed/pending")
  }

  @Test func `keeps the CFS inactive while its network service runs without a policy`() throws {
    var stack = Stack()
    stack.outcome = ["RFS:Firewall-Policy-Config": .inProgress]
    let id = stack.run(Shop.premium)
    #expect(stack.status("RFS:CNF-Firewall-Instance") == "active/running")
    #expect(stack.status("RFS:Security-Monitoring-Feed") == "active/running")
    #expect(stack.status(Shop.firewall) == "designed/pending")
    #expect(stack.status(Shop.overlay) == "active/running")
    #expect(stack.items(id) == [.completed, .inProgress, .inProgress])
    let gate = try #require(stack.row("CFS:Cloud-Firewall/policy", of: id)?.gates.first)
    #expect(gate.openedAt == stack.row("CFS:Cloud-Firewall/instance", of: id)?.endedAt)
  }

  @Test func `tells by its milestones when each step was passed`() throws {
    var stack = Stack()
    let id = stack.run(Shop.premium)
    let order = try #require(stack.order(id))
    let milestones = order.milestones
    #expect(milestones.first?.kind == .acknowledged)
    #expect(milestones.last?.kind == .ended(.completed))
    #expect(milestones.count == 3 + 2 * order.plan.count)
    #expect(zip(milestones, milestones.dropFirst()).allSatisfy { $0.at <= $1.at })
    for row in order.plan {
      let started = try #require(row.startedAt)
      let ended = try #require(row.endedAt)
      #expect(order.acknowledgedAt <= started && started < ended)
    }
  }

  @Test(arguments: [2, 3]) func `counts each notification once however often it arrives`(
    copies: Int
  ) throws {
    var once = Stack()
    once.run(Shop.premium)
    var often = Stack()
    often.copies = copies
    often.run(Shop.premium)
    #expect(often.asked == once.asked)
    #expect(often.desk.sentences == once.desk.sentences)
    #expect(often.heard == once.heard)
  }

  @Test func `ignores what it never asked for`() {
    var stack = Stack()
    stack.run(Shop.premium)
    let before = stack.state
    let unknown = ResourceOrder.ID(serial: 99)
    let ns = NSInstance.ID(serial: 99)
    let problem = Problem(status: 404, title: "Unknown", detail: "There is no such NS.")
    let strange: [SOMMessage] =
      [
        .nsIdentifierCreated(resourceOrder: unknown, ns: ns),
        .nsRequestRefused(resourceOrder: unknown, problem: problem),
        .nsHealth(.init(ns: ns, level: .lost, cause: "host down")),
        .resourceOrder(.init(id: unknown, state: .failed, detail: "no")),
        // Late news about what has ended.
        .resourceOrder(
          .init(id: stack.requests[0].id, state: .failed, detail: "too late")),
      ] + stack.operation(.heal, ns, for: nil, [.processing, .completed])
    for message in strange { stack.tell(message) }
    #expect(stack.state == before)
  }

  @Test func `is not made again for the same product order, but answered again`() {
    var stack = Stack()
    let id = stack.run(Shop.premium)
    let before = stack.state
    stack.tell(
      .createServiceOrder(productOrder: ProductOrder.ID(serial: 1), document: Shop.premium))
    #expect(stack.state == before)
    stack.play()
    #expect(stack.heard.last == stack.heard.dropLast().last)
    #expect(stack.heard.last?.order == id)
  }

  @Test func `starts an item only after the items that it depends on`() {
    var stack = Stack()
    stack.instantiation = ["sdwan-overlay-ns": .processing]
    let id = stack.run(
      Shop.order(
        Shop.item("1", .add, Shop.overlay, Shop.sites),
        Shop.item("2", .add, Shop.firewall, after: ["1"])))
    #expect(stack.row("CFS:Cloud-Firewall/instance", of: id)?.waitsFor == ["item 1"])
    #expect(stack.asked == ["create globex-sdwan-overlay", "instantiate sdwan-overlay-ns"])
  }
}
