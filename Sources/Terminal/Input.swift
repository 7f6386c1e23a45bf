/// What can happen to a screen.
package enum Input: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Text that was pasted, never to be read as keys.
  ///
  /// Its lines end in `\n`; control characters are gone.
  case paste(String)
  case resize(Size)
  case focus(Bool)
  /// A `Waker` was used, once or more often.
  case wake
  /// The time given to `next` ran out.
  case timeout
  /// Ctrl-C was typed.
  case interrupt
  /// Ctrl-Z was typed, or SIGTSTP arrived: call `Screen.suspend()` when ready.
  case suspend
  /// The process was continued; the screen has to be shown again.
  case resumed
  /// The terminal is gone for good.
  ///
  /// The exit status is 129 by custom.
  case hangup
  /// A signal asks to end: SIGTERM, SIGINT from outside, SIGQUIT.
  ///
  /// The exit status is 128 + signal.
  case terminate(signal: Int32)
}

/// Something that the mouse did.
package struct MouseEvent: Hashable, Sendable {
  package enum Button: Hashable, Sendable {
    case left, middle, right
  }

  package enum Action: Hashable, Sendable {
    case press(Button)
    case drag(Button)
    case release(Button)
    case wheelUp
    case wheelDown
  }

  package let action: Action
  package let at: Point
  package let modifiers: Key.Modifiers

  package init(_ action: Action, at point: Point, modifiers: Key.Modifiers = []) {
    self.action = action
    at = point
    self.modifiers = modifiers
  }
}
