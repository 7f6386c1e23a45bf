import Core
import Foundation
import Testing

@testable import Podium

/// Snapshots save time and decide nothing.
struct RecoveryTests {
  @Test(arguments: ["{}", "{\"com\":1}", "torn in the mid", ""])
  func `a snapshot that does not read is passed over, and the state is as it was`(
    text: String
  ) throws {
    try withFolder { folder in
      let world = World(folder: folder)
      let layers = try spoilSnapshot(of: world, with: text)
      let process = try world.open()
      #expect(process.engine.layers == layers)
      #expect(try process.findings() == [])
    }
  }

  /// The life of a process that keeps a good snapshot and a spoiled one after it; the state it left.
  private func spoilSnapshot(of world: World, with text: String) throws -> Layers {
    var process = try world.openDemo()
    _ = try process.work(turns: 200)
    try process.keepSnapshot()
    let good = try #require(try process.journal.snapshot())
    _ = try process.work(turns: 100)
    try process.journal.keep(
      StoredSnapshot(sequence: good.sequence + 50, time: good.time, layers: Data(text.utf8)))
    return process.engine.layers
  }
}
