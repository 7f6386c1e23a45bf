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

  /// Takes a screen that is open; its size and characters become the state's.
  package init(screen: consuming Screen, host: Host, state: ConsoleState, theme: Theme) {
    var state = state
    state.size = screen.size
    state.glyphs = screen.glyphs
    self.screen = screen
    self.host = host
    self.state = state
    self.theme = theme
  }

  /// Returns when the operator left or the terminal did; the terminal is given back then.
  package consuming func run() -> LoopEnd {
    if let end = absorb() { return end }
    state.settle(in: host.world)
    draw()
    while true {
      let wait = due.flatMap { pacer.delay($0, at: clock.now) }
      let input =
        due != nil && wait == nil ? screen.next(timeout: .zero) : screen.next(timeout: wait)
      if input == .timeout {
        // Nothing more is at hand, so one picture shows all that came.
        if let due, pacer.delay(due, at: clock.now) == nil { draw() }
        continue
      }
      if let end = take(input) { return end }
    }
  }

  private mutating func take(_ input: Input) -> LoopEnd? {
    switch input {
    case .wake: return absorb()
    case .timeout, .focus: return nil
    case .hangup: return .hangup
    case .terminate(let signal): return .terminated(signal: signal)
    case .resumed: screen.redraw()
    case .key, .mouse, .paste, .resize, .interrupt, .suspend: break
    }
    due = .operatorInput
    return perform(state.update(input, world: host.world))
  }

  private mutating func absorb() -> LoopEnd? {
    let news = host.absorb()
    if news.hasNewWorld {
      if let end = perform(state.worldChanged(host.world)) { return end }
      if due == nil { due = .world }
    }
    for answer in news.answers {
      due = .operatorInput
      switch answer {
      case .plan(let act, let plan): state.planArrived(act, plan)
      case .notice(let notice): state.notice = notice
      case .leave: return .quit
      }
    }
    return nil
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
      case .act, .plan, .pause, .setPace, .theme: host.perform(command)
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
