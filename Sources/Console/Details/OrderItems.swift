import Terminal

/// The items of an order and the services that each is made of, as a tree.
///
/// Two dimensions of state stand side by side and are never mixed: how far the order item is
/// (TMF641), and what the customer has of the service (TMF638).
struct OrderItems {
  let items: [OrderDetail.Item]
  let firstRow: Int

  var panel: Panel {
    let done = items.count { $0.state.tone == .good }
    return Panel(
      "Items and services", badge: items.isEmpty ? "" : "\(done)/\(items.count)",
      lines: items.isEmpty ? 1 : 1 + items.count + items.count { !$0.waitsFor.isEmpty },
      draw: draw)
  }

  /// Widths of the columns; target and duration only where there is room.
  private struct Widths {
    let name: Int
    let state: Int
    let service: Int
    let target: Int
    let took: Int

    init(_ width: Int, _ items: [OrderDetail.Item]) {
      func widest(_ states: [StateWord]) -> Int {
        min(18, max(12, (states.map { measure($0.word) }.max() ?? 0) + 2))
      }
      state = widest(items.map(\.state))
      service = widest(items.map(\.service))
      target = width >= 64 ? 5 : 0
      took = width >= 64 ? 5 : 0
      let others = state + service + 2 + (target > 0 ? target + took + 2 : 0)
      name = max(8, width - others)
    }
  }

  private func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !items.isEmpty else {
      let text = "SOM has not decomposed the order into services yet."
      return canvas.lines(wrapped(text, to: rect.width), .textDim, in: rect)
    }
    let widths = Widths(rect.width, items)
    var pen = Pen(rect.row(0))
    canvas.cell("SERVICE", widths.name, .columnHeading, at: &pen)
    if widths.target > 0 { canvas.cell("BY", widths.target, .columnHeading, at: &pen) }
    canvas.cell("ORDER ITEM", widths.state, .columnHeading, at: &pen)
    canvas.cell("SERVICE IS", widths.service, .columnHeading, at: &pen)
    if widths.took > 0 {
      canvas.cell("TOOK", widths.took, .columnHeading, align: .trailing, at: &pen)
    }
    var y = 1
    for (index, item) in items.enumerated() {
      draw(item, index, widths, on: &canvas, rect.row(y))
      y += 1
      guard !item.waitsFor.isEmpty else { continue }
      gate(item, index, on: &canvas, rect.row(y))
      y += 1
    }
  }

  private func draw(
    _ item: OrderDetail.Item, _ index: Int, _ widths: Widths, on canvas: inout Canvas, _ line: Rect
  ) {
    canvas.mark(firstRow + index, on: line)
    var pen = Pen(line)
    let branch = branch(index, canvas.glyphs)
    canvas.surface.write(
      branch, at: Point(x: pen.x, y: pen.y), role: .paneBorder, clip: line)
    let indent = min(measure(branch), widths.name)
    pen.x += indent
    canvas.cell(
      item.name, widths.name - indent, item.depth == 0 ? .textStrong : .text, at: &pen)
    if widths.target > 0 {
      canvas.cell(item.target, widths.target, Role.lane(item.target), at: &pen)
    }
    canvas.cell(item.state, widths.state, at: &pen)
    canvas.cell(item.service, widths.service, at: &pen)
    if widths.took > 0 {
      canvas.cell(item.took?.short ?? "", widths.took, align: .trailing, at: &pen)
    }
  }

  /// The closed gate of an item, what has to be completed first; or why it stands still.
  private func gate(
    _ item: OrderDetail.Item, _ index: Int, on canvas: inout Canvas, _ line: Rect
  ) {
    let stem = stem(below: index, canvas.glyphs)
    canvas.surface.write(stem, at: line.origin, role: .paneBorder, clip: line)
    let indent = measure(stem)
    let tone = item.state.tone
    let text = tone == .waiting ? "waits for \(item.waitsFor)" : item.waitsFor
    canvas.surface.write(
      "\(tone.glyph(in: canvas.glyphs)) \(text)",
      at: Point(x: line.x + indent, y: line.y), role: tone.role, width: line.width - indent)
  }

  // MARK: the tree's lines

  /// Whether a later item hangs on the same stem as this one at a depth.
  private func continues(after index: Int, depth: Int) -> Bool {
    for item in items.dropFirst(index + 1) {
      if item.depth == depth { return true }
      if item.depth < depth { return false }
    }
    return false
  }

  private func stem(to depth: Int, after index: Int, _ glyphs: GlyphSet) -> String {
    guard depth > 1 else { return "" }
    return (1..<depth).map { continues(after: index, depth: $0) ? glyphs.vertical + "  " : "   " }
      .joined()
  }

  private func branch(_ index: Int, _ glyphs: GlyphSet) -> String {
    let depth = min(items[index].depth, 12)
    guard depth > 0 else { return "" }
    let end = continues(after: index, depth: depth) ? glyphs.branch : glyphs.lastBranch
    return stem(to: depth, after: index, glyphs) + end + " "
  }

  private func stem(below index: Int, _ glyphs: GlyphSet) -> String {
    stem(to: min(items[index].depth, 12) + 1, after: index, glyphs)
  }
}
