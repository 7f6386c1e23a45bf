// An order from its arrival to its plan: acknowledged, validated, decomposed, started.

import Deciding
import ServiceInterfaces

extension Turn<ServiceOrchestrator> {
  /// TMF641 `POST /serviceOrder`. The same product order again is answered from what is known.
  mutating func take(_ document: ServiceOrderDocument, for productOrder: ProductOrder.ID) {
    if let known = state.ordersByProductOrder[productOrder] {
      answer(known)
      return
    }
    let id = makeID(ServiceOrder.self)
    record(
      .orderAcknowledged(
        order: ServiceOrderRecord(
          id: id, productOrder: productOrder, document: document, acknowledgedAt: now)))
    answer(id)
    do throws(ServiceOrderProblems) {
      let items = try OrderAcceptance.accept(document, state)
      let draft = try OrderDraft(items, state)
      watchCompletion(of: id)
      if schedule(id, document) { return }
      start(id, draft)
    } catch {
      reject(id, error.problems)
    }
  }

  /// The date and the orders that an acknowledged order waited for have come: what it asks is
  /// validated once more, since the inventory may have changed.
  mutating func begin(_ id: ServiceOrder.ID) {
    guard let order = state.orders[id], order.state == .acknowledged,
      order.waitsForOrders.isEmpty, order.requestedStart.map({ $0 <= now }) ?? true,
      let document = order.document
    else { return }
    do throws(ServiceOrderProblems) {
      let items = try OrderAcceptance.accept(document, state)
      start(id, try OrderDraft(items, state))
    } catch {
      reject(id, error.problems)
    }
  }

  private mutating func start(_ id: ServiceOrder.ID, _ draft: OrderDraft) {
    decompose(id, draft)
    move(id, .start, reason: nil)
    for item in state.orders[id]?.items ?? [] { move(item, of: id, .start, reason: nil) }
    answer(id)
    settle(id)
  }

  mutating func reject(_ id: ServiceOrder.ID, _ problems: [DocumentProblem]) {
    for (position, item) in (state.orders[id]?.items ?? []).enumerated() {
      let prefix = "$.serviceOrderItem[\(position)]"
      let own = problems.filter { $0.path == prefix || $0.path.hasPrefix(prefix + ".") }
      let reason =
        own.isEmpty
        ? "the order was rejected" : own.map { "\($0.message) \($0.remedy)" }.joined(separator: " ")
      move(item, of: id, .reject, reason: reason)
    }
    let reasons = problems.map(\.description).joined(separator: " · ")
    move(id, .reject, reason: reasons)
    answer(id)
    release(after: id)
  }

  /// Makes the services and the plan of a draft.
  private mutating func decompose(_ id: ServiceOrder.ID, _ draft: OrderDraft) {
    var rowServices = draft.rows.map { $0.existing?.id }
    var assignments: [ServiceOrchestrator.ItemAssignment] = []
    for (index, item) in draft.items.enumerated() {
      let service = item.existing?.id ?? design(index, of: draft, for: id, &rowServices)
      assignments.append(
        .init(
          item: item.item.id, specification: item.specification.name, service: service,
          wanted: item.item.action == .modify ? characteristics(item.values) : [],
          previous: item.item.action == .modify ? item.existing?.characteristics ?? [] : []))
    }
    let plan = zip(draft.rows, rowServices).compactMap { row, service in
      service.map { planned(row, $0, draft) }
    }
    record(.orderDecomposed(order: id, plan: plan, items: assignments))
  }

  private func planned(_ row: DraftRow, _ service: Service.ID, _ draft: OrderDraft) -> RFSRecord {
    RFSRecord(
      item: draft.items[row.item].item.id, action: row.action, key: draft.label(row),
      specification: row.specification.name, target: row.specification.target ?? .mano,
      service: service, gates: row.gates, ns: row.existing?.resource?.ns, plannedAt: now,
      wanted: row.action == .modify ? characteristics(row.values) : [],
      previous: row.action == .modify ? row.existing?.characteristics ?? [] : [],
      isPointOfNoReturn: row.component.isPointOfNoReturn)
  }

