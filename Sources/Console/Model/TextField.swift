import Terminal

/// A line of text that is being typed.
package struct TextField: Hashable, Sendable {
  package private(set) var text: String
  /// Characters before the cursor.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// Takes a key that edits; answers whether it did.
  package mutating func press(_ key: Key) -> Bool {
    if let character = key.typed {
      insert(String(character))
      return true
    }
    switch (key.code, key.modifiers) {
    case (.backspace, []): delete(cursor - 1..<cursor)
    case (.delete, []): delete(cursor..<cursor + 1)
    case (.left, []): cursor = max(0, cursor - 1)
    case (.right, []): cursor = min(text.count, cursor + 1)
    case (.home, []), (.character("a"), .ctrl): cursor = 0
    case (.end, []), (.character("e"), .ctrl): cursor = text.count
    case (.character("u"), .ctrl): delete(0..<cursor)
    case (.character("w"), .ctrl), (.backspace, .alt): delete(startOfWord..<cursor)
    default: return false
    }
    return true
  }

  /// Takes typed or pasted text; a paste of several lines becomes one.
  package mutating func insert(_ added: String) {
    let line = added.split(separator: "\n").joined(separator: " ")
    var characters = Array(text)
    characters.insert(contentsOf: line, at: cursor)
    text = String(characters)
    cursor += line.count
  }

  private var startOfWord: Int {
    let before = Array(text.prefix(cursor))
    var index = before.count
    while index > 0, before[index - 1] == " " { index -= 1 }
    while index > 0, before[index - 1] != " " { index -= 1 }
    return index
  }

  private mutating func delete(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<text.count)
    guard !range.isEmpty else { return }
    var characters = Array(text)
    characters.removeSubrange(range)
    text = String(characters)
    cursor = range.lowerBound
  }
}
