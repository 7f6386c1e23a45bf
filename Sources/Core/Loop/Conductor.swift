import Deciding
import Foundation
import Synchronization

/// The core at work: one thread that lets the engine step, commits, and only then tells anybody.
///
/// Everything from outside goes through ``submit(_:from:)``; everything to outside comes from a
/// commit that is durable. A commit that fails stops the core with a sentence.
package final class Conductor: Sendable {
  /// What was committed, for those who watch: the state after it and what happened in it.
  package struct Publication: Sendable {
    package let layers: Layers
    package let events: [RecordedEvent]
    /// The core's clock.
    package let now: Instant
    package let sequence: Int
    package let pace: Pace
    /// How many messages and timers wait.
    package let waiting: Int

    package init(
      layers: Layers, events: [RecordedEvent], now: Instant, sequence: Int, pace: Pace,
      waiting: Int
    ) {
      self.layers = layers
      self.events = events
      self.now = now
      self.sequence = sequence
      self.pace = pace
      self.waiting = waiting
    }
  }

  /// What became of a message from outside.
  package struct Receipt: Sendable {
    package let sequence: Int
    /// What its handling led to at once.
    package let events: [RecordedEvent]
  }

  private enum Order {
    case submit(Message, Block, @Sendable (Result<Receipt, JournalError>) -> Void)
    case pace(Pace)
    case fork(@Sendable (Engine) -> Void)
    case stop
  }

  private struct Desk {
    var orders: [Order] = []
    var failure: JournalError?
  }

  private let journal: Journal
  private let desk = Mutex(Desk())
  private let bell = NSCondition()
  private let publish: @Sendable (Publication) -> Void
  private let start: (engine: Engine, pace: Pace)

  /// How many messages one commit holds at most, so that a screen is never far behind.
  package static let batchTurns = 512
  /// How many rows are written between two snapshots.
  package static let snapshotEvery = 50_000

  package init(
    journal: Journal, engine: Engine, pace: Pace,
    publish: @escaping @Sendable (Publication) -> Void = { _ in }
  ) {
    self.journal = journal
    self.publish = publish
    start = (engine, pace)
  }

  /// Hands in a message and waits until what its handling led to is durable.
  package func submit(
    _ message: Message, from sender: Block
  ) throws(JournalError) -> Receipt {
    let answer = Answer<Result<Receipt, JournalError>>()
    post(.submit(message, sender) { answer.set($0) })
    return try answer.wait().get()
  }

  /// Hands in a message without waiting; `then` is called on the core's thread.
  package func submit(
    _ message: Message, from sender: Block,
    then: @escaping @Sendable (Result<Receipt, JournalError>) -> Void
  ) {
    post(.submit(message, sender, then))
  }

  package func setPace(_ pace: Pace) { post(.pace(pace)) }

  /// Hands out a copy of the engine, for a plan or a rehearsal.
  package func fork(_ receive: @escaping @Sendable (Engine) -> Void) { post(.fork(receive)) }

  package func stop() { post(.stop) }

  private func post(_ order: Order) {
    bell.lock()
    desk.withLock { $0.orders.append(order) }
    bell.signal()
    bell.unlock()
  }

  /// Runs until ``stop()``, until `isDone` says so after a commit, or, when `untilIdle`, until
  /// nothing is left to do. Returns the engine as it stood then, with a snapshot kept.
  @discardableResult
  package func run(
    untilIdle: Bool = false, isDone: (Layers) -> Bool = { _ in false }
  ) throws(JournalError) -> Engine {
    var engine = start.engine
    var clock = PacedClock(pace: start.pace, at: engine.now)
    var snapshotAt = engine.sequence
    tell(engine, [], clock)
    while true {
      var batch = Batch()
      var receipts: [Pending] = []
      let isStopping = try take(&engine, &clock, &batch, &receipts)
      let deadline = clock.now
      while batch.turns < Self.batchTurns, batch.turns == 0 || !isDone(engine.layers),
        try engine.step(until: deadline, into: &batch)
      {}
      if !batch.isEmpty {
        let events = batch.events
        do {
          try journal.commit(batch.sealed(serials: engine.serials))
        } catch {
          for pending in receipts { pending.then(.failure(error)) }
          throw error
        }
        tell(engine, events, clock)
        for pending in receipts { pending.answer(with: events) }
        if engine.sequence - snapshotAt >= Self.snapshotEvery {
          snapshotAt = engine.sequence
          keepInBackground(engine)
        }
        if isStopping || isDone(engine.layers) { break }
        continue
      }
      if isStopping || (untilIdle && engine.nextDue == nil) { break }
      if clock.pace != .maximum { engine.advance(to: deadline) }
      waitForWork(engine, clock)
    }
    if engine.sequence != snapshotAt { try journal.keep(engine.snapshot()) }
    return engine
  }

  private struct Pending {
    let sequence: Int
    let then: @Sendable (Result<Receipt, JournalError>) -> Void

    func answer(with events: [RecordedEvent]) {
      then(
        .success(Receipt(sequence: sequence, events: events.filter { $0.causation == sequence })))
    }
  }

  /// Takes what lies on the desk. A message from outside is due at once, and whatever was due before
  /// it has been handled, so its receipt is complete with this batch.
  private func take(
    _ engine: inout Engine, _ clock: inout PacedClock, _ batch: inout Batch,
    _ receipts: inout [Pending]
  ) throws(JournalError) -> Bool {
    let orders = desk.withLock { desk in
      defer { desk.orders = [] }
      return desk.orders
    }
    var isStopping = false
    for order in orders {
      switch order {
      case .submit(let message, let sender, let then):
        if clock.pace != .maximum { engine.advance(to: clock.now) }
        let sequence = try engine.admit(message, from: sender, into: &batch)
        while try engine.step(until: engine.now, into: &batch), !batch.hasHandled(sequence) {}
        receipts.append(Pending(sequence: sequence, then: then))
      case .pace(let pace):
        clock.change(to: pace, at: engine.now)
        tell(engine, [], clock)
      case .fork(let receive): receive(engine)
      case .stop: isStopping = true
      }
    }
    return isStopping
  }

  private func tell(_ engine: Engine, _ events: [RecordedEvent], _ clock: PacedClock) {
    publish(
      Publication(
        layers: engine.layers, events: events, now: engine.now, sequence: engine.sequence,
        pace: clock.pace, waiting: engine.waitingCount))
  }

  private func waitForWork(_ engine: Engine, _ clock: PacedClock) {
    bell.lock()
    defer { bell.unlock() }
    guard desk.withLock({ $0.orders.isEmpty }) else { return }
    if let due = engine.nextDue, let seconds = clock.realSeconds(until: due) {
      _ = bell.wait(until: Date(timeIntervalSinceNow: seconds))
    } else {
      bell.wait()
    }
  }

  /// Encodes and writes a snapshot beside the loop; a failed one is tried again with the next.
  private func keepInBackground(_ engine: Engine) {
    let journal = journal
    Thread.detachNewThread {
      guard let snapshot = try? engine.snapshot() else { return }
      try? journal.keep(snapshot)
    }
  }
}
