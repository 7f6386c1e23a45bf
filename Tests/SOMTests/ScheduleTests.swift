import Deciding
import SOM
import ServiceInterfaces
import Testing

@Suite struct `An order with dates and relations` {
  private func at(_ seconds: Double) -> Instant {
    Instant(milliseconds: 1_000_000) + .seconds(seconds)
  }

  private func order(
    start: Instant? = nil, completion: Instant? = nil, after: ServiceOrder.ID? = nil,
    customer: String = "globex"
  ) -> ServiceOrderDocument {
    var order = Shop.order(Shop.item("1", .add, Shop.firewall), customer: customer)
    order.requestedStartDate = start?.description
    order.requestedCompletionDate = completion?.description
    order.orderRelationship =
      after.map {
        [.init(id: "\($0)", relationshipType: "dependency")]
      } ?? []
    return order
  }

  @Test func `waits for the start that was asked for, and nothing is made before`() throws {
    var stack = Stack()
    let id = stack.run(order(start: at(3_600)))
    #expect(stack.order(id)?.state == .acknowledged)
    #expect(stack.order(id)?.reason == "begins at \(at(3_600)), as requested")
    #expect(stack.asked.isEmpty && stack.state.services.isEmpty)
    stack.desk.wait(until: at(3_599))
    stack.play()
    #expect(stack.asked.isEmpty)
    stack.desk.wait(until: at(3_600))
    stack.play()
    #expect(stack.order(id)?.state == .completed)
    #expect(stack.order(id)?.reason == nil)
    #expect(stack.order(id)?.document == nil)
    try stack.desk.expectReplayable()
  }

  @Test func `begins earlier when its start is changed, and not at all once cancelled`() throws {
    var stack = Stack()
    let first = stack.run(order(start: at(3_600)))
    let second = stack.run(order(start: at(3_600)))
    stack.tell(
      .patchServiceOrder(
        first, .init(requestedStartDate: at(60).description), requester: "ann@desk"))
    #expect(stack.order(first)?.reason == "begins at \(at(60)), as requested")
    stack.tell(.cancelServiceOrder(second, reason: nil, requester: "ann@desk"))
    #expect(stack.order(second)?.state == .cancelled)
    stack.desk.wait(until: at(7_200))
    stack.play()
    #expect(stack.order(first)?.state == .completed)
    #expect(stack.order(first)?.items.first?.startedAt == at(60))
    #expect(stack.asked.count { $0.hasPrefix("instantiate") } == 1)
    try stack.desk.expectReplayable()
  }

  @Test func `is validated again when it begins`() throws {
    var stack = Stack()
    stack.run(Shop.premium)
    var late = Shop.order(Shop.item("1", .delete, Shop.firewall))
    late.requestedStartDate = at(3_600).description
    let id = stack.run(late)
    #expect(stack.order(id)?.state == .acknowledged)
    stack.run(Shop.order(Shop.item("1", .delete, Shop.firewall)))
    stack.desk.wait(until: at(3_600))
    #expect(stack.order(id)?.state == .rejected)
    #expect(stack.order(id)?.reason?.contains("globex has no CFS:Cloud-Firewall") ?? false)
  }

  @Test(arguments: [OrderState.completed, .failed])
  func `begins after the order that it depends on, or is rejected with it`(end: OrderState) throws {
    var stack = Stack()
    stack.outcome = ["RFS:Firewall-Policy-Config": .inProgress]
    let first = stack.run(order())
    let second = stack.run(order(after: first))
    #expect(stack.order(second)?.state == .acknowledged)
    #expect(stack.order(second)?.reason == "waits until \(first) is completed")
    let policy = try #require(stack.row("CFS:Cloud-Firewall/policy", of: first)?.resourceOrder)
    stack.outcome = [:]
    stack.tell(.resourceOrder(.init(id: policy, state: end, detail: "said by the test")))
    stack.play()
    #expect(stack.order(second)?.state == (end == .completed ? .completed : .rejected))
    if end == .failed {
      #expect(stack.order(second)?.reason?.contains("$.orderRelationship[0]: \(first)") ?? false)
    }
    try stack.desk.expectReplayable()
  }

