/// A key as the operator names it, so that bindings are data: `ctrl-r`, `f5`, `pgup`, `G`.
package struct Key: Hashable, Sendable {
  /// Which key, without what is held down with it.
  package enum Code: Hashable, Sendable {
    case character(Character)
    case function(Int)
    case enter, escape, tab, space, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
  }

  /// What is held down.
  ///
  /// Shift is set only where it makes no other character.
  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let shift = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    package static let ctrl = Modifiers(rawValue: 4)
  }

  package let code: Code
  package let modifiers: Modifiers

  package init(_ code: Code, _ modifiers: Modifiers = []) {
    // One key has one value: a space is `space`, and a letter with ctrl has no case.
    switch code {
    case .character(" "): self.code = .space
    case .character(let character) where modifiers.contains(.ctrl):
      self.code = .character(Key.lowercase(character))
    default: self.code = code
    }
    self.modifiers = modifiers
  }

  private static func lowercase(_ character: Character) -> Character {
    let lower = character.lowercased()
    return lower.count == 1 ? lower.first ?? character : character
  }

  /// The character to insert into a text, if the key makes one.
  package var typed: Character? {
    guard modifiers.isEmpty else { return nil }
    switch code {
    case .character(let character): return character
    case .space: return " "
    default: return nil
    }
  }
}

/// Names, both ways.
extension Key {
  private static let names: [(name: String, code: Code)] = [
    ("enter", .enter), ("esc", .escape), ("tab", .tab), ("space", .space),
    ("backspace", .backspace), ("del", .delete), ("ins", .insert), ("up", .up), ("down", .down),
    ("left", .left), ("right", .right), ("home", .home), ("end", .end), ("pgup", .pageUp),
    ("pgdn", .pageDown),
  ]

  private static let prefixes: [(text: String, modifier: Modifiers)] = [
    ("ctrl-", .ctrl), ("alt-", .alt), ("shift-", .shift),
  ]

  /// The name in configuration files and on the key line: `ctrl-alt-x`, `shift-tab`, `G`.
  package var name: String {
    var text = ""
    for (prefix, modifier) in Key.prefixes where modifiers.contains(modifier) { text += prefix }
    switch code {
    case .character(let character): return text + String(character)
    case .function(let number): return text + "f\(number)"
    default: return text + (Key.names.first { $0.code == code }?.name ?? "")
    }
  }

  /// The key of a name; nil when there is none.
  ///
  /// Names of keys may be written in any case, single letters mean what they say.
  package init?(name: String) {
    var rest = Substring(name)
    var modifiers: Modifiers = []
    while let found = Key.prefixes.first(where: {
      rest.count > $0.text.count && rest.lowercased().hasPrefix($0.text)
    }) {
      modifiers.insert(found.modifier)
      rest = rest.dropFirst(found.text.count)
    }
    let word = rest.lowercased()
    if rest.count == 1, let character = rest.first, character != " " {
      guard !modifiers.contains(.shift) else { return nil }
      self.init(.character(character), modifiers)
    } else if let known = Key.names.first(where: { $0.name == word }) {
      self.init(known.code, modifiers)
    } else if word.hasPrefix("f"), let number = Int(word.dropFirst()), (1...12).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }
}
