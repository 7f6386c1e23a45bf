import Terminal

/// Which columns stand where in a width.
struct ColumnPlan {
  struct Place {
    let column: Column
    let x: Int
    let width: Int
  }

  /// Cells left of the first column, for the cursor.
  static let indent = 2

  private(set) var places: [Place] = []

  /// The columns of a pane between its borders; one cell on the right keeps them off the frame.
  static func of(_ pane: Pane, width: Int) -> ColumnPlan {
    ColumnPlan(Columns.of(pane), width: width - indent - 1)
  }

  /// Leaves out the dearest to keep, squeezes none below what it needs, and shares out the rest.
  init(_ all: [Column], width: Int) {
    var columns = all
    let gap = width >= 90 ? 2 : 1
    func needed() -> Int {
      columns.reduce(0) { $0 + $1.width.lowerBound } + gap * max(0, columns.count - 1)
    }
    func wished() -> Int {
      columns.reduce(0) { $0 + $1.wish } + gap * max(0, columns.count - 1)
    }
    while wished() > width,
      let dropped = columns.indices.reversed().max(by: { left, right in
        (columns[left].rank, left) < (columns[right].rank, right)
      }), columns[dropped].rank > 0
    {
      columns.remove(at: dropped)
    }
    var widths = columns.map(\.width.lowerBound)
    var spare = width - needed()
    for index in columns.indices where spare > 0 {
      let given = min(spare, columns[index].wish - widths[index])
      widths[index] += given
      spare -= given
    }
    // A little at a time to each that can use it, so that all grow together.
    for isLate in [false, true] {
      let growing = columns.indices.filter { columns[$0].growsLast == isLate }
      while spare > 0 {
        let before = spare
        for index in growing {
          // In steps that follow what the column could use, so that sentences get more than names.
          let wish = max(1, columns[index].width.upperBound / 20)
          let step = min(wish, columns[index].width.upperBound - widths[index], spare)
          widths[index] += step
          spare -= step
        }
        if spare == before { break }
      }
    }
    var x = 0
    for (column, width) in zip(columns, widths) {
      places.append(Place(column: column, x: x, width: width))
      x += width + gap
    }
  }

  /// The column at a place counted from the start of the row.
  func column(at x: Int) -> Column? {
    places.first { x >= $0.x && x < $0.x + $0.width }?.column
  }
}
