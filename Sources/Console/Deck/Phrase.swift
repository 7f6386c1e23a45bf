import Terminal

/// Words of different meaning on one line.
struct Phrase: Equatable {
  struct Piece: Equatable {
    var text: String
    var role: Role
  }

  var pieces: [Piece] = []

  init(_ pieces: (String, Role)...) {
    self.pieces = pieces.map { Piece(text: $0.0, role: $0.1) }
  }

  var width: Int { pieces.reduce(0) { $0 + measure($1.text) } }
  var isEmpty: Bool { pieces.isEmpty }

  static func + (left: Phrase, right: Phrase) -> Phrase {
    var sum = left
    sum.pieces += right.pieces
    return sum
  }

  static func += (left: inout Phrase, right: Phrase) { left = left + right }

  /// Writes it and answers the columns it took; what does not fit into `clip` is cut.
  @discardableResult
  func draw(at point: Point, clip: Rect, into surface: inout Surface) -> Int {
    var x = point.x
    for piece in pieces where x < clip.maxX {
      let room = clip.maxX - x
      x += surface.write(
        piece.text, at: Point(x: x, y: point.y), role: piece.role,
        width: min(measure(piece.text), room), clip: clip)
    }
    return x - point.x
  }
}
