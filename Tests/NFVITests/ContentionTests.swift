import Deciding
import NFVI
import ResourceInterfaces
import Testing

/// What workloads share: the registry of their site, and the hands of their host. The shape under load
/// is what counts: how many times longer the median takes than for one alone.
struct ContentionTests {
  /// Seconds from the start of `count` workloads at once to the running of the median one.
  private func median(
    of count: Int, on kind: VIMKind, isImagePresent: Bool, seed: UInt64
  ) throws -> Double {
    var hosts = Hosts(seed: seed, kind: kind, vcpu: 64)
    for id in 1...count { hosts.start(id, milliCPU: 10, isImagePresent: isImagePresent) }
    hosts.run()
    #expect(hosts.state.hosts["w1"]?.building == 0 && hosts.state.hosts["w1"]?.waiting == [])
    #expect(hosts.state.registries.values.allSatisfy { $0.pulls.isEmpty })
    let moments = hosts.said.compactMap { said -> Double? in
      guard case .vim(.host(.running)) = said.message else { return nil }
      return (said.at - Instant(milliseconds: 0)).seconds
    }
    #expect(moments.count == count)
    return moments.sorted()[count / 2]
  }

  private func ratio(_ count: Int, on kind: VIMKind, isImagePresent: Bool) throws -> Double {
    let alone = try (1...15).map {
      try median(of: 1, on: kind, isImagePresent: isImagePresent, seed: $0)
    }
    let together = try median(of: count, on: kind, isImagePresent: isImagePresent, seed: 99)
    return together / alone.sorted()[7]
  }

  @Test func `fifty pulls share what the registry gives to eight`() throws {
    #expect((0.8...1.25).contains(try ratio(7, on: .kubernetes, isImagePresent: false)))
    #expect((4.5...6.5).contains(try ratio(50, on: .kubernetes, isImagePresent: false)))
  }

  @Test func `an image that is there is shared with nobody`() throws {
    #expect((0.8...1.25).contains(try ratio(50, on: .kubernetes, isImagePresent: true)))
  }

  @Test func `a compute host builds ten servers at a time`() throws {
    #expect((0.8...1.25).contains(try ratio(10, on: .openstack, isImagePresent: true)))
    #expect((2.3...3.7).contains(try ratio(50, on: .openstack, isImagePresent: true)))
    var hosts = Hosts(kind: .openstack, vcpu: 64)
    for id in 1...25 { hosts.start(id, milliCPU: 10) }
    hosts.run(for: .seconds(1))
    #expect(hosts.state.hosts["w1"]?.building == 10)
    #expect(hosts.state.hosts["w1"]?.waiting == (11...25).map { Resource.ID(serial: $0) })
  }

  @Test func `who is stopped while it waits or pulls makes way`() {
    var hosts = Hosts(kind: .openstack, vcpu: 64)
    for id in 1...12 { hosts.start(id, milliCPU: 10, isImagePresent: false) }
    hosts.run(for: .seconds(1))
    hosts.send(.stop(host: "w1", workload: Resource.ID(serial: 11)))
    hosts.send(.stop(host: "w1", workload: Resource.ID(serial: 1)))
    hosts.run(for: .zero)
    #expect(hosts.state.hosts["w1"]?.waiting == [])
    #expect(hosts.state.workloads[Resource.ID(serial: 12)]?.stage == .pulling)
    #expect(hosts.state.registries["edge"]?.pulls.count == 10)
    hosts.run()
    #expect(hosts.state.workloads.values.allSatisfy { $0.stage == .ready })
    #expect(hosts.state.workloads.count == 10 && hosts.isAtRest)
  }

  @Test func `pulls go faster when a host with others loses its power`() throws {
    func end(losesPower: Bool) throws -> Instant {
      var hosts = Hosts(vcpu: 64)
      for id in 1...8 { hosts.start(id, milliCPU: 10, isImagePresent: false) }
      for id in 9...40 { hosts.start(id, on: "w2", milliCPU: 10, isImagePresent: false) }
      hosts.run(for: .seconds(2))
      if losesPower { hosts.send(.power(host: "w2", isOn: false)) }
      hosts.run()
      let running = hosts.said.last {
        if case .vim(.host(.running(host: "w1", _))) = $0.message { true } else { false }
      }
      return try #require(running).at
    }
    #expect(try end(losesPower: true) < end(losesPower: false))
  }
}
