import Terminal

/// Where overlays lie, for drawing and for the mouse.
enum OverlayFrames {
  /// The palette, under the header.
  static func paletteFrame(_ layout: DeckLayout, entries: Int) -> Rect {
    let width = min(76, layout.bounds.width - 4)
    let rows = min(max(1, entries), max(1, min(12, layout.body.height - 5)))
    return Rect(
      x: (layout.bounds.width - width) / 2, y: layout.body.y + 1, width: width, height: rows + 4)
  }

  /// The first entry in view.
  static func paletteTop(cursor: Int, rows: Int) -> Int { max(0, cursor - rows + 1) }

  static func themeFrame(_ layout: DeckLayout, themes: Int) -> Rect {
    let rows = min(max(1, themes), max(1, layout.body.height - 4))
    let width = min(58, layout.bounds.width - 4)
    // On the right, so that most of what the theme colours stays in view.
    return Rect(
      x: layout.bounds.maxX - width - 2, y: layout.body.y + 1, width: width, height: rows + 2)
  }
}
