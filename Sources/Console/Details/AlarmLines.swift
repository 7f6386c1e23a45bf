import Deciding
import Terminal

/// Alarms as lines: how bad, on what, since when, who looks after it, and what it is.
///
///     ▾ 2  ✖ critical  edge-1-w10            12s  noc@edge   host edge-1-w10 of k8s-edge-1 does …
///       ╰─ ▲ minor     acme-cloud-fw-1       11s             1 of 2 components serve, …
struct AlarmLines {
  let rows: [AlarmRow]
  let firstRow: Int
  /// Whether the cursor may stand on them.
  var isSelectable = true

  func draw(on canvas: inout Canvas, in rect: Rect) {
    for (index, row) in rows.enumerated() where index < rect.height {
      draw(row, firstRow + index, on: &canvas, rect.row(index))
    }
  }

  /// The name of what it is about gets more room where there is some.
  static func objectWidth(_ width: Int) -> Int { min(32, max(14, width / 4 - 3)) }
  static func showsPerson(_ width: Int) -> Bool { width >= 110 }

  private func draw(_ alarm: AlarmRow, _ row: Int, on canvas: inout Canvas, _ line: Rect) {
    guard !line.isEmpty else { return }
    if isSelectable { canvas.mark(row, on: line) }
    var pen = Pen(line)
    let isCalm = alarm.chapter != .needsSomebody
    canvas.cell(sign(alarm, canvas.glyphs), 4, .textDim, at: &pen)
    canvas.cell(
      alarm.severity.text(in: canvas.glyphs), 10, isCalm ? .textDim : alarm.severity.tone.role,
      at: &pen)
    let width = Self.objectWidth(line.width)
    canvas.cell(alarm.object, width, isCalm ? .text : .textStrong, at: &pen)
    canvas.cell(alarm.age.short, 4, .time, align: .trailing, at: &pen)
    if Self.showsPerson(line.width) {
      canvas.cell(alarm.acknowledgedBy ?? "", 10, .textDim, at: &pen)
    } else {
      canvas.cell(alarm.acknowledgedBy == nil ? "" : canvas.glyphs.check, 1, .textDim, at: &pen)
    }
    canvas.cell(alarm.what, max(0, pen.end - pen.x), isCalm ? .textDim : .text, at: &pen)
  }

  /// How many alarms are folded under it, or how deep it stands.
  private func sign(_ alarm: AlarmRow, _ glyphs: GlyphSet) -> String {
    let depth = String(repeating: " ", count: min(1, max(0, alarm.depth - 1)))
    if alarm.symptoms > 0 {
      return "\(depth)\(alarm.isUnfolded ? glyphs.down : glyphs.right)\(alarm.symptoms)"
    }
    return alarm.depth > 0 ? "\(depth)\(glyphs.lastBranch)" : ""
  }
}

extension AlarmRow.Chapter {
  var title: String {
    switch self {
    case .needsSomebody: "Nobody looks after these"
    case .isLookedAfter: "Acknowledged"
    case .isCleared: "Cleared"
    }
  }
}
