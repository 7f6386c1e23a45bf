import ResourceInterfaces
import Terminal

/// A VIM in its own words: how full it is and whether it answers, and beneath it what it holds, a tab
/// for each kind. Only the rows that are seen are read, however many it holds.
struct VIMView<World: WorldReading> {
  let vim: Int
  let detail: VIMDetail
  let chapter: VIMChapter
  /// The row under the cursor.
  let row: Int
  let world: World

  private var words: VIMWords { VIMWords(detail.row.kind) }

  func draw(into surface: inout Surface, rect: Rect) {
    guard !rect.isEmpty else { return }
    let isFramed = rect.width >= 100 && rect.height >= 30
    let head = head(isFramed: isFramed)
    let factsHeight = grid.height(width: rect.width / 2 - 4)
    let height = isFramed ? 1 + 2 + max(4, factsHeight) : 4
    let (top, rest) = rect.cut(top: min(height, rect.height / 2))
    head.draw(DetailState(cursor: -1), into: &surface, rect: top)
    drawList(isFramed: isFramed, into: &surface, rect: rest)
  }

  // MARK: head

  private var grid: FactsGrid { FactsGrid(facts: detail.facts, pitch: 1_000) }

  private func head(isFramed: Bool) -> Page {
    guard isFramed else {
      return Page(isFramed: false, bands: [Band(identity), Band(gauges(thickness: 1))])
    }
    return Page(
      isFramed: true,
      bands: [
        Band(identity),
        Band(
          (1, [titled("Given out", gauges(thickness: 2))]),
          (1, [Panel("As MANO sees it", height: grid.height, draw: grid.draw)])),
      ])
  }

  private func titled(_ title: String, _ panel: Panel) -> Panel {
    var panel = panel
    panel.title = title
    return panel
  }

  private var identity: Panel {
    let vim = detail.row
    return Panel(lines: 1) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(vim.name, .title, gap: 2, at: &pen)
      canvas.run(vim.connection, gap: 2, at: &pen)
      canvas.run(vim.kind.title, .textStrong, gap: 2, at: &pen)
      canvas.run("at", .textDim, at: &pen)
      canvas.run(vim.site, gap: 2, at: &pen)
      let isWhole = vim.hostsUp == vim.hosts
      canvas.run(
        "\(vim.hostsUp)/\(vim.hosts) \(words.hosts.lowercased()) up",
        isWhole ? .text : .stateDegraded, gap: 2, at: &pen)
      canvas.run(detail.title, .textDim, at: &pen)
    }
  }

  private func gauges(thickness: Int) -> Panel {
    let parts = [("vCPU", detail.row.cpu), ("memory", detail.row.memory)]
    return Panel(lines: parts.count * thickness) { canvas, rect in
      for (index, part) in parts.enumerated() where index * thickness < rect.height {
        var pen = Pen(rect.row(index * thickness))
        canvas.cell(part.0, 6, .textDim, at: &pen)
        let width = max(0, rect.width - 13)
        canvas.surface.gauge(part.1, at: Point(x: pen.x, y: pen.y), width: width)
        pen.x += width + 1
        canvas.cell("\(Int((part.1 * 100).rounded()))%", 5, .textStrong, align: .trailing, at: &pen)
      }
    }
  }

  // MARK: what it holds

  private func drawList(isFramed: Bool, into surface: inout Surface, rect: Rect) {
    guard rect.height > 2, rect.width > 4 else { return }
    if isFramed {
      surface.box(rect, border: Style(.paneBorderFocused))
    } else {
      surface.rule(at: rect.origin, width: rect.width)
    }
    tabs(into: &surface, line: rect.row(0).inset(columns: 1, rows: 0))
    let inner =
      isFramed ? rect.inset(columns: 2, rows: 1) : rect.cut(top: 1).rest.inset(columns: 1, rows: 0)
    let count = world.count(chapter, of: vim)
    let columns = VIMColumns(chapter, words, width: inner.width)
    let (heading, rows) = inner.cut(top: 1)
    var canvas = Canvas(surface, cursor: row)
    columns.heading(on: &canvas, heading.row(0))
    if count == 0 { canvas.lines([nothing], .textDim, in: rows) }
    let top = window(count: count, height: rows.height)
    for line in 0..<rows.height {
      guard top + line < count, let object = world.object(at: top + line, in: chapter, of: vim)
      else { break }
      canvas.mark(top + line, on: rows.row(line))
      columns.draw(object, on: &canvas, rows.row(line))
    }
    surface = canvas.surface
    thumb(top: top, count: count, rows: rows, isFramed: isFramed, into: &surface)
  }

  private var nothing: String {
    switch chapter {
    case .resources, .releases: "Nothing runs here."
    case .hosts: "It has no hosts."
    case .quotas: "Nobody has a quota here: tenants take what is free."
    }
  }

  /// The first row that is seen: the cursor is kept off the edges where more rows are.
  private func window(count: Int, height: Int) -> Int {
    let last = max(0, count - height)
    let margin = min(2, max(0, (height - 1) / 2))
    return min(max(0, row + margin + 1 - height), last)
  }

  private func tabs(into surface: inout Surface, line: Rect) {
    var pen = Pen(line)
    var canvas = Canvas(surface, cursor: -1)
    for tab in VIMChapter.allCases {
      canvas.run(
        " \(words.title(tab)) \(world.count(tab, of: vim)) ",
        tab == chapter ? .paneTitleFocused : .textDim, gap: 2, at: &pen)
    }
    surface = canvas.surface
  }

  private func thumb(top: Int, count: Int, rows: Rect, isFramed: Bool, into surface: inout Surface)
  {
    guard count > rows.height, rows.height > 2 else { return }
    let size = max(1, rows.height * rows.height / count)
    let start = (rows.height - size) * top / max(1, count - rows.height)
    for line in start..<min(start + size, rows.height) {
      surface.write(
        surface.glyphs == .unicode ? "┃" : "#",
        at: Point(x: isFramed ? rows.maxX + 1 : rows.maxX, y: rows.y + line),
        role: .paneBorderFocused)
    }
  }
}

