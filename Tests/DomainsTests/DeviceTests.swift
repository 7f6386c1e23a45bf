import Deciding
import Domains
import ServiceInterfaces
import Testing

@Suite struct `Device transactions` {
  private let service = Service.ID(serial: 3)

  private func rule(_ action: String, _ source: String) -> JSONValue {
    .object(["action": .string(action), "source": .string(source), "service": .string("https")])
  }

  private func request(
    _ id: Int, _ action: ResourceOrderRequest.Action, _ rules: [JSONValue]? = nil
  ) -> ResourceOrderRequest {
    let parts = rules.map { rules in
      [
        ConfigurationPart(
          kind: .acl, title: "Access rules", device: .firewall, parameters: .array(rules)),
        ConfigurationPart(
          kind: .nat, title: "Translation", device: .firewall,
          parameters: .string("198.51.100.0/28")),
        ConfigurationPart(
          kind: .peRoutes, title: "Routes", device: .peRouter, parameters: nil),
      ]
    }
    return ResourceOrderRequest(
      id: ResourceOrder.ID(serial: id), action: action,
      specification: "RFS:Firewall-Policy-Config", service: service, customer: "globex",
      items: ["acl", "nat", "peRoutes"], characteristics: [], configurations: parts ?? [])
  }

  private func states(_ desk: Desk<DeviceOrchestrator>) -> [OrderState] {
    desk.sent.compactMap {
      if case .som(.resourceOrder(let event)) = $0 { event.state } else { nil }
    }
  }

  private func configured() -> Desk<DeviceOrchestrator> {
    var desk = Desk<DeviceOrchestrator>(DeviceOrchestrator.State())
    desk.tell(request(1, .add, [rule("permit", "10.0.0.0/8"), rule("deny", "any")]))
    desk.rest()
    return desk
  }

  @Test func `prepare each part in its time and then commit all of them`() throws {
    var desk = Desk<DeviceOrchestrator>(DeviceOrchestrator.State())
    desk.tell(request(1, .add, [rule("permit", "10.0.0.0/8"), rule("deny", "any")]))
    let transaction = ResourceOrder.ID(serial: 1)
    #expect(desk.state.transactions[transaction]?.state == .preparing)
    #expect(desk.state.services[service]?.parts.isEmpty ?? false)
    desk.rest()
    let record = try #require(desk.state.transactions[transaction])
    #expect(record.state == .committed)
    #expect(states(desk) == [.inProgress, .completed])
    let prepared = record.parts.compactMap(\.preparedAt)
    #expect(prepared.count == 3)
    #expect(zip(prepared, prepared.dropFirst()).allSatisfy { $0 < $1 })
    #expect(try #require(prepared.last) < #require(record.endedAt))
    #expect(
      record.detail
        == "revision 1 on firewall, peRouter: +4 -0 lines: Access rules, Translation, Routes")
    #expect(
      desk.state.services[service]?.parts.first?.lines == [
        "permit https from 10.0.0.0/8 to any", "deny https from any to any",
      ])
    try desk.expectReplayable()
  }

  @Test func `show by their diff what a modification changes`() throws {
    var desk = configured()
    desk.tell(
      request(
        2, .modify,
        [rule("permit", "10.0.0.0/8"), rule("permit", "172.16.0.0/12"), rule("deny", "any")]))
    desk.rest()
    let record = try #require(desk.state.transactions[ResourceOrder.ID(serial: 2)])
    #expect(
      record.parts.map { $0.diff.map(\.description) } == [
        ["+ permit https from 172.16.0.0/12 to any"], [], [],
      ])
    #expect(record.detail == "revision 2 on firewall: +1 -0 lines: Access rules")
    #expect(desk.state.services[service]?.history.map(\.serial) == [1, 2])
  }

  @Test func `take everything back on deletion, routes first`() throws {
    var desk = configured()
    desk.tell(request(2, .delete))
    desk.rest()
    let record = try #require(desk.state.transactions[ResourceOrder.ID(serial: 2)])
    #expect(record.parts.map(\.kind) == [.peRoutes, .nat, .acl])
    #expect(record.parts.allSatisfy { $0.diff.allSatisfy { $0.change == .removed } })
    let configured = try #require(desk.state.services[service])
    #expect(configured.parts.isEmpty)
    #expect(configured.withdrawnAt == record.endedAt)
    #expect(states(desk).last == .completed)
    try desk.expectReplayable()
  }

  @Test func `are done once however often they are asked for`() {
    var desk = configured()
    let state = desk.state
    desk.tell(request(1, .add, [rule("deny", "any")]))
    desk.rest()
    #expect(desk.state == state)
    #expect(states(desk) == [.inProgress, .completed, .completed])
  }

  @Test func `refuse what cannot be applied, and say why`() {
    var desk = Desk<DeviceOrchestrator>(DeviceOrchestrator.State())
    desk.tell(request(1, .modify, [rule("deny", "any")]))
    desk.tell(request(2, .add))
    desk.tell(request(3, .add, [rule("deny", "any")]))
    desk.tell(request(4, .modify, [rule("permit", "any")]))
    desk.rest()
    let details = desk.state.transactions.values.map { "\($0.state.rawValue): \($0.detail ?? "")" }
    #expect(
      details == [
        "aborted: svc-3 has no configuration that could be modified",
        "aborted: RFS:Firewall-Policy-Config says nothing that could be configured",
        "committed: revision 1 on firewall, peRouter: +3 -0 lines: Access rules, Translation, Routes",
        "aborted: svc-3 has the open transaction RO-3",
      ])
    #expect(states(desk) == [.failed, .failed, .inProgress, .failed, .completed])
  }

  @Test func `of nothing to withdraw are completed all the same`() {
    var desk = Desk<DeviceOrchestrator>(DeviceOrchestrator.State())
    desk.tell(request(1, .delete))
    desk.rest()
    #expect(states(desk) == [.inProgress, .completed])
  }

  @Test func `take a time that the seed decides`() {
    func end(_ seed: UInt64) -> Instant {
      var desk = Desk<DeviceOrchestrator>(DeviceOrchestrator.State(), seed: seed)
      desk.tell(request(1, .add, [rule("deny", "any")]))
      desk.rest()
      return desk.now
    }
    #expect(end(7) == end(7))
    #expect(end(7) != end(8))
  }

  @Test func `move only along their table`() {
    let legal: [TransactionState: [TransactionTrigger: TransactionState]] = [
      .preparing: [.allPrepared: .committing, .abort: .aborted],
      .committing: [.commit: .committed, .abort: .aborted],
    ]
    for state in TransactionState.allCases {
      for trigger in TransactionTrigger.allCases {
        #expect(
          TransactionTransitions.next(from: state, on: trigger) == legal[state]?[trigger],
          "\(state) on \(trigger)")
      }
      #expect(state.isTerminal == (legal[state] == nil))
    }
  }
}
