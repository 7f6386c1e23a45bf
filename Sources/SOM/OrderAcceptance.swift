// Business validation: whether SOM can do what an order asks, with every objection at once. The
// form of the document was checked when it was read; here it meets catalogue and inventory.

import Deciding
import ServiceInterfaces

/// An item that SOM can carry out, with what the catalogue and the inventory say about it.
struct AcceptedItem {
  let item: ServiceOrderDocument.Item
  /// The position in the order.
  let position: Int
  /// The CFS.
  let specification: ServiceSpecification
  /// The CFS of the inventory; nil for an add.
  let existing: ServiceRecord?
  /// What all characteristics of the CFS shall be; of a delete or noChange what they are.
  let values: [String: JSONValue]
  /// For a modify what becomes of its RFS.
  let changes: [Change]

  /// An RFS whose values a modify order changes.
  struct Change {
    let service: ServiceRecord
    let specification: ServiceSpecification
    let component: ServiceSpecification.Component
    /// The new values of all characteristics.
    let values: [String: JSONValue]
    /// The characteristics of the RFS that differ.
    let names: Set<String>
  }
}

/// One document being validated.
struct OrderAcceptance {
  let document: ServiceOrderDocument
  let state: ServiceOrchestrator.State
  let customer: String
  var problems: [DocumentProblem] = []
  var claimed: [Service.ID: Int] = [:]

  private init(_ document: ServiceOrderDocument, _ state: ServiceOrchestrator.State) {
    self.document = document
    self.state = state
    customer = document.customer?.id ?? ""
  }

  /// The items of `document`, or every reason why it is rejected.
  static func accept(_ document: ServiceOrderDocument, _ state: ServiceOrchestrator.State)
    throws(ServiceOrderProblems) -> [AcceptedItem]
  {
    var acceptance = Self(document, state)
    let items = acceptance.items()
    guard acceptance.problems.isEmpty else { throw ServiceOrderProblems(acceptance.problems) }
    return items
  }

  private mutating func items() -> [AcceptedItem] {
    if customer.isEmpty {
      object(
        at: JSONPath.root.member("relatedParty"), "The order names no customer.",
        "Add a related party with the role customer.")
    }
    if document.serviceOrderItem.isEmpty {
      object(at: Self.itemsPath, "The order has no item.", "Add at least one item.")
    }
    checkReferences()
    checkPrerequisites()
    return document.serviceOrderItem.enumerated().compactMap { position, item in
      item.action == .add ? addition(item, position) : change(item, position)
    }
  }

  static let itemsPath = JSONPath.root.member("serviceOrderItem")

  func path(_ position: Int) -> JSONPath { Self.itemsPath.element(position) }

  mutating func object(at path: JSONPath, _ message: String, _ remedy: String) {
    problems.append(
      DocumentProblem(path: path.description, message: message, remedy: remedy))
  }

  /// The orders that this one depends on must be there, be the customer's, and still be possible.
  private mutating func checkPrerequisites() {
    for (position, relation) in document.orderRelationship.enumerated()
    where relation.relationshipType == "dependency" {
      let path = JSONPath.root.member("orderRelationship").element(position).member("id")
      let order = ServiceOrder.ID(relation.id).flatMap { state.orders[$0] }
      guard let order, order.customer == customer else {
        object(
          at: path, "\(customer) has no order \(relation.id).",
          "Name an order of the same customer, such as SO-1, or remove the dependency.")
        continue
      }
      if order.state.isTerminal, order.state != .completed {
        object(
          at: path, "\(order.id) is \(order.state.rawValue) and will never be completed.",
          "Remove the dependency, or submit that order again first.")
      }
    }
  }

  private mutating func checkReferences() {
    var seen: Set<String> = []
    for (position, item) in document.serviceOrderItem.enumerated() {
      if !seen.insert(item.id).inserted {
        object(
          at: path(position).member("id"), "The id \(item.id) is already that of another item.",
          "Give each item its own id.")
      }
      if item.quantity != 1 {
        object(
          at: path(position).member("quantity"), "The quantity is \(item.quantity).",
          "One item is one service: use 1, and one item for each service.")
      }
    }
    for (position, item) in document.serviceOrderItem.enumerated() {
      for relation in item.serviceOrderItemRelationship
      where relation.isDependency && !seen.contains(relation.orderItem.itemId) {
        object(
          at: path(position).member("serviceOrderItemRelationship"),
          "There is no item \(relation.orderItem.itemId) in this order.",
          "Name an item of this order, or remove the dependency.")
      }
    }
  }
}

// MARK: - Additions

extension OrderAcceptance {
  private mutating func addition(_ item: ServiceOrderDocument.Item, _ position: Int)
    -> AcceptedItem?
  {
    let place = path(position).member("service")
    guard let reference = item.service.serviceSpecification else {
      object(
        at: place.member("serviceSpecification"), "The item names no service specification.",
        "Name the CFS that is to be added.")
      return nil
    }
    guard let specification = state.specifications[reference.name], specification.kind == .cfs
    else {
      object(
        at: place.member("serviceSpecification").member("name"),
        "\(reference.name) is no CFS of the catalogue.", "Name a CFS that can be ordered.")
      return nil
    }
    checkComponents(of: specification, place)
    checkCharacteristics(of: item, specification, place)
    return AcceptedItem(
      item: item, position: position, specification: specification, existing: nil,
      values: specification.values(given: item.service.characteristicValues), changes: [])
  }

  private mutating func checkComponents(
    of specification: ServiceSpecification, _ place: JSONPath
  ) {
    for component in specification.components
    where state.specifications[component.specification]?.resource == nil {
      object(
        at: place.member("serviceSpecification"),
        "\(specification.name) needs \(component.specification), which the catalogue lacks.",
        "Load the specification of the RFS, or order another CFS.")
    }
  }

  mutating func checkCharacteristics(
    of item: ServiceOrderDocument.Item, _ specification: ServiceSpecification, _ place: JSONPath
  ) {
    let list = place.member("serviceCharacteristic")
    problems += specification.objections(
      to: item.service.serviceCharacteristic.enumerated().map { ($1, list.element($0)) },
      action: item.action, path: list)
  }
}
