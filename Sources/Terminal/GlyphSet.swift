/// The characters that pictures are made of, in a rich and in a plain set.
package enum GlyphSet: Hashable, Sendable, CaseIterable {
  case unicode
  /// For locales without UTF-8 and terminals without the characters.
  case ascii

  private func pick(_ unicode: String, _ ascii: String) -> String {
    self == .unicode ? unicode : ascii
  }

  // States. Never without the word beside them.
  package var good: String { pick("●", "*") }
  package var working: String { pick("◐", "~") }
  package var waiting: String { pick("◌", ".") }
  package var degraded: String { pick("▲", "!") }
  package var failed: String { pick("✖", "x") }
  package var off: String { pick("○", "o") }

  // Frames: top left, top right, bottom left, bottom right.
  package var corners: [String] { self == .unicode ? ["╭", "╮", "╰", "╯"] : ["+", "+", "+", "+"] }
  package var horizontal: String { pick("─", "-") }
  package var vertical: String { pick("│", "|") }
  package var teeLeft: String { pick("├", "+") }
  package var teeRight: String { pick("┤", "+") }
  package var teeDown: String { pick("┬", "+") }
  package var teeUp: String { pick("┴", "+") }
  package var cross: String { pick("┼", "+") }
  package var branch: String { pick("├─", "|-") }
  package var lastBranch: String { pick("╰─", "`-") }
  package var heavyHorizontal: String { pick("━", "=") }

  // Signs.
  package var ellipsis: String { pick("…", "~") }
  package var right: String { pick("▸", ">") }
  package var left: String { pick("◂", "<") }
  package var up: String { pick("▴", "^") }
  package var down: String { pick("▾", "v") }
  package var cursorBar: String { pick("▌", ">") }
  package var arrow: String { pick("→", "->") }
  package var play: String { pick("▶", ">") }
  package var pause: String { pick("⏸", "=") }
  package var multiply: String { pick("×", "x") }
  package var separator: String { pick("·", "-") }
  package var dash: String { pick("–", "-") }
  package var check: String { pick("✓", "v") }
  package var mark: String { pick("◆", "#") }
  package var enter: String { pick("↵", "enter") }
  package var barStart: String { pick("▕", "[") }
  package var barEnd: String { pick("▏", "]") }
  package var shade: String { pick("░", ".") }

  /// A bar's cell filled by 1 to 8 eighths from the left.
  package var eighths: [String] {
    self == .unicode
      ? ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"] : [" ", " ", " ", "=", "=", "=", "#", "#"]
  }

  /// A chart's cell filled by 1 to 8 eighths from below.
  package var levels: [String] {
    self == .unicode
      ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", "_", ".", "-", "-", "=", "+", "#"]
  }

  /// Phases of something that works, for one frame each.
  package var spinner: [String] {
    self == .unicode ? ["◐", "◓", "◑", "◒"] : ["|", "/", "-", "\\"]
  }

  /// What stands for a glyph that the terminal cannot show: the plain one of the pair, or `?`.
  static func plainSubstitute(for glyph: Glyph) -> Glyph {
    glyph.single.flatMap { substitutes[$0] } ?? Glyph("?")
  }

  private static let substitutes: [Unicode.Scalar: Glyph] = {
    func all(_ set: GlyphSet) -> [String] {
      [
        set.good, set.working, set.waiting, set.degraded, set.failed, set.off, set.horizontal,
        set.vertical, set.teeLeft, set.teeRight, set.teeDown, set.teeUp, set.cross,
        set.heavyHorizontal, set.ellipsis, set.right, set.left, set.up, set.down, set.cursorBar,
        set.arrow, set.play, set.pause, set.multiply, set.separator, set.dash, set.check, set.mark,
        set.barStart, set.barEnd, set.shade,
      ] + set.corners + set.levels + set.eighths
    }
    var table: [Unicode.Scalar: Glyph] = [:]
    for (rich, plain) in zip(all(.unicode), all(.ascii)) {
      guard let key = rich.unicodeScalars.first, let value = plain.unicodeScalars.last else {
        continue
      }
      if table[key] == nil { table[key] = Glyph(value) }
    }
    return table
  }()
}
