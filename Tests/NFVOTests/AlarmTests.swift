import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// What people do with alarms, and what is folded under what.
@Suite struct `Fault management` {
  private static func host(_ number: Int, isUp: Bool) -> Stack.Due {
    .nfvo(
      .below(
        .hostState(
          vim: "k8s-edge-1", host: "k8s-edge-1-w\(number)", isUp: isUp,
          reason: "NodeStatusUnknown")))
  }

  private func act(_ act: AlarmAct, on alarm: Int = 1, _ stack: inout Stack) {
    stack.push(
      .nfvo(.assurance(.alarm(Alarm.ID(serial: alarm), act, from: Stack.person))))
    stack.run(for: .seconds(1))
  }

  private func maintain(_ host: String, _ isOn: Bool, _ stack: inout Stack) {
    stack.push(.nfvo(.assurance(.maintenance(host: host, isOn: isOn, from: Stack.person))))
    stack.run(for: .seconds(1))
  }

  @Test func `an alarm is acknowledged by a person with name and time, and given back`() throws {
    var stack = Stack.inService()
    stack.push(Self.host(1, isUp: false))
    stack.run(for: .seconds(3))
    act(.acknowledge, &stack)
    let known = try #require(stack.nfvo.alarms[Alarm.ID(serial: 1)]?.acknowledgement)
    #expect(known.by == "noc@edge" && known.at.milliseconds > 0)
    act(.acknowledge, &stack)
    #expect(try #require(stack.refusals.last).detail.contains("noc@edge acknowledged alarm-1"))
    act(.unacknowledge, &stack)
    #expect(stack.nfvo.alarms[Alarm.ID(serial: 1)]?.isAcknowledged == false)
    act(.unacknowledge, &stack)
    #expect(stack.refusals.count == 2)
    // What is cleared can still be acknowledged; what never was cannot.
    stack.push(Self.host(1, isUp: true))
    stack.run(for: .seconds(1))
    act(.acknowledge, &stack)
    #expect(stack.nfvo.clearedAlarms[Alarm.ID(serial: 1)]?.isAcknowledged == true)
    act(.acknowledge, on: 99, &stack)
    #expect(stack.refusals.last?.status == 404)
  }

  @Test func `what clears by itself is not cleared by people, and says when it does`() throws {
    var stack = Stack.inService()
    stack.push(Self.host(1, isUp: false))
    stack.run(for: .seconds(1))
    act(.clear, &stack)
    #expect(try #require(stack.refusals.last).detail.contains("clears when the host answers again"))
    #expect(stack.nfvo.alarms.count == 1)
    stack.push(
      .nfvo(.below(.healingGivenUp(vnf: try stack.firewall.id, reason: "3 heals came to nothing"))))
    stack.run(for: .seconds(1))
    act(.clear, on: 2, &stack)
    #expect(stack.nfvo.clearedAlarms[Alarm.ID(serial: 2)]?.clearedReason == "cleared by noc@edge")
    act(.clear, on: 2, &stack)
    #expect(try #require(stack.refusals.last).title == "Cleared already")
  }

  @Test(arguments: [(2, false), (3, true), (4, true)])
  func `a site of which most hosts are silent is the one root of all`(
    silent: Int, isOut: Bool
  ) throws {
    var nsd = Descriptors.nsd
    nsd.autoHeal = nil
    var stack = Stack.inService(nsd: nsd)
    try stack.lose(2)
    for number in 1...silent { stack.push(Self.host(number, isUp: false)) }
    stack.run()
    let roots = stack.nfvo.alarms.values.filter { $0.root == nil }
    let site = stack.nfvo.alarm(.siteOut, of: "k8s-edge-1")
    #expect((site != nil) == isOut)
    if let site {
      #expect(roots.map(\.id) == [site.id])
      #expect(site.symptoms.count == silent && site.isRootCause)
      #expect(site.detail.contains("\(silent) of 4 hosts"))
    }
    // When one is back, the others stand for themselves again.
    for number in 2...silent { stack.push(Self.host(number, isUp: true)) }
    stack.run()
    #expect(stack.nfvo.alarm(.siteOut, of: "k8s-edge-1") == nil)
    let host = try #require(stack.nfvo.alarm(.hostDown, of: "k8s-edge-1-w1"))
    #expect(host.root == nil && host.isRootCause)
  }

