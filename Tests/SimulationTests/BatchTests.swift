import Core
import Deciding
import Testing

@testable import Podium

/// How messages fall into commits is the machine's business and leaves no trace in the journal.
struct BatchTests {
  @Test(arguments: [1, 7, 512])
  func `commits of any size write the same journal`(turns: Int) throws {
    #expect(try digest { _ in turns } == Demos.undisturbed.get().digest)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `commits of sizes that differ all the time write the same journal`(seed: UInt64) throws {
    var chance = Chance(seed: seed, message: 0)
    #expect(
      try digest { _ in Int.random(in: 1...100, using: &chance) }
        == Demos.undisturbed.get().digest)
  }

  @Test func `the conductor writes the same journal at full speed`() throws {
    try withFolder { folder in
      let process = try World(folder: folder).openDemo()
      let conductor = Conductor(journal: process.journal, engine: process.engine, pace: .maximum)
      try conductor.run(untilIdle: true)
      #expect(try process.journal.digest() == Demos.undisturbed.get().digest)
    }
  }

  @Test func `another seed writes another journal and comes to the same end`() throws {
    let undisturbed = try Demos.undisturbed.get()
    try withFolder { folder in
      var process = try World(folder: folder, seed: 8).openDemo()
      while try process.work(turns: 512) > 0 {}
      #expect(try process.journal.digest() != undisturbed.digest)
      #expect(process.engine.layers.demo.phase == .finished)
      #expect(
        process.engine.layers.demo.acts.map(\.isGood) == undisturbed.layers.demo.acts.map(\.isGood))
      #expect(try process.findings() == [])
    }
  }

  private func digest(of size: (Int) -> Int) throws -> String {
    try withFolder { folder in
      var process = try World(folder: folder).openDemo()
      var commit = 0
      while try process.work(turns: size(commit)) > 0 { commit += 1 }
      return try process.journal.digest()
    }
  }
}
