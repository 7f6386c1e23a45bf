/// Cuts text into what a terminal shows in one cell, or in two.
///
/// Nothing that a name may contain can move the columns or speak to the terminal: control
/// characters become a space or a question mark, joined emoji become their first part, flags become
/// `⚑`, and marks beyond the third are dropped.
struct GlyphIterator: IteratorProtocol, Sequence {
  private var scalars: String.UnicodeScalarView.Iterator
  private var ahead: Unicode.Scalar?

  init(_ text: String) {
    scalars = text.unicodeScalars.makeIterator()
    ahead = scalars.next()
  }

  private mutating func take() -> Unicode.Scalar? {
    defer { ahead = scalars.next() }
    return ahead
  }

  mutating func next() -> (glyph: Glyph, columns: Int)? {
    while let scalar = take() {
      if scalar.value < 0x7f, scalar.value >= 0x20, (ahead?.value ?? 0) < 0x80 {
        return (Glyph(scalar), 1)
      }
      switch CharacterWidth.kind(of: scalar) {
      case .narrow: return (cluster(scalar), 1)
      case .wide: return (cluster(scalar), 2)
      case .regional:
        if let next = ahead, CharacterWidth.kind(of: next) == .regional { _ = take() }
        return (Glyph("⚑"), 1)
      case .control: return (Glyph(isBlank(scalar) ? " " : "?"), 1)
      case .mark, .ignored: continue
      }
    }
    return nil
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  private mutating func cluster(_ base: Unicode.Scalar) -> Glyph {
    var marks: [Unicode.Scalar] = []
    let pictorial = base.value >= 0x2190
    while let scalar = ahead, scalar.value >= 0x80 {
      switch CharacterWidth.kind(of: scalar) {
      case .mark:
        marks.append(scalar)
        _ = take()
      case .ignored:
        _ = take()
        if scalar.value == 0x200d, pictorial, let joined = ahead, joined.value >= 0x2190 {
          _ = take()
        }
      case .wide where pictorial && (0x1f3fb...0x1f3ff).contains(scalar.value):
        _ = take()  // a skin tone
      default:
        return Glyph(base, marks: marks)
      }
    }
    return Glyph(base, marks: marks)
  }
}

/// The columns that text takes on a surface.
package func measure(_ text: String) -> Int {
  if let plain = plainCount(text) { return plain }
  return GlyphIterator(text).reduce(0) { $0 + $1.columns }
}

/// Text that takes at most so many columns; what is cut off is marked by `ellipsis`.
package func clipped(_ text: String, to columns: Int, ellipsis: String = "…") -> String {
  guard measure(text) > columns else { return text }
  let mark = measure(ellipsis) <= columns ? ellipsis : ""
  var left = columns - measure(mark)
  var result = String.UnicodeScalarView()
  for (glyph, width) in GlyphIterator(text) {
    guard width <= left else { break }
    left -= width
    result.append(contentsOf: glyph.scalars)
  }
  return String(result) + mark
}

/// A name that takes at most so many columns. It is shortened in its middle: names of one family
/// begin alike and differ at their end, as `globex-cloud-firewall-1` and
/// `globex-cloud-firewall-log-collector-1` do.
package func shortened(_ name: String, to columns: Int, ellipsis: String = "…") -> String {
  let length = measure(name)
  guard length > columns else { return name }
  let room = columns - measure(ellipsis)
  guard room >= 6 else { return clipped(name, to: columns, ellipsis: ellipsis) }
  if name.utf8.count == length, plainCount(name) != nil {
    let head = (room + 1) / 2
    return "\(Substring(name.utf8.prefix(head)))\(ellipsis)"
      + "\(Substring(name.utf8.suffix(room - head)))"
  }
  let head = clipped(name, to: (room + 1) / 2, ellipsis: "")
  var left = room - measure(head)
  var tail: [Glyph] = []
  for (glyph, width) in Array(GlyphIterator(name)).reversed() {
    guard width <= left else { break }
    left -= width
    tail.append(glyph)
  }
  var end = String.UnicodeScalarView()
  for glyph in tail.reversed() { end.append(contentsOf: glyph.scalars) }
  return head + ellipsis + String(end)
}

/// The length of text that is printable ASCII throughout, which nearly all is.
private func plainCount(_ text: String) -> Int? {
  var count = 0
  for byte in text.utf8 {
    guard byte >= 0x20, byte < 0x7f else { return nil }
    count += 1
  }
  return count
}
