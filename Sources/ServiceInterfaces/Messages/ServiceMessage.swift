import Deciding

/// Everything that is said above the NFVO, by who hears it. SOM and its neighbours know no other words.
package enum ServiceMessage: Codable, Equatable, Sendable {
  case com(COMMessage)
  case som(SOMMessage)
  case nfvo(SOL005Request)
  /// The NFVO's interfaces for faults, performance and policies.
  case assurance(AssuranceRequest)
  case nso(ResourceOrderRequest)
  case siem(ResourceOrderRequest)
}

/// What COM hears.
package enum COMMessage: Codable, Equatable, Sendable {
  /// Day-0: the products that can be ordered.
  case offer([ProductSpecification])
  /// A customer's order arrives at COM's desk as a TMF641 document (TMF622 is not modelled).
  case placeOrder(ServiceOrderDocument)
  /// SOM's `ServiceOrderCreateEvent` and `ServiceOrderStateChangeEvent` (TMF641).
  case serviceOrder(ServiceOrderEvent)
  /// SOM's `ServiceOrderJeopardyEvent` (TMF641): a completion date may not be met, or was not.
  case jeopardy(order: ServiceOrder.ID, productOrder: ProductOrder.ID, message: String)
}

/// TMF641 `ServiceOrderStateChangeEvent` (and the creation, whose state is `acknowledged`).
package struct ServiceOrderEvent: Codable, Equatable, Sendable {
  package let order: ServiceOrder.ID
  package let productOrder: ProductOrder.ID
  package let state: OrderState
  /// Services that the order made, changed or ended; complete once `state` is terminal.
  package let services: [ServiceReference]
  /// Why, when the state is not the happy one.
  package let reason: String?

  package init(
    order: ServiceOrder.ID, productOrder: ProductOrder.ID, state: OrderState,
    services: [ServiceReference], reason: String?
  ) {
    self.order = order
    self.productOrder = productOrder
    self.state = state
    self.services = services
    self.reason = reason
  }
}

/// A service as another block refers to it.
package struct ServiceReference: Codable, Equatable, Sendable {
  package let id: Service.ID
  package let specification: String
  package let state: ServiceState

  package init(id: Service.ID, specification: String, state: ServiceState) {
    self.id = id
    self.specification = specification
    self.state = state
  }
}

/// What SOM hears.
package enum SOMMessage: Codable, Equatable, Sendable {
  /// Day-0: the service catalogue (TMF633).
  case catalogue([ServiceSpecification])
  /// TMF641 `POST /serviceOrder` from COM.
  case createServiceOrder(productOrder: ProductOrder.ID, document: ServiceOrderDocument)
  /// TMF641 `POST /cancelServiceOrder`.
  case cancelServiceOrder(ServiceOrder.ID, reason: String?, requester: String)
  /// TMF641 `PATCH /serviceOrder/{id}`.
  case patchServiceOrder(ServiceOrder.ID, ServiceOrderPatch, requester: String)
  /// SOL005 `NsIdentifierCreationNotification`, or why there is none.
  case nsIdentifierCreated(resourceOrder: ResourceOrder.ID, ns: NSInstance.ID)
  /// SOL005 refused a request that belongs to `resourceOrder`.
  case nsRequestRefused(resourceOrder: ResourceOrder.ID, problem: Problem)
  /// SOL005 `NsLcmOperationOccurrenceNotification` (§6.5.2.5). At least once; counted once.
  case nsOperation(NSOperationNotification)
  /// SOL005 `AlarmNotification`, reduced to what a service feels.
  case nsHealth(NSHealthNotification)
  /// TMF652 `ResourceOrderStateChangeEvent` from NSO or SIEM. At least once; counted once.
  case resourceOrder(ResourceOrderEvent)
}

