import Deciding
import Terminal

/// A service order: the walkthrough as a swim-lane chart, its steps, its items, its customer.
///
/// The rows that the cursor moves over are the steps, then the items, then the last events; the step
/// under the cursor is marked in the chart as well.
package enum OrderView {
  /// How the page is composed for a size.
  enum Form {
    /// The list of steps with the lanes as narrow columns beside it.
    case compact
    /// The chart with a line for each lane.
    case chart
    /// The chart with a box for each step.
    case boxes

    init(_ size: Size, lanes: Int) {
      if size.columns >= 150, size.rows >= lanes * 4 + 26 {
        self = .boxes
      } else if size.columns >= 104, size.rows >= lanes * 2 + 14 {
        self = .chart
      } else {
        self = .compact
      }
    }
  }

  package static func rows(_ detail: OrderDetail) -> Int {
    detail.steps.count + detail.items.count + EventLines(detail.events).rows
  }

  package static func target(_ detail: OrderDetail, row: Int) -> Subject? {
    let item = row - detail.steps.count
    if item < 0 { return nil }
    if item < detail.items.count { return detail.items[item].subject }
    return EventLines(detail.events).target(item - detail.items.count)
  }

  package static func draw(
    _ detail: OrderDetail, state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    page(detail, rect.size, cursor: state.cursor).draw(state, into: &surface, rect: rect)
  }

  private static func page(_ detail: OrderDetail, _ size: Size, cursor: Int) -> Page {
    let form = Form(size, lanes: detail.lanes.count)
    let items = OrderItems(items: detail.items, firstRow: detail.steps.count).panel
    let events = EventLines(detail.events)
      .panel(firstRow: detail.steps.count + detail.items.count)
    let grid = FactsGrid(facts: detail.facts, pitch: 46)
    let facts = Panel("Customer and product", height: grid.height, draw: grid.draw)
    let steps = OrderSteps(detail: detail, cursor: cursor)
    let chart = OrderChart(detail: detail, cursor: cursor, hasBoxes: form == .boxes)
    switch form {
    case .compact:
      return Page(
        isFramed: false,
        bands: [
          Band(identity(detail)), Band(steps.narrow), Band(items), Band(facts), Band(events),
        ])
    case .chart:
      return Page(
        isFramed: true,
        bands: [
          Band(identity(detail)), Band(chart.panel), Band((54, [steps.wide]), (50, [items])),
          Band((54, [events]), (50, [facts])),
        ])
    case .boxes:
      return Page(
        isFramed: true,
        bands: [
          Band(identity(detail)), Band(chart.panel),
          Band((76, [steps.wide, facts]), (84, [items, events])),
        ])
    }
  }

  /// Who ordered, how far it is, and what holds it up.
  private static func identity(_ detail: OrderDetail) -> Panel {
    let row = detail.row
    return Panel(lines: row.reason.isEmpty ? 1 : 2) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(row.id, .title, gap: 2, at: &pen)
      canvas.run(row.customer, .textStrong, gap: 3, at: &pen)
      canvas.run(row.state, gap: 3, at: &pen)
      let total = max(detail.steps.count, 1)
      if rect.width >= 100 {
        let share = Double(row.steps) / Double(total)
        canvas.bar(share, 2 * min(total, 20), row.state.tone.role, at: &pen)
      }
      let steps =
        detail.steps.isEmpty ? "no steps yet" : "\(row.steps) of \(detail.steps.count) steps"
      canvas.run(steps, gap: 3, at: &pen)
      canvas.run("ordered \(row.age.short) ago", .textDim, at: &pen)
      canvas.lines([row.reason], row.state.tone.role, in: rect.row(1))
    }
  }
}
