import Deciding
import ResourceInterfaces
import Terminal

/// PM jobs, each with a line of what it measured, and thresholds with who is over them; beside or below
/// it what the one under the cursor found.
package enum PerformanceView {
  package static func choices(_ jobs: [PMJobRow], _ thresholds: [ThresholdRow]) -> [Choice] {
    jobs.map { .job($0.serial) } + thresholds.map { .threshold($0.serial) }
  }

  package static func draw(
    _ jobs: [PMJobRow], _ thresholds: [ThresholdRow], state: DetailState,
    into surface: inout Surface, rect: Rect
  ) {
    let split = MasterDetail(rect)
    // On small screens as well, what was measured is what one came for.
    let (low, high) = rect.cut(bottom: min(9, rect.height / 2))
    list(jobs, thresholds, isFramed: split.isFramed)
      .draw(state, into: &surface, rect: split.detail == nil ? high : split.master)
    let about: Page? =
      if jobs.indices.contains(state.cursor) {
        page(jobs[state.cursor], isFramed: split.isFramed)
      } else if thresholds.indices.contains(state.cursor - jobs.count) {
        page(thresholds[state.cursor - jobs.count], isFramed: split.isFramed)
      } else {
        nil
      }
    about?.draw(DetailState(cursor: -1), into: &surface, rect: split.detail ?? low)
  }

  // MARK: lists

  private static func list(
    _ jobs: [PMJobRow], _ thresholds: [ThresholdRow], isFramed: Bool
  ) -> Page {
    Page(
      isFramed: isFramed,
      bands: [Band(panel(jobs)), Band(panel(thresholds, firstRow: jobs.count))])
  }

  private static func panel(_ jobs: [PMJobRow]) -> Panel {
    Panel("PM jobs", badge: jobs.isEmpty ? "" : "\(jobs.count)", lines: 1 + max(1, jobs.count)) {
      canvas, rect in
      guard !jobs.isEmpty else {
        return canvas.lines(["Nothing is measured on purpose. N makes a job."], .textDim, in: rect)
      }
      let columns = JobColumns(width: rect.width)
      columns.heading(on: &canvas, rect.row(0))
      for (index, job) in jobs.enumerated() where index + 1 < rect.height {
        columns.draw(job, index, on: &canvas, rect.row(index + 1))
      }
    }
  }

  private static func panel(_ thresholds: [ThresholdRow], firstRow: Int) -> Panel {
    Panel(
      "Thresholds", badge: thresholds.isEmpty ? "" : "\(thresholds.count)",
      lines: 1 + max(1, thresholds.count)
    ) { canvas, rect in
      guard !thresholds.isEmpty else {
        return canvas.lines(["No threshold is set. t sets one."], .textDim, in: rect)
      }
      let names = min(34, max(20, rect.width / 4))
      var pen = Pen(rect.row(0))
      canvas.cell("STATE", 10, .columnHeading, at: &pen)
      canvas.cell("NS", names, .columnHeading, at: &pen)
      canvas.cell("METRIC", 22, .columnHeading, at: &pen)
      canvas.cell("VALUE", 12, .columnHeading, at: &pen)
      canvas.run("CROSSINGS", .columnHeading, at: &pen)
      for (index, threshold) in thresholds.enumerated() where index + 1 < rect.height {
        let line = rect.row(index + 1)
        canvas.mark(firstRow + index, on: line)
        var pen = Pen(line)
        canvas.cell(threshold.state, 10, at: &pen)
        canvas.cell(threshold.serviceName, names, .textStrong, at: &pen)
        canvas.cell(threshold.metric.rawValue, 22, .text, at: &pen)
        canvas.cell(threshold.value, 12, .text, at: &pen)
        let last = threshold.lastCrossing.map { ", last \($0.short) ago" } ?? ""
        canvas.cell(
          "\(threshold.crossings)\(last)", max(0, pen.end - pen.x), .textDim, at: &pen)
      }
    }
  }

  // MARK: a job

  private static func page(_ job: PMJobRow, isFramed: Bool) -> Page {
    let grid = FactsGrid(facts: job.facts, pitch: 1_000)
    let head = Band(head(job.id, job.state, job.services))
    guard isFramed else { return Page(isFramed: false, bands: [head, Band(series(job))]) }
    return Page(
      isFramed: true,
      bands: [
        head, Band(series(job)),
        Band(
          (3, [Panel("The job", height: grid.height, draw: grid.draw)]), (2, [reports(job)])),
      ])
  }

  private static func head(_ id: String, _ state: StateWord, _ about: String) -> Panel {
    Panel(lines: 1) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(id, .title, gap: 2, at: &pen)
      canvas.run(state, gap: 2, at: &pen)
      canvas.run(about, .textDim, at: &pen)
    }
  }

  /// A line of the newest values for each metric of each function.
  private static func series(_ job: PMJobRow) -> Panel {
    let series = job.series
    return Panel(
      "What it measured", badge: series.isEmpty ? "" : "\(series.count)",
      lines: max(1, series.count)
    ) { canvas, rect in
      guard !series.isEmpty else {
        return canvas.lines(
          ["Nothing yet: the first value comes when a period is over."], .textDim, in: rect)
      }
      let names = min(30, max(16, rect.width / 4))
      for (index, one) in series.enumerated() where index < rect.height {
        var pen = Pen(rect.row(index))
        canvas.cell(
          shortened(one.function, to: names, ellipsis: canvas.glyphs.ellipsis), names,
          .textStrong, at: &pen)
        canvas.cell(one.metric.rawValue, 21, .textDim, at: &pen)
        canvas.cell(
          one.values.last.map(one.metric.words) ?? "", 10, .text, align: .trailing, at: &pen)
        canvas.surface.sparkline(
          one.values, top: one.metric.top(one.values), at: Point(x: pen.x, y: pen.y),
          width: max(0, pen.end - pen.x), role: one.metric.unit == "%" ? nil : .stateBusy)
      }
    }
  }

  private static func reports(_ job: PMJobRow) -> Panel {
    let reports = job.reports
    return Panel(
      "Reports", badge: reports.isEmpty ? "" : "newest first", lines: max(1, reports.count),
      grows: true
    ) { canvas, rect in
      guard !reports.isEmpty else {
        return canvas.lines(["No report yet."], .textDim, in: rect)
      }
      for (index, report) in reports.enumerated() where index < rect.height {
        var pen = Pen(rect.row(index))
        canvas.cell(report.clock, 8, .time, at: &pen)
        canvas.run("\(report.values) values of \(report.series) series", .text, at: &pen)
      }
    }
  }

  // MARK: a threshold

  private static func page(_ threshold: ThresholdRow, isFramed: Bool) -> Page {
    let grid = FactsGrid(facts: threshold.facts, pitch: 1_000)
    let over = threshold.over
    let panel = Panel(
      "Over it", badge: over.isEmpty ? "" : "\(over.count)", lines: max(1, over.count)
    ) {
      canvas, rect in
      guard !over.isEmpty else {
        return canvas.lines(["Nobody is."], .stateGood, in: rect)
      }
      canvas.lines(over.map(\.function), .stateDegraded, in: rect)
    }
    let crossings = EventLines(threshold.events).panel(firstRow: 0)
    let about = "\(threshold.metric.rawValue) of \(threshold.serviceName)"
    let head = Band(head(threshold.id, threshold.state, about))
    guard isFramed else {
      return Page(isFramed: false, bands: [head, Band(panel), Band(crossings)])
    }
    return Page(
      isFramed: true,
      bands: [
        head,
        Band((1, [Panel("The threshold", height: grid.height, draw: grid.draw)]), (1, [panel])),
        Band(crossings),
      ])
  }
}

