import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

@Suite struct `Healing` {
  @Test func `replaces several losses in one wave`() throws {
    var stack = Stack.inService()
    stack.scale(.out)
    stack.run()
    try stack.lose(3)
    stack.run()
    let heals = stack.functionOperations(.heal)
    #expect(heals.count == 1)
    let heal = try #require(heals.first)
    #expect(heal.state == .completed && heal.isAutomaticInvocation)
    #expect(heal.replaced.count == 3)
    #expect(stack.function?.serving == 4 && stack.function?.lost == 0)
    #expect(stack.function?.healing.lastHealedAt != nil)
    let occurrence = try #require(stack.operations(.heal).first)
    #expect(occurrence.isAutomaticInvocation && occurrence.state == .completed)
    #expect(occurrence.requester == .policy(name: "auto-heal"))
    #expect(stack.heard(.heal) == [.processing, .completed])
    #expect(stack.nfvo.openOperations == 0 && stack.nfvo.grants.isEmpty)
  }

  @Test func `follows when something is lost while the function is scaled`() throws {
    var stack = Stack.inService()
    stack.vims.taskTime = .seconds(60)
    stack.scale(.out)
    stack.run(for: .seconds(20))
    try stack.lose(1)
    stack.run(for: .seconds(20))
    #expect(stack.functionOperations(.heal).isEmpty)
    stack.run()
    #expect(stack.operations(.scale).first?.state == .completed)
    #expect(stack.functionOperations(.heal).map(\.state) == [.completed])
    #expect(stack.function?.serving == 4)
    #expect(stack.service?.health == .full)
  }

  @Test func `tells SOM that the service is carried less, and then fully again`() throws {
    var stack = Stack.inService()
    try stack.lose(1)
    stack.run()
    let levels = stack.som.compactMap { message in
      if case .nsHealth(let health) = message { health.level } else { nil }
    }
    #expect(levels == [.reduced, .full])
  }

  @Test func `a function of which nothing is left is a lost service`() throws {
    var stack = Stack.inService()
    try stack.lose(2)
    stack.run(for: .seconds(1))
    #expect(stack.service?.health == .lost)
    #expect(stack.nfvo.alarmCounts.major == 1 && stack.nfvo.alarmCounts.minor == 0)
    stack.run()
    #expect(stack.service?.health == .full)
  }

