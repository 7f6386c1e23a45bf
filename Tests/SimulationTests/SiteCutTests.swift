import Core
import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// A site that does not reach MANO: what runs there runs on and is not healed, what waits goes on
/// afterwards, and what happened meanwhile is known.
struct SiteCutTests {
  private static func cut(_ lab: Lab, for duration: Span? = nil) throws -> FaultRule {
    let vim = try #require(lab.layers.firewall?.vim)
    let site = try #require(lab.layers.vim.clusters[vim]?.site)
    return FaultRule(.siteCut, at: FaultPlace(site: site), duration: duration)
  }

  private static func alarms(_ lab: Lab) -> [AlarmRecord] {
    lab.layers.nfvo.alarms.values.filter { $0.faultType == .vimUnreachable }
  }

  private static func expectSound(_ lab: Lab) throws {
    let firewall = try #require(lab.layers.firewall)
    #expect(firewall.ready == firewall.wanted && firewall.news.missing == nil)
    #expect(lab.layers.vnfm.unreachable.isEmpty && alarms(lab).isEmpty && lab.layers.faults.isEmpty)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  /// How long a site is cut off, and whether anybody is told.
  @Test(arguments: [(20, false), (31, true), (600, true)])
  func `what lives is left alone, and nobody is called for a blip`(
    seconds: Int, isAlarmed: Bool
  ) throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let before = try #require(lab.layers.firewall).components
    lab.forget()
    try lab.inject(try Self.cut(lab, for: .seconds(Double(seconds))))
    try lab.run(for: .seconds(Double(seconds - 1)))
    #expect(Self.alarms(lab).count == (isAlarmed ? 1 : 0))
    if let alarm = Self.alarms(lab).first {
      #expect(alarm.detail.contains("is unreachable: no answer for 30 s"))
      #expect(alarm.severity == .critical)
    }
    try lab.run()
    #expect(lab.layers.firewall?.components == before)
    #expect(lab.heals == 0)
    try Self.expectSound(lab)
  }

  @Test func `what died meanwhile is healed once, when MANO knows of it`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let host = try #require(lab.layers.firewall?.components.first?.host)
    lab.forget()
    try lab.inject(try Self.cut(lab, for: .minutes(4)))
    try lab.admit(.resource(.nfvi(.power(host: host, isOn: false))), from: .world)
    try lab.run(for: .seconds(239))
    #expect(lab.layers.firewall?.lost == 0 && lab.heals == 0)
    #expect(lab.layers.nfvo.outages.silent[host] == nil)
    try lab.run()
    #expect(lab.heals == 1)
    #expect(lab.layers.nfvo.outages.silent[host] != nil)
    try Self.expectSound(lab)
  }

  @Test func `a heal that was due is held, and done once afterwards`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let host = try #require(lab.layers.firewall?.components.first?.host)
    lab.forget()
    try lab.admit(.resource(.nfvi(.power(host: host, isOn: false))), from: .world)
    try lab.run(for: .seconds(5))
    try lab.inject(try Self.cut(lab, for: .minutes(4)))
    try lab.run()
    #expect(lab.heals == 1)
    try Self.expectSound(lab)
  }

  @Test func `heals begin only where the VIM answers`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let firewall = try #require(lab.layers.firewall)
    let host = try #require(firewall.components.first?.host)
    lab.forget()
    try lab.admit(.resource(.nfvi(.power(host: host, isOn: false))), from: .world)
    try lab.run { $0.vnfm.vnfs[firewall.id]?.healing.isDue == true }
    let vim = try #require(firewall.vim)
    try lab.admit(
      .resource(.vnfm(.vimState(vim: vim, isUp: false, reason: "no answer"))), from: .vim)
    try lab.run()
    #expect(lab.heals == 0)
    #expect(
      lab.events.contains {
        if case .vnfm(.healHeld(firewall.id, _, vim, _)) = $0.event { true } else { false }
      })
    try lab.admit(
      .resource(.vnfm(.vimState(vim: vim, isUp: true, reason: "back"))), from: .vim)
    try lab.run()
    #expect(lab.heals == 1)
    try Self.expectSound(lab)
  }

  /// How long the site is cut off, from how long after the operation began.
  @Test(arguments: [
    (NSAct.scaleOut, 0, 20), (.scaleOut, 8, 60), (.scaleOut, 8, 900), (.upgrade, 10, 900),
    (.instantiate, 2, 400), (.instantiate, 30, 900), (.scaleIn, 1, 900), (.heal, 3, 900),
  ])
  func `an operation that is under way waits and ends well`(
    act: NSAct, start: Int, seconds: Int
  ) throws {
    var lab = try act.prepare(seed: 5)
    lab.forget()
    let vim = lab.layers.firewall?.vim
    try lab.ask(try act.request(lab.layers))
    try lab.run(for: .seconds(Double(start)))
    let place = FaultPlace(vim: try #require(vim ?? lab.layers.firewall?.vim ?? "k8s-edge-1"))
    try lab.inject(
      FaultRule(.siteCut, at: place, duration: .seconds(Double(seconds))))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    try Self.expectSound(lab)
  }

  @Test func `an operation that is asked for meanwhile waits for its turn and says why`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    try lab.inject(try Self.cut(lab, for: .minutes(10)))
    try lab.run(for: .minutes(1))
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run(for: .minutes(2))
    #expect(lab.layers.operation?.waitsFor?.contains("is unreachable since") == true)
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    try Self.expectSound(lab)
  }

  @Test func `what somebody changed on a function is told when the site is back`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let firewall = try #require(lab.layers.firewall)
    try lab.inject(try Self.cut(lab, for: .minutes(5)))
    let change = ConfigurationChange(name: "logging.format", before: nil, after: "none")
    try lab.admit(
      .resource(
        .nfvi(.configuration(.changeOutside(vnf: firewall.id, [change], by: "intern@console")))),
      from: .world)
    try lab.run(for: .minutes(4))
    #expect(lab.layers.firewall?.configuration == .configured)
    try lab.run()
    #expect(lab.layers.firewall?.configuration == .drifted)
    #expect(lab.layers.nfvi.uplinks.isEmpty)
  }

  @Test func `a site that two faults cut off is back when both are over`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    let vim = try #require(lab.layers.firewall?.vim)
    try lab.inject(try Self.cut(lab, for: .minutes(3)))
    try lab.inject(
      FaultRule(.siteCut, at: FaultPlace(vim: vim), duration: .minutes(6)))
    try lab.run(for: .minutes(4))
    #expect(lab.layers.vim.clusters[vim]?.cut != nil)
    try lab.run()
    try Self.expectSound(lab)
  }
}
