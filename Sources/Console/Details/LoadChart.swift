import Terminal

/// The load of a function over time against the thresholds of its scaling policy.
struct LoadChart {
  /// Per cent, oldest first.
  let values: [Double]
  let out: Double?
  let `in`: Double?
  /// One for a line among others, more for a chart.
  let lines: Int
  /// Whether the chart becomes taller where the page has lines to spare.
  let grows: Bool

  private var now: String {
    guard let last = values.last, last.isFinite else { return "" }
    return "now \(Int(last.rounded()))%"
  }

  var panel: Panel {
    let need = values.isEmpty ? 1 : lines + (lines > 1 ? 0 : 1)
    return Panel("Load", badge: now, lines: need, grows: grows && lines > 1 && !values.isEmpty) {
      canvas, rect in
      guard !values.isEmpty else {
        return canvas.lines(["No load has been measured yet."], .textDim, in: rect)
      }
      if lines > 1 {
        chart(on: &canvas, rect)
      } else {
        canvas.surface.sparkline(
          values, top: 100, at: rect.origin, width: min(rect.width, values.count))
        canvas.lines([legend], .textDim, in: rect.cut(top: 1).rest)
      }
    }
  }

  private var legend: String {
    let parts = [
      out.map { "scales out above \(Int($0))%" }, `in`.map { "scales in below \(Int($0))%" },
    ].compactMap { $0 }
    return parts.isEmpty ? "No policy watches this load." : parts.joined(separator: ", ")
  }

  private static let axis = 9

  /// Columns from below, and behind them the thresholds as lines across.
  private func chart(on canvas: inout Canvas, _ rect: Rect) {
    guard rect.width > Self.axis, rect.height > 1 else { return }
    let area = rect.cut(left: Self.axis).rest
    let height = rect.height
    func row(_ value: Double) -> Int {
      let share = value.isFinite ? min(max(value / 100, 0), 1) : 0
      return rect.maxY - 1 - min(height - 1, Int(share * Double(height)))
    }
    let dots = canvas.glyphs == .unicode ? "┄" : "."
    for (text, value, role) in marks {
      let y = row(value)
      canvas.surface.write(text, at: Point(x: rect.x, y: y), role: role, width: Self.axis - 1)
      canvas.surface.write(
        String(repeating: dots, count: area.width), at: Point(x: area.x, y: y), role: role)
    }
    let shown = values.suffix(area.width)
    let start = area.maxX - shown.count
    for (index, value) in shown.enumerated() {
      column(value, at: start + index, on: &canvas, area)
    }
  }

  private var marks: [(String, Double, Role)] {
    [
      out.map { ("out \(Int($0.rounded()))%", $0, Role.stateDegraded) },
      `in`.map { ("in \(Int($0.rounded()))%", $0, Role.stateBusy) },
    ].compactMap { $0 }
  }

  private func column(_ value: Double, at x: Int, on canvas: inout Canvas, _ area: Rect) {
    let share = value.isFinite ? min(max(value / 100, 0), 1) : 0
    let eighths = max(1, Int((share * Double(area.height * 8)).rounded()))
    for level in 0..<area.height {
      let part = min(8, eighths - level * 8)
      guard part > 0 else { return }
      canvas.surface.write(
        canvas.glyphs.levels[part - 1], at: Point(x: x, y: area.maxY - 1 - level),
        role: Role.heat(share))
    }
  }
}
