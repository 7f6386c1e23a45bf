import Deciding
import Terminal

/// The order as a swim-lane chart: a lane for each block, a column for each step, and the hand-overs.
///
///      COM  ┤ 1 ● 1s ├──▸┤ 2 ● 0.4s ├─╮
///      SOM  ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄╰▸┤ 3 ● 2s ├
///
/// A step stands in the lane of the block that does it. Where it hands over to a block that does not
/// do the next step, a faint echo stands in that block's lane, and the line comes back from there.
/// Columns are of equal width, so that the picture stands still while the order moves through it.
struct OrderChart {
  let detail: OrderDetail
  let cursor: Int
  /// Boxes of three lines, or bars of one.
  let hasBoxes: Bool

  private var laneHeight: Int { hasBoxes ? 3 : 2 }

  /// Axis, lanes, and the line that says where the time went.
  private var lines: Int {
    guard !detail.steps.isEmpty, !detail.lanes.isEmpty else { return 1 }
    return 2 + detail.lanes.count * laneHeight + (hasBoxes ? 1 : 0)
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
    let rect: Rect
    let laneHeight: Int
    let pitch: Int
    let gap = 3
    static let label = 6

    fileprivate init(rect: Rect, chart: OrderChart) {
      self.rect = rect
      laneHeight = chart.laneHeight
      let room = rect.width - Self.label + 3
      pitch = min(24, max(4, room / max(1, chart.detail.steps.count)))
    }

    /// The line of a lane on which bars and connectors run.
    func y(_ lane: Int) -> Int {
      rect.y + 1 + lane * laneHeight + (laneHeight == 3 ? 1 : 0)
    }

    func box(_ column: Int, lane: Int) -> Rect {
      let tall = laneHeight == 3
      return Rect(
        x: rect.x + Self.label + column * pitch, y: y(lane) - (tall ? 1 : 0), width: pitch - gap,
        height: tall ? 3 : 1)
    }

    /// The column of the vertical line behind a step.
    func line(_ column: Int) -> Int { rect.x + Self.label + (column + 1) * pitch - 2 }
  }

  private func draw(on canvas: inout Canvas, _ places: Places) {
    lanes(on: &canvas, places)
    for (index, step) in detail.steps.enumerated() {
      let x = places.box(index, lane: 0).x
      let text = step.startedAfter.map { "+" + $0.short } ?? ""
      canvas.surface.write(
        text, at: Point(x: x, y: places.rect.y), role: .time, width: places.pitch - places.gap,
        clip: places.rect)
    }
    for index in detail.steps.indices { connect(index, on: &canvas, places) }
    for (index, step) in detail.steps.enumerated() {
      if let to = echo(index) { draw(echo: step, index, in: to, on: &canvas, places) }
      draw(step, index, on: &canvas, places)
    }
    times(on: &canvas, places.rect.row(lines - 1))
  }

  private func lanes(on canvas: inout Canvas, _ places: Places) {
    let dots = canvas.glyphs == .unicode ? "┄" : "."
    for (index, lane) in detail.lanes.enumerated() {
      let y = places.y(index)
      canvas.surface.write(
        lane, at: Point(x: places.rect.x, y: y), role: Role.lane(lane), width: Places.label - 1)
      canvas.surface.write(
        String(repeating: dots, count: max(0, places.rect.width - Places.label)),
        at: Point(x: places.rect.x + Places.label, y: y), role: .chartEmpty)
      gates(of: index, on: &canvas, places)
    }
  }

  /// What waits in a lane that has no step of its own, and for what.
  private func gates(of lane: Int, on canvas: inout Canvas, _ places: Places) {
    guard !detail.steps.contains(where: { $0.lane == lane }) else { return }
    let items = detail.items.filter { $0.target == detail.lanes[lane] }
    guard let item = items.first(where: { !$0.waitsFor.isEmpty }) ?? items.last else { return }
    let end = detail.steps.firstIndex { $0.toLane == lane }
      .map { places.box($0, lane: lane).x } ?? places.rect.maxX
    let state = item.waitsFor.isEmpty ? item.state : StateWord(.waiting, "")
    let glyph = state.tone.glyph(in: canvas.glyphs)
    var text = item.waitsFor.isEmpty ? item.name : "\(item.name) waits for \(item.waitsFor)"
    if items.count > 1 { text += " (+\(items.count - 1))" }
    let place = Point(x: places.rect.x + Places.label, y: places.y(lane))
    let room = min(end - 1 - place.x, measure(text) + 4)
    canvas.surface.write(" \(glyph) \(text) ", at: place, role: state.tone.role, width: room)
  }

