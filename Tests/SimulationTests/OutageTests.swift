import Console
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import Testing
import VIM
import VNFM

@testable import Podium

/// Hosts and sites that go dark under a dozen customers: what people are told, and how it heals.
struct OutageTests {
  /// The whole stack in memory, with a console that folds the events as they come.
  private struct Network {
    var engine: Engine
    var console: Console.World
    /// The most heals that ran on one VIM at one moment.
    var mostHeals = 0

    init(customers: Int, in folder: URL) throws {
      engine = try SimulationTests.World(folder: folder).open().engine
      let seat = Console.World.Seat(title: "test", user: "noc@edge", isReadOnly: false)
      console = Console.World(engine.layers, now: engine.now, pace: .maximum, seat: seat)
      for number in 1...customers {
        let order = try Bundled.exampleOrder().placed(
          by: "Customer\(number)", externalId: "PO-\(number)")
        try tell(.service(.com(.placeOrder(order))))
      }
      try run()
    }

    mutating func tell(_ message: Message) throws {
      var batch = Batch.rehearsed
      try engine.admit(message, from: .person, into: &batch)
    }

    mutating func power(_ hosts: [HostName], isOn: Bool) throws {
      for host in hosts { try tell(.resource(.nfvi(.power(host: host, isOn: isOn)))) }
    }

    /// Runs for `span`, or until nothing is left to do.
    mutating func run(for span: Span? = nil) throws {
      let end = span.map { engine.now + $0 } ?? .distantFuture
      while true {
        var batch = Batch.rehearsed
        guard try engine.step(until: end, into: &batch) else { break }
        let heals = engine.layers.vnfm.waves.values.map(\.running.count).max() ?? 0
        mostHeals = max(mostHeals, heals)
        console.absorb(
          Conductor.Publication(
            layers: engine.layers, events: batch.events, now: engine.now,
            sequence: engine.sequence, pace: .maximum, waiting: engine.waitingCount))
      }
    }

    var nfvo: NFVOrchestrator.State { engine.layers.nfvo }
    var roots: [AlarmRecord] { nfvo.alarms.values.filter { $0.root == nil } }

    /// Whether the console's rows, brought up to date by events, are those of a console that begins
    /// now.
    func consoleIsRight() -> Bool {
      let seat = Console.World.Seat(title: "test", user: "noc@edge", isReadOnly: false)
      let fresh = Console.World(engine.layers, now: engine.now, pace: .maximum, seat: seat)
      let all = Set(nfvo.alarms.keys.map(\.serial))
      return fresh.alarms(limit: 300, unfolded: all) == console.alarms(limit: 300, unfolded: all)
        && fresh.policies(limit: 300) == console.policies(limit: 300)
    }
  }

  @Test func `one host down is one root alarm and one wave of healing`() throws {
    try withFolder { folder in
      var network = try Network(customers: 12, in: folder)
      let busiest = try #require(
        network.engine.layers.vim.hosts.values.max { $0.resources.count < $1.resources.count })
      let hit = Set(busiest.resources.values)
      #expect(hit.count > 1)
      try network.power([busiest.name], isOn: false)
      try network.run(for: .seconds(44))
      #expect(network.roots.map(\.managedObject) == [busiest.name])
      #expect(network.nfvo.alarms.count == 1 + hit.count)
      #expect(network.consoleIsRight())
      try network.run()
      #expect(network.mostHeals <= HealingWave.limit)
      let heals = network.engine.layers.vnfm.operations.values.filter { $0.kind == .heal }
      #expect(heals.count == hit.count && heals.allSatisfy { $0.state == .completed })
      #expect(network.nfvo.alarms.values.map(\.managedObject) == [busiest.name])
      try network.power([busiest.name], isOn: true)
      try network.run()
      #expect(network.nfvo.alarms.isEmpty && network.consoleIsRight())
      #expect(try Agreement.findings(network.engine) == [])
    }
  }

  @Test func `a site out is one root, heals in turns, and asks for what cannot be healed`() throws {
    try withFolder { folder in
      var network = try Network(customers: 12, in: folder)
      let vims = Dictionary(grouping: network.nfvo.vnfs.values, by: \.vim)
      let (vim, there) = try #require(vims.max { $0.value.count < $1.value.count })
      let hosts = network.engine.layers.vim.clusters[vim]?.hosts ?? []
      #expect(there.count > HealingWave.limit && hosts.count > 3)
      // One host is worked on: it raises nothing, and does not make the site look worse.
      let spare = try #require(hosts.last)
      try network.tell(
        .service(.assurance(.maintenance(host: spare, isOn: true, from: .person(name: "noc")))))
      try network.power(hosts, isOn: false)
      try network.run()
      #expect(network.roots.map(\.managedObject) == [vim])
      #expect(network.nfvo.alarm(.hostDown, of: spare) == nil)
      #expect(network.mostHeals <= HealingWave.limit)
      #expect(network.consoleIsRight())
      let givenUp = network.engine.layers.vnfm.vnfs.values.filter(\.healing.isGivenUp)
      #expect(!givenUp.isEmpty)
      #expect(
        givenUp.allSatisfy { network.nfvo.alarm(.healingGivenUp, of: "\($0.id)") != nil })
      try network.power(hosts, isOn: true)
      try network.run()
      #expect(network.nfvo.alarm(.siteOut, of: vim) == nil)
      // Nothing explains any more what is still broken: each asks for a person.
      #expect(network.roots.count == network.nfvo.alarms.count)
      for ns in network.nfvo.networkServices.values where ns.health != .full {
        let request = HealNSRequest(vnfInstanceId: nil, cause: "the site is back")
        try network.tell(
          .service(.nfvo(.heal(ns: ns.id, request, from: .person(name: "noc")))))
      }
      try network.run()
      #expect(network.nfvo.alarms.isEmpty, "\(network.nfvo.alarms.values.map(\.detail))")
      #expect(network.consoleIsRight())
      #expect(try Agreement.findings(network.engine) == [])
    }
  }
}
