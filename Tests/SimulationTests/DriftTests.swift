import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// What is believed against what the clusters hold: found, all of it and nothing else, and put right.
@Suite struct `Drift` {
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
}
