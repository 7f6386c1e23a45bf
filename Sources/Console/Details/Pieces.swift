import Deciding
import Terminal

/// What a view draws on: a surface, and the row of the view that the cursor is on.
///
/// It notes on which line that row came to lie, so that the page can be scrolled to show it, and
/// where all rows lie, so that they can be clicked.
struct Canvas {
  var surface: Surface
  let cursor: Int
  private(set) var cursorLine: Int?

  init(_ surface: Surface, cursor: Int) {
    self.surface = surface
    self.cursor = cursor
  }

  var glyphs: GlyphSet { surface.glyphs }

  /// Marks the place of a selectable row when the cursor is on it: a line into the margins on both
  /// sides, a box as it is.
  mutating func mark(_ row: Int, on rect: Rect) {
    // A preview has no cursor, and its rows are not those of the list beside it.
    if cursor >= 0 { surface.target(row, at: rect) }
    guard row == cursor else { return }
    cursorLine = rect.y
    guard rect.height == 1 else { return surface.fill(rect, style: Style(.text, on: .rowSelected)) }
    let wide = Rect(x: rect.x - 1, y: rect.y, width: rect.width + 2, height: 1)
    surface.paint(.rowSelected, in: wide)
    surface.write(glyphs.cursorBar, at: wide.origin, role: .paneBorderFocused)
  }

  /// Writes one cell of a table and moves the pen behind it and one space.
  mutating func cell(
    _ text: String, _ width: Int, _ role: Role = .text, align: Alignment = .leading,
    at pen: inout Pen
  ) {
    // Some roles are underlined, which only the text should be.
    let room = min(width, pen.end - pen.x, align == .leading ? measure(text) : width)
    surface.write(text, at: Point(x: pen.x, y: pen.y), role: role, width: room, align: align)
    pen.x += width + 1
  }

  /// Draws how far something is as a thin line.
  mutating func bar(_ share: Double, _ width: Int, _ role: Role, at pen: inout Pen) {
    let room = max(0, min(width, pen.end - pen.x))
    let value = share.isFinite ? min(max(share, 0), 1) : 0
    let filled = Int((value * Double(room)).rounded())
    let place = Point(x: pen.x, y: pen.y)
    surface.write(String(repeating: glyphs.heavyHorizontal, count: filled), at: place, role: role)
    let rest = String(repeating: glyphs.horizontal, count: room - filled)
    surface.write(rest, at: Point(x: pen.x + filled, y: pen.y), role: .chartEmpty)
    pen.x += width + 1
  }

  /// Writes a state as glyph and word in its colour.
  mutating func cell(_ state: StateWord, _ width: Int, at pen: inout Pen) {
    cell(state.text(in: glyphs), width, state.tone.role, at: &pen)
  }

  /// Writes text as long as it is, followed by a gap.
  mutating func run(_ text: String, _ role: Role = .text, gap: Int = 1, at pen: inout Pen) {
    guard !text.isEmpty else { return }
    cell(text, measure(text), role, at: &pen)
    pen.x += gap - 1
  }

  mutating func run(_ state: StateWord, gap: Int = 1, at pen: inout Pen) {
    run(state.text(in: glyphs), state.tone.role, gap: gap, at: &pen)
  }

  /// Fills lines with sentences, and says in words that there is nothing when there is nothing.
  mutating func lines(_ texts: [String], _ role: Role = .text, in rect: Rect) {
    for (index, text) in texts.enumerated() where index < rect.height {
      let line = rect.row(index)
      surface.write(text, at: line.origin, role: role, width: min(line.width, measure(text)))
    }
  }
}

/// Where the next cell of a line goes.
struct Pen {
  var x: Int
  let y: Int
  /// The first column that must stay free.
  let end: Int

  init(_ line: Rect) {
    x = line.x
    y = line.y
    end = line.maxX
  }
}

extension StateWord {
  /// Glyph and word.
  func text(in glyphs: GlyphSet) -> String { "\(tone.glyph(in: glyphs)) \(word)" }

  /// Whether what it speaks of has begun.
  var hasBegun: Bool { tone != .waiting && tone != .off }
}

