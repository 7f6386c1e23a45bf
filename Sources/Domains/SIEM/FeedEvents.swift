// What can happen at the SIEM, and what it changes.

import Deciding
import ServiceInterfaces

extension SecurityMonitoring {
  /// What happened at the SIEM.
  package enum Event: Codable, Equatable, Sendable {
    case feedOrdered(request: ResourceOrderRequest)
    /// Nothing had to be done, or nothing could be.
    case orderEndedAtOnce(request: ResourceOrderRequest, state: OrderState, detail: String)
    case feedSettled(
      order: ResourceOrder.ID, service: Service.ID, state: FeedState, detail: String)
  }

  package static func apply(_ event: Event, at instant: Instant, to state: inout State) {
    switch event {
    case .feedOrdered(let request): state.take(request, at: instant)
    case .orderEndedAtOnce(let request, let end, let detail):
      state.orders[request.id] = FeedOrderRecord(
        id: request.id, action: request.action, service: request.service, requestedAt: instant,
        state: end, endedAt: instant, detail: detail)
    case .feedSettled(let order, let service, let to, let detail):
      state.orders.update(order) {
        $0.state = .completed
        $0.endedAt = instant
        $0.detail = detail
      }
      state.feeds.update(service) {
        $0.state = to
        $0.since = instant
        $0.openOrder = nil
      }
    }
  }
}

extension SecurityMonitoring.State {
  fileprivate mutating func take(_ request: ResourceOrderRequest, at instant: Instant) {
    orders[request.id] = FeedOrderRecord(
      id: request.id, action: request.action, service: request.service, requestedAt: instant,
      detail: "\(request.items.joined(separator: ", ")) in work")
    feeds.update(
      request.service,
      default: FeedRecord(
        id: request.service, specification: request.specification, customer: request.customer,
        feeds: [], characteristics: [], state: .registering, since: instant)
    ) { feed in
      feed.openOrder = request.id
      feed.since = instant
      guard request.action != .delete else {
        feed.state = .removing
        return
      }
      feed.state = .registering
      feed.feeds = request.items
      feed.characteristics = request.characteristics
    }
  }
}

extension SecurityMonitoring.Event: Narrated {
  package var entity: String {
    switch self {
    case .feedOrdered(let request), .orderEndedAtOnce(let request, _, _): request.id.description
    case .feedSettled(let order, _, _, _): order.description
    }
  }

  package var sentence: String {
    switch self {
    case .feedOrdered(let request):
      "\(request.action.rawValue) \(request.specification) of \(request.customer): "
        + request.items.joined(separator: ", ")
    case .orderEndedAtOnce(let request, let state, let detail):
      "\(request.action.rawValue) \(request.specification) \(state.rawValue): \(detail)"
    case .feedSettled(_, _, _, let detail): detail
    }
  }
}
