import Deciding
import NFVI
import ResourceInterfaces
import VIM

/// VIM and NFVI together in virtual time, with the test as VNFM and NFVO.
///
/// After every turn all invariants are checked, and every message is handled a second time on a
/// copy, where it must change nothing; what is wrong collects in `findings`.
struct World {
  fileprivate enum Letter {
    case vim(VIMMessage)
    case nfvi(NFVIMessage)
    case vimTimer(Clusters.Timer)
    case nfviTimer(Infrastructure.Timer)
  }

  private struct Entry {
    let due: Instant
    let order: Int
    let letter: Letter
  }

  var vim = Clusters.State()
  var nfvi = Infrastructure.State()
  private(set) var now = Instant(milliseconds: 0)
  private(set) var vnfm: [(at: Instant, message: VNFMMessage)] = []
  private(set) var nfvo: [(at: Instant, message: OrMessage)] = []
  private(set) var vimEvents: [(at: Instant, event: Clusters.Event)] = []
  private(set) var nfviEvents: [(at: Instant, event: Infrastructure.Event)] = []
  private(set) var findings: [String] = []

  private let seed: UInt64
  /// Whether messages arrive twice, the second time up to 20 s late.
  private let repeats: Bool
  private var lateness: Chance
  private var serials = Serials()
  private var sequence = 0
  private var queue: [Entry] = []

  init(_ inventory: Inventory, seed: UInt64 = 1, repeats: Bool = false) {
    self.seed = seed
    self.repeats = repeats
    lateness = Chance(seed: seed, message: -7)
    send(.nfvi(.inventory(inventory)))
    send(.vim(.inventory(inventory)))
    run(for: .zero)
  }

  mutating func send(_ message: VIMMessage, after delay: Span = .zero) {
    send(.vim(message), after: delay)
  }

  mutating func send(_ message: NFVIMessage, after delay: Span = .zero) {
    send(.nfvi(message), after: delay)
  }

  private mutating func send(_ letter: Letter, after delay: Span = .zero) {
    enqueue(letter, after: delay)
    if repeats, letter.mayComeLate {
      enqueue(letter, after: delay + .milliseconds(Int(lateness.next() % 20_000)))
    }
  }

  private mutating func enqueue(_ letter: Letter, after delay: Span) {
    sequence += 1
    let entry = Entry(due: now + delay, order: sequence, letter: letter)
    let index = queue.firstIndex { $0.due > entry.due } ?? queue.endIndex
    queue.insert(entry, at: index)
  }

  /// Runs until nothing is due in the next `span`; `watch` sees the world after every turn.
  mutating func run(for span: Span, watch: (Self) -> Void = { _ in }) {
    let end = now + span
    while let next = queue.first, next.due <= end {
      turn()
      watch(self)
    }
    now = end
  }

  /// Runs until nothing is left to do.
  mutating func run(watch: (Self) -> Void = { _ in }) {
    var turns = 0
    while !queue.isEmpty, turns < 200_000 {
      turn()
      turns += 1
      watch(self)
    }
    if !queue.isEmpty { findings.append("The world does not come to rest.") }
  }

  var isAtRest: Bool { queue.isEmpty }

  private mutating func turn() {
    let entry = queue.removeFirst()
    now = entry.due
    switch entry.letter {
    case .vim(let message):
      turnVIM(entry.order, repeating: true) { Clusters.handle(message, &$0) }
    case .vimTimer(let timer):
      turnVIM(entry.order, repeating: false) { Clusters.wake(timer, &$0) }
    case .nfvi(let message):
      turnNFVI(entry.order, repeating: true) { Infrastructure.handle(message, &$0) }
    case .nfviTimer(let timer):
      turnNFVI(entry.order, repeating: false) { Infrastructure.wake(timer, &$0) }
    }
    findings += vimFindings(vim) + nfviFindings(nfvi)
  }

  private mutating func turnVIM(
    _ order: Int, repeating: Bool, _ body: (inout Turn<Clusters>) -> Void
  ) {
    var turn = Turn<Clusters>(
      state: vim, now: now, message: order, seed: seed, serials: serials)
    body(&turn)
    let outcome = turn.finish()
    vim = outcome.state
    serials = outcome.serials
    vimEvents += outcome.events.map { (now, $0) }
    for effect in outcome.effects {
      switch effect {
      case .send(let message, let delay): route(message, after: delay)
      case .wake(let timer, let delay): enqueue(.vimTimer(timer), after: delay)
      }
    }
    guard repeating else { return }
    var again = Turn<Clusters>(
      state: vim, now: now, message: order + 1, seed: seed, serials: serials)
    body(&again)
    checkRepeat(again.finish(), state: vim)
  }

  private mutating func turnNFVI(
    _ order: Int, repeating: Bool, _ body: (inout Turn<Infrastructure>) -> Void
  ) {
    var turn = Turn<Infrastructure>(
      state: nfvi, now: now, message: order, seed: seed, serials: serials)
    body(&turn)
    let outcome = turn.finish()
    nfvi = outcome.state
    nfviEvents += outcome.events.map { (now, $0) }
    for effect in outcome.effects {
      switch effect {
      case .send(let message, let delay): route(message, after: delay)
      case .wake(let timer, let delay): enqueue(.nfviTimer(timer), after: delay)
      }
    }
    guard repeating else { return }
    var again = Turn<Infrastructure>(
      state: nfvi, now: now, message: order + 1, seed: seed, serials: serials)
    body(&again)
    checkRepeat(again.finish(), state: nfvi)
  }

  private mutating func checkRepeat<Block: Decider>(
    _ outcome: Turn<Block>.Outcome, state: Block.State
  ) {
    if outcome.state != state {
      findings.append("A repeat changed the state by \(outcome.events.map(\.sentence)).")
    }
    for case .wake(let timer, _) in outcome.effects {
      findings.append("A repeat waits for \(timer).")
    }
  }

  private mutating func route(_ message: ResourceMessage, after delay: Span) {
    switch message {
    case .vim(let message): send(.vim(message), after: delay)
    case .nfvi(let message): send(.nfvi(message), after: delay)
    case .vnfm(let message): vnfm.append((now + delay, message))
    case .nfvo(let message): nfvo.append((now + delay, message))
    }
  }
}

extension World.Letter {
  /// Messages that say what a thing is now, such as a host's silence, are repeated at once or not
  /// at all; a late one would be a lie about another moment.
  fileprivate var mayComeLate: Bool {
    switch self {
    case .vim(.host(.silent)), .vim(.host(.up)), .nfvi(.power), .nfvi(.traffic): false
    case .vim, .nfvi: true
    case .vimTimer, .nfviTimer: false
    }
  }
}
