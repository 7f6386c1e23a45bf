import Core
import Deciding
import Descriptors
import Foundation
import SOM
import ServiceInterfaces
import Synchronization

/// How many orders a second go from acceptance to completion, and what SQLite alone would allow.
struct OrderBench {
  /// Not more than the bundled infrastructure carries at once, which is about sixty.
  let orders: Int

  static let world = WorldDescription(seed: 7, epoch: DemoCommand.epoch)

  func run() throws -> BenchReport.Orders {
    let messages = try Self.messages(0..<orders)
    let measured = try withBenchFolder { try measure(messages, in: $0) }
    let commits: [Commit] = try withBenchFolder { try self.commits(of: messages, in: $0) }
    let rows = commits.flatMap(\.rows)
    guard rows.last?.sequence == measured.sequence else {
      throw Failure(.refused, "The orders did not run the same way twice; nothing was compared.")
    }
    let events = Double(rows.count { $0.content == .event })
    let plain = try withBenchFolder { folder in
      try PlainSQLite(folder: folder, commits: commits).run()
    }
    return BenchReport.Orders(
      perSecond: (Double(orders) / measured.took.seconds).short,
      eventsPerSecond: (events / measured.took.seconds).rounded(),
      sqliteEventsPerSecond: (events / plain.seconds).rounded())
  }

  /// The example order, each of another customer.
  static func messages(_ range: Range<Int>) throws -> [Message] {
    let example = try Bundled.exampleOrder()
    return range.map { number in
      let order = example.placed(by: "Customer\(number)", externalId: "PO-\(number)")
      return .service(.com(.placeOrder(order)))
    }
  }

  /// The orders through the core as it always runs, until the last commit is durable.
  private func measure(
    _ messages: [Message], in folder: URL
  ) throws -> (took: Duration, sequence: Int) {
    let journal = try Journal(folder: folder, command: "podium bench", creating: Self.world)
    let engine = try journal.beginWorld(try Bundled.catalogue(), try Bundled.inventory())
    let clock = ContinuousClock()
    let last = Mutex(clock.now)
    let conductor = Conductor(
      journal: journal, engine: engine, pace: .maximum,
      publish: { publication in
        if !publication.events.isEmpty { last.withLock { $0 = clock.now } }
      })
    for message in messages { conductor.submit(message, from: .person) { _ in } }
    let start = clock.now
    let ended = try conductor.run(untilIdle: true)
    let completed = ended.layers.som.orders.count { $0.state == .completed }
    guard completed == orders else {
      throw Failure(.refused, "Only \(completed) of \(orders) orders were completed.")
    }
    return (last.withLock { $0 } - start, ended.sequence)
  }

  /// The same run once more, keeping what the core would commit.
  private func commits(of messages: [Message], in folder: URL) throws -> [Commit] {
    let journal = try Journal(folder: folder, command: "podium bench", creating: Self.world)
    var engine = try journal.beginWorld(try Bundled.catalogue(), try Bundled.inventory())
    var commits: [Commit] = []
    var batch = Batch()
    for message in messages {
      let sequence = try engine.admit(message, from: .person, into: &batch)
      while try engine.step(until: engine.now, into: &batch), !batch.hasHandled(sequence) {}
    }
    let end = Instant(milliseconds: .max)
    repeat {
      while batch.turns < Conductor.batchTurns, try engine.step(until: end, into: &batch) {}
      commits.append(try batch.sealed(serials: engine.serials))
      batch = Batch()
    } while engine.nextDue != nil
    return commits
  }
}
