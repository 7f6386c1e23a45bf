import Deciding
import NFVO
import ResourceInterfaces
import Testing

@Suite struct `The placement engine` {
  @Test(arguments: [0, 1_000, 2_000, 3_000])
  func `finds what trying everything finds`(start: Int) {
    var possible = 0
    for seed in start..<start + 1_000 {
      let small = SmallCase(seed: seed)
      let expected = BruteForce(small).best()
      let outcome = small.engine.decide(small.request)
      #expect(outcome.placed?.score == expected, "seed \(seed)")
      if let placed = outcome.placed {
        #expect(placed.isBest, "seed \(seed)")
        possible += 1
      }
    }
    // A test that only ever sees one answer proves nothing.
    #expect((200...800).contains(possible), "\(possible) of 1000 are possible")
  }

  @Test func `does not depend on the order of the input`() {
    for seed in 0..<400 {
      let small = SmallCase(seed: seed)
      var turned = small
      turned.land.hosts.reverse()
      turned.land.vims.reverse()
      turned.land.sites.reverse()
      let placed = small.engine.decide(small.request).placed
      let again = turned.engine.decide(turned.request).placed
      #expect(placed?.instances.map(\.host) == again?.instances.map(\.host), "seed \(seed)")
    }
  }

  @Test func `gives back exactly what it took`() throws {
    for seed in 0..<300 {
      let small = SmallCase(seed: seed)
      var engine = small.engine
      let before = small.land.hosts.map { engine.free(on: $0.name) }
      guard let placed = engine.place(small.request).placed else { continue }
      engine.release(placed, of: small.request)
      for (host, free) in zip(small.land.hosts, before) {
        let now = try #require(engine.free(on: host.name))
        #expect(now.compute == free?.compute && now.cells == free?.cells, "seed \(seed)")
      }
      #expect(engine.place(small.request).placed == placed, "seed \(seed)")
    }
  }

  /// One instance at a time takes the indexes, a pair takes the search: both must agree on where the
  /// first goes while hosts fill and empty again.
  @Test func `finds the same by its indexes as by search`() {
    var chance = Chance(seed: 11, message: 0)
    let land = Landscape(
      sites: [Landscape.Site(id: "s", customerLatency: 1_000)],
      vims: [
        Landscape.VIM(id: "v1", site: "s", price: 1), Landscape.VIM(id: "v2", site: "s", price: 2),
      ],
      hosts: (0..<140).map {
        Landscape.Host(
          name: "h\(1_000 + $0)", vim: $0 % 2 == 0 ? "v1" : "v2", zone: "z",
          milliCPU: 4_000 + Int(chance.next() % 5) * 1_000, memoryMiB: 16_384)
      })
    var engine = PlacementEngine(land)
    var kept: [(PlacedRequest, PlacementRequest)] = []
    for number in 0..<1_200 {
      let demand = InstanceDemand(
        milliCPU: 100 * Int(chance.next() % 30), memoryMiB: 256 * Int(chance.next() % 16))
      var request = PlacementRequest(
        tenant: "t", units: [PlacementRequest.Unit(id: "u")],
        groups: [PlacementRequest.Group(id: "g", unit: "u", count: 1, demand: demand)])
      let quick = engine.decide(request).placed
      // A connection to itself asks for nothing, and is too much for the indexes.
      request.connections = [PlacementRequest.Connection(rule: "none", "u", "u")]
      let searched = engine.decide(request).placed
      #expect(quick?.score == searched?.score, "request \(number)")
      #expect(quick?.instances.map(\.host) == searched?.instances.map(\.host), "request \(number)")
      if let placed = engine.place(request).placed { kept.append((placed, request)) }
      if number % 3 == 0, !kept.isEmpty {
        let (placed, request) = kept.remove(at: Int(chance.next() % UInt64(kept.count)))
        engine.release(placed, of: request)
      }
      if number % 50 == 0 { engine.setCondition(.maintenance, of: "h\(1_000 + number % 140)") }
      if number % 70 == 0 { engine.setCondition(.up, of: "h\(1_000 + (number + 90) % 140)") }
    }
  }
}
