// SIEM: feeds of security events.

import Deciding
import ServiceInterfaces

/// Security monitoring: it registers and removes the feeds that services order.
package enum SecurityMonitoring: Decider {
  package typealias Message = ResourceOrderRequest
  package typealias Outgoing = ServiceMessage

  /// All that the SIEM knows.
  package struct State: Codable, Equatable, Sendable {
    /// Feeds by their RFS.
    package var feeds = Table<Service.ID, FeedRecord>()
    package var orders = Table<ResourceOrder.ID, FeedOrderRecord>()

    package init() {}
  }

  /// What takes time.
  package enum Timer: Codable, Equatable, Sendable {
    /// The collector is set up, or shut down.
    case settled(order: ResourceOrder.ID)
  }

  package static func handle(_ request: ResourceOrderRequest, _ turn: inout Turn<Self>) {
    if let known = turn.state.orders[request.id] {
      turn.report(known)
    } else {
      turn.take(request)
    }
  }

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {
    switch timer {
    case .settled(let order): turn.settle(order)
    }
  }
}

extension Turn<SecurityMonitoring> {
  fileprivate mutating func take(_ request: ResourceOrderRequest) {
    let feed = state.feeds[request.service]
    let trigger: FeedTrigger = request.action == .delete ? .remove : .register
    if request.action == .delete, feed == nil || feed?.state == .removed {
      end(request, .completed, "there was no feed any more")
    } else if request.action == .modify, feed == nil || feed?.state == .removed {
      end(request, .failed, "\(request.service) has no feed that could be modified")
    } else if request.action != .delete, request.items.isEmpty {
      end(request, .failed, "\(request.specification) names no feed")
    } else if let feed, FeedTransitions.next(from: feed.state, on: trigger) == nil {
      end(request, .failed, "the feed of \(request.service) is \(feed.state.rawValue)")
    } else {
      record(.feedOrdered(request: request))
      send(event(request.id, .inProgress, "\(request.items.joined(separator: ", ")) in work"))
      let delay = chance.delay(median: .seconds(2), p99: .seconds(8))
      wake(.settled(order: request.id), after: delay)
    }
  }

  private mutating func end(
    _ request: ResourceOrderRequest, _ state: OrderState, _ detail: String
  ) {
    record(.orderEndedAtOnce(request: request, state: state, detail: detail))
    send(event(request.id, state, detail))
  }

  fileprivate mutating func settle(_ id: ResourceOrder.ID) {
    guard let order = state.orders[id], !order.state.isTerminal,
      let feed = state.feeds[order.service],
      let next = FeedTransitions.next(from: feed.state, on: .settle)
    else { return }
    let detail = "\(feed.feeds.joined(separator: ", ")) \(next.rawValue)"
    record(.feedSettled(order: id, service: feed.id, state: next, detail: detail))
    send(event(id, .completed, detail))
  }

  /// Answers a repeated request with how things stand.
  fileprivate mutating func report(_ order: FeedOrderRecord) {
    send(event(order.id, order.state, order.detail))
  }

  private func event(_ id: ResourceOrder.ID, _ state: OrderState, _ detail: String)
    -> ServiceMessage
  {
    .som(.resourceOrder(ResourceOrderEvent(id: id, state: state, detail: detail)))
  }
}
