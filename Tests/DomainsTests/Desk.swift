import Deciding
import Foundation
import Testing

/// A block alone at a desk, in virtual time: it is told messages and woken when it asked to be.
struct Desk<Block: Decider> {
  private(set) var state: Block.State
  private(set) var now = Instant(milliseconds: 1_000_000)
  /// Everything said so far.
  private(set) var sent: [Block.Outgoing] = []
  private(set) var journal: [(at: Instant, event: Block.Event)] = []
  private var timers: [(due: Instant, timer: Block.Timer)] = []
  private let empty: Block.State
  private let seed: UInt64
  private var serials = Serials()
  private var message = 0

  init(_ state: Block.State, seed: UInt64 = 7) {
    self.state = state
    self.seed = seed
    empty = state
  }

  /// Tells the block something, now.
  mutating func tell(_ text: Block.Message) {
    take { Block.handle(text, &$0) }
  }

  /// Wakes the block whenever it asked for it, until it waits for nothing.
  mutating func rest() {
    while let next = timers.indices.min(by: { timers[$0].due < timers[$1].due }) {
      let (due, timer) = timers.remove(at: next)
      now = due
      take { Block.wake(timer, &$0) }
      // The same timer again: delivery is at least once.
      take { Block.wake(timer, &$0) }
    }
  }

  private mutating func take(_ decide: (inout Turn<Block>) -> Void) {
    message += 1
    var turn = Turn<Block>(state: state, now: now, message: message, seed: seed, serials: serials)
    decide(&turn)
    let outcome = turn.finish()
    journal += outcome.events.map { (now, $0) }
    for effect in outcome.effects {
      switch effect {
      case .send(let outgoing, _): sent.append(outgoing)
      case .wake(let timer, let delay): timers.append((now + delay, timer))
      }
    }
    state = outcome.state
    serials = outcome.serials
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