  // MARK: steps

  private func draw(
    _ step: OrderDetail.Step, _ index: Int, on canvas: inout Canvas, _ places: Places
  ) {
    guard detail.lanes.indices.contains(step.lane) else { return }
    let box = places.box(index, lane: step.lane)
    let lane = Role.lane(detail.lanes[step.lane])
    let border = step.state.hasBegun ? lane : Role.paneBorder
    let ground: Ground = index == cursor ? .rowSelected : .base
    let glyph = step.state.tone.glyph(in: canvas.glyphs)
    let took = spent(step)?.short ?? ""
    if hasBoxes {
      canvas.surface.fill(box, style: Style(.text, on: ground))
      canvas.surface.box(
        box, border: Style(border, on: ground), title: "\(step.number) \(step.title)",
        titleRole: step.state.hasBegun ? .textStrong : .textDim)
      var pen = Pen(box.inset(columns: 2, rows: 1).row(0))
      let word = max(1, box.width - 4 - (took.isEmpty ? 0 : measure(took) + 1))
      canvas.cell("\(glyph) \(step.state.word)", word, step.state.tone.role, at: &pen)
      canvas.cell(took, measure(took), .text, align: .trailing, at: &pen)
      return
    }
    let fill: Ground = index == cursor ? .rowSelected : step.state.hasBegun ? .dialogButton : .base
    canvas.surface.fill(box, style: Style(.text, on: fill))
    canvas.surface.write(canvas.glyphs.barStart, at: box.origin, role: border, clip: box)
    canvas.surface.write(
      canvas.glyphs.barEnd, at: Point(x: box.maxX - 1, y: box.y), role: border, clip: box)
    var pen = Pen(box.inset(columns: 1, rows: 0))
    canvas.cell("\(step.number)", measure("\(step.number)"), border, at: &pen)
    if box.width < 9 { pen.x -= 1 }
    canvas.cell(glyph, 1, step.state.tone.role, at: &pen)
    if box.width < 9 { pen.x -= 1 }
    canvas.cell(took, min(measure(took), max(0, pen.end - pen.x)), .text, at: &pen)
  }

  /// The light mark of a step in the lane that it hands over to, and the line down or up to it.
  private func draw(
    echo step: OrderDetail.Step, _ index: Int, in lane: Int, on canvas: inout Canvas,
    _ places: Places
  ) {
    let from = places.box(index, lane: step.lane)
    let box = places.box(index, lane: lane)
    let role = step.state.hasBegun ? Role.lane(detail.lanes[lane]) : .paneBorder
    let x = box.x + min(2, max(0, box.width / 2))
    let down = lane > step.lane
    let (top, bottom) = down ? (from.maxY, box.y) : (box.maxY, from.y)
    for y in top..<max(top, bottom) {
      canvas.surface.write(canvas.glyphs.vertical, at: Point(x: x, y: y), role: role)
    }
    let label = "\(step.state.tone.glyph(in: canvas.glyphs)) \(detail.lanes[lane])"
    if hasBoxes {
      canvas.surface.fill(box, style: Style(.text))
      canvas.surface.box(box, border: Style(role))
      canvas.surface.write(
        label, at: Point(x: box.x + 2, y: box.y + 1), role: role, width: max(0, box.width - 4))
      let head = Point(x: x, y: down ? box.y : box.maxY - 1)
      canvas.surface.write(down ? canvas.glyphs.down : canvas.glyphs.up, at: head, role: role)
    } else {
      let head = Point(x: x, y: down ? box.y - 1 : box.maxY)
      canvas.surface.write(down ? canvas.glyphs.down : canvas.glyphs.up, at: head, role: role)
      canvas.surface.write(
        "\(canvas.glyphs.barStart)\(label)", at: box.origin, role: role, width: box.width)
      canvas.surface.write(
        canvas.glyphs.barEnd, at: Point(x: box.maxX - 1, y: box.y), role: role, clip: box)
    }
  }

