import Deciding
import Terminal

/// An operation: what is wrong with it and what can be done, then its steps on a line of time, then
/// what was taken back and what was not.
///
/// The rows that the cursor moves over are the steps, the network service, the last events.
package enum OperationView {
  package static func rows(_ detail: OperationDetail) -> Int {
    Rows(detail).events + EventLines(detail.events).rows
  }

  package static func target(_ detail: OperationDetail, row: Int) -> Subject? {
    let rows = Rows(detail)
    if detail.steps.indices.contains(row) { return detail.steps[row].target }
    if row >= rows.service, row < rows.events { return detail.service }
    return EventLines(detail.events).target(row - rows.events)
  }

  /// The first row of each part; the parts follow each other.
  private struct Rows {
    let service: Int
    let events: Int

    init(_ detail: OperationDetail) {
      service = detail.steps.count
      events = service + (detail.service == nil ? 0 : 1)
    }
  }

  package static func draw(
    _ detail: OperationDetail, state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    page(detail, rect.size).draw(state, into: &surface, rect: rect)
  }

  private static func page(_ detail: OperationDetail, _ size: Size) -> Page {
    let isFramed = size.columns >= 100 && size.rows >= 30
    let rows = Rows(detail)
    let grid = FactsGrid(facts: detail.facts, pitch: 60)
    let facts = Panel("Facts", height: grid.height, draw: grid.draw)
    let events = EventLines(detail.events).panel(firstRow: rows.events)
    var bands = [Band(identity(detail, row: rows.service))]
    let problem = problem(detail)
    let advice = advice(detail, withRefusals: isFramed)
    switch (detail.problem.isEmpty, detail.possibilities.isEmpty) {
    case (false, false) where isFramed: bands.append(Band((1, [problem]), (1, [advice])))
    case (false, false): bands += [Band(problem), Band(advice)]
    case (false, true): bands.append(Band(problem))
    case (true, _): break
    }
    bands.append(Band(StepLines(detail).panel))
    for (title, lines, role) in [
      ("What could not be restored", detail.leftovers, Role.warning),
      ("What was undone", detail.undone, Role.text),
      ("Who stepped in", detail.interventions, .text),
    ] where !lines.isEmpty {
      bands.append(Band(sentences(title, lines, role)))
    }
    // While all goes well, what could be done is of less interest than the steps.
    if detail.problem.isEmpty, !detail.possibilities.isEmpty { bands.append(Band(advice)) }
    bands += isFramed ? [Band((3, [events]), (2, [facts]))] : [Band(facts), Band(events)]
    return Page(isFramed: isFramed, bands: bands)
  }

  private static func identity(_ detail: OperationDetail, row index: Int) -> Panel {
    let row = detail.row
    return Panel(height: { $0 >= 96 ? 1 : 2 }) { canvas, rect in
      if detail.service != nil { canvas.mark(index, on: rect.row(0)) }
      var pen = Pen(rect.row(0))
      canvas.run("\(row.kind) \(row.id)", .title, gap: 2, at: &pen)
      canvas.run("of", .textDim, at: &pen)
      canvas.run(row.object, .textStrong, gap: 3, at: &pen)
      if rect.width < 96 { pen = Pen(rect.row(1)) }
      canvas.run(row.state, gap: 3, at: &pen)
      if let progress = row.progress { canvas.bar(progress, 10, row.state.tone.role, at: &pen) }
      canvas.run("started", .textDim, at: &pen)
      canvas.run(row.startedAt, .time, gap: 2, at: &pen)
      canvas.run(detail.isClosed ? "took" : "for", .textDim, at: &pen)
      canvas.run(row.took.short, .time, gap: 3, at: &pen)
      canvas.run(row.isAutomatic ? "\(canvas.glyphs.mark) by" : "asked by", .textDim, at: &pen)
      canvas.run(row.requester, at: &pen)
    }
  }

  /// What failed in the colour of failure, why and where as text.
  private static func problem(_ detail: OperationDetail) -> Panel {
    func lines(_ width: Int) -> [(text: String, role: Role)] {
      detail.problem.enumerated().flatMap { index, text in
        wrapped(text, to: max(1, width)).map { ($0, index == 0 ? .error : .text) }
      }
    }
    return Panel("What is wrong") {
      max(1, lines($0).count)
    } draw: { canvas, rect in
      for (index, line) in lines(rect.width).enumerated() where index < rect.height {
        canvas.lines([line.text], line.role, in: rect.row(index))
      }
    }
  }

  private static func sentences(_ title: String, _ texts: [String], _ role: Role) -> Panel {
    func lines(_ width: Int) -> [String] { texts.flatMap { wrapped($0, to: max(1, width)) } }
    return Panel(title) {
      max(1, lines($0).count)
    } draw: { canvas, rect in
      canvas.lines(lines(rect.width), role, in: rect)
    }
  }

  /// The legal tasks with their keys, then why the others are not legal; a small screen has other
  /// uses for its lines, and the keys tell the reason as well.
  private static func advice(_ detail: OperationDetail, withRefusals: Bool) -> Panel {
    let possible = detail.possibilities.filter { $0.objection == nil }
    // What is possible stands above already.
    let told = withRefusals || possible.isEmpty ? detail.possibilities : []
    let objections = told.compactMap(\.objection).map { objection in
      let tail = objection.firstRange(of: " Possible now:")
      return tail.map { String(objection[..<$0.lowerBound]) } ?? objection
    }
    // Both ways to cancel are refused for the same reason.
    let refused = objections.enumerated().filter { !objections[..<$0.offset].contains($0.element) }
      .map(\.element)
    let names = possible.map { ActionTable.keyOrCommand(of: $0.action) }
    let keys = max(2, names.map(measure).max() ?? 2)
    func lines(_ width: Int) -> [(key: String, task: String, text: String, role: Role)] {
      let room = max(1, width - keys - 20)
      var lines: [(key: String, task: String, text: String, role: Role)] = []
      for entry in possible {
        let action = ActionTable[entry.action]
        let key = ActionTable.keyOrCommand(of: entry.action)
        for (index, line) in wrapped(action?.help ?? "", to: room).enumerated() {
          lines.append(
            (index == 0 ? key : "", index == 0 ? action?.title ?? entry.task : "", line, .text))
        }
      }
      for text in refused {
        for (index, line) in wrapped(text, to: room).enumerated() {
          lines.append(("", index == 0 ? "not possible" : "", line, .textDim))
        }
      }
      return lines
    }
    return Panel("What you can do") {
      max(1, lines($0).count)
    } draw: { canvas, rect in
      for (index, line) in lines(rect.width).enumerated() where index < rect.height {
        var pen = Pen(rect.row(index))
        canvas.cell(line.key, keys, .keyHint, at: &pen)
        canvas.cell(line.task, 17, line.role == .text ? .textStrong : .textDim, at: &pen)
        canvas.cell(line.text, max(0, pen.end - pen.x), line.role, at: &pen)
      }
    }
  }
}
