import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// The policy of the test's NSD: out at 75 ± 5 %, in at 30 ± 5 %, 30 s of stabilisation, 60 s of
/// cooldown out and 300 s in, levels 0 to 2.
@Suite struct `Auto-scaling` {
  /// Sends one measurement every 15 s and lets the stack rest for as long.
  private func measure(_ percents: [Int], _ stack: inout Stack) throws {
    for percent in percents {
      try stack.load(percent)
      stack.run(for: .seconds(15))
    }
  }

  private func record(_ stack: Stack) throws -> ScalingRecord {
    try #require(stack.nfvo.scaling[try stack.firewall.id]?.first)
  }

  @Test func `scales out when the load stays over the threshold, and says why`() throws {
    var stack = Stack.inService()
    try measure([90], &stack)
    #expect(stack.operations(.scale).isEmpty)
    try measure([90, 90], &stack)
    let operation = try #require(stack.operations(.scale).first)
    #expect(operation.isAutomaticInvocation && operation.requester == .policy(name: "busy"))
    #expect(operation.state == .completed)
    #expect(try stack.firewall.level(of: "workers") == 1)
    let decisions = stack.nfvoEvents.compactMap { event in
      if case .scalingDecided(_, _, _, _, let decision) = event { decision } else { nil }
    }
    #expect(
      decisions == ["cpuUtilisation 90 %, over 75 % for 30 s: scales out, level 0 → 1"])
    #expect(stack.heard(.scale) == [.processing, .completed])
  }

  @Test(arguments: [
    // Under threshold plus hysteresis nothing begins.
    ([79, 79, 79, 79, 79], 0),
    // A dip under the threshold, but not under threshold minus hysteresis, does not end the trend.
    ([80, 71, 80], 1),
    // A dip to threshold minus hysteresis does.
    ([80, 70, 80, 70, 80, 70], 0),
    ([80, 80, 80], 1),
    // At level 0 there is nothing to scale in.
    ([10, 10, 10, 10], 0),
  ])
  func `compares with hysteresis`(percents: [Int], operations: Int) throws {
    var stack = Stack.inService()
    try measure(percents, &stack)
    #expect(stack.operations(.scale).count == operations)
  }

  @Test func `does not scale out again before its cooldown, nor over its maximum level`() throws {
    var stack = Stack.inService(edgeHosts: 8)
    try measure([95, 95, 95], &stack)
    let first = try #require(stack.operations(.scale).first?.endedAt)
    try measure([95, 95], &stack)
    #expect(stack.operations(.scale).count == 1)
    try measure([95, 95, 95, 95], &stack)
    #expect(stack.operations(.scale).count == 2)
    let second = try #require(stack.operations(.scale).last?.startedAt)
    #expect(second - first >= .seconds(60))
    try measure(Array(repeating: 95, count: 20), &stack)
    #expect(try stack.firewall.level(of: "workers") == 2)
    #expect(stack.operations(.scale).count == 2)
    #expect(
      try record(stack).lastDecision?.sentence == "cpuUtilisation 95 %, holds at maximum level 2")
  }

  @Test func `scales in after the cooldown though nothing is measured any more`() throws {
    var stack = Stack.inService()
    try measure([90, 90, 90], &stack)
    #expect(try stack.firewall.level(of: "workers") == 1)
    try measure([40, 10], &stack)
    #expect(try stack.firewall.level(of: "workers") == 1)
    stack.run()
    #expect(try stack.firewall.level(of: "workers") == 0)
    let scales = stack.operations(.scale)
    #expect(scales.count == 2)
    let out = try #require(scales.first?.endedAt)
    let inward = try #require(scales.last?.startedAt)
    #expect(inward - out == .seconds(300))
    // The load is worked out for the fewer components until it is measured.
    #expect(try record(stack).percent == 20 && record(stack).isEstimated)
    #expect(
      try record(stack).lastDecision?.sentence == "cpuUtilisation 20 %, holds at minimum level 0")
  }

  @Test func `does not act while an operation is open, and looks again when that is done`() throws {
    var stack = Stack.inService()
    stack.vims.taskTime = .seconds(120)
    stack.request(
      .update(
        ns: Stack.ns, UpdateNSRequest(vnfInstanceId: nil, vnfdId: "fw-4.2.1"), from: Stack.person))
    stack.run(for: .seconds(5))
    try measure([90, 90, 90, 90], &stack)
    #expect(stack.operations(.scale).isEmpty)
    #expect(
      try record(stack).lastDecision?.sentence.hasPrefix("would scale, but UPDATE nsop-2") == true)
    stack.run()
    #expect(stack.operations(.scale).first?.state == .completed)
    #expect(try stack.firewall.level(of: "workers") > 0)
  }

  @Test func `comes to rest when its grant is refused and nothing more is measured`() throws {
    var stack = Stack.inService()
    let full = CapacityReport(
      vim: "k8s-edge-1", query: nil, capacity: .none, allocated: .none, hostsUp: 4, hosts: 4,
      largestRoom: .none)
    stack.push(.nfvo(.below(.capacity(full))))
    try measure([90, 90, 90], &stack)
    stack.run()
    // One attempt for the load, one for the measurement that followed it, and none after that.
    #expect(stack.operations(.scale).map(\.state) == [.rolledBack, .rolledBack])
    #expect(stack.service?.openOperation == nil)
  }

  @Test func `backs off while its grants are refused, and acts as soon as there is room`() throws {
    var stack = Stack.inService()
    let room = try #require(stack.vims.capacity(of: "k8s-edge-1", query: nil))
    let full = CapacityReport(
      vim: "k8s-edge-1", query: nil, capacity: room.allocated, allocated: room.allocated,
      hostsUp: 4, hosts: 4, largestRoom: .none)
    stack.push(.nfvo(.below(.capacity(full))))
    // Two hours of load.
    try measure(Array(repeating: 90, count: 480), &stack)
    let attempts = stack.operations(.scale)
    #expect(attempts.allSatisfy { $0.state == .rolledBack })
    let pauses = zip(attempts.dropFirst(), attempts).map {
      Int(($0.startedAt - $1.startedAt).seconds)
    }
    // Cooldown is a minute, and a measurement comes every 15 s.
    #expect(pauses.count == 5)
    for (pause, minutes) in zip(pauses, [2, 4, 8, 16, 32]) {
      #expect((minutes * 60...minutes * 60 + 15).contains(pause), "\(pauses)")
    }
    let decision = try record(stack).lastDecision?.sentence ?? ""
    #expect(
      decision.hasSuffix(
        "or until k8s-edge-1 has more room, since the last 6 scalings came to nothing: Grant refused"
      ),
      "\(decision)")
    stack.push(.nfvo(.below(.capacity(room))))
    try measure([90, 90], &stack)
    #expect(stack.operations(.scale).last?.state == .completed)
    #expect(try record(stack).setback == nil)
  }

  @Test func `keeps the last measurements and no more`() throws {
    var stack = Stack.inService()
    try measure(Array(repeating: 50, count: ScalingRecord.sampleLimit + 5), &stack)
    #expect(try record(stack).samples.count == ScalingRecord.sampleLimit)
    #expect(try record(stack).trend == .steady)
  }

  @Test func `a metric that no policy names changes nothing`() throws {
    var stack = Stack.inService()
    let before = stack.nfvo
    stack.push(
      .nfvo(
        .below(
          .indicator(
            VNFIndicator(
              vnf: try stack.firewall.id, measurements: [Measurement(.packetsPerSecond, 99)])))))
    stack.run()
    #expect(stack.nfvo == before)
  }
}
