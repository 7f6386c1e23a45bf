import Deciding
import Terminal

/// The steps of an operation, each with its bar on a common line of time:
///
///     STEP                          STATE     0s                      48s   TOOK
///     globex-fw-1  SCALE vnfop-4    ◐ runs    ━━━━━━━━━━━━━━━━━━━━━━━━━━━    48s
///       create components           ● done    ━━━━━━━━━                      18s
///       Day-1 configuration         ◐ runs             ━━━━━━━━━━━━━━━━━━    30s  waits for …
///       integrity check             ◌ waits
struct StepLines {
  private let steps: [OperationDetail.Step]
  private let length: Span

  init(_ detail: OperationDetail) {
    steps = detail.steps
    length = detail.length
  }

  var panel: Panel {
    Panel("Steps", badge: badge) { width in
      steps.isEmpty ? 1 : 1 + steps.reduce(0) { $0 + 1 + notes($1, width).count }
    } draw: { canvas, rect in
      guard !steps.isEmpty else {
        return canvas.lines(["Its steps are not known yet."], .textDim, in: rect)
      }
      let widths = Widths(rect.width, titles: steps.map { measure($0.title) + 2 * $0.depth + 2 })
      heading(widths, on: &canvas, rect.row(0))
      var y = 1
      for (index, step) in steps.enumerated() {
        draw(step, index, widths, on: &canvas, rect.row(y))
        let lines = notes(step, rect.width)
        let rest = rect.cut(top: y + 1).rest.cut(left: 2 * step.depth + 2).rest
        canvas.lines(lines, role(step), in: rest)
        y += 1 + lines.count
      }
    }
  }

  /// Whether the lines below it are its steps.
  private func isWhole(_ row: Int) -> Bool {
    row + 1 < steps.count && steps[row + 1].depth > steps[row].depth
  }

  private var badge: String {
    let leaves = steps.indices.filter { !isWhole($0) }
    let done = leaves.count { steps[$0].state.tone == .good }
    return steps.isEmpty ? "" : "\(done) of \(leaves.count) done"
  }

  /// How the columns share the width: the names as wide as they are, the bars what is left.
  private struct Widths {
    let title: Int
    let bar: Int
    let note: Int
    static let state = 10
    static let took = 5

    init(_ width: Int, titles: [Int]) {
      let fixed = Self.state + Self.took + 3
      note = width >= 100 ? min(70, width * 3 / 10) : 0
      let rest = width - fixed - note - (note > 0 ? 1 : 0)
      title = min(titles.max() ?? 20, max(16, rest * 3 / 5))
      bar = max(0, rest - title - 1)
    }
  }

  /// On narrow screens what has to be known of a step stands under it.
  private func notes(_ step: OperationDetail.Step, _ width: Int) -> [String] {
    guard width < 100, !step.note.isEmpty, isTelling(step) else { return [] }
    return wrapped(step.note, to: max(8, width - 2 * step.depth - 2))
  }

  /// Whether its note is worth a line of its own.
  private func isTelling(_ step: OperationDetail.Step) -> Bool {
    switch step.state.tone {
    case .failed, .degraded, .working: true
    case .good, .off: false
    case .waiting: step.depth == 0
    }
  }

  private func role(_ step: OperationDetail.Step) -> Role {
    step.state.tone == .failed || step.state.tone == .degraded ? step.state.tone.role : .textDim
  }

  private func heading(_ widths: Widths, on canvas: inout Canvas, _ line: Rect) {
    var pen = Pen(line)
    canvas.cell("STEP", widths.title, .columnHeading, at: &pen)
    canvas.cell("STATE", Widths.state, .columnHeading, at: &pen)
    let axis = Rect(x: pen.x, y: line.y, width: widths.bar, height: 1)
    if widths.bar >= 12 {
      canvas.surface.write("0s", at: axis.origin, role: .time)
      canvas.surface.write(
        length.short, at: axis.origin, role: .time, width: axis.width, align: .trailing)
    }
    pen.x += widths.bar + 1
    canvas.cell("TOOK", Widths.took, .columnHeading, align: .trailing, at: &pen)
    if widths.note > 0 {
      canvas.cell("WHAT IT WAITS FOR, OR WHY", widths.note, .columnHeading, at: &pen)
    }
  }

  private func draw(
    _ step: OperationDetail.Step, _ row: Int, _ widths: Widths, on canvas: inout Canvas,
    _ line: Rect
  ) {
    guard !line.isEmpty else { return }
    canvas.mark(row, on: line)
    var pen = Pen(line)
    let undo = step.isUndoing ? "\(canvas.glyphs.left) " : ""
    let indent = String(repeating: " ", count: 2 * step.depth)
    let isQuiet = step.state.tone == .waiting || step.state.tone == .off
    canvas.cell(
      indent + undo + step.title, widths.title,
      isWhole(row) ? .textStrong : isQuiet ? .textDim : .text, at: &pen)
    canvas.cell(step.state, Widths.state, at: &pen)
    bar(step, row, in: Rect(x: pen.x, y: line.y, width: widths.bar, height: 1), on: &canvas)
    pen.x += widths.bar + 1
    let took = step.begin.map {
      Span.milliseconds(Int((step.end ?? length).milliseconds - $0.milliseconds))
    }
    canvas.cell(took?.short ?? "", Widths.took, .time, align: .trailing, at: &pen)
    guard widths.note > 0 else { return }
    canvas.cell(step.note, max(0, pen.end - pen.x), role(step), at: &pen)
  }

  /// At least one cell, so that what took no time is seen to have happened.
  private func bar(_ step: OperationDetail.Step, _ row: Int, in rect: Rect, on canvas: inout Canvas)
  {
    guard let begin = step.begin, rect.width > 0 else { return }
    func x(_ at: Span) -> Int {
      let share = Double(at.milliseconds) / Double(length.milliseconds)
      return Int((min(max(share, 0), 1) * Double(rect.width)).rounded(.down))
    }
    let from = min(x(begin), rect.width - 1)
    let to = min(max(x(step.end ?? length), from + 1), rect.width)
    let cell = isWhole(row) ? canvas.glyphs.horizontal : canvas.glyphs.heavyHorizontal
    let role: Role = step.isUndoing && step.state.tone == .good ? .stateOff : step.state.tone.role
    canvas.surface.write(
      String(repeating: cell, count: to - from), at: Point(x: rect.x + from, y: rect.y),
      role: role, clip: rect)
  }
}
