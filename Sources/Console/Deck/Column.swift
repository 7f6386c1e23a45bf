import Deciding
import Terminal

/// What one cell of a list shows.
package enum CellContent: Equatable, Sendable {
  case text(String, Role)
  /// What an object is called; shortened in its middle where it does not fit.
  case name(String)
  case state(StateWord)
  /// A state and how far its operation is, 0 to 1.
  case progress(StateWord, Double?)
  /// How many steps of ten are done.
  case steps(Int, StateWord.Tone)
  /// A share of 0 to 1 as bar and number; nil when it is not known.
  case load(Double?)

  /// What a filter sees.
  package var text: String {
    switch self {
    case .text(let text, _), .name(let text): text
    case .state(let state): state.word
    case .progress(let state, _): state.word
    case .steps(let steps, _): "\(steps)/10"
    case .load(let load): load.map { "\(Int(($0 * 100).rounded()))%" } ?? ""
    }
  }
}

/// What rows are put in order by.
package enum SortKey: Equatable, Comparable, Sendable {
  /// Unknown values come first when the order rises.
  case nothing
  case number(Double)
  case text(String)

  package var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}

/// One column of a list: how wide, how dear, and what it shows.
package struct Column: Sendable {
  package let heading: String
  /// Columns below which it is left out rather than squeezed, and above which it gains nothing.
  package let width: ClosedRange<Int>
  /// How wide it is to be before columns that may be left out get a place.
  package private(set) var wish: Int
  /// Whether it grows only after all others are as wide as they want to be, as bars do.
  package let growsLast: Bool
  /// Which columns go first when the space is short: the highest number. 0 never goes.
  package let rank: Int
  package let alignment: Alignment
  /// Numbers are asked for from the top, names from A.
  package let prefersDescending: Bool
  package let content: @Sendable (ListRow) -> CellContent
  package let key: @Sendable (ListRow) -> SortKey

  package init(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, growsLast: Bool = false,
    alignment: Alignment = .leading, prefersDescending: Bool = false,
    key: (@Sendable (ListRow) -> SortKey)? = nil,
    content: @escaping @Sendable (ListRow) -> CellContent
  ) {
    self.heading = heading
    self.width = width
    wish = width.lowerBound
    self.rank = rank
    self.growsLast = growsLast
    self.alignment = alignment
    self.prefersDescending = prefersDescending
    self.content = content
    self.key = key ?? { .text(content($0).text.lowercased()) }
  }

  /// The same column, for which others give way until it has so many columns.
  package func wishing(for columns: Int) -> Self {
    var column = self
    column.wish = columns
    return column
  }
}

/// An age as people say it: `38s`, `4m`, `2h`, `12d`.
func spoken(_ span: Span) -> String {
  let seconds = max(0, span.milliseconds / 1_000)
  switch seconds {
  case ..<60: return "\(seconds)s"
  case ..<3_600: return "\(seconds / 60)m"
  case ..<86_400: return "\(seconds / 3_600)h"
  default: return "\(seconds / 86_400)d"
  }
}