/// SOL005 `NsLcmOperationOccurrenceNotification` (§6.5.2.5).
package struct NSOperationNotification: Codable, Equatable, Sendable {
  package let ns: NSInstance.ID
  package let operation: NSOperation.ID
  package let kind: NSOperationKind
  package let state: OperationState
  package let isAutomaticInvocation: Bool
  /// The resource order that asked for the operation, when SOM did.
  package let resourceOrder: ResourceOrder.ID?
  /// Mandatory for FAILED_TEMP, FAILED and ROLLED_BACK.
  package let problem: Problem?

  package init(
    ns: NSInstance.ID, operation: NSOperation.ID, kind: NSOperationKind, state: OperationState,
    isAutomaticInvocation: Bool, resourceOrder: ResourceOrder.ID?, problem: Problem?
  ) {
    self.ns = ns
    self.operation = operation
    self.kind = kind
    self.state = state
    self.isAutomaticInvocation = isAutomaticInvocation
    self.resourceOrder = resourceOrder
    self.problem = problem
  }
}

/// SOL005 `NsLcmOpType`.
package enum NSOperationKind: String, Codable, Sendable, CaseIterable {
  case instantiate = "INSTANTIATE"
  case scale = "SCALE"
  case update = "UPDATE"
  case heal = "HEAL"
  case terminate = "TERMINATE"
}

/// How well the functions of an NS carry its service.
package struct NSHealthNotification: Codable, Equatable, Sendable {
  /// Full: all replicas serve. Reduced: some function lost replicas and has one left. Lost: none left.
  package enum Level: String, Codable, Sendable { case full, reduced, lost }

  package let ns: NSInstance.ID
  package let level: Level
  /// One sentence for people.
  package let cause: String

  package init(ns: NSInstance.ID, level: Level, cause: String) {
    self.ns = ns
    self.level = level
    self.cause = cause
  }
}

/// TMF652 `POST /resourceOrder` to NSO or SIEM: one RFS of one customer.
package struct ResourceOrderRequest: Codable, Equatable, Sendable {
  package enum Action: String, Codable, Sendable { case add, modify, delete }

  package let id: ResourceOrder.ID
  package let action: Action
  /// The RFS specification, such as `RFS:Firewall-Policy-Config`.
  package let specification: String
  package let service: Service.ID
  package let customer: String
  /// What the target is to configure, such as `acl`, `nat`, `urlFilter`, `peRoutes`; for SIEM the feeds.
  package let items: [String]
  /// The values that concern the order as a whole, and no part of it alone.
  package let characteristics: [Characteristic]
  /// For NSO the parts of the transaction with their parameters, one for each of `items`.
  package let configurations: [ConfigurationPart]

  package init(
    id: ResourceOrder.ID, action: Action, specification: String, service: Service.ID,
    customer: String, items: [String], characteristics: [Characteristic],
    configurations: [ConfigurationPart] = []
  ) {
    self.id = id
    self.action = action
    self.specification = specification
    self.service = service
    self.customer = customer
    self.items = items
    self.characteristics = characteristics
    self.configurations = configurations
  }
}

/// One part of a device transaction, with the rules or parameters that the customer ordered.
package struct ConfigurationPart: Codable, Equatable, Sendable {
  package let kind: DeviceConfigurationDescription.Kind
  /// A few words for people: "Access rules".
  package let title: String
  package let device: DeviceConfigurationDescription.DeviceRole
  /// The rules or parameters; `nil` when the part has none of its own.
  package let parameters: JSONValue?

  package init(
    kind: DeviceConfigurationDescription.Kind, title: String,
    device: DeviceConfigurationDescription.DeviceRole, parameters: JSONValue?
  ) {
    self.kind = kind
    self.title = title
    self.device = device
    self.parameters = parameters
  }
}

/// TMF652 `ResourceOrderStateChangeEvent`.
package struct ResourceOrderEvent: Codable, Equatable, Sendable {
  package let id: ResourceOrder.ID
  package let state: OrderState
  /// What was done, or why not: a sentence.
  package let detail: String

  package init(id: ResourceOrder.ID, state: OrderState, detail: String) {
    self.id = id
    self.state = state
    self.detail = detail
  }
}
