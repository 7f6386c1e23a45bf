import Terminal

/// The panes that have no room on a small screen, two lines each: how its rows are, and the row that
/// belongs to the object under the cursor.
struct SummaryStrip<World: WorldReading> {
  let state: ConsoleState
  let world: World

  private var glyphs: GlyphSet { state.glyphs }

  func draw(_ pane: Pane, in rect: Rect, into surface: inout Surface) {
    let inner = rect.inset(columns: 1, rows: 0)
    counts(pane, width: inner.width).draw(at: inner.origin, clip: inner, into: &surface)
    let line = inner.row(1)
    let rows = state.related.filter { $0.pane == pane }
      .compactMap { subject in world.row(of: subject).map { ($0, subject) } }
      .sorted { $0.0 < $1.0 }
    guard let first = rows.first.flatMap({ ListRow($0.1, in: world) }) else { return }
    surface.paint(.rowRelated, in: Rect(x: rect.x, y: line.y, width: rect.width, height: 1))
    surface.write(
      glyphs == .unicode ? "▎" : "|", at: Point(x: rect.x, y: line.y), role: .paneBorderFocused)
    let more = rows.count > 1 ? "+\(rows.count - 1)" : ""
    let end = line.width - (more.isEmpty ? 0 : more.count + 1)
    let states = states(first)
    let room = Rect(x: line.x, y: line.y, width: end, height: 1)
    // The state is what one looks for, so the name gives way.
    let nameWidth = min(measure(first.name), max(4, room.width - states.width - 1))
    surface.write(
      shortened(first.name, to: nameWidth, ellipsis: glyphs.ellipsis), at: room.origin,
      role: .textStrong, width: nameWidth, clip: room)
    let rest = room.cut(left: nameWidth + 1).rest
    states.draw(at: rest.origin, clip: rest, into: &surface)
    surface.write(
      more, at: Point(x: line.maxX - more.count, y: line.y), role: .paneCount, clip: line)
  }

  private func counts(_ pane: Pane, width: Int) -> Phrase {
    let title =
      switch pane {
      case .orders: "Orders"
      case .services: "NS"
      case .functions: "VNF/CNF"
      case .hosts: "Hosts"
      case .operations, .packages, .findings, .vims: pane.title
      }
    var phrase = Phrase(("\(pane.rawValue + 1) ", .keyHint), (title, .paneTitleFocused))
    let numbers: [(Urgency, StateWord.Tone)] = [
      (.wrong, .failed), (.busy, .working), (.fine, .good), (.over, .off),
    ]
    for (urgency, tone) in numbers {
      let count = world.count(pane, urgency)
      guard count > 0 else { continue }
      phrase += Phrase((" \(tone.glyph(in: glyphs)) \(count)", tone.role))
    }
    // A host on which nothing runs is up all the same, so its sign needs a word.
    let idle = Phrase((" idle", StateWord.Tone.off.role))
    let isSaid = pane == .hosts && world.count(pane, .over) > 0
    return isSaid && phrase.width + idle.width <= width ? phrase + idle : phrase
  }

  private func states(_ row: ListRow) -> Phrase {
    var phrase = Phrase()
    for (index, state) in row.states.enumerated() {
      let isLast = index == row.states.count - 1
      let text = isLast ? state.text(in: glyphs) : state.tone.glyph(in: glyphs) + " "
      phrase += Phrase((text, state.tone.role))
    }
    return phrase
  }
}
