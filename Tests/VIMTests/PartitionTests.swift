import Deciding
import NFVI
import ResourceInterfaces
import Testing
import VIM

/// A change that makes some replicas anew and leaves the others, and images that are bad.
struct PartitionTests {
  /// `updated` replicas from 4.2.1 beside `kept` ones from 4.2.0.
  private func partition(_ updated: Int, kept: Int, on vim: VIMName, floor: Int = 4) -> Release {
    let base = firewall(updated + kept, on: vim, image: "fw:4.2.1")
    let worker = base.components[0]
    return Release(
      name: base.name, chart: base.chart, version: base.version,
      components: [
        Release.Component(
          vdu: worker.vdu, kind: worker.kind, replicas: worker.replicas, compute: worker.compute,
          image: worker.image, imageMiB: worker.imageMiB, isSpread: worker.isSpread,
          former: Release.Former(
            image: "fw:4.2.0", imageMiB: 380, compute: worker.compute, count: kept),
          floor: floor, surge: 0)
      ],
      services: base.services, configMaps: base.configMaps, volumeClaims: base.volumeClaims,
      networkAttachments: base.networkAttachments)
  }

  private func images(_ world: World) -> [String] {
    world.vim.resources(of: vnf(1)).filter(\.isReady).map(\.image).sorted()
  }

  @Test(arguments: ["k8s", "os"])
  func `a partition leaves the others, never falls below its floor, and mends what a host took`(
    vim: VIMName
  ) throws {
    var world = World.withFirewall(4, hosts: 8, on: vim)
    let old = Set(world.vim.resources.keys)
    world.submit(.apply(partition(1, kept: 4, on: vim)), token(1, 2), to: vim)
    world.run()
    #expect(world.isDone(token(1, 2)))
    #expect(images(world) == ["fw:4.2.0", "fw:4.2.0", "fw:4.2.0", "fw:4.2.0", "fw:4.2.1"])
    #expect(old.isSubset(of: world.vim.resources.keys))
    var fewest = Int.max
    world.submit(.apply(partition(2, kept: 3, on: vim)), token(1, 3), to: vim)
    world.run { fewest = min(fewest, $0.ready(1)) }
    #expect(images(world).count { $0 == "fw:4.2.1" } == 2 && world.ready(1) == 5)
    #expect(fewest == 4)
    let hit = try #require(world.vim.resources(of: vnf(1)).first { $0.image == "fw:4.2.0" })
    world.send(.power(host: try #require(hit.host), isOn: false))
    world.run(for: .minutes(2))
    #expect(world.ready(1) == 4)
    world.submit(.apply(partition(2, kept: 3, on: vim)), token(1, 4), to: vim)
    world.run()
    #expect(world.isDone(token(1, 4)))
    #expect(images(world) == ["fw:4.2.0", "fw:4.2.0", "fw:4.2.0", "fw:4.2.1", "fw:4.2.1"])
    world.submit(.apply(firewall(4, on: vim)), token(1, 5), to: vim)
    world.run()
    #expect(images(world) == Array(repeating: "fw:4.2.0", count: 4))
    #expect(world.findings == [] && world.disagreements == [] && world.equalsReplay)
  }

  @Test(arguments: ["k8s", "os"], [ImageFate.pullFails, .crashes(afterSeconds: 0)])
  func `what a bad image makes is lost by its own fault, and works once it is mended`(
    vim: VIMName, fault: ImageFate
  ) throws {
    var world = World.withFirewall(3, on: vim)
    let rule = FaultRule.image("fw:4.2.1", fault)
    world.send(NFVIMessage.fault(.inject(rule)))
    world.submit(.apply(firewall(3, on: vim, image: "fw:4.2.1")), token(1, 2), to: vim)
    world.run()
    let end = try #require(world.endings(of: token(1, 2)).first ?? nil)
    #expect(end.errorClass == .unhealthy)
    #expect(end.detail.contains("fw:4.2.1"))
    let lost = world.vim.resources(of: vnf(1)).filter { $0.phase == .lost }
    #expect(lost.count == 1 && lost.allSatisfy { $0.loss == .workload })
    #expect(world.ready(1) == 3)
    world.send(NFVIMessage.fault(.clear(rule.name)))
    world.submit(.apply(firewall(3, on: vim, image: "fw:4.2.1")), token(1, 3), to: vim)
    world.run()
    #expect(world.isDone(token(1, 3)))
    #expect(images(world) == Array(repeating: "fw:4.2.1", count: 3))
    #expect(world.findings == [] && world.disagreements == [] && world.equalsReplay)
  }

  @Test func `what crashes after it served is told once, and started again and again`() throws {
    var world = World.withFirewall(2)
    world.send(
      NFVIMessage.fault(
        .inject(.image("fw:4.2.1", .crashes(afterSeconds: 20), skip: 1))))
    world.submit(.apply(firewall(2, image: "fw:4.2.1")), token(1, 2))
    world.run()
    #expect(world.isDone(token(1, 2)))
    let lost = world.vim.resources(of: vnf(1)).filter { $0.phase == .lost }
    #expect(lost.count == 1 && world.ready(1) == 1)
    #expect(lost.first?.status == "CrashLoopBackOff")
    let failed = try #require(lost.first.flatMap { world.nfvi.workloads[$0.id] })
    #expect(failed.stage == .backOff)
    // The image is mended: the pod serves at the next try, and nobody had to replace it.
    world.send(NFVIMessage.fault(.clear("image-corrupt@image=fw:4.2.1")))
    world.run()
    #expect(world.ready(1) == 2)
    #expect(world.vim.resources[failed.id]?.restarts == 1)
    #expect(world.findings == [] && world.disagreements == [])
  }
}
