import Core
import Foundation
import NFVO
import ServiceInterfaces
import Testing

/// A process that dies at every moment at which it can be told apart, in each kind of operation: it
/// goes on by itself, and ends as one that was never disturbed.
struct OperationCrashTests {
  /// Others need descriptors that the lab alone has.
  static let acts = NSAct.allCases.filter {
    ![.moreVNFs, .fewerVNFs, .changeFlavour].contains($0)
  }

  @Test(arguments: acts)
  func `an operation that is killed at every commit ends as one that never was`(
    act: NSAct
  ) throws {
    let (digest, layers, turns) = try withFolder { folder in
      var process = try prepare(act, in: folder)
      let turns = try process.work(turns: .max)
      return (try process.journal.digest(), process.engine.layers, turns)
    }
    #expect(layers.operation?.state == .completed)
    try withFolder { folder in
      _ = try prepare(act, in: folder)
      var lives = 0
      while try live(World(folder: folder)) { lives += 1 }
      let process = try World(folder: folder).open()
      #expect(lives == turns)
      #expect(try process.journal.digest() == digest)
      #expect(process.engine.layers == layers)
      #expect(try process.findings() == [])
    }
  }

  /// A state in which the act was just asked for.
  private func prepare(_ act: NSAct, in folder: URL) throws -> Process {
    var process = try World(folder: folder).open()
    for step in act.preparation {
      try process.admit(try step(process.engine.layers), from: .person)
      _ = try process.work(turns: .max)
    }
    let request = try act.request(process.engine.layers)
    try process.admit(.service(.nfvo(request)), from: .person)
    try process.keepSnapshot()
    return process
  }

  /// One life: one turn is made durable, the next is handled and lost.
  private func live(_ world: World) throws -> Bool {
    var process = try world.open()
    guard try process.work(turns: 1) == 1 else { return false }
    _ = try process.workInVain()
    return true
  }
}
