import ServiceInterfaces
import Testing

/// A bad order and what must be said of it: one problem at `path` whose text contains `words`.
struct BadOrder: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let path: String
  let words: String

  init(_ name: String, _ text: String, at path: String, says words: String) {
    self.name = name
    self.text = text
    self.path = path
    self.words = words
  }

  var testDescription: String { name }
}

private let service = #""service": {"serviceSpecification": {"id": "cfs-overlay"}}"#
private let item = "$.serviceOrderItem[0]"

private let badOrders: [BadOrder] = [
  BadOrder("a list", "[]", at: "$", says: "array"),
  BadOrder("no items member", "{}", at: "$.serviceOrderItem", says: "missing"),
  BadOrder(
    "misspelled items member", #"{"serviceOrderItems": []}"#, at: "$.serviceOrderItem",
    says: "serviceOrderItems"),
  BadOrder("no items", #"{"serviceOrderItem": []}"#, at: "$.serviceOrderItem", says: "no item"),
  BadOrder("items no list", #"{"serviceOrderItem": 3}"#, at: "$.serviceOrderItem", says: "array"),
  BadOrder("item no object", OrderExamples.order(item: "3"), at: item, says: "an object"),
  BadOrder(
    "wrong priority",
    #"{"priority": "high", "serviceOrderItem": [{"id": "1", "action": "add", \#(service)}]}"#,
    at: "$.priority", says: "0"),
  BadOrder(
    "priority a number",
    #"{"priority": 1, "serviceOrderItem": [{"id": "1", "action": "add", \#(service)}]}"#,
    at: "$.priority", says: "a string"),
  BadOrder(
    "no such day",
    #"{"requestedStartDate": "2026-02-30T00:00:00Z", "serviceOrderItem": [{"id": "1", "action": "add", \#(service)}]}"#,
    at: "$.requestedStartDate", says: "RFC 3339"),
  BadOrder(
    "a date without time",
    #"{"requestedStartDate": "2026-02-20", "serviceOrderItem": [{"id": "1", "action": "add", \#(service)}]}"#,
    at: "$.requestedStartDate", says: "RFC 3339"),
  BadOrder(
    "ends before it starts",
    #"{"requestedStartDate": "2026-02-20T10:00:00Z", "requestedCompletionDate": "2026-02-20T10:30:00+02:00", "serviceOrderItem": [{"id": "1", "action": "add", \#(service)}]}"#,
    at: "$.requestedCompletionDate", says: "before"),
  BadOrder(
    "note without text",
    #"{"note": [{"author": "me"}], "serviceOrderItem": [{"id": "1", "action": "add", \#(service)}]}"#,
    at: "$.note[0].text", says: "missing"),
  BadOrder(
    "party without id",
    #"{"relatedParty": [{"name": "me"}], "serviceOrderItem": [{"id": "1", "action": "add", \#(service)}]}"#,
    at: "$.relatedParty[0].id", says: "missing"),
  BadOrder(
    "relationship without type",
    #"{"orderRelationship": [{"id": "4"}], "serviceOrderItem": [{"id": "1", "action": "add", \#(service)}]}"#,
    at: "$.orderRelationship[0].relationshipType", says: "missing"),
  BadOrder(
    "item without id", OrderExamples.order(item: #"{"action": "add", \#(service)}"#),
    at: "\(item).id", says: "missing"),
  BadOrder(
    "blank id", OrderExamples.order(item: #"{"id": " ", "action": "add", \#(service)}"#),
    at: "\(item).id", says: "empty"),
  BadOrder(
    "id a number", OrderExamples.order(item: #"{"id": 1, "action": "add", \#(service)}"#),
    at: "\(item).id", says: "a string"),
  BadOrder(
    "unknown action", OrderExamples.order(item: #"{"id": "1", "action": "create", \#(service)}"#),
    at: "\(item).action", says: "add, modify, delete, noChange"),
  BadOrder(
    "two of it",
    OrderExamples.order(item: #"{"id": "1", "action": "add", "quantity": 2, \#(service)}"#),
    at: "\(item).quantity", says: "use 1"),
  BadOrder(
    "half of it",
    OrderExamples.order(item: #"{"id": "1", "action": "add", "quantity": 0.5, \#(service)}"#),
    at: "\(item).quantity", says: "an integer"),
  BadOrder(
    "a quantity no machine holds",
    OrderExamples.order(item: #"{"id": "1", "action": "add", "quantity": 1e999, \#(service)}"#),
    at: "\(item).quantity", says: "too large"),
  BadOrder(
    "nested items",
    OrderExamples.order(
      item: #"{"id": "1", "action": "add", "serviceOrderItem": [{}], \#(service)}"#),
    at: "\(item).serviceOrderItem", says: "not supported"),
  BadOrder(
    "no service", OrderExamples.order(item: #"{"id": "1", "action": "add"}"#),
    at: "\(item).service", says: "missing"),
  BadOrder(
    "modify without service id",
    OrderExamples.order(item: #"{"id": "1", "action": "modify", \#(service)}"#),
    at: "\(item).service.id", says: "missing"),
  BadOrder(
    "add without specification",
    OrderExamples.order(item: #"{"id": "1", "action": "add", "service": {}}"#),
    at: "\(item).service.serviceSpecification", says: "missing"),
  BadOrder(
    "specification without id and name",
    OrderExamples.order(
      item: #"{"id": "1", "action": "add", "service": {"serviceSpecification": {}}}"#),
    at: "\(item).service.serviceSpecification.id", says: "missing"),
  BadOrder(
    "misspelled specification",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", "service": {"serviceSpecification": {"name": "CFS:Cloud-Firewal"}}}"#
    ),
    at: "\(item).service.serviceSpecification.name", says: "Did you mean CFS:Cloud-Firewall?"),
  BadOrder(
    "unknown specification",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "zzzzzzzzz"}}}"#),
    at: "\(item).service.serviceSpecification.id", says: "Known are: cfs-firewall, cfs-overlay"),
  BadOrder(
    "a specification of two minds",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "cfs-overlay", "name": "CFS:Cloud-Firewall"}}}"#
    ),
    at: "\(item).service.serviceSpecification.name", says: "not that of the id"),
  BadOrder(
    "wrong version",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "cfs-overlay", "version": "9"}}}"#
    ),
    at: "\(item).service.serviceSpecification.version", says: "Use 2.0"),
  BadOrder(
    "an RFS",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", "service": {"serviceSpecification": {"name": "RFS:Instance"}}}"#
    ),
    at: "\(item).service.serviceSpecification.name", says: "CFS:Cloud-Firewall"),
  BadOrder(
    "unknown state",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", "service": {"state": "up", "serviceSpecification": {"id": "cfs-overlay"}}}"#
    ),
    at: "\(item).service.state", says: "feasibilityChecked"),
  BadOrder(
    "a place without role",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", "service": {"place": [{"name": "x"}], "serviceSpecification": {"id": "cfs-overlay"}}}"#
    ),
    at: "\(item).service.place[0].role", says: "missing"),
  BadOrder(
    "mandatory characteristic missing",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "cfs-firewall"}}}"#
    ),
    at: "\(item).service.serviceCharacteristic.rules", says: "needs the characteristic rules"),
  BadOrder(
    "characteristic out of range", OrderExamples.firewall(#"{"name": "vCPU", "value": 64}"#),
    at: "\(item).service.serviceCharacteristic[1].value", says: "4 to 16 vCPU"),
  BadOrder(
    "characteristic of the wrong type", OrderExamples.firewall(#"{"name": "vCPU", "value": "4"}"#),
    at: "\(item).service.serviceCharacteristic[1].value", says: "its type is integer"),
  BadOrder(
    "fraction for an integer", OrderExamples.firewall(#"{"name": "vCPU", "value": 4.5}"#),
    at: "\(item).service.serviceCharacteristic[1].value", says: "its type is integer"),
  BadOrder(
    "characteristic not among the legal",
    OrderExamples.firewall(#"{"name": "policy", "value": "moon"}"#),
    at: "\(item).service.serviceCharacteristic[1].value", says: "edge, core"),
  BadOrder(
    "stated type is another",
    OrderExamples.firewall(#"{"name": "vCPU", "valueType": "string", "value": 4}"#),
    at: "\(item).service.serviceCharacteristic[1].valueType", says: "Write integer"),
  BadOrder(
    "misspelled characteristic", OrderExamples.firewall(#"{"name": "vCPUs", "value": 4}"#),
    at: "\(item).service.serviceCharacteristic[1].name", says: "Did you mean vCPU?"),
  BadOrder(
    "characteristic twice", OrderExamples.firewall(#"{"name": "rules", "value": ["b"]}"#),
    at: "\(item).service.serviceCharacteristic[1].name", says: "more than once"),
  BadOrder(
    "characteristic without value", OrderExamples.firewall(#"{"name": "vCPU"}"#),
    at: "\(item).service.serviceCharacteristic[1].value", says: "missing"),
  BadOrder(
    "a control character", OrderExamples.firewall(#"{"name": "policy", "value": "a\u0000b"}"#),
    at: "\(item).service.serviceCharacteristic[1].value", says: "U+0000"),
  BadOrder(
    "a member twice",
    OrderExamples.order(item: #"{"id": "1", "id": "2", "action": "add", \#(service)}"#),
    at: "\(item).id", says: "more than once"),
  BadOrder(
    "an over-long text",
    OrderExamples.order(
      item: #"{"id": "1\#(String(repeating: "9", count: 5000))", "action": "add", \#(service)}"#),
    at: "\(item).id", says: "4096"),
  BadOrder(
    "an item that needs itself",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", \#(service), "serviceOrderItemRelationship": [{"relationshipType": "dependency", "orderItem": {"itemId": "1"}}]}"#
    ),
    at: "\(item).serviceOrderItemRelationship", says: "1 → 1"),
  BadOrder(
    "a relation to nothing",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", \#(service), "serviceOrderItemRelationship": [{"relationshipType": "dependency", "orderItem": {"itemId": "8"}}]}"#
    ),
    at: "\(item).serviceOrderItemRelationship[0].orderItem.itemId", says: "There is no item"),
  BadOrder(
    "a relation to another order's item",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "add", \#(service), "serviceOrderItemRelationship": [{"relationshipType": "dependency", "orderItem": {"itemId": "8", "serviceOrderId": "o"}}]}"#
    ),
    at: "\(item).serviceOrderItemRelationship[0].orderItem.serviceOrderId", says: "another order"),
  BadOrder(
    "a duplicate id",
    OrderExamples.order(
      item: #"{"id": "1", "action": "add", \#(service)}, {"id": "1", "action": "add", \#(service)}"#
    ),
    at: "$.serviceOrderItem[1].id", says: "$.serviceOrderItem[0]"),
  BadOrder(
    "two items on one service",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "modify", "service": {"id": "s"}}, {"id": "2", "action": "delete", "service": {"id": "s"}}"#
    ),
    at: "$.serviceOrderItem[1].service.id", says: "already the subject"),
  BadOrder(
    "a modify of what is fixed",
    OrderExamples.order(
      item:
        #"{"id": "1", "action": "modify", "service": {"id": "s", "serviceSpecification": {"id": "cfs-firewall"}, "serviceCharacteristic": [{"name": "policy", "value": "core"}]}}"#
    ),
    at: "\(item).service.serviceCharacteristic[0].name", says: "cannot be changed"),
  BadOrder(
    "too many items",
    OrderExamples.order(item: Array(repeating: "{}", count: 1001).joined(separator: ",")),
    at: "$.serviceOrderItem", says: "at most 1000"),
]

@Suite struct ServiceOrderReadingTests {
  @Test func `a sound order is read with all that it says`() throws {
    let order = try ServiceOrderDocument.read(
      Array(OrderExamples.sound.utf8), specifications: OrderExamples.specifications)
    #expect(order.externalId == "PO-1")
    #expect(order.customer?.id == "globex")
    let firewall = try #require(order.serviceOrderItem.first)
    #expect(firewall.action == .add)
    #expect(firewall.quantity == 1)
    #expect(firewall.service.serviceSpecification?.version == "1.0")
    #expect(
      firewall.service.characteristicValues == [
        "vCPU": .integer(8), "rules": .array([.string("a"), .object(["b": .null])]),
      ])
    let change = try #require(order.serviceOrderItem.last)
    #expect(change.service.id == "service-9")
    #expect(change.serviceOrderItemRelationship.map(\.isDependency) == [true])
  }

  @Test(arguments: badOrders)
  func `a bad order gets exactly its problem`(bad: BadOrder) throws {
    let problems = OrderExamples.problems(in: bad.text)
    #expect(problems.map(\.path) == [bad.path], "\(problems)")
    let problem = try #require(problems.first)
    #expect("\(problem)".contains(bad.words), "\(problem)")
    #expect(problem.message.hasSuffix("."))
    #expect(problem.remedy.hasSuffix(".") || problem.remedy.hasSuffix("?"))
  }

  @Test func `all problems of an order come at once`() {
    let text = """
      {"priority": "9", "requestedStartDate": "soon", "serviceOrderItem": [
        {"id": "1", "action": "make", "quantity": 0, "service": {"serviceSpecification": {"id": "none"}}},
        {"id": "1", "action": "delete", "service": {}}, 7]}
      """
    #expect(
      Set(OrderExamples.problems(in: text).map(\.path)) == [
        "$.priority", "$.requestedStartDate", "$.serviceOrderItem[0].action",
        "$.serviceOrderItem[0].quantity",
        "$.serviceOrderItem[0].service.serviceSpecification.id", "$.serviceOrderItem[1].id",
        "$.serviceOrderItem[1].service.id", "$.serviceOrderItem[2]",
      ])
  }

  @Test func `a circle of items is shown as one`() {
    func waiting(_ id: String, _ other: String) -> String {
      """
      {"id": "\(id)", "action": "add", \(service), "serviceOrderItemRelationship":
        [{"relationshipType": "dependency", "orderItem": {"itemId": "\(other)"}}]}
      """
    }
    let items = [waiting("a", "b"), waiting("b", "c"), waiting("c", "b")]
    let problems = OrderExamples.problems(
      in: OrderExamples.order(item: items.joined(separator: ",")))
    #expect(problems.map(\.path) == ["$.serviceOrderItem[1].serviceOrderItemRelationship"])
    #expect(problems.first?.message.contains("b → c → b") == true)
  }

  @Test func `a relation that is no dependency may go round`() {
    func related(_ id: String, _ other: String) -> String {
      """
      {"id": "\(id)", "action": "add", \(service), "serviceOrderItemRelationship":
        [{"relationshipType": "bundled", "orderItem": {"itemId": "\(other)"}}]}
      """
    }
    let text = OrderExamples.order(item: related("a", "b") + "," + related("b", "a"))
    #expect(OrderExamples.problems(in: text) == [])
  }

  @Test func `a long chain of items is no circle and costs no stack`() {
    let items = (0..<1000).map { index in
      """
      {"id": "\(index)", "action": "add", \(service), "serviceOrderItemRelationship":
        [{"relationshipType": "dependency", "orderItem": {"itemId": "\(min(index + 1, 999) + 0)"}}]}
      """
    }
    let text = OrderExamples.order(item: items.dropLast().joined(separator: ","))
    #expect(
      OrderExamples.problems(in: text).map(\.path) == [
        "$.serviceOrderItem[998].serviceOrderItemRelationship[0].orderItem.itemId"
      ])
  }
}
