import Terminal

/// Runs the console on the calling thread until the operator leaves.
///
/// Waits for a key or a waker, and draws only when something changed. While nothing happens it is
/// asleep: nothing is written and nobody wakes it.
package struct ConsoleLoop<Host: ConsoleHost>: ~Copyable {
  private var screen: Screen
  private var host: Host
  package private(set) var state: ConsoleState
  private var theme: Theme
  private var pacer = FramePacer()
  private let clock = ContinuousClock()
  /// What waits to be drawn.
  private var due: FramePacer.Cause?
  /// Filtered and sorted lists are older than the world.
  private var isRereadDue = false
  /// When they may be read again: reading them takes a tenth of the time at most.
  private var nextReread: ContinuousClock.Instant

  /// Takes a screen that is open; its size and characters become the state's.
  package init(screen: consuming Screen, host: Host, state: ConsoleState, theme: Theme) {
    var state = state
    state.size = screen.size
    state.glyphs = screen.glyphs
    self.screen = screen
    self.host = host
    self.state = state
    self.theme = theme
    nextReread = clock.now
  }

  /// Returns when the operator left or the terminal did; the terminal is given back then.
  package consuming func run() -> LoopEnd {
    if let end = absorb() { return end }
    state.settle(in: host.world)
    draw()
    while true {
      let input = screen.next(timeout: patience)
      if let end = take(input) { return end }
      // Keys that come together are shown together; a world that never rests must not stop that.
      if input == .timeout || input == .wake, let due, pacer.delay(due, at: clock.now) == nil {
        draw()
      }
    }
  }

  /// How long to wait for input; for ever when nothing is due.
  private var patience: Duration? {
    let now = clock.now
    let frame = due.map { pacer.delay($0, at: now) ?? .zero }
    let reread = isRereadDue ? max(.zero, nextReread - now) : nil
    return [frame, reread].compactMap { $0 }.min()
  }

  private mutating func take(_ input: Input) -> LoopEnd? {
    switch input {
    case .wake: return absorb()
    case .timeout: return isRereadDue && clock.now >= nextReread ? followWorld() : nil
    case .focus: return nil
    case .hangup: return .hangup
    case .terminate(let signal): return .terminated(signal: signal)
    case .resumed: screen.redraw()
    case .key, .mouse, .paste, .resize, .interrupt, .suspend: break
    }
    due = .operatorInput
    let commands = state.update(input, world: host.world)
    if host.attend(to: state.place) { state.settle(in: host.world) }
    return perform(commands)
  }

  private mutating func absorb() -> LoopEnd? {
    let news = host.absorb()
    if news.hasNewWorld, let end = followWorld() { return end }
    for answer in news.answers {
      due = .operatorInput
      switch answer {
      case .plan(let act, let plan): state.planArrived(act, plan)
      case .completion(let typed, let path): state.pathCompleted(typed, to: path)
      case .notice(let notice): state.notice = notice
      case .leave: return .quit
      }
    }
    return nil
  }

  private mutating func followWorld() -> LoopEnd? {
    if due == nil { due = .world }
    let start = clock.now
    let rereads = state.hasSelections && start >= nextReread
    let commands = state.worldChanged(host.world, rereads: rereads)
    isRereadDue = state.hasSelections && !rereads
    if rereads { nextReread = clock.now + (clock.now - start) * 10 }
    return perform(commands)
  }

  private mutating func perform(_ commands: [Command]) -> LoopEnd? {
    for command in commands {
      switch command {
      case .quit: return .quit
      case .suspend: screen.suspend()
      case .redraw: screen.redraw()
      case .copy(let text):
        if !screen.copy(text) {
          state.notice = Notice(.degraded, "It is too long for the terminal's clipboard.")
        }
      case .act, .plan, .completePath, .pause, .setPace, .theme: host.perform(command)
      }
    }
    return nil
  }

  private mutating func draw() {
    if theme.name != state.theme, !state.theme.isEmpty, let wanted = host.theme(named: state.theme)
    {
      theme = wanted
    }
    screen.show(ConsolePicture.draw(state, host.world), theme: theme)
    pacer.drew(at: clock.now)
    due = nil
    if state.awaitsShowing {
      // What was typed before the question could be read must not answer it.
      screen.discardTypeahead()
      state.shown()
    }
  }
}
