import NFVO
import ResourceInterfaces
import Testing

@Suite struct `Why nothing fits` {
  /// What is blamed cannot be met, and no fewer constraints cannot: both by trying everything.
  @Test(arguments: [0, 400])
  func `the smallest set of constraints is blamed`(start: Int) {
    var conflicts = 0
    for seed in start..<start + 400 {
      let small = SmallCase(seed: seed)
      guard case .impossible(let conflict) = small.engine.decide(small.request) else { continue }
      conflicts += 1
      #expect(conflict.isProven && !conflict.sentence.isEmpty, "seed \(seed)")
      #expect(!isPossible(small, conflict.constraints), "seed \(seed)")
      for size in 0..<min(3, conflict.constraints.count) {
        for set in subsets(small.request.constraints, size) {
          #expect(isPossible(small, set), "seed \(seed): \(set) is smaller")
        }
      }
      for constraint in conflict.constraints {
        let rest = conflict.constraints.filter { $0 != constraint }
        #expect(isPossible(small, rest), "seed \(seed): \(constraint) is not to blame")
      }
    }
    #expect(conflicts > 100)
  }

  private func isPossible(_ small: SmallCase, _ kept: [PlacementConstraint]) -> Bool {
    var force = BruteForce(small)
    force.request = small.request.keeping(Set(kept))
    force.ignoresQuotas = !kept.contains(.quotas)
    force.ignoresConditions = !kept.contains(.conditions)
    return force.best() != nil
  }

  private func subsets(
    _ all: [PlacementConstraint], _ size: Int
  ) -> [[PlacementConstraint]] {
    guard size > 0 else { return [[]] }
    return all.indices.flatMap { index in
      subsets(Array(all[(index + 1)...]), size - 1).map { [all[index]] + $0 }
    }
  }

  /// Six hosts in zone A and one in zone B, with four dedicated CPUs and two functions each.
  private static func land(_ change: (inout Landscape) -> Void = { _ in }) -> Landscape {
    var land = Landscape(
      sites: [
        Landscape.Site(id: "edge-1", customerLatency: 5_000),
        Landscape.Site(id: "core-1", customerLatency: 15_000),
      ],
      links: [
        Landscape.Link(
          "edge-1", "core-1", latency: 7_000, jitter: 500, bandwidth: 10_000_000_000, price: 1)
      ],
      vims: [
        Landscape.VIM(id: "k8s-edge-1", site: "edge-1"),
        Landscape.VIM(id: "os-core-1", site: "core-1"),
      ],
      hosts: (1...3).map { host("h\($0)", "k8s-edge-1", "A") }
        + [host("h4", "k8s-edge-1", "B"), host("c1", "os-core-1", "C")])
    change(&land)
    return land
  }

  private static func host(_ name: String, _ vim: String, _ zone: String) -> Landscape.Host {
    Landscape.Host(
      name: name, vim: vim, zone: zone, milliCPU: 8_000, memoryMiB: 16_384,
      cells: [Landscape.Cell(dedicatedCPUs: 4, hugepagesMiB: 2_048, functions: 2)])
  }

  private static func request(
    count: Int = 3, _ demand: InstanceDemand, unit: PlacementRequest.Unit = .init(id: "fw"),
    rules: [PlacementRequest.Rule] = []
  ) -> PlacementRequest {
    PlacementRequest(
      tenant: "Globex", units: [unit],
      groups: [PlacementRequest.Group(id: "worker", unit: unit.id, count: count, demand: demand)],
      rules: rules)
  }

  private static let pinned = InstanceDemand(dedicatedCPUs: 4, functions: 1, isSameNUMA: true)
  private static let apart = [
    PlacementRequest.Rule(id: "apart", .antiAffinity, .nfviNode, groups: ["worker"])
  ]

  private func sentence(_ land: Landscape, _ request: PlacementRequest) -> String {
    guard case .impossible(let conflict) = PlacementEngine(land).decide(request) else {
      return "it fits"
    }
    return conflict.sentence
  }