  @Test func `waits longer after each heal that gets no grant, and at last asks a person`() throws {
    var stack = Stack.inService()
    try stack.lose(1)
    let full = CapacityReport(
      vim: "k8s-edge-1", query: nil, capacity: .none, allocated: .none, hostsUp: 0, hosts: 4,
      largestRoom: .none)
    stack.push(.nfvo(.below(.capacity(full))))
    stack.run()
    #expect(
      stack.functionOperations(.heal).map(\.state) == [.rolledBack, .rolledBack, .rolledBack])
    let started = stack.functionOperations(.heal).map(\.startedAt)
    #expect(started[1] - started[0] == .seconds(20) && started[2] - started[1] == .seconds(80))
    #expect(stack.function?.healing.isGivenUp == true)
    #expect(stack.service?.openOperation == nil)
    // A person makes room and heals.
    let report = try #require(stack.vims.capacity(of: "k8s-edge-1", query: nil))
    stack.push(.nfvo(.below(.capacity(report))))
    stack.request(
      .heal(
        ns: Stack.ns, HealNSRequest(vnfInstanceId: nil, cause: "room made"), from: Stack.person))
    stack.run()
    #expect(stack.function?.serving == 2 && stack.function?.healing.isGivenUp == false)
  }

  @Test func `is refused when everything serves`() throws {
    var stack = Stack.inService()
    stack.request(
      .heal(ns: Stack.ns, HealNSRequest(vnfInstanceId: nil, cause: "drill"), from: Stack.person))
    stack.run()
    #expect(try #require(stack.refusals.first).detail.contains("globex-fw-1 2/2"))
  }

  @Test func `does not begin by itself when the NSD has no policy for it`() throws {
    var nsd = Descriptors.nsd
    nsd.autoHeal = nil
    var stack = Stack.inService(nsd: nsd)
    try stack.lose(1)
    stack.run()
    #expect(stack.functionOperations(.heal).isEmpty)
    #expect(stack.service?.health == .reduced)
    stack.request(
      .heal(ns: Stack.ns, HealNSRequest(vnfInstanceId: nil, cause: "by hand"), from: Stack.person))
    stack.run()
    #expect(stack.functionOperations(.heal).map(\.isAutomaticInvocation) == [false])
    #expect(stack.service?.health == .full)
  }

  @Test func `of one function goes on beside an operation on the service`() throws {
    var stack = Stack.inService()
    stack.vims.taskTime = .seconds(60)
    stack.scale(.out)
    stack.run(for: .seconds(5))
    let collector = try #require(stack.vnfs.first { $0.profile == "log_collector" })
    for resource in stack.vims.owned(by: collector.id) {
      let change = stack.vims.lose(resource)
      stack.push(.vnfm(.resourceChanged(try #require(change))))
    }
    stack.run(for: .seconds(1))
    // The firewall serves on, so the service is reduced and not lost.
    #expect(stack.service?.health == .reduced)
    stack.run(for: .seconds(10))
    let ns = try #require(stack.service)
    #expect(ns.openOperation == stack.operations(.scale).first?.id)
    #expect(ns.concurrentHeals == stack.operations(.heal).map(\.id))
    #expect(ns.concurrentHeals.count == 1)
    stack.run()
    #expect(stack.nfvo.operations.values.allSatisfy { $0.state == .completed })
    #expect(stack.service?.concurrentHeals.isEmpty == true)
    #expect(stack.service?.openOperation == nil)
  }
}

@Suite struct `Alarms` {
  private static func host(_ name: String, isUp: Bool) -> Stack.Due {
    .nfvo(
      .below(.hostState(vim: "k8s-edge-1", host: name, isUp: isUp, reason: "NodeStatusUnknown")))
  }

  /// The host of the firewall's first component.
  private func firstHost(_ stack: Stack) throws -> String {
    try #require(stack.function?.components.first?.host)
  }

  @Test(arguments: [true, false])
  func `name the host as the root and the function as its symptom, whichever is told first`(
    isHostFirst: Bool
  ) throws {
    var stack = Stack.inService()
    let host = try firstHost(stack)
    if isHostFirst { stack.push(Self.host(host, isUp: false)) }
    try stack.lose(1)
    if !isHostFirst {
      stack.run(for: .seconds(1))
      stack.push(Self.host(host, isUp: false))
    }
    stack.run(for: .seconds(1))
    let root = try #require(stack.nfvo.alarms.values.first { $0.isRootCause })
    let symptom = try #require(stack.nfvo.alarms.values.first { !$0.isRootCause })
    #expect(root.severity == .critical && root.managedObject == host)
    #expect(symptom.severity == .minor && symptom.objectName == "globex-fw-1")
    #expect(symptom.root == root.id && root.symptoms == [symptom.id])
    #expect(stack.nfvo.alarmCounts.critical == 1 && stack.nfvo.alarmCounts.minor == 1)
    stack.run()
    // Healed elsewhere: the symptom goes, the root stays until the host is back.
    #expect(stack.nfvo.alarms.keys == [root.id])
    stack.push(Self.host(host, isUp: true))
    stack.run()
    #expect(stack.nfvo.alarms.isEmpty && stack.nfvo.alarmCounts.total == 0)
    #expect(stack.nfvo.clearedAlarms.values.allSatisfy { $0.severity == .cleared })
    #expect(stack.nfvo.clearedAlarms.count == 2)
  }

  @Test func `grow with the loss and go when the function is terminated`() throws {
    var nsd = Descriptors.nsd
    nsd.autoHeal = nil
    var stack = Stack.inService(nsd: nsd)
    try stack.lose(1)
    stack.run()
    #expect(stack.nfvo.alarmCounts.minor == 1)
    try stack.lose(2)
    stack.run()
    #expect(stack.nfvo.alarmCounts.minor == 0 && stack.nfvo.alarmCounts.major == 1)
    stack.request(.terminate(ns: Stack.ns, from: Stack.person))
    stack.run()
    #expect(stack.nfvo.alarms.isEmpty && stack.nfvo.alarmCounts.total == 0)
  }

  @Test func `are not raised again by a second word about a host that is down`() throws {
    var stack = Stack.inService()
    stack.push(Self.host("k8s-edge-1-w1", isUp: false))
    stack.push(Self.host("k8s-edge-1-w1", isUp: false))
    stack.push(Self.host("k8s-edge-1-w2", isUp: true))
    stack.run()
    #expect(stack.nfvo.alarms.count == 1)
  }
}
