import Terminal

/// The network services that are nested in one, a line each; Enter leads to them.
struct NestedLines {
  let nested: [ServiceDetail.Nested]
  let firstRow: Int

  var panel: Panel {
    Panel("Network services in it", badge: "\(nested.count)", lines: 1 + nested.count) {
      canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.cell("NETWORK SERVICE", nameWidth(rect.width), .columnHeading, at: &pen)
      canvas.cell("STATE", 16, .columnHeading, at: &pen)
      canvas.cell("FUNCTIONS", 9, .columnHeading, align: .trailing, at: &pen)
      if rect.width >= 70 { canvas.cell("CLUSTER", 14, .columnHeading, at: &pen) }
      for (index, row) in nested.enumerated() { draw(row, index, on: &canvas, rect.row(index + 1)) }
    }
  }

  private func nameWidth(_ width: Int) -> Int { min(40, max(16, width - 44)) }

  private func draw(
    _ row: ServiceDetail.Nested, _ index: Int, on canvas: inout Canvas, _ line: Rect
  ) {
    guard !line.isEmpty else { return }
    canvas.mark(firstRow + index, on: line)
    var pen = Pen(line)
    canvas.cell(row.row.name, nameWidth(line.width), .textStrong, at: &pen)
    canvas.cell(row.row.state, 16, at: &pen)
    canvas.cell("\(row.row.functions)", 9, align: .trailing, at: &pen)
    if line.width >= 70 { canvas.cell(row.row.cluster, 14, .textDim, at: &pen) }
  }
}
