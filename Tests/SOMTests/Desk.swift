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
    message += 1
    var turn = Turn<Block>(state: state, now: now, message: message, seed: 7, serials: serials)
    Block.handle(text, &turn)
    let outcome = turn.finish()
    journal += outcome.events.map { (now, $0) }
    for case .send(let outgoing, _) in outcome.effects { sent.append(outgoing) }
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
