import Deciding
import NFVI
import ResourceInterfaces
import Testing
import VIM

struct SchedulingTests {
  struct Shortage: Sendable, CustomTestStringConvertible {
    let title: String
    let inventory: Inventory
    let release: Release
    let vim: VIMName
    let placed: Int
    let text: String
    var testDescription: String { title }
  }

  @Test(arguments: [
    Shortage(
      title: "spread over more hosts than there are", inventory: .of(hosts: 3),
      release: firewall(4), vim: "k8s", placed: 3,
      text: "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules."),
    Shortage(
      title: "too much CPU", inventory: .of(hosts: 3),
      release: firewall(1, milliCPU: 17_000), vim: "k8s", placed: 0,
      text: "0/3 nodes are available: 3 Insufficient cpu."),
    Shortage(
      title: "too much memory", inventory: .of(hosts: 3, memoryGiB: 2),
      release: firewall(1), vim: "k8s", placed: 0,
      text: "0/3 nodes are available: 3 Insufficient memory."),
    Shortage(
      title: "too many pods", inventory: .of(hosts: 2, maxPods: 1),
      release: firewall(3, isSpread: false), vim: "k8s", placed: 2,
      text: "0/2 nodes are available: 2 Too many pods."),
    Shortage(
      title: "servers spread over more hosts than there are", inventory: .of(hosts: 2),
      release: firewall(3, on: "os"), vim: "os", placed: 2,
      text: "No valid host was found. There are not enough hosts available. "
        + "Of 2: ServerGroupAntiAffinityFilter refused 2."),
  ])
  func `what fits nowhere ends in a fault that counts the reasons, and holds nothing`(
    shortage: Shortage
  ) throws {
    var world = World(shortage.inventory)
    world.submit(.apply(shortage.release), token(1, 1), to: shortage.vim)
    world.run()
    let endings = world.endings(of: token(1, 1))
    #expect(endings.count == 1)
    let fault = try #require(endings.first ?? nil)
    #expect(fault.detail.hasPrefix(shortage.text))
    #expect(world.findings == [])
    #expect(world.vim.resources.count == shortage.placed)
    #expect(world.vim.resources.values.allSatisfy { $0.host != nil })
    #expect(world.vim.clusters[shortage.vim]?.counts.pending == 0)
    #expect(world.vim.releases[vnf(1)]?.statusReason == fault.detail)
    #expect(world.disagreements == [])
    world.submit(.delete, token(1, 2), to: shortage.vim)
    world.run()
    #expect(world.vim.clusters[shortage.vim]?.allocated == Compute.none)
    #expect(world.vim.resources.isEmpty && world.nfvi.workloads.isEmpty)
  }

  @Test func `a scheduler decides one after the other, whoever asks`() throws {
    func spread(functions: Int) throws -> Double {
      var world = World(.of(hosts: 8))
      for number in 1...functions {
        world.submit(
          .apply(firewall(5, number: number, milliCPU: 100, memoryMiB: 64, claims: 0)),
          token(number, 1))
      }
      world.run()
      #expect(world.findings == [])
      let moments = world.vimEvents.compactMap { at, event -> Instant? in
        if case .resourceScheduled = event { at } else { nil }
      }
      #expect(moments.count == 5 * functions)
      return (try #require(moments.max()) - (try #require(moments.min()))).seconds
    }
    // A decision takes 0.2 s: five take less than a second, fifty about ten.
    #expect((0.5...1.5).contains(try spread(functions: 1)))
    #expect((8...13).contains(try spread(functions: 10)))
  }

  @Test func `reasons are counted apart`() throws {
    var world = World(.of(hosts: 4))
    world.submit(
      .apply(firewall(1, number: 9, milliCPU: 15_000, claims: 0)), token(9, 1))
    world.run()
    world.submit(.apply(firewall(4, claims: 0)), token(1, 2))
    world.run()
    let fault = try #require(world.endings(of: token(1, 2)).first ?? nil)
    #expect(
      fault.detail.hasPrefix(
        "0/4 nodes are available: 1 Insufficient cpu, "
          + "3 node(s) didn't match pod anti-affinity rules."))
  }

