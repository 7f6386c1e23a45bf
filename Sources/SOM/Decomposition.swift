// From CFS to RFS: which RFS an order makes, changes or ends, and what each of them waits for.

import Deciding
import ServiceInterfaces

/// One RFS to be, before it has an identifier.
struct DraftRow {
  /// The position of its item among the accepted ones.
  let item: Int
  let action: ServiceOrderDocument.Action
  let specification: ServiceSpecification
  let component: ServiceSpecification.Component
  /// The RFS of the inventory; nil for an add.
  let existing: ServiceRecord?
  /// What the characteristics of the RFS shall be.
  let values: [String: JSONValue]
  var gates: [GateRecord] = []
}

/// The plan of an order, before its services have identifiers.
struct OrderDraft {
  let items: [AcceptedItem]
  private(set) var rows: [DraftRow] = []

  /// Decomposes the items, or says which of them wait for one another in a circle.
  init(_ items: [AcceptedItem], _ state: ServiceOrchestrator.State) throws(ServiceOrderProblems) {
    self.items = items
    for (index, item) in items.enumerated() { rows += Self.rows(of: item, at: index, state) }
    setGates()
    try checkLoops()
  }

  /// As people write it: `CFS:Cloud-Firewall/policy`.
  func label(_ row: DraftRow) -> String {
    "\(items[row.item].specification.name)/\(row.component.key)"
  }

  private static func rows(
    of item: AcceptedItem, at index: Int, _ state: ServiceOrchestrator.State
  ) -> [DraftRow] {
    switch item.item.action {
    case .add:
      item.specification.components.compactMap { component in
        state.specifications[component.specification].map { facing in
          DraftRow(
            item: index, action: .add, specification: facing, component: component,
            existing: nil, values: facing.values(given: component.values(from: item.values)))
        }
      }
    case .modify:
      item.changes.map { change in
        DraftRow(
          item: index, action: .modify, specification: change.specification,
          component: change.component, existing: change.service, values: change.values)
      }
    case .delete: removals(of: item, at: index, state)
    case .noChange: []
    }
  }

  /// The RFS that still have something in their domain to be removed.
  private static func removals(
    of item: AcceptedItem, at index: Int, _ state: ServiceOrchestrator.State
  ) -> [DraftRow] {
    (item.existing?.supportingServices ?? []).compactMap { id in
      guard let service = state.services[id], service.state != .terminated,
        let resource = service.resource, !resource.isGone,
        resource.target != .mano || resource.ns != nil,
        let component = service.component.flatMap({ item.specification.component($0) }),
        let facing = state.specifications[service.specification]
      else { return nil }
      return DraftRow(
        item: index, action: .delete, specification: facing, component: component,
        existing: service, values: service.values)
    }
  }
}

// MARK: - Gates

extension OrderDraft {
  /// Sets the gates of the specifications, which a delete passes in reverse, and those of the items.
  private mutating func setGates() {
    var positions: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() { positions[label(row), default: []].append(index) }
    for (index, row) in rows.enumerated() {
      for gate in row.component.dependsOn {
        for other in prerequisites(of: row, gate, positions) {
          let isReversed = row.action == .delete
          let source = isReversed ? index : other
          rows[isReversed ? other : index].gates.append(
            GateRecord(source: .row(source), label: label(rows[source])))
        }
      }
      for item in items[row.item].item.serviceOrderItemRelationship where item.isDependency {
        let id = item.orderItem.itemId
        rows[index].gates.append(GateRecord(source: .item(id: id), label: "item \(id)"))
      }
    }
  }

  /// The rows that a gate means: inside the same CFS, or in every CFS of the named specification.
  private func prerequisites(
    of row: DraftRow, _ gate: ServiceSpecification.Gate, _ positions: [String: [Int]]
  ) -> [Int] {
    let holder = gate.specification ?? items[row.item].specification.name
    return (positions["\(holder)/\(gate.component)"] ?? []).filter { other in
      (rows[other].action == .delete) == (row.action == .delete)
        && (gate.specification != nil || rows[other].item == row.item)
    }
  }

  private func checkLoops() throws(ServiceOrderProblems) {
    var waitsFor: [String: [String]] = [:]
    let names = rows.map { "\(label($0)) of item \(items[$0.item].item.id)" }
    for (index, row) in rows.enumerated() {
      waitsFor["item \(items[row.item].item.id)", default: []].append(names[index])
      waitsFor[names[index]] = row.gates.map { gate in
        switch gate.source {
        case .row(let other): names[other]
        case .item(let id): "item \(id)"
        }
      }
    }
    // An item without rows waits for the items it depends on all the same.
    for item in items {
      let key = "item \(item.item.id)"
      waitsFor[key, default: []] += item.item.serviceOrderItemRelationship
        .filter(\.isDependency).map { "item \($0.orderItem.itemId)" }
    }
    let order = items.map { "item \($0.item.id)" } + names
    let loops = DependencyLoops.find(in: waitsFor, order: order)
    guard !loops.isEmpty else { return }
    throw ServiceOrderProblems(
      loops.map { loop in
        DocumentProblem(
          path: JSONPath.root.member("serviceOrderItem").description,
          message: "Parts wait for one another: "
            + (loop + loop.prefix(1)).joined(separator: " → ") + ".",
          remedy: "Remove a dependency between the items, or a gate of the specifications.")
      })
  }
}
