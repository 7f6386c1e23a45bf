import Terminal

/// An NFVI host: how full it is, what it is made of, and whose workloads would feel its loss.
///
/// The rows that the cursor moves over are the tenants, then the last events.
package enum HostView {
  package static func rows(_ detail: HostDetail) -> Int {
    detail.tenants.count + EventLines(detail.events).rows
  }

  package static func target(_ detail: HostDetail, row: Int) -> Subject? {
    if row < detail.tenants.count {
      return detail.tenants.indices.contains(row) ? detail.tenants[row].functionSubject : nil
    }
    return EventLines(detail.events).target(row - detail.tenants.count)
  }

  package static func draw(
    _ detail: HostDetail, state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    page(detail, rect.size).draw(state, into: &surface, rect: rect)
  }

  private static func page(_ detail: HostDetail, _ size: Size) -> Page {
    let isFramed = size.columns >= 100 && size.rows >= 30
    let grid = FactsGrid(facts: detail.facts)
    let facts = Panel("Machine", height: grid.height, draw: grid.draw)
    let tenants = tenants(detail)
    let shares = shares(detail)
    let hardware = hardware(detail)
    let events = EventLines(detail.events).panel(firstRow: detail.tenants.count)
    let head = identity(detail)
    let gauges = gauges(detail, isFramed ? (size.rows >= 50 ? 2 : 1) : 1, gap: isFramed ? 1 : 0)
    if !isFramed {
      return Page(
        isFramed: false,
        bands: [Band(head), Band(gauges), Band(tenants)] + hardware
          + [Band(shares), Band(facts), Band(events)])
    }
    if size.columns >= 150 {
      let pictures = hardware.flatMap { $0.columns.flatMap(\.panels) }
      return Page(
        isFramed: true,
        bands: [
          Band(head), Band((104, [gauges, tenants, events]), (72, pictures + [shares, facts])),
        ])
    }
    return Page(
      isFramed: true,
      bands: [Band(head), Band(gauges)] + hardware
        + [Band(tenants), Band((1, [facts]), (1, [shares])), Band(events)])
  }

  /// The NUMA nodes two by two, or the network cards where nodes are not known.
  private static func hardware(_ detail: HostDetail) -> [Band] {
    guard !detail.nodes.isEmpty else {
      let cards = FactsGrid(facts: detail.nics, nothing: "No network card is known.", pitch: 200)
      return [Band(Panel("Network cards", height: cards.height, draw: cards.draw))]
    }
    let panels = detail.nodes.map { HardwarePanel(node: $0).panel }
    return stride(from: 0, to: panels.count, by: 2).map { first in
      panels.indices.contains(first + 1)
        ? Band((1, [panels[first]]), (1, [panels[first + 1]])) : Band(panels[first])
    }
  }

  /// Whose workloads have how much of what may be given out.
  private static func shares(_ detail: HostDetail) -> Panel {
    let shares = detail.shares
    return Panel(
      "By tenant", badge: shares.isEmpty ? "" : "\(shares.count)", lines: max(1, shares.count)
    ) { canvas, rect in
      guard !shares.isEmpty else {
        return canvas.lines(["Nobody has anything here."], .textDim, in: rect)
      }
      for (index, share) in shares.enumerated() where index < rect.height {
        var pen = Pen(rect.row(index))
        canvas.cell(share.tenant, min(20, rect.width / 4), .textStrong, at: &pen)
        canvas.bar(share.cpu, min(16, rect.width / 4), Role.heat(share.cpu), at: &pen)
        let work = share.workloads == 1 ? "1 workload" : "\(share.workloads) workloads"
        canvas.cell("\(share.compute), \(work)", max(0, pen.end - pen.x), .textDim, at: &pen)
      }
    }
  }

  private static func identity(_ detail: HostDetail) -> Panel {
    let row = detail.row
    return Panel(lines: 1) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(row.name, .title, gap: 3, at: &pen)
      canvas.run(row.state, gap: 3, at: &pen)
      canvas.run("\(row.workloads)", .textStrong, at: &pen)
      canvas.run(row.workloads == 1 ? "workload" : "workloads", .textDim, gap: 3, at: &pen)
      canvas.run("cluster", .textDim, at: &pen)
      canvas.run(row.cluster, gap: 3, at: &pen)
      canvas.run("zone", .textDim, at: &pen)
      canvas.run(row.zone, at: &pen)
    }
  }

  /// How much of what may be given out is given out; without an answer the track says so.
  private static func gauges(_ detail: HostDetail, _ thickness: Int, gap: Int) -> Panel {
    let parts = [("vCPU", detail.row.cpu), ("memory", detail.row.memory)]
    return Panel("Given out", lines: parts.count * thickness + gap) {
      canvas, rect in
      for (index, part) in parts.enumerated() {
        let y = index * (thickness + gap)
        var pen = Pen(rect.row(y))
        canvas.cell(part.0, 6, .textDim, at: &pen)
        let width = max(0, rect.width - 13)
        for line in 0..<thickness where y + line < rect.height {
          let place = Point(x: pen.x, y: pen.y + line)
          canvas.surface.gauge(part.1 ?? 0, at: place, width: width)
        }
        guard let share = part.1 else {
          canvas.surface.write(
            " does not answer ", at: Point(x: pen.x + 2, y: pen.y), role: .stateFailed,
            width: min(17, max(0, width - 2)))
          continue
        }
        pen.x += width + 1
        canvas.cell(
          "\(Int((share * 100).rounded()))%", 5, .textStrong, align: .trailing, at: &pen)
      }
    }
  }

  // MARK: tenants

  private static func tenants(_ detail: HostDetail) -> Panel {
    let tenants = detail.tenants
    return Panel(
      "Who runs here", badge: tenants.isEmpty ? "" : "\(tenants.count)",
      lines: 1 + tenants.count
    ) { canvas, rect in
      guard !tenants.isEmpty else {
        return canvas.lines(["Nothing runs on this host."], .textDim, in: rect)
      }
      let names = min(30, max(12, (rect.width - 47) * 4 / 7))
      var pen = Pen(rect.row(0))
      canvas.cell("WORKLOAD", names, .columnHeading, at: &pen)
      canvas.cell("", 1, at: &pen)
      canvas.cell("FUNCTION", min(20, names * 3 / 4), .columnHeading, at: &pen)
      canvas.cell("", 1, at: &pen)
      canvas.cell("CUSTOMER", 12, .columnHeading, at: &pen)
      canvas.cell("STATE", 15, .columnHeading, at: &pen)
      canvas.run("COMPUTE", .columnHeading, at: &pen)
      for (index, tenant) in tenants.enumerated() {
        draw(tenant, index, names, on: &canvas, rect.row(index + 1))
      }
    }
  }

  /// The chain from what runs to who feels it.
  private static func draw(
    _ tenant: HostDetail.Tenant, _ row: Int, _ names: Int, on canvas: inout Canvas, _ line: Rect
  ) {
    guard !line.isEmpty else { return }
    canvas.mark(row, on: line)
    var pen = Pen(line)
    let arrow = canvas.glyphs.right
    canvas.cell(tenant.workload, names, .textStrong, at: &pen)
    canvas.cell(arrow, 1, .textDim, at: &pen)
    let role: Role = tenant.functionSubject == nil ? .text : .link
    canvas.cell(tenant.function, min(20, names * 3 / 4), role, at: &pen)
    canvas.cell(arrow, 1, .textDim, at: &pen)
    canvas.cell(tenant.customer, 12, .text, at: &pen)
    canvas.cell(tenant.state, 15, at: &pen)
    canvas.cell(tenant.compute, max(0, pen.end - pen.x), .textDim, at: &pen)
  }
}
