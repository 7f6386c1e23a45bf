import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// Upgrades in service through all layers, looked at after every message: canary, gate, the rest, and
/// what happens when the new version, a host or a person comes in between.
@Suite struct `An upgrade in service` {
  @Test(arguments: Cloud.allCases)
  func `watches its canary, then rolls the rest, and capacity never falls`(
    cloud: Cloud
  ) throws {
    var scene = try UpgradeScene(on: cloud)
    try scene.upgrade()
    try scene.run()
    #expect(scene.operation?.state == .completed)
    #expect(scene.vnf.softwareVersion == "4.2.1")
    #expect(scene.updated == 4 && scene.ready == 4)
    #expect(scene.fewestReady == 4)
    #expect(scene.mostHeld == 5)
    let gates = scene.vnfOperation.steps.filter { step in
      if case .gate = step.act { true } else { false }
    }
    #expect(gates.count == 4 && gates.allSatisfy { $0.isDone })
    for gate in gates {
      let begun = try #require(gate.attemptedAt)
      #expect(try #require(gate.endedAt) - begun >= .seconds(30))
    }
    try scene.expectSound()
  }

  @Test(arguments: Cloud.allCases, BadImage.allCases)
  func `of a bad image goes no further than its canary, and back by itself`(
    cloud: Cloud, image: BadImage
  ) throws {
    var scene = try UpgradeScene(on: cloud)
    try scene.spoil(image.fault)
    try scene.upgrade()
    var mostUpdated = 0
    try scene.run(watch: { mostUpdated = max(mostUpdated, $0.updated) })
    #expect(mostUpdated == 1)
    try scene.expectRolledBack(because: image.words(on: cloud))
    #expect(scene.fewestReady == 4)
  }

  @Test(arguments: Cloud.allCases, [0, 12])
  func `whose third instance fails goes back by itself`(cloud: Cloud, after: Int) throws {
    var scene = try UpgradeScene(on: cloud)
    try scene.spoil(.crashes(afterSeconds: after), passes: 2)
    try scene.upgrade()
    var mostUpdated = 0
    try scene.run(watch: { mostUpdated = max(mostUpdated, $0.updated) })
    #expect(mostUpdated == 3)
    try scene.expectRolledBack(because: BadImage.crashes.words(on: cloud))
    #expect(scene.fewestReady == 4)
  }

  @Test func `that was paused watches on, goes no further, and goes on when it is told to`() throws
  {
    var scene = try UpgradeScene(on: .kubernetes)
    try scene.upgrade()
    try scene.run(until: { $0.updatedReady == 1 })
    try scene.hold(true)
    try scene.run(for: .minutes(20))
    #expect(scene.updated == 1 && scene.ready == 5)
    #expect(scene.operation?.state == .processing)
    #expect(scene.vnfOperation.isHeld)
    try scene.hold(true)
    try scene.hold(false)
    try scene.run()
    #expect(scene.operation?.state == .completed)
    #expect(scene.updated == 4 && scene.fewestReady == 4)
    try scene.expectSound()
  }

  @Test func `that was paused can be undone in the middle`() throws {
    var scene = try UpgradeScene(on: .kubernetes)
    try scene.upgrade()
    try scene.run(until: { $0.updatedReady == 2 })
    try scene.hold(true)
    try scene.run(for: .minutes(5))
    #expect(scene.updated == 2)
    for task in [NSOperationTask.cancel(.forceful), .rollback] {
      let id = try #require(scene.operation).id
      try scene.lab.ask(.task(task, operation: id, from: Lab.person))
      try scene.run()
    }
    #expect(scene.operation?.state == .rolledBack)
    #expect(scene.updated == 0 && scene.ready == 4 && scene.fewestReady == 4)
    #expect(scene.vnf.softwareVersion == "4.2.0")
    try scene.expectSound()
  }

