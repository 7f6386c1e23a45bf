import ResourceInterfaces
import Terminal

/// The map of all hosts by cluster and zone, a cell for each: how full it is by height and colour, what
/// is wrong by its sign. A line below says who is under the cursor; where the map leaves room for it,
/// so does the view of that host.
struct HeatView<World: WorldReading> {
  /// Which host is under the cursor, in the order of all.
  let place: Int
  let scale: HeatMeasure
  let world: World

  func draw(into surface: inout Surface, rect: Rect) {
    let groups = world.hostGroups
    let parts = HeatParts(rect, groups: groups)
    let map = HeatMap(groups, size: parts.map.size)
    if parts.isFramed {
      let frame = parts.host == nil ? rect : MasterDetail(rect).master
      surface.box(
        frame, border: Style(.paneBorderFocused), title: "Hosts by cluster and zone",
        titleRole: .paneTitleFocused, badge: "\(map.count)")
    }
    guard map.count > 0 else {
      surface.write("No hosts are known.", at: parts.map.origin, role: .textDim, clip: parts.map)
      return
    }
    draw(map, in: parts.map, into: &surface)
    let host = map.host(at: place)
    drawWords(host, in: parts.words, into: &surface)
    guard let rest = parts.host, let detail = host.flatMap({ world.hostDetail($0) }) else { return }
    HostView.draw(detail, state: DetailState(cursor: -1), into: &surface, rect: rest)
  }

  // MARK: cells

  private func draw(_ map: HeatMap, in rect: Rect, into surface: inout Surface) {
    let selected = map.line(of: place) ?? 0
    let margin = min(2, max(0, (rect.height - 1) / 2))
    let last = max(0, map.lines.count - rect.height)
    let top = min(max(0, selected + margin + 1 - rect.height), last)
    for row in 0..<rect.height where map.lines.indices.contains(top + row) {
      draw(map.lines[top + row], map, in: rect.row(row), into: &surface)
    }
    guard map.lines.count > rect.height, rect.height > 2 else { return }
    let size = max(1, rect.height * rect.height / map.lines.count)
    let start = (rect.height - size) * top / max(1, last)
    for line in start..<min(start + size, rect.height) {
      surface.write(
        surface.glyphs == .unicode ? "┃" : "#", at: Point(x: rect.maxX, y: rect.y + line),
        role: .paneBorderFocused)
    }
  }

  private func draw(
    _ line: HeatMap.Line, _ map: HeatMap, in row: Rect, into surface: inout Surface
  ) {
    switch line.content {
    case .blank: return
    case .cluster(let group):
      guard let vim = world.vim(map.groups[group].vim.serial) else { return }
      let isWhole = vim.hostsUp == vim.hosts
      Phrase(
        (vim.name, .textStrong), ("  \(vim.kind.title)", .textDim),
        ("  \(vim.hostsUp)/\(vim.hosts) up", isWhole ? .text : .stateDegraded),
        ("  vCPU \(percent(vim.cpu))  RAM \(percent(vim.memory))", .textDim)
      ).draw(at: row.origin, clip: row, into: &surface)
    case .cells(let label, let spans):
      surface.write(
        label, at: row.origin, role: .textDim,
        width: min(measure(label), max(0, (spans.first?.x ?? 1) - 1)))
      for span in spans {
        for offset in 0..<span.count {
          draw(span, offset, map, in: row, into: &surface)
        }
      }
    }
  }

  private func draw(
    _ span: HeatMap.Line.Span, _ offset: Int, _ map: HeatMap, in row: Rect,
    into surface: inout Surface
  ) {
    let at = span.first + offset
    guard let serial = map.host(at: at, in: span.group),
      let cell = world.heat(serial)
    else { return }
    let width = max(1, map.cell - 1)
    let place = Rect(x: row.x + span.x + offset * map.cell, y: row.y, width: width, height: 1)
    guard place.maxX <= row.maxX else { return }
    let (glyph, role) = sign(cell, surface.glyphs)
    if at == self.place {
      surface.paint(.rowSelected, in: Rect(x: place.x, y: place.y, width: width, height: 1))
      // In one column the ground alone would be easily overlooked, and without colours not be there.
      if width > 1 {
        let ends = surface.glyphs == .unicode ? ("▐", "▌") : ("[", "]")
        surface.write(
          ends.0, at: Point(x: place.x - 1, y: place.y), role: .paneBorderFocused, clip: row)
        surface.write(
          ends.1, at: Point(x: place.maxX, y: place.y), role: .paneBorderFocused, clip: row)
      }
    }
    if map.hasNames {
      drawNamed(serial, cell, in: place, into: &surface)
    } else {
      surface.write(
        String(repeating: glyph, count: width), at: place.origin, role: role, clip: row)
    }
    if at == self.place, width == 1 {
      surface.fill(place, style: Style(.inputCursor), with: glyph)
    }
    surface.target(at, at: place)
  }

