import Terminal

/// The event stream, oldest at the top and newest at the bottom.
///
/// Whoever follows the stream keeps the cursor on the last row.
package enum EventsView {
  package static func rows(_ events: [EventLine]) -> Int { events.count }

  package static func target(_ events: [EventLine], row: Int) -> Subject? {
    events.indices.contains(row) ? events[row].target : nil
  }

  package static func draw(
    _ events: [EventLine], state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    let panel = Panel(height: { _ in max(1, events.count) }) { canvas, rect in
      guard !events.isEmpty else {
        return canvas.lines(["Nothing has happened yet."], .textDim, in: rect)
      }
      for (index, event) in events.enumerated() {
        EventLines.draw(event, row: index, on: &canvas, rect.row(index))
      }
    }
    Page(isFramed: false, bands: [Band(panel)]).draw(state, into: &surface, rect: rect)
  }
}

/// The last events of one object, newest first, since the newest is what one came to see.
struct EventLines {
  /// So many are shown beside other things; all are in the event stream.
  static let limit = 20
  private let events: [EventLine]

  /// Takes events as they are kept, newest last.
  init(_ events: [EventLine]) {
    self.events = events.suffix(Self.limit).reversed()
  }

  var rows: Int { events.count }

  func target(_ row: Int) -> Subject? {
    events.indices.contains(row) ? events[row].target : nil
  }

  func panel(firstRow: Int) -> Panel {
    Panel(
      "Last events", badge: events.isEmpty ? "" : "newest first", lines: max(1, events.count)
    ) { canvas, rect in
      guard !events.isEmpty else {
        return canvas.lines(["No event is on record for it."], .textDim, in: rect)
      }
      for (index, event) in events.enumerated() {
        Self.draw(event, row: firstRow + index, on: &canvas, rect.row(index))
      }
    }
  }

  /// `12:04:30 VNFM  ● globex-fw-1   Day-1 configuration applied`
  static func draw(_ event: EventLine, row: Int, on canvas: inout Canvas, _ line: Rect) {
    guard !line.isEmpty else { return }
    canvas.mark(row, on: line)
    var pen = Pen(line)
    canvas.cell(event.clock, 8, .time, at: &pen)
    canvas.cell(event.block, 4, Role.lane(event.block), at: &pen)
    canvas.cell(event.mark(in: canvas.glyphs), 1, event.tone.role, at: &pen)
    let subject = line.width >= 110 ? 24 : line.width >= 70 ? 16 : 12
    canvas.cell(event.subject, subject, .textStrong, at: &pen)
    let role: Role = event.tone == .failed || event.tone == .degraded ? event.tone.role : .text
    canvas.cell(event.sentence, max(0, pen.end - pen.x), role, at: &pen)
  }
}
