import Core
import Deciding
import NFVI
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// What a week would find out if it were so.
struct WeekInvariantsTests {
  /// A firewall of two workers, as the invariants have seen it come.
  private func service() throws -> (lab: Lab, firewall: VNFInstance.ID, seen: WeekInvariants) {
    var lab = try Lab(seed: 3)
    try lab.make("cloud-firewall-ns")
    let firewall = try #require(lab.layers.firewall)
    #expect(firewall.ready == 2)
    var seen = WeekInvariants()
    seen.check(lab.events, struck: [], lab.layers)
    #expect(seen.breaches == [] && seen.checks > 0 && seen.outages == 0)
    lab.forget()
    return (lab, firewall.id, seen)
  }

  @Test func `that the last replica of a function is taken down`() throws {
    var (lab, firewall, seen) = try service()
    let workloads = lab.layers.nfvi.workloads.values.filter { $0.vnf == firewall }
    for (number, workload) in workloads.enumerated() {
      try lab.admit(
        .resource(.nfvi(.stop(host: workload.host, workload: workload.id))), from: .world)
      try lab.run(for: .seconds(1))
      seen.check(lab.events, struck: [], lab.layers)
      lab.forget()
      #expect(seen.breaches.count == number)
    }
    #expect(seen.breaches.first?.hasSuffix("was taken down.") == true)
  }

  @Test func `that a function with a spare replica stops serving at one blow`() throws {
    var (_, firewall, seen) = try service()
    seen.check([], struck: [firewall], Layers())
    #expect(seen.breaches == ["All 2 replicas of \(firewall) ceased to serve at once."])
    #expect(seen.outages == 1)
  }

  @Test func `not that one without a spare replica does`() throws {
    var (lab, firewall, seen) = try service()
    let first = try #require(lab.layers.nfvi.workloads.values.first { $0.vnf == firewall })
    try lab.admit(.resource(.nfvi(.stop(host: first.host, workload: first.id))), from: .world)
    try lab.run(for: .seconds(1))
    seen.check(lab.events, struck: [], lab.layers)
    seen.check([], struck: [firewall], Layers())
    #expect(seen.breaches == [] && seen.outages == 1)
  }

  @Test func `that something runs which no cluster placed`() throws {
    var lab = try Lab(seed: 3)
    try lab.make("cloud-firewall-ns")
    var seen = WeekInvariants()
    seen.check(lab.events, struck: [], Layers())
    #expect(seen.breaches.contains { $0.hasSuffix("an orphan.") })
  }
}
