import Terminal

/// The whole screen as a picture: a function of the console's state and the world.
package enum ConsolePicture {
  package static func draw(_ state: ConsoleState, _ world: some WorldReading) -> Surface {
    var surface = Surface(size: state.size, glyphs: state.glyphs)
    if DeckLayout.isTooSmall(state.size) {
      drawTooSmall(state.size, into: &surface)
      return surface
    }
    let facts = world.header
    let layout = state.layout
    HeaderView(state: state, facts: facts, crumbs: crumbs(state, world))
      .draw(in: layout.header, into: &surface)
    if !layout.caption.isEmpty { drawCaption(facts.caption, in: layout.caption, into: &surface) }
    drawBody(state, world, layout, into: &surface)
    drawBottom(state, world, layout, into: &surface)
    OverlayPicture(state: state, world: world, layout: layout).draw(into: &surface)
    return surface
  }

  private static func drawBody(
    _ state: ConsoleState, _ world: some WorldReading, _ layout: DeckLayout,
    into surface: inout Surface
  ) {
    switch state.place {
    case .deck, .list:
      for pane in Pane.allCases {
        PaneView(pane: pane, state: state, world: world, layout: layout).draw(into: &surface)
      }
      for (pane, rect) in layout.summaries {
        SummaryStrip(state: state, world: world).draw(pane, in: rect, into: &surface)
      }
      if !layout.events.isEmpty {
        EventStrip(events: world.headlines(limit: layout.events.height))
          .draw(in: layout.events, into: &surface)
      }
    case .detail, .events, .alarms, .alarm, .policies, .faults, .heat, .performance:
      DetailHosting.draw(state.visit, in: world, into: &surface, rect: layout.body)
    }
  }

  /// The key line, unless there is something to say or to type there.
  private static func drawBottom(
    _ state: ConsoleState, _ world: some WorldReading, _ layout: DeckLayout,
    into surface: inout Surface
  ) {
    let line = layout.keyLine
    if case .filter(let entry) = state.overlay {
      FilterLine(entry: entry, state: state, world: world).draw(in: line, into: &surface)
    } else if let notice = state.notice {
      surface.fill(line, style: Style(.keyLabel, on: .keyline))
      let glyph = notice.tone.glyph(in: state.glyphs)
      surface.write(
        "\(glyph) \(notice.text)", at: Point(x: line.x + 1, y: line.y), role: notice.tone.role,
        width: max(0, line.width - 2))
    } else {
      KeyLine(state, world, width: line.width).draw(in: line, into: &surface)
    }
  }

  private static func drawCaption(_ text: String, in line: Rect, into surface: inout Surface) {
    let glyph = surface.glyphs.right
    let phrase = Phrase((" \(glyph) ", .title), (text, .textStrong))
    phrase.draw(at: line.origin, clip: line, into: &surface)
  }

  private static func crumbs(_ state: ConsoleState, _ world: some WorldReading) -> [String] {
    state.visits.dropFirst().map { visit in
      switch visit.place {
      case .deck: "deck"
      case .list(let pane): pane.title
      case .detail(let subject): ListRow(subject, in: world)?.name ?? "gone"
      case .events: "Events"
      case .alarms: "Alarms"
      case .alarm(let serial): "alarm-\(serial)"
      case .policies: "Policies"
      case .faults: "Faults"
      case .heat: "Host map"
      case .performance: "Performance"
      }
    }
  }

  private static func drawTooSmall(_ size: Size, into surface: inout Surface) {
    let smallest = DeckLayout.smallest
    let lines = [
      "needs \(smallest.columns)\(surface.glyphs.multiply)\(smallest.rows)",
      "has \(size.columns)\(surface.glyphs.multiply)\(size.rows)",
    ]
    for (index, line) in lines.enumerated() {
      surface.write(
        line, at: Point(x: 0, y: max(0, size.rows / 2 - 1) + index),
        role: index == 0 ? .textStrong : .textDim, width: size.columns, align: .centre)
    }
  }
}
