import Deciding
import Terminal

/// The steps of the walkthrough as a list.
struct OrderSteps {
  let detail: OrderDetail
  let cursor: Int

  private var badge: String { "\(detail.row.steps)/\(detail.steps.count)" }
  private static let nothing = "The order has no steps: nothing was decided for it yet."

  func lane(_ index: Int) -> String {
    detail.lanes.indices.contains(index) ? detail.lanes[index] : "?"
  }

  /// `SOM ▸ NFVO`, or the one block that does it alone.
  private func route(_ step: OrderDetail.Step, _ glyphs: GlyphSet) -> String {
    guard let to = step.toLane, to != step.lane else { return lane(step.lane) }
    return "\(lane(step.lane)) \(glyphs.right) \(lane(to))"
  }

  // MARK: beside the chart

  /// A line a step; what each did stands in the line where there is room, otherwise beneath the list
  /// for the step under the cursor.
  var wide: Panel {
    Panel("Steps", badge: badge) { width in
      max(1, detail.steps.count) + 1 + (isRoomy(width) ? 0 : 3)
    } draw: { canvas, rect in
      guard !detail.steps.isEmpty else {
        return canvas.lines(wrapped(Self.nothing, to: rect.width), .textDim, in: rect)
      }
      heading(on: &canvas, rect)
      for (index, step) in detail.steps.enumerated() {
        draw(step, index, on: &canvas, rect.row(index + 1), rect.width)
      }
      if !isRoomy(rect.width) {
        note(on: &canvas, rect.cut(top: detail.steps.count + 2).rest)
      }
    }
  }

  private func isRoomy(_ width: Int) -> Bool { width >= 110 }
  /// The axis of the chart above says it as well.
  private func hasStart(_ width: Int) -> Bool { width >= 66 }

  private func titleWidth(_ width: Int) -> Int {
    isRoomy(width) ? 32 : max(6, width - 35 - (hasStart(width) ? 6 : 0))
  }

  private func heading(on canvas: inout Canvas, _ rect: Rect) {
    var pen = Pen(rect.row(0))
    canvas.cell("#", 2, .columnHeading, align: .trailing, at: &pen)
    canvas.cell("LANE", 11, .columnHeading, at: &pen)
    canvas.cell("STEP", titleWidth(rect.width), .columnHeading, at: &pen)
    canvas.cell("STATE", 12, .columnHeading, at: &pen)
    if hasStart(rect.width) {
      canvas.cell("START", 5, .columnHeading, align: .trailing, at: &pen)
    }
    canvas.cell("TOOK", 5, .columnHeading, align: .trailing, at: &pen)
    if isRoomy(rect.width) { canvas.run("WHAT IT DID", .columnHeading, at: &pen) }
  }

  private func draw(
    _ step: OrderDetail.Step, _ index: Int, on canvas: inout Canvas, _ line: Rect, _ width: Int
  ) {
    canvas.mark(index, on: line)
    var pen = Pen(line)
    let lane = Role.lane(lane(step.lane))
    canvas.cell("\(step.number)", 2, lane, align: .trailing, at: &pen)
    canvas.cell(route(step, canvas.glyphs), 11, lane, at: &pen)
    canvas.cell(step.title, titleWidth(width), text(step), at: &pen)
    canvas.cell(step.state, 12, at: &pen)
    if hasStart(width) { canvas.cell(start(step), 5, .time, align: .trailing, at: &pen) }
    took(step, on: &canvas, at: &pen)
    if isRoomy(width) { canvas.cell(step.detail, max(0, pen.end - pen.x), .textDim, at: &pen) }
  }

  private func text(_ step: OrderDetail.Step) -> Role {
    switch step.state.tone {
    case .working, .failed, .degraded: .textStrong
    case .good: .text
    case .waiting, .off: .textDim
    }
  }

  /// What the step took, or how long it has been at work.
  private func took(_ step: OrderDetail.Step, on canvas: inout Canvas, at pen: inout Pen) {
    let role: Role = step.took == nil ? step.state.tone.role : .text
    canvas.cell(detail.spent(step)?.short ?? "", 5, role, align: .trailing, at: &pen)
  }

  private func start(_ step: OrderDetail.Step) -> String {
    step.startedAfter.map { "+" + $0.short } ?? ""
  }

  /// The step to speak of: the one under the cursor, otherwise the one that the order is at.
  private var noted: OrderDetail.Step? {
    if detail.steps.indices.contains(cursor) { return detail.steps[cursor] }
    return detail.steps.first { $0.state.tone != .good } ?? detail.steps.last
  }

