/// What is known of the terminal, for `podium info` and for the decisions of `Screen`.
package struct TerminalCapabilities: Hashable, Sendable {
  /// What the environment calls the terminal; empty when it says nothing.
  package let term: String
  /// The description in use, which may be a fallback; nil when there is none.
  package let description: String?
  /// The program that draws, as far as it says so: `TERM_PROGRAM`.
  package let program: String
  package let isInteractive: Bool
  package let canMoveCursor: Bool
  package let depth: ColorDepth
  /// Text leaves as UTF-8.
  package let isUTF8: Bool
  package let glyphs: GlyphSet
  package let mouse: Bool
  package let synchronisedOutput: Bool
  package let size: Size

  /// Whether it takes a screen; otherwise lines are printed (`--plain`).
  package var canShowScreen: Bool { isInteractive && canMoveCursor && term != "dumb" }

  /// Labels and values, in the order of reading.
  package var report: [(label: String, value: String)] {
    [
      ("TERM", term.isEmpty ? "not set" : term),
      ("description", description ?? "none found"),
      ("program", program.isEmpty ? "not told" : program),
      ("interactive", isInteractive ? "yes" : "no: input or output is not a terminal"),
      ("size", "\(size.columns) x \(size.rows)"),
      ("colours", depth.name),
      ("characters", isUTF8 ? "UTF-8" : "ASCII"),
      ("mouse", mouse ? "yes" : "no"),
      ("synchronised output", synchronisedOutput ? "yes" : "no"),
    ]
  }

  /// Terminals known to hold a frame back until it is complete (DEC private mode 2026).
  ///
  /// Not inside a multiplexer, which has its own mind about it.
  static func synchronises(_ environment: [String: String]) -> Bool {
    guard environment["TMUX"] == nil, environment["STY"] == nil else { return false }
    let term = environment["TERM"] ?? ""
    let program = environment["TERM_PROGRAM"] ?? ""
    return ["xterm-kitty", "xterm-ghostty", "foot", "alacritty", "contour"].contains {
      term.hasPrefix($0)
    } || ["WezTerm", "iTerm.app", "ghostty", "rio"].contains(program)
  }
}
