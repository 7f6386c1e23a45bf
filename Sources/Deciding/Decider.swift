/// A block of the architecture: pure functions over its own state.
///
/// `handle` and `wake` decide; they change nothing but through ``Turn/record(_:)``, which applies an
/// event at once, so that a decision may read what it has just decided. `apply` changes; it decides
/// nothing, sends nothing and reads nothing but the event, since a restart replays it alone.
package protocol Decider {
  /// All that the block knows. A value whose copies are cheap (build it from ``Table``).
  associatedtype State: Codable & Equatable & Sendable
  /// What the block is told at its reference points.
  associatedtype Message: Sendable
  /// What happened, in the past tense; the only thing that changes `State`.
  associatedtype Event: Codable & Equatable & Sendable & Narrated
  /// What the block may say to others; its type keeps a block from knowing what it should not.
  associatedtype Outgoing: Sendable
  /// What the block waits for: a message to itself with a due time.
  associatedtype Timer: Codable & Equatable & Sendable

  static func handle(_ message: Message, _ turn: inout Turn<Self>)
  static func wake(_ timer: Timer, _ turn: inout Turn<Self>)
  static func apply(_ event: Event, at instant: Instant, to state: inout State)
}

/// An event that the journal can find by what it is about, and that a person can read.
package protocol Narrated {
  /// The identifier of the entity that it is about, as an operator would type it.
  var entity: String { get }
  /// What happened, as a short sentence without the entity's identifier and without a full stop.
  var sentence: String { get }
}

/// One message being handled: the state as it stands, the context, and what has been decided so far.
package struct Turn<Block: Decider> {
  /// Something to be sent when the turn is committed.
  package enum Effect: Sendable {
    case send(Block.Outgoing, after: Span)
    case wake(Block.Timer, after: Span)
  }

  /// The state including the events recorded so far in this turn.
  package private(set) var state: Block.State
  package private(set) var events: [Block.Event] = []
  package private(set) var effects: [Effect] = []

  /// When the message was due, which is when all of this happens.
  package let now: Instant
  /// The journal sequence of the message being handled.
  package let message: Int
  /// Random numbers of this turn.
  package var chance: Chance
  private(set) var serials: Serials

  package init(
    state: consuming Block.State, now: Instant, message: Int, seed: UInt64, serials: Serials
  ) {
    self.state = state
    self.now = now
    self.message = message
    self.serials = serials
    chance = Chance(seed: seed, message: message)
  }

  /// Writes down that `event` happened, and applies it.
  package mutating func record(_ event: Block.Event) {
    Block.apply(event, at: now, to: &state)
    events.append(event)
  }

  /// Sends `message` to its receiver, once this turn is durable and `delay` has passed.
  package mutating func send(_ message: Block.Outgoing, after delay: Span = .zero) {
    effects.append(.send(message, after: delay))
  }

  /// Wakes this block with `timer` after `delay`.
  package mutating func wake(_ timer: Block.Timer, after delay: Span) {
    effects.append(.wake(timer, after: delay))
  }

  /// The next identifier of a kind.
  package mutating func makeID<Kind: Entity>(_ kind: Kind.Type) -> Kind.ID {
    Kind.ID(serial: serials.next(Kind.prefix))
  }

  /// Gives up the state and the serials at the end of the turn.
  package consuming func finish() -> Outcome {
    Outcome(state: state, events: events, effects: effects, serials: serials)
  }

  /// What a turn came to.
  package struct Outcome {
    package let state: Block.State
    package let events: [Block.Event]
    package let effects: [Effect]
    package let serials: Serials
  }
}

/// The last serial given out for each kind of entity.
package struct Serials: Codable, Equatable, Sendable {
  package private(set) var last: [String: Int] = [:]

  package init() {}

  package mutating func next(_ prefix: String) -> Int {
    last[prefix, default: 0] += 1
    return last[prefix, default: 0]
  }
}
