import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// What a VIM tells is lost, doubled and overtaken, and what it answers is old: MANO knows the truth
/// again all the same.
struct NotificationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: FaultKind
    let perMille: Int
    let act: NSAct

    var testDescription: String { "\(kind.rawValue) \(perMille) ‰ during \(act.rawValue)" }
  }

  static let cases: [Case] = [
    FaultKind.eventsLost, .eventsDoubled, .eventsReordered, .staleReads,
  ].flatMap { kind in
    [
      (1_000, NSAct.instantiate), (1_000, .scaleOut), (500, .scaleIn), (500, .upgrade),
      (1_000, .heal),
    ]
    .map { Case(kind: kind, perMille: $0.0, act: $0.1) }
  }

  @Test(arguments: cases)
  func `an operation ends well, and everybody agrees`(one: Case) throws {
    var lab = try one.act.prepare(seed: 5)
    lab.forget()
    try lab.inject(FaultRule(one.kind, at: FaultPlace(), perMille: one.perMille))
    try lab.ask(try one.act.request(lab.layers))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    #expect(lab.layers.vnfm.vnfs.values.allSatisfy { $0.news.missing == nil })
    #expect(try Agreement.findings(lab.engine) == [])
    if one.kind != .staleReads { #expect(lab.layers.faults[0].struck > 0) }
  }

  @Test(arguments: [FaultKind.eventsLost, .eventsDoubled, .eventsReordered])
  func `a host that is lost is healed once, whatever becomes of the notifications`(
    kind: FaultKind
  ) throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let host = try #require(lab.layers.firewall?.components.first?.host)
    lab.forget()
    try lab.inject(FaultRule(kind, at: FaultPlace()))
    try lab.admit(.resource(.nfvi(.power(host: host, isOn: false))), from: .world)
    try lab.run()
    let heals = lab.events.count {
      if case .vnfm(.operationStarted(let record)) = $0.event {
        record.kind == .heal
      } else {
        false
      }
    }
    #expect(heals == 1)
    let firewall = try #require(lab.layers.firewall)
    #expect(firewall.ready == firewall.wanted)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `the loss of the last notification is noticed half a minute later`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let firewall = try #require(lab.layers.firewall)
    let host = try #require(firewall.components.first?.host)
    lab.forget()
    try lab.inject(FaultRule(.eventsLost, at: FaultPlace(vnf: firewall.id)))
    try lab.admit(.resource(.nfvi(.power(host: host, isOn: false))), from: .world)
    // The heartbeats of the host are missed for 40 s, then its pod is lost to the cluster.
    try lab.run(for: .seconds(41))
    #expect(lab.layers.firewall?.lost == 0)
    #expect(lab.layers.vim.resources(of: firewall.id).contains { $0.phase == .lost })
    try lab.run(for: .seconds(30))
    #expect(lab.layers.firewall?.lost == 1)
    #expect(
      lab.events.contains {
        if case .vnfm(.newsMissed(firewall.id, _, _, _, _, 1)) = $0.event { true } else { false }
      })
  }

  @Test func `an answer that is older than what is known is asked for again`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let firewall = try #require(lab.layers.firewall)
    lab.forget()
    try lab.inject(FaultRule(.eventsLost, at: FaultPlace(), count: 1))
    try lab.inject(FaultRule(.staleReads, at: FaultPlace()))
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run { $0.vnfm.vnfs[firewall.id]?.news.missing != nil }
    try lab.run()
    let outdated = lab.events.compactMap {
      if case .vnfm(.answerOutdated(_, _, _, let sequence, let known)) = $0.event {
        (sequence, known)
      } else {
        nil
      }
    }
    #expect(!outdated.isEmpty && outdated.allSatisfy { $0 < $1 })
    #expect(lab.layers.operation?.state == .completed)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `what is gone does not come back with a notification that took a detour`() throws {
    var lab = try NSAct.scaleIn.prepare(seed: 5)
    let firewall = try #require(lab.layers.firewall)
    let gone = try #require(
      lab.layers.vim.resources(of: firewall.id).last)
    let old = ResourceChange(
      vim: gone.vim, vnf: firewall.id, vdu: gone.vdu, resource: gone.id, name: gone.name,
      type: gone.type, host: gone.host, phase: .running, image: gone.image, reason: "",
      sequence: 3)
    try lab.ask(try NSAct.scaleIn.request(lab.layers))
    try lab.run()
    for _ in 1...2 { try lab.admit(.resource(.vnfm(.resourceChanged(old))), from: .vim) }
    try lab.run()
    let after = try #require(lab.layers.firewall)
    #expect(after.components.allSatisfy { $0.phase == .ready })
    #expect(after.components.count == after.wanted)
    #expect(try Agreement.findings(lab.engine) == [])
  }
}
