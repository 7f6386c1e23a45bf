import Deciding
import Foundation
import NFVI
import ResourceInterfaces
import Testing
import VIM

struct ChangeTests {
  @Test(arguments: ["k8s", "os"])
  func `scaling out adds, and scaling in removes the newest first`(vim: String) {
    var world = World.withFirewall(2, on: vim)
    let first = world.vim.resources.keys
    world.submit(.apply(firewall(4, on: vim)), token(1, 2), to: vim)
    world.run()
    #expect(world.isDone(token(1, 2)))
    let four = world.vim.resources.keys
    #expect(four.count == 4 && four.starts(with: first))
    world.submit(.apply(firewall(3, on: vim)), token(1, 3), to: vim)
    world.run()
    #expect(world.vim.resources.keys == Array(four.prefix(3)))
    world.submit(.apply(firewall(2, on: vim)), token(1, 4), to: vim)
    world.run()
    #expect(world.isDone(token(1, 4)))
    #expect(world.vim.resources.keys == first)
    #expect(world.vim.releases[vnf(1)]?.revision == 4)
    #expect(world.findings == [])
    #expect(world.disagreements == [])
  }

  struct Rollout: Sendable, CustomTestStringConvertible {
    let vim: VIMName
    let from: Int
    let to: Int
    var testDescription: String { "\(from) to \(to) on \(vim)" }
  }

  @Test(arguments: [
    Rollout(vim: "k8s", from: 1, to: 1), Rollout(vim: "k8s", from: 4, to: 4),
    Rollout(vim: "k8s", from: 2, to: 4), Rollout(vim: "k8s", from: 4, to: 2),
    Rollout(vim: "os", from: 3, to: 3),
  ])
  func `an image rolls one by one and never below what serves`(rollout: Rollout) {
    var world = World.withFirewall(rollout.from, on: rollout.vim)
    let old = Set(world.vim.resources.keys)
    world.submit(
      .apply(firewall(rollout.to, on: rollout.vim, image: "fw:4.2.1")), token(1, 2),
      to: rollout.vim)
    var fewestReady = Int.max
    var mostHeld = 0
    var mostUnready = 0
    world.run { world in
      let live = world.vim.resources(of: vnf(1))
      fewestReady = min(fewestReady, world.ready(1))
      mostHeld = max(mostHeld, live.count)
      mostUnready = max(mostUnready, live.count { !$0.isReady && !$0.isTerminating })
    }
    #expect(world.isDone(token(1, 2)))
    #expect(fewestReady >= min(rollout.from, rollout.to))
    #expect(mostHeld <= max(rollout.from, rollout.to + 1))
    #expect(rollout.to > rollout.from || mostUnready == 1)
    #expect(world.ready(1) == rollout.to)
    #expect(world.vim.resources.values.allSatisfy { $0.image == "fw:4.2.1" })
    #expect(old.isDisjoint(with: world.vim.resources.keys))
    #expect(world.findings == [])
    #expect(world.disagreements == [])
  }

  @Test func `a rollout that has no room for its surge fails and takes nothing away`() throws {
    var world = World.withFirewall(3, hosts: 3)
    world.submit(.apply(firewall(3, image: "fw:4.2.1")), token(1, 2))
    world.run()
    let fault = try #require(world.endings(of: token(1, 2)).first ?? nil)
    #expect(fault.detail.contains("anti-affinity"))
    #expect(world.ready(1) == 3)
    #expect(world.vim.resources.values.allSatisfy { $0.image == "fw:4.2.0" })
    #expect(world.findings == [])
  }

  @Test func `a VDU that is no longer in the package goes`() {
    var world = World.withFirewall(2)
    let none = Release(
      name: "globex-fw-1", chart: "cloud-firewall", version: "5", components: [], services: [],
      configMaps: [], volumeClaims: [], networkAttachments: [])
    world.submit(.apply(none), token(1, 2))
    world.run()
    #expect(world.isDone(token(1, 2)))
    #expect(world.vim.resources.isEmpty && world.nfvi.workloads.isEmpty)
    #expect(world.vim.releases[vnf(1)]?.components == [])
    #expect(world.findings == [])
  }

