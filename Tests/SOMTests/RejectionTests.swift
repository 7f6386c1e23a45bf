import Deciding
import SOM
import ServiceInterfaces
import Testing

@Suite struct `A rejected order` {
  /// What is wrong with an order, and words of the reason.
  struct Bad: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let document: ServiceOrderDocument
    let reasons: [String]
  }

  static let orders = [
    Bad(
      testDescription: "no customer",
      document: Shop.order(Shop.item("1", .add, Shop.firewall), customer: nil),
      reasons: ["$.relatedParty: The order names no customer."]),
    Bad(
      testDescription: "unknown and resource-facing specifications",
      document: Shop.order(
        Shop.item("1", .add, "CFS:Nothing"), Shop.item("2", .add, "RFS:CNF-Firewall-Instance")),
      reasons: [
        "CFS:Nothing is no CFS", "RFS:CNF-Firewall-Instance is no CFS of the catalogue",
      ]),
    Bad(
      testDescription: "illegal, unknown and missing characteristics at once",
      document: Shop.order(
        Shop.item("1", .add, Shop.overlay),
        Shop.item("2", .add, Shop.firewall, ["vCPU": .integer(99), "colour": .string("red")])),
      reasons: [
        "needs the characteristic sites", "vCPU is 99; legal are 4 to 16",
        "has no characteristic \"colour\"",
      ]),
    Bad(
      testDescription: "items that wait for one another",
      document: Shop.order(
        Shop.item("1", .add, Shop.firewall, after: ["2"]), Shop.item("2", .add, Shop.security)),
      reasons: [
        "Parts wait for one another: ", "item 2 → CFS:Managed-Security/prevention of item 2",
      ]),
    Bad(
      testDescription: "a dependency on an item that is not there",
      document: Shop.order(Shop.item("1", .add, Shop.firewall, after: ["7"])),
      reasons: ["There is no item 7 in this order."]),
    Bad(
      testDescription: "no such service",
      document: Shop.order(
        Shop.item("1", .delete, nil, service: "svc-999"),
        Shop.item("2", .modify, nil, service: "pod-1"), Shop.item("3", .delete, Shop.security)),
      reasons: [
        "There is no customer-facing service svc-999.", "There is no customer-facing service pod-1",
        "globex has no CFS:Managed-Security.",
      ]),
    Bad(
      testDescription: "somebody else's service",
      document: Shop.order(
        Shop.item("1", .delete, nil, service: "svc-1"), customer: "initech"),
      reasons: ["svc-1 is not a service of initech."]),
    Bad(
      testDescription: "the size of a running network service",
      document: Shop.order(Shop.item("1", .modify, Shop.firewall, ["vCPU": .integer(8)])),
      reasons: ["vCPU would resize the network service of RFS:CNF-Firewall-Instance"]),
    Bad(
      testDescription: "what cannot be configured",
      document: Shop.order(Shop.item("1", .modify, Shop.firewall, ["site": .string("dc-2")])),
      reasons: ["site cannot be changed once the service exists."]),
    Bad(
      testDescription: "one service twice",
      document: Shop.order(
        Shop.item("1", .delete, Shop.firewall), Shop.item("2", .delete, nil, service: "svc-1")),
      reasons: ["svc-1 is already the subject of $.serviceOrderItem[0]."]),
  ]

  @Test(arguments: orders) func `says every reason and changes no service`(bad: Bad) throws {
    var stack = Stack()
    stack.run(Shop.order(Shop.item("1", .add, Shop.firewall)))
    let services = stack.state.services
    let asked = stack.asked
    let id = stack.run(bad.document)
    let order = try #require(stack.order(id))
    #expect(order.state == .rejected)
    #expect(order.items.allSatisfy { $0.state == .rejected && $0.reason != nil })
    #expect(stack.heard.suffix(2).map(\.state) == [.acknowledged, .rejected])
    let reason = try #require(stack.heard.last?.reason)
    for words in bad.reasons { #expect(reason.contains(words), "\(reason)") }
    #expect(stack.state.services == services)
    #expect(stack.asked == asked)
    try stack.desk.expectReplayable()
  }

  @Test func `names the services among which it cannot choose`() {
    var stack = Stack()
    stack.run(
      Shop.order(Shop.item("1", .add, Shop.firewall), Shop.item("2", .add, Shop.firewall)))
    let id = stack.run(Shop.order(Shop.item("1", .delete, Shop.firewall)))
    #expect(
      stack.order(id)?.items.first?.reason
        == "globex has 2 of CFS:Cloud-Firewall: svc-1, svc-5. Add the id of the one that is meant."
    )
  }
}
