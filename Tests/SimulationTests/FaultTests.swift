import Core
import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// Each fault of the catalogue against a network service that scales out, and what comes of it.
struct FaultTests {
  /// The vim that everything of the lab runs on.
  private static func vim(_ lab: Lab) throws -> VIMName {
    try #require(lab.layers.firewall?.vim)
  }

  private func clear(_ rule: FaultRule, _ lab: inout Lab) throws {
    try lab.admit(FaultOrder.clear(rule.name).message(isOfHosts: rule.isOfHosts), from: .world)
    try lab.run(for: .zero)
  }

  /// Two levels of the firewall are there, nothing twice, and everybody agrees.
  private func expectScaled(_ lab: Lab) throws {
    let firewall = try #require(lab.layers.firewall)
    #expect(firewall.ready == firewall.wanted && firewall.level(of: "firewall-workers") == 1)
    #expect(lab.layers.vim.resources(of: firewall.id).count == firewall.wanted)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test(arguments: [FaultKind.apiError, .apiThrottled])
  func `a VIM that refuses for a while is asked again with growing waits`(
    kind: FaultKind
  ) throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let rule = FaultRule(kind, at: FaultPlace(vim: try Self.vim(lab)), count: 2)
    try lab.inject(rule)
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    let waits = lab.events.compactMap {
      if case .vnfm(.stepFaltered(_, _, _, _, _, _, _, let wait)) = $0.event { wait } else { nil }
    }
    #expect(waits.count == 2 && waits[0] < waits[1])
    #expect(lab.layers.faults.isEmpty)
    try expectScaled(lab)
  }

  @Test func `a VIM that refuses for long has the operation stand still, and a retry ends it`()
    throws
  {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let rule = FaultRule(.apiError, at: FaultPlace(vim: try Self.vim(lab)))
    try lab.inject(rule)
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run()
    let operation = try #require(lab.layers.operation)
    #expect(operation.state == .failedTemp)
    #expect(operation.problem?.detail.contains("503") == true)
    try clear(rule, &lab)
    try lab.ask(.task(.retry, operation: operation.id, from: Lab.person))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    try expectScaled(lab)
  }