  @Test func `hosts of a zone that lack pieces or are in maintenance are named`() {
    let land = Self.land {
      $0.hosts[1].cells[0].functions = 0
      $0.hosts[2].condition = .maintenance
    }
    let unit = PlacementRequest.Unit(id: "fw", zones: ["A"])
    #expect(
      sentence(land, Self.request(count: 2, Self.pinned, unit: unit, rules: Self.apart))
        == "worker needs 2 hosts with 1 free SR-IOV function in zone A, one qualifies: "
        + "h2 lacks 1 SR-IOV function, h3 in maintenance")
  }

  @Test func `too little room is counted in instances`() {
    #expect(
      sentence(Self.land(), Self.request(count: 6, Self.pinned))
        == "worker needs room for 6 instances in one VIM with 4 free dedicated CPUs, at most four fit"
    )
    let land = Self.land { $0.hosts.removeLast() }
    #expect(
      sentence(land, Self.request(count: 6, InstanceDemand(milliCPU: 5_500)))
        == "worker needs room for 6 instances with 5.5 free vCPU, four fit")
    #expect(
      sentence(land, Self.request(count: 1, InstanceDemand(memoryMiB: 20_480)))
        == "worker needs a host with 20 GiB of free memory, none qualifies: "
        + "h1 and 3 others lack 4 GiB of memory")
  }

  @Test func `sites that are refused say why`() {
    let unit = PlacementRequest.Unit(
      id: "fw",
      conditions: [
        PlacementRequest.Condition(
          words: "on kubernetes", refused: ["os-core-1": "is openstack, not kubernetes"])
      ],
      bounds: [PlacementRequest.Bound(rule: "lan", latency: 4_500)])
    #expect(
      sentence(Self.land(), Self.request(count: 1, InstanceDemand(milliCPU: 1_000), unit: unit))
        == "worker needs a host within 4.5 ms of the customer (lan), none qualifies: "
        + "k8s-edge-1 is 5 ms away, os-core-1 is 15 ms away")
    let near = PlacementRequest.Unit(
      id: "fw", conditions: unit.conditions,
      bounds: [PlacementRequest.Bound(rule: "lan", site: "core-1", latency: 20_000)])
    #expect(
      sentence(Self.land(), Self.request(count: 1, InstanceDemand(milliCPU: 1_000), unit: near))
        == "worker needs a host on kubernetes within 20 ms of the customer at core-1 (lan), "
        + "none qualifies: k8s-edge-1 is 22 ms away, os-core-1 is openstack, not kubernetes")
  }

  @Test func `a NUMA node that has not all of it is told from a host that has not`() {
    let land = Self.land {
      $0.hosts = [$0.hosts[0]]
      $0.hosts[0].cells = [
        Landscape.Cell(dedicatedCPUs: 8, functions: 0), Landscape.Cell(functions: 4),
      ]
    }
    #expect(
      sentence(land, Self.request(count: 1, Self.pinned))
        == "worker needs a host with 4 free dedicated CPUs and 1 free SR-IOV function on one NUMA "
        + "node, none qualifies: h1 lacks a NUMA node that has all of it")
  }

  @Test func `quotas say what is missing`() {
    let land = Self.land {
      for index in $0.vims.indices {
        $0.vims[index].quotas = [
          Landscape.Quota(
            tenant: "Globex", milliCPU: 10_000, used: QuotaUse(milliCPU: 4_000, instances: 2))
        ]
      }
    }
    #expect(
      sentence(land, Self.request(count: 3, InstanceDemand(milliCPU: 2_500)))
        == "the quota of Globex on k8s-edge-1 lacks 1.5 vCPU; "
        + "the quota of Globex on os-core-1 lacks 1.5 vCPU")
  }

  @Test func `rules against each other are both named`() {
    var request = Self.request(count: 1, InstanceDemand(milliCPU: 1_000))
    request.groups.append(
      PlacementRequest.Group(
        id: "db", unit: "fw", count: 1, demand: InstanceDemand(milliCPU: 1_000)))
    request.rules = [
      PlacementRequest.Rule(id: "near", .affinity, .zone, groups: ["worker", "db"]),
      PlacementRequest.Rule(id: "apart", .antiAffinity, .zoneGroup, groups: ["worker", "db"]),
    ]
    #expect(
      sentence(Self.land(), request)
        == "near wants worker and db in one zone; "
        + "apart wants worker and db in different zone groups")
  }

  @Test func `a connection that is too long is named with its units`() {
    var request = Self.request(count: 1, InstanceDemand(milliCPU: 1_000))
    request.units.append(PlacementRequest.Unit(id: "core"))
    request.groups.append(
      PlacementRequest.Group(
        id: "db", unit: "core", count: 1, demand: InstanceDemand(milliCPU: 1_000)))
    request.rules = [
      PlacementRequest.Rule(
        id: "sites", .antiAffinity, .nfviPop, groups: ["worker", "db"], parties: .units)
    ]
    request.connections = [
      PlacementRequest.Connection(rule: "fabric", "fw", "core", latency: 5_000)
    ]
    #expect(
      sentence(Self.land(), request)
        == "sites wants worker and db in different sites; "
        + "fabric needs at most 5 ms between fw and core")
  }

  @Test func `replicas that are there already count`() {
    var engine = PlacementEngine(Self.land())
    engine.know("VNF-1/worker", on: ["h1", "h2", "h3", "h4", "c1"])
    var request = Self.request(count: 1, InstanceDemand(milliCPU: 1_000), rules: Self.apart)
    request.groups[0].peers = "VNF-1/worker"
    guard case .impossible(let conflict) = engine.decide(request) else {
      Issue.record("it fits")
      return
    }
    #expect(
      conflict.sentence
        == "worker needs one more host, none qualifies (5 of its kind are there already)")
  }
}
