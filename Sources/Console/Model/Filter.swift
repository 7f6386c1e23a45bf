/// What the operator wants to see of a list: all words must hold.
///
///     globex            text anywhere in the row, or letters of the name in order
///     !failed           not that
///     state:failed      text in one column
///     age:>10m cpu:<50  more or less than that
package struct Filter: Equatable, Sendable {
  /// One word of it.
  package struct Term: Equatable, Sendable {
    package enum Test: Equatable, Sendable {
      case contains(String)
      case more(Double)
      case less(Double)
    }

    /// The start of a column's name; nil for the whole row.
    package var field: String?
    package var isInverse: Bool
    package var test: Test
  }

  package let text: String
  package let terms: [Term]

  /// Nil when the text says nothing.
  package init?(_ text: String) {
    terms = text.split(separator: " ").compactMap(Filter.term)
    guard !terms.isEmpty else { return nil }
    self.text = text
  }

  private static func term(_ word: Substring) -> Term? {
    let isInverse = word.hasPrefix("!")
    let body = word.dropFirst(isInverse ? 1 : 0).lowercased()
    guard !body.isEmpty else { return nil }
    let parts = body.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      return Term(field: nil, isInverse: isInverse, test: .contains(body))
    }
    guard !parts[1].isEmpty else { return nil }
    return Term(field: String(parts[0]), isInverse: isInverse, test: test(parts[1]))
  }

  private static func test(_ value: Substring) -> Term.Test {
    guard let sign = value.first, sign == ">" || sign == "<",
      let limit = number(value.dropFirst())
    else { return .contains(String(value)) }
    return sign == ">" ? .more(limit) : .less(limit)
  }

  /// A number, with a unit of time in seconds: `90`, `70%`, `10m`.
  private static func number(_ text: Substring) -> Double? {
    let units: [Character: Double] = ["%": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let last = text.last, let unit = units[last] else { return Double(text) }
    return Double(text.dropLast()).map { $0 * unit }
  }

  /// Names of columns in it that the pane does not have.
  package func unknownFields(_ pane: Pane) -> [String] {
    terms.compactMap(\.field).filter { Columns.named($0, of: pane) == nil }
  }

  package func admits(_ row: ListRow, of pane: Pane) -> Bool {
    terms.allSatisfy { holds($0, row, pane) != $0.isInverse }
  }

  private func holds(_ term: Term, _ row: ListRow, _ pane: Pane) -> Bool {
    guard let field = term.field else {
      guard case .contains(let wanted) = term.test else { return false }
      return Columns.of(pane).contains { matches(wanted, $0.content(row).text) }
        || matches(wanted, row.reason) || isFuzzy(wanted, in: row.name)
    }
    guard let column = Columns.named(field, of: pane) else { return false }
    switch term.test {
    case .contains(let wanted): return matches(wanted, column.content(row).text)
    case .more(let limit): return column.key(row).number.map { $0 > limit } ?? false
    case .less(let limit): return column.key(row).number.map { $0 < limit } ?? false
    }
  }

  private func matches(_ wanted: String, _ text: String) -> Bool {
    text.lowercased().contains(wanted)
  }

  /// Whether the letters stand in the name in this order.
  ///
  /// Two letters would match nearly everything.
  private func isFuzzy(_ letters: String, in name: String) -> Bool {
    letters.count > 2 && FuzzyMatch.score(letters, in: name) != nil
  }
}
