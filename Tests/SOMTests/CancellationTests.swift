import Deciding
import SOM
import ServiceInterfaces
import Testing

@Suite struct `An order that is cancelled` {
  /// A moment of the order, made by what the neighbours do not answer.
  struct Moment: Sendable, CustomTestStringConvertible {
    let name: String
    var instantiation: [String: OperationState] = [:]
    var outcome: [String: OrderState] = [:]
    /// What is asked of the domains to undo it, in this order.
    let undone: [String]
    var testDescription: String { name }
  }

  static let moments = [
    Moment(
      name: "while the network service is made",
      instantiation: ["cloud-firewall-ns": .processing],
      undone: ["cancel nsop-1", "rollback nsop-1", "terminate cloud-firewall-ns"]),
    Moment(
      name: "while the network service stands still",
      instantiation: ["cloud-firewall-ns": .failedTemp],
      undone: ["rollback nsop-1", "terminate cloud-firewall-ns"]),
    Moment(
      name: "while a feed is registered", outcome: ["RFS:Security-Monitoring-Feed": .inProgress],
      undone: [
        "delete RFS:Firewall-Policy-Config", "delete RFS:Security-Monitoring-Feed",
        "terminate cloud-firewall-ns",
      ]),
  ]

  @Test(arguments: moments, [1, 2])
  func `is undone in reverse, and the inventory is as before`(moment: Moment, copies: Int) throws {
    var stack = Stack()
    stack.instantiation = moment.instantiation
    stack.outcome = moment.outcome
    stack.copies = copies
    let id = stack.run(Shop.order(Shop.item("1", .add, Shop.firewall)))
    let before = stack.asked.count
    stack.tell(.cancelServiceOrder(id, reason: "a slip", requester: "ann@desk"))
    stack.outcome = [:]
    stack.play()
    // What NSO and the SIEM were at comes to its end before it can be undone.
    for row in stack.order(id)?.plan ?? [] where row.state == .inProgress {
      let order = try #require(row.resourceOrder)
      stack.tell(.resourceOrder(.init(id: order, state: .completed, detail: "done")))
      stack.play()
    }
    #expect(stack.asked.dropFirst(before).filter { moment.undone.contains($0) } == moment.undone)
    #expect(stack.asked.count - before == moment.undone.count)
    #expect(stack.order(id)?.state == .cancelled)
    #expect(stack.items(id) == [.cancelled])
    #expect(stack.order(id)?.cancellation?.state == .done)
    let key = CustomerSpecification(customer: "globex", specification: Shop.firewall)
    #expect(stack.state.servicesByCustomer[key]?.live == [])
    #expect(stack.state.services.values.allSatisfy { $0.state == .terminated })
    #expect(
      stack.heard.map(\.state).suffix(3) == [
        .assessingCancellation, .pendingCancellation, .cancelled,
      ])
    try stack.desk.expectReplayable()
  }

  @Test func `gives a modified service its old values back`() throws {
    var stack = Stack()
    stack.run(Shop.premium)
    let before = stack.service(Shop.firewall)?.characteristics
    stack.outcome = ["RFS:Overlay-Tunnel-Config": .inProgress]
    let id = stack.run(
      Shop.order(
        Shop.item("1", .modify, Shop.firewall, ["aclRules": .array([.string("permit")])]),
        Shop.item("2", .modify, Shop.overlay, ["sites": .array([.string("hq")])])))
    #expect(stack.items(id) == [.completed, .inProgress])
    #expect(stack.service(Shop.firewall)?.characteristics != before)
    stack.tell(.cancelServiceOrder(id, reason: nil, requester: "ann@desk"))
    stack.outcome = [:]
    let tunnels = try #require(stack.row("CFS:SD-WAN-Overlay/tunnels", of: id)?.resourceOrder)
    stack.tell(.resourceOrder(.init(id: tunnels, state: .failed, detail: "device gone")))
    stack.play()
    #expect(stack.order(id)?.state == .cancelled)
    #expect(stack.service(Shop.firewall)?.characteristics == before)
    #expect(
      stack.service("RFS:Firewall-Policy-Config")?.characteristics.first?.value
        == .array([.string("deny")]))
    #expect(stack.service(Shop.overlay)?.openOrder == nil)
    try stack.desk.expectReplayable()
  }

  @Test func `goes on past its point of no return and says why`() throws {
    var stack = Stack()
    stack.run(Shop.premium)
    let id = stack.place(Shop.order(Shop.item("1", .delete, Shop.firewall)))
    stack.tell(.cancelServiceOrder(id, reason: nil, requester: "ann@desk"))
    #expect(stack.order(id)?.state == .inProgress)
    #expect(stack.order(id)?.cancellation?.state == .done)
    #expect(
      stack.order(id)?.cancellation?.message?.contains("what is removed is not brought back")
        ?? false)
    stack.play()
    #expect(stack.order(id)?.state == .completed)
    #expect(stack.status(Shop.firewall) == "terminated/stopped")
    try stack.desk.expectReplayable()
  }

  @Test func `cannot be once a part that its specification calls final is completed`() {
    var stack = Stack()
    stack.desk.tell(.catalogue(Shop.specifications.map { Shop.final("instance", in: $0) }))
    stack.outcome = ["RFS:Security-Monitoring-Feed": .inProgress]
    let id = stack.run(Shop.order(Shop.item("1", .add, Shop.firewall)))
    stack.tell(.cancelServiceOrder(id, reason: nil, requester: "ann@desk"))
    #expect(stack.order(id)?.state == .inProgress)
    #expect(
      stack.order(id)?.cancellation?.message?.contains("point of no return") ?? false)
  }

  @Test func `fails when something cannot be undone, and a delete order ends what is left`() {
    var stack = Stack()
    stack.outcome = ["RFS:Security-Monitoring-Feed": .inProgress]
    let id = stack.run(Shop.order(Shop.item("1", .add, Shop.firewall)))
    stack.tell(.cancelServiceOrder(id, reason: nil, requester: "ann@desk"))
    stack.outcome = ["RFS:Firewall-Policy-Config": .failed]
    stack.play()
    for row in stack.order(id)?.plan ?? [] where row.state == .inProgress {
      guard let order = row.resourceOrder else { continue }
      stack.tell(.resourceOrder(.init(id: order, state: .failed, detail: "no answer")))
      stack.play()
    }
    #expect(stack.order(id)?.state == .failed)
    #expect(stack.order(id)?.cancellation?.state == .terminatedWithError)
    #expect(stack.order(id)?.reason?.contains("RFS:Firewall-Policy-Config") ?? false)
    stack.outcome = [:]
    let delete = stack.run(Shop.order(Shop.item("1", .delete, Shop.firewall)))
    #expect(stack.order(delete)?.state == .completed)
    #expect(stack.status(Shop.firewall) == "terminated/stopped")
  }

  @Test func `stays as it is when it has ended, which is said`() {
    var stack = Stack()
    let id = stack.run(Shop.premium)
    stack.tell(.cancelServiceOrder(id, reason: nil, requester: "ann@desk"))
    #expect(stack.order(id)?.state == .completed)
    #expect(stack.order(id)?.cancellation == nil)
    #expect(stack.desk.sentences.last?.contains("cancellation refused") ?? false)
  }
}
