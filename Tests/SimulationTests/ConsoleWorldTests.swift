import Console
import Core
import Deciding
import NFVI
import NFVO
import Podium
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// What the console keeps ready by events, against a console that begins now and reads everything.
struct ConsoleWorldTests {
  private struct Scene {
    var engine: Engine
    var console: Console.World

    init() throws {
      let lab = try NSAct.scaleOut.prepare(seed: 3)
      engine = lab.engine
      console = Self.fresh(engine)
    }

    private static func fresh(_ engine: Engine) -> Console.World {
      let seat = Console.World.Seat(title: "test", user: "noc@edge", isReadOnly: false)
      return Console.World(engine.layers, now: engine.now, pace: .maximum, seat: seat)
    }

    /// Hands in a message and runs until nothing is left to do, or for so long: what is measured goes
    /// on for ever.
    mutating func tell(_ message: Message, for span: Span? = nil) throws {
      var batch = Batch.rehearsed
      let end = span.map { engine.now + $0 } ?? .distantFuture
      try engine.admit(message, from: .person, into: &batch)
      while true {
        var batch = Batch.rehearsed
        guard try engine.step(until: end, into: &batch) else { break }
        console.absorb(
          Conductor.Publication(
            layers: engine.layers, events: batch.events, now: engine.now,
            sequence: engine.sequence, pace: .maximum, waiting: engine.waitingCount))
      }
    }

    mutating func ask(_ act: NSAct) throws {
      try tell(.service(.nfvo(try act.request(engine.layers))))
    }

    /// A console that begins now.
    var fresh: Console.World { Self.fresh(engine) }

    /// The rows of a pane in their order.
    func rows(_ pane: Pane, of world: Console.World) -> [ListRow] {
      world.serials(pane).compactMap { ListRow(Subject(pane, $0), in: world) }
    }

    func rows(_ pane: Pane) -> [ListRow] { rows(pane, of: console) }

    func expectRight(_ location: SourceLocation = #_sourceLocation) {
      let fresh = Self.fresh(engine)
      for pane in Pane.allCases {
        #expect(
          rows(pane).map(\.id) == rows(pane, of: fresh).map(\.id), "\(pane)",
          sourceLocation: location)
      }
      #expect(rows(.operations) == rows(.operations, of: fresh), sourceLocation: location)
    }

    func first(_ pane: Pane) throws -> Subject {
      Subject(pane, try #require(console.serial(at: 0, in: pane)))
    }
  }