  @Test func `a host in maintenance raises nothing, and what is broken afterwards is told`() throws
  {
    var nsd = Descriptors.nsd
    nsd.autoHeal = nil
    var stack = Stack.inService(nsd: nsd)
    let host = try #require(stack.function?.components.first?.host)
    maintain(host, true, &stack)
    try stack.lose(1)
    let down = OrMessage.hostState(
      vim: "k8s-edge-1", host: host, isUp: false, reason: "NodeStatusUnknown")
    stack.push(.nfvo(.below(down)))
    stack.run()
    #expect(stack.nfvo.alarms.isEmpty && stack.nfvo.alarmCounts.total == 0)
    #expect(stack.service?.health == .reduced)
    maintain(host, true, &stack)
    #expect(try #require(stack.refusals.last).title == "In maintenance already")
    maintain(host, false, &stack)
    let root = try #require(stack.nfvo.alarm(.hostDown, of: host))
    #expect(stack.nfvo.alarms.values.filter { $0.root == root.id }.count == 1)
    // Maintenance that begins later hushes up what is there.
    maintain(host, true, &stack)
    #expect(stack.nfvo.alarms.isEmpty)
    stack.request(
      .heal(ns: Stack.ns, HealNSRequest(vnfInstanceId: nil, cause: "drill"), from: Stack.person))
    stack.run()
    #expect(try stack.firewall.suppressedBy == nil)
    maintain("nowhere", true, &stack)
    #expect(stack.refusals.last?.status == 404)
  }

  @Test func `an operation that stands still says so until somebody has decided`() throws {
    var stack = Stack()
    stack.vims.nextFault = Fault(title: "Image not found", detail: "The image is not there.")
    stack.order()
    stack.run()
    let operation = try #require(stack.operations(.instantiate).first)
    #expect(operation.state == .failedTemp)
    let alarm = try #require(stack.nfvo.alarms.values.first)
    #expect(alarm.faultType == .operationFailed && alarm.ns == Stack.ns)
    #expect(alarm.raisedAt - operation.stateEnteredAt == .seconds(5))
    #expect(alarm.detail.contains("INSTANTIATE nsop-1 stands still in FAILED_TEMP"))
    #expect(alarm.eventType == .processingError && !alarm.faultType.isClearedByPeople)
  }

  @Test func `what is rolled back at once alarms nobody`() throws {
    var stack = Stack.inService()
    let full = CapacityReport(
      vim: "k8s-edge-1", query: nil, capacity: .none, allocated: .none, hostsUp: 4, hosts: 4,
      largestRoom: .none)
    stack.push(.nfvo(.below(.capacity(full))))
    stack.scale(.out)
    stack.run()
    #expect(stack.operations(.scale).map(\.state) == [.rolledBack])
    #expect(stack.nfvo.alarms.isEmpty && stack.nfvo.clearedAlarms.isEmpty)
  }

  @Test func `the history of cleared alarms is bounded`() throws {
    var stack = Stack.inService()
    for _ in 0..<(AlarmRecord.historyLimit + 10) {
      stack.push(Self.host(1, isUp: false))
      stack.push(Self.host(1, isUp: true))
    }
    stack.run()
    #expect(stack.nfvo.alarms.isEmpty)
    #expect(stack.nfvo.clearedAlarms.count == AlarmRecord.historyLimit)
    #expect(stack.nfvo.clearedAlarms[Alarm.ID(serial: 11)] != nil)
    #expect(stack.nfvo.clearedAlarms[Alarm.ID(serial: 10)] == nil)
  }

