import Deciding
import Terminal

/// What joins the steps of the chart: the hand-overs, and the time that passed.
extension OrderChart {
  /// The line from a step to the one that it causes.
  func connect(_ index: Int, on canvas: inout Canvas, _ places: Places) {
    guard index + 1 < detail.steps.count else { return }
    let (step, next) = (detail.steps[index], detail.steps[index + 1])
    let from = echo(index) ?? step.lane
    let to = next.lane
    guard detail.lanes.indices.contains(from), detail.lanes.indices.contains(to) else { return }
    let glyphs = canvas.glyphs
    let role: Role = next.state.hasBegun ? role(ofLane: to) : .textDim
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

  /// Where the time went: the steps one after the other, each as long as its share.
  func times(on canvas: inout Canvas, _ line: Rect) {
    let spans = detail.steps.map { Double(max(0, detail.spent($0)?.milliseconds ?? 0)) }
    let total = spans.reduce(0, +)
    let begun = spans.count { $0 > 0 }
    let sum = Span(milliseconds: Int64(min(total, 1e15))).short
    var pen = Pen(line)
    canvas.cell("time", Places.label - 1, .textDim, at: &pen)
    let room = line.maxX - pen.x - measure(sum) - 1
    guard total > 0, room > begun * 3 else {
      return canvas.run("nothing has begun yet", .textDim, at: &pen)
    }
    let spare = Double(room - begun * 3)
    var passed = 0.0
    var used = 0
    for (index, step) in detail.steps.enumerated() where spans[index] > 0 {
      passed += spans[index]
      let end = Int((passed / total * spare).rounded())
      let number = "\(step.number)"
      let width = 3 + end - used
      let fill = String(
        repeating: canvas.glyphs.heavyHorizontal, count: max(0, width - measure(number)))
      canvas.surface.write(
        number, at: Point(x: pen.x, y: pen.y), role: .textStrong, width: min(width, measure(number))
      )
      canvas.surface.write(
        fill, at: Point(x: pen.x + measure(number), y: pen.y), role: role(ofLane: step.lane),
        clip: line)
      pen.x += width
      used = end
    }
    pen.x += 1
    canvas.cell(sum, measure(sum), .textStrong, at: &pen)
  }
}

extension OrderDetail {
  /// What a step took, or has taken until now while it runs.
  func spent(_ step: Step) -> Span? {
    if let took = step.took { return took }
    guard step.state.tone == .working, let start = step.startedAfter, start < row.age else {
      return nil
    }
    return Span(milliseconds: row.age.milliseconds - start.milliseconds)
  }
}
