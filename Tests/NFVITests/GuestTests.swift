import Deciding
import NFVI
import ResourceInterfaces
import Testing

/// Machines that are shut down from inside, and when their VIM finds out.
struct GuestTests {
  private static let id = Resource.ID(serial: 1)

  /// The kind of VIM, the longest that it believes in the machine, and how it says so.
  @Test(arguments: [
    (VIMKind.openstack, 600, "SHUTOFF, found by the power-state sync"),
    (.vcloud, 60, "POWERED_OFF"),
    (.outposts, 120, "Client.UserInitiatedShutdown"), (.azureStack, 120, "PowerState/stopped"),
  ])
  func `a VIM of machines finds out at its next sync`(
    kind: VIMKind, seconds: Int, reason: String
  ) throws {
    var hosts = Hosts(kind: kind)
    hosts.start(1)
    hosts.run()
    hosts.run(for: .minutes(33))
    let begun = hosts.now
    hosts.send(.fault(.inject(FaultRule(.guestShutdown, at: FaultPlace(host: "w1")))))
    hosts.run(for: .zero)
    #expect(hosts.state.workloads[Self.id]?.stage == .shutOff)
    #expect(hosts.state.functions[VNFInstance.ID(serial: 1)]?.ready == 0)
    #expect(hosts.state.faults.active.isEmpty)
    hosts.run()
    let found = try #require(hosts.said.last)
    guard case .vim(.host(.failed("w1", Self.id, let said, .workload))) = found.message else {
      Issue.record("\(found.message)")
      return
    }
    #expect(said.hasPrefix(reason))
    #expect(found.at - begun <= .seconds(Double(seconds)) && found.at > begun)
    #expect(found.at.milliseconds % Int64(seconds * 1_000) == 0)
    #expect(hosts.state.workloads.isEmpty && hosts.state.hosts["w1"]?.used == Compute.none)
  }

  @Test func `a pod is told of at once and started again`() {
    var hosts = Hosts()
    hosts.start(1)
    hosts.run()
    hosts.send(.fault(.inject(FaultRule(.guestShutdown, at: FaultPlace(host: "w1")))))
    hosts.run()
    #expect(
      hosts.hostEvents.suffix(3) == [
        .failed(
          host: "w1", workload: Self.id, reason: "Completed,  exits with code 0", cause: .workload),
        .running(host: "w1", workload: Self.id),
        .recovered(host: "w1", workload: Self.id, restarts: 1),
      ])
  }
}
