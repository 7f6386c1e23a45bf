/// The order that an operator chose for a list.
package struct SortChoice: Hashable, Sendable {
  /// The column's heading.
  package var column: String
  package var isDescending: Bool

  package init(column: String, isDescending: Bool) {
    self.column = column
    self.isDescending = isDescending
  }
}

/// The rows of a pane that pass a filter, in an order; reads the whole pane.
package enum RowSelection {
  package static func serials(
    of pane: Pane, in world: some WorldReading, filter: Filter?, sort: SortChoice?
  ) -> [Int] {
    let column = sort.flatMap { choice in
      Columns.of(pane).first { $0.heading == choice.column }
    }
    guard let column, let sort else {
      guard let filter else { return world.serials(pane) }
      return world.serials(pane).filter { serial in
        ListRow(Subject(pane, serial), in: world).map { filter.admits($0, of: pane) } ?? false
      }
    }
    // The place in the order of urgency decides between equals, so that equal rows keep still.
    var keyed: [(key: SortKey, place: Int, serial: Int)] = []
    for (place, serial) in world.serials(pane).enumerated() {
      guard let row = ListRow(Subject(pane, serial), in: world) else { continue }
      if let filter, !filter.admits(row, of: pane) { continue }
      keyed.append((column.key(row), place, serial))
    }
    keyed.sort { left, right in
      if left.key == right.key { return left.place < right.place }
      return (left.key < right.key) != sort.isDescending
    }
    return keyed.map(\.serial)
  }

  /// The next order after this one: by urgency, then by each column, in the direction that is asked
  /// for most.
  package static func following(_ sort: SortChoice?, of pane: Pane) -> SortChoice? {
    let columns = Columns.of(pane)
    guard let sort, let index = columns.firstIndex(where: { $0.heading == sort.column }) else {
      return sort == nil ? choice(columns.first) : nil
    }
    return choice(columns.dropFirst(index + 1).first)
  }

  private static func choice(_ column: Column?) -> SortChoice? {
    column.map { SortChoice(column: $0.heading, isDescending: $0.prefersDescending) }
  }
}
