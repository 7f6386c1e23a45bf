import Core
import Deciding
import Foundation

/// A command's hold on a state: it hands in messages, waits when it is asked to, and lets go.
struct Session {
  let journal: Journal
  private(set) var engine: Engine

  init(_ opened: (journal: Journal, engine: Engine)) {
    journal = opened.journal
    engine = opened.engine
  }

  var layers: Layers { engine.layers }

  /// Hands in a message, handles what is due by now, and returns when all of it is durable.
  ///
  /// What takes time is left to `podium serve`, the console, or ``run(until:)``.
  mutating func perform(_ message: Message) throws -> (sequence: Int, events: [RecordedEvent]) {
    var batch = Batch()
    let sequence = try engine.admit(message, from: .person, into: &batch)
    while try engine.step(until: engine.now, into: &batch) {}
    let events = batch.events
    try journal.commit(batch.sealed(serials: engine.serials))
    return (sequence, events)
  }

  /// Handles what is due by now: what blocks have told each other at this moment.
  mutating func settle() throws {
    var batch = Batch()
    while try engine.step(until: engine.now, into: &batch) {}
    if !batch.isEmpty { try journal.commit(batch.sealed(serials: engine.serials)) }
  }

  /// Runs the core as fast as it goes until `isDone`, or until nothing is left to do.
  mutating func run(until isDone: (Layers) -> Bool) throws {
    guard !isDone(engine.layers) else { return }
    let conductor = Conductor(journal: journal, engine: engine, pace: .maximum)
    engine = try conductor.run(untilIdle: true, isDone: isDone)
  }
}

/// The person at this terminal, `user@terminal`.
enum Person {
  static let name: String = {
    let environment = ProcessInfo.processInfo.environment
    let user = environment["SUDO_USER"] ?? environment["USER"] ?? "operator"
    let from = environment["SSH_CONNECTION"]?.split(separator: " ").first.map(String.init)
    return "\(user)@\(from ?? "local")"
  }()
}
