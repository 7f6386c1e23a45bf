import Terminal

/// What the mouse does: everything that can be seen can be clicked, nothing destroys by a click
/// that a key would not.
extension ConsoleState {
  mutating func point(_ event: MouseEvent, world: some WorldReading) -> [Command] {
    guard !DeckLayout.isTooSmall(size) else { return [] }
    switch event.action {
    case .press(.left):
      notice = nil
      return overlay == nil
        ? click(event.at, world: world) : clickInOverlay(event.at, world: world)
    case .wheelUp: return wheel(-3, at: event.at, world: world)
    case .wheelDown: return wheel(3, at: event.at, world: world)
    case .press, .drag, .release: return []
    }
  }

  private mutating func click(_ point: Point, world: some WorldReading) -> [Command] {
    let layout = self.layout
    if layout.keyLine.contains(point) {
      let line = KeyLine(self, world, width: layout.keyLine.width)
      guard let hit = line.segments.first(where: { $0.columns.contains(point.x) }) else {
        return []
      }
      return run(hit.action, world: world)
    }
    if let pane = Pane.allCases.first(where: { layout.frame($0).contains(point) }) {
      clickPane(pane, point, layout, world: world)
    } else if let summary = layout.summaries.first(where: { $0.rect.contains(point) }) {
      focus(on: summary.pane, in: world)
    } else if layout.events.contains(point) {
      let events = world.headlines(limit: layout.events.height)
      let index = events.count - 1 - (point.y - layout.events.y)
      if events.indices.contains(index), let target = events[index].target {
        open(.detail(target))
      }
    } else if listed == nil, layout.body.contains(point) {
      clickRow(point, layout, world: world)
    }
    return []
  }

  private mutating func clickPane(
    _ pane: Pane, _ point: Point, _ layout: DeckLayout, world: some WorldReading
  ) {
    let rows = layout.rows(pane)
    if rows.contains(point) {
      let row = self[pane].scroll + point.y - rows.y
      guard let serial = self[pane].serial(at: row, of: pane, in: world) else { return }
      let isSecond = listed == pane && self[pane].cursor == serial
      focus = pane
      self[pane].select(serial, of: pane, in: world, height: rows.height)
      if isSecond {
        settle(in: world)
        if let target { open(target) }
      }
      return
    }
    let heading = layout.heading(pane)
    if heading.contains(point) {
      let plan = ColumnPlan.of(pane, width: heading.width)
      guard let column = plan.column(at: point.x - heading.x - 2) else { return }
      let isDescending =
        self[pane].sort?.column == column.heading
        ? self[pane].sort?.isDescending == false : column.prefersDescending
      self[pane].setSort(
        SortChoice(column: column.heading, isDescending: isDescending), pane: pane, world: world)
    }
    if listed != pane { focus(on: pane, in: world) }
  }

  /// The first click on a row of a view selects it, the second opens what it leads to.
  private mutating func clickRow(_ point: Point, _ layout: DeckLayout, world: some WorldReading) {
    var picture = Surface(size: size, glyphs: glyphs)
    DetailHosting.draw(visit, in: world, into: &picture, rect: layout.body)
    guard let hit = picture.targets.last(where: { $0.rect.contains(point) }) else { return }
    let row = DetailHosting.row(visit, in: world)
    guard hit.row == row else {
      visit = DetailHosting.moved(visit, by: hit.row - row, in: world)
      return
    }
    if let target { open(target) }
  }

  private mutating func wheel(
    _ rows: Int, at point: Point, world: some WorldReading
  ) -> [Command] {
    switch overlay {
    case .help(let scroll):
      overlay = .help(scroll: scroll + rows)
      clampHelp()
    case nil:
      let layout = self.layout
      if let pane = Pane.allCases.first(where: { layout.frame($0).contains(point) }) {
        self[pane].scroll(by: rows, of: pane, in: world, height: layout.rows(pane).height)
      } else if listed == nil {
        visit = DetailHosting.moved(visit, by: rows, in: world)
      }
    default: break
    }
    return []
  }

  // MARK: overlays

  private mutating func clickInOverlay(_ point: Point, world: some WorldReading) -> [Command] {
    let layout = self.layout
    switch overlay {
    case .plan(let dialog): return clickInPlan(dialog, point, layout)
    case .palette(let palette): return clickInPalette(palette, point, layout, world: world)
    case .leave(let dialog): return clickInLeave(dialog, point, layout)
    case .help: overlay = nil
    case .themes(let list): clickInThemes(list, point, layout)
    case .filter, nil: break
    }
    return []
  }

  private mutating func clickInPlan(
    _ open: PlanDialog, _ point: Point, _ layout: DeckLayout
  ) -> [Command] {
    guard open.isShown else { return [] }
    var dialog = open
    let picture = PlanPicture(dialog, on: layout.bounds, glyphs: glyphs)
    if picture.cancelButton.contains(point) {
      overlay = nil
    } else if picture.runButton.contains(point) {
      // The first click gives the focus and only the second presses, as with keys.
      guard dialog.focus == .run else {
        dialog.focus = .run
        overlay = .plan(dialog)
        return []
      }
      let answer = dialog.pressButton()
      overlay = .plan(dialog)
      if case .run(let act) = answer {
        overlay = nil
        return [.act(act)]
      }
    }
    return []
  }

  private mutating func clickInPalette(
    _ palette: Palette, _ point: Point, _ layout: DeckLayout, world: some WorldReading
  ) -> [Command] {
    let entries = palette.matches(self, world)
    let frame = OverlayFrames.paletteFrame(layout, entries: entries.count)
    overlay = nil
    guard frame.contains(point) else { return [] }
    let list = frame.inset(columns: 1, rows: 1).cut(top: 2).rest
    let top = OverlayFrames.paletteTop(cursor: palette.cursor, rows: list.height)
    let index = top + point.y - list.y
    guard list.contains(point), entries.indices.contains(index) else {
      overlay = .palette(palette)
      return []
    }
    return run(entries[index].action, world: world)
  }

  private mutating func clickInThemes(_ open: ThemeList, _ point: Point, _ layout: DeckLayout) {
    var list = open
    let frame = OverlayFrames.themeFrame(layout, themes: themes.count).inset()
    let index = max(0, list.cursor - frame.height + 1) + point.y - frame.y
    guard frame.contains(point), themes.indices.contains(index) else { return }
    list.cursor = index
    theme = themes[index].name
    overlay = .themes(list)
  }

  private mutating func clickInLeave(
    _ dialog: LeaveDialog, _ point: Point, _ layout: DeckLayout
  ) -> [Command] {
    guard dialog.isShown else { return [] }
    let picture = LeavePicture(dialog, on: layout.bounds, glyphs: glyphs)
    if picture.stayButton.contains(point) { overlay = nil }
    if picture.leaveButton.contains(point) {
      overlay = nil
      return [.quit]
    }
    return []
  }
}
