/// How much a row needs a person: what is wrong comes first, what is busy next, what is fine last.
package enum Urgency: Int, CaseIterable, Comparable, Sendable {
  case wrong, busy, fine, over

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The order of the rows of one pane: by urgency, and the newest first within it.
///
/// Kept up to date row by row as events come in; reading the n-th row is logarithmic.
package struct UrgencyIndex: Equatable, Sendable {
  private var classes = [RankedSet](repeating: RankedSet(), count: Urgency.allCases.count)

  package init() {}

  package var count: Int { classes.reduce(0) { $0 + $1.count } }

  package func count(_ urgency: Urgency) -> Int { classes[urgency.rawValue].count }

  /// Puts a row where it belongs, wherever it was before.
  package mutating func place(_ serial: Int, at urgency: Urgency) {
    if classes[urgency.rawValue].contains(serial) { return }
    remove(serial)
    classes[urgency.rawValue].insert(serial)
  }

  package mutating func remove(_ serial: Int) {
    for index in classes.indices { classes[index].remove(serial) }
  }

  /// The serial in row `row`, counted from 0.
  package func serial(at row: Int) -> Int? {
    var rest = row
    for members in classes {
      if rest < members.count { return members.member(at: members.count - 1 - rest) }
      rest -= members.count
    }
    return nil
  }

  /// The row in which `serial` is.
  package func row(of serial: Int) -> Int? {
    var before = 0
    for members in classes {
      if members.contains(serial) { return before + members.count - 1 - members.rank(of: serial) }
      before += members.count
    }
    return nil
  }
}
