import Terminal

/// The bottom line: what can be done now, generated from the table of actions.
struct KeyLine {
  /// A hint and the columns that a click on it may meet.
  struct Segment {
    let action: Action
    let key: String
    let label: String
    let columns: Range<Int>
  }

  let segments: [Segment]

  /// As many hints as fit, the weightiest first.
  init(_ state: ConsoleState, _ world: some WorldReading, width: Int) {
    var segments: [Segment] = []
    var x = 1
    for (action, key) in ActionTable.offered(state, world) {
      let name = KeyLine.short(key, state.glyphs)
      // A title that begins with its key says both in one word.
      let isPrefix = action.title.hasPrefix(name) && name.count == 1
      let label = isPrefix ? String(action.title.dropFirst()) : action.title
      let columns = measure(name) + 2 + measure(label)
      guard x + columns < width else { continue }
      segments.append(Segment(action: action, key: name, label: label, columns: x..<x + columns))
      x += columns + 1
    }
    self.segments = segments
  }

  func draw(in line: Rect, into surface: inout Surface) {
    surface.fill(line, style: Style(.keyLabel, on: .keyline))
    for segment in segments {
      var x = line.x + segment.columns.lowerBound
      let key = "<\(segment.key)>"
      let role: Role = segment.action.kind == .destroys ? .error : .keyHint
      x += surface.write(key, at: Point(x: x, y: line.y), role: role, clip: line)
      surface.write(segment.label, at: Point(x: x, y: line.y), role: .keyLabel, clip: line)
    }
  }

  private static func short(_ key: Key, _ glyphs: GlyphSet) -> String {
    key == Key(.enter) ? glyphs.enter : key.name
  }
}