/// The columns of the list of PM jobs, at a width.
private struct JobColumns {
  private let names: Int
  private let metrics: Int
  private let hasPeriods: Bool

  init(width: Int) {
    names = min(30, max(18, width / 4))
    metrics = width >= 100 ? min(30, width / 5) : 16
    hasPeriods = width >= 90
  }

  func heading(on canvas: inout Canvas, _ line: Rect) {
    var pen = Pen(line)
    canvas.cell("STATE", 10, .columnHeading, at: &pen)
    canvas.cell("NS", names, .columnHeading, at: &pen)
    canvas.cell("METRICS", metrics, .columnHeading, at: &pen)
    if hasPeriods { canvas.cell("EVERY", 10, .columnHeading, at: &pen) }
    canvas.cell("NOW", 8, .columnHeading, align: .trailing, at: &pen)
    canvas.run("MEAN OF ITS FUNCTIONS", .columnHeading, at: &pen)
  }

  func draw(_ job: PMJobRow, _ index: Int, on canvas: inout Canvas, _ line: Rect) {
    guard !line.isEmpty else { return }
    canvas.mark(index, on: line)
    var pen = Pen(line)
    canvas.cell(job.state, 10, at: &pen)
    canvas.cell(
      shortened(job.services, to: names, ellipsis: canvas.glyphs.ellipsis), names, .textStrong,
      at: &pen)
    let first = job.metrics.first?.rawValue ?? ""
    let more = job.metrics.count > 1 ? " +\(job.metrics.count - 1)" : ""
    canvas.cell(first + more, metrics, .text, at: &pen)
    if hasPeriods {
      canvas.cell(
        "\(Span.seconds(Double(job.collectionPeriod)).short)/\(Span.seconds(Double(job.reportingPeriod)).short)",
        10, .textDim, at: &pen)
    }
    guard let (metric, values) = job.line else {
      return canvas.cell("nothing yet", 12, .textDim, at: &pen)
    }
    canvas.cell(
      values.last.map(metric.words) ?? "", 8, .text, align: .trailing, at: &pen)
    canvas.surface.sparkline(
      values, top: metric.top(values), at: Point(x: pen.x, y: pen.y),
      width: max(0, min(60, pen.end - pen.x)), role: metric.unit == "%" ? nil : .stateBusy)
  }
}