  @Test func `a pod that waits is placed when room appears before the deadline`() {
    var world = World(.of(hosts: 1))
    world.submit(.apply(firewall(1, number: 2, milliCPU: 15_000, claims: 0)), token(2, 1))
    world.run()
    world.submit(.apply(firewall(1, claims: 0)), token(1, 2))
    world.run(for: .seconds(15))
    world.submit(.delete, token(2, 3))
    world.run()
    #expect(world.isDone(token(1, 2)))
    #expect(world.ready(1) == 1)
  }

  @Test func `what a VIM cannot run is refused before anything is begun`() throws {
    var world = World(.of(hosts: 2))
    world.submit(.apply(firewall(1, on: "os")), token(1, 1), to: "k8s")
    world.submit(.apply(firewall(1)), token(1, 2), to: "nowhere")
    world.submit(.replace([], firewall(1)), token(1, 3))
    world.run()
    for step in 1...3 {
      let fault = try #require(world.endings(of: token(1, step)).first ?? nil)
      #expect(!fault.detail.isEmpty)
    }
    #expect(world.vim.releases.isEmpty && world.vim.resources.isEmpty)
    #expect(world.findings == [])
  }

  @Test func `a release at work refuses another task and stays at work`() throws {
    var world = World(.of(hosts: 4))
    world.submit(.apply(firewall(2)), token(1, 1))
    world.submit(.apply(firewall(3)), token(1, 2))
    world.run()
    #expect(world.isDone(token(1, 1)))
    let fault = try #require(world.endings(of: token(1, 2)).first ?? nil)
    #expect(fault.detail.contains("another operation (install/upgrade/rollback) is in progress"))
    #expect(world.ready(1) == 2)
  }

  @Test func `a query is answered from the counters`() throws {
    var world = World.withFirewall(3, hosts: 4)
    world.send(.capacityQuery(vim: "k8s", query: "nsop-7"))
    world.send(.capacityQuery(vim: "nowhere", query: "nsop-8"))
    world.run()
    let report = try #require(world.capacityReports.first { $0.query == "nsop-7" })
    #expect(report.capacity == Compute(milliCPU: 64_000, memoryMiB: 262_144))
    #expect(report.allocated == Compute(milliCPU: 6_000, memoryMiB: 12_288))
    #expect(report.largestRoom == Compute(milliCPU: 16_000, memoryMiB: 65_536))
    #expect((report.hostsUp, report.hosts) == (4, 4))
    #expect(world.capacityReports.last?.hosts == 0)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `capacity is never exceeded, whatever is asked for`(seed: UInt64) {
    var world = World(.of(hosts: 3, vcpu: 8, memoryGiB: 16), seed: seed)
    var chance = Chance(seed: seed, message: 99)
    for operation in 1...25 {
      let function = Int(chance.next() % 5) + 1
      let vim = function.isMultiple(of: 2) ? "k8s" : "os"
      let replicas = Int(chance.next() % 5)
      let release = firewall(
        replicas, number: function, on: vim, image: "fw:\(chance.next() % 2)",
        milliCPU: Int(chance.next() % 4_000) + 1, memoryMiB: Int(chance.next() % 6_000) + 1,
        isSpread: function < 4, claims: Int(chance.next() % 2))
      let act: VIMTask.Act =
        switch chance.next() % 6 {
        case 0: .delete
        case 1: .replace(Array(world.vim.resources.keys.prefix(3)), release)
        default: .apply(release)
        }
      world.submit(act, token(function, operation), to: vim)
      if chance.happens(0.2) {
        world.send(.power(host: "\(vim == "k8s" ? "w" : "h")1", isOn: chance.happens(0.5)))
      }
      world.run(for: .seconds(Double(chance.next() % 40)))
    }
    for function in 1...5 {
      let vim = function.isMultiple(of: 2) ? "k8s" : "os"
      world.submit(.delete, token(function, 100), to: vim)
    }
    for host in ["w1", "h1"] { world.send(.power(host: host, isOn: true)) }
    world.run()
    for function in 1...5 where world.vim.releases[vnf(function)] != nil {
      let vim = function.isMultiple(of: 2) ? "k8s" : "os"
      world.submit(.delete, token(function, 101), to: vim)
    }
    world.run()
    #expect(Set(world.findings) == [])
    #expect(world.vim.tasks.values.allSatisfy { $0.endedAt != nil })
    #expect(world.vim.resources.isEmpty && world.vim.releases.isEmpty)
    #expect(world.nfvi.workloads.isEmpty)
    #expect(world.equalsReplay)
  }
}