extension Span {
  /// Short enough for a column: `0.4s`, `38s`, `4m`, `2h`, `3d`.
  var short: String {
    let count = max(0, milliseconds)
    switch count {
    case ..<9_950:
      let tenths = (count + 50) / 100
      return tenths % 10 == 0 ? "\(tenths / 10)s" : "\(tenths / 10).\(tenths % 10)s"
    case ..<60_000: return "\(max(10, count / 1_000))s"
    case ..<3_600_000: return "\(count / 60_000)m"
    case ..<172_800_000: return "\(count / 3_600_000)h"
    default: return "\(count / 86_400_000)d"
    }
  }
}

extension Role {
  /// The colour of a block of the architecture, by the name that lanes and events have for it.
  static func lane(_ block: String) -> Role {
    switch block {
    case "COM": .laneCOM
    case "SOM": .laneSOM
    case "NFVO", "MANO": .laneNFVO
    case "VNFM": .laneVNFM
    case "VIM": .laneVIM
    case "NSO": .laneNSO
    case "SIEM": .laneSIEM
    case "NFVI": .laneNFVI
    default: .text
    }
  }
}

/// Breaks a text between words into lines of at most `width` columns; a longer word is cut later.
func wrapped(_ text: String, to width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, measure(line) + 1 + measure(String(word)) > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return line.isEmpty ? lines : lines + [line]
}

/// Facts as a grid of labels and values, in as many columns as there is room for.
struct FactsGrid {
  let facts: [Fact]
  /// What is said when there are none.
  var nothing = "Nothing is known about it yet."
  /// The least width at which a further column is worth it.
  var pitch = 36

  private func columns(_ width: Int) -> Int {
    max(1, min(width / pitch, facts.count))
  }

  /// The value in lines, with room kept for the state at the end of the last one.
  private func lines(_ fact: Fact, width: Int) -> [String] {
    let room = max(1, width - labelWidth(width) - 1)
    var lines = wrapped(fact.value, to: room)
    if lines.isEmpty { lines = [""] }
    if let state = fact.state, let last = lines.last, !last.isEmpty,
      measure(last) + 2 + 2 + measure(state.word) > room
    {
      lines.append("")
    }
    return lines
  }

  private func labelWidth(_ width: Int) -> Int {
    min(facts.map { measure($0.label) }.max() ?? 0, max(4, width / 2))
  }

  /// Facts go down the columns: each column takes its share of them.
  private func parts(_ width: Int) -> [ArraySlice<Fact>] {
    let columns = columns(width)
    let share = (facts.count + columns - 1) / max(1, columns)
    return (0..<columns).map { index in
      facts[min(index * share, facts.count)..<min((index + 1) * share, facts.count)]
    }
  }

  private func columnWidth(_ width: Int) -> Int {
    let columns = columns(width)
    return max(1, (width - 2 * (columns - 1)) / columns)
  }

  func height(width: Int) -> Int {
    guard !facts.isEmpty else { return 1 }
    let room = columnWidth(width)
    return parts(width).map { $0.reduce(0) { $0 + lines($1, width: room).count } }.max() ?? 1
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !facts.isEmpty else { return canvas.lines([nothing], .textDim, in: rect) }
    let room = columnWidth(rect.width)
    for (index, part) in parts(rect.width).enumerated() {
      var y = rect.y
      for fact in part {
        let x = rect.x + index * (room + 2)
        let lines = lines(fact, width: room)
        let area = Rect(x: x, y: y, width: min(room, rect.maxX - x), height: lines.count)
        draw(fact, lines, on: &canvas, in: area)
        y += lines.count
      }
    }
  }

  private func draw(_ fact: Fact, _ lines: [String], on canvas: inout Canvas, in area: Rect) {
    var pen = Pen(area.row(0))
    canvas.cell(fact.label, labelWidth(area.width), .textDim, at: &pen)
    let rest = area.cut(left: pen.x - area.x).rest
    canvas.lines(lines, .text, in: rest)
    guard let state = fact.state, let last = lines.last else { return }
    pen = Pen(rest.row(lines.count - 1))
    pen.x += last.isEmpty ? 0 : measure(last) + 2
    canvas.run(state, at: &pen)
  }
}
