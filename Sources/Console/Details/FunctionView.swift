import Terminal

/// A VNF or CNF: its lifecycle and beside it the health of what it runs in, its components and where
/// they are, how far it is scaled, how it was configured, and its load.
///
/// The rows that the cursor moves over are the components, the network service that it belongs to,
/// the operations, the last events.
package enum FunctionView {
  package static func rows(_ detail: FunctionDetail) -> Int {
    let rows = Rows(detail)
    return rows.events + EventLines(detail.events).rows
  }

  package static func target(_ detail: FunctionDetail, row: Int) -> Subject? {
    let rows = Rows(detail)
    if row < rows.service {
      return detail.components.indices.contains(row) ? detail.components[row].hostSubject : nil
    }
    if row < rows.operations { return detail.service }
    let operation = row - rows.operations
    if detail.operations.indices.contains(operation) {
      return detail.operations[operation].subject
    }
    return EventLines(detail.events).target(row - rows.events)
  }

  /// The first row of each part; the parts follow each other.
  struct Rows {
    let service: Int
    let operations: Int
    let events: Int

    init(_ detail: FunctionDetail) {
      service = detail.components.count
      operations = service + (detail.service == nil ? 0 : 1)
      events = operations + detail.operations.count
    }
  }

  package static func draw(
    _ detail: FunctionDetail, state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    page(detail, rect.size).draw(state, into: &surface, rect: rect)
  }

  private static func page(_ detail: FunctionDetail, _ size: Size) -> Page {
    let rows = Rows(detail)
    let components = ComponentLines(
      components: detail.components, unit: detail.row.unit, service: detail.service)
    let scaling = AspectSliders(aspects: detail.aspects).panel
    let operations = OperationLines(operations: detail.operations, firstRow: rows.operations).panel
    let events = EventLines(detail.events).panel(firstRow: rows.events)
    let grid = FactsGrid(facts: detail.facts)
    let facts = Panel("Facts", height: grid.height, draw: grid.draw)
    let steps = FactsGrid(
      facts: detail.configuration, nothing: "Day-1 configuration has not begun.", pitch: 200)
    let configuration = Panel("Configuration", height: steps.height, draw: steps.draw)
    let isFramed = size.columns >= 100 && size.rows >= 30
    let load = LoadChart(
      values: detail.load, out: detail.thresholdOut, in: detail.thresholdIn,
      lines: isFramed ? (size.rows >= 50 ? 16 : 6) : 1, grows: size.columns < 150)
    let head = identity(detail)
    if !isFramed {
      return Page(
        isFramed: false,
        bands: [
          Band(head), Band(components.panel), Band(scaling), Band(load.panel), Band(configuration),
          Band(operations), Band(facts), Band(events),
        ])
    }
    if size.columns >= 150 {
      return Page(
        isFramed: true,
        bands: [
          Band(head),
          Band(
            (100, [components.panel, operations, events]),
            (76, [load.panel, scaling, configuration, facts])),
        ])
    }
    return Page(
      isFramed: true,
      bands: [
        Band(head), Band(components.panel), Band((5, [load.panel]), (7, [scaling, configuration])),
        Band(operations), Band((60, [events]), (44, [facts])),
      ])
  }

  private static func identity(_ detail: FunctionDetail) -> Panel {
    let row = detail.row
    return Panel(height: { $0 >= 96 ? 1 : 2 }) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(row.name, .title, gap: 2, at: &pen)
      canvas.run("\(row.type) \(row.id)", .textDim, gap: 2, at: &pen)
      if rect.width < 96 {
        canvas.run("version", .textDim, at: &pen)
        canvas.run(row.version, at: &pen)
        pen = Pen(rect.row(1))
      }
      canvas.run("lifecycle", .textDim, at: &pen)
      canvas.run(row.state, gap: 3, at: &pen)
      canvas.run("health", .textDim, at: &pen)
      canvas.run(row.healthText(in: canvas.glyphs), row.health.tone.role, gap: 3, at: &pen)
      if rect.width >= 96 {
        canvas.run("version", .textDim, at: &pen)
        canvas.run(row.version, gap: 3, at: &pen)
      }
      canvas.run("on", .textDim, at: &pen)
      canvas.run(row.cluster, at: &pen)
    }
  }
}