  @Test func `the same token twice does nothing twice and is answered again`() {
    var world = World.withFirewall(2)
    let state = world.vim
    world.submit(.apply(firewall(2)), token(1, 1))
    world.run()
    #expect(world.vim == state)
    #expect(world.endings(of: token(1, 1)) == [nil, nil])
    world.submit(.delete, token(1, 2))
    world.run()
    world.submit(.delete, token(1, 2))
    world.submit(.apply(firewall(2)), token(1, 1))
    world.run()
    #expect(world.endings(of: token(1, 2)) == [nil, nil])
    #expect(world.vim.resources.isEmpty && world.vim.releases.isEmpty)
  }

  @Test func `states and events survive being written down`() throws {
    var world = World.withFirewall(2)
    world.submit(.apply(firewall(9)), token(1, 2))
    world.send(.power(host: "w1", isOn: false))
    world.run()
    func written<Value: Codable>(_ value: Value) throws -> Value {
      try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }
    #expect(try written(world.vim) == world.vim)
    #expect(try written(world.nfvi) == world.nfvi)
    let clusters = world.vimEvents.map(\.event)
    #expect(try written(clusters) == clusters)
    let hosts = world.nfviEvents.map(\.event)
    #expect(try written(hosts) == hosts)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `messages that come again, and late, leave the same behind`(seed: UInt64) {
    var world = World.withFirewall(3, seed: seed, repeats: true)
    #expect(world.ready(1) == 3)
    world.submit(.apply(firewall(4)), token(1, 2))
    world.run()
    #expect(world.ready(1) == 4)
    world.submit(.apply(firewall(2, image: "fw:4.2.1")), token(1, 3))
    world.run()
    #expect(world.ready(1) == 2 && world.vim.resources.count == 2)
    #expect(world.disagreements == [])
    world.send(.power(host: world.vim.resources.values[0].host ?? "", isOn: false))
    world.run()
    let lost = world.vim.resources.values.filter { $0.phase == .lost }.map(\.id)
    #expect(lost.count == 1)
    world.submit(.replace(lost, firewall(2, image: "fw:4.2.1")), token(1, 4))
    world.run()
    #expect(world.ready(1) == 2)
    world.submit(.delete, token(1, 5))
    world.run()
    for step in 1...5 { #expect(world.isDone(token(1, step))) }
    #expect(world.findings == [])
    #expect(world.vim.resources.isEmpty && world.nfvi.workloads.isEmpty)
    #expect(world.vim.clusters["k8s"]?.allocated == Compute.none)
  }

  private let missing = FaultRule.image("fw:4.2.0", .pullFails)

  /// Two workers cannot get their image; the first ends the scaling, the second fails later.
  private func worldWithFailedScaling() -> World {
    var world = World.withFirewall(1)
    world.send(NFVIMessage.fault(.inject(missing)))
    world.submit(.apply(firewall(3)), token(1, 2))
    for _ in 0..<36_000 where world.endings(of: token(1, 2)).isEmpty {
      world.run(for: .milliseconds(100))
    }
    #expect(!world.endings(of: token(1, 2)).isEmpty, "the scaling fails within an hour")
    return world
  }

  @Test func `what an earlier task left to fail does not fail the one that undoes it`() {
    var world = worldWithFailedScaling()
    #expect(!world.isDone(token(1, 2)))
    #expect(world.vim.resources.values.contains { $0.phase == .creating })
    world.submit(.apply(firewall(1)), token(1, 3))
    world.run()
    #expect(world.isDone(token(1, 3)))
    #expect(world.ready(1) == 1 && world.vim.resources.count == 1)
    #expect(world.findings == [])
  }

  @Test func `once the image is good again, another attempt makes anew what had failed`() {
    var world = worldWithFailedScaling()
    world.send(NFVIMessage.fault(.clear(missing.name)))
    world.submit(.apply(firewall(3)), token(1, 3))
    world.run()
    #expect(world.isDone(token(1, 3)))
    #expect(world.ready(1) == 3 && world.vim.resources.count == 3)
    #expect(world.findings == [])
  }
}