  private func note(on canvas: inout Canvas, _ rect: Rect) {
    guard let step = noted else { return }
    let lines = wrapped(step.detail, to: rect.width - 4)
    var pen = Pen(rect.row(0))
    canvas.cell("\(step.number)", 2, Role.lane(lane(step.lane)), align: .trailing, at: &pen)
    canvas.lines(lines, .textDim, in: rect.cut(left: 3).rest)
  }

  // MARK: in place of the chart

  /// The list with a narrow column for each lane, in which each step leaves its mark:
  ///
  ///       COM   NFVO  VIM   SIEM
  ///          SOM   VNFM  NSO
  ///     4     ●──▸               requests the instance   ● completed   1s
  var narrow: Panel {
    Panel("Steps", badge: badge) { width in
      detail.steps.isEmpty ? 1 : detail.steps.count + 2 + noteLines(width)
    } draw: { canvas, rect in
      guard !detail.steps.isEmpty else {
        return canvas.lines(wrapped(Self.nothing, to: rect.width), .textDim, in: rect)
      }
      let hasLanes = rect.width >= 60
      narrowHeading(on: &canvas, rect, hasLanes)
      for (index, step) in detail.steps.enumerated() {
        draw(narrow: step, index, on: &canvas, rect.row(index + 2), hasLanes)
      }
      let rest = rect.cut(top: detail.steps.count + 2).rest
      note(on: &canvas, rest)
    }
  }

  private func noteLines(_ width: Int) -> Int {
    min(2, detail.steps.map { wrapped($0.detail, to: width - 4).count }.max() ?? 0)
  }

  private static let pitch = 3
  /// State, start and duration, which stand at the end of a line.
  private let tail = 25
  private var lanesWidth: Int { detail.lanes.count * Self.pitch + 2 }

  private func narrowHeading(on canvas: inout Canvas, _ rect: Rect, _ hasLanes: Bool) {
    if hasLanes {
      for (index, lane) in detail.lanes.enumerated() {
        let place = Point(x: rect.x + 3 + index * Self.pitch, y: rect.y + index % 2)
        canvas.surface.write(lane, at: place, role: Role.lane(lane), clip: rect)
      }
    }
    var pen = Pen(rect.row(1))
    canvas.cell("#", 2, .columnHeading, align: .trailing, at: &pen)
    if hasLanes { pen.x += lanesWidth + 1 }
    canvas.cell("STEP", max(4, pen.end - pen.x - tail), .columnHeading, at: &pen)
    canvas.cell("STATE", 12, .columnHeading, at: &pen)
    canvas.cell("START", 5, .columnHeading, align: .trailing, at: &pen)
    canvas.cell("TOOK", 5, .columnHeading, align: .trailing, at: &pen)
  }

  private func draw(
    narrow step: OrderDetail.Step, _ index: Int, on canvas: inout Canvas, _ line: Rect,
    _ hasLanes: Bool
  ) {
    canvas.mark(index, on: line)
    var pen = Pen(line)
    canvas.cell(
      "\(step.number)", 2, Role.lane(lane(step.lane)), align: .trailing, at: &pen)
    if hasLanes {
      trace(step, on: &canvas, Point(x: pen.x, y: pen.y), clip: line)
      pen.x += lanesWidth + 1
    }
    canvas.cell(step.title, max(4, pen.end - pen.x - tail), text(step), at: &pen)
    canvas.cell(step.state, 12, at: &pen)
    canvas.cell(start(step), 5, .time, align: .trailing, at: &pen)
    took(step, on: &canvas, at: &pen)
  }

  /// The lanes of one step: a dot for each, the state where it happens, an arrow to whom it goes.
  private func trace(
    _ step: OrderDetail.Step, on canvas: inout Canvas, _ place: Point, clip: Rect
  ) {
    let glyphs = canvas.glyphs
    func put(_ text: String, lane: Int, shift: Int = 0, _ role: Role) {
      let point = Point(x: place.x + lane * Self.pitch + 1 + shift, y: place.y)
      canvas.surface.write(text, at: point, role: role, clip: clip)
    }
    for lane in detail.lanes.indices { put(glyphs.separator, lane: lane, .paneBorder) }
    let from = step.lane
    let hasBegun = step.state.hasBegun
    if let to = step.toLane, to != from, detail.lanes.indices.contains(to) {
      let role = hasBegun ? Role.lane(lane(to)) : .paneBorder
      let (left, right) = (min(from, to), max(from, to))
      let line = String(repeating: glyphs.horizontal, count: (right - left) * Self.pitch)
      put(line, lane: left, role)
      put(to > from ? glyphs.right : glyphs.left, lane: to, role)
    }
    put(step.state.tone.glyph(in: glyphs), lane: from, step.state.tone.role)
  }
}