  @Test func `healing that does not help asks a person, and that clears when it is whole again`()
    throws
  {
    var stack = Stack.inService()
    try stack.lose(1)
    let full = CapacityReport(
      vim: "k8s-edge-1", query: nil, capacity: .none, allocated: .none, hostsUp: 0, hosts: 4,
      largestRoom: .none)
    stack.push(.nfvo(.below(.capacity(full))))
    stack.run()
    let id = "\(try stack.firewall.id)"
    let alarm = try #require(stack.nfvo.alarm(.healingGivenUp, of: id))
    #expect(alarm.detail == "automatic healing stopped: 3 heals came to nothing")
    #expect(alarm.root == nil && alarm.severity == .major)
    let report = try #require(stack.vims.capacity(of: "k8s-edge-1", query: nil))
    stack.push(.nfvo(.below(.capacity(report))))
    stack.request(
      .heal(ns: Stack.ns, HealNSRequest(vnfInstanceId: nil, cause: "room"), from: Stack.person))
    stack.run()
    #expect(stack.nfvo.alarms.isEmpty)
  }

  @Test func `a stuck operation says on whom it waits, and clears when it gets on or ends`() throws
  {
    var stack = Stack.inService()
    // Within its deadline, so that the VNFM itself has no reason to complain.
    stack.vims.taskTime = .minutes(2)
    stack.scale(.out)
    stack.run(for: .minutes(1))
    let vnf = try stack.firewall.id
    let operation = try #require(stack.functionOperations(.scale).first)
    func notice(isOver: Bool) -> Stack.Due {
      .nfvo(
        .below(
          .operationStuck(
            StuckNotice(
              vnf: vnf, operation: operation.id, kind: .scale, waitsFor: "Create 2 worker",
              on: "k8s-edge-1", since: operation.startedAt, isOver: isOver))))
    }
    stack.push(notice(isOver: false))
    stack.push(notice(isOver: false))
    stack.run(for: .seconds(1))
    let alarm = try #require(
      stack.nfvo.alarm(.operationStuck, of: "\(vnf)", source: "\(operation.id)"))
    #expect(alarm.detail.contains("k8s-edge-1 has not answered to: Create 2 worker"))
    #expect(alarm.eventAt == operation.startedAt && stack.nfvo.alarms.count == 1)
    stack.push(notice(isOver: true))
    stack.run(for: .seconds(1))
    #expect(stack.nfvo.alarms.isEmpty)
    stack.push(notice(isOver: false))
    stack.run(for: .seconds(1))
    #expect(stack.nfvo.alarms.count == 1)
    stack.run()
    #expect(stack.nfvo.alarms.isEmpty)
  }

  @Test func `a VIM that does not answer is told as stuck first, and then as a failure`() throws {
    var stack = Stack.inService()
    stack.vims.taskTime = .minutes(60)
    stack.scale(.out)
    stack.run(for: .minutes(30))
    let raised = stack.nfvoEvents.compactMap { event in
      if case .alarmRaised(let alarm) = event { alarm.faultType } else { nil }
    }
    #expect(raised == [.operationStuck, .operationFailed])
    let failed = try #require(stack.operations(.scale).first)
    #expect(failed.state == .failedTemp)
    #expect(
      stack.nfvo.alarm(.operationFailed, of: "\(Stack.ns)", source: "\(failed.id)") != nil)
  }

  @Test func `what an operation that was given up left behind is told until somebody looked`()
    throws
  {
    var stack = Stack.inService()
    let vnf = try stack.firewall.id
    func notice(_ findings: [String]) -> Stack.Due {
      .nfvo(
        .below(
          .reconcileNeeded(
            ReconcileNotice(
              vnf: vnf, operation: VNFOperation.ID(serial: 9), findings: findings))))
    }
    stack.push(notice(["Pod x is there and in no record."]))
    stack.run(for: .seconds(1))
    act(.clear, &stack)
    #expect(stack.nfvo.alarms.isEmpty && stack.refusals.isEmpty)
    stack.push(notice(["Pod x is there and in no record."]))
    stack.push(notice([]))
    stack.run(for: .seconds(1))
    #expect(stack.nfvo.alarms.isEmpty)
  }

  @Test func `every kind of fault says when it clears and what to do`() {
    for type in AlarmRecord.FaultType.allCases {
      #expect(!type.clearsWhen.isEmpty && type.advice.hasSuffix("."))
    }
  }
}
