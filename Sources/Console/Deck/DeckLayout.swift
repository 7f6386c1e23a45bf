import Terminal

/// Where everything of the screen lies, for a size and a place.
///
/// Drawing and the mouse read the same rectangles, so a click meets what is seen.
package struct DeckLayout: Equatable, Sendable {
  package static let smallest = Size(columns: 60, rows: 16)

  package let bounds: Rect
  package let header: Rect
  /// What the demo says; empty when it says nothing.
  package let caption: Rect
  /// All between header and key line, without the caption.
  package let body: Rect
  package let events: Rect
  package let keyLine: Rect
  /// The summaries of the panes that have no room; two lines high.
  package let summaries: [(pane: Pane, rect: Rect)]
  private let panes: [Rect]

  package static func == (left: Self, right: Self) -> Bool {
    left.bounds == right.bounds && left.body == right.body && left.panes == right.panes
  }

  package init(_ state: ConsoleState, hasCaption: Bool) {
    bounds = Rect(state.size)
    let (header, below) = bounds.cut(top: 2)
    self.header = header
    let (caption, middle) = below.cut(top: hasCaption ? 1 : 0)
    self.caption = caption
    let (keyLine, body) = middle.cut(bottom: 1)
    self.keyLine = keyLine
    self.body = body
    let none = Rect(x: 0, y: 0, width: 0, height: 0)
    var panes = [Rect](repeating: none, count: Pane.allCases.count)
    var events = none
    var summaries: [(pane: Pane, rect: Rect)] = []
    switch state.place {
    case .list(let pane): panes[pane.rawValue] = body
    case .detail, .events, .alarms, .alarm, .policies, .faults, .heat, .performance: break
    case .deck:
      let lines = DeckLayout.eventLines(rows: bounds.height)
      let (low, main) = body.cut(bottom: lines)
      events = low
      if DeckLayout.isNarrow(bounds.size) {
        let (strip, main) = main.cut(bottom: 2)
        panes[state.focus.rawValue] = main
        let others = Pane.deck.filter { $0 != state.focus }
        let parts = strip.columns(shares: others.map { _ in 1 }, gap: 1)
        summaries = zip(others, parts).map { ($0, $1) }
      } else {
        let rows = main.rows(shares: [1, 1])
        let rects = rows.flatMap { $0.columns(shares: [1, 1]) }
        for (pane, rect) in zip(Pane.deck, rects) { panes[pane.rawValue] = rect }
      }
    }
    self.panes = panes
    self.events = events
    self.summaries = summaries
  }

  /// The frame of a pane; empty when it is not on the screen.
  package func frame(_ pane: Pane) -> Rect { panes[pane.rawValue] }

  /// The rows of a pane, without frame and heading.
  package func rows(_ pane: Pane) -> Rect { frame(pane).inset().cut(top: 1).rest }

  package func heading(_ pane: Pane) -> Rect { frame(pane).inset().row(0) }

  package static func isTooSmall(_ size: Size) -> Bool {
    size.columns < smallest.columns || size.rows < smallest.rows
  }

  /// Whether one pane is all that fits.
  package static func isNarrow(_ size: Size) -> Bool { size.columns < 100 || size.rows < 27 }

  private static func eventLines(rows: Int) -> Int {
    switch rows {
    case ..<20: 1
    case ..<27: 3
    default: min(12, 3 + (rows - 24) / 6)
    }
  }
}
