import Terminal

/// All keys and commands, from the table that dispatches them.
struct HelpView {
  let state: ConsoleState

  private enum Line {
    case chapter(String)
    case action(Action)
    case blank
  }

  private static let lines: [Line] = Action.Chapter.allCases.enumerated().flatMap {
    index, chapter in
    (index == 0 ? [] : [Line.blank]) + [.chapter(chapter.rawValue)]
      + ActionTable.all.filter { $0.chapter == chapter }.map(Line.action)
  }

  private var frame: Rect {
    Rect(state.size).centred(
      Size(
        columns: min(100, state.size.columns - 4),
        rows: min(HelpView.lines.count + 2, state.size.rows - 2)))
  }

  /// How far the help can be scrolled.
  static func lastScroll(_ state: ConsoleState) -> Int {
    max(0, lines.count - HelpView(state: state).frame.inset().height)
  }

  func draw(scroll: Int, into surface: inout Surface) {
    let frame = frame
    surface.veil()
    surface.fill(frame, style: Style(.text, on: .dialog))
    let inner = frame.inset(columns: 2, rows: 1)
    let scroll = min(scroll, HelpView.lastScroll(state))
    let end = min(HelpView.lines.count, scroll + inner.height)
    let badge =
      HelpView.lines.count > inner.height ? "\(scroll + 1)-\(end) of \(HelpView.lines.count)" : ""
    surface.box(
      frame, border: Style(.dialogBorder, on: .dialog), title: "Keys and commands",
      titleRole: .dialogTitle, badge: badge)
    for (index, line) in HelpView.lines[scroll..<end].enumerated() {
      draw(line, in: inner.row(index), into: &surface)
    }
    let hint = Phrase(
      (" esc", .keyHint), (" close ", .keyLabel),
      (" \(surface.glyphs.up)\(surface.glyphs.down)", .keyHint),
      (" scroll ", .keyLabel))
    hint.draw(
      at: Point(x: frame.x + 2, y: frame.maxY - 1), clip: frame.inset(columns: 1, rows: 0),
      into: &surface)
  }

  private func draw(_ line: Line, in row: Rect, into surface: inout Surface) {
    switch line {
    case .blank: return
    case .chapter(let title): surface.write(title, at: row.origin, role: .title, clip: row)
    case .action(let action):
      // Two columns of names and then the sentence, which may be cut on small screens.
      let keyWidth = 17
      let commandWidth = 12
      let names = state.keys.keys(of: action).map(\.name).joined(separator: " ")
      var x = row.x + 1
      x += surface.write(
        names, at: Point(x: x, y: row.y), role: .keyHint, width: keyWidth, clip: row)
      x += surface.write(
        action.command.map { ":\($0)" } ?? "", at: Point(x: x, y: row.y), role: .textStrong,
        width: commandWidth, clip: row)
      surface.write(
        action.help, at: Point(x: x + 1, y: row.y),
        role: state.isReadOnly && action.kind != .reads ? .textDim : .help,
        width: max(0, row.maxX - x - 1), clip: row)
    }
  }
}
