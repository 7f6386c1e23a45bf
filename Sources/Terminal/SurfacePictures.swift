/// A surface as text, for golden tests: two or three blocks of the same shape that a reviewer reads.
extension Surface {
  /// The rows as strings, without the spaces at their ends.
  package var rows: [String] {
    picture { cell in String(String.UnicodeScalarView(cell.glyph.scalars)) }
  }

  /// All rows as one text.
  package var text: String { rows.joined(separator: "\n") }

  /// One letter a cell for the role of what is written there; nothing under spaces.
  package var roles: String {
    picture { $0.glyph == .space ? " " : String($0.style.role.letter) }.joined(separator: "\n")
  }

  /// One letter a cell for the ground; `.` for the base.
  package var grounds: String {
    picture { String($0.style.ground.letter) }.joined(separator: "\n")
  }

  private func picture(_ show: (Cell) -> String) -> [String] {
    (0..<size.rows).map { y in
      var row = ""
      for x in 0..<size.columns { row += show(self[Point(x: x, y: y)]) }
      return String(row.reversed().drop { $0 == " " }.reversed())
    }
  }
}
