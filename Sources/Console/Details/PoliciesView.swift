import Terminal

/// The policies of all network services, paused ones first, then those that see something; and of
/// the one under the cursor what it sees against its thresholds, and its last decisions.
package enum PoliciesView {
  package static func choice(_ policies: [PolicyRow], row: Int) -> Choice? {
    guard policies.indices.contains(row) else { return nil }
    let policy = policies[row]
    return .policy(ns: policy.service.serial, name: policy.policy, vnf: policy.what)
  }

  package static func draw(
    _ policies: [PolicyRow], state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    let split = MasterDetail(rect)
    list(policies, isFramed: split.isFramed).draw(state, into: &surface, rect: split.master)
    guard let detail = split.detail, policies.indices.contains(state.cursor) else { return }
    page(policies[state.cursor], isWide: rect.width >= 150)
      .draw(DetailState(cursor: -1), into: &surface, rect: detail)
  }

  private static func list(_ policies: [PolicyRow], isFramed: Bool) -> Page {
    let panel = Panel(
      "Policies", badge: policies.isEmpty ? "" : "\(policies.count)",
      lines: 1 + max(1, policies.count)
    ) { canvas, rect in
      guard !policies.isEmpty else {
        return canvas.lines(
          ["No network service in service has a policy."], .textDim, in: rect)
      }
      let columns = PolicyColumns(width: rect.width)
      columns.heading(on: &canvas, rect.row(0))
      for (index, policy) in policies.enumerated() where index + 1 < rect.height {
        columns.draw(policy, index, on: &canvas, rect.row(index + 1))
      }
    }
    return Page(isFramed: isFramed, bands: [Band(panel)])
  }

  private static func page(_ policy: PolicyRow, isWide: Bool) -> Page {
    let head = Panel(lines: 1) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(policy.policy, .title, gap: 2, at: &pen)
      canvas.run("of", .textDim, at: &pen)
      canvas.run(policy.serviceName, gap: 2, at: &pen)
      canvas.run(policy.state, at: &pen)
    }
    let now = Panel("What it makes of it") { width in
      wrapped(verdict(policy), to: max(1, width)).count
    } draw: { canvas, rect in
      canvas.lines(wrapped(verdict(policy), to: max(1, rect.width)), .text, in: rect)
    }
    let chart = LoadChart(
      values: policy.samples, out: policy.thresholdOut, in: policy.thresholdIn,
      lines: isWide ? 12 : 6, grows: !isWide)
    let grid = FactsGrid(facts: policy.facts, pitch: 60)
    let facts = Panel("Facts", height: grid.height, draw: grid.draw)
    let decisions = decisions(policy)
    let load = policy.thresholdOut == nil ? [] : [chart.panel]
    if isWide {
      return Page(
        isFramed: true, bands: [Band(head), Band((1, [now] + load + [facts, decisions]))])
    }
    return Page(
      isFramed: true,
      bands: [Band(head), Band((1, [now] + (load.isEmpty ? [facts] : load)), (1, [decisions]))])
  }

  private static func verdict(_ policy: PolicyRow) -> String {
    policy.hold.map { "\($0.capitalizedFirst). At present: \(policy.verdict)." }
      ?? "\(policy.verdict)."
  }

  private static func decisions(_ policy: PolicyRow) -> Panel {
    let decisions = policy.decisions
    return Panel(
      "Last decisions", badge: decisions.isEmpty ? "" : "newest first",
      lines: max(1, decisions.count), grows: true
    ) { canvas, rect in
      guard !decisions.isEmpty else {
        return canvas.lines(["It has decided nothing yet."], .textDim, in: rect)
      }
      for (index, decision) in decisions.enumerated() where index < rect.height {
        var pen = Pen(rect.row(index))
        canvas.cell(decision.clock, 8, .time, at: &pen)
        let mark =
          decision.tone == .waiting
          ? canvas.glyphs.separator : decision.tone.glyph(in: canvas.glyphs)
        canvas.cell(mark, 1, decision.tone.role, at: &pen)
        canvas.cell(decision.text, max(0, pen.end - pen.x), .text, at: &pen)
      }
    }
  }
}

/// The columns of the list of policies at a width.
struct PolicyColumns {
  private let names: Int
  private let policies: Int
  private let line: Int
  private let hasLevel: Bool

  init(width: Int) {
    names = min(28, max(14, width / 5))
    policies = min(24, max(11, width / 7))
    line = width >= 150 ? 24 : width >= 100 ? 16 : 0
    hasLevel = width >= 90
  }

  func heading(on canvas: inout Canvas, _ row: Rect) {
    var pen = Pen(row)
    canvas.cell("STATE", 9, .columnHeading, at: &pen)
    canvas.cell("NS", names, .columnHeading, at: &pen)
    canvas.cell("POLICY", policies, .columnHeading, at: &pen)
    canvas.cell("NOW", 4, .columnHeading, align: .trailing, at: &pen)
    if line > 0 { canvas.cell("", line, .columnHeading, at: &pen) }
    if hasLevel { canvas.cell("LEVEL", 8, .columnHeading, at: &pen) }
    canvas.run("WHAT IT MAKES OF IT", .columnHeading, at: &pen)
  }

  func draw(_ policy: PolicyRow, _ index: Int, on canvas: inout Canvas, _ row: Rect) {
    guard !row.isEmpty else { return }
    canvas.mark(index, on: row)
    var pen = Pen(row)
    canvas.cell(policy.state, 9, at: &pen)
    canvas.cell(policy.serviceName, names, .textStrong, at: &pen)
    canvas.cell(policy.policy, policies, .text, at: &pen)
    canvas.cell(
      policy.percent.map { "\($0)%" } ?? canvas.glyphs.dash, 4,
      policy.percent.map { Role.heat(Double($0) / 100) } ?? .textDim, align: .trailing, at: &pen)
    if line > 0 {
      let room = max(0, min(line, pen.end - pen.x))
      if !policy.samples.isEmpty {
        canvas.surface.sparkline(
          policy.samples, top: 100, at: Point(x: pen.x, y: pen.y), width: room)
      }
      pen.x += line + 1
    }
    if hasLevel { canvas.cell(policy.level, 8, .textDim, at: &pen) }
    canvas.cell(policy.verdict, max(0, pen.end - pen.x), .textDim, at: &pen)
  }
}
