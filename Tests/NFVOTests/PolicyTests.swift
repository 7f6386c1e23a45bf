import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// Policies are paused and resumed, per network service, by people and by the flap guard.
@Suite struct `Policies` {
  private func act(_ act: PolicyAct, _ policy: String, _ stack: inout Stack) {
    stack.push(
      .nfvo(.assurance(.policy(ns: Stack.ns, policy: policy, act, from: Stack.person))))
    stack.run(for: .seconds(1))
  }

  private func measure(_ percent: Int, for seconds: Int, _ stack: inout Stack) throws {
    for _ in 0..<(seconds / 15) {
      try stack.load(percent)
      stack.run(for: .seconds(15))
    }
  }

  @Test func `a paused policy goes on measuring, says what it would do, and does nothing`() throws {
    var stack = Stack.inService()
    act(.pause, "busy", &stack)
    try measure(90, for: 120, &stack)
    #expect(stack.operations(.scale).isEmpty)
    let record = try #require(stack.nfvo.scaling[try stack.firewall.id]?.first)
    #expect(record.percent == 90)
    #expect(record.lastDecision?.kind == .paused)
    #expect(record.lastDecision?.sentence.contains("noc@edge paused the policy") == true)
    // The same decision is not written down with every measurement.
    #expect(record.decisions.count { $0.kind == .paused } == 1)
    #expect(stack.nfvo.alarms.isEmpty)
    act(.resume, "busy", &stack)
    #expect(stack.operations(.scale).count == 1)
    act(.resume, "busy", &stack)
    #expect(try #require(stack.refusals.last).title == "Not paused")
    act(.pause, "idle", &stack)
    #expect(try #require(stack.refusals.last).detail.contains("It has: busy, auto-heal"))
  }

  @Test func `a policy that turns round too often is paused, and a person is asked`() throws {
    var nsd = Descriptors.nsd
    nsd.autoScale[0].cooldownOutSeconds = 0
    nsd.autoScale[0].cooldownInSeconds = 0
    nsd.autoScale[0].stabilisationSeconds = 0
    var stack = Stack.inService(nsd: nsd)
    for percent in [90, 10, 90, 10, 90, 10] {
      try stack.load(percent)
      stack.run(for: .seconds(60))
    }
    #expect(stack.operations(.scale).count == 3)
    let hold = try #require(stack.nfvo.hold(of: "busy", at: Stack.ns))
    #expect(hold.by == "the flap guard" && hold.reason.contains("3rd time within 30 min"))
    let alarm = try #require(
      stack.nfvo.alarm(.policyPaused, of: "\(Stack.ns)", source: "busy"))
    #expect(alarm.severity == .minor)
    act(.resume, "busy", &stack)
    #expect(stack.nfvo.alarms.isEmpty && stack.nfvo.hold(of: "busy", at: Stack.ns) == nil)
  }

  @Test func `healing that is paused does not begin, and begins when it is resumed`() throws {
    var stack = Stack.inService()
    act(.pause, "auto-heal", &stack)
    try stack.lose(1)
    stack.run()
    #expect(stack.functionOperations(.heal).isEmpty)
    #expect(stack.nfvo.alarmCounts.minor == 1)
    act(.resume, "auto-heal", &stack)
    stack.run()
    #expect(stack.functionOperations(.heal).map(\.state) == [.completed])
    #expect(stack.nfvo.alarms.isEmpty)
  }
}

/// Heals of one VIM take turns, and one VNF is not healed for ever.
@Suite struct `Storm control` {
  private static func many(_ count: Int) -> Stack {
    var stack = Stack(edgeHosts: 12)
    for serial in 1...count {
      stack.order(serial, name: "fw-\(serial)")
    }
    stack.run()
    return stack
  }

  @Test func `so many heals run at once, the others wait, and all come to an end`() throws {
    var stack = Self.many(20)
    let functions = stack.nfvo.vnfs.values.filter { $0.profile == "firewall" }
    let vims = Dictionary(grouping: functions, by: \.vim)
    let (vim, there) = try #require(vims.max { $0.value.count < $1.value.count })
    #expect(there.count > HealingWave.limit + 1, "the test needs more functions on one VIM")
    stack.vims.taskTime = .seconds(30)
    // The last one loses everything: it takes its turn before the others that wait.
    let worst = try #require(there.last).id
    for vnf in there {
      for resource in stack.vims.owned(by: vnf.id).prefix(vnf.id == worst ? 2 : 1) {
        let change = stack.vims.lose(resource)
        stack.push(.vnfm(.resourceChanged(try #require(change))))
      }
    }
    var most = 0
    for _ in 0..<300 {
      stack.run(for: .seconds(1))
      most = max(most, stack.vnfm.waves[vim]?.running.count ?? 0)
    }
    #expect(most == HealingWave.limit)
    let heals = stack.functionOperations(.heal)
    #expect(heals.count == there.count && heals.allSatisfy { $0.state == .completed })
    let queued = stack.vnfmEvents.compactMap { event in
      if case .healQueued(let vnf, _, _, _, _) = event { vnf } else { nil }
    }
    #expect(queued.count == there.count - HealingWave.limit)
    #expect(heals.map(\.vnf).filter(queued.contains).first == worst)
    #expect(stack.vnfm.waves.isEmpty)
  }

  @Test func `what is lost again and again is not healed for ever`() throws {
    var stack = Stack.inService()
    for _ in 0..<8 {
      try stack.lose(1)
      stack.run(for: .minutes(1))
    }
    #expect(stack.functionOperations(.heal).count == VNFRecord.Healing.limit)
    #expect(stack.function?.healing.isGivenUp == true)
    let alarm = try #require(
      stack.nfvo.alarm(.healingGivenUp, of: "\(try stack.firewall.id)"))
    #expect(alarm.detail.contains("healed 6 times within 30 min"))
    stack.request(
      .heal(ns: Stack.ns, HealNSRequest(vnfInstanceId: nil, cause: "fixed"), from: Stack.person))
    stack.run()
    #expect(stack.function?.healing.isGivenUp == false && stack.nfvo.alarms.isEmpty)
    // After the window it heals by itself again.
    stack.run(for: .minutes(40))
    try stack.lose(1)
    stack.run()
    #expect(stack.functionOperations(.heal).last?.isAutomaticInvocation == true)
  }
}
