import Deciding
import NFVI
import ResourceInterfaces
import Testing
import VIM

struct InstallTests {
  @Test(arguments: ["k8s", "os"])
  func `a release comes up in phases and its task ends when all serve`(vim: String) throws {
    let world = World.withFirewall(3, on: vim)
    #expect(world.findings == [])
    #expect(world.endings(of: token(1, 1)) == [nil])
    let release = try #require(world.vim.releases[vnf(1)])
    #expect(release.status == (vim == "k8s" ? "deployed" : "CREATE_COMPLETE"))
    #expect(release.claims.map(\.phase) == [vim == "k8s" ? "Bound" : "available"])
    #expect(release.components.map(\.ready) == [3])
    #expect(world.disagreements == [])
    #expect(world.equalsReplay)
  }

  @Test(arguments: ["k8s", "os"])
  func `each resource goes through its phases in order`(vim: String) throws {
    let world = World.withFirewall(3, on: vim)
    let release = try #require(world.vim.releases[vnf(1)])
    for id in release.resources {
      var phases: [ResourceChange.Phase] = []
      for (_, change) in world.changes where change.resource == id && phases.last != change.phase {
        phases.append(change.phase)
      }
      #expect(phases == [.pending, .creating, .running, .ready])
    }
  }

  @Test func `resources become ready one by one`() {
    let world = World.withFirewall(4)
    let moments = world.changes.filter { $0.change.phase == .ready }.map(\.at)
    #expect(moments.count == 4)
    #expect(Set(moments).count == 4)
  }

  @Test func `no pod gets a host before the claims are bound`() throws {
    let world = World.withFirewall(2)
    let bound = try #require(
      world.vimEvents.lastIndex { if case .claimBound = $0.event { true } else { false } })
    let scheduled = try #require(
      world.vimEvents.firstIndex {
        if case .resourceScheduled = $0.event { true } else { false }
      })
    #expect(bound < scheduled)
    #expect(world.changes.first?.change.reason.contains("PersistentVolumeClaims") == true)
  }

  @Test func `the first pull of an image on a host takes longer than the next`() throws {
    var world = World(.of(hosts: 1))
    for number in 1...2 {
      world.submit(.apply(firewall(1, number: number, claims: 0)), token(number, number))
      world.run()
    }
    func startTime(_ number: Int) throws -> Span {
      let changes = world.changes.filter { $0.change.vnf == vnf(number) }
      let creating = try #require(changes.first { $0.change.phase == .creating })
      let running = try #require(changes.first { $0.change.phase == .running })
      return running.at - creating.at
    }
    #expect(try startTime(2) < startTime(1))
    #expect(world.vim.hosts["w1"]?.images == ["fw:4.2.0"])
    let pulls = world.changes.filter { $0.change.reason == "Pulling" }
    #expect(pulls.map(\.change.vnf) == [vnf(1)])
  }

  @Test func `names are those of the cluster's kind`() throws {
    let pod = try #require(World.withFirewall(1).vim.resources.values.first)
    #expect(pod.name.wholeMatch(of: /globex-fw-1-[a-z0-9]{5}-[a-z0-9]{5}/) != nil)
    #expect((pod.type, pod.status) == ("Pod", "Running"))
    let cloud = World.withFirewall(2, on: "os").vim
    #expect(cloud.resources.values.map(\.name) == ["globex-fw-1-worker-1", "globex-fw-1-worker-2"])
    let server = try #require(cloud.resources.values.first)
    #expect((server.type, server.status) == ("Server", "ACTIVE"))
    let ports = try #require(cloud.releases[vnf(1)]).ports(of: server)
    #expect(ports.map(\.status) == ["ACTIVE", "ACTIVE"])
    #expect(ports.map(\.network) == ["management", "customer-side"])
  }

  @Test func `a server is built through its task states`() {
    let reasons = World.withFirewall(1, on: "os", seed: 4).changes.map(\.change.reason)
    let states = [
      "block_device_mapping", "networking", "spawning", "spawning: image download", "",
    ]
    #expect(Array(reasons.suffix(6)) == states + [""])
  }

  @Test func `the same seed gives the same history and another seed another`() {
    func history(_ seed: UInt64) -> [Clusters.Event] {
      World.withFirewall(3, seed: seed).vimEvents.map(\.event)
    }
    #expect(history(5) == history(5))
    #expect(history(5) != history(6))
  }

  @Test func `delete leaves nothing in the cluster or on its hosts`() {
    for vim in ["k8s", "os"] {
      var world = World.withFirewall(4, on: vim)
      world.submit(.delete, token(1, 2), to: vim)
      world.run()
      #expect(world.isDone(token(1, 2)))
      #expect(world.findings == [])
      #expect(world.vim.resources.isEmpty && world.vim.releases.isEmpty)
      #expect(world.nfvi.workloads.isEmpty && world.nfvi.functions.isEmpty)
      #expect(world.vim.clusters[vim]?.allocated == Compute.none)
      #expect(world.vim.clusters[vim]?.counts == PhaseCounts())
      #expect(world.capacityReports.last?.allocated == Compute.none)
      #expect(world.changes.count { $0.change.phase == .deleted } == 4)
      #expect(world.equalsReplay)
    }
  }

  @Test func `delete overtakes an installation at any moment`() {
    for second in 0..<24 {
      var world = World(.of(hosts: 4))
      world.submit(.apply(firewall(3)), token(1, 1))
      world.run(for: .seconds(Double(second)))
      world.submit(.delete, token(1, 2))
      world.run()
      #expect(world.endings(of: token(1, 1)).count == 1)
      #expect(world.isDone(token(1, 2)))
      #expect(world.findings == [])
      #expect(world.vim.resources.isEmpty && world.nfvi.workloads.isEmpty)
      #expect(world.vim.clusters["k8s"]?.allocated == Compute.none)
    }
  }
}
