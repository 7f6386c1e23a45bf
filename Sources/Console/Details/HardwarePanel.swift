import Terminal

/// A NUMA node as a small picture: its CPUs one by one, its hugepages, and the virtual functions of its
/// cards.
///
///     CPUs   ████░░░░········  4/8 dedicated, 8 shared
///     pages  █████▌░░░░░░░░░░  11/32 GiB
///     ens1f0 ▪▪▪▪▪············ 5/16 VFs, 25 Gbit/s ● up
struct HardwarePanel {
  let node: NUMANode

  private static let label = 7

  var panel: Panel {
    Panel("NUMA \(node.number)", badge: "socket \(node.socket)", lines: 2 + node.cards.count) {
      canvas, rect in
      cpus(on: &canvas, rect.row(0))
      if rect.height > 1 { pages(on: &canvas, rect.row(1)) }
      for (index, card) in node.cards.enumerated() where index + 2 < rect.height {
        draw(card, on: &canvas, rect.row(index + 2))
      }
    }
  }

  private func cpus(on canvas: inout Canvas, _ line: Rect) {
    let words =
      node.dedicated == 0
      ? "\(node.cpus) shared" : "\(node.dedicatedUsed)/\(node.dedicated) own, \(node.shared) shared"
    row("CPUs", words, on: &canvas, line) { canvas, place, width in
      pieces(
        [
          (node.dedicatedUsed, canvas.glyphs.eighths[7], .chartHigh),
          (node.dedicated - node.dedicatedUsed, canvas.glyphs.shade, .chartLow),
          (node.shared, canvas.glyphs.separator, .textDim),
        ], of: node.cpus, on: &canvas, at: place, width: width)
    }
  }

  private func pages(on canvas: inout Canvas, _ line: Rect) {
    guard node.hugepagesMiB > 0 else {
      var pen = Pen(line)
      canvas.cell("pages", Self.label, .textDim, at: &pen)
      return canvas.cell("no hugepages", 12, .textDim, at: &pen)
    }
    let share = Double(node.hugepagesUsedMiB) / Double(node.hugepagesMiB)
    let words = "\(gibibytes(node.hugepagesUsedMiB))/\(gibibytes(node.hugepagesMiB)) GiB"
    row("pages", words, on: &canvas, line) { canvas, place, width in
      canvas.surface.gauge(share, at: place, width: width)
    }
  }

  private func draw(_ card: NUMANode.Card, on canvas: inout Canvas, _ line: Rect) {
    let words = card.functions == 0 ? "no VFs" : "\(card.used)/\(card.functions) VFs"
    let speed = ", \(card.speedGbps)G"
    row(card.name, words + speed, state: card.state, on: &canvas, line) { canvas, place, width in
      pieces(
        [
          (card.used, canvas.glyphs.mark, .stateBusy),
          (card.functions - card.used, canvas.glyphs.separator, .textDim),
        ], of: card.functions, on: &canvas, at: place, width: width)
    }
  }

  /// A label, a picture as wide as there is room for, and words behind it.
  private func row(
    _ label: String, _ words: String, state: StateWord? = nil, on canvas: inout Canvas,
    _ line: Rect, picture: (inout Canvas, Point, Int) -> Void
  ) {
    var pen = Pen(line)
    canvas.cell(label, Self.label, .textDim, at: &pen)
    let tail = measure(words) + (state.map { measure($0.word) + 3 } ?? 0)
    let width = max(0, min(32, line.maxX - pen.x - tail - 1))
    picture(&canvas, Point(x: pen.x, y: pen.y), width)
    pen.x += width + 1
    canvas.run(words, at: &pen)
    if let state { canvas.run(state, at: &pen) }
  }

  /// One sign for each piece; where they do not fit, each sign stands for several.
  private func pieces(
    _ parts: [(count: Int, sign: String, role: Role)], of total: Int, on canvas: inout Canvas,
    at place: Point, width: Int
  ) {
    guard total > 0, width > 0 else { return }
    let each = (total + width - 1) / width
    var (x, counted) = (place.x, 0)
    for part in parts {
      // Rounded at the ends, so that the sum of all is as long as it should be, and few are not none.
      counted += part.count
      let end = place.x + (counted + each - 1) / each
      guard end > x else { continue }
      canvas.surface.write(
        String(repeating: part.sign, count: end - x), at: Point(x: x, y: place.y), role: part.role)
      x = end
    }
  }

  private func gibibytes(_ mebibytes: Int) -> String {
    mebibytes.isMultiple(of: 1_024)
      ? "\(mebibytes / 1_024)" : "\((Double(mebibytes) / 102.4).rounded() / 10)"
  }
}
