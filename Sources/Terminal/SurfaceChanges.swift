/// What showing a surface comes to when no terminal is there.
extension Surface {
  /// How many cells differ from an earlier surface; all of them when that had another size.
  package func changes(since earlier: Surface) -> Int {
    guard earlier.size == size else { return cells.count }
    var changes = 0
    for index in cells.indices where cells[index] != earlier.cells[index] { changes += 1 }
    return changes
  }
}
