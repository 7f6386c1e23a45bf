// What can happen at COM, and what it changes.

import Deciding
import ServiceInterfaces

extension CustomerOrders {
  /// What happened at COM. The document stays in the journal as the customer gave it.
  package enum Event: Codable, Equatable, Sendable {
    case productsOffered(products: [ProductSpecification])
    case orderPlaced(order: ProductOrderRecord, document: ServiceOrderDocument)
    case serviceOrderCreated(order: ProductOrder.ID, serviceOrder: ServiceOrder.ID)
    case servicesReported(order: ProductOrder.ID, services: [ServiceReference])
    case orderMoved(order: ProductOrder.ID, to: OrderState, reason: String?)
    case jeopardyNoted(order: ProductOrder.ID, message: String)
    case billingActivated(account: BillingAccountRecord)
    case billingStopped(service: Service.ID, specification: String, order: ProductOrder.ID)
  }

  /// A set of CFS as a key.
  static func key(_ services: [String]) -> String { services.sorted().joined(separator: " ") }

  package static func apply(_ event: Event, at instant: Instant, to state: inout State) {
    switch event {
    case .productsOffered(let products): for product in products { state.add(product) }
    case .orderPlaced(let order, _):
      state.orders[order.id] = order
      if let external = order.externalId { state.orderByExternalId[external] = order.id }
    case .serviceOrderCreated(let order, let serviceOrder):
      state.orders.update(order) { $0.serviceOrder = serviceOrder }
    case .servicesReported(let order, let services):
      state.orders.update(order) { record in
        for (index, service) in services.enumerated() where index < record.items.count {
          record.items[index].service = service.id
          record.items[index].specification = service.specification
          record.items[index].serviceState = service.state
        }
      }
    case .orderMoved(let order, let to, let reason):
      state.orders.update(order) {
        $0.state = to
        $0.reason = reason
        if to.isTerminal { $0.endedAt = instant }
      }
    case .jeopardyNoted(let order, let message):
      state.orders.update(order) { $0.jeopardy = message }
    case .billingActivated(let account): state.accounts[account.id] = account
    case .billingStopped(let service, _, let order):
      state.accounts.update(service) {
        $0.stoppedAt = instant
        $0.stoppedBy = order
      }
    }
  }
}

extension CustomerOrders.State {
  fileprivate mutating func add(_ product: ProductSpecification) {
    if let old = products[product.name] {
      productsByServices.update(CustomerOrders.key(old.serviceSpecifications)) {
        $0.removeAll { $0 == product.name }
      }
    }
    products[product.name] = product
    productsByServices.update(CustomerOrders.key(product.serviceSpecifications), default: []) {
      $0.append(product.name)
    }
  }
}

extension CustomerOrders.Event: Narrated {
  package var entity: String {
    switch self {
    case .productsOffered: "catalogue"
    case .orderPlaced(let order, _): order.id.description
    case .serviceOrderCreated(let order, _), .servicesReported(let order, _),
      .orderMoved(let order, _, _), .jeopardyNoted(let order, _):
      order.description
    case .billingActivated(let account): account.id.description
    case .billingStopped(let service, _, _): service.description
    }
  }

  package var sentence: String {
    switch self {
    case .productsOffered(let products):
      products.count == 1 ? "1 product offered" : "\(products.count) products offered"
    case .orderPlaced(let order, _):
      "\(order.customerName) orders \(order.product ?? "\(order.items.count) items")"
    case .serviceOrderCreated(_, let serviceOrder): "handed to SOM as \(serviceOrder)"
    case .servicesReported(_, let services):
      services.map { "\($0.specification) \($0.state.rawValue)" }.joined(separator: ", ")
    case .orderMoved(_, let to, let reason): to.rawValue + (reason.map { ": \($0)" } ?? "")
    case .jeopardyNoted(_, let message): "the customer is told: \(message)"
    case .billingActivated(let account):
      "billing of \(account.specification) active for \(account.customer): "
        + (account.pricePlan ?? "list price")
    case .billingStopped(_, let specification, let order):
      "billing of \(specification) stopped by \(order)"
    }
  }
}
