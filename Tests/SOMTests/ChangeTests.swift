import Deciding
import SOM
import ServiceInterfaces
import Testing

@Suite struct `A service that exists` {
  private func running() -> Stack {
    var stack = Stack()
    stack.run(Shop.premium)
    return stack
  }

  private let rules: [String: JSONValue] = [
    "aclRules": .array([.string("permit https"), .string("deny")])
  ]

  @Test(arguments: [false, true]) func `is modified at NSO alone`(byID: Bool) throws {
    var stack = running()
    let before = stack.asked.count
    let service = try #require(stack.service(Shop.firewall))
    let id = stack.run(
      Shop.order(
        byID
          ? Shop.item("1", .modify, nil, service: service.id.description, rules)
          : Shop.item("1", .modify, Shop.firewall, rules)))
    #expect(stack.order(id)?.state == .completed)
    #expect(stack.asked.dropFirst(before) == ["modify RFS:Firewall-Policy-Config"])
    #expect(stack.requests.last?.configurations.first?.parameters == rules["aclRules"])
    for specification in [Shop.firewall, "RFS:Firewall-Policy-Config"] {
      let rule = stack.service(specification)?.characteristics.first { $0.name == "aclRules" }
      #expect(rule?.value == rules["aclRules"])
    }
    #expect(stack.status(Shop.firewall) == "active/running")
    #expect(stack.heard.last?.services.map(\.id) == [service.id])
    try stack.desk.expectReplayable()
  }

  @Test func `stays as it was when its modification fails`() {
    var stack = running()
    stack.outcome = ["RFS:Firewall-Policy-Config": .failed]
    let before = stack.service(Shop.firewall)?.characteristics
    let id = stack.run(Shop.order(Shop.item("1", .modify, Shop.firewall, rules)))
    #expect(stack.order(id)?.state == .failed)
    #expect(stack.service(Shop.firewall)?.characteristics == before)
    #expect(stack.status(Shop.firewall) == "active/running")
    #expect(stack.service(Shop.firewall)?.openOrder == nil)
  }

  @Test func `needs nothing from anybody when a modification changes nothing`() {
    var stack = running()
    let before = stack.asked.count
    let id = stack.run(
      Shop.order(
        Shop.item("1", .modify, Shop.firewall, ["aclRules": .array([.string("deny")])]),
        Shop.item("2", .noChange, Shop.overlay)))
    #expect(stack.order(id)?.state == .completed)
    #expect(stack.asked.count == before)
  }

  @Test func `is deleted in the reverse order of its gates`() throws {
    var stack = running()
    let before = stack.asked.count
    let id = stack.run(
      Shop.order(
        Shop.item("1", .delete, Shop.firewall), Shop.item("2", .delete, Shop.security)))
    #expect(
      stack.asked.dropFirst(before) == [
        "delete RFS:Security-Monitoring-Feed", "delete RFS:Threat-Detection-Feed",
        "delete RFS:Intrusion-Prevention-Config", "delete RFS:Firewall-Policy-Config",
        "terminate cloud-firewall-ns",
      ])
    #expect(stack.order(id)?.state == .completed)
    for specification in [Shop.firewall, Shop.security, "RFS:CNF-Firewall-Instance"] {
      #expect(stack.status(specification) == "terminated/stopped")
    }
    #expect(stack.status(Shop.overlay) == "active/running")
    #expect(stack.heard.last?.services.map(\.state) == [.terminated, .terminated])
    let key = CustomerSpecification(customer: "globex", specification: Shop.firewall)
    #expect(stack.state.servicesByCustomer[key]?.live == [])
    try stack.desk.expectReplayable()
  }

  @Test func `waits with its termination while another operation runs`() throws {
    var stack = running()
    let id = stack.place(Shop.order(Shop.item("1", .delete, Shop.overlay)))
    // NSO withdraws the tunnels; the NFVO refuses the termination.
    let tunnels = try #require(stack.row("CFS:SD-WAN-Overlay/tunnels", of: id)?.resourceOrder)
    stack.listen()
    stack.tell(.resourceOrder(.init(id: tunnels, state: .completed, detail: "withdrawn")))
    stack.listen()
    let row = try #require(stack.row("CFS:SD-WAN-Overlay/gateway", of: id))
    let resourceOrder = try #require(row.resourceOrder)
    let ns = try #require(row.ns)
    let problem = Problem(status: 409, title: "Busy", detail: "A scaling runs.")
    stack.tell(.nsRequestRefused(resourceOrder: resourceOrder, problem: problem))
    stack.listen()
    #expect(stack.order(id)?.state == .held)
    #expect(stack.asked.count { $0 == "terminate sdwan-overlay-ns" } == 1)

    for message in stack.operation(.scale, ns, for: nil, [.completed]) { stack.tell(message) }
    stack.play()
    #expect(stack.asked.count { $0 == "terminate sdwan-overlay-ns" } == 2)
    #expect(stack.order(id)?.state == .completed)
  }

  @Test func `takes no second order while one is open`() {
    var stack = running()
    stack.outcome = ["RFS:Firewall-Policy-Config": .inProgress]
    let first = stack.run(Shop.order(Shop.item("1", .modify, Shop.firewall, rules)))
    let second = stack.run(Shop.order(Shop.item("1", .delete, Shop.firewall)))
    #expect(stack.order(first)?.state == .inProgress)
    #expect(stack.order(second)?.state == .rejected)
    #expect(stack.order(second)?.reason?.contains("is being changed by \(first)") ?? false)
    #expect(stack.status(Shop.firewall) == "active/running")
  }

  @Test func `gets a name of its own when the customer has another`() {
    var stack = running()
    stack.run(Shop.order(Shop.item("1", .add, Shop.firewall)))
    #expect(stack.asked.contains("create globex-cloud-firewall-2"))
  }
}

