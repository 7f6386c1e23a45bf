import Deciding
import Terminal

/// The order as a swim-lane chart: a lane for each block, a column for each step, and the hand-overs.
///
///     COM   1 ● 0.4s──▸2 ● 0.6s─╮
///     SOM   ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄╰▸3 ● 1.2s
///
/// A step stands in the lane of the block that does it. Where it hands over to a block that does not
/// do the next step, a lighter echo stands in that block's lane, and the line comes back from there.
/// Columns are of equal width, so that the picture stands still while the order moves through it;
/// how the time divides is a line of its own beneath.
struct OrderChart {
  let detail: OrderDetail
  let cursor: Int
  /// Boxes with the title of each step, or bars of one line.
  let hasBoxes: Bool

  /// Axis, lanes, and the line that says where the time went.
  private var lines: Int {
    guard !detail.steps.isEmpty, !detail.lanes.isEmpty else { return 1 }
    return 2 + detail.lanes.count * (hasBoxes ? Places.tall : Places.flat)
  }

  var panel: Panel {
    Panel("Who does what", badge: "\(detail.row.steps)/\(detail.steps.count)", lines: lines) {
      canvas, rect in
      guard !detail.steps.isEmpty, !detail.lanes.isEmpty else {
        return canvas.lines(
          ["No step has begun: the order waits to be decomposed."], .textDim, in: rect)
      }
      draw(on: &canvas, Places(rect: rect, chart: self))
    }
  }

  /// Where lanes and columns lie.
  struct Places {
    static let tall = 4
    static let flat = 2
    static let label = 6
    /// Between two steps: the line out, the line up or down, the head of the arrow.
    static let gap = 3
    let rect: Rect
    let hasBoxes: Bool
    let pitch: Int

    fileprivate init(rect: Rect, chart: OrderChart) {
      self.rect = rect
      hasBoxes = chart.hasBoxes
      let room = rect.width - Self.label + Self.gap
      pitch = min(24, max(4, room / max(1, chart.detail.steps.count)))
    }

    /// The line of a lane on which bars and connectors run.
    func y(_ lane: Int) -> Int {
      rect.y + 1 + (hasBoxes ? lane * Self.tall + 1 : lane * Self.flat)
    }

    func box(_ column: Int, lane: Int) -> Rect {
      Rect(
        x: rect.x + Self.label + column * pitch, y: y(lane) - (hasBoxes ? 1 : 0),
        width: pitch - Self.gap, height: hasBoxes ? Self.tall : 1)
    }

    func echo(_ column: Int, lane: Int) -> Rect {
      var rect = box(column, lane: lane)
      rect.height = hasBoxes ? 3 : 1
      return rect
    }

    /// The column of the vertical line behind a step.
    func line(_ column: Int) -> Int { rect.x + Self.label + (column + 1) * pitch - 2 }
  }

  func role(ofLane lane: Int) -> Role {
    detail.lanes.indices.contains(lane) ? .lane(detail.lanes[lane]) : .text
  }

  private func draw(on canvas: inout Canvas, _ places: Places) {
    for index in detail.lanes.indices { lane(index, on: &canvas, places) }
    for (index, step) in detail.steps.enumerated() {
      let x = places.box(index, lane: 0).x
      let text = step.startedAfter.map { "+" + $0.short } ?? ""
      canvas.surface.write(
        text, at: Point(x: x, y: places.rect.y), role: .time, width: places.pitch - Places.gap,
        clip: places.rect)
    }
    for index in detail.steps.indices { connect(index, on: &canvas, places) }
    for (index, step) in detail.steps.enumerated() where detail.lanes.indices.contains(step.lane) {
      if let to = echo(index) { draw(echo: step, index, in: to, on: &canvas, places) }
      if hasBoxes {
        draw(box: step, index, on: &canvas, places)
      } else {
        draw(bar: step, index, on: &canvas, places)
      }
    }
    times(on: &canvas, places.rect.row(lines - 1))
  }

  private func lane(_ index: Int, on canvas: inout Canvas, _ places: Places) {
    // In plain characters a dotted line would read as a row of waiting states.
    let dots = canvas.glyphs == .unicode ? "┄" : " "
    let y = places.y(index)
    canvas.surface.write(
      detail.lanes[index], at: Point(x: places.rect.x, y: y), role: role(ofLane: index),
      width: Places.label - 1)
    canvas.surface.write(
      String(repeating: dots, count: max(0, places.rect.width - Places.label)),
      at: Point(x: places.rect.x + Places.label, y: y), role: .chartEmpty)
    gates(of: index, on: &canvas, places)
  }

  /// What is asked of a lane that has no step of its own, and what it still waits for.
  private func gates(of lane: Int, on canvas: inout Canvas, _ places: Places) {
    guard !detail.steps.contains(where: { $0.lane == lane }) else { return }
    let end =
      detail.steps.firstIndex { $0.toLane == lane }.map { places.box($0, lane: lane).x - 1 }
      ?? places.rect.maxX
    let start = places.rect.x + Places.label
    var pen = Pen(Rect(x: start, y: places.y(lane), width: max(0, end - start), height: 1))
    for item in detail.items where item.target == detail.lanes[lane] && pen.x + 8 < pen.end {
      let isClosed = !item.waitsFor.isEmpty && item.state.tone == .waiting
      let tone = isClosed ? StateWord.Tone.waiting : item.state.tone
      let glyph = tone.glyph(in: canvas.glyphs)
      let text = isClosed ? "\(item.name) waits for \(item.waitsFor)" : item.name
      let room = min(pen.end - pen.x, measure(text) + 4)
      canvas.surface.write(
        " \(glyph) \(text) ", at: Point(x: pen.x, y: pen.y), role: tone.role, width: room)
      pen.x += room + 1
    }
  }

