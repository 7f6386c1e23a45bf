// SOM: service orders, their decomposition into RFS with gates, and the service inventory.

import Deciding
import ServiceInterfaces

/// The service orchestrator: it says what is to be deployed, and never where or how.
///
/// It hears COM over TMF641, asks the NFVO over SOL005 and NSO and SIEM over TMF652, and keeps the
/// inventory of TMF638. A message that it heard before, or whose subject it does not know, changes
/// nothing: delivery is at least once.
package enum ServiceOrchestrator: Decider {
  package typealias Message = SOMMessage
  package typealias Outgoing = ServiceMessage

  /// All that SOM knows.
  package struct State: Codable, Equatable, Sendable {
    /// CFS and RFS specifications by name.
    package var specifications = Table<String, ServiceSpecification>()
    package var orders = Table<ServiceOrder.ID, ServiceOrderRecord>()
    package var services = Table<Service.ID, ServiceRecord>()
    package var resourceOrders = Table<ResourceOrder.ID, ResourceOrderRecord>()
    /// The service order of a product order.
    package var ordersByProductOrder = Table<ProductOrder.ID, ServiceOrder.ID>()
    /// The RFS that a network service realises.
    package var servicesByNS = Table<NSInstance.ID, Service.ID>()
    /// The CFS of a customer by their specification.
    package var servicesByCustomer = Table<CustomerSpecification, CustomerServices>()
    /// The orders that wait for an order to be completed.
    package var dependents = Table<ServiceOrder.ID, [ServiceOrder.ID]>()

    package init() {}
  }

  /// What SOM waits for besides answers: the dates that a consumer asked for.
  package enum Timer: Codable, Equatable, Sendable {
    /// The start that was asked for has come.
    case begin(order: ServiceOrder.ID)
    /// The completion that was asked for is near, or has come.
    case watch(order: ServiceOrder.ID)
  }

  package static func handle(_ message: SOMMessage, _ turn: inout Turn<Self>) {
    switch message {
    case .catalogue(let specifications): turn.load(specifications)
    case .createServiceOrder(let productOrder, let document):
      turn.take(document, for: productOrder)
    case .cancelServiceOrder(let order, let reason, let requester):
      turn.cancel(order, reason, requester)
    case .patchServiceOrder(let order, let patch, let requester):
      turn.patch(order, patch, requester)
    case .nsIdentifierCreated(let resourceOrder, let ns): turn.identify(ns, of: resourceOrder)
    case .nsRequestRefused(let resourceOrder, let problem): turn.refused(resourceOrder, problem)
    case .nsOperation(let notification): turn.follow(notification)
    case .nsHealth(let notification): turn.feel(notification)
    case .resourceOrder(let event): turn.follow(event)
    }
  }

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {
    switch timer {
    case .begin(let order): turn.begin(order)
    case .watch(let order): turn.watch(order)
    }
  }
}

extension Turn<ServiceOrchestrator> {
  /// Day-0: takes specifications that are new or changed into the catalogue.
  mutating func load(_ specifications: [ServiceSpecification]) {
    let news = specifications.filter { state.specifications[$0.name] != $0 }
    guard !news.isEmpty else { return }
    record(.catalogueLoaded(specifications: news))
  }
}
