import Terminal

/// What the operator sees of one pane's rows: the cursor, the part in view, filter and order.
///
/// The cursor is on an object, never on a row number: when rows move, it moves with its object.
/// Before the operator has pressed a key there is no cursor yet, and the most urgent row counts as
/// selected. When the top of the list is in view it stays in view as long as the cursor does, so
/// that what goes wrong is seen; further down, the cursor's line on the screen stays where it is.
package struct ListState: Equatable, Sendable {
  /// The serial that the operator put the cursor on.
  package private(set) var cursor: Int?
  /// Rows that are above the window.
  package private(set) var scroll = 0
  package private(set) var filter: Filter?
  package private(set) var sort: SortChoice?
  /// The serials that pass the filter, in order; nil when neither filter nor sort is on.
  package private(set) var shown: [Int]?
  /// Where the cursor's object was when the list was settled last.
  private var cursorRow: Int?

  package init() {}

  // MARK: reading rows

  package func count(_ pane: Pane, in world: some WorldReading) -> Int {
    shown?.count ?? world.count(pane)
  }

  package func serial(at row: Int, of pane: Pane, in world: some WorldReading) -> Int? {
    guard let shown else { return world.serial(at: row, in: pane) }
    return shown.indices.contains(row) ? shown[row] : nil
  }

  package func row(of serial: Int, in pane: Pane, of world: some WorldReading) -> Int? {
    guard let shown else { return world.row(of: Subject(pane, serial)) }
    return shown.firstIndex(of: serial)
  }

  /// The object under the cursor.
  package func selected(_ pane: Pane, in world: some WorldReading) -> Int? {
    if let cursor, row(of: cursor, in: pane, of: world) != nil { return cursor }
    return serial(at: cursorRow ?? 0, of: pane, in: world) ?? serial(at: 0, of: pane, in: world)
  }

  // MARK: moving

  /// Fixes the cursor on what is under it now, so that it follows that object from here on.
  package mutating func pin(_ pane: Pane, in world: some WorldReading) {
    cursor = selected(pane, in: world)
    cursorRow = cursor.flatMap { row(of: $0, in: pane, of: world) }
  }

  package mutating func select(
    _ serial: Int, of pane: Pane, in world: some WorldReading, height: Int
  ) {
    cursor = serial
    cursorRow = row(of: serial, in: pane, of: world)
    reveal(height: height)
  }

  /// Moves the cursor to a row, as near as there is one.
  package mutating func move(
    toRow row: Int, of pane: Pane, in world: some WorldReading, height: Int
  ) {
    let last = count(pane, in: world) - 1
    guard let serial = serial(at: min(max(row, 0), last), of: pane, in: world) else { return }
    select(serial, of: pane, in: world, height: height)
  }

  package mutating func move(
    by rows: Int, of pane: Pane, in world: some WorldReading, height: Int
  ) {
    pin(pane, in: world)
    move(toRow: (cursorRow ?? 0) + rows, of: pane, in: world, height: height)
  }

  /// Moves the window and leaves the cursor where it is, as a wheel does.
  package mutating func scroll(
    by rows: Int, of pane: Pane, in world: some WorldReading, height: Int
  ) {
    pin(pane, in: world)
    scroll = clamped(scroll + rows, count: count(pane, in: world), height: height)
  }

  // MARK: filter and order

  package mutating func setFilter(_ new: Filter?, pane: Pane, world: some WorldReading) {
    filter = new
    reread(pane, in: world)
    scroll = 0
    if let cursor, row(of: cursor, in: pane, of: world) == nil {
      self.cursor = serial(at: 0, of: pane, in: world)
    }
    cursorRow = cursor.flatMap { row(of: $0, in: pane, of: world) }
  }

  package mutating func setSort(_ new: SortChoice?, pane: Pane, world: some WorldReading) {
    sort = new
    reread(pane, in: world)
  }

  /// Reads the whole pane again when a filter or an order of the operator's own needs it.
  package mutating func reread(_ pane: Pane, in world: some WorldReading) {
    guard filter != nil || sort != nil else {
      shown = nil
      return
    }
    shown = RowSelection.serials(of: pane, in: world, filter: filter, sort: sort)
  }

  // MARK: keeping still

  /// Brings cursor and window to what the world is now.
  ///
  /// `related` are the rows of a pane without the focus that belong to the object under the cursor:
  /// the window goes to the first of them when it shows none.
  package mutating func settle(
    _ pane: Pane, in world: some WorldReading, height: Int, related: [Int] = []
  ) {
    let total = count(pane, in: world)
    let line = cursorRow.map { $0 - scroll }
    if let cursor {
      if let now = row(of: cursor, in: pane, of: world) {
        follow(to: now, line: line, height: height)
      } else {
        // Its object is gone: the neighbour that took its row is the nearest thing to it.
        self.cursor = serial(at: min(cursorRow ?? 0, total - 1), of: pane, in: world)
        cursorRow = self.cursor.flatMap { row(of: $0, in: pane, of: world) }
      }
    } else {
      cursorRow = nil
      if related.isEmpty { scroll = 0 }
    }
    if !related.isEmpty, height > 0 {
      let isInView = related.contains { $0 >= scroll && $0 < scroll + height }
      if !isInView, let first = related.min() { scroll = first < height ? 0 : first - 1 }
    }
    scroll = clamped(scroll, count: total, height: height)
  }

  private mutating func follow(to row: Int, line: Int?, height: Int) {
    defer { cursorRow = row }
    guard let line, (0..<max(height, 1)).contains(line) else { return }
    if scroll == 0, row < height { return }
    scroll = max(0, row - line)
  }

  private mutating func reveal(height: Int) {
    guard let row = cursorRow, height > 0 else { return }
    if row < scroll { scroll = row }
    if row >= scroll + height { scroll = row - height + 1 }
  }

  private func clamped(_ scroll: Int, count: Int, height: Int) -> Int {
    min(max(scroll, 0), max(0, count - max(height, 1)))
  }
}
