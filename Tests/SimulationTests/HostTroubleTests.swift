import Core
import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// Hosts that ail while they run: links that flap, disks that fill, management controllers that hang.
struct HostTroubleTests {
  private static func expectSound(_ lab: Lab) throws {
    let firewall = try #require(lab.layers.firewall)
    #expect(firewall.ready == firewall.wanted)
    #expect(lab.layers.nfvo.alarms.isEmpty && lab.layers.faults.isEmpty)
    let running = lab.layers.nfvi.functions[firewall.id]
    #expect(running?.ready == firewall.wanted && running?.workloads.count == firewall.wanted)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  /// How long the links are down each time, how often, and how many heals that is worth.
  @Test(arguments: [(8, 1, 0), (39, 1, 0), (8, 3, 0), (120, 1, 1), (43, 1, 0)])
  func `a blip heals nothing, and what was given up is not run twice`(
    seconds: Int, count: Int, heals: Int
  ) throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let host = try #require(lab.layers.firewall?.components.first?.host)
    let serving = try #require(lab.layers.firewall?.ready)
    lab.forget()
    try lab.inject(
      FaultRule(
        .nicFlap, at: FaultPlace(host: host), delay: .seconds(Double(seconds)), count: count))
    try lab.run(for: .seconds(1))
    let alarm = lab.layers.nfvo.alarm(.linksDown, of: host)
    #expect(alarm?.severity == .major && alarm?.detail.contains("its links are down") == true)
    let id = try #require(lab.layers.firewall?.id)
    #expect(lab.layers.nfvi.functions[id]?.ready == serving - 1)
    try lab.run()
    #expect(lab.heals == heals)
    try Self.expectSound(lab)
  }

  @Test func `what starts while the links are down starts when they are back`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let vim = try #require(lab.layers.firewall?.vim)
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run(for: .seconds(6))
    try lab.inject(
      FaultRule(.nicFlap, at: FaultPlace(vim: vim), delay: .seconds(20)))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    try Self.expectSound(lab)
  }

  @Test func `a power loss while the links are down ends as any other`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let host = try #require(lab.layers.firewall?.components.first?.host)
    lab.forget()
    try lab.inject(
      FaultRule(.nicFlap, at: FaultPlace(host: host), delay: .seconds(30)))
    try lab.run(for: .seconds(5))
    try lab.inject(
      FaultRule(.powerLoss, at: FaultPlace(host: host), duration: .minutes(2)))
    try lab.run()
    #expect(lab.heals == 1)
    try Self.expectSound(lab)
  }

  @Test func `where the disks are full things start elsewhere`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let vim = try #require(lab.layers.firewall?.vim)
    let all = try #require(lab.layers.vim.clusters[vim]?.hosts)
    let free = Set(all.suffix(6))
    for host in all where !free.contains(host) {
      try lab.inject(
        FaultRule(.diskFull, at: FaultPlace(host: host), duration: .minutes(30)))
    }
    try lab.run(for: .seconds(11))
    let host = try #require(all.first)
    #expect(lab.layers.nfvo.alarm(.diskPressure, of: host)?.severity == .minor)
    #expect(lab.layers.vim.hosts[host]?.troubles == [.diskFull])
    let before = Set(try #require(lab.layers.firewall).components.map(\.resource))
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    let new = try #require(lab.layers.firewall).components.filter {
      !before.contains($0.resource)
    }
    #expect(!new.isEmpty && new.allSatisfy { free.contains($0.host ?? "") })
    try Self.expectSound(lab)
  }

  /// Before anybody noticed, a host refuses, and others are tried: three in all.
  @Test(arguments: [(1, true), (2, true), (99, false)])
  func `a resource that its host refuses is tried elsewhere`(count: Int, isDone: Bool) throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let vim = try #require(lab.layers.firewall?.vim)
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    let scheduled = lab.layers.vim
    try lab.run { layers in
      layers.vim.resources.count > scheduled.resources.count
        && layers.vim.resources.values.contains { $0.phase == .creating }
    }
    let hosts = try #require(lab.layers.vim.clusters[vim]?.hosts)
    let chosen = lab.layers.vim.resources.values.filter { $0.phase == .creating }
      .compactMap(\.host)
    let full =
      count > hosts.count
      ? hosts : Array((chosen + hosts.filter { !chosen.contains($0) }).prefix(count))
    for host in full {
      try lab.inject(
        FaultRule(.diskFull, at: FaultPlace(host: host), duration: .minutes(60)))
    }
    try lab.run()
    #expect((lab.layers.operation?.state == .completed) == isDone)
    if !isDone {
      #expect(lab.layers.operation?.problem?.detail.contains("ephemeral-storage") == true)
    }
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `a controller that hangs is a warning, and no more`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let host = try #require(lab.layers.firewall?.components.first?.host)
    lab.forget()
    try lab.inject(
      FaultRule(.bmcUnreachable, at: FaultPlace(host: host), duration: .minutes(5)))
    try lab.run(for: .seconds(61))
    let alarm = try #require(lab.layers.nfvo.alarm(.bmcUnreachable, of: host))
    #expect(alarm.severity == .warning && alarm.detail.contains("nobody can switch it"))
    #expect(
      lab.layers.powerPlan(of: host, .forceOff)?.objection?.contains("does not answer") == true)
    try lab.run()
    #expect(lab.heals == 0)
    try Self.expectSound(lab)
  }

  @Test func `switching a host off says what runs there, and that heals elsewhere`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let firewall = try #require(lab.layers.firewall)
    let host = try #require(firewall.components.first?.host)
    let plan = try #require(lab.layers.powerPlan(of: host, .gracefulShutdown))
    #expect(plan.objection == nil)
    #expect(plan.lossSentence?.contains("\(firewall.name) (1 of ") == true)
    lab.forget()
    try lab.admit(.resource(.nfvi(.reset(host: host, .gracefulShutdown, by: "ann"))))
    try lab.run()
    #expect(lab.heals == 1 && lab.layers.nfvi.hosts[host]?.power == .off)
    try lab.admit(.resource(.nfvi(.reset(host: host, .on, by: "ann"))))
    try lab.run()
    try Self.expectSound(lab)
  }
}
