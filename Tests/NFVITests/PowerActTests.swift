import Deciding
import NFVI
import ResourceInterfaces
import Testing

/// What a management controller does with the power of its host, and what it refuses.
struct PowerActTests {
  private typealias Power = HostRecord.Power

  /// A host in one state of its power.
  private func hosts(_ power: Power) -> Hosts {
    var hosts = Hosts()
    hosts.start(1)
    hosts.run()
    switch power {
    case .on: break
    case .off:
      hosts.send(.reset(host: "w1", .forceOff, by: "ann"))
      hosts.run()
    case .booting:
      hosts.send(.reset(host: "w1", .powerCycle, by: "ann"))
      hosts.run(for: .minutes(1))
    case .poweringOn:
      hosts.send(.reset(host: "w1", .forceOff, by: "ann"))
      hosts.run()
      hosts.send(.reset(host: "w1", .on, by: "ann"))
      hosts.run(for: .zero)
    case .poweringOff:
      hosts.send(.reset(host: "w1", .gracefulShutdown, by: "ann"))
      hosts.run(for: .zero)
    }
    return hosts
  }

  struct Case: Sendable {
    let power: HostRecord.Power
    let type: ResetType
    /// A part of the refusal; nil when it is accepted.
    let refusal: String?
    /// How the power is in the end.
    let end: HostRecord.Power
  }

  static let cases: [Case] = [
    Case(power: .on, type: .on, refusal: "On already", end: .on),
    Case(power: .on, type: .forceOff, refusal: nil, end: .off),
    Case(power: .on, type: .gracefulShutdown, refusal: nil, end: .off),
    Case(power: .on, type: .gracefulRestart, refusal: nil, end: .on),
    Case(power: .on, type: .forceRestart, refusal: nil, end: .on),
    Case(power: .on, type: .powerCycle, refusal: nil, end: .on),
    Case(power: .off, type: .on, refusal: nil, end: .on),
    Case(power: .off, type: .forceOff, refusal: "is Off. On is what starts it", end: .off),
    Case(power: .off, type: .powerCycle, refusal: "is Off", end: .off),
    Case(power: .booting, type: .on, refusal: "boots", end: .on),
    Case(power: .booting, type: .gracefulShutdown, refusal: "ForceOff acts at once", end: .on),
    Case(power: .booting, type: .forceOff, refusal: nil, end: .off),
    Case(power: .poweringOn, type: .forceOff, refusal: "PoweringOn", end: .on),
    Case(power: .poweringOff, type: .on, refusal: "PoweringOff", end: .off),
    Case(power: .poweringOff, type: .forceOff, refusal: nil, end: .off),
  ]

  @Test(arguments: cases)
  func `each act is done or refused with a sentence`(one: Case) throws {
    var hosts = hosts(one.power)
    #expect(hosts.state.hosts["w1"]?.power == one.power)
    hosts.send(.reset(host: "w1", one.type, by: "ann"))
    hosts.run(for: .zero)
    let refusals = hosts.events.compactMap {
      if case .resetRefused("w1", one.type, "ann", let reason) = $0 { reason } else { nil }
    }
    if let refusal = one.refusal {
      #expect(refusals.count == 1 && refusals[0].contains(refusal))
    } else {
      #expect(refusals.isEmpty)
    }
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.power == one.end)
    if one.end == .off { #expect(hosts.state.workloads.isEmpty) }
  }

  @Test func `the controller takes seconds, a shutdown longer, and a boot minutes`() throws {
    var hosts = Hosts()
    hosts.start(1)
    hosts.run()
    let begun = hosts.now
    hosts.send(.reset(host: "w1", .gracefulShutdown, by: "ann"))
    hosts.run(for: .milliseconds(500))
    #expect(hosts.state.hosts["w1"]?.power.redfish == "PoweringOff")
    #expect(hosts.state.functions.count == 1)
    hosts.run()
    let silent = try #require(hosts.said.last { $0.message == .vim(.host(.silent(host: "w1"))) })
    #expect(silent.at - begun > .seconds(8) && silent.at - begun < .minutes(3))
    let off = hosts.now
    hosts.send(.reset(host: "w1", .on, by: "ann"))
    hosts.run()
    let up = try #require(hosts.said.last { $0.message == .vim(.host(.up(host: "w1"))) })
    #expect(up.at - off > .minutes(2) && up.at - off < .minutes(10))
  }

  @Test func `the same again is a repeat`() {
    var hosts = hosts(.poweringOff)
    hosts.send(.reset(host: "w1", .gracefulShutdown, by: "ann"))
    hosts.run()
    let accepted = hosts.events.count {
      if case .resetAccepted = $0 { true } else { false }
    }
    #expect(accepted == 1 && hosts.state.hosts["w1"]?.power == .off)
  }

  @Test func `without power at the plug there is no controller to ask`() {
    var hosts = Hosts()
    hosts.send(.power(host: "w1", isOn: false))
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.objection(to: .on)?.contains("no power at its plug") == true)
    hosts.send(.power(host: "w1", isOn: true))
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.power == .on)
    #expect(hosts.state.hosts["w1"]?.objection(to: .powerCycle) == nil)
  }

  @Test func `a controller that does not answer refuses all, and the host runs on`() {
    var hosts = Hosts()
    hosts.start(1)
    hosts.run()
    let rule = FaultRule(.bmcUnreachable, at: FaultPlace(host: "w1"))
    hosts.send(.fault(.inject(rule)))
    hosts.run(for: .seconds(59))
    let trouble = HostEvent.trouble(host: "w1", .bmcSilent, isOn: true)
    #expect(!hosts.hostEvents.contains(trouble))
    hosts.run(for: .seconds(2))
    #expect(hosts.hostEvents.contains(trouble))
    for type in ResetType.allCases {
      let objection = hosts.state.hosts["w1"]?.objection(to: type)
      #expect(objection?.contains("does not answer within 10 s; the host itself is On") == true)
    }
    hosts.send(.reset(host: "w1", .forceOff, by: "ann"))
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.power == .on && hosts.state.workloads.count == 1)
    hosts.send(.fault(.clear(rule.name)))
    hosts.send(.reset(host: "w1", .forceOff, by: "ann"))
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.power == .off)
    #expect(hosts.hostEvents.contains(.trouble(host: "w1", .bmcSilent, isOn: false)))
  }
}
