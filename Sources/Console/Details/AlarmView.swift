import Terminal

/// An alarm: what happened and why, who is affected, what it explains, what is being done about it,
/// and what a person can do.
///
/// The rows that the cursor moves over are the affected services, then what it explains.
package enum AlarmView {
  package static func rows(_ detail: AlarmDetail) -> Int {
    first(detail) + detail.affected.count + detail.symptoms.count
  }

  /// The operation that it is about comes before who is affected.
  private static func first(_ detail: AlarmDetail) -> Int { detail.operation == nil ? 0 : 1 }

  package static func choice(_ detail: AlarmDetail, row: Int) -> Choice? {
    if row == 0, let operation = detail.operation { return .object(operation) }
    let row = row - first(detail)
    if detail.affected.indices.contains(row) { return .object(detail.affected[row].subject) }
    let symptom = row - detail.affected.count
    return detail.symptoms.indices.contains(symptom)
      ? .alarm(detail.symptoms[symptom].serial) : nil
  }

  package static func draw(
    _ detail: AlarmDetail, state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    page(detail, isFramed: rect.width >= 100 && rect.height >= 30, isPreview: false)
      .draw(state, into: &surface, rect: rect)
  }

  /// The preview beside the list leaves away what the list shows, and what needs a cursor.
  static func page(_ detail: AlarmDetail, isFramed: Bool, isPreview: Bool) -> Page {
    let story = text("What happened", detail.story, .text)
    let doing = text("What is done about it", detail.doing, .text)
    let advice = text("What you can do", detail.advice, .text)
    let affected = affected(detail)
    let symptoms = symptoms(detail)
    let operation = detail.operation.map { _ in operationLine(detail) }
    let grid = FactsGrid(facts: detail.facts)
    let facts = Panel("Facts", height: grid.height, draw: grid.draw)
    let head = identity(detail)
    let advised = detail.advice.isEmpty ? [doing] : [doing, advice]
    if isPreview {
      return Page(
        isFramed: isFramed, bands: [Band(head), Band((1, [story] + advised + [affected]))])
    }
    let explained =
      (operation.map { [$0] } ?? [])
      + (detail.symptoms.isEmpty ? [affected] : [affected, symptoms])
    let events = EventLines(detail.events).panel(firstRow: rows(detail) + 1_000_000)
    if !isFramed {
      return Page(
        isFramed: false,
        bands: [Band(head)] + ([story] + advised + explained + [facts, events]).map { Band($0) })
    }
    return Page(
      isFramed: true,
      bands: [
        Band(head), Band((3, [story] + advised), (2, [facts])), Band((1, explained)), Band(events),
      ])
  }

  private static func identity(_ detail: AlarmDetail) -> Panel {
    let row = detail.row
    return Panel(lines: 1) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(row.object, .title, gap: 2, at: &pen)
      canvas.run(row.id, .textDim, gap: 2, at: &pen)
      canvas.run(row.severity, gap: 2, at: &pen)
      canvas.run(row.chapter == .isCleared ? "cleared" : "since", .textDim, at: &pen)
      canvas.run(row.age.short, .time, gap: 2, at: &pen)
      if let by = row.acknowledgedBy {
        canvas.run("\(canvas.glyphs.check) acknowledged by", .textDim, at: &pen)
        canvas.run(by, at: &pen)
      } else if row.chapter == .needsSomebody {
        canvas.run("nobody looks after it", .warning, at: &pen)
      }
    }
  }

  private static func text(_ title: String, _ sentences: [String], _ role: Role) -> Panel {
    func lines(_ width: Int) -> [String] { sentences.flatMap { wrapped($0, to: max(1, width)) } }
    return Panel(title) {
      max(1, lines($0).count)
    } draw: { canvas, rect in
      canvas.lines(lines(rect.width), role, in: rect)
    }
  }

  private static func operationLine(_ detail: AlarmDetail) -> Panel {
    Panel("The operation", lines: 1) { canvas, rect in
      canvas.mark(0, on: rect.row(0))
      var pen = Pen(rect.row(0))
      canvas.run(detail.operationName, .link, at: &pen)
      canvas.run("its steps, why it does not go on, and what can be done", .textDim, at: &pen)
    }
  }

  private static func affected(_ detail: AlarmDetail) -> Panel {
    let affected = detail.affected
    return Panel(
      "Who is affected", badge: affected.isEmpty ? "" : "\(affected.count)",
      lines: max(1, affected.count)
    ) { canvas, rect in
      guard !affected.isEmpty else {
        return canvas.lines(["No service feels it."], .textDim, in: rect)
      }
      let names = min(32, max(12, rect.width / 3))
      for (index, service) in affected.enumerated() where index < rect.height {
        let line = rect.row(index)
        canvas.mark(first(detail) + index, on: line)
        var pen = Pen(line)
        canvas.cell(service.name, names, .link, at: &pen)
        canvas.cell(service.customer, min(16, names - 4), .text, at: &pen)
        canvas.cell(service.service, 13, at: &pen)
        canvas.cell(service.state, max(0, pen.end - pen.x), at: &pen)
      }
    }
  }

  private static func symptoms(_ detail: AlarmDetail) -> Panel {
    let lines = AlarmLines(
      rows: detail.symptoms, firstRow: first(detail) + detail.affected.count)
    return Panel(
      "What it explains", badge: "\(detail.symptoms.count)", lines: detail.symptoms.count
    ) { lines.draw(on: &$0, in: $1) }
  }
}