  /// `w07 ████▌░░░░`
  private func drawNamed(
    _ serial: Int, _ cell: HeatCell, in place: Rect, into surface: inout Surface
  ) {
    let name = world.host(serial)?.name ?? ""
    let short = String(name.split(separator: "-").last ?? "")
    surface.write(short, at: place.origin, role: .textDim, width: min(measure(short), 4))
    let bar = place.cut(left: 5).rest
    let (glyph, role) = sign(cell, surface.glyphs)
    if cell.tone == .good, let share = scale.share(cell), share > 0 {
      surface.gauge(share, at: bar.origin, width: bar.width, role: Role.heat(share))
    } else {
      surface.write(String(repeating: glyph, count: bar.width), at: bar.origin, role: role)
    }
  }

  private func sign(_ cell: HeatCell, _ glyphs: GlyphSet) -> (String, Role) {
    guard cell.tone == .good else { return (cell.tone.glyph(in: glyphs), cell.tone.role) }
    guard let share = scale.share(cell), share > 0 else { return (glyphs.separator, .textDim) }
    return (glyphs.levels[min(7, Int(share * 8))], Role.heat(share))
  }

  // MARK: words

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

  private func drawWords(_ host: Int?, in rect: Rect, into surface: inout Surface) {
    if let host, let row = world.host(host), let cell = world.heat(host) {
      var phrase = Phrase(
        (row.name, .title), ("  \(row.state.text(in: surface.glyphs))", row.state.tone.role),
        ("  \(row.cluster) \(row.zone)", .text))
      for (name, share) in [("vCPU", row.cpu), ("RAM", row.memory)] {
        phrase += Phrase(
          ("  \(name) ", .textDim), (share.map(percent) ?? surface.glyphs.dash, .textStrong))
      }
      if let load = cell.load {
        phrase += Phrase(("  load ", .textDim), (percent(load), .textStrong))
      }
      phrase += Phrase(("  \(row.workloads) workload\(row.workloads == 1 ? "" : "s")", .textDim))
      phrase.draw(at: rect.row(0).origin, clip: rect.row(0), into: &surface)
    }
    guard rect.height > 1 else { return }
    legend(surface.glyphs).draw(at: rect.row(1).origin, clip: rect.row(1), into: &surface)
  }

  private func legend(_ glyphs: GlyphSet) -> Phrase {
    var phrase = Phrase((glyphs.separator, .textDim), (" none ", .textDim))
    for (level, glyph) in glyphs.levels.enumerated() {
      phrase += Phrase((glyph, Role.heat((Double(level) + 0.5) / 8)))
    }
    phrase += Phrase((" \(scale.words)", .textDim))
    for (tone, word) in [(StateWord.Tone.failed, "down"), (.degraded, "silent"), (.off, "in work")]
    {
      phrase += Phrase(("  \(tone.glyph(in: glyphs))", tone.role), (" \(word)", .textDim))
    }
    let idle = world.count(.hosts, .over)
    return phrase + Phrase(("  \(idle) without work", .textDim))
  }
}

/// Where the map, the words below it, and the view of one host lie.
struct HeatParts {
  let isFramed: Bool
  let map: Rect
  let words: Rect
  let host: Rect?

  init(_ rect: Rect, groups: [HostGroup]) {
    let split = MasterDetail(rect)
    isFramed = split.isFramed
    func inside(_ rect: Rect) -> (map: Rect, words: Rect) {
      let inner = split.isFramed ? rect.inset(columns: 2, rows: 1) : rect.inset(columns: 1, rows: 0)
      let (words, map) = inner.cut(bottom: min(2, inner.height))
      return (map, words)
    }
    let part = inside(split.master)
    let fits =
      HeatMap(groups, size: part.map.size).lines.count <= part.map.height
    (map, words) = fits ? part : inside(rect)
    host = fits ? split.detail : nil
  }
}
