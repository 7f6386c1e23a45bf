import Terminal

/// The keys of what lies over the place.
extension ConsoleState {
  mutating func pressInOverlay(_ key: Key, world: some WorldReading) -> [Command] {
    switch overlay {
    case .help(let scroll): return pressInHelp(key, scroll: scroll)
    case .palette(let palette): return pressInPalette(key, palette, world: world)
    case .filter(let entry): return pressInFilter(key, entry, world: world)
    case .themes(let list): return pressInThemes(key, list)
    case .plan(let dialog): return pressInPlan(key, dialog, world: world)
    case .leave(let dialog): return pressInLeave(key, dialog)
    case nil: return []
    }
  }

  private mutating func pressInHelp(_ key: Key, scroll: Int) -> [Command] {
    let page = max(1, size.rows - 6)
    switch key.code {
    case .escape, .enter, .character("q"), .character("?"): overlay = nil
    case .down: overlay = .help(scroll: scroll + 1)
    case .up: overlay = .help(scroll: max(0, scroll - 1))
    case .pageDown, .space: overlay = .help(scroll: scroll + page)
    case .pageUp: overlay = .help(scroll: max(0, scroll - page))
    case .home, .character("g"): overlay = .help(scroll: 0)
    default: break
    }
    clampHelp()
    return []
  }

  /// The end of the help stays at the bottom of its window.
  mutating func clampHelp() {
    guard case .help(let scroll) = overlay else { return }
    overlay = .help(scroll: min(max(0, scroll), HelpView.lastScroll(self)))
  }

  private mutating func pressInPalette(
    _ key: Key, _ open: Palette, world: some WorldReading
  ) -> [Command] {
    var palette = open
    let entries = palette.matches(self, world)
    switch key.code {
    case .escape:
      overlay = nil
      return []
    case .enter:
      overlay = nil
      guard entries.indices.contains(palette.cursor) else {
        notice = Notice(
          .degraded, "There is no command \(palette.field.text); ? lists all of them.")
        return []
      }
      return run(entries[palette.cursor].action, world: world)
    case .up: palette.cursor = max(0, palette.cursor - 1)
    case .down: palette.cursor = min(max(0, entries.count - 1), palette.cursor + 1)
    case .tab:
      if entries.indices.contains(palette.cursor) {
        palette.field = TextField(entries[palette.cursor].name)
        palette.cursor = 0
      }
    case .backspace where palette.field.text.isEmpty:
      overlay = nil
      return []
    default:
      if palette.field.press(key) { palette.cursor = 0 }
    }
    overlay = .palette(palette)
    return []
  }

  private mutating func pressInFilter(
    _ key: Key, _ open: FilterEntry, world: some WorldReading
  ) -> [Command] {
    var entry = open
    let height = layout.rows(entry.pane).height
    switch key.code {
    case .escape:
      self[entry.pane].setFilter(entry.before, pane: entry.pane, world: world)
      overlay = nil
    case .enter:
      overlay = nil
      let unknown = Filter(entry.field.text)?.unknownFields(entry.pane) ?? []
      if let field = unknown.first {
        let known = Columns.of(entry.pane).map { $0.heading.lowercased() }
        notice = Notice(
          .degraded, "No column is called \(field); there are \(known.joined(separator: ", ")).")
      }
    case .up: self[entry.pane].move(by: -1, of: entry.pane, in: world, height: height)
    case .down: self[entry.pane].move(by: 1, of: entry.pane, in: world, height: height)
    default: if entry.field.press(key) { apply(entry, world: world) }
    }
    return []
  }

  private mutating func pressInThemes(_ key: Key, _ open: ThemeList) -> [Command] {
    var list = open
    switch key.code {
    case .escape, .character("q"):
      theme = list.before
      overlay = nil
      return []
    case .enter:
      overlay = nil
      return [.theme(theme)]
    case .up: list.cursor = max(0, list.cursor - 1)
    case .down: list.cursor = min(max(0, themes.count - 1), list.cursor + 1)
    case .home: list.cursor = 0
    case .end: list.cursor = max(0, themes.count - 1)
    default: return []
    }
    if themes.indices.contains(list.cursor) { theme = themes[list.cursor].name }
    overlay = .themes(list)
    return []
  }

  private mutating func pressInPlan(
    _ key: Key, _ open: PlanDialog, world: some WorldReading
  ) -> [Command] {
    var dialog = open
    let answer = dialog.press(key)
    switch answer {
    case .stay(let commands):
      let refilled = dialog.refill(after: open, in: world)
      overlay = .plan(dialog)
      return refilled ?? commands
    case .close: overlay = nil
    case .run(let act):
      overlay = nil
      return [.act(act)]
    }
    return []
  }

  private mutating func pressInLeave(_ key: Key, _ open: LeaveDialog) -> [Command] {
    guard open.isShown else { return [] }
    var dialog = open
    switch key.code {
    case .escape: overlay = nil
    case .enter:
      overlay = nil
      return dialog.isLeaveFocused ? [.quit] : []
    case .left, .right, .tab:
      dialog.isLeaveFocused.toggle()
      overlay = .leave(dialog)
    default: break
    }
    return []
  }
}
