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
  package var priority: String?
  /// Work begins no earlier; nil when it may begin at once.
  package var requestedStart: Instant?
  /// When the consumer wants all of it done.
  package var requestedCompletion: Instant?
  package var notes: [ServiceOrderDocument.Note] = []
  package let relationships: [ServiceOrderDocument.OrderRelationship]
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
  /// The orders that must be completed before this one begins, while they are not.
  package var waitsForOrders: [ServiceOrder.ID] = []
  /// What was asked while nothing is planned yet; nil once work has begun.
  package var document: ServiceOrderDocument?
  /// TMF641 `jeopardyAlert`: the oldest first.
  package var jeopardyAlerts: [JeopardyAlert] = []
  /// The last cancellation that was asked for.
  package var cancellation: CancellationRecord?

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
    requestedStart = Instant(document.requestedStartDate)
    requestedCompletion = Instant(document.requestedCompletionDate)
    notes = document.note
    relationships = document.orderRelationship
    self.acknowledgedAt = acknowledgedAt
    state = .acknowledged
    stateSince = acknowledgedAt
    items = document.serviceOrderItem.map(ItemRecord.init)
  }
}

/// TMF641 `JeopardyAlert`: the date that was asked for may not be met, or was not.
package struct JeopardyAlert: Codable, Equatable, Sendable {
  package let at: Instant
  /// A sentence: which date, and what the order waits for.
  package let message: String
}

/// TMF641 `CancelServiceOrder`: a wish to cancel, its assessment, and what came of it.
package struct CancellationRecord: Codable, Equatable, Sendable {
  /// TMF641 `TaskStateType`.
  package enum TaskState: String, Codable, Sendable, CaseIterable {
    case inProgress
    /// It was assessed, and all that it led to is done; a refusal counts.
    case done
    /// Something could not be undone.
    case terminatedWithError
  }

  package let requestedAt: Instant
  /// Who asked.
  package let requester: String
  /// TMF641 `cancellationReason`.
  package let reason: String?
  package var state: TaskState = .inProgress
  /// TMF641 `completionMessage`: why it was refused, or what could not be undone.
  package var message: String?
  package var endedAt: Instant?
}

extension Instant {
  /// The moment of an RFC 3339 date-time; nil when there is none.
  init?(_ text: String?) {
    guard let moment = text.flatMap({ DateTime($0) }) else { return nil }
    self.init(milliseconds: Int64(moment.milliseconds))
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
  /// What the values of the CFS were before a modify order.
  package var previous: [ServiceOrderDocument.Characteristic] = []
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
  /// What the values of the RFS were before a modify order.
  package var previous: [ServiceOrderDocument.Characteristic] = []
  /// Once this is completed, the order can no longer be cancelled.
  package var isPointOfNoReturn = false
  /// The operation of the NFVO that does it, once one was told.
  package var operation: NSOperation.ID?
  /// Its taking back, once the order is being cancelled.
  package var undo: UndoRecord?

  /// What it still waits for, as people write it: `CFS:Cloud-Firewall/instance`, `item 2`.
  package var waitsFor: [String] {
    state == .waiting ? gates.filter { !$0.isOpen }.map(\.label) : []
  }
}

/// The taking back of one RFS of a cancelled order: a resource order of its own.
package struct UndoRecord: Codable, Equatable, Sendable {
  package let resourceOrder: ResourceOrder.ID
  package let startedAt: Instant
  package var state: PlanState = .inProgress
  package var endedAt: Instant?
  package var detail: String?
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
