import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// What is believed against what the clusters hold: found, all of it and nothing else, and put right.
@Suite struct DriftTests {
  /// So many mixtures in the world of each kind of cloud.
  private static let mixtures = 50
  /// So many acts by hand in each mixture.
  private static let acts = 5

  @Test(arguments: VIMKind.allCases.filter { $0.runs == .virtualMachine })
  func `of a thousand acts by hand all are found, none is false and none is left`(
    kind: VIMKind
  ) throws {
    let world = try DriftLab.world(kind, seed: 90)
    #expect(Set(world.layers.vim.resources.values.map(\.vim)).count > 1)
    var done = 0
    for number in 0..<Self.mixtures {
      let seed = UInt64(number) * 4 + UInt64(VIMKind.allCases.firstIndex(of: kind) ?? 0)
      var drift = try DriftLab(world, seed: seed)
      for _ in 0..<Self.acts where try drift.disturb() { done += 1 }
      let strangers = drift.layers.vim.strangers
      let found = try drift.check()
      let words = "\(kind.rawValue) \(seed)"
      #expect(Set(found) == drift.expected, "mixture \(words)")
      #expect(found.count == drift.expected.count, "mixture \(words): found twice")
      // What adopting or healing leaves over is seen the next time.
      for _ in 0..<3 where !drift.layers.drift.isEmpty { try drift.resolveAll() }
      #expect(drift.layers.drift.map(\.sighting.sentence) == [], "mixture \(words): left over")
      #expect(try drift.check() == [], "mixture \(words): found afterwards")
      #expect(try Agreement.findings(drift.lab.engine) == [], "mixture \(words)")
      #expect(drift.layers.vim.strangers == strangers, "mixture \(words): others' were touched")
      let alarms = drift.layers.nfvo.alarms.values.filter { $0.faultType == .driftFound }
      #expect(alarms.map(\.detail) == [], "mixture \(words): the alarm stands on")
    }
    #expect(done > Self.mixtures * Self.acts * 3 / 4, "\(done) acts could be done")
  }

  @Test func `what the ledgers do not know of is told in words`() throws {
    var drift = try DriftLab(try DriftLab.world(.openstack, seed: 90), seed: 2)
    var told: [String] = []
    for _ in 0..<20 where try drift.disturb() { told += Agreement.findings(drift.layers) }
    #expect(told.contains { $0.hasPrefix("The NFVO counts") && $0.contains(" in 2 instances") })
    #expect(told.allSatisfy { !$0.contains("(milliCPU:") }, "\(told)")
  }

  /// What the VNFM hears about drift when a VIM is asked this.
  private static func answer(_ question: VIMMessage, in lab: inout Lab) throws -> DriftMessage? {
    try lab.admit(.resource(.vim(question)), from: .vnfm)
    var batch = Batch.rehearsed
    while try lab.engine.step(until: lab.engine.now, into: &batch) {
      if case .resource(.vnfm(.drift(let answer)))? = lab.engine.next?.message { return answer }
    }
    return nil
  }

  @Test func `a listing comes in parts that are the whole together, and leaves others out`() throws
  {
    var lab = try DriftLab.world(.openstack, seed: 91)
    let vim = try #require(lab.layers.vnfm.vnfs.values.first?.vim)
    let model = try #require(lab.layers.vim.resources.values.first { $0.vim == vim })
    let owners: [OwnerTag?] = [
      nil, OwnerTag(instance: "podium-2", vnf: model.vnf, ns: "", tenant: ""),
      OwnerTag(vnf: VNFInstance.ID(serial: 4_000_000), ns: "", tenant: "Gone"),
    ]
    for owner in owners {
      let work = HandWork.make(
        owner: owner, vdu: "left", image: model.image,
        compute: Compute(milliCPU: 100, memoryMiB: 128))
      try lab.admit(.resource(.vim(.byHand(vim: vim, work))), from: .world)
    }
    try lab.run()
    #expect(lab.layers.vim.strangers.count == 2)
    var listed: [ResourceInterfaces.Holding] = []
    var after: VNFInstance.ID?
    var parts = 0
    repeat {
      let query = ListQuery(number: 1, after: after, limit: 1)
      guard case .listed(let part)? = try Self.answer(.list(vim: vim, query), in: &lab) else {
        return #expect(Bool(false), "\(vim) does not say what it holds")
      }
      #expect(part.query == query && part.holdings.count == 1)
      listed += part.holdings
      after = part.through
      parts += 1
    } while after != nil && parts < 20
    guard
      case .listed(let whole)? = try Self.answer(
        .list(vim: vim, ListQuery(number: 2)), in: &lab)
    else { return #expect(Bool(false), "\(vim) does not say what it holds") }
    #expect(whole.holdings == listed && whole.through == nil && parts > 2)
    let held = lab.layers.vim.resources.values.filter { $0.vim == vim }.map(\.id)
    #expect(whole.holdings.flatMap { $0.objects.map(\.change.resource) }.sorted() == held)
  }

  @Test func `a VIM deletes neither what belongs to others nor what a release has`() throws {
    var lab = try DriftLab.world(.openstack, seed: 92)
    let model = try #require(lab.layers.vim.resources.values.first)
    try lab.admit(
      .resource(
        .vim(
          .byHand(
            vim: model.vim,
            .make(owner: nil, vdu: "other", image: "other:1", compute: model.compute)))),
      from: .world)
    try lab.run()
    let stranger = try #require(lab.layers.vim.strangers.values.first)
    for object in [stranger.id, model.id] {
      let order = OwnershipOrder(
        drift: Drift.ID(serial: 1), attempt: 1, act: .discard, vnf: model.vnf, object: object)
      guard
        case .owned(_, _, let fault)? = try Self.answer(.own(vim: model.vim, order), in: &lab)
      else { return #expect(Bool(false), "\(model.vim) does not answer") }
      #expect(fault?.errorClass == .rejected)
    }
    try lab.run()
    #expect(lab.layers.vim.strangers[stranger.id] != nil)
    #expect(lab.layers.vim.resources[model.id]?.isReady == true)
  }
}