/// The columns of what a VIM holds, at a width.
struct VIMColumns {
  private let chapter: VIMChapter
  private let words: VIMWords
  private let names: Int
  private let states: Int
  private let kinds: Int
  private let places: Int

  init(_ chapter: VIMChapter, _ words: VIMWords, width: Int) {
    self.chapter = chapter
    self.words = words
    names = min(48, max(20, width * 3 / 10))
    states = width >= 100 ? 22 : 19
    kinds = width >= 100 ? min(30, max(16, width / 8)) : 0
    places = min(22, max(11, width / 9))
  }

  func heading(on canvas: inout Canvas, _ line: Rect) {
    let (name, kind, place, reason) =
      switch chapter {
      case .resources: (words.resource, words.size, words.host, words.reason)
      case .releases: (words.release, words.chart, "TENANT", "TASK OR REASON")
      case .hosts: (words.host, "RACK", "ZONE", "HOLDS")
      case .quotas: ("TENANT", "", "", "HOLDS")
      }
    var pen = Pen(line)
    canvas.cell(name, names, .columnHeading, at: &pen)
    canvas.cell("STATE", states, .columnHeading, at: &pen)
    if hasBars {
      canvas.cell("vCPU", 12, .columnHeading, at: &pen)
      canvas.cell("RAM", 12, .columnHeading, at: &pen)
    }
    if !place.isEmpty { canvas.cell(place, places, .columnHeading, at: &pen) }
    if kinds > 0, !kind.isEmpty { canvas.cell(kind, kinds, .columnHeading, at: &pen) }
    if hasAge { canvas.cell("AGE", 4, .columnHeading, align: .trailing, at: &pen) }
    canvas.run(reason, .columnHeading, at: &pen)
  }

  private var hasBars: Bool { chapter == .hosts || chapter == .quotas }
  private var hasAge: Bool { !hasBars }

  func draw(_ object: VIMObject, on canvas: inout Canvas, _ line: Rect) {
    var pen = Pen(line)
    canvas.cell(
      shortened(object.name, to: names, ellipsis: canvas.glyphs.ellipsis), names,
      object.subject == nil ? .textStrong : .link, at: &pen)
    canvas.cell(object.state, states, at: &pen)
    if hasBars {
      bar(object.cpu, on: &canvas, &pen)
      bar(object.memory, on: &canvas, &pen)
    }
    if chapter != .quotas { canvas.cell(object.place, places, .text, at: &pen) }
    if kinds > 0, chapter != .quotas { canvas.cell(object.kind, kinds, .textDim, at: &pen) }
    if hasAge {
      canvas.cell(object.age?.short ?? "", 4, .time, align: .trailing, at: &pen)
    }
    let isWrong = object.state.tone == .failed
    canvas.cell(
      object.reason, max(0, pen.end - pen.x), isWrong ? .error : .textDim, at: &pen)
  }

  private func bar(_ share: Double?, on canvas: inout Canvas, _ pen: inout Pen) {
    guard let share else { return canvas.cell(canvas.glyphs.dash, 12, .textDim, at: &pen) }
    canvas.bar(share, 7, Role.heat(share), at: &pen)
    canvas.cell("\(Int((share * 100).rounded()))%", 4, .text, align: .trailing, at: &pen)
  }
}
