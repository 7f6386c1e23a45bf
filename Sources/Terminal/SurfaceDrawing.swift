/// Frames, bars and charts.
extension Surface {
  /// A frame with a title in its upper edge, and a short `badge` such as a count on the right.
  ///
  ///     ╭ 1 Service orders ──────────── 12 ╮
  package mutating func box(
    _ rect: Rect, border: Style, title: String = "", titleRole: Role = .paneTitle,
    badge: String = "", badgeRole: Role = .paneCount
  ) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let corners = glyphs.corners
    let inner = rect.width - 2
    let line = String(repeating: glyphs.horizontal, count: inner)
    let ends = [(rect.minY, corners[0], corners[1]), (rect.maxY - 1, corners[2], corners[3])]
    for (y, left, right) in ends {
      write(left + line + right, at: Point(x: rect.x, y: y), style: border)
    }
    for y in rect.minY + 1..<rect.maxY - 1 {
      write(glyphs.vertical, at: Point(x: rect.x, y: y), style: border)
      write(glyphs.vertical, at: Point(x: rect.maxX - 1, y: y), style: border)
    }
    let badgeText = badge.isEmpty ? "" : " \(badge) "
    let badgeWidth = measure(badgeText)
    let titleText = title.isEmpty ? "" : " \(title) "
    let room = inner - (badgeWidth > 0 && inner > badgeWidth + 8 ? badgeWidth + 1 : 0)
    write(
      titleText, at: Point(x: rect.x + 1, y: rect.y), role: titleRole, on: border.ground,
      width: min(measure(titleText), room))
    guard room < inner else { return }
    write(
      badgeText, at: Point(x: rect.maxX - 1 - badgeWidth, y: rect.y), role: badgeRole,
      on: border.ground)
  }

  /// A horizontal line.
  package mutating func rule(at point: Point, width: Int, role: Role = .paneBorder) {
    guard width > 0 else { return }
    write(String(repeating: glyphs.horizontal, count: width), at: point, role: role)
  }

  /// A bar that is filled to a fraction of its width, in eighths of a column.
  ///
  /// Without a role it takes the colours of the scale from left to right, so that a long bar is
  /// seen to be long before it is measured.
  package mutating func gauge(
    _ fraction: Double, at point: Point, width: Int, role: Role? = nil, empty: String? = nil
  ) {
    guard width > 0 else { return }
    let value = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    let filled = Int((value * Double(width * 8)).rounded())
    for column in 0..<width {
      let eighths = min(max(filled - column * 8, 0), 8)
      let colour = role ?? Role.heat(Double(column) / Double(max(1, width - 1)))
      let text = eighths == 0 ? empty ?? glyphs.shade : glyphs.eighths[eighths - 1]
      write(
        text, at: Point(x: point.x + column, y: point.y),
        role: eighths == 0 ? .chartEmpty : colour, width: 1)
    }
  }

  /// The newest values as columns of different height, one a cell, the newest on the right.
  ///
  /// `top` is the value that fills a cell. Without a role each column takes the colour of its load.
  package mutating func sparkline(
    _ values: [Double], top: Double, at point: Point, width: Int, role: Role? = nil
  ) {
    guard width > 0 else { return }
    let shown = values.suffix(width)
    let start = point.x + width - shown.count
    for x in point.x..<start {
      write(" ", at: Point(x: x, y: point.y), role: .chartEmpty)
    }
    for (offset, value) in shown.enumerated() {
      let share = top > 0 && value.isFinite ? min(max(value / top, 0), 1) : 0
      let level = min(7, Int(share * 8))
      write(
        glyphs.levels[level], at: Point(x: start + offset, y: point.y),
        role: share == 0 ? .chartEmpty : role ?? Role.heat(share))
    }
  }
}
