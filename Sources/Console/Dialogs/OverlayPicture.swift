import Terminal

/// What lies over the place, drawn last.
struct OverlayPicture<World: WorldReading> {
  let state: ConsoleState
  let world: World
  let layout: DeckLayout

  func draw(into surface: inout Surface) {
    switch state.overlay {
    case .help(let scroll): HelpView(state: state).draw(scroll: scroll, into: &surface)
    case .palette(let palette): drawPalette(palette, into: &surface)
    case .themes(let list): drawThemes(list, into: &surface)
    case .plan(let dialog):
      PlanPicture(dialog, on: layout.bounds, glyphs: state.glyphs).draw(into: &surface)
    case .leave(let dialog):
      LeavePicture(dialog, on: layout.bounds, glyphs: state.glyphs).draw(into: &surface)
    case .filter, nil: break
    }
  }

  // MARK: palette

  private func drawPalette(_ palette: Palette, into surface: inout Surface) {
    let entries = palette.matches(state, world)
    let frame = OverlayFrames.paletteFrame(layout, entries: entries.count)
    surface.veil()
    surface.fill(frame, style: Style(.text, on: .dialog))
    surface.box(
      frame, border: Style(.dialogBorder, on: .dialog), title: "Command",
      titleRole: .dialogTitle, badge: "\(entries.count)")
    let inner = frame.inset(columns: 2, rows: 1)
    let prompt = inner.row(0)
    surface.paint(.dialogField, in: prompt)
    surface.write(":", at: prompt.origin, role: .keyHint)
    palette.field.draw(
      in: prompt.cut(left: 1).rest, placeholder: "orders, ns, vnf, scale, ...", into: &surface)
    surface.rule(
      at: Point(x: frame.x + 1, y: frame.y + 2), width: frame.width - 2, role: .paneBorder)
    let list = inner.cut(top: 2).rest
    if entries.isEmpty {
      surface.write("No command fits. Esc closes.", at: list.origin, role: .textDim, clip: list)
    }
    let top = OverlayFrames.paletteTop(cursor: palette.cursor, rows: list.height)
    for line in 0..<list.height where entries.indices.contains(top + line) {
      draw(
        entries[top + line], isSelected: top + line == palette.cursor, in: list.row(line),
        into: &surface)
    }
  }

  private func draw(
    _ entry: Palette.Entry, isSelected: Bool, in line: Rect, into surface: inout Surface
  ) {
    let wide = Rect(x: line.x - 1, y: line.y, width: line.width + 2, height: 1)
    if isSelected {
      surface.paint(.rowSelected, in: wide)
      surface.write(state.glyphs.cursorBar, at: wide.origin, role: .dialogBorder)
    }
    let key = state.keys.keys(of: entry.action).first?.name ?? ""
    let keyWidth = 9
    surface.write(
      entry.name, at: line.origin, role: entry.reason == nil ? .textStrong : .textDim, width: 12)
    surface.write(
      entry.reason ?? entry.action.help, at: Point(x: line.x + 13, y: line.y),
      role: entry.reason == nil ? .text : .textDim, width: max(0, line.width - 13 - keyWidth - 1))
    surface.write(
      key, at: Point(x: line.maxX - keyWidth, y: line.y), role: .keyHint, width: keyWidth,
      align: .trailing)
  }

  // MARK: themes

  private func drawThemes(_ list: ThemeList, into surface: inout Surface) {
    let frame = OverlayFrames.themeFrame(layout, themes: state.themes.count)
    surface.fill(frame, style: Style(.text, on: .dialog))
    surface.box(
      frame, border: Style(.dialogBorder, on: .dialog), title: "Theme", titleRole: .dialogTitle,
      badge: "\(state.themes.count)")
    let inner = frame.inset(columns: 2, rows: 1)
    let top = max(0, list.cursor - inner.height + 1)
    for line in 0..<inner.height where state.themes.indices.contains(top + line) {
      let theme = state.themes[top + line]
      let row = inner.row(line)
      if top + line == list.cursor {
        let wide = Rect(x: row.x - 1, y: row.y, width: row.width + 2, height: 1)
        surface.paint(.rowSelected, in: wide)
        surface.write(state.glyphs.cursorBar, at: wide.origin, role: .dialogBorder)
      }
      surface.write(theme.name, at: row.origin, role: .textStrong, width: 16)
      surface.write(
        theme.about, at: Point(x: row.x + 17, y: row.y), role: .textDim,
        width: max(0, row.width - 17))
    }
  }
}

/// Whether to leave while operations run.
struct LeavePicture {
  let dialog: LeaveDialog
  let frame: Rect
  let stayButton: Rect
  let leaveButton: Rect

  init(_ dialog: LeaveDialog, on bounds: Rect, glyphs: GlyphSet) {
    self.dialog = dialog
    frame = bounds.centred(Size(columns: min(60, bounds.width - 4), rows: 8))
    let y = frame.maxY - 3
    leaveButton = Rect(x: frame.maxX - 13, y: y, width: 9, height: 1)
    stayButton = Rect(x: frame.maxX - 22, y: y, width: 8, height: 1)
  }

  func draw(into surface: inout Surface) {
    surface.veil()
    surface.fill(frame, style: Style(.text, on: .dialog))
    surface.box(
      frame, border: Style(.dialogBorder, on: .dialog), title: "Leave?", titleRole: .dialogTitle)
    let inner = frame.inset(columns: 3, rows: 2)
    let count = dialog.operations
    let verb = count == 1 ? "operation runs" : "operations run"
    surface.write("\(count) \(verb).", at: inner.origin, role: .textStrong, clip: inner)
    surface.write(
      "Nothing is lost: they go on at the next start.", at: inner.row(1).origin, role: .text,
      clip: inner)
    for (label, rect, hasFocus) in [
      ("Stay", stayButton, !dialog.isLeaveFocused), ("Leave", leaveButton, dialog.isLeaveFocused),
    ] {
      surface.write(
        hasFocus ? "[ \(label) ]" : "  \(label)  ", at: rect.origin, role: .textStrong,
        on: hasFocus ? .dialogButtonFocused : .dialogButton, width: rect.width, clip: frame)
    }
  }
}
