import Terminal

/// A network service: what the customer has of it, what it is made of, what was done to it and why it
/// is where it is.
///
/// The rows that the cursor moves over are the functions, the network services in it, the operations,
/// the last events.
package enum ServiceView {
  package static func rows(_ detail: ServiceDetail) -> Int {
    operationsBegin(detail) + detail.operations.count + EventLines(detail.events).rows
  }

  package static func target(_ detail: ServiceDetail, row: Int) -> Subject? {
    if row < detail.functions.count {
      return detail.functionSubjects.indices.contains(row) ? detail.functionSubjects[row] : nil
    }
    if row < operationsBegin(detail) {
      return detail.nested[row - detail.functions.count].subject
    }
    let operation = row - operationsBegin(detail)
    if detail.operations.indices.contains(operation) {
      return detail.operations[operation].subject
    }
    return EventLines(detail.events).target(operation - detail.operations.count)
  }

  private static func operationsBegin(_ detail: ServiceDetail) -> Int {
    detail.functions.count + detail.nested.count
  }

  package static func draw(
    _ detail: ServiceDetail, state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    page(detail, rect.size, cursor: state.cursor).draw(state, into: &surface, rect: rect)
  }

  private static func page(_ detail: ServiceDetail, _ size: Size, cursor: Int) -> Page {
    let isFramed = size.columns >= 100 && size.rows >= 30
    let topology = Topology(
      functions: detail.functions, links: detail.links, cursor: cursor,
      spacing: size.rows >= 50 ? 2 : 1)
    let hasTopology = isFramed && topology.fits(size.columns - 5)
    let functions = FunctionLines(
      functions: detail.functions, links: detail.links, firstRow: 0
    ).panel
    let operations = OperationLines(
      operations: detail.operations, firstRow: operationsBegin(detail)
    ).panel
    let events = EventLines(detail.events)
      .panel(firstRow: operationsBegin(detail) + detail.operations.count)
    let nested =
      detail.nested.isEmpty
      ? []
      : [Band(NestedLines(nested: detail.nested, firstRow: detail.functions.count).panel)]
    let grid = FactsGrid(facts: detail.facts)
    let facts = Panel("Facts", height: grid.height, draw: grid.draw)
    let placement = placement(detail)
    let policies = policies(detail)
    // The boxes of the topology are the list of functions, where there is room for them.
    let parts = hasTopology ? topology.panel : functions
    guard isFramed else {
      return Page(
        isFramed: false,
        bands: [Band(identity(detail)), Band(functions)] + nested + [
          Band(operations), Band(policies), Band(placement), Band(facts), Band(events),
        ])
    }
    var bands = [Band(identity(detail)), Band(parts)] + nested
    if size.columns >= 150 {
      bands.append(Band((96, [operations, events]), (72, [facts, policies, placement])))
    } else {
      bands += [
        Band(operations), Band((1, [policies]), (1, [placement])),
        Band((56, [events]), (48, [facts])),
      ]
    }
    return Page(isFramed: true, bands: bands)
  }

  /// What the customer feels beside what carries it: two states, side by side and never one.
  private static func identity(_ detail: ServiceDetail) -> Panel {
    let row = detail.row
    return Panel(height: { $0 >= 96 ? 1 : 2 }) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(row.name, .title, gap: 2, at: &pen)
      canvas.run("\(row.id) of", .textDim, at: &pen)
      canvas.run(row.customer, .textStrong, gap: 4, at: &pen)
      if rect.width < 96 { pen = Pen(rect.row(1)) }
      canvas.run("service", .textDim, at: &pen)
      canvas.run(row.service, gap: 3, at: &pen)
      canvas.run("network service", .textDim, at: &pen)
      canvas.run(row.state, at: &pen)
      if let progress = row.progress {
        canvas.bar(progress, 10, row.state.tone.role, at: &pen)
      }
      pen.x += 2
      canvas.run("on", .textDim, at: &pen)
      canvas.run(row.cluster, at: &pen)
    }
  }

  private static func policies(_ detail: ServiceDetail) -> Panel {
    let grid = FactsGrid(
      facts: detail.policies, nothing: "No policy scales or heals it by itself.",
      pitch: 60)
    return Panel("Scaling and policies", height: grid.height, draw: grid.draw)
  }

  /// The sentences in which NFVO said why the functions are where they are.
  private static func placement(_ detail: ServiceDetail) -> Panel {
    func lines(_ width: Int) -> [(isFirst: Bool, text: String)] {
      let sentences =
        detail.placement.isEmpty
        ? ["NFVO has not decided yet where its functions run."] : detail.placement
      return sentences.flatMap { sentence in
        wrapped(sentence, to: width - 2).enumerated().map { ($0.offset == 0, $0.element) }
      }
    }
    return Panel("Why it runs where it runs", height: { max(1, lines($0).count) }) { canvas, rect in
      let role: Role = detail.placement.isEmpty ? .textDim : .text
      for (index, line) in lines(rect.width).enumerated() where index < rect.height {
        let place = rect.row(index)
        if line.isFirst, !detail.placement.isEmpty {
          canvas.surface.write(canvas.glyphs.right, at: place.origin, role: .laneNFVO)
        }
        canvas.lines([line.text], role, in: place.cut(left: detail.placement.isEmpty ? 0 : 2).rest)
      }
    }
  }
}
