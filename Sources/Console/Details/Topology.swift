import Terminal

/// How the functions of a network service hang together: a box for each, a line for each virtual
/// link, a mark for each external connection point.
///
///        ╭ globex-fw-1 ───── CNF ╮  ╭ globex-log-1 ──── CNF ╮
///        │ ◐ configuring         │  │ ● started             │
///        ╰──┬───┬────────────────╯  ╰──┬────────────────────╯
///     mgmt  ●───┼──────────────────────●──────────▸ noc
///     data      ●─────────────────────────────────▸ internet
struct Topology {
  let functions: [FunctionRow]
  let links: [ServiceDetail.Link]
  let cursor: Int
  /// Lines from one link to the next.
  let spacing: Int

  private static let drop = 4
  private static let least = 24
  private static let boxHeight = 5

  private var labelWidth: Int {
    min(16, (links.map { measure($0.name) }.max() ?? 0) + 2)
  }

  /// Members of a link that are no function: where the service ends and the world begins.
  private func outside(_ link: ServiceDetail.Link) -> [String] {
    link.members.filter { member in !functions.contains { $0.name == member } }
  }

  private var outsideWidth: Int {
    min(30, links.map { measure(outside($0).joined(separator: ", ")) + 4 }.max() ?? 0)
  }

  private func boxWidth(_ width: Int) -> Int {
    let room = width - labelWidth - outsideWidth
    return min(48, (room + 2) / max(1, functions.count) - 2)
  }

  /// Whether there is room for the drawing; without it the list of functions shows the links.
  func fits(_ width: Int) -> Bool {
    !functions.isEmpty
      && boxWidth(width) >= max(Self.least, links.count * Self.drop + 4)
  }

  var panel: Panel {
    Panel(
      "Topology", badge: "\(links.count) links",
      lines: Self.boxHeight + max(1, links.count * spacing)
    ) {
      canvas, rect in
      for index in functions.indices { box(index, on: &canvas, rect) }
      guard !links.isEmpty else {
        let text = "No virtual link joins these functions."
        return canvas.lines([text], .textDim, in: rect.cut(top: Self.boxHeight).rest)
      }
      for index in links.indices { bus(index, on: &canvas, rect) }
    }
  }

  private func box(_ index: Int, in rect: Rect) -> Rect {
    let width = boxWidth(rect.width)
    return Rect(
      x: rect.x + labelWidth + index * (width + 2), y: rect.y, width: width,
      height: Self.boxHeight)
  }

  /// Where the line of a link leaves a function, if the function is on it.
  private func tap(_ function: Int, _ link: Int, in rect: Rect) -> Int? {
    guard links[link].members.contains(functions[function].name) else { return nil }
    return box(function, in: rect).x + 3 + link * Self.drop
  }

  private func box(_ index: Int, on canvas: inout Canvas, _ rect: Rect) {
    let function = functions[index]
    let area = box(index, in: rect)
    let tones = [function.state.tone, function.health.tone]
    let border: Role =
      index == cursor
      ? .paneBorderFocused : tones.first { $0.isTrouble }.map(\.role) ?? .textDim
    canvas.mark(index, on: area)
    let ground = canvas.surface[area.origin].style.ground
    canvas.surface.box(
      area, border: Style(border, on: ground), title: function.name, titleRole: .textStrong,
      badge: function.type)
    let inner = area.inset(columns: 2, rows: 1)
    let glyphs = canvas.glyphs
    let lines: [(String, Role)] = [
      (function.state.text(in: glyphs), function.state.tone.role),
      (function.healthText(in: glyphs), function.health.tone.role),
      ("\(function.version) \(glyphs.separator) \(function.cluster)", .textDim),
    ]
    for (row, line) in lines.enumerated() {
      canvas.surface.write(line.0, at: inner.row(row).origin, role: line.1, width: inner.width)
    }
    for link in links.indices {
      guard let x = tap(index, link, in: rect) else { continue }
      canvas.surface.write(
        canvas.glyphs.teeDown, at: Point(x: x, y: area.maxY - 1), role: border)
    }
  }

  /// The line of a link with its taps; taps of the links beneath cross it.
  private func bus(_ link: Int, on canvas: inout Canvas, _ rect: Rect) {
    let glyphs = canvas.glyphs
    let y = rect.y + Self.boxHeight + (link + 1) * spacing - 1
    let names = outside(links[link])
    let taps = functions.indices.compactMap { tap($0, link, in: rect) }
    let crossings = functions.indices.flatMap { function in
      links.indices.filter { $0 > link }.compactMap { tap(function, $0, in: rect) }
    }
    let last = box(functions.count - 1, in: rect).maxX
    let end = names.isEmpty ? taps.max() ?? rect.x : last + 1
    let start = taps.min() ?? end
    canvas.surface.write(
      links[link].name, at: Point(x: rect.x, y: y), role: .columnHeading,
      width: max(0, labelWidth - 1))
    for x in start..<max(start, end) {
      canvas.surface.write(glyphs.horizontal, at: Point(x: x, y: y), role: .paneBorderFocused)
    }
    // The taps come down from the line before, or from the boxes.
    for x in taps + crossings {
      for above in 1..<max(1, spacing) {
        canvas.surface.write(glyphs.vertical, at: Point(x: x, y: y - above), role: .textDim)
      }
    }
    for x in crossings {
      let isOnLine = x > start && x < end
      canvas.surface.write(
        isOnLine ? glyphs.cross : glyphs.vertical, at: Point(x: x, y: y),
        role: isOnLine ? .paneBorderFocused : .textDim)
    }
    for x in taps {
      canvas.surface.write(glyphs.good, at: Point(x: x, y: y), role: .paneBorderFocused)
    }
    guard !names.isEmpty else { return }
    canvas.surface.write(
      "\(glyphs.right) \(names.joined(separator: ", "))", at: Point(x: end, y: y),
      role: .textStrong, width: max(0, rect.maxX - end))
  }
}

extension StateWord.Tone {
  /// Whether a person is needed.
  var isTrouble: Bool { self == .failed || self == .degraded }
}

extension FunctionRow {
  /// What its instances run in.
  var unit: String { type == "CNF" ? "pods" : "servers" }

  /// Infrastructure health as glyph, count and word: `▲ 2/3 pods degraded`.
  func healthText(in glyphs: GlyphSet) -> String {
    let text = "\(health.tone.glyph(in: glyphs)) \(ready)/\(wanted) \(unit)"
    let isSaid = health.word.contains("/") || health.word.isEmpty
    return isSaid ? text : "\(text) \(health.word)"
  }
}
