import Deciding
import Foundation
import Testing

/// A block alone at a desk: it is told messages in virtual time, and what it says lies in `sent`.
struct Desk<Block: Decider> {
  private(set) var state: Block.State
  private(set) var now = Instant(milliseconds: 1_000_000)
  /// Everything said and not yet taken away.
  var sent: [Block.Outgoing] = []
  private(set) var journal: [(at: Instant, event: Block.Event)] = []
  private var timers: [(due: Instant, timer: Block.Timer)] = []
  private let empty: Block.State
  private var serials = Serials()
  private var message = 0

  init(_ state: Block.State) {
    self.state = state
    empty = state
  }

  /// Tells the block something, a second after what it was told before.
  mutating func tell(_ text: Block.Message) {
    now = now + .seconds(1)
    take { Block.handle(text, &$0) }
  }

  /// Lets time pass, and wakes the block when it asked for it.
  mutating func wait(until instant: Instant) {
    while let next = timers.min(by: { $0.due < $1.due })?.due, next <= instant {
      guard let index = timers.firstIndex(where: { $0.due == next }) else { return }
      let timer = timers.remove(at: index).timer
      now = max(now, next)
      take { Block.wake(timer, &$0) }
    }
    now = max(now, instant)
  }

  private mutating func take(_ body: (inout Turn<Block>) -> Void) {
    message += 1
    var turn = Turn<Block>(state: state, now: now, message: message, seed: 7, serials: serials)
    body(&turn)
    let outcome = turn.finish()
    journal += outcome.events.map { (now, $0) }
    for effect in outcome.effects {
      switch effect {
      case .send(let outgoing, _): sent.append(outgoing)
      case .wake(let timer, let after): timers.append((now + after, timer))
      }
    }
    state = outcome.state
    serials = outcome.serials
  }

  mutating func takeSent() -> [Block.Outgoing] {
    defer { sent = [] }
    return sent
  }

  var sentences: [String] { journal.map { "\($0.event.entity): \($0.event.sentence)" } }

  /// Whether the events alone lead to the state, and both survive being written and read.
  func expectReplayable(sourceLocation: SourceLocation = #_sourceLocation) throws {
    var replayed = empty
    let decoder = JSONDecoder()
    let encoder = JSONEncoder()
    for (at, event) in journal {
      let read = try decoder.decode(Block.Event.self, from: encoder.encode(event))
      #expect(read == event, sourceLocation: sourceLocation)
      Block.apply(read, at: at, to: &replayed)
    }
    #expect(replayed == state, sourceLocation: sourceLocation)
    let copy = try decoder.decode(Block.State.self, from: encoder.encode(state))
    #expect(copy == state, sourceLocation: sourceLocation)
  }
}
