/// How many columns and rows something has.
///
/// Never negative.
package struct Size: Hashable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell's place, counted from the top left corner, which is (0, 0).
package struct Point: Hashable, Sendable {
  package var x: Int
  package var y: Int

  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells.
///
/// One without columns or rows is allowed and draws nothing.
package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  package init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.columns, height: size.rows)
  }

  package var minX: Int { x }
  /// The first column to the right of it.
  package var maxX: Int { x + width }
  package var minY: Int { y }
  /// The first row below it.
  package var maxY: Int { y + height }
  package var origin: Point { Point(x: x, y: y) }
  package var size: Size { Size(columns: width, rows: height) }
  package var isEmpty: Bool { width == 0 || height == 0 }

  package func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }

  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// What is left when so many columns and rows are taken from each side.
  package func inset(columns: Int = 1, rows: Int = 1) -> Rect {
    Rect(
      x: x + min(columns, width), y: y + min(rows, height),
      width: width - 2 * columns, height: height - 2 * rows)
  }

  /// One row of it, counted from its top; empty when it has no such row.
  package func row(_ index: Int) -> Rect {
    let exists = index >= 0 && index < height
    return Rect(x: x, y: y + index, width: width, height: exists ? 1 : 0)
  }

  /// The upper `rows` rows, and the rest.
  package func cut(top rows: Int) -> (top: Rect, rest: Rect) {
    let part = max(0, min(rows, height))
    return (
      Rect(x: x, y: y, width: width, height: part),
      Rect(x: x, y: y + part, width: width, height: height - part)
    )
  }

  /// The lower `rows` rows, and the rest.
  package func cut(bottom rows: Int) -> (bottom: Rect, rest: Rect) {
    let part = max(0, min(rows, height))
    let (rest, bottom) = cut(top: height - part)
    return (bottom, rest)
  }

  /// The left `columns` columns, and the rest.
  package func cut(left columns: Int) -> (left: Rect, rest: Rect) {
    let part = max(0, min(columns, width))
    return (
      Rect(x: x, y: y, width: part, height: height),
      Rect(x: x + part, y: y, width: width - part, height: height)
    )
  }

  /// The right `columns` columns, and the rest.
  package func cut(right columns: Int) -> (right: Rect, rest: Rect) {
    let part = max(0, min(columns, width))
    let (rest, right) = cut(left: width - part)
    return (right, rest)
  }

  /// Side by side, in shares of the width; what does not divide goes to the parts on the left.
  package func columns(shares: [Int], gap: Int = 0) -> [Rect] {
    divide(width, shares: shares, gap: gap).map {
      Rect(x: x + $0.start, y: y, width: $0.length, height: height)
    }
  }

  /// One above the other, in shares of the height.
  package func rows(shares: [Int], gap: Int = 0) -> [Rect] {
    divide(height, shares: shares, gap: gap).map {
      Rect(x: x, y: y + $0.start, width: width, height: $0.length)
    }
  }

  /// The rectangle of that size in the middle of this one, made smaller where it does not fit.
  package func centred(_ size: Size) -> Rect {
    let columns = min(size.columns, width)
    let rows = min(size.rows, height)
    return Rect(
      x: x + (width - columns) / 2, y: y + (height - rows) / 2, width: columns, height: rows)
  }
}

private func divide(_ length: Int, shares: [Int], gap: Int) -> [(start: Int, length: Int)] {
  let total = shares.reduce(0) { $0 + max(0, $1) }
  let usable = max(0, length - gap * max(0, shares.count - 1))
  var parts: [(start: Int, length: Int)] = []
  var taken = 0
  var sum = 0
  for (index, share) in shares.enumerated() {
    sum += max(0, share)
    let end = total == 0 ? 0 : (usable * sum + total - 1) / total
    parts.append((taken + index * gap, end - taken))
    taken = end
  }
  return parts
}
