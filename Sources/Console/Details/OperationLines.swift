import Terminal

/// Lifecycle operation occurrences, with progress while they run and the problem when they failed.
struct OperationLines {
  let operations: [ServiceDetail.Operation]
  let firstRow: Int

  var panel: Panel {
    Panel("Operations", badge: operations.isEmpty ? "" : "\(operations.count)") { width in
      operations.isEmpty ? 1 : 1 + operations.reduce(0) { $0 + 1 + details($1, width).count }
    } draw: { canvas, rect in
      guard !operations.isEmpty else {
        return canvas.lines(["No operation has been asked of it yet."], .textDim, in: rect)
      }
      heading(on: &canvas, rect.row(0))
      var y = 1
      for (index, operation) in operations.enumerated() {
        draw(operation, firstRow + index, on: &canvas, rect.row(y))
        let lines = details(operation, rect.width)
        let rest = rect.cut(top: y + 1).rest.cut(left: 3).rest
        canvas.lines(lines, role(operation), in: rest)
        y += 1 + lines.count
      }
    }
  }

  private func details(_ operation: ServiceDetail.Operation, _ width: Int) -> [String] {
    isWide(width) ? [] : wrapped(operation.detail, to: width - 3)
  }

  private func role(_ operation: ServiceDetail.Operation) -> Role {
    let tone = operation.state.tone
    return tone == .failed || tone == .degraded ? tone.role : .textDim
  }

  /// Whether the detail stands in the line of its operation.
  private func isWide(_ width: Int) -> Bool { width >= 120 }

  private func kindWidth(_ width: Int) -> Int { width >= 70 ? 18 : 13 }
  private func stateWidth(_ width: Int) -> Int { width >= 70 ? 18 : 14 }

  private func heading(on canvas: inout Canvas, _ line: Rect) {
    var pen = Pen(line)
    canvas.cell("OPERATION", kindWidth(line.width), .columnHeading, at: &pen)
    canvas.cell("STATE", stateWidth(line.width), .columnHeading, at: &pen)
    canvas.cell("", 10, at: &pen)
    if line.width >= 64 { canvas.cell("STARTED", 8, .columnHeading, at: &pen) }
    canvas.cell("TOOK", 5, .columnHeading, align: .trailing, at: &pen)
    canvas.cell("ASKED BY", 18, .columnHeading, at: &pen)
    if isWide(line.width) { canvas.run("STEP OR PROBLEM", .columnHeading, at: &pen) }
  }

  private func draw(
    _ operation: ServiceDetail.Operation, _ row: Int, on canvas: inout Canvas, _ line: Rect
  ) {
    guard !line.isEmpty else { return }
    canvas.mark(row, on: line)
    var pen = Pen(line)
    canvas.cell(operation.kind, kindWidth(line.width), .textStrong, at: &pen)
    canvas.cell(operation.state, stateWidth(line.width), at: &pen)
    progress(operation, on: &canvas, &pen)
    if line.width >= 64 { canvas.cell(operation.startedAt, 8, .time, at: &pen) }
    canvas.cell(operation.took?.short ?? "", 5, align: .trailing, at: &pen)
    let asked =
      operation.isAutomatic
      ? "\(canvas.glyphs.mark) \(operation.requester)" : operation.requester
    canvas.cell(asked, 18, operation.isAutomatic ? .stateBusy : .text, at: &pen)
    guard isWide(line.width) else { return }
    canvas.cell(operation.detail, max(0, pen.end - pen.x), role(operation), at: &pen)
  }

  private func progress(
    _ operation: ServiceDetail.Operation, on canvas: inout Canvas, _ pen: inout Pen
  ) {
    defer { pen.x += 11 }
    guard let progress = operation.progress, progress.isFinite else { return }
    var pen = pen
    canvas.bar(progress, 5, operation.state.tone.role, at: &pen)
    canvas.cell("\(Int(min(max(progress, 0), 1) * 100))%", 4, .textDim, align: .trailing, at: &pen)
  }
}
