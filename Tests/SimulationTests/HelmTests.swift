import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// A Helm that is killed half way leaves its release locked; whatever is next gets Helm's own words, and its
/// retry rolls the release back first.
struct HelmTests {
  private static func inject(_ lab: inout Lab) throws {
    try lab.inject(FaultRule(.clientKilled, at: FaultPlace(work: .apply)))
  }

  private static func unlocks(_ lab: Lab) -> [String] {
    lab.events.compactMap {
      if case .vim(.releaseUnlocked(_, _, let status, _)) = $0.event { status } else { nil }
    }
  }

  private static func expectSound(_ lab: Lab) throws {
    let firewall = try #require(lab.layers.firewall)
    let release = try #require(lab.layers.vim.releases[firewall.id])
    #expect(release.status == "deployed" && !release.isLocked)
    #expect(firewall.ready == firewall.wanted)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test(arguments: [
    (NSAct.instantiate, "pending-install"), (.scaleOut, "pending-upgrade"),
    (.upgrade, "pending-upgrade"),
  ])
  func `a retry frees the release and does what was begun`(act: NSAct, status: String) throws {
    var lab = try act.prepare(seed: 5)
    lab.forget()
    try Self.inject(&lab)
    try lab.ask(try act.request(lab.layers))
    try lab.run { layers in layers.vim.releases.values.contains(where: \.isLocked) }
    let all = lab.layers.vim.releases.values.filter(\.isLocked)
    let locked = try #require(all.first)
    #expect(locked.status == status && locked.task == nil)
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    #expect(Self.unlocks(lab) == [status])
    #expect(lab.layers.faults.isEmpty)
    try Self.expectSound(lab)
  }

  @Test func `another operation is told in the words of Helm, and gets on at its retry`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    lab.forget()
    try Self.inject(&lab)
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run { layers in layers.vim.releases.values.contains(where: \.isLocked) }
    let operation = try #require(lab.layers.operation)
    try lab.ask(.task(.cancel(.forceful), operation: operation.id, from: Lab.person))
    try lab.run()
    #expect(lab.layers.operation?.state == .failedTemp)
    try lab.ask(.task(.rollback, operation: operation.id, from: Lab.person))
    try lab.run()
    #expect(lab.layers.operation?.state == .rolledBack)
    let faults = lab.events.compactMap {
      if case .vnfm(.stepFaltered(_, _, _, _, _, _, let fault, _)) = $0.event { fault } else { nil }
    }
    #expect(
      faults.contains {
        $0.errorClass == .busy
          && $0.detail.contains("another operation (install/upgrade/rollback) is in progress")
      })
    #expect(Self.unlocks(lab) == ["pending-upgrade"])
    try Self.expectSound(lab)
  }

  @Test func `what is locked can be removed`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 5)
    try Self.inject(&lab)
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run { layers in layers.vim.releases.values.contains(where: \.isLocked) }
    let operation = try #require(lab.layers.operation)
    try lab.ask(.task(.cancel(.forceful), operation: operation.id, from: Lab.person))
    try lab.run()
    try lab.ask(.task(.fail, operation: operation.id, from: Lab.person))
    try lab.run()
    try lab.ask(try NSAct.terminate.request(lab.layers))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed && lab.layers.vim.releases.isEmpty)
    #expect(try Agreement.findings(lab.engine) == [])
  }
}
