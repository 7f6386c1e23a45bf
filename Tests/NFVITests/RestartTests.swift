import Deciding
import NFVI
import ResourceInterfaces
import Testing

/// What does not stay up on a Kubernetes node is started again with growing waits; a cloud leaves it down.
struct RestartTests {
  private static let id = Resource.ID(serial: 1)

  private func failed(_ fate: ImageFate, _ kind: VIMKind = .kubernetes) -> Hosts {
    var hosts = Hosts(kind: kind)
    hosts.send(.fault(.inject(.image("fw:1", fate))))
    hosts.start(1, image: "fw:1", isImagePresent: false)
    hosts.run()
    return hosts
  }

  /// Seconds after the first failure, how often it was started again, and when it is next.
  @Test(arguments: [
    (0, 0, 10), (9, 0, 10), (10, 1, 30), (29, 1, 30), (30, 2, 70), (70, 3, 150), (150, 4, 310),
    (310, 5, 610), (609, 5, 610), (610, 6, 910), (3_600, 15, 3_610), (86_400, 291, 86_410),
  ])
  func `the waits double from ten seconds to five minutes`(
    seconds: Int, count: Int, next: Int
  ) throws {
    let hosts = failed(.crashes(afterSeconds: 5))
    let workload = try #require(hosts.state.workloads[Self.id])
    let start = try #require(workload.failedAt)
    let restarts = try #require(workload.restarts(at: start + .seconds(Double(seconds))))
    #expect(restarts.count == count)
    #expect(restarts.next == start + .seconds(Double(next)))
  }

  @Test(arguments: [
    (ImageFate.pullFails, "ImagePullBackOff"), (.crashes(afterSeconds: 0), "CrashLoopBackOff"),
    (.crashes(afterSeconds: 30), "CrashLoopBackOff"), (.leaks(afterSeconds: 30), "OOMKilled"),
  ])
  func `it says why, and serves at the next try after its image was mended`(
    fate: ImageFate, reason: String
  ) throws {
    var hosts = failed(fate)
    let said = hosts.hostEvents.compactMap {
      if case .failed(_, Self.id, let reason, .workload) = $0 { reason } else { nil }
    }
    #expect(said.count == 1 && said[0].hasPrefix(reason))
    #expect(hosts.isAtRest && hosts.state.workloads[Self.id]?.stage == .backOff)
    #expect(hosts.state.functions[VNFInstance.ID(serial: 1)]?.ready == 0)
    let start = try #require(hosts.state.workloads[Self.id]?.failedAt)
    hosts.run(for: start + .minutes(3) - hosts.now)
    for record in hosts.state.faults.active { hosts.send(.fault(.clear(record.rule.name))) }
    hosts.run()
    #expect(hosts.hostEvents.last == .recovered(host: "w1", workload: Self.id, restarts: 1))
    #expect(hosts.state.workloads[Self.id]?.stage == .ready)
    let back = try #require(hosts.said.last?.at)
    #expect(back - start > .seconds(310) && back - start < .seconds(345))
  }

  @Test func `it is stopped at once, and holds its place until then`() {
    var hosts = failed(.crashes(afterSeconds: 0))
    #expect(hosts.state.hosts["w1"]?.used.milliCPU == 1_000)
    hosts.send(.stop(host: "w1", workload: Self.id))
    hosts.run(for: .zero)
    #expect(hosts.hostEvents.last == .stopped(host: "w1", workload: Self.id))
    #expect(hosts.state.workloads.isEmpty && hosts.state.hosts["w1"]?.used == Compute.none)
  }

  @Test(arguments: [VIMKind.openstack, .vcloud, .outposts, .azureStack])
  func `a machine that ended stays down`(kind: VIMKind) {
    let hosts = failed(.leaks(afterSeconds: 10), kind)
    #expect(hosts.state.workloads.isEmpty)
  }
}
