import Terminal

/// The newest events under the panes, the newest on top.
struct EventStrip {
  let events: [EventLine]

  func draw(in rect: Rect, into surface: inout Surface) {
    if events.isEmpty {
      surface.write(
        "Nothing has happened yet.", at: Point(x: rect.x + 2, y: rect.y), role: .textDim, clip: rect
      )
    }
    for (index, event) in events.suffix(rect.height).reversed().enumerated() {
      draw(event, in: rect.row(index).inset(columns: 1, rows: 0), into: &surface)
    }
  }

  private func draw(_ event: EventLine, in line: Rect, into surface: inout Surface) {
    let name = line.width >= 150 ? 26 : line.width >= 100 ? 18 : 13
    let isBad = event.tone == .failed || event.tone == .degraded
    let cells: [(String, Int, Role)] = [
      (event.clock, 8, .time), (event.block, 4, .lane(event.block)),
      (event.mark(in: surface.glyphs), 1, event.tone.role),
      (shortened(event.subject, to: name, ellipsis: surface.glyphs.ellipsis), name, .textStrong),
    ]
    var x = line.x + 1
    for (text, width, role) in cells {
      surface.write(text, at: Point(x: x, y: line.y), role: role, width: width, clip: line)
      x += width + 1
    }
    surface.write(
      event.sentence, at: Point(x: x, y: line.y), role: isBad ? event.tone.role : .text,
      width: max(0, line.maxX - x), clip: line)
  }
}
