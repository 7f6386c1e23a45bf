import Terminal

/// A part of a page: a heading and the lines beneath it.
struct Panel {
  /// Without a title the lines stand alone, with neither heading nor frame.
  var title = ""
  var badge = ""
  /// Whether it makes use of more lines than it needs when the page has them.
  var grows = false
  /// How many lines it needs at a width.
  var height: (Int) -> Int
  var draw: (inout Canvas, Rect) -> Void

  init(
    _ title: String = "", badge: String = "", height: @escaping (Int) -> Int,
    draw: @escaping (inout Canvas, Rect) -> Void
  ) {
    self.title = title
    self.badge = badge
    self.height = height
    self.draw = draw
  }

  init(
    _ title: String = "", badge: String = "", lines: Int, grows: Bool = false,
    draw: @escaping (inout Canvas, Rect) -> Void
  ) {
    self.init(title, badge: badge, height: { _ in lines }, draw: draw)
    self.grows = grows
  }
}

/// Panels side by side, each column with a share of the width.
struct Band {
  var columns: [(share: Int, panels: [Panel])]

  init(_ columns: (share: Int, panels: [Panel])...) {
    self.columns = columns
  }

  init(_ panels: Panel...) {
    columns = [(1, panels)]
  }
}

/// What a detail view shows: panels in bands, one above the other, scrolled as a whole.
struct Page {
  /// With frames where there is room for them, with mere headings where every line counts.
  var isFramed: Bool
  var bands: [Band]

  private struct Placed {
    let panel: Panel
    let rect: Rect
  }

  /// Draws the window of the page that `state` asks for, moved so far that the cursor's row shows.
  func draw(_ state: DetailState, into surface: inout Surface, rect: Rect) {
    guard !rect.isEmpty else { return }
    var (placed, height) = arrange(width: rect.width, height: rect.height)
    let overflows = height > rect.height
    if overflows { (placed, height) = arrange(width: rect.width - 1, height: rect.height) }
    let ground = surface[rect.origin].style.ground
    // Drawing outside costs little and draws nothing, so a first pass on no surface finds the row.
    var probe = Canvas(
      Surface(size: Size(columns: 0, rows: 0), glyphs: surface.glyphs), cursor: state.cursor)
    for item in placed { item.panel.draw(&probe, inside(item)) }
    let top = offset(state, line: probe.cursorLine, height: height, window: rect.height)
    var window = Canvas(
      Surface(size: rect.size, ground: ground, glyphs: surface.glyphs), cursor: state.cursor)
    for item in placed where item.rect.maxY > top && item.rect.y < top + rect.height {
      show(Placed(panel: item.panel, rect: item.rect.moved(up: top)), on: &window, ground)
    }
    if overflows { scrollBar(on: &window.surface, top: top, height: height) }
    surface.draw(window.surface, at: rect.origin)
  }

  private func offset(_ state: DetailState, line: Int?, height: Int, window: Int) -> Int {
    let last = max(0, height - window)
    var top = min(max(0, state.scroll), last)
    guard let line else { return top }
    // On the first row the page is shown from its beginning, if both fit.
    if state.cursor == 0, line < window - 1 { return min(top, line) }
    let margin = min(2, max(0, (window - 1) / 2))
    top = min(top, max(0, line - margin))
    return min(max(top, line + margin + 1 - window), last)
  }

  // MARK: places

  private func arrange(width: Int, height: Int) -> ([Placed], Int) {
    var placed: [Placed] = []
    var y = 0
    for (index, band) in bands.enumerated() {
      let start = y
      let rects = Rect(x: 0, y: 0, width: width, height: 1)
        .columns(shares: band.columns.map(\.share), gap: isFramed ? 0 : 2)
      let needs = zip(rects, band.columns).map { rect, column in
        column.panels.reduce(0) { $0 + outerHeight($1, width: rect.width) }
      }
      y += needs.max() ?? 0
      if isFramed, index == bands.count - 1 { y = max(y, height) }
      for (rect, column) in zip(rects, band.columns) {
        placed += stack(
          column.panels, in: Rect(x: rect.x, y: start, width: rect.width, height: y - start))
      }
    }
    return (placed, y)
  }

  /// One panel under the other; what is left over goes to the one that grows, or to the last.
  private func stack(_ panels: [Panel], in rect: Rect) -> [Placed] {
    let needs = panels.map { outerHeight($0, width: rect.width) }
    let spare = max(0, rect.height - needs.reduce(0, +))
    let growing = panels.firstIndex(where: \.grows) ?? panels.lastIndex { !$0.title.isEmpty }
    var y = rect.y
    return zip(panels, needs).enumerated().map { index, item in
      let height = item.1 + (index == growing && isFramed ? spare : 0)
      defer { y += height }
      return Placed(
        panel: item.0, rect: Rect(x: rect.x, y: y, width: rect.width, height: height))
    }
  }

  private func outerHeight(_ panel: Panel, width: Int) -> Int {
    let lines = panel.height(max(0, width - (isFramed ? 4 : 2)))
    if panel.title.isEmpty { return lines }
    return lines + 2
  }

  private func inside(_ item: Placed) -> Rect {
    if item.panel.title.isEmpty { return item.rect.inset(columns: isFramed ? 2 : 1, rows: 0) }
    if isFramed { return item.rect.inset(columns: 2, rows: 1) }
    return item.rect.cut(top: 1).rest.cut(bottom: 1).rest.inset(columns: 1, rows: 0)
  }

  // MARK: drawing

  private func show(_ item: Placed, on canvas: inout Canvas, _ ground: Ground) {
    let panel = item.panel
    if panel.title.isEmpty {
      // nothing but its lines
    } else if isFramed {
      canvas.surface.box(
        item.rect, border: Style(.paneBorder, on: ground), title: panel.title,
        titleRole: .paneTitleFocused, badge: panel.badge)
    } else {
      heading(panel, in: item.rect.inset(columns: 1, rows: 0).row(0), on: &canvas)
    }
    panel.draw(&canvas, inside(item))
  }

  private func heading(_ panel: Panel, in line: Rect, on canvas: inout Canvas) {
    canvas.surface.rule(at: line.origin, width: line.width)
    canvas.surface.write(
      "\(panel.title) ", at: line.origin, role: .paneTitleFocused,
      width: min(line.width, measure(panel.title) + 1))
    let badge = " \(panel.badge)"
    guard !panel.badge.isEmpty, measure(panel.title) + measure(badge) + 3 < line.width else {
      return
    }
    canvas.surface.write(
      badge, at: Point(x: line.maxX - measure(badge), y: line.y), role: .paneCount)
  }

  private func scrollBar(on surface: inout Surface, top: Int, height: Int) {
    let track = surface.size.rows
    let thumb = max(1, track * track / max(1, height))
    let room = max(1, height - track)
    let start = (track - thumb) * min(top, room) / room
    let solid = surface.glyphs == .unicode ? "┃" : "#"
    for y in 0..<track {
      let isThumb = y >= start && y < start + thumb
      surface.write(
        isThumb ? solid : surface.glyphs.vertical, at: Point(x: surface.size.columns - 1, y: y),
        role: isThumb ? .paneBorderFocused : .chartEmpty)
    }
  }
}

extension Rect {
  func moved(up rows: Int) -> Rect { Rect(x: x, y: y - rows, width: width, height: height) }
}
