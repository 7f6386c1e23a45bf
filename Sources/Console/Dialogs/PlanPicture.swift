import Terminal

/// A plan dialog on the screen: what can be chosen, what would happen, and the two buttons.
struct PlanPicture {
  let dialog: PlanDialog
  let frame: Rect
  let cancelButton: Rect
  let runButton: Rect
  private let glyphs: GlyphSet
  private let choices: [Phrase]
  private let plan: [Phrase]
  private let remarks: [Phrase]

  init(_ dialog: PlanDialog, on bounds: Rect, glyphs: GlyphSet) {
    self.dialog = dialog
    self.glyphs = glyphs
    let width = min(88, bounds.width - 4)
    let lines = PlanLines(dialog: dialog, width: width - 6, glyphs: glyphs)
    choices = lines.choices
    plan = lines.plan
    remarks = lines.remarks
    // Room for a usual plan from the start, so that the buttons keep still while it arrives.
    let blocks = [choices.count, max(plan.count, 5), remarks.count, 1].filter { $0 > 0 }
    // An empty line before each block, and the frame.
    let rows = blocks.reduce(0) { $0 + $1 + 1 } + 2
    frame = bounds.centred(Size(columns: width, rows: rows))
    let row = Rect(x: frame.x, y: max(frame.y, frame.maxY - 2), width: frame.width, height: 1)
    runButton = Rect(x: row.maxX - 11, y: row.y, width: 7, height: 1)
    cancelButton = Rect(x: row.maxX - 22, y: row.y, width: 10, height: 1)
  }

  func draw(into surface: inout Surface) {
    surface.veil()
    surface.fill(frame, style: Style(.text, on: .dialog))
    let border: Role = dialog.isDestructive ? .error : .dialogBorder
    surface.box(
      frame, border: Style(border, on: .dialog), title: dialog.title, titleRole: .dialogTitle)
    var rest = frame.inset(columns: 3, rows: 1).cut(top: 1).rest
    rest = rest.cut(bottom: 2).rest
    rest = draw(choices, in: rest, gap: true, into: &surface)
    drawEntry(in: frame.inset(columns: 3, rows: 1).cut(top: 1).rest, into: &surface)
    let (low, middle) = rest.cut(bottom: remarks.isEmpty ? 0 : remarks.count + 1)
    let scroll = min(dialog.scroll, max(0, plan.count - middle.height))
    _ = draw(Array(plan.dropFirst(scroll)), in: middle, gap: false, into: &surface)
    if plan.count - scroll > middle.height, middle.height > 0 {
      let more = " \(glyphs.down) \(plan.count - scroll - middle.height) more, pgdn "
      surface.write(
        more, at: Point(x: frame.maxX - measure(more) - 2, y: middle.maxY), role: .keyHint,
        on: .dialog, clip: frame)
    }
    _ = draw(remarks, in: low.cut(top: 1).rest, gap: false, into: &surface)
    drawNameCursor(in: low.cut(top: 1).rest, into: &surface)
    drawButtons(into: &surface)
    drawHints(into: &surface)
  }

  private func draw(
    _ phrases: [Phrase], in rect: Rect, gap: Bool, into surface: inout Surface
  ) -> Rect {
    for (index, phrase) in phrases.enumerated() where index < rect.height {
      phrase.draw(at: rect.row(index).origin, clip: rect.row(index), into: &surface)
    }
    return rect.cut(top: phrases.isEmpty ? 0 : phrases.count + (gap ? 1 : 0)).rest
  }

  /// The field of what has to be typed, behind its label.
  private func drawEntry(in rect: Rect, into surface: inout Surface) {
    guard !dialog.entryLabel.isEmpty, !rect.isEmpty else { return }
    let line = rect.row(0)
    let field = Rect(
      x: line.x + PlanLines.labelWidth, y: line.y,
      width: max(0, line.width - PlanLines.labelWidth), height: 1)
    surface.paint(.dialogField, in: field)
    guard dialog.focus == .entry else {
      surface.write(dialog.entry.text, at: field.origin, role: .input, width: field.width)
      return
    }
    dialog.entry.draw(in: field, into: &surface)
  }

  private func drawNameCursor(in rect: Rect, into surface: inout Surface) {
    guard dialog.nameToType != nil, !rect.isEmpty else { return }
    // The name is the last of the remarks; its field begins behind the label.
    let line = rect.row(remarks.count - 1)
    let field = Rect(
      x: line.x + PlanLines.labelWidth, y: line.y,
      width: line.width - PlanLines.labelWidth, height: line.height)
    surface.paint(.dialogField, in: field)
    if dialog.focus == .name {
      dialog.typed.draw(in: field, into: &surface)
    } else {
      surface.write(
        dialog.typed.text.isEmpty ? "type \(dialog.nameToType ?? "") here" : dialog.typed.text,
        at: field.origin, role: dialog.typed.text.isEmpty ? .textDim : .input, width: field.width)
    }
  }

  private func drawButtons(into surface: inout Surface) {
    button("Cancel", cancelButton, hasFocus: dialog.focus == .cancel, canPress: true, &surface)
    button(
      "Run", runButton, hasFocus: dialog.focus == .run, canPress: dialog.obstacle == nil, &surface)
  }

  private func button(
    _ label: String, _ rect: Rect, hasFocus: Bool, canPress: Bool, _ surface: inout Surface
  ) {
    guard frame.contains(rect.origin) else { return }
    let text = hasFocus ? "[ \(label) ]" : "  \(label)  "
    surface.write(
      text, at: rect.origin, role: canPress ? .textStrong : .textDim,
      on: hasFocus ? .dialogButtonFocused : .dialogButton, width: rect.width, clip: frame)
  }

  private func drawHints(into surface: inout Surface) {
    var hints = Phrase()
    if dialog.kind == .scale {
      hints += Phrase(
        (" \(glyphs.left) \(glyphs.right)", .keyHint),
        (dialog.focus == .aspect ? " aspect " : " level ", .keyLabel))
    }
    if !dialog.options.isEmpty, dialog.focus == .option || dialog.kind == .choice {
      hints += Phrase(
        (" \(glyphs.left) \(glyphs.right)", .keyHint), (" \(dialog.optionLabel) ", .keyLabel))
    }
    if case .field(let index) = dialog.focus {
      let isNumber = dialog.fields[index].unit != nil
      hints += Phrase(
        (" \(glyphs.left) \(glyphs.right)", .keyHint),
        (" \(dialog.fields[index].name.rawValue) ", .keyLabel),
        (isNumber ? " 0-9" : " a-z", .keyHint), (isNumber ? " type it " : " find ", .keyLabel))
    }
    let isPath = dialog.kind == .onboard && dialog.focus == .entry
    hints += Phrase(
      (" tab", .keyHint), (isPath ? " complete " : " next ", .keyLabel),
      (" \(glyphs.enter)", .keyHint),
      (" press ", .keyLabel), (" esc", .keyHint), (" cancel ", .keyLabel))
    guard frame.height > 3 else { return }
    let line = Rect(x: frame.x + 2, y: frame.maxY - 1, width: frame.width - 4, height: 1)
    hints.draw(at: line.origin, clip: line, into: &surface)
  }
}
