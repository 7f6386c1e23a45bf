import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// A process that dies at every moment at which it can be told apart, in each kind of operation: it
/// goes on by itself, at once, and ends as one that was never disturbed.
struct OperationCrashTests {
  /// What is done about an operation that stands still is an operation on its way as well.
  static let tasks: [NSOperationTask] = [.retry, .rollback, .fail]

  @Test(arguments: Exercise.all)
  func `an operation that is killed at every commit ends as one that never was`(
    exercise: Exercise
  ) throws {
    try expectTheSame(exercise.name, ends: .completed) { folder in
      var process = try prepare(exercise, in: folder)
      let request = try exercise.request(process.engine.layers)
      try process.admit(.service(.nfvo(request)), from: .person)
      return process
    }
  }

  @Test(arguments: ["SCALE to level", "UPDATE CHANGE_VNFPKG", "INSTANTIATE router"], tasks)
  func `what is done about one that stands still is killed at every commit and ends alike`(
    name: String, task: NSOperationTask
  ) throws {
    let exercise = try Lab.exercise(name)
    let ends: [NSOperationTask: OperationState] = [
      .retry: .completed, .rollback: .rolledBack, .fail: .failed,
    ]
    try expectTheSame("\(name), \(task)", ends: ends[task] ?? .completed) { folder in
      var process = try prepare(exercise, in: folder)
      let request = try exercise.request(process.engine.layers)
      try process.admit(.service(.nfvo(request)), from: .person)
      while !process.engine.layers.vnfm.operations.values.contains(where: { $0.running != nil }) {
        try #require(try process.work(turns: 1) == 1, "\(name) comes to the VNF")
      }
      let id = try #require(process.engine.layers.operation).id
      try process.admit(
        .service(.nfvo(.task(.cancel(.forceful), operation: id, from: Lab.person))),
        from: .person)
      _ = try process.work(turns: .max)
      try process.admit(
        .service(.nfvo(.task(task, operation: id, from: Lab.person))), from: .person)
      return process
    }
  }

  private func expectTheSame(
    _ name: String, ends state: OperationState, _ prepare: (URL) throws -> Process
  ) throws {
    let (digest, layers, turns) = try withFolder { folder in
      var process = try prepare(folder)
      let turns = try process.work(turns: .max)
      return (try process.journal.digest(), process.engine.layers, turns)
    }
    #expect(layers.operation?.state == state, "\(name)")
    try withFolder { folder in
      try { try $0.keepSnapshot() }(try prepare(folder))
      var lives = 0
      while try live(World(folder: folder)) {
        lives += 1
        try #require(lives <= turns, "\(name) does no turn twice")
      }
      let process = try World(folder: folder).open()
      #expect(lives == turns, "\(name)")
      #expect(try process.journal.digest() == digest, "\(name)")
      #expect(process.engine.layers == layers, "\(name)")
      #expect(try process.findings() == [], "\(name)")
    }
  }

  /// A state in which the exercise is possible.
  private func prepare(_ exercise: Exercise, in folder: URL) throws -> Process {
    var process = try World(folder: folder).open(Exercise.catalogue())
    for step in exercise.preparation {
      try process.admit(try step(process.engine.layers), from: .person)
      _ = try process.work(turns: .max)
    }
    return process
  }

  /// One life: one turn is made durable, which is due at the start, the next is handled and lost;
  /// false when nothing was left to do.
  private func live(_ world: World) throws -> Bool {
    var process = try world.open(Exercise.catalogue())
    guard try process.work(turns: 1) == 1 else { return false }
    _ = try process.workInVain()
    return true
  }
}
