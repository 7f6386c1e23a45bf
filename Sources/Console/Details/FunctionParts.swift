import Deciding
import Terminal

/// The components of a function with the state of the pod or server of each, and its host.
struct ComponentLines {
  let components: [FunctionDetail.Component]
  let unit: String
  let service: Subject?

  var panel: Panel {
    Panel("Components", badge: components.isEmpty ? "" : "\(components.count)") { width in
      let reasons = showsReason(width) ? 0 : components.count { !$0.reason.isEmpty }
      return 1 + components.count + reasons + (service == nil ? 0 : 1)
    } draw: { canvas, rect in
      var y = 1
      if components.isEmpty {
        y = 0
        canvas.lines(["It has no component yet: nothing runs for it."], .textDim, in: rect)
      } else {
        heading(on: &canvas, rect.row(0))
      }
      for (index, component) in components.enumerated() {
        draw(component, index, on: &canvas, rect.row(y))
        y += 1
        guard !showsReason(rect.width), !component.reason.isEmpty else { continue }
        canvas.lines(
          [component.reason], component.state.tone.role, in: rect.row(y).cut(left: 3).rest)
        y += 1
      }
      guard service != nil else { return }
      let line = rect.row(max(components.isEmpty ? 1 : 0, y))
      guard !line.isEmpty else { return }
      canvas.mark(components.count, on: line)
      canvas.lines(["\(canvas.glyphs.right) the network service it belongs to"], .link, in: line)
    }
  }

  private func showsImage(_ width: Int) -> Bool { width >= 94 }
  /// Whether every reason fits into the line of its component.
  private func showsReason(_ width: Int) -> Bool {
    showsImage(width) && !components.contains { measure($0.reason) > width - 91 }
  }
  private func nameWidth(_ width: Int) -> Int { width >= 94 ? 24 : 19 }
  private func imageWidth(_ width: Int) -> Int { width >= 94 ? 14 : 0 }

  /// The image, or as much of its end as there is room for: the version tells images apart.
  private func version(_ component: FunctionDetail.Component, _ width: Int) -> String {
    let room = imageWidth(width)
    guard measure(component.image) > room else { return component.image }
    let version = component.image.split(separator: ":").last.map { ":\($0)" } ?? ""
    let name = component.image.prefix(max(0, room - measure(version) - 1))
    return measure(version) < room ? "\(name)…\(version)" : component.image
  }

  private func heading(on canvas: inout Canvas, _ line: Rect) {
    var pen = Pen(line)
    canvas.cell(unit == "pods" ? "POD" : "SERVER", nameWidth(line.width), .columnHeading, at: &pen)
    canvas.cell("VDU", 11, .columnHeading, at: &pen)
    canvas.cell("STATE", 18, .columnHeading, at: &pen)
    canvas.cell("HOST", 14, .columnHeading, at: &pen)
    canvas.cell("AGE", 4, .columnHeading, align: .trailing, at: &pen)
    if showsImage(line.width) {
      canvas.cell("IMAGE", imageWidth(line.width), .columnHeading, at: &pen)
    }
    if showsReason(line.width) { canvas.run("REASON", .columnHeading, at: &pen) }
  }

  private func draw(
    _ component: FunctionDetail.Component, _ row: Int, on canvas: inout Canvas, _ line: Rect
  ) {
    guard !line.isEmpty else { return }
    canvas.mark(row, on: line)
    var pen = Pen(line)
    canvas.cell(component.name, nameWidth(line.width), .textStrong, at: &pen)
    canvas.cell(component.vdu, 11, .textDim, at: &pen)
    canvas.cell(component.state, 18, at: &pen)
    let host = component.host.isEmpty ? canvas.glyphs.dash : component.host
    canvas.cell(host, 14, component.hostSubject == nil ? .textDim : .link, at: &pen)
    canvas.cell(component.age.short, 4, .time, align: .trailing, at: &pen)
    guard showsImage(line.width) else { return }
    canvas.cell(version(component, line.width), imageWidth(line.width), .textDim, at: &pen)
    guard showsReason(line.width) else { return }
    canvas.cell(component.reason, max(0, pen.end - pen.x), component.state.tone.role, at: &pen)
  }
}

/// The scaling aspects as sliders, from the least to the most instances: `2 ━━━●━━━ 8  now 4`.
struct AspectSliders {
  let aspects: [FunctionDetail.Aspect]

  var panel: Panel {
    Panel("Scaling aspects", lines: max(1, aspects.count)) { canvas, rect in
      guard !aspects.isEmpty else {
        return canvas.lines(
          ["Its descriptor names no scaling aspect: it cannot be scaled."], .textDim, in: rect)
      }
      for (index, aspect) in aspects.enumerated() { draw(aspect, on: &canvas, rect.row(index)) }
    }
  }

  private func instances(_ aspect: FunctionDetail.Aspect, _ level: Int) -> String {
    aspect.instances.indices.contains(level) ? "\(aspect.instances[level])" : "?"
  }

  private func draw(_ aspect: FunctionDetail.Aspect, on canvas: inout Canvas, _ line: Rect) {
    let glyphs = canvas.glyphs
    let top = max(aspect.maximum, 0)
    let level = min(max(aspect.level, 0), top)
    var pen = Pen(line)
    let name = aspects.map { measure($0.id) }.max() ?? 0
    canvas.cell(aspect.id, min(name, max(8, line.width / 3)), .textStrong, at: &pen)
    canvas.cell(instances(aspect, 0), 3, .textDim, align: .trailing, at: &pen)
    let width = min(33, max(3, pen.end - pen.x - 26))
    let knob = top == 0 ? 0 : (width - 1) * level / top
    let place = Point(x: pen.x, y: pen.y)
    canvas.surface.write(
      String(repeating: glyphs.heavyHorizontal, count: width), at: place, role: .chartEmpty,
      clip: line)
    canvas.surface.write(
      String(repeating: glyphs.heavyHorizontal, count: knob), at: place, role: .stateGood,
      clip: line)
    canvas.surface.write(
      glyphs.good, at: Point(x: place.x + knob, y: place.y), role: .stateGood, clip: line)
    pen.x += width + 1
    canvas.cell(instances(aspect, top), 3, .textDim, at: &pen)
    canvas.run("now \(instances(aspect, level))", .textStrong, gap: 2, at: &pen)
    canvas.run("level \(aspect.level) of \(aspect.maximum)", .textDim, at: &pen)
  }
}