  /// The lane in which a step leaves an echo: whom it hands over to, if the next step is not there.
  private func echo(_ index: Int) -> Int? {
    let step = detail.steps[index]
    guard let to = step.toLane, to != step.lane, detail.lanes.indices.contains(to),
      detail.lanes.indices.contains(step.lane)
    else { return nil }
    let isNext = index + 1 < detail.steps.count && detail.steps[index + 1].lane == to
    return isNext ? nil : to
  }

  // MARK: hand-overs

  /// The line from a step to the one that it causes.
  private func connect(_ index: Int, on canvas: inout Canvas, _ places: Places) {
    guard index + 1 < detail.steps.count else { return }
    let (step, next) = (detail.steps[index], detail.steps[index + 1])
    let from = echo(index) ?? step.lane
    let to = next.lane
    guard detail.lanes.indices.contains(from), detail.lanes.indices.contains(to) else { return }
    let glyphs = canvas.glyphs
    let role = next.state.hasBegun ? Role.lane(detail.lanes[to]) : .paneBorder
    let x = places.line(index)
    func put(_ text: String, _ x: Int, _ y: Int) {
      canvas.surface.write(text, at: Point(x: x, y: y), role: role, clip: places.rect)
    }
    let (top, bottom) = (places.y(min(from, to)), places.y(max(from, to)))
    put(glyphs.horizontal, x - 1, places.y(from))
    if from == to {
      put(glyphs.horizontal, x, places.y(to))
    } else {
      for y in top + 1..<bottom { put(glyphs.vertical, x, y) }
      put(glyphs.corners[from < to ? 1 : 3], x, places.y(from))
      put(glyphs.corners[from < to ? 2 : 0], x, places.y(to))
    }
    put(glyphs.right, x + 1, places.y(to))
  }

  // MARK: time

  /// What a step took, or has taken until now while it runs.
  private func spent(_ step: OrderDetail.Step) -> Span? {
    if let took = step.took { return took }
    guard step.state.tone == .working, let start = step.startedAfter, start < detail.row.age else {
      return nil
    }
    return Span(milliseconds: detail.row.age.milliseconds - start.milliseconds)
  }

  /// Where the time went: the steps one after the other, each as long as its share.
  private func times(on canvas: inout Canvas, _ line: Rect) {
    let spans = detail.steps.map { Double(max(0, spent($0)?.milliseconds ?? 0)) }
    let total = spans.reduce(0, +)
    let begun = spans.count { $0 > 0 }
    let sum = Span(milliseconds: Int64(total)).short
    var pen = Pen(line)
    canvas.cell("time", Places.label - 1, .textDim, at: &pen)
    let room = line.maxX - pen.x - measure(sum) - 1
    guard total > 0, room > begun * 2 else { return }
    let spare = Double(room - begun * 2)
    var sumSoFar = 0.0
    var used = 0
    for (index, step) in detail.steps.enumerated() where spans[index] > 0 {
      sumSoFar += spans[index]
      let end = Int((sumSoFar / total * spare).rounded())
      let number = "\(step.number)"
      let width = 2 + end - used
      let fill = String(
        repeating: canvas.glyphs.heavyHorizontal, count: max(0, width - measure(number)))
      let role: Role =
        detail.lanes.indices.contains(step.lane) ? Role.lane(detail.lanes[step.lane]) : .text
      canvas.surface.write(
        number, at: Point(x: pen.x, y: pen.y), role: .textStrong, width: min(width, 2))
      canvas.surface.write(
        fill, at: Point(x: pen.x + measure(number), y: pen.y), role: role, clip: line)
      pen.x += width
      used = end
    }
    pen.x += 1
    canvas.cell(sum, measure(sum), .textStrong, at: &pen)
  }
}
