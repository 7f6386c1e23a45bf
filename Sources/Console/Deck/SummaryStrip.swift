import Terminal

/// The panes that have no room on a small screen, two lines each.
struct SummaryStrip<World: WorldReading> {
  let state: ConsoleState
  let world: World

  func draw(_ pane: Pane, in rect: Rect, into surface: inout Surface) {
    let isRelated = state.related.contains { $0.pane == pane }
    let number = Phrase(("\(pane.rawValue + 1) ", .keyHint), (pane.title, .paneTitleFocused))
    number.draw(at: Point(x: rect.x + 1, y: rect.y), clip: rect, into: &surface)
    let glyphs = state.glyphs
    let wrong = world.count(pane, .wrong)
    let busy = world.count(pane, .busy)
    let fine = world.count(pane, .fine)
    var counts = Phrase()
    if wrong > 0 { counts += Phrase(("\(glyphs.failed) \(wrong) wrong  ", .stateFailed)) }
    if busy > 0 { counts += Phrase(("\(glyphs.working) \(busy) busy  ", .stateBusy)) }
    counts += Phrase(("\(glyphs.good) \(fine) fine", .stateGood))
    if counts.width > rect.width - 2 {
      counts = Phrase(
        ("\(glyphs.failed) \(wrong)  ", .stateFailed), ("\(glyphs.working) \(busy)  ", .stateBusy),
        ("\(glyphs.good) \(fine)", .stateGood))
    }
    counts.draw(at: Point(x: rect.x + 1, y: rect.y + 1), clip: rect, into: &surface)
    guard isRelated else { return }
    surface.write(
      glyphs == .unicode ? "▎" : "|", at: rect.origin, role: .link)
    surface.write(
      glyphs == .unicode ? "▎" : "|", at: Point(x: rect.x, y: rect.y + 1), role: .link)
  }
}
