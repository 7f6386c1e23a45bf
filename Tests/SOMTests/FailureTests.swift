import Deciding
import SOM
import ServiceInterfaces
import Testing

@Suite struct `An order that meets failure` {
  @Test func `is held with the reason while an operation is FAILED_TEMP, and goes on when cleared`()
    throws
  {
    var stack = Stack()
    stack.instantiation = ["cloud-firewall-ns": .failedTemp]
    let id = stack.run(Shop.premium)
    #expect(stack.items(id) == [.completed, .held, .inProgress])
    #expect(stack.order(id)?.state == .held)
    #expect(stack.order(id)?.items[1].reason?.contains("No capacity: The edge is full.") ?? false)
    #expect(stack.heard.last?.state == .held)

    let row = try #require(stack.row("CFS:Cloud-Firewall/instance", of: id))
    let ns = try #require(row.ns)
    let retried = stack.operation(
      .instantiate, ns, for: row.resourceOrder, [.processing, .completed])
    for message in retried { stack.tell(message) }
    stack.play()
    #expect(stack.order(id)?.state == .completed)
    #expect(stack.order(id)?.reason == nil)
    #expect(stack.items(id) == [.completed, .completed, .completed])
    try stack.desk.expectReplayable()
  }

  @Test func `stays in progress while one item is held and another can move`() {
    var stack = Stack()
    stack.instantiation = ["cloud-firewall-ns": .failedTemp, "sdwan-overlay-ns": .processing]
    let id = stack.run(Shop.premium)
    #expect(stack.items(id) == [.inProgress, .held, .inProgress])
    #expect(stack.order(id)?.state == .inProgress)
  }

  @Test func `is held no longer than its held item, even when COMPLETED comes first`() throws {
    var stack = Stack()
    stack.instantiation = ["cloud-firewall-ns": .failedTemp]
    let id = stack.run(Shop.order(Shop.item("1", .add, Shop.firewall)))
    #expect(stack.order(id)?.state == .held)
    let row = try #require(stack.row("CFS:Cloud-Firewall/instance", of: id))
    let ns = try #require(row.ns)
    for message in stack.operation(.instantiate, ns, for: row.resourceOrder, [.completed]) {
      stack.tell(message)
    }
    stack.play()
    #expect(stack.order(id)?.state == .completed)
  }

  /// What fails, and what that makes of the items and the order.
  struct Failure: Sendable, CustomTestStringConvertible {
    let name: String
    var instantiation: [String: OperationState] = [:]
    var outcome: [String: OrderState] = [:]
    let items: [OrderState]
    let order: OrderState
    var testDescription: String { name }
  }

  static let failures = [
    Failure(
      name: "the firewall's NS", instantiation: ["cloud-firewall-ns": .failed],
      items: [.completed, .failed, .failed], order: .partial),
    Failure(
      name: "the firewall's NS, rolled back", instantiation: ["cloud-firewall-ns": .rolledBack],
      items: [.completed, .failed, .failed], order: .partial),
    Failure(
      name: "both NS", instantiation: ["cloud-firewall-ns": .failed, "sdwan-overlay-ns": .failed],
      items: [.failed, .failed, .failed], order: .failed),
    Failure(
      name: "the last feed", outcome: ["RFS:Threat-Detection-Feed": .failed],
      items: [.completed, .completed, .failed], order: .partial),
    Failure(
      name: "a feed on which nothing depends", outcome: ["RFS:Security-Monitoring-Feed": .failed],
      items: [.completed, .failed, .completed], order: .partial),
  ]

  @Test(arguments: failures) func `rolls up what failed and what did not`(failure: Failure) throws {
    var stack = Stack()
    stack.instantiation = failure.instantiation
    stack.outcome = failure.outcome
    let id = stack.run(Shop.premium)
    #expect(stack.items(id) == failure.items)
    #expect(stack.order(id)?.state == failure.order)
    #expect(stack.heard.last?.state == failure.order)
    #expect(stack.order(id)?.reason != nil)
    let states = stack.heard.last?.services.map { $0.state == .active }
    #expect(states == failure.items.map { $0 == .completed })
    try stack.desk.expectReplayable()
  }

  @Test func `drops what waits for what failed, and says so`() {
    var stack = Stack()
    stack.instantiation = ["cloud-firewall-ns": .failed]
    let id = stack.run(Shop.premium)
    #expect(stack.row("CFS:Cloud-Firewall/policy", of: id)?.state == .dropped)
    #expect(
      stack.row("CFS:Managed-Security/detection", of: id)?.detail
        == "CFS:Managed-Security/prevention failed")
    #expect(!stack.asked.contains("add RFS:Threat-Detection-Feed"))
    #expect(stack.status(Shop.firewall) == "designed/failed")
  }

  @Test func `can be cleaned up by a delete order that ends only what was made`() {
    var stack = Stack()
    stack.outcome = ["RFS:Firewall-Policy-Config": .failed]
    stack.run(Shop.order(Shop.item("1", .add, Shop.firewall)))
    stack.outcome = [:]
    let before = stack.asked.count
    let id = stack.run(Shop.order(Shop.item("1", .delete, Shop.firewall)))
    #expect(stack.order(id)?.state == .completed)
    #expect(stack.status(Shop.firewall) == "terminated/stopped")
    #expect(stack.asked.dropFirst(before).contains("terminate cloud-firewall-ns"))
  }

  @Test func `fails when the NFVO refuses to make the network service`() throws {
    var stack = Stack()
    let id = stack.place(Shop.order(Shop.item("1", .add, Shop.firewall)))
    stack.listen()
    let order = try #require(stack.row("CFS:Cloud-Firewall/instance", of: id)?.resourceOrder)
    stack.tell(
      .nsRequestRefused(
        resourceOrder: order,
        problem: Problem(status: 404, title: "No NSD", detail: "It was deleted.")))
    #expect(stack.order(id)?.state == .failed)
    #expect(stack.row("CFS:Cloud-Firewall/instance", of: id)?.detail == "No NSD: It was deleted.")
  }
}
