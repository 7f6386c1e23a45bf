import Terminal

/// All keys and commands, from the table that dispatches them.
struct HelpView {
  let state: ConsoleState

  private enum Line {
    case chapter(String)
    /// The first line of an action, and the first of its sentence.
    case action(Action, String)
    /// A further line of the sentence of an action.
    case rest(Action, String)
    case blank
  }

  /// Two columns of names, and then the sentence.
  private static let keyWidth = 17
  private static let commandWidth = 12
  private static let namesWidth = keyWidth + commandWidth + 2

  private let lines: [Line]

  init(state: ConsoleState) {
    self.state = state
    let room = max(8, HelpView.columns(state) - 4 - HelpView.namesWidth)
    lines = Action.Chapter.allCases.enumerated().flatMap { index, chapter in
      (index == 0 ? [] : [Line.blank]) + [.chapter(chapter.rawValue)]
        + ActionTable.all.filter { $0.chapter == chapter }.flatMap { action in
          wrapped(action.help, to: room).enumerated().map { index, text in
            index == 0 ? Line.action(action, text) : .rest(action, text)
          }
        }
    }
  }

  private static func columns(_ state: ConsoleState) -> Int { min(100, state.size.columns - 4) }

  private var frame: Rect {
    Rect(state.size).centred(
      Size(
        columns: HelpView.columns(state), rows: min(lines.count + 2, state.size.rows - 2)))
  }

  /// How far the help can be scrolled.
  static func lastScroll(_ state: ConsoleState) -> Int {
    let help = HelpView(state: state)
    return max(0, help.lines.count - help.frame.inset().height)
  }

  func draw(scroll: Int, into surface: inout Surface) {
    let frame = frame
    surface.veil()
    surface.fill(frame, style: Style(.text, on: .dialog))
    let inner = frame.inset(columns: 2, rows: 1)
    let scroll = min(scroll, HelpView.lastScroll(state))
    let end = min(lines.count, scroll + inner.height)
    let badge =
      lines.count > inner.height ? "\(scroll + 1)-\(end) of \(lines.count)" : ""
    surface.box(
      frame, border: Style(.dialogBorder, on: .dialog), title: "Keys and commands",
      titleRole: .dialogTitle, badge: badge)
    for (index, line) in lines[scroll..<end].enumerated() {
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
    case .action(let action, let text):
      let names = state.keys.keys(of: action).map(\.name).joined(separator: " ")
      surface.write(
        names, at: Point(x: row.x + 1, y: row.y), role: .keyHint, width: HelpView.keyWidth,
        clip: row)
      surface.write(
        action.command.map { ":\($0)" } ?? "",
        at: Point(x: row.x + 1 + HelpView.keyWidth, y: row.y), role: .textStrong,
        width: HelpView.commandWidth, clip: row)
      draw(text, of: action, in: row, into: &surface)
    case .rest(let action, let text): draw(text, of: action, in: row, into: &surface)
    }
  }

  private func draw(_ text: String, of action: Action, in row: Rect, into surface: inout Surface) {
    surface.write(
      text, at: Point(x: row.x + HelpView.namesWidth, y: row.y),
      role: state.isReadOnly && action.kind != .reads ? .textDim : .help, clip: row)
  }
}
