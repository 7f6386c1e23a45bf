/// What a cell lies on: its background.
package enum Ground: UInt8, CaseIterable, Hashable, Sendable {
  case base, header, keyline, rowSelected, rowSelectedUnfocused, rowRelated, rowMarked, dialog,
    dialogField, dialogButton, dialogButtonFocused, past

  /// Whether it marks a row of a list.
  var isRow: Bool {
    switch self {
    case .rowSelected, .rowSelectedUnfocused, .rowRelated, .rowMarked: true
    default: false
    }
  }

  /// Whether something is lost when it looks like the base.
  var mustBeSeen: Bool {
    isRow || self == .dialogField || self == .dialogButtonFocused || self == .past
  }

  /// The name in theme files.
  package var name: String { Ground.labels[Int(rawValue)].name }

  /// The letter in the ground pictures of golden tests.
  package var letter: Character { Ground.labels[Int(rawValue)].letter }

  private static let labels: [(name: String, letter: Character)] = [
    ("base", "."),
    ("header", "h"),
    ("keyline", "k"),
    ("row.selected", "S"),
    ("row.selected.unfocused", "s"),
    ("row.related", "r"),
    ("row.marked", "m"),
    ("dialog", "d"),
    ("dialog.field", "f"),
    ("dialog.button", "b"),
    ("dialog.button.focused", "B"),
    ("past", "p"),
  ]
}

/// How a cell looks, in meanings.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var ground: Ground

  package init(_ role: Role, on ground: Ground = .base) {
    self.role = role
    self.ground = ground
  }
}

/// One place of a surface: eight bytes, compared at once.
package struct Cell: Hashable, Sendable {
  package var glyph: Glyph
  package var style: Style

  package init(glyph: Glyph = .space, style: Style = Style(.text)) {
    self.glyph = glyph
    self.style = style
  }
}
