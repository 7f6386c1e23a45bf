import Core
import Deciding
import Descriptors
import Foundation
import ResourceInterfaces

/// How long it takes to be ready again after a crash, from a journal of so many events.
struct RecoveryBench {
  let events: Int

  /// Orders that one copy of the bundled infrastructure carries with room to spare.
  private static let ordersPerCopy = 60
  /// Less than any order makes, so that the infrastructure is never too small.
  private static let eventsPerOrder = 100

  func run() throws -> BenchReport.Recovery {
    try withBenchFolder { folder in
      let made = try fill(folder)
      let clock = ContinuousClock()
      let start = clock.now
      let journal = try Journal(
        folder: folder, command: "podium bench", creating: OrderBench.world)
      let engine = try Engine(recovering: journal)
      let ready = clock.now - start
      guard engine.sequence == made.sequence else {
        throw Failure(
          .refused, "The journal ends at row \(engine.sequence), not \(made.sequence).")
      }
      var layers = Layers()
      let replay = try clock.measure { try journal.replay(into: &layers) }
      guard layers == engine.layers else {
        throw Failure(.refused, "The snapshot and the events lead to different states.")
      }
      return BenchReport.Recovery(
        events: made.events, seconds: ready.seconds.short, replaySeconds: replay.seconds.short)
    }
  }

  /// Fills a journal with orders, and leaves it as a crash does at the worst moment: the last
  /// snapshot is as old as it may become.
  private func fill(_ folder: URL) throws -> (events: Int, sequence: Int) {
    let journal = try Journal(
      folder: folder, command: "podium bench", durability: .process, creating: OrderBench.world)
    let copies = 1 + events / (Self.eventsPerOrder * Self.ordersPerCopy)
    let inventory = try Bundled.inventory().copied(copies)
    var engine = try journal.beginWorld(try Bundled.catalogue(), inventory)
    var count = 0
    var customers = 0
    var snapshotAt: Int?
    while count < events {
      var batch = Batch()
      for message in try OrderBench.messages(customers..<customers + 2) {
        try engine.admit(message, from: .person, into: &batch)
      }
      customers += 2
      let end = Instant(milliseconds: .max)
      while batch.turns < Conductor.batchTurns, try engine.step(until: end, into: &batch) {}
      count += batch.events.count
      try journal.commit(batch.sealed(serials: engine.serials))
      // Rows are about twice as many as events.
      let rowsLeft = Int(Double(engine.sequence) / Double(count) * Double(events - count))
      if snapshotAt == nil, rowsLeft <= Conductor.snapshotEvery {
        snapshotAt = engine.sequence
        try journal.keep(engine.snapshot())
      }
    }
    return (count, engine.sequence)
  }
}

extension Inventory {
  /// The same VIMs with so many times their hosts.
  func copied(_ copies: Int) -> Inventory {
    var inventory = self
    for index in inventory.vims.indices {
      inventory.vims[index].hosts = (0..<copies).flatMap { copy in
        vims[index].hosts.map { $0.copied(copy) }
      }
    }
    return inventory
  }
}

extension Inventory.Host {
  /// The copy 0 is the host itself.
  fileprivate func copied(_ copy: Int) -> Self {
    var host = self
    host.id = Self.name(of: id, copy: copy)
    return host
  }

  static func name(of host: String, copy: Int) -> String {
    copy == 0 ? host : "\(host)-\(copy)"
  }
}
