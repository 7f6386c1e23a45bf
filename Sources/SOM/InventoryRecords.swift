// The service inventory, and the resource orders that its services stand on.

import Deciding
import ServiceInterfaces

/// A service of the inventory (TMF638): a CFS, or an RFS that supports one.
///
/// What was agreed (`state`) and how it runs (`operatingStatus`) are two dimensions: an active
/// service may run degraded, and a running network service may carry a service not yet active.
package struct ServiceRecord: Codable, Equatable, Sendable, Identifiable {
  package let id: Service.ID
  package let kind: ServiceSpecification.Kind
  package let specification: String
  package let name: String
  package let customer: String
  /// The order that made it.
  package let order: ServiceOrder.ID
  /// The name of the part inside its CFS, such as `policy`; nil for a CFS.
  package let component: String?
  /// The CFS that an RFS supports.
  package let customerFacing: Service.ID?
  /// The RFS that a CFS stands on (TMF638 `supportingService`).
  package let supportingServices: [Service.ID]
  /// Counts the customer's services of this specification from 1.
  package let ordinal: Int
  package let designedAt: Instant
  /// In the order of their names.
  package var characteristics: [ServiceOrderDocument.Characteristic]
  package var state: ServiceState = .designed
  package var operatingStatus: OperatingStatus = .pending
  /// Since when both are as they are.
  package var statusSince: Instant
  /// Why it does not run as it should.
  package var reason: String?
  package var activeSince: Instant?
  package var terminatedAt: Instant?
  /// What carries an RFS (TMF638 `supportingResource`); nil before it was asked for.
  package var resource: SupportingResource?
  /// How well the network service carries the RFS, whether or not it is active.
  package var health: NSHealthNotification.Level = .full
  /// The order that changes it at present.
  package var openOrder: ServiceOrder.ID?
  /// Operations on its network service that SOM did not ask for, the newest last; the last 20.
  package var operations: [OperationNote] = []

  package init(
    id: Service.ID, kind: ServiceSpecification.Kind, specification: String, name: String,
    customer: String, order: ServiceOrder.ID, component: String?, customerFacing: Service.ID?,
    supportingServices: [Service.ID], ordinal: Int, designedAt: Instant,
    characteristics: [ServiceOrderDocument.Characteristic]
  ) {
    self.id = id
    self.kind = kind
    self.specification = specification
    self.name = name
    self.customer = customer
    self.order = order
    self.component = component
    self.customerFacing = customerFacing
    self.supportingServices = supportingServices
    self.ordinal = ordinal
    self.designedAt = designedAt
    self.characteristics = characteristics
    statusSince = designedAt
  }

  var values: [String: JSONValue] {
    Dictionary(characteristics.map { ($0.name, $0.value) }) { first, _ in first }
  }
}

/// What carries an RFS in its domain.
package struct SupportingResource: Codable, Equatable, Sendable {
  package let target: ServiceSpecification.Target
  /// The resource order that made it.
  package let resourceOrder: ResourceOrder.ID
  /// The name of the network service; of a device transaction or a feed the name of the RFS.
  package let name: String
  /// The network service, once the NFVO has named it.
  package var ns: NSInstance.ID?
  /// Whether it no longer exists.
  package var isGone = false
}

/// A lifecycle operation on a network service that an operator or a policy started.
package struct OperationNote: Codable, Equatable, Sendable {
  package let operation: NSOperation.ID
  package let kind: NSOperationKind
  package let state: OperationState
  package let isAutomaticInvocation: Bool
  package let at: Instant
}

/// A TMF652 resource order that SOM sent south, for one RFS of one order.
package struct ResourceOrderRecord: Codable, Equatable, Sendable, Identifiable {
  package let id: ResourceOrder.ID
  package let order: ServiceOrder.ID
  /// The position of its RFS in the order's plan.
  package let row: Int
  package let specification: String
  package let target: ServiceSpecification.Target
  package let action: ServiceOrderDocument.Action
  package let service: Service.ID
  package var ns: NSInstance.ID?
  package var state: OrderState = .acknowledged
  package let requestedAt: Instant
  package var endedAt: Instant?
  package var detail: String?
  /// Whether it takes back what another one did.
  package var isUndo = false
}

/// The services of one specification that one customer has.
package struct CustomerServices: Codable, Equatable, Sendable {
  /// Those that are not terminated.
  package var live: [Service.ID] = []
  /// How many there ever were.
  package var ordered = 0
}

/// A customer and a specification, by which an order may name a service without its id.
package struct CustomerSpecification: Codable, Hashable, Comparable, Sendable {
  package let customer: String
  package let specification: String

  package init(customer: String, specification: String) {
    self.customer = customer
    self.specification = specification
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.customer, left.specification) < (right.customer, right.specification)
  }
}