@Suite struct `The health of a network service` {
  @Test func `changes how the services run and never what was agreed`() throws {
    var stack = Stack()
    stack.run(Shop.premium)
    let ns = try #require(stack.service("RFS:CNF-Firewall-Instance")?.resource?.ns)
    let levels: [(NSHealthNotification.Level, String)] = [
      (.reduced, "active/degraded"), (.lost, "active/failed"), (.reduced, "active/degraded"),
      (.full, "active/running"),
    ]
    for (level, status) in levels {
      stack.tell(.nsHealth(.init(ns: ns, level: level, cause: "edge-1-w03 lost power")))
      #expect(stack.status("RFS:CNF-Firewall-Instance") == status)
      #expect(stack.status(Shop.firewall) == status)
      #expect(stack.status(Shop.overlay) == "active/running")
      let isWell = stack.service(Shop.firewall)?.reason == nil
      #expect(isWell == (level == .full))
    }
    try stack.desk.expectReplayable()
  }

  @Test func `is remembered when it falls before the service is active`() throws {
    var stack = Stack()
    stack.outcome = ["RFS:Firewall-Policy-Config": .inProgress]
    let id = stack.run(Shop.order(Shop.item("1", .add, Shop.firewall)))
    let ns = try #require(stack.service("RFS:CNF-Firewall-Instance")?.resource?.ns)
    stack.tell(.nsHealth(.init(ns: ns, level: .reduced, cause: "a pod is lost")))
    #expect(stack.status(Shop.firewall) == "designed/pending")
    let policy = try #require(stack.row("CFS:Cloud-Firewall/policy", of: id)?.resourceOrder)
    stack.tell(.resourceOrder(.init(id: policy, state: .completed, detail: "committed")))
    #expect(stack.status(Shop.firewall) == "active/degraded")
  }

  @Test func `and its operations are noted with the service that did not ask for them`() throws {
    var stack = Stack()
    stack.run(Shop.premium)
    let ns = try #require(stack.service("RFS:CNF-Firewall-Instance")?.resource?.ns)
    for message in stack.operation(
      .scale, ns, for: nil, [.processing, .completed, .completed, .processing], isAutomatic: true)
    {
      stack.tell(message)
    }
    let notes = try #require(stack.service("RFS:CNF-Firewall-Instance")?.operations)
    #expect(notes.map(\.state) == [.completed])
    #expect(notes.map(\.isAutomaticInvocation) == [true])
    #expect(stack.status(Shop.firewall) == "active/running")
  }

  @Test func `ends with a termination at the NFVO, which leaves a delete order less to do`() throws
  {
    var stack = Stack()
    stack.run(Shop.premium)
    let ns = try #require(stack.service("RFS:CNF-Firewall-Instance")?.resource?.ns)
    for message in stack.operation(.terminate, ns, for: nil, [.processing, .completed]) {
      stack.tell(message)
    }
    #expect(stack.status(Shop.firewall) == "active/failed")
    let before = stack.asked.count
    let id = stack.run(Shop.order(Shop.item("1", .delete, Shop.firewall)))
    #expect(stack.order(id)?.state == .completed)
    #expect(!stack.asked.dropFirst(before).contains("terminate cloud-firewall-ns"))
    #expect(stack.status("RFS:CNF-Firewall-Instance") == "terminated/stopped")
    try stack.desk.expectReplayable()
  }
}