  /// Puts a CFS and its RFS into the inventory: designed, pending.
  private mutating func design(
    _ index: Int, of draft: OrderDraft, for order: ServiceOrder.ID,
    _ rowServices: inout [Service.ID?]
  ) -> Service.ID {
    let item = draft.items[index]
    let customer = state.orders[order]?.customer ?? ""
    let key = CustomerSpecification(customer: customer, specification: item.specification.name)
    let ordinal = (state.servicesByCustomer[key]?.ordered ?? 0) + 1
    let facing = makeID(Service.self)
    let rows = draft.rows.indices.filter { draft.rows[$0].item == index }
    for row in rows { rowServices[row] = makeID(Service.self) }
    record(
      .serviceDesigned(
        service: ServiceRecord(
          id: facing, kind: .cfs, specification: item.specification.name,
          name: item.item.service.name ?? "\(customer) \(item.specification.title)",
          customer: customer, order: order, component: nil, customerFacing: nil,
          supportingServices: rows.compactMap { rowServices[$0] }, ordinal: ordinal,
          designedAt: now, characteristics: characteristics(item.values))))
    for row in rows {
      guard let id = rowServices[row] else { continue }
      let draftRow = draft.rows[row]
      record(
        .serviceDesigned(
          service: ServiceRecord(
            id: id, kind: .rfs, specification: draftRow.specification.name,
            name: "\(customer) \(draftRow.specification.title)", customer: customer,
            order: order, component: draftRow.component.key, customerFacing: facing,
            supportingServices: [], ordinal: ordinal, designedAt: now,
            characteristics: characteristics(draftRow.values))))
    }
    return facing
  }

  /// Values as a list in the order of their names, which is the same in every run.
  private func characteristics(_ values: [String: JSONValue])
    -> [ServiceOrderDocument.Characteristic]
  {
    values.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }
  }

  /// Tells COM how the order stands (TMF641 `ServiceOrderStateChangeEvent`).
  mutating func answer(_ id: ServiceOrder.ID) {
    guard let order = state.orders[id] else { return }
    let services = order.items.compactMap { item in
      item.service.flatMap { state.services[$0] }.map {
        ServiceReference(id: $0.id, specification: $0.specification, state: $0.state)
      }
    }
    send(
      .com(
        .serviceOrder(
          ServiceOrderEvent(
            order: id, productOrder: order.productOrder, state: order.state, services: services,
            reason: order.reason))))
  }
}

// MARK: - Moves, checked against the tables

extension Turn<ServiceOrchestrator> {
  /// Moves an order, if its table allows that; a repeat is ignored.
  mutating func move(_ id: ServiceOrder.ID, _ trigger: OrderTrigger, reason: String?) {
    guard let order = state.orders[id],
      let next = OrderTransitions.next(from: order.state, on: trigger)
    else { return }
    record(.orderMoved(order: id, to: next, reason: reason))
  }

  /// Moves an item, if its table allows that; a repeat is ignored.
  mutating func move(
    _ item: ItemRecord, of id: ServiceOrder.ID, _ trigger: OrderTrigger, reason: String?
  ) {
    guard let next = OrderTransitions.next(from: item.state, on: trigger) else { return }
    record(
      .itemMoved(
        order: id, item: item.id, specification: item.specification, to: next, reason: reason))
  }

  /// Moves a service, if its table allows that, and says how it runs from now on.
  ///
  /// A `trigger` of nil leaves the state and changes only how it runs.
  mutating func move(
    _ id: Service.ID, _ trigger: ServiceTrigger?, _ status: OperatingStatus, reason: String? = nil
  ) {
    guard let service = state.services[id] else { return }
    let next: ServiceState
    if let trigger {
      guard let allowed = ServiceTransitions.next(from: service.state, on: trigger) else { return }
      next = allowed
    } else {
      next = service.state
    }
    guard
      next != service.state || status != service.operatingStatus || reason != service.reason
    else { return }
    record(
      .serviceMoved(
        service: id, specification: service.specification, state: next, operatingStatus: status,
        reason: reason))
  }
}
