import Terminal

/// The functions of a network service as a list, with a column for each virtual link in which those
/// that are on it are joined:
///
///     FUNCTION       TYPE  LIFECYCLE      HEALTH       mgmt data
///     globex-fw-1    CNF   ◐ configuring  ● 3/3 pods    ●    ●
///     globex-log-1   CNF   ● started      ● 1/1 pods    ●    │
///     ▸ internet                                        │    ◆
struct FunctionLines {
  let functions: [FunctionRow]
  let links: [ServiceDetail.Link]
  let firstRow: Int

  private var outside: [String] {
    var names: [String] = []
    for member in links.flatMap(\.members)
    where !names.contains(member) && !functions.contains(where: { $0.name == member }) {
      names.append(member)
    }
    return names
  }

  var panel: Panel {
    Panel(
      "Functions", badge: functions.isEmpty ? "" : "\(functions.count)",
      lines: functions.isEmpty ? 1 : 1 + functions.count + outside.count
    ) { canvas, rect in
      guard !functions.isEmpty else {
        return canvas.lines(
          ["No function has been created for it yet."], .textDim, in: rect)
      }
      let shown = shownLinks(rect.width)
      heading(on: &canvas, rect.row(0), shown)
      for index in functions.indices { draw(index, on: &canvas, rect.row(index + 1), shown) }
      for (index, name) in outside.enumerated() {
        let line = rect.row(functions.count + 1 + index)
        var pen = Pen(line)
        canvas.cell("\(canvas.glyphs.right) \(name)", 40, .textStrong, at: &pen)
        joints(name, functions.count + index, canvas.glyphs.mark, on: &canvas, line, shown)
      }
    }
  }

  /// Wide enough for the names of the links, as far as there is room.
  private func pitch(_ width: Int) -> Int {
    let names = (links.map { measure($0.name) }.max() ?? 0) + 1
    return max(4, min(names, 12, (width - 52) / max(1, links.count)))
  }

  private func shownLinks(_ width: Int) -> Int {
    max(0, min(links.count, (width - 52) / pitch(width)))
  }

  private func linksX(_ line: Rect, _ shown: Int) -> Int {
    line.maxX - shown * pitch(line.width)
  }

  private func heading(on canvas: inout Canvas, _ line: Rect, _ shown: Int) {
    var pen = Pen(line)
    let room = line.width - shown * pitch(line.width)
    canvas.cell("FUNCTION", nameWidth(room), .columnHeading, at: &pen)
    if room >= 66 { canvas.cell("TYPE", 4, .columnHeading, at: &pen) }
    canvas.cell("LIFECYCLE", 16, .columnHeading, at: &pen)
    canvas.cell("HEALTH", healthWidth(room), .columnHeading, at: &pen)
    if room >= 90 {
      canvas.cell("VERSION", 10, .columnHeading, at: &pen)
      canvas.cell("CLUSTER", 14, .columnHeading, at: &pen)
    }
    for (index, link) in links.prefix(shown).enumerated() {
      let place = Point(x: linksX(line, shown) + index * pitch(line.width), y: line.y)
      canvas.surface.write(link.name, at: place, role: .columnHeading, width: pitch(line.width) - 1)
    }
  }

  private func nameWidth(_ room: Int) -> Int {
    let others = 17 + healthWidth(room) + 1 + (room >= 66 ? 5 : 0) + (room >= 90 ? 26 : 0)
    return min(32, max(12, room - others))
  }

  private func healthWidth(_ room: Int) -> Int { room >= 52 ? 20 : 14 }

  private func draw(_ index: Int, on canvas: inout Canvas, _ line: Rect, _ shown: Int) {
    guard !line.isEmpty else { return }
    let function = functions[index]
    let room = line.width - shown * pitch(line.width)
    canvas.mark(firstRow + index, on: line)
    var pen = Pen(Rect(x: line.x, y: line.y, width: room, height: 1))
    canvas.cell(function.name, nameWidth(room), .textStrong, at: &pen)
    if room >= 66 { canvas.cell(function.type, 4, .textDim, at: &pen) }
    canvas.cell(function.state, 16, at: &pen)
    canvas.cell(
      function.healthText(in: canvas.glyphs), healthWidth(room), function.health.tone.role, at: &pen
    )
    if room >= 90 {
      canvas.cell(function.version, 10, .text, at: &pen)
      canvas.cell(function.cluster, 14, .textDim, at: &pen)
    }
    joints(function.name, index, canvas.glyphs.good, on: &canvas, line, shown)
  }

  /// The marks of one line in the columns of the links, and the links' lines where others are joined.
  private func joints(
    _ name: String, _ row: Int, _ mark: String, on canvas: inout Canvas, _ line: Rect, _ shown: Int
  ) {
    let names = functions.map(\.name) + outside
    for (index, link) in links.prefix(shown).enumerated() {
      let rows = names.indices.filter { link.members.contains(names[$0]) }
      let isMember = link.members.contains(name)
      guard let first = rows.first, let last = rows.last, isMember || row > first && row < last
      else { continue }
      let place = Point(x: linksX(line, shown) + index * pitch(line.width) + 1, y: line.y)
      canvas.surface.write(
        isMember ? mark : canvas.glyphs.vertical, at: place, role: .paneBorderFocused, clip: line)
    }
  }
}
