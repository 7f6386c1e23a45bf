import Deciding
import NFVI
import ResourceInterfaces
import Testing

struct InfrastructureTests {
  private let function = VNFInstance.ID(serial: 1)
  private let first = Resource.ID(serial: 1)

  @Test func `a workload pulls, runs, serves and stops`() {
    var hosts = Hosts()
    hosts.start(1, isImagePresent: false)
    hosts.run()
    hosts.send(.stop(host: "w1", workload: first))
    hosts.run()
    #expect(
      hosts.hostEvents == [
        .pulling(host: "w1", workload: first), .running(host: "w1", workload: first),
        .ready(host: "w1", workload: first), .stopped(host: "w1", workload: first),
      ])
    #expect(hosts.state.workloads.isEmpty && hosts.state.functions.isEmpty)
    #expect(hosts.state.hosts["w1"]?.used == Compute.none)
  }

  @Test func `an image that is there is not pulled`() {
    var hosts = Hosts()
    hosts.start(1)
    hosts.run()
    #expect(hosts.hostEvents.first == .running(host: "w1", workload: first))
  }

  @Test func `a host takes no more than fits`() {
    var hosts = Hosts()
    hosts.start(1, milliCPU: 3_000)
    hosts.start(2, milliCPU: 2_000)
    hosts.run()
    #expect(
      hosts.hostEvents.contains(
        .failed(host: "w1", workload: Resource.ID(serial: 2), reason: "OutOfcpu")))
    #expect(hosts.state.hosts["w1"]?.workloads.keys == [first])
  }

  @Test func `a stop of what does not run is answered, and one of an unknown host too`() {
    var hosts = Hosts()
    hosts.send(.stop(host: "w1", workload: first))
    hosts.send(.stop(host: "nowhere", workload: first))
    hosts.run()
    #expect(
      hosts.hostEvents == [
        .stopped(host: "w1", workload: first), .stopped(host: "nowhere", workload: first),
      ])
  }

  @Test func `power loss kills all at once and is answered with silence`() {
    var hosts = Hosts()
    hosts.start(1)
    hosts.start(2, on: "w2")
    hosts.run()
    let before = hosts.hostEvents.count
    hosts.send(.power(host: "w1", isOn: false))
    hosts.start(3)
    hosts.send(.stop(host: "w1", workload: first))
    hosts.run()
    #expect(Array(hosts.hostEvents.dropFirst(before)) == [.silent(host: "w1")])
    #expect(hosts.state.hosts["w1"]?.power == .off)
    #expect(hosts.state.hosts["w1"]?.workloads.isEmpty == true)
    #expect(hosts.state.functions[function]?.workloads == [Resource.ID(serial: 2)])
    #expect(hosts.state.functions[function]?.ready == 1)
  }

  @Test func `a host boots for minutes before it is up`() {
    var hosts = Hosts()
    hosts.send(.power(host: "w1", isOn: false))
    hosts.send(.power(host: "w1", isOn: true), after: .seconds(5))
    hosts.run(for: .minutes(1))
    #expect(hosts.state.hosts["w1"]?.power == .booting)
    hosts.start(9)
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.power == .on)
    #expect(hosts.hostEvents == [.silent(host: "w1"), .up(host: "w1")])
  }

  @Test func `power that fails again during the boot leaves the host off`() {
    var hosts = Hosts()
    for (second, isOn) in [(0.0, false), (5.0, true), (30.0, false)] {
      hosts.send(.power(host: "w1", isOn: isOn), after: .seconds(second))
    }
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.power == .off)
    #expect(hosts.hostEvents == [.silent(host: "w1")])
  }

  @Test func `a boot that was interrupted ends nothing`() {
    var hosts = Hosts()
    for (second, isOn) in [(0.0, false), (5.0, true), (10.0, false), (15.0, true)] {
      hosts.send(.power(host: "w1", isOn: isOn), after: .seconds(second))
    }
    hosts.run(for: .seconds(20))
    hosts.wake(.booted("w1", powerChanges: 2))
    hosts.run(for: .seconds(1))
    #expect(hosts.state.hosts["w1"]?.power == .booting)
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.power == .on)
    #expect(hosts.hostEvents == [.silent(host: "w1"), .up(host: "w1")])
  }

  @Test func `a configuration step is applied once, however often it is sent`() {
    var hosts = Hosts()
    hosts.start(1)
    hosts.run()
    for delay in [0.0, 0.1, 30.0] {
      hosts.send(configure("base-policy", operation: 1), after: .seconds(delay))
    }
    hosts.run()
    #expect(hosts.configured.map(\.step) == ["base-policy", "base-policy"])
    #expect(hosts.configured.allSatisfy { $0.fault == nil })
    #expect(hosts.events.count { if case .configurationApplied = $0 { true } else { false } } == 1)
    #expect(hosts.state.functions[function]?.configuration.map(\.step) == ["base-policy"])
    hosts.send(configure("base-policy", operation: 2))
    hosts.run()
    #expect(hosts.events.count { if case .configurationApplied = $0 { true } else { false } } == 2)
    #expect(hosts.state.functions[function]?.configuration.count == 1)
  }

  @Test func `a function of which nothing runs cannot be configured`() throws {
    var hosts = Hosts()
    hosts.send(configure("base-policy", operation: 1))
    hosts.run()
    let fault = try #require(hosts.configured.first?.fault)
    #expect(fault.detail.contains("vnf-1"))
    hosts.start(1)
    hosts.run()
    hosts.send(configure("logging", operation: 1))
    hosts.send(.power(host: "w1", isOn: false), after: .milliseconds(200))
    hosts.run()
    #expect(hosts.configured.last?.fault != nil)
    #expect(hosts.state.functions.isEmpty)
  }

  @Test(arguments: [1, 2, 4])
  func `traffic rises, stays, falls and ends; each worker carries its share`(workers: Int) throws {
    var hosts = Hosts()
    for id in 1...workers { hosts.start(id, on: id % 2 == 0 ? "w1" : "w2") }
    hosts.run()
    hosts.send(.traffic(vnf: function, peak: 90, plateau: .minutes(3)))
    hosts.send(.traffic(vnf: function, peak: 90, plateau: .minutes(3)))
    hosts.run()
    #expect(hosts.isAtRest)
    #expect(hosts.state.traffic.isEmpty)
    let highest = try #require(hosts.loads.max())
    let expected = min(100, 180 / workers)
    #expect(abs(highest - expected) <= max(2, expected / 20))
    let lowest = try #require(hosts.loads.last)
    #expect(lowest < highest / 2)
    #expect(hosts.events.count { if case .trafficRose = $0 { true } else { false } } == 1)
  }

  @Test func `traffic ends with its function`() {
    var hosts = Hosts()
    hosts.start(1)
    hosts.run()
    hosts.send(.traffic(vnf: function, peak: 90, plateau: .minutes(60)))
    hosts.send(.traffic(vnf: VNFInstance.ID(serial: 9), peak: 90, plateau: .minutes(60)))
    hosts.send(.stop(host: "w1", workload: first), after: .minutes(2))
    hosts.run()
    #expect(hosts.state.traffic.isEmpty)
    #expect(hosts.now < Instant(milliseconds: 0) + .minutes(5))
  }

  @Test func `the load falls when more workers serve`() throws {
    var hosts = Hosts()
    for id in 1...2 { hosts.start(id) }
    hosts.run()
    hosts.send(.traffic(vnf: function, peak: 90, plateau: .minutes(10)))
    hosts.run(for: .minutes(3))
    let before = try #require(hosts.loads.last)
    for id in 3...4 { hosts.start(id, on: "w2") }
    hosts.run(for: .minutes(2))
    let after = try #require(hosts.loads.last)
    #expect(abs(after * 2 - before) <= 12)
  }

  private func configure(_ step: String, operation: Int) -> NFVIMessage {
    .configure(
      vnf: function, operation: VNFOperation.ID(serial: operation), step: step, title: step,
      settings: Configuration(["\(step).on": "yes"]))
  }
}

@Suite struct `Functions that measure themselves` {
  @Test func `do so as often as they are told, in one message, until they are told no more`() {
    var hosts = Hosts()
    hosts.start(1)
    hosts.run()
    let vnf = VNFInstance.ID(serial: 1)
    hosts.send(.collect(vnf: vnf, everySeconds: 30))
    hosts.run(for: .seconds(100))
    #expect(hosts.loads.count == 3)
    // One worker carries alone what the model gives in per cent of two.
    let usual = LoadModel.of(vnf).demand(on: vnf, at: hosts.now, since: hosts.now) * 2
    #expect(hosts.loads.allSatisfy { abs(Double($0) - usual) <= 0.06 * usual + 1 })
    hosts.send(.collect(vnf: vnf, everySeconds: nil))
    hosts.run()
    #expect(hosts.loads.count == 3)
  }
}
