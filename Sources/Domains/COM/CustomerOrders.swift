// COM: customers' orders, handed to SOM as service orders, and the billing of what they made.

import Deciding
import ServiceInterfaces

/// Customer order management with billing, as far as SOM meets it at TMF641.
package enum CustomerOrders: Decider {
  package typealias Message = COMMessage
  package typealias Outgoing = ServiceMessage

  /// All that COM knows.
  package struct State: Codable, Equatable, Sendable {
    /// Products by name.
    package var products = Table<String, ProductSpecification>()
    /// The names of products by the set of their CFS, sorted and joined with spaces.
    package var productsByServices = Table<String, [String]>()
    package var orders = Table<ProductOrder.ID, ProductOrderRecord>()
    /// The order that came last under an external identifier.
    package var orderByExternalId = Table<String, ProductOrder.ID>()
    /// Billing accounts by their CFS.
    package var accounts = Table<Service.ID, BillingAccountRecord>()

    package init() {}
  }

  /// COM waits for answers only, never for time: there is nothing to be woken for.
  package enum Timer: Equatable, Sendable {}

  package static func handle(_ message: COMMessage, _ turn: inout Turn<Self>) {
    switch message {
    case .offer(let products): turn.offer(products)
    case .placeOrder(let document): turn.place(document)
    case .serviceOrder(let event): turn.follow(event)
    case .jeopardy(_, let order, let message): turn.note(jeopardy: message, of: order)
    }
  }

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {}
}

extension CustomerOrders.Timer: Codable {
  package init(from decoder: any Decoder) throws {
    throw DecodingError.dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "COM has no timers to read"))
  }

  package func encode(to encoder: any Encoder) throws {}
}

extension Turn<CustomerOrders> {
  fileprivate mutating func offer(_ products: [ProductSpecification]) {
    let news = products.filter { state.products[$0.name] != $0 }
    guard !news.isEmpty else { return }
    record(.productsOffered(products: news))
  }

  /// A customer's order: a product order of ours, and a service order for SOM.
  fileprivate mutating func place(_ document: ServiceOrderDocument) {
    let id = makeID(ProductOrder.self)
    let product = product(for: document)
    let order = ProductOrderRecord(
      id: id, customer: document.customer?.id ?? "",
      customerName: document.customer.map { $0.name ?? $0.id } ?? "",
      externalId: document.externalId, category: document.category,
      description: document.description, product: product?.name, pricePlan: product?.pricePlan,
      placedAt: now,
      items: document.serviceOrderItem.map { item in
        ProductOrderItem(
          id: item.id, action: item.action,
          specification: item.service.serviceSpecification?.name ?? "")
      })
    record(.orderPlaced(order: order, document: document))
    send(.som(.createServiceOrder(productOrder: id, document: document)))
  }

  /// The product of exactly the added CFS; among several the one that the order's category names.
  private func product(for document: ServiceOrderDocument) -> ProductSpecification? {
    let added = document.serviceOrderItem.filter { $0.action == .add }
      .compactMap { $0.service.serviceSpecification?.name }
    let names = state.productsByServices[CustomerOrders.key(added)] ?? []
    let name = names.first { $0 == document.category } ?? names.first
    return name.flatMap { state.products[$0] }
  }

  /// TMF641 `ServiceOrderJeopardyEvent`: the customer is told before the date is missed.
  fileprivate mutating func note(jeopardy message: String, of id: ProductOrder.ID) {
    guard let order = state.orders[id], order.jeopardy != message else { return }
    record(.jeopardyNoted(order: id, message: message))
  }

  /// TMF641 `ServiceOrderStateChangeEvent`.
  fileprivate mutating func follow(_ event: ServiceOrderEvent) {
    guard let order = state.orders[event.productOrder] else { return }
    if order.serviceOrder == nil {
      record(.serviceOrderCreated(order: order.id, serviceOrder: event.order))
    }
    guard order.serviceOrder == nil || order.serviceOrder == event.order,
      !order.state.isTerminal
    else { return }
    noteServices(order, event.services)
    if event.state.isTerminal { for service in event.services { bill(service, order) } }
    guard let next = ProductOrderTransitions.next(from: order.state, on: event.state) else {
      return
    }
    record(.orderMoved(order: order.id, to: next, reason: event.reason))
  }

  /// SOM reports the services in the order of the items, once it has one for each.
  private mutating func noteServices(_ order: ProductOrderRecord, _ services: [ServiceReference]) {
    guard services.count == order.items.count else { return }
    let known = zip(order.items, services).allSatisfy { item, service in
      item.service == service.id && item.serviceState == service.state
    }
    if !known { record(.servicesReported(order: order.id, services: services)) }
  }

  /// Billing follows the service: on while it is active, off once it is terminated. What is only
  /// modified keeps its account.
  private mutating func bill(_ service: ServiceReference, _ order: ProductOrderRecord) {
    switch (service.state, state.accounts[service.id]?.state) {
    case (.active, nil):
      record(
        .billingActivated(
          account: BillingAccountRecord(
            id: service.id, specification: service.specification, customer: order.customer,
            pricePlan: order.pricePlan, product: order.product, productOrder: order.id,
            activeSince: now)))
    case (.terminated, .active):
      record(
        .billingStopped(
          service: service.id, specification: service.specification, order: order.id))
    default: break
    }
  }
}
