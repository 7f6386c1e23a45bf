/// A grid of cells to draw on: the whole picture of a moment, as a value.
///
/// Drawing outside is allowed everywhere and draws nothing, so no view has to check whether it fits.
/// Wide characters always own two cells; one that is overwritten in half, or that would stick out
/// of what it is clipped to, becomes a space.
package struct Surface: Equatable, Sendable {
  package let size: Size
  package let glyphs: GlyphSet
  /// Where the terminal's own cursor blinks, for text input; hidden when nil.
  package var cursor: Point?
  private(set) var cells: [Cell]
  /// The rows that can be clicked, in the order in which they were drawn.
  package private(set) var targets: [Target] = []

  /// A row of a view, by its number, and where it lies.
  package struct Target: Equatable, Sendable {
    package let row: Int
    package let rect: Rect
  }

  package init(size: Size, ground: Ground = .base, glyphs: GlyphSet = .unicode) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(
      repeating: Cell(style: Style(.text, on: ground)), count: size.columns * size.rows)
  }

  package var bounds: Rect { Rect(size) }

  /// The cell at a place; a blank one outside.
  package subscript(point: Point) -> Cell {
    bounds.contains(point) ? cells[point.y * size.columns + point.x] : Cell()
  }

  /// Writes text and answers the columns it took.
  ///
  /// With a `width`, exactly so many columns are written: longer text is cut with an ellipsis,
  /// shorter text is filled up with spaces. Without, the text runs until the edge of `clip`.
  /// Without a `ground`, what lies there already stays under the text.
  @discardableResult
  package mutating func write(
    _ text: String, at point: Point, role: Role, on ground: Ground? = nil, width: Int? = nil,
    align: Alignment = .leading, clip: Rect? = nil
  ) -> Int {
    var pen = Pen(
      x: point.x, y: point.y, role: role, ground: ground,
      clip: clip.map { $0.intersection(bounds) } ?? bounds)
    guard let width else {
      put(text, with: &pen, limit: Surface.unlimited)
      return pen.x - point.x
    }
    guard width > 0 else { return 0 }
    let length = measure(text)
    if length > width {
      let mark = measure(glyphs.ellipsis) <= width ? glyphs.ellipsis : ""
      put(text, with: &pen, limit: point.x + width - measure(mark))
      put(mark, with: &pen, limit: Surface.unlimited)
    } else {
      pad(&pen, until: point.x + align.offset(width - length))
      put(text, with: &pen, limit: Surface.unlimited)
    }
    pad(&pen, until: point.x + width)
    return width
  }

  @discardableResult
  package mutating func write(
    _ text: String, at point: Point, style: Style, width: Int? = nil,
    align: Alignment = .leading, clip: Rect? = nil
  ) -> Int {
    write(
      text, at: point, role: style.role, on: style.ground, width: width, align: align, clip: clip)
  }

  /// Fills a rectangle with a character of one column, a space if not told otherwise.
  package mutating func fill(_ rect: Rect, style: Style, with text: String = " ") {
    let first = GlyphIterator(text).first { _ in true }
    let glyph = first?.columns == 1 ? first?.glyph ?? .space : .space
    let area = rect.intersection(bounds)
    for y in area.minY..<area.maxY {
      breakWide(x: area.minX, y: y)
      breakWide(x: area.maxX, y: y)
      let start = y * size.columns
      for index in start + area.minX..<start + area.maxX {
        cells[index] = Cell(glyph: glyph, style: style)
      }
    }
  }

  /// Changes the ground in a rectangle; text and roles stay.
  package mutating func paint(_ ground: Ground, in rect: Rect) {
    let area = rect.intersection(bounds)
    for y in area.minY..<area.maxY {
      let start = y * size.columns
      for index in start + area.minX..<start + area.maxX { cells[index].style.ground = ground }
    }
  }

  /// Changes the role of everything in a rectangle, for instance to dim what lies under a dialog.
  package mutating func recolour(_ role: Role, in rect: Rect) {
    let area = rect.intersection(bounds)
    for y in area.minY..<area.maxY {
      let start = y * size.columns
      for index in start + area.minX..<start + area.maxX { cells[index].style.role = role }
    }
  }

  /// Takes the colours out of everything, so that what is drawn on top afterwards stands alone.
  package mutating func veil() {
    for index in cells.indices {
      cells[index].style.role = cells[index].style.role.veiled
      if cells[index].style.ground.isRow { cells[index].style.ground = .base }
    }
  }

  /// Notes that a row of a view lies here.
  package mutating func target(_ row: Int, at rect: Rect) {
    let seen = rect.intersection(bounds)
    if !seen.isEmpty { targets.append(Target(row: row, rect: seen)) }
  }

  /// Draws another surface onto this one.
  package mutating func draw(_ other: Surface, at point: Point) {
    for seen in other.targets {
      target(
        seen.row,
        at: Rect(
          x: seen.rect.x + point.x, y: seen.rect.y + point.y, width: seen.rect.width,
          height: seen.rect.height))
    }
    let area = Rect(
      x: point.x, y: point.y, width: other.size.columns, height: other.size.rows
    ).intersection(bounds)
    for y in area.minY..<area.maxY {
      breakWide(x: area.minX, y: y)
      breakWide(x: area.maxX, y: y)
      for x in area.minX..<area.maxX {
        let cell = other[Point(x: x - point.x, y: y - point.y)]
        let index = y * size.columns + x
        cells[index] = cell
        let alone =
          cell.glyph == .continuation
          ? x == area.minX : x == area.maxX - 1 && other.isLead(x: x - point.x, y: y - point.y)
        if alone { cells[index].glyph = .space }
      }
    }
  }

  // MARK: one glyph at a time

  /// Far to the right of everything, with room to subtract from.
  private static let unlimited = Int.max / 4

  private struct Pen {
    var x: Int
    let y: Int
    let role: Role
    let ground: Ground?
    let clip: Rect
  }

  private func isLead(x: Int, y: Int) -> Bool {
    self[Point(x: x + 1, y: y)].glyph == .continuation && x + 1 < size.columns
  }

  private mutating func pad(_ pen: inout Pen, until end: Int) {
    while pen.x < end { put(.space, columns: 1, with: &pen) }
  }

  private mutating func put(_ text: String, with pen: inout Pen, limit: Int) {
    for (glyph, columns) in GlyphIterator(text) {
      guard columns <= limit - pen.x else { return }
      guard limit < Surface.unlimited || pen.x < pen.clip.maxX else {
        pen.x += columns  // unseen, but it counts for what the caller writes next
        continue
      }
      put(glyph, columns: columns, with: &pen)
    }
  }

  private mutating func put(_ glyph: Glyph, columns: Int, with pen: inout Pen) {
    defer { pen.x += columns }
    guard pen.y >= pen.clip.minY, pen.y < pen.clip.maxY else { return }
    let left = max(pen.x, pen.clip.minX)
    let right = min(pen.x + columns, pen.clip.maxX)
    guard left < right else { return }
    breakWide(x: left, y: pen.y)
    breakWide(x: right, y: pen.y)
    let whole = right - left == columns
    for x in left..<right {
      let index = pen.y * size.columns + x
      let part = x == pen.x ? glyph : Glyph.continuation
      let ground = pen.ground ?? cells[index].style.ground
      cells[index] = Cell(glyph: whole ? part : .space, style: Style(pen.role, on: ground))
    }
  }

  /// Blanks the wide character that lies across the left edge of a column.
  private mutating func breakWide(x: Int, y: Int) {
    guard x > 0, x < size.columns else { return }
    let index = y * size.columns + x
    guard cells[index].glyph == .continuation else { return }
    cells[index].glyph = .space
    cells[index - 1].glyph = .space
  }
}

/// Where text stands in a width larger than itself.
package enum Alignment: Hashable, Sendable {
  case leading
  case centre
  case trailing

  func offset(_ room: Int) -> Int {
    switch self {
    case .leading: 0
    case .centre: room / 2
    case .trailing: room
    }
  }
}
