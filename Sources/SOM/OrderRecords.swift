// What SOM knows of an order: its items, and the plan of RFS that its CFS are made of.

import Deciding
import ServiceInterfaces

/// A TMF641 service order as SOM keeps it.
package struct ServiceOrderRecord: Codable, Equatable, Sendable, Identifiable {
  package let id: ServiceOrder.ID
  package let productOrder: ProductOrder.ID
  /// The id of the party that ordered, which is also the tenant below; empty when none was named.
  package let customer: String
  /// The party's name as people write it.
  package let customerName: String
  package let externalId: String?
  package let category: String?
  package let description: String?
  /// "0" (highest) to "4" (lowest).
  package let priority: String?
  package let requestedCompletionDate: String?
  package let acknowledgedAt: Instant
  package var state: OrderState
  /// Since when the order is in `state`.
  package var stateSince: Instant
  package var items: [ItemRecord]
  /// One row for each RFS that is made, changed or ended, in the order of items and specifications.
  package var plan: [RFSRecord] = []
  /// When the plan was made.
  package var decomposedAt: Instant?
  package var endedAt: Instant?
  /// Why, when the state is not the happy one.
  package var reason: String?

  package init(
    id: ServiceOrder.ID, productOrder: ProductOrder.ID, document: ServiceOrderDocument,
    acknowledgedAt: Instant
  ) {
    self.id = id
    self.productOrder = productOrder
    customer = document.customer?.id ?? ""
    customerName = document.customer.map { $0.name ?? $0.id } ?? ""
    externalId = document.externalId
    category = document.category
    description = document.description
    priority = document.priority
    requestedCompletionDate = document.requestedCompletionDate
    self.acknowledgedAt = acknowledgedAt
    state = .acknowledged
    stateSince = acknowledgedAt
    items = document.serviceOrderItem.map(ItemRecord.init)
  }
}

/// One item of an order: what is to be done about one CFS.
package struct ItemRecord: Codable, Equatable, Sendable, Identifiable {
  /// Unique within the order.
  package let id: String
  package let action: ServiceOrderDocument.Action
  /// The CFS, such as `CFS:Cloud-Firewall`; of a rejected item what the document named, if anything.
  package var specification: String
  package var service: Service.ID?
  package var state: OrderState = .acknowledged
  /// Why, when the state is not the happy one.
  package var reason: String?
  /// The items that must be completed before this one is started.
  package let dependsOn: [String]
  /// What a modify order makes of the CFS, once all of it is done; all values, not the changed alone.
  package var wanted: [ServiceOrderDocument.Characteristic] = []
  package var startedAt: Instant?
  package var endedAt: Instant?

  init(_ item: ServiceOrderDocument.Item) {
    id = item.id
    action = item.action
    specification = item.service.serviceSpecification?.name ?? ""
    dependsOn = item.serviceOrderItemRelationship.filter(\.isDependency).map(\.orderItem.itemId)
  }
}

/// One RFS of an order's plan: what it waits for, who does it, and how far it is.
package struct RFSRecord: Codable, Equatable, Sendable {
  /// The item that it belongs to.
  package let item: String
  package let action: ServiceOrderDocument.Action
  /// The CFS that it is a part of, and the name of the part inside it: `CFS:Cloud-Firewall/policy`.
  package let key: String
  /// The RFS, such as `RFS:Firewall-Policy-Config`.
  package let specification: String
  package let target: ServiceSpecification.Target
  package let service: Service.ID
  package var state: PlanState = .waiting
  package var gates: [GateRecord]
  package var resourceOrder: ResourceOrder.ID?
  /// The network service, when the target is MANO and the NFVO has named it.
  package var ns: NSInstance.ID?
  /// When the plan was made: since when it waits, if it does.
  package let plannedAt: Instant
  /// When its domain was asked for it.
  package var startedAt: Instant?
  package var endedAt: Instant?
  /// What its domain said last, or why it was dropped.
  package var detail: String?
  /// What a modify order makes of the RFS; all values, not the changed alone.
  package var wanted: [ServiceOrderDocument.Characteristic] = []

  /// What it still waits for, as people write it: `CFS:Cloud-Firewall/instance`, `item 2`.
  package var waitsFor: [String] {
    state == .waiting ? gates.filter { !$0.isOpen }.map(\.label) : []
  }
}

/// A dependency gate in front of an RFS.
package struct GateRecord: Codable, Equatable, Sendable {
  /// What must be completed first.
  package enum Source: Codable, Equatable, Sendable {
    /// The row of the same plan at this position.
    case row(Int)
    /// All of another item of the order.
    case item(id: String)
  }

  package let source: Source
  /// As people write it.
  package let label: String
  package var openedAt: Instant?

  package var isOpen: Bool { openedAt != nil }
}