  @Test func `says what it still waits for, as one after the other comes`() throws {
    var stack = Stack()
    stack.outcome = ["RFS:Firewall-Policy-Config": .inProgress]
    let first = stack.run(order())
    let second = stack.run(order(start: at(3_600), after: first))
    let date = "begins at \(at(3_600)), as requested"
    #expect(stack.order(second)?.reason == "\(date), and waits until \(first) is completed")
    let policy = try #require(stack.row("CFS:Cloud-Firewall/policy", of: first)?.resourceOrder)
    stack.outcome = [:]
    stack.tell(.resourceOrder(.init(id: policy, state: .completed, detail: "said by the test")))
    stack.play()
    #expect(stack.order(first)?.state == .completed)
    #expect(stack.order(second)?.reason == date)
    stack.desk.wait(until: at(3_600))
    stack.play()
    #expect(stack.order(second)?.state == .completed)
    try stack.desk.expectReplayable()
  }

  @Test func `cannot depend on another customer's order, or on one that failed`() {
    var stack = Stack()
    let other = stack.run(order(customer: "initech"))
    let id = stack.run(order(after: other))
    #expect(stack.order(id)?.state == .rejected)
    #expect(stack.order(id)?.reason?.contains("globex has no order \(other)") ?? false)
    let again = stack.run(order(after: id))
    #expect(stack.order(again)?.reason?.contains("will never be completed") ?? false)
  }

  @Test func `warns before its completion date is missed, and says when it is`() throws {
    var stack = Stack()
    stack.outcome = ["RFS:Firewall-Policy-Config": .inProgress]
    let id = stack.run(order(completion: at(4_000)))
    stack.desk.wait(until: at(2_990))
    stack.play()
    #expect(stack.warnings.isEmpty)
    stack.desk.wait(until: at(3_010))
    stack.play()
    #expect(stack.warnings.count == 1)
    #expect(stack.warnings[0].hasPrefix("completion by \(at(4_000)) is in danger"))
    #expect(stack.warnings[0].hasSuffix("waits for RFS:Firewall-Policy-Config at NSO"))
    stack.desk.wait(until: at(4_000))
    stack.play()
    #expect(stack.warnings.count == 2)
    #expect(stack.order(id)?.jeopardyAlerts.map(\.message) == stack.warnings)
    stack.desk.wait(until: at(9_000))
    stack.play()
    #expect(stack.warnings.count == 2)
    try stack.desk.expectReplayable()
  }

  @Test func `warns nobody when it is completed in time`() {
    var stack = Stack()
    stack.run(order(completion: at(4_000)))
    stack.desk.wait(until: at(9_000))
    stack.play()
    #expect(stack.warnings.isEmpty)
  }

  /// A change of an order, and how it is answered.
  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    let patch: ServiceOrderPatch
    let refusals: [String]
    var testDescription: String { name }
  }

  static let changes = [
    Change(name: "a note", patch: .init(note: .init(text: "call first")), refusals: []),
    Change(name: "a priority", patch: .init(priority: "0"), refusals: []),
    Change(
      name: "nonsense",
      patch: .init(priority: "9", requestedCompletionDate: "tomorrow"),
      refusals: ["The priority is 9", "requestedCompletionDate is no date-time"]),
    Change(
      name: "a start that was",
      patch: .init(requestedStartDate: "2026-03-02T08:00:00Z"),
      refusals: ["has begun, so its start cannot be changed"]),
  ]

  @Test(arguments: changes) func `takes a change whole, or says all that is wrong`(
    change: Change
  ) throws {
    var stack = Stack()
    stack.outcome = ["RFS:Firewall-Policy-Config": .inProgress]
    let id = stack.run(order())
    let before = stack.order(id)
    stack.tell(.patchServiceOrder(id, change.patch, requester: "ann@desk"))
    let sentence = stack.desk.sentences.last ?? ""
    for refusal in change.refusals { #expect(sentence.contains(refusal)) }
    #expect((stack.order(id) == before) == !change.refusals.isEmpty)
    if let note = change.patch.note {
      #expect(stack.order(id)?.notes.last?.text == note.text)
      #expect(stack.order(id)?.notes.last?.author == "ann@desk")
    }
    try stack.desk.expectReplayable()
  }
}
