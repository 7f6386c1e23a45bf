// What COM knows: what customers ordered, and what they are billed for.

import Deciding
import ServiceInterfaces

/// A product order (TMF622, as far as its service order shows).
package struct ProductOrderRecord: Codable, Equatable, Sendable, Identifiable {
  package let id: ProductOrder.ID
  package let customer: String
  /// The customer's name as people write it.
  package let customerName: String
  package let externalId: String?
  package let category: String?
  package let description: String?
  /// The product that consists of exactly the added CFS; nil when none does, or nothing is added.
  package let product: String?
  /// The price plan of that product.
  package let pricePlan: String?
  package let placedAt: Instant
  package var items: [ProductOrderItem]
  package var state: OrderState = .inProgress
  /// SOM's order, once it has been acknowledged.
  package var serviceOrder: ServiceOrder.ID?
  package var endedAt: Instant?
  /// Why, when the state is not the happy one.
  package var reason: String?
  /// What SOM said last about a completion date in danger.
  package var jeopardy: String?
}

/// One item of a product order, and the service that it came to.
package struct ProductOrderItem: Codable, Equatable, Sendable, Identifiable {
  package let id: String
  package let action: ServiceOrderDocument.Action
  /// The CFS; of a modify or delete what SOM found, once it has.
  package var specification: String
  package var service: Service.ID?
  /// TMF638 state, as SOM reported it last.
  package var serviceState: ServiceState?
}

/// Whether a service is billed.
package enum BillingState: String, Codable, Sendable, CaseIterable {
  case active, stopped
}

/// The account of one CFS: charged from its activation until it ends.
package struct BillingAccountRecord: Codable, Equatable, Sendable, Identifiable {
  /// The CFS that is billed.
  package let id: Service.ID
  package let specification: String
  package let customer: String
  /// The plan of the product that the CFS was ordered with; nil: the list price of the CFS.
  package let pricePlan: String?
  package let product: String?
  /// The order that began it.
  package let productOrder: ProductOrder.ID
  package let activeSince: Instant
  package var stoppedAt: Instant?
  /// The order that ended it.
  package var stoppedBy: ProductOrder.ID?

  package var state: BillingState { stoppedAt == nil ? .active : .stopped }
}
