// The items of an order: each by itself, then their ids and relations among one another.

extension ServiceOrderReading {
  mutating func items(of root: Members) -> [ServiceOrderDocument.Item] {
    let limit = ServiceOrderDocument.itemLimit
    let all = reader.objects("serviceOrderItem", of: root, mandatory: true, limit: limit)
    if root.values["serviceOrderItem"] == .array([]) {
      reader.report(
        root.path.member("serviceOrderItem"), "The order has no item.",
        "Add at least one item with id, action and service.")
    }
    let ids = all.map { $0.values["id"]?.stringValue }
    checkDistinct(ids, all)
    let items = all.map { readItem($0) }
    checkRelations(all, ids)
    checkServices(all)
    return items.compactMap { $0 }
  }

  private mutating func readItem(_ members: Members) -> ServiceOrderDocument.Item? {
    let id = reader.string("id", of: members, mandatory: true)
    let action = reader.word(ServiceOrderDocument.Action.self, "action", of: members)
    let quantity = readQuantity(of: members)
    let relations = readRelations(of: members)
    if let nested = members.values["serviceOrderItem"], nested != .null, nested != .array([]) {
      reader.report(
        members.path.member("serviceOrderItem"), "Items within items are not supported.",
        "Put them into the order's own list, with a dependency where the sequence matters.")
    }
    let object = reader.object("service", of: members, mandatory: true)
    let service = object.map { readService($0, action: action) }
    guard let id, let action, let service else { return nil }
    return ServiceOrderDocument.Item(
      id: id, action: action, quantity: quantity, service: service,
      serviceOrderItemRelationship: relations)
  }

  private mutating func readQuantity(of members: Members) -> Int {
    guard let value = reader.value("quantity", of: members, mandatory: false) else { return 1 }
    let path = members.path.member("quantity")
    guard case .integer(let quantity) = value else {
      reader.reportKind(value, at: path, expected: "an integer")
      return 1
    }
    if quantity != 1 {
      reader.report(
        path, "The quantity is \(quantity).",
        "One item is one service: use 1, and one item for each service.")
    }
    return 1
  }

  private mutating func readRelations(of members: Members)
    -> [ServiceOrderDocument.ItemRelationship]
  {
    reader.objects("serviceOrderItemRelationship", of: members).compactMap { relation in
      let type = reader.string("relationshipType", of: relation, mandatory: true)
      guard let reference = reader.object("orderItem", of: relation, mandatory: true) else {
        return nil
      }
      if reader.value("serviceOrderId", of: reference, mandatory: false) != nil {
        reader.report(
          reference.path.member("serviceOrderId"), "The item is one of another order.",
          "Relate orders by orderRelationship; items only within one order.")
      }
      // The schema of TMF641 4.1 requires `id` in the reference, its text and examples `itemId`.
      let name =
        reference.values["itemId"] == nil && reference.values["id"] != nil ? "id" : "itemId"
      let item = reader.string(name, of: reference, mandatory: true)
      guard let type, let item else { return nil }
      return .init(relationshipType: type, orderItem: .init(itemId: item))
    }
  }

  private mutating func checkDistinct(_ ids: [String?], _ all: [Members]) {
    var first: [String: Int] = [:]
    for (index, id) in ids.enumerated() {
      guard let id else { continue }
      if let earlier = first[id] {
        reader.report(
          all[index].path.member("id"),
          "The id \(DocumentReader.shown(id)) is already that of \(all[earlier].path).",
          "Give each item its own id.")
      } else {
        first[id] = index
      }
    }
  }

  /// Two items that act on one service would race; which comes first is not said anywhere.
  private mutating func checkServices(_ all: [Members]) {
    var first: [String: JSONPath] = [:]
    for members in all {
      guard let service = members.values["service"]?.objectValue,
        let id = service["id"]?.stringValue
      else { continue }
      if let earlier = first[id] {
        reader.report(
          members.path.member("service").member("id"),
          "The service is already the subject of \(earlier).",
          "Put everything that concerns one service into one item.")
      } else {
        first[id] = members.path
      }
    }
  }
}

// MARK: - Relations

extension ServiceOrderReading {
  /// Checks that related items exist and that no items wait for one another in a circle.
  private mutating func checkRelations(_ all: [Members], _ ids: [String?]) {
    let known = Set(ids.compactMap { $0 })
    let sorted = known.sorted()
    var waitsFor: [String: [String]] = [:]
    for (members, id) in zip(all, ids) {
      let relations = members.values["serviceOrderItemRelationship"]?.arrayValue ?? []
      for (index, relation) in relations.prefix(200).enumerated() {
        guard let reference = relation.objectValue?["orderItem"]?.objectValue else { continue }
        let name = reference["itemId"] == nil && reference["id"] != nil ? "id" : "itemId"
        guard let target = reference[name]?.stringValue else { continue }
        if !known.contains(target), reference["serviceOrderId"] == nil {
          let path = members.path.member("serviceOrderItemRelationship").element(index)
          reader.report(
            path.member("orderItem").member(name),
            "There is no item \(DocumentReader.shown(target)) in this order.",
            NearestNames.hint(for: target, among: sorted))
        }
        if let id, relation.objectValue?["relationshipType"] == .string("dependency") {
          waitsFor[id, default: []].append(target)
        }
      }
    }
    for loop in DependencyLoops.find(in: waitsFor, order: ids.compactMap { $0 }) {
      guard let first = loop.first, let index = ids.firstIndex(of: first) else { continue }
      reader.report(
        all[index].path.member("serviceOrderItemRelationship"),
        "Items wait for one another: \((loop + [first]).joined(separator: " → ")).",
        "Remove one of these dependencies.")
    }
  }
}

/// Finds circles in a relation of things that wait for things.
package enum DependencyLoops {
  /// The circles that a walk in the given order meets, each once, from its first member on.
  ///
  /// The walk keeps its own stack, since an order's chain may be as long as the order.
  package static func find(in waitsFor: [String: [String]], order: [String]) -> [[String]] {
    var finished: Set<String> = []
    var loops: [[String]] = []
    for start in order where !finished.contains(start) {
      var path = [start]
      var next = [0]
      while let node = path.last, let index = next.last {
        let targets = waitsFor[node] ?? []
        guard index < targets.count else {
          finished.insert(node)
          path.removeLast()
          next.removeLast()
          continue
        }
        next[next.count - 1] += 1
        if let position = path.firstIndex(of: targets[index]) {
          loops.append(Array(path[position...]))
        } else if !finished.contains(targets[index]) {
          path.append(targets[index])
          next.append(0)
        }
      }
    }
    return loops
  }
}
