import Terminal

/// One pane of rows in its frame.
struct PaneView<World: WorldReading> {
  let pane: Pane
  let state: ConsoleState
  let world: World
  let layout: DeckLayout

  private var list: ListState { state[pane] }
  private var isFocused: Bool { state.listed == pane }
  private var glyphs: GlyphSet { state.glyphs }

  func draw(into surface: inout Surface) {
    let frame = layout.frame(pane)
    guard frame.width > 4, frame.height > 2 else { return }
    drawFrame(frame, into: &surface)
    let heading = layout.heading(pane)
    let plan = ColumnPlan.of(pane, width: heading.width)
    drawHeading(plan, in: heading, into: &surface)
    let rows = layout.rows(pane)
    let count = list.count(pane, in: world)
    if count == 0 { drawEmpty(in: rows, into: &surface) }
    let selected = list.selected(pane, in: world)
    for line in 0..<rows.height {
      guard let serial = list.serial(at: list.scroll + line, of: pane, in: world) else { break }
      drawRow(serial, isSelected: serial == selected, plan, in: rows.row(line), into: &surface)
    }
    drawThumb(count: count, rows: rows, into: &surface)
  }

  // MARK: frame

  /// The panes of the deck are known by the numbers that lead to them.
  private var title: String { pane.isOnDeck ? "\(pane.rawValue + 1) \(pane.title)" : pane.title }

  private func drawFrame(_ frame: Rect, into surface: inout Surface) {
    let border: Role = isFocused ? .paneBorderFocused : .paneBorder
    surface.box(
      frame, border: Style(border), title: title,
      titleRole: isFocused ? .paneTitleFocused : .paneTitle)
    let badge = badge
    let start = frame.maxX - badge.width - 3
    let used = measure(title) + 4
    guard start > frame.x + used else { return }
    let phrase = Phrase((" ", border)) + badge + Phrase((" ", border))
    phrase.draw(at: Point(x: start, y: frame.y), clip: frame, into: &surface)
    let room = start - frame.x - used - 1
    guard let filter = list.filter, room >= 6 else { return }
    surface.write(
      " /\(filter.text) ", at: Point(x: frame.x + used - 1, y: frame.y), role: .match,
      width: min(room, measure(filter.text) + 3))
  }

  /// What is wrong but scrolled out, and how many rows there are.
  private var badge: Phrase {
    var phrase = Phrase()
    let total = world.count(pane)
    if list.shown == nil {
      let above = min(list.scroll, world.count(pane, .wrong))
      if above > 0 {
        phrase += Phrase(
          ("\(glyphs.up) \(glyphs.failed) \(above) above", .stateFailed), ("  ", .text))
      } else {
        phrase += UrgencyCounts(pane: pane, glyphs: glyphs).phrase(in: world)
      }
    }
    let count = list.count(pane, in: world)
    return phrase
      + Phrase((list.filter == nil ? "\(total)" : "\(count) of \(total)", .paneCount))
  }

  private func drawThumb(count: Int, rows: Rect, into surface: inout Surface) {
    guard count > rows.height, rows.height > 2 else { return }
    let size = max(1, rows.height * rows.height / count)
    let room = rows.height - size
    let start = room * list.scroll / max(1, count - rows.height)
    let solid = glyphs == .unicode ? "┃" : "#"
    for line in start..<min(start + size, rows.height) {
      surface.write(
        solid, at: Point(x: rows.maxX, y: rows.y + line),
        role: isFocused ? .paneBorderFocused : .paneTitle)
    }
  }

  // MARK: rows

  private func drawHeading(_ plan: ColumnPlan, in line: Rect, into surface: inout Surface) {
    for place in plan.places {
      var text = place.column.heading
      let isSorted = list.sort?.column == text
      if isSorted { text += list.sort?.isDescending == true ? glyphs.down : glyphs.up }
      // Bars begin at the left although their numbers end at the right.
      surface.write(
        text, at: Point(x: line.x + ColumnPlan.indent + place.x, y: line.y),
        role: isSorted ? .paneTitleFocused : .columnHeading, width: max(place.width, measure(text)),
        align: place.column.alignment, clip: line)
    }
  }

  private func drawRow(
    _ serial: Int, isSelected: Bool, _ plan: ColumnPlan, in line: Rect,
    into surface: inout Surface
  ) {
    let subject = Subject(pane, serial)
    guard let row = ListRow(subject, in: world) else { return }
    if isSelected, isFocused || list.cursor != nil {
      surface.paint(isFocused ? .rowSelected : .rowSelectedUnfocused, in: line)
      if isFocused { surface.write(glyphs.cursorBar, at: line.origin, role: .paneBorderFocused) }
    }
    if state.related.contains(subject) {
      if !isSelected || !isFocused { surface.paint(.rowRelated, in: line) }
      let bar = glyphs == .unicode ? "▎" : "|"
      if !isSelected || !isFocused { surface.write(bar, at: line.origin, role: .paneBorderFocused) }
    }
    for place in plan.places {
      place.column.content(row).draw(
        at: Point(x: line.x + ColumnPlan.indent + place.x, y: line.y), width: place.width,
        alignment: place.column.alignment, into: &surface)
    }
  }

  /// Says what to do where there is nothing to see.
  private func drawEmpty(in rows: Rect, into surface: inout Surface) {
    let lines = emptySentences
    let top = rows.y + max(0, (rows.height - lines.count) / 2)
    for (index, line) in lines.enumerated() where top + index < rows.maxY {
      surface.write(
        line, at: Point(x: rows.x, y: top + index), role: index == 0 ? .text : .textDim,
        width: rows.width, align: .centre)
    }
  }

  private var emptySentences: [String] {
    func key(_ id: ActionID) -> String { state.keys.keys(of: id).first?.name ?? ":\(id.rawValue)" }
    if let filter = list.filter {
      return ["Nothing matches \(filter.text).", "\(key(.back)) takes the filter away."]
    }
    return switch pane {
    case .orders: ["No orders yet.", "\(key(.newOrder)) submits the example order."]
    case .services: ["No network services yet.", "An order brings them when it reaches the NFVO."]
    case .functions: ["No VNFs or CNFs yet.", "A network service is made of them."]
    case .hosts: ["No hosts are known.", "They appear when a cluster reports its infrastructure."]
    case .operations:
      [
        "No operation has been asked for yet.",
        "Whatever changes a network service or a VNF is one.",
      ]
    case .packages: ["The catalogue is empty.", "\(key(.onboard)) onboards a package."]
    case .findings:
      [
        "All that runs is as it was ordered and onboarded.",
        "Image, configuration and size are held against it.",
      ]
    case .vims: ["No VIMs are known.", "They come with the inventory of the infrastructure."]
    }
  }
}

/// How many rows of a pane need a person, how many are busy.
struct UrgencyCounts {
  let pane: Pane
  let glyphs: GlyphSet

  func phrase(in world: some WorldReading) -> Phrase {
    var phrase = Phrase()
    let wrong = world.count(pane, .wrong)
    let busy = world.count(pane, .busy)
    if wrong > 0 { phrase += Phrase(("\(glyphs.failed) \(wrong)", .stateFailed), ("  ", .text)) }
    if busy > 0 { phrase += Phrase(("\(glyphs.working) \(busy)", .stateBusy), ("  ", .text)) }
    return phrase
  }
}
