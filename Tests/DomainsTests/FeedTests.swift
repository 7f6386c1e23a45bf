import Deciding
import Domains
import ServiceInterfaces
import Testing

@Suite struct `Feeds of security events` {
  private let service = Service.ID(serial: 4)

  private func request(
    _ id: Int, _ action: ResourceOrderRequest.Action, days: String = "90",
    feeds: [String] = ["firewall-events"]
  ) -> ResourceOrderRequest {
    ResourceOrderRequest(
      id: ResourceOrder.ID(serial: id), action: action,
      specification: "RFS:Security-Monitoring-Feed", service: service, customer: "globex",
      items: feeds, characteristics: [Characteristic(name: "retentionDays", value: days)])
  }

  private func states(_ desk: Desk<SecurityMonitoring>) -> [OrderState] {
    desk.sent.compactMap {
      if case .som(.resourceOrder(let event)) = $0 { event.state } else { nil }
    }
  }

  private func registered() -> Desk<SecurityMonitoring> {
    var desk = Desk<SecurityMonitoring>(SecurityMonitoring.State())
    desk.tell(request(1, .add))
    desk.rest()
    return desk
  }

  @Test func `are registered after a while`() throws {
    var desk = Desk<SecurityMonitoring>(SecurityMonitoring.State())
    desk.tell(request(1, .add))
    #expect(desk.state.feeds[service]?.state == .registering)
    let before = desk.now
    desk.rest()
    #expect(desk.now > before)
    #expect(desk.state.feeds[service]?.state == .registered)
    #expect(states(desk) == [.inProgress, .completed])
    #expect(
      desk.state.orders[ResourceOrder.ID(serial: 1)]?.detail == "firewall-events registered")
    try desk.expectReplayable()
  }

  @Test func `change their values and are removed`() throws {
    var desk = registered()
    desk.tell(request(2, .modify, days: "180"))
    desk.rest()
    #expect(desk.state.feeds[service]?.characteristics.map(\.value) == ["180"])
    desk.tell(request(3, .delete))
    desk.rest()
    #expect(desk.state.feeds[service]?.state == .removed)
    #expect(
      states(desk) == [
        .inProgress, .completed, .inProgress, .completed, .inProgress, .completed,
      ])
    try desk.expectReplayable()
  }

  @Test func `are ordered once however often the order arrives`() {
    var desk = registered()
    let state = desk.state
    desk.tell(request(1, .add))
    desk.rest()
    #expect(desk.state == state)
    #expect(states(desk) == [.inProgress, .completed, .completed])
  }

  /// An order that ends at once, and how.
  struct Immediate: Sendable {
    let action: ResourceOrderRequest.Action
    let feeds: [String]
    let state: OrderState
    let detail: String
  }

  @Test(arguments: [
    Immediate(
      action: .delete, feeds: ["firewall-events"], state: .completed,
      detail: "there was no feed any more"),
    Immediate(
      action: .modify, feeds: ["firewall-events"], state: .failed,
      detail: "svc-4 has no feed that could be modified"),
    Immediate(
      action: .add, feeds: [], state: .failed,
      detail: "RFS:Security-Monitoring-Feed names no feed"),
  ])
  func `end an order at once when there is nothing to do or nothing can be done`(
    expected: Immediate
  ) throws {
    var desk = Desk<SecurityMonitoring>(SecurityMonitoring.State())
    desk.tell(request(1, expected.action, feeds: expected.feeds))
    let order = try #require(desk.state.orders[ResourceOrder.ID(serial: 1)])
    #expect(order.state == expected.state)
    #expect(order.detail == expected.detail)
    #expect(states(desk) == [expected.state])
    #expect(desk.state.feeds.isEmpty)
    try desk.expectReplayable()
  }

  @Test func `refuse a second order while the first is in work`() {
    var desk = Desk<SecurityMonitoring>(SecurityMonitoring.State())
    desk.tell(request(1, .add))
    desk.tell(request(2, .delete))
    desk.rest()
    #expect(states(desk) == [.inProgress, .failed, .completed])
    #expect(desk.state.feeds[service]?.state == .registered)
  }

  @Test func `move only along their table`() {
    let legal: [FeedState: [FeedTrigger: FeedState]] = [
      .registering: [.settle: .registered],
      .registered: [.register: .registering, .remove: .removing],
      .removing: [.settle: .removed],
      .removed: [.register: .registering],
    ]
    for state in FeedState.allCases {
      for trigger in FeedTrigger.allCases {
        #expect(
          FeedTransitions.next(from: state, on: trigger) == legal[state]?[trigger],
          "\(state) on \(trigger)")
      }
    }
  }
}
