/// Why the screen cannot be used.
package enum TerminalFailure: Error, Hashable, CustomStringConvertible {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// The terminal cannot move its cursor.
  case dumb(String)
  case unknownTerminal(String)
  case alreadyOpen
  case noMemory
  /// The system refused a descriptor, for that reason.
  case noDescriptor(String)

  package var description: String {
    switch self {
    case .notATerminal:
      "Standard input or output is not a terminal. Start podium in a terminal, or use --plain."
    case .dumb(let name):
      "The terminal \u{22}\(name)\u{22} cannot move its cursor. Use --plain, or set TERM to what "
        + "the terminal really is."
    case .unknownTerminal(let name):
      "Neither \u{22}\(name)\u{22} nor xterm-256color, xterm or vt100 is in the terminal database. "
        + "Install the package ncurses-base, set TERMINFO, or use --plain."
    case .alreadyOpen: "The screen is open already; a process has one."
    case .noMemory: "The screen could not be set up: no memory left."
    case .noDescriptor(let reason):
      "The screen could not be opened: \(reason). Close other files or raise ulimit -n."
    }
  }
}