  @Test func `an operation that stands still comes first, before its part, until it is closed`()
    throws
  {
    var scene = try Scene()
    scene.expectRight()
    #expect(scene.console.count(.operations, .wrong) == 0)
    let image = "cloud-firewall:4.2.0"
    let rule = FaultRule.image(image, .pullFails)
    try scene.tell(.resource(.nfvi(.fault(.inject(rule)))))
    try scene.ask(.scaleOut)
    scene.expectRight()
    #expect(scene.console.count(.operations, .wrong) == 1)
    let first = try scene.first(.operations)
    let detail = try #require(scene.console.operationDetail(first.serial))
    #expect(detail.row.level == "NS" && detail.row.state.word == "FAILED_TEMP")
    #expect(detail.row.standing.contains("ImagePullBackOff"))
    #expect(detail.problem.count >= 3)
    #expect(detail.steps.contains { $0.state.word == "failed" && $0.depth == 1 })
    let possible = detail.possibilities.filter { $0.objection == nil }.map(\.action)
    #expect(possible == [.retry, .rollback, .fail])
    // The keys on its part mean the whole.
    let part = Subject(.operations, try #require(scene.console.serial(at: 1, in: .operations)))
    #expect(
      scene.console.openOperation(of: part)?.id == scene.console.openOperation(of: first)?.id)
    let act = Act.task(.rollback, operation: detail.row.id, first)
    try scene.tell(.service(.nfvo(try #require(scene.console.request(act)))))
    scene.expectRight()
    #expect(scene.console.count(.operations, .wrong) == 0)
    let closed = try #require(scene.console.operationDetail(first.serial))
    #expect(closed.isClosed && closed.row.state.word == "ROLLED_BACK")
    #expect(closed.undone.count == 1 && closed.leftovers.isEmpty)
    #expect(closed.steps.contains { $0.isUndoing && $0.state.word == "undone" })
  }

  @Test func `a fault is planned, injected and cleared as the console asks for it`() throws {
    var scene = try Scene()
    let vnf = try #require(scene.engine.layers.firewall)
    let host = try #require(vnf.components.compactMap(\.host).first)
    let rule = FaultRule(.powerLoss, at: FaultPlace(host: host))
    let act = Act.inject(rule)
    let reach = scene.engine.layers.reach(of: rule)
    #expect(reach.hosts == [host])
    #expect(reach.functions.contains(vnf.name))
    #expect(reach.services.contains { $0.tenant == vnf.tenant })
    let plan = try #require(PlanReading(faults: act, scene.engine.layers))
    #expect(plan.isPossible && scene.console.faultProblems(act).isEmpty)
    #expect(plan.lines.contains(.ends(FaultKind.powerLoss.endsWhen)))
    let first = try #require(scene.console.faultPlaces(.host).first)
    #expect(first.note.contains("workload"), "what runs something is offered first")
    for message in try #require(scene.console.faultMessages(act)) { try scene.tell(message) }
    let row = try #require(scene.console.faults(limit: 9).first)
    #expect(row.rule == rule && row.ends == "when it is cleared")
    #expect(row.subject.flatMap { scene.console.name($0) } == host)
    let clear = Act.clearFaults([rule.name])
    for message in try #require(scene.console.faultMessages(clear)) { try scene.tell(message) }
    #expect(scene.console.faults(limit: 9).isEmpty)
    #expect(PlanReading(faults: clear, scene.engine.layers)?.isPossible == false)
    // Everywhere is no place for the loss of power, and the plan says so.
    let everywhere = Act.inject(FaultRule(.powerLoss, at: FaultPlace()))
    #expect(scene.console.faultProblems(everywhere).count == 1)
    #expect(PlanReading(faults: everywhere, scene.engine.layers)?.isPossible == false)
  }

  @Test func `what a VIM holds is kept by events as it would be read anew`() throws {
    var scene = try Scene()
    let host = try #require(scene.engine.layers.firewall?.components.compactMap(\.host).first)
    func expectRight(_ location: SourceLocation = #_sourceLocation) throws {
      var fresh = scene.fresh
      let vims = scene.console.serials(.vims)
      #expect(vims.count == scene.engine.layers.vim.names.count, sourceLocation: location)
      for vim in vims {
        _ = fresh.attend(to: .detail(Subject(.vims, vim)))
        for chapter in VIMChapter.allCases {
          func objects(_ world: Console.World) -> [VIMObject?] {
            (0..<world.count(chapter, of: vim)).map { world.object(at: $0, in: chapter, of: vim) }
          }
          let held = objects(scene.console)
          #expect(held == objects(fresh), "\(chapter)", sourceLocation: location)
          #expect(!held.contains(nil), sourceLocation: location)
          for (row, object) in held.enumerated() {
            #expect(
              scene.console.row(of: object?.serial ?? -1, in: chapter, of: vim) == row,
              sourceLocation: location)
          }
        }
      }
      let total = vims.reduce(0) { $0 + scene.console.count(.resources, of: $1) }
      #expect(total == scene.engine.layers.vim.resources.count, sourceLocation: location)
    }
    let first = try scene.first(.vims)
    let isReady = scene.console.attend(to: .detail(first))
    let isReadyAgain = scene.console.attend(to: .detail(first))
    #expect(isReady && !isReadyAgain, "it is made ready once")
    try expectRight()
    try scene.ask(.scaleOut)
    try expectRight()
    try scene.tell(.resource(.nfvi(.power(host: host, isOn: false))))
    try expectRight()
    try scene.ask(.terminate)
    try expectRight()
  }

  @Test func `the map has every host once, and its load is kept by measurements`() throws {
    var scene = try Scene()
    let isReady = scene.console.attend(to: .heat)
    #expect(isReady)
    let hosts = scene.console.hostGroups.flatMap(\.hosts)
    #expect(hosts.count == scene.engine.layers.vim.hosts.count)
    #expect(Set(hosts).count == hosts.count)
    for group in scene.console.hostGroups {
      for host in group.hosts {
        let row = try #require(scene.console.host(host))
        #expect(row.cluster == group.cluster && row.zone == group.zone)
      }
    }
    func expectRight(_ location: SourceLocation = #_sourceLocation) {
      var fresh = scene.fresh
      _ = fresh.attend(to: .heat)
      for host in hosts {
        #expect(scene.console.heat(host) == fresh.heat(host), sourceLocation: location)
      }
    }
    let vnf = try #require(scene.engine.layers.firewall)
    try scene.tell(.resource(.nfvi(.traffic(vnf: vnf.id, peak: 60, plateau: .seconds(120)))))
    #expect(hosts.contains { scene.console.heat($0)?.load != nil })
    expectRight()
    try scene.ask(.scaleOut)
    expectRight()
    let name = try #require(vnf.components.compactMap(\.host).first)
    try scene.tell(.resource(.nfvi(.power(host: name, isOn: false))))
    expectRight()
  }

  @Test func `a PM job and a threshold are made, measure, and are deleted from the console`() throws
  {
    var scene = try Scene()
    let vnf = try #require(scene.engine.layers.firewall)
    let service = try #require(scene.console.measurableServices.first)
    let serial = try #require(NSInstance.ID(service.id)?.serial)
    func ask(_ act: Act) throws {
      let request = try #require(scene.console.performance(act))
      try scene.tell(.service(.assurance(request)), for: .seconds(1))
    }
    try ask(
      .createJob(
        JobWish(service: serial, metrics: [.cpuUtilisation], collect: 15, report: 60, seconds: 300))
    )
    try ask(
      .createThreshold(
        ThresholdWish(service: serial, metric: .cpuUtilisation, value: 50, margin: 2)))
    try scene.tell(
      .resource(.nfvi(.traffic(vnf: vnf.id, peak: 90, plateau: .seconds(120)))), for: .minutes(10))
    let job = try #require(scene.console.jobs(limit: 9).first)
    #expect(job.services == service.title && job.state.word == "ended")
    let line = try #require(job.line)
    #expect(line.values.count >= 16)
    #expect(job.series.allSatisfy { scene.console.name($0.subject) == $0.function })
    #expect(job.reports.count == 5)
    let threshold = try #require(scene.console.thresholds(limit: 9).first)
    #expect(threshold.crossings >= 2 && threshold.over.isEmpty)
    #expect(threshold.events.count == min(8, threshold.crossings))
    try ask(.deleteJob(job.serial))
    try ask(.deleteThreshold(threshold.serial))
    #expect(scene.console.jobs(limit: 9).isEmpty && scene.console.thresholds(limit: 9).isEmpty)
  }

  @Test func `a finding lasts until what it found is put right`() throws {
    var scene = try Scene()
    #expect(scene.rows(.findings).isEmpty)
    let vnf = try #require(scene.engine.layers.firewall)
    let change = ConfigurationChange(name: "logging.format", before: "cef", after: "none")
    try scene.tell(
      .resource(.nfvi(.configuration(.changeOutside(vnf: vnf.id, [change], by: "root@console")))))
    scene.expectRight()
    let finding = try #require(scene.console.finding(try scene.first(.findings).serial))
    #expect(finding.function == vnf.name && finding.by == "root@console")
    #expect(finding.found == "none" && finding.expected == "cef")
    let reconcile = try #require(scene.console.configuration(.reconcile(finding.subject)))
    try scene.tell(.resource(.vnfm(.configuration(reconcile))))
    #expect(scene.rows(.findings).isEmpty)
    scene.expectRight()
  }

  @Test func `the deck leaves its lines to what is not a measurement`() throws {
    var scene = try Scene()
    for vnf in scene.engine.layers.nfvi.functions.keys.sorted() {
      try scene.tell(.resource(.nfvi(.traffic(vnf: vnf, peak: 30, plateau: .minutes(1)))))
    }
    let all = scene.console.events(limit: 4_000)
    let headlines = scene.console.headlines(limit: 4_000)
    let measured = all.filter { $0.sentence.hasPrefix("cpuUtilisation ") }
    #expect(measured.count > 4)
    #expect(headlines == all.filter { !measured.contains($0) })
    #expect(scene.console.headlines(limit: 2) == headlines.suffix(2))
  }

  @Test func `the catalogue knows who uses what, and what was switched and deleted`() throws {
    var scene = try Scene()
    func subject(_ title: String) throws -> Subject {
      let serial = scene.console.serials(.packages)
        .first { scene.console.package($0)?.title == title }
      return Subject(.packages, try #require(serial))
    }
    let used = try subject("Cloud Firewall 4.2.0")
    let before = try #require(scene.console.packageDetail(used.serial))
    #expect(before.versions.count == 2)
    #expect(before.users.contains { $0.subject.pane == .functions })
    #expect(before.users.contains { $0.name == "cloud-firewall-ns 1.0" })
    try scene.ask(.upgrade)
    scene.expectRight()
    let after = try #require(scene.console.packageDetail(used.serial))
    #expect(!after.users.contains { $0.subject.pane == .functions })
    #expect(after.row.instances == 0)
    for act in [Act.enable(used, false), .deletePackage(used)] {
      let request = try #require(scene.console.catalogueRequest(act))
      try scene.tell(.resource(.nfvo(.catalogue(request, from: "noc@edge"))))
      scene.expectRight()
    }
    #expect(scene.console.package(used.serial) == nil)
    #expect(!scene.console.serials(.packages).contains(used.serial))
  }
}