  @Test func `that was paused fails when its canary does`() throws {
    var scene = try UpgradeScene(on: .kubernetes)
    try scene.spoil(.crashes(afterSeconds: 300))
    try scene.upgrade()
    try scene.run(until: { $0.updatedReady == 1 })
    try scene.hold(true)
    try scene.run()
    try scene.expectRolledBack(because: BadImage.crashes.words(on: .kubernetes))
    #expect(scene.fewestReady == 4)
  }

  @Test(arguments: [true, false], Cloud.allCases)
  func `outlives the loss of a host while it watches`(isCanary: Bool, cloud: Cloud) throws {
    var scene = try UpgradeScene(on: cloud)
    try scene.upgrade()
    try scene.run(until: { $0.updatedReady == 1 && $0.isWatching })
    try scene.losePower(ofUpdated: isCanary)
    try scene.run()
    #expect(scene.operation?.state == .completed)
    #expect(scene.updated == 4 && scene.ready == 4)
    #expect(scene.fewestReady >= 3)
    try scene.expectSound()
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `ends whole whenever a host is lost`(seed: UInt64) throws {
    var scene = try UpgradeScene(on: seed % 2 == 0 ? .kubernetes : .openstack, seed: seed)
    try scene.upgrade()
    var chance = Chance(seed: seed, message: 1)
    try scene.run(for: .milliseconds(Int(chance.next() % 200_000)))
    let wasOpen = scene.operation?.state == .processing
    try scene.losePower(ofUpdated: seed % 3 == 0)
    try scene.run()
    #expect(scene.operation?.state == .completed, "\(wasOpen)")
    #expect(scene.ready == 4 && scene.updated == 4)
    #expect(scene.fewestReady >= 3)
    try scene.expectSound()
  }

  @Test func `that is paused makes again what a host takes, and goes no further`() throws {
    var scene = try UpgradeScene(on: .kubernetes)
    try scene.upgrade()
    try scene.run(until: { $0.updatedReady == 1 })
    try scene.hold(true)
    try scene.run(for: .minutes(5))
    try scene.losePower(ofUpdated: false)
    try scene.run(for: .minutes(10))
    #expect(scene.ready == 5 && scene.updated == 1)
    try scene.losePower(ofUpdated: true)
    try scene.run(for: .minutes(10))
    #expect(scene.ready == 5 && scene.updated == 1)
    try scene.hold(false)
    try scene.run()
    #expect(scene.operation?.state == .completed && scene.updated == 4)
    try scene.expectSound()
  }

  @Test func `keeps the floor that its package sets, and no more`() throws {
    var scene = try UpgradeScene(on: .kubernetes, maxUnavailable: 1)
    try scene.upgrade()
    try scene.run()
    #expect(scene.operation?.state == .completed && scene.updated == 4)
    #expect(scene.fewestReady == 3 && scene.mostHeld == 4)
    try scene.expectSound()
  }

  @Test func `of two functions of which the second fails goes back with both when it is told to`()
    throws
  {
    var lab = try Lab(seed: 51) { nsds, _ in
      for index in nsds.indices where nsds[index].name == "cloud-firewall-ns" {
        let profiles = nsds[index].vnfProfiles.indices
        for profile in profiles where nsds[index].vnfProfiles[profile].isSized {
          nsds[index].vnfProfiles[profile].instances = 2
        }
      }
    }
    for step in NSAct.upgrade.preparation {
      try lab.admit(try step(lab.layers))
      try lab.run()
    }
    let firewalls = lab.layers.vnfm.vnfs.values.filter { !$0.levels.isEmpty }.map(\.id)
    try #require(firewalls.count == 2)
    let passes = firewalls[0..<1].compactMap { lab.layers.vnfm.vnfs[$0]?.wanted }.reduce(0, +)
    let rule = FaultRule.image("cloud-firewall:4.2.1", .crashes(afterSeconds: 0), skip: passes)
    try lab.admit(.resource(.nfvi(.fault(.inject(rule)))))
    try lab.ask(try NSAct.upgrade.request(lab.layers))
    try lab.run()
    let operation = try #require(lab.layers.operation)
    #expect(operation.state == .failedTemp)
    let versions = firewalls.compactMap { lab.layers.vnfm.vnfs[$0]?.softwareVersion }
    #expect(versions == ["4.2.1", "4.2.0"])
    try lab.ask(.task(.rollback, operation: operation.id, from: Lab.person))
    try lab.run()
    #expect(lab.layers.operation?.state == .rolledBack)
    #expect(lab.layers.operation?.leftovers == [])
    for id in firewalls {
      #expect(lab.layers.vnfm.vnfs[id]?.softwareVersion == "4.2.0")
      #expect(lab.layers.nfvo.vnfs[id]?.vnfdId == lab.layers.vnfm.vnfs[id]?.vnfdId)
      #expect(lab.layers.vim.resources(of: id).allSatisfy { $0.image == "cloud-firewall:4.2.0" })
    }
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `asks a person when hosts take its canary again and again`() throws {
    // A cluster takes 40 s to notice that a host is silent: the watch outlasts that.
    var scene = try UpgradeScene(on: .kubernetes, gateSeconds: 90)
    try scene.upgrade()
    var losses = 0
    while losses < 9 {
      try scene.run(until: { $0.isWatching && $0.updatedReady == 1 })
      guard scene.vnfOperation.state == .processing else { break }
      try scene.losePower(ofUpdated: true)
      losses += 1
      try scene.run(until: { !$0.isWatching })
    }
    #expect(losses == 6)
    #expect(scene.operation?.state == .failedTemp)
    #expect(scene.operation?.problem?.detail.contains("watched anew 5 times") == true)
    #expect(scene.fewestReady == 4)
    let id = try #require(scene.operation).id
    try scene.lab.ask(.task(.rollback, operation: id, from: Lab.person))
    try scene.run()
    #expect(scene.operation?.state == .rolledBack)
    #expect(scene.updated == 0 && scene.ready == 4)
    try scene.expectSound()
  }

  @Test func `that was cancelled while it watched goes on from there when it is retried`() throws {
    var scene = try UpgradeScene(on: .openstack)
    try scene.upgrade()
    try scene.run(until: { $0.isWatching && $0.updatedReady == 2 })
    try scene.lab.admit(.task(.cancel(.graceful), scene.vnfOperation.id))
    try scene.run()
    #expect(scene.operation?.state == .failedTemp && scene.updated == 2)
    let id = try #require(scene.operation).id
    try scene.lab.ask(.task(.retry, operation: id, from: Lab.person))
    try scene.run()
    #expect(scene.operation?.state == .completed && scene.updated == 4)
    #expect(scene.fewestReady == 4)
    try scene.expectSound()
  }

  @Test func `is all that can be paused`() throws {
    var scene = try UpgradeScene(on: .kubernetes)
    scene.lab.forget()
    let last = try #require(scene.vnf.lastOperation)
    let sequence = try scene.lab.admit(.holding(last, true, by: "lab"))
    try scene.run()
    let problem = Engine.refusal(in: scene.lab.events, of: sequence)
    #expect(problem?.detail.contains("Only a CHANGE_VNFPKG that is PROCESSING") == true)
    #expect(problem?.detail.contains("\(last)") == true)
  }
}

/// What can be wrong with an image.
enum BadImage: CaseIterable, Sendable {
  case pull, crashes, crashesLater

  var fault: ImageFate {
    switch self {
    case .pull: .pullFails
    case .crashes: .crashes(afterSeconds: 0)
    case .crashesLater: .crashes(afterSeconds: 20)
    }
  }

  /// What its cluster says of it.
  func words(on cloud: Cloud) -> String {
    switch (self, cloud) {
    case (.pull, .kubernetes): "ImagePullBackOff"
    case (.pull, .openstack): "ImageNotFound"
    case (_, .kubernetes): "CrashLoopBackOff"
    case (_, .openstack): "guest panicked"
    }
  }
}