  @Test(arguments: [FaultKind.certificateExpired, .quotaCut])
  func `what no retry helps against stands still at once, and goes on when it is mended`(
    kind: FaultKind
  ) throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let rule = FaultRule(kind, at: FaultPlace(vim: try Self.vim(lab)))
    try lab.inject(rule)
    let begun = lab.engine.now
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run { $0.operation?.state == .failedTemp }
    #expect(lab.engine.now - begun < .seconds(5))
    let operation = try #require(lab.layers.operation)
    #expect(operation.problem?.detail.contains("retry") == true)
    try clear(rule, &lab)
    try lab.ask(.task(.retry, operation: operation.id, from: Lab.person))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    try expectScaled(lab)
  }

  @Test func `a cut quota does not hold back what is given back`() throws {
    var lab = try NSAct.scaleIn.prepare(seed: 5)
    try lab.inject(FaultRule(.quotaCut, at: FaultPlace(vim: try Self.vim(lab))))
    try lab.ask(try NSAct.scaleIn.request(lab.layers))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
  }

  @Test(arguments: [FaultKind.apiSlow, .requestLost, .replyLost])
  func `requests that are late, lost or done without a reply end well and are done once`(
    kind: FaultKind
  ) throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let rule = FaultRule(kind, at: FaultPlace(vim: try Self.vim(lab), work: .apply))
    try lab.inject(rule)
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    let dones = lab.events.count {
      if case .vim(.taskEnded(_, _, "helm upgrade", nil)) = $0.event { true } else { false }
    }
    #expect(dones == 1)
    try expectScaled(lab)
  }

  @Test func `a reply to a configuration step that is lost is asked for again`() throws {
    var lab = try NSAct.instantiate.prepare(seed: 5)
    try lab.inject(FaultRule(.replyLost, at: FaultPlace(step: FaultPlace.anyStep)))
    try lab.ask(try NSAct.instantiate.request(lab.layers))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed && lab.layers.faults.isEmpty)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `a host that panics is back, empty, and what it lost has healed elsewhere`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let host = try #require(lab.layers.firewall?.components.first?.host)
    try lab.inject(FaultRule(.kernelPanic, at: FaultPlace(host: host), duration: .minutes(1)))
    #expect(lab.layers.nfvi.hosts[host]?.power == .booting)
    try lab.run()
    #expect(lab.layers.nfvi.hosts[host]?.power == .on)
    #expect(lab.layers.firewall?.ready == lab.layers.firewall?.wanted)
    #expect(lab.layers.faults.isEmpty && lab.layers.nfvo.alarms.isEmpty)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `power that two faults take away comes back when both are over`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let host = try #require(lab.layers.firewall?.components.first?.host)
    let rack = try #require(lab.layers.nfvi.hosts[host]?.rack)
    let vim = try Self.vim(lab)
    let wide = FaultRule(.powerLoss, at: FaultPlace(vim: vim, rack: rack))
    try lab.inject(wide)
    try lab.inject(
      FaultRule(.powerLoss, at: FaultPlace(host: host), duration: .minutes(30)))
    try lab.run(for: .minutes(1))
    try clear(wide, &lab)
    #expect(lab.layers.nfvi.hosts[host]?.power == .off)
    try lab.run()
    #expect(lab.layers.nfvi.hosts.values.allSatisfy { $0.power == .on })
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `a host in gray failure makes an operation slow, and nothing fails`() throws {
    func time(isGray: Bool) throws -> Span {
      var lab = try NSAct.scaleOut.prepare(seed: 5)
      if isGray { try lab.inject(FaultRule(.grayFailure, at: FaultPlace(vim: Self.vim(lab)))) }
      let begun = lab.engine.now
      try lab.ask(try NSAct.scaleOut.request(lab.layers))
      try lab.run { $0.operation?.state == .completed }
      #expect(lab.layers.operation?.state == .completed)
      return lab.engine.now - begun
    }
    let quick = try time(isGray: false)
    let slow = try time(isGray: true)
    #expect(slow.seconds > 2 * quick.seconds)
  }

  @Test func `chance and skip decide by the seed how often a rule strikes`() throws {
    func struck(seed: UInt64) throws -> [Int] {
      var lab = try NSAct.scaleOut.prepare(seed: seed)
      let rule = FaultRule(
        .grayFailure, at: FaultPlace(vim: try Self.vim(lab)), perMille: 500, skip: 1)
      try lab.inject(rule)
      try lab.ask(try NSAct.scaleOut.request(lab.layers))
      try lab.run()
      let record = try #require(lab.layers.fault(rule.name))
      return [record.passed, record.struck]
    }
    let first = try struck(seed: 5)
    #expect(first[0] == 1)
    #expect(try struck(seed: 5) == first)
    let seeds = try (1...8).map { try struck(seed: $0)[1] }
    #expect(Set(seeds).count > 1)
  }

  @Test func `all that is wrong with a rule is said at once`() throws {
    let lab = try Lab(seed: 1)
    let rule = FaultRule(
      .powerLoss, at: FaultPlace(vim: "nowhere", host: "w99", image: "fw:1"), perMille: 0,
      delay: .seconds(5), error: .busy)
    let problems = lab.layers.problems(of: rule)
    for part in ["nowhere", "w99", "depends on no image", "probability", "--error", "--delay"] {
      #expect(problems.contains { $0.contains(part) }, "\(part)")
    }
    #expect(lab.layers.problems(of: FaultRule(.imageMissing, at: FaultPlace())).count == 1)
    #expect(lab.layers.problems(of: FaultRule(.powerLoss, at: FaultPlace())).count == 1)
  }

  @Test func `what dies with a host is counted in words that agree`() {
    let told = [0, 1, 2].map { Infrastructure.Event.hostPanicked("w1", workloads: $0).sentence }
    #expect(
      told
        == ["0 workloads", "1 workload", "2 workloads"].map {
          "kernel panic, \($0) died, it restarts"
        })
  }
}
