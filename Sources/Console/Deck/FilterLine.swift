import Terminal

/// The filter while it is typed, in place of the key line.
struct FilterLine<World: WorldReading> {
  let entry: FilterEntry
  let state: ConsoleState
  let world: World

  func draw(in line: Rect, into surface: inout Surface) {
    surface.fill(line, style: Style(.keyLabel, on: .keyline))
    let count = state[entry.pane].count(entry.pane, in: world)
    let unknown = Filter(entry.field.text)?.unknownFields(entry.pane) ?? []
    let result =
      unknown.isEmpty
      ? Phrase(("\(count) of \(world.count(entry.pane))  ", .textStrong))
      : Phrase(("no column \(unknown[0])  ", .warning))
    let hints = Phrase(
      ("<\(surface.glyphs.enter)>", .keyHint), ("keep ", .keyLabel), ("<esc>", .keyHint),
      ("back ", .keyLabel))
    let right = line.width >= 60 ? result + hints : result
    right.draw(
      at: Point(x: max(line.x, line.maxX - right.width), y: line.y), clip: line, into: &surface)
    let room = Rect(
      x: line.x + 1, y: line.y, width: max(0, line.width - right.width - 2), height: 1)
    let prompt = surface.write("/", at: room.origin, role: .keyHint, clip: room)
    let field = room.cut(left: prompt).rest
    entry.field.draw(
      in: field, placeholder: "words  !without  state:failed  age:>10m", into: &surface)
  }
}

extension TextField {
  /// Draws the text with the cursor in view.
  func draw(in rect: Rect, placeholder: String = "", into surface: inout Surface) {
    guard rect.width > 1 else { return }
    if text.isEmpty {
      surface.write(
        placeholder, at: Point(x: rect.x + 1, y: rect.y), role: .textDim,
        width: min(rect.width - 1, measure(placeholder)))
    }
    let before = String(text.prefix(cursor))
    let after = String(text.dropFirst(cursor))
    // The beginning goes out of view when the cursor would.
    var visible = before
    while measure(visible) > rect.width - 2 { visible.removeFirst() }
    let offset = measure(visible)
    surface.write(visible + after, at: rect.origin, role: .input, clip: rect)
    let place = Point(x: rect.x + offset, y: rect.y)
    surface.write(after.first.map(String.init) ?? " ", at: place, role: .inputCursor, clip: rect)
    if text.isEmpty { surface.write(" ", at: place, role: .inputCursor, clip: rect) }
    surface.cursor = place
  }
}
