import Deciding
import NFVO
import ResourceInterfaces

/// Small landscapes and requests, drawn by a seed: small enough to try everything, tight enough that
/// about half of them have no solution.
struct SmallCase {
  var land: Landscape
  var request: PlacementRequest
  var known: [String: [HostName]] = [:]
  var used: [HostName: Compute] = [:]

  init(seed: Int) {
    var chance = Chance(seed: UInt64(seed), message: 1)
    func draw(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(chance.next() % UInt64(range.count))
    }
    func maybe(_ percent: Int) -> Bool { draw(1...100) <= percent }
    func pick<Value>(_ values: [Value]) -> Value { values[draw(0...values.count - 1)] }

    let siteCount = draw(1...3)
    let sites = (1...siteCount).map {
      Landscape.Site(
        id: "s\($0)", customerLatency: draw(1...9) * 1_000, customerJitter: draw(0...3) * 100)
    }
    var links: [Landscape.Link] = []
    for one in 1...siteCount {
      for other in 1...siteCount where one < other && maybe(75) {
        links.append(
          Landscape.Link(
            "s\(one)", "s\(other)", latency: draw(1...9) * 1_000, jitter: draw(0...3) * 100,
            bandwidth: draw(1...3) * 1_000, price: draw(0...5)))
      }
    }
    let vims = (1...draw(siteCount...3)).map { number in
      Landscape.VIM(
        id: "v\(number)", site: "s\((number - 1) % siteCount + 1)", price: draw(0...2),
        quotas: maybe(20)
          ? [
            Landscape.Quota(
              tenant: "t", milliCPU: draw(1...6) * 1_000, memoryMiB: draw(1...6) * 1_024,
              instances: draw(1...4))
          ] : [])
    }
    let usesCells = maybe(40)
    let hosts = (1...draw(2...(usesCells ? 3 : 4))).map { number in
      Landscape.Host(
        name: "h\(number)", vim: pick(vims).id, zone: pick(["a", "b"]),
        zoneGroup: maybe(30) ? "g" : nil, labels: maybe(30) ? ["gpu"] : [],
        condition: maybe(12) ? pick([.maintenance, .down]) : .up, milliCPU: draw(2...7) * 1_000,
        memoryMiB: draw(2...7) * 1_024, maxInstances: maybe(20) ? draw(1...2) : nil,
        cells: usesCells
          ? (1...draw(1...2)).map { _ in
            Landscape.Cell(
              dedicatedCPUs: draw(0...3), hugepagesMiB: draw(0...2) * 1_024, functions: draw(0...2))
          } : [])
    }
    land = Landscape(sites: sites, links: links, vims: vims, hosts: hosts)
    for host in hosts where maybe(30) {
      used[host.name] = Compute(
        milliCPU: draw(0...host.milliCPU / 1_000) * 500,
        memoryMiB: draw(0...host.memoryMiB / 1_024) * 512)
    }

    let units = (1...draw(1...2)).map { number in
      PlacementRequest.Unit(
        id: "u\(number)",
        conditions: maybe(20)
          ? [
            PlacementRequest.Condition(words: "of its kind", refused: [pick(vims).id: "is another"])
          ]
          : [],
        bounds: maybe(35)
          ? [
            PlacementRequest.Bound(
              rule: "near", site: maybe(40) ? pick(sites).id : nil, latency: draw(4...12) * 1_000,
              jitter: maybe(30) ? draw(1...5) * 100 : nil)
          ] : [],
        zones: maybe(12) ? [pick(["a", "b"])] : [],
        siblings: maybe(40) ? [pick(vims).id: draw(1...2)] : [:])
    }
    var left = draw(1...4)
    var groups: [PlacementRequest.Group] = []
    while left > 0 {
      let count = draw(1...left)
      left -= count
      let name = "g\(groups.count + 1)"
      let isKnown = maybe(25)
      if isKnown { known["\(name)-there"] = (1...draw(1...2)).map { _ in pick(hosts).name } }
      groups.append(
        PlacementRequest.Group(
          id: name, unit: pick(units).id, count: count,
          demand: InstanceDemand(
            milliCPU: draw(0...3) * 1_000, dedicatedCPUs: usesCells ? draw(0...2) : 0,
            memoryMiB: draw(0...3) * 1_024, hugepagesMiB: usesCells ? draw(0...1) * 1_024 : 0,
            functions: usesCells ? draw(0...1) : 0, isSameNUMA: usesCells && maybe(50),
            labels: maybe(15) ? ["gpu"] : []),
          peers: isKnown ? "\(name)-there" : nil))
    }
    let names = groups.map(\.id)
    let rules = (0..<draw(0...2)).map { number in
      PlacementRequest.Rule(
        id: "r\(number)", pick([.affinity, .antiAffinity]),
        pick([.nfviNode, .zone, .zoneGroup, .nfviPop]),
        groups: maybe(50) ? [pick(names)] : names, parties: maybe(70) ? .instances : .units,
        isBestEffort: maybe(40))
    }
    request = PlacementRequest(
      tenant: "t", units: units, groups: groups, rules: rules,
      connections: units.count == 2 && maybe(60)
        ? [
          PlacementRequest.Connection(
            rule: "fabric", "u1", "u2", latency: maybe(60) ? draw(0...12) * 1_000 : nil,
            jitter: maybe(30) ? draw(0...4) * 100 : nil, bitrate: draw(0...3) * 1_000)
        ] : [])
  }

  var engine: PlacementEngine {
    var engine = PlacementEngine(land)
    for (name, hosts) in known.sorted(by: { $0.key < $1.key }) { engine.know(name, on: hosts) }
    for (name, used) in used.sorted(by: { $0.key < $1.key }) {
      engine.use(used, cells: [], on: name)
    }
    return engine
  }
}
