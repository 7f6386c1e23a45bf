import Core
import Foundation
import Testing

@testable import Podium

/// A process that dies at every moment at which it can be told apart, over one whole demo.
struct CrashTests {
  /// When the process dies, in each turn.
  enum Moment: CaseIterable {
    /// The turn is durable, and nobody was told yet.
    case afterCommit
    /// The turn was handled and is lost.
    case beforeCommit
  }

  @Test(arguments: Moment.allCases)
  func `a demo that is killed at every commit ends as one that never was`(
    moment: Moment
  ) throws {
    let undisturbed = try Demos.undisturbed.get()
    try withFolder { folder in
      let world = World(folder: folder)
      _ = try world.openDemo()
      var lives = 0
      while try live(world, until: moment) { lives += 1 }
      let process = try world.open()
      #expect(lives == undisturbed.turns)
      #expect(try process.journal.digest() == undisturbed.digest)
      #expect(try process.findings() == [])
      #expect(process.engine.layers == undisturbed.layers)
    }
  }

  /// One life of a process: it begins with what is on disk, makes one turn durable, and dies.
  /// Answers whether there was anything left to do.
  private func live(_ world: World, until moment: Moment) throws -> Bool {
    var process = try world.open()
    let before = process.engine.sequence
    guard try process.work(turns: 1) == 1 else { return false }
    if before / 200 < process.engine.sequence / 200 { try process.keepSnapshot() }
    if moment == .beforeCommit { _ = try process.workInVain() }
    return true
  }
}

/// The demo with seed 7, run through in one go: one customer who is there already, the walkthrough,
/// and Day-2.
enum Demos {
  struct Run {
    let digest: String
    let turns: Int
    let layers: Layers
  }

  static let undisturbed = Result {
    try withFolder { folder in
      var process = try World(folder: folder).openDemo()
      let turns = try process.work(turns: .max)
      return Run(
        digest: try process.journal.digest(), turns: turns, layers: process.engine.layers)
    }
  }
}
