import Deciding
import Foundation
import HeapModule

/// The loop as a value: takes the next message that is due, lets its receiver handle it, and says
/// what is to be written. It touches no file, clock or thread, so a copy of it is a fork.
package struct Engine: Sendable {
  package let world: WorldDescription
  package private(set) var layers: Layers
  package private(set) var serials: Serials
  /// The sequence of the last row written.
  package private(set) var sequence: Int
  /// The moment of the last message handled or admitted; it never goes back.
  package private(set) var now: Instant
  private var waiting: Heap<Envelope>

  package init(
    world: WorldDescription, layers: Layers = Layers(), serials: Serials = Serials(),
    sequence: Int = 0, now: Instant? = nil, waiting: [Envelope] = []
  ) {
    self.world = world
    self.layers = layers
    self.serials = serials
    self.sequence = sequence
    self.now = now ?? world.epoch
    self.waiting = Heap(waiting)
  }

  /// When the next message is due; `nil` when there is nothing left to do.
  package var nextDue: Instant? { waiting.min?.due }

  /// How many messages wait, timers included.
  package var waitingCount: Int { waiting.count }

  /// The message that is delivered next.
  package var next: Envelope? { waiting.min }

  /// Loses the next message, as a network may: nobody hears it.
  package mutating func lose(into batch: inout Batch) {
    guard let lost = waiting.popMin() else { return }
    now = max(now, lost.due)
    batch.finish(lost.sequence)
  }

  /// Lets the clock go on to `instant` while nothing is due.
  package mutating func advance(to instant: Instant) {
    now = max(now, min(instant, nextDue ?? instant))
  }

  /// Takes in a message from outside, to be delivered `delay` from now. Returns its sequence.
  @discardableResult
  package mutating func admit(
    _ message: Message, from sender: Block, after delay: Span = .zero, into batch: inout Batch
  ) throws(JournalError) -> Int {
    try write(
      message, from: sender, due: now + delay, correlation: sequence + 1, causation: nil,
      into: &batch)
    return sequence
  }

  /// Delivers the next message when it is due by `deadline`; answers whether there was one.
  package mutating func step(
    until deadline: Instant, into batch: inout Batch
  ) throws(JournalError) -> Bool {
    guard let next = waiting.min, next.due <= deadline else { return false }
    waiting.removeMin()
    now = max(now, next.due)
    var context = DeliveryContext(
      now: now, sequence: next.sequence, seed: world.seed, serials: serials)
    let delivered = layers.deliver(next.message, in: &context)
    serials = context.serials
    for event in delivered.events {
      try write(event, correlation: next.correlation, causation: next.sequence, into: &batch)
    }
    for sent in delivered.sent {
      try write(
        sent.message, from: sent.sender, due: now + sent.after, correlation: next.correlation,
        causation: next.sequence, into: &batch)
    }
    batch.finish(next.sequence)
    return true
  }

  private mutating func write(
    _ event: Event, correlation: Int, causation: Int, into batch: inout Batch
  ) throws(JournalError) {
    sequence += 1
    let recorded = RecordedEvent(
      sequence: sequence, time: now, correlation: correlation, causation: causation, event: event)
    batch.add(recorded)
  }

  private mutating func write(
    _ message: Message, from sender: Block, due: Instant, correlation: Int, causation: Int?,
    into batch: inout Batch
  ) throws(JournalError) {
    sequence += 1
    let envelope = Envelope(
      sequence: sequence, due: due, correlation: correlation, sender: sender, message: message)
    batch.add(envelope, at: now, causation: causation)
    waiting.insert(envelope)
  }
}
