import Terminal

/// What the loop does not know: the world, and who carries out commands.
///
/// Used by the loop's thread only. Whoever has news from another thread puts them where `absorb`
/// finds them and then wakes the screen with its `Waker`.
package protocol ConsoleHost {
  associatedtype World: WorldReading

  /// The newest world, as of the last `absorb`.
  var world: World { get }

  /// Takes in everything that was published since the last call; must not wait.
  mutating func absorb() -> News

  /// Makes ready what `place` shows and the world does not keep all the time; answers whether the
  /// world is another one now.
  mutating func attend(to place: Place) -> Bool

  /// Carries out what the console asks for; must not wait.
  ///
  /// `.plan` is answered later by `News.answers`. `.copy`, `.redraw`, `.suspend` and `.quit` are
  /// the loop's own and do not come here.
  mutating func perform(_ command: Command)

  /// The theme of a name; nil when there is none, and the present one stays.
  func theme(named name: String) -> Theme?
}

/// What happened since the loop looked last.
package struct News: Sendable {
  package enum Answer: Sendable {
    /// What an act would do.
    case plan(Act, PlanReading)
    /// A longer form of a path that was typed.
    case completion(typed: String, path: String)
    /// What came of an act, or anything else the operator should read.
    case notice(Notice)
    /// Leave, as after `q`.
    case leave
  }

  package var hasNewWorld: Bool
  package var answers: [Answer]

  package init(hasNewWorld: Bool, answers: [Answer] = []) {
    self.hasNewWorld = hasNewWorld
    self.answers = answers
  }
}

/// Why the loop ended.
package enum LoopEnd: Hashable, Sendable {
  case quit
  /// The terminal is gone.
  case hangup
  case terminated(signal: Int32)

  /// The exit status by custom: 128 and the signal's number.
  package var status: Int32 {
    switch self {
    case .quit: 0
    case .hangup: 129
    case .terminated(let signal): 128 + signal
    }
  }
}
