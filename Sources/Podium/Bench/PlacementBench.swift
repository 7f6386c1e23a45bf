import ArgumentParser
import NFVO
import ResourceInterfaces

/// `podium bench placement`: how many instances a second find their host.
struct PlacementBenchCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "placement",
    abstract: "Measure placement decisions on 5,000 hosts.",
    discussion: """
      Each placement is kept, so that the hosts fill. Plain instances have no rule; the others come \
      fifty to a function, no two of one function on a host. The decision alone is measured: no \
      message, no journal.
      """)

  @OptionGroup var output: OutputOptions

  func perform() throws {
    let report = try PlacementBench().run()
    if output.json { return try Output.json(report) }
    Output.table(
      ["WHAT", "MEASURED", "UNIT"],
      [
        ["hosts", "\(report.hosts)", ""],
        ["plain", "\(report.plain.perSecond)", "decisions/s"],
        ["", "\(report.plain.filledPercent)", "% of the CPUs given out in the end"],
        ["anti-affinity", "\(report.antiAffinity.perSecond)", "decisions/s"],
        ["", "\(report.antiAffinity.filledPercent)", "% of the CPUs given out in the end"],
      ])
  }
}

/// Fills 5,000 hosts in ten VIMs instance by instance.
struct PlacementBench {
  struct Report: Encodable {
    let hosts: Int
    let plain: Rate
    let antiAffinity: Rate
  }

  struct Rate: Encodable {
    let decisions: Int
    let perSecond: Double
    let filledPercent: Double
  }

  private static let hosts = 5_000
  private static let vims = 10
  private static let replicas = 50
  /// Sizes of instances, in turn: thousandths of a CPU and MiB.
  private static let sizes = [
    (500, 1_024), (2_000, 4_096), (250, 512), (4_000, 8_192), (1_000, 4_096),
  ]

  func run() throws -> Report {
    Report(
      hosts: Self.hosts, plain: try fill(isApart: false), antiAffinity: try fill(isApart: true))
  }

  private func landscape() -> Landscape {
    Landscape(
      sites: [Landscape.Site(id: "site", customerLatency: 5_000)],
      vims: (0..<Self.vims).map { Landscape.VIM(id: "vim-\($0)", site: "site") },
      hosts: (0..<Self.hosts).map { number in
        Landscape.Host(
          name: "host-\(10_000 + number)", vim: "vim-\(number % Self.vims)",
          zone: "zone-\(number % 40)", milliCPU: 32_000, memoryMiB: 131_072, maxInstances: 110,
          cells: [Landscape.Cell(functions: 16), Landscape.Cell(functions: 16)])
      })
  }

  /// Places instances until one finds no host, and says how fast that went.
  private func fill(isApart: Bool) throws -> Rate {
    var engine = PlacementEngine(landscape())
    var decisions = 0
    var given = 0
    let clock = ContinuousClock()
    let start = clock.now
    while true {
      let function = decisions / Self.replicas
      let size = Self.sizes[function % Self.sizes.count]
      let request = Self.request("fw-\(function)", size, isApart: isApart)
      guard engine.place(request).placed != nil else { break }
      decisions += 1
      given += size.0
    }
    let seconds = (clock.now - start).seconds
    guard decisions > Self.hosts else {
      throw Failure(.refused, "Only \(decisions) instances found a host; nothing was measured.")
    }
    let filled = Double(given) / Double(Self.hosts * 32_000) * 100
    return Rate(
      decisions: decisions, perSecond: (Double(decisions) / seconds).rounded(),
      filledPercent: (filled * 10).rounded() / 10)
  }

  private static func request(
    _ function: String, _ size: (milliCPU: Int, memoryMiB: Int), isApart: Bool
  ) -> PlacementRequest {
    PlacementRequest(
      tenant: "Globex", units: [PlacementRequest.Unit(id: function)],
      groups: [
        PlacementRequest.Group(
          id: "worker", unit: function, count: 1,
          demand: InstanceDemand(milliCPU: size.milliCPU, memoryMiB: size.memoryMiB),
          peers: isApart ? function : nil)
      ],
      rules: isApart
        ? [PlacementRequest.Rule(id: "apart", .antiAffinity, .nfviNode, groups: ["worker"])] : [])
  }
}