  // MARK: steps

  private func border(_ step: OrderDetail.Step) -> Role {
    if step.state.tone.isTrouble { return step.state.tone.role }
    return step.state.hasBegun ? role(ofLane: step.lane) : .paneBorder
  }

  private func text(_ step: OrderDetail.Step) -> Role {
    step.state.hasBegun ? .textStrong : .textDim
  }

  /// Number, state and duration, in so many columns as there are.
  private func head(
    _ step: OrderDetail.Step, gap: Int, on canvas: inout Canvas, at pen: inout Pen
  ) {
    let took = detail.spent(step)?.short ?? ""
    for (text, role) in [
      ("\(step.number)", text(step)),
      (step.state.tone.glyph(in: canvas.glyphs), step.state.tone.role), (took, .text),
    ] {
      canvas.cell(text, measure(text), role, at: &pen)
      pen.x += gap - 1
    }
  }

  /// The width of ``head(_:gap:on:at:)`` with gaps of one.
  private func headWidth(_ step: OrderDetail.Step) -> Int {
    let took = detail.spent(step).map { measure($0.short) + 1 } ?? 0
    return measure("\(step.number)") + 2 + took
  }

  /// A box: number, state and duration in its edge, the title in it.
  private func draw(
    box step: OrderDetail.Step, _ index: Int, on canvas: inout Canvas, _ places: Places
  ) {
    let box = places.box(index, lane: step.lane)
    let ground = index == cursor ? Ground.rowSelected : canvas.surface[box.origin].style.ground
    canvas.surface.fill(box, style: Style(.text, on: ground))
    canvas.surface.box(box, border: Style(border(step), on: ground))
    let inner = box.inset(columns: 2, rows: 1)
    let width = min(headWidth(step) + 2, box.width - 2)
    canvas.surface.fill(
      Rect(x: inner.x - 1, y: box.y, width: width, height: 1), style: Style(.text, on: ground))
    var pen = Pen(Rect(x: inner.x, y: box.y, width: inner.width, height: 1))
    head(step, gap: 1, on: &canvas, at: &pen)
    let room = Rect(x: inner.x, y: inner.y, width: inner.width + 1, height: inner.height)
    var lines = wrapped(step.title, to: room.width)
    if lines.count > room.height {
      lines = [lines[0], lines.dropFirst().joined(separator: " ")]
    }
    canvas.lines(lines, text(step), in: room)
  }

  /// A bar: number, state and duration; the title beneath it where columns are wide.
  private func draw(
    bar step: OrderDetail.Step, _ index: Int, on canvas: inout Canvas, _ places: Places
  ) {
    var box = places.box(index, lane: step.lane)
    let need = headWidth(step)
    // One column more, at the cost of the line out, before a number and its duration touch.
    if need == box.width + 1 { box.width = need }
    let ground: Ground =
      index == cursor ? .rowSelected : step.state.hasBegun ? .dialogButton : .dialog
    canvas.surface.fill(box, style: Style(.text, on: ground))
    var pen = Pen(box.inset(columns: box.width >= need + 2 ? 1 : 0, rows: 0))
    head(step, gap: box.width >= need ? 1 : 0, on: &canvas, at: &pen)
    guard places.pitch >= 18 else { return }
    let isCrossed = echo(index).map { $0 > step.lane } ?? false
    let below = Rect(x: box.x, y: box.y + 1, width: box.width, height: 1)
      .cut(left: isCrossed ? 4 : 0).rest
    canvas.lines([step.title], .textDim, in: below)
  }

  /// The light mark of a step in the lane that it hands over to, and the line down or up to it.
  private func draw(
    echo step: OrderDetail.Step, _ index: Int, in lane: Int, on canvas: inout Canvas,
    _ places: Places
  ) {
    let from = places.box(index, lane: step.lane)
    let box = places.echo(index, lane: lane)
    let tone = step.state.tone
    let role = tone.isTrouble ? tone.role : step.state.hasBegun ? role(ofLane: lane) : .textDim
    let x = box.x + min(2, max(0, box.width / 2))
    let down = lane > step.lane
    let (top, bottom) = down ? (from.maxY, box.y) : (box.maxY, from.y)
    for y in top..<max(top, bottom) {
      canvas.surface.write(canvas.glyphs.vertical, at: Point(x: x, y: y), role: role)
    }
    let label = "\(step.state.tone.glyph(in: canvas.glyphs)) \(detail.lanes[lane])"
    let ground = canvas.surface[box.origin].style.ground
    canvas.surface.fill(box, style: Style(.text, on: hasBoxes ? ground : .dialog))
    if hasBoxes { canvas.surface.box(box, border: Style(role, on: ground)) }
    let inner = hasBoxes ? box.inset(columns: 2, rows: 1) : box
    canvas.surface.write(label, at: inner.origin, role: role, width: inner.width)
    // The head of the arrow stands in the edge of a box, but outside a bar.
    let head = down ? box.y - (hasBoxes ? 0 : 1) : box.maxY - (hasBoxes ? 1 : 0)
    canvas.surface.write(
      down ? canvas.glyphs.down : canvas.glyphs.up, at: Point(x: x, y: head), role: role)
  }

  /// The lane in which a step leaves an echo: whom it hands over to, if the next step is not there.
  func echo(_ index: Int) -> Int? {
    let step = detail.steps[index]
    guard let to = step.toLane, to != step.lane, detail.lanes.indices.contains(to),
      detail.lanes.indices.contains(step.lane)
    else { return nil }
    let isNext = index + 1 < detail.steps.count && detail.steps[index + 1].lane == to
    return isNext ? nil : to
  }
}
