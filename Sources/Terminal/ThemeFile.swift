internal import Yams

/// Everything that is wrong with a theme file, at once.
package struct ThemeError: Error, Equatable, CustomStringConvertible {
  /// One fault: where, and what to do.
  package struct Problem: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// Counted from 1; nil when something is missing.
    package let line: Int?
    /// The role, ground or palette name concerned.
    package let entry: String?
    package let text: String

    package var description: String {
      let place = line.map { "\(file):\($0)" } ?? file
      return entry.map { "\(place): \($0): \(text)" } ?? "\(place): \(text)"
    }
  }

  package let problems: [Problem]

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension Theme {
  /// Reads a theme from the text of a file.
  ///
  ///     name: dusk
  ///     about: One line for the list of themes
  ///     appearance: dark                # or light
  ///     palette:                        # names for this file
  ///       sky: "#7aa2f7"
  ///       slate: { colour: "#262a3f", sixteen: blue, indexed: 24 }
  ///     roles:
  ///       title: sky bold
  ///     grounds:
  ///       row.selected: slate
  ///
  /// A colour is a name of the palette, a name of the sixteen (`red`, `bright-red`), a number 0 to
  /// 255, a quoted `"#rrggbb"`, or `default` for the terminal's own. All roles and grounds must be
  /// there. `sixteen` and `indexed` say what to use where the nearest of 16 or 256 is not what is
  /// meant.
  package init(yaml: String, file: String) throws(ThemeError) {
    var reader = ThemeReader(file: file)
    guard let theme = reader.read(yaml), reader.problems.isEmpty else {
      throw ThemeError(problems: reader.problems.sorted { ($0.line ?? .max) < ($1.line ?? .max) })
    }
    self = theme
  }
}

private struct ThemeReader {
  let file: String
  var problems: [ThemeError.Problem] = []
  private var palette: [String: Theme.Ink] = [:]

  init(file: String) { self.file = file }

  private mutating func complain(_ text: String, at node: Node? = nil, entry: String? = nil) {
    problems.append(.init(file: file, line: node?.mark?.line, entry: entry, text: text))
  }

  mutating func read(_ yaml: String) -> Theme? {
    guard let root = compose(yaml) else { return nil }
    guard let top = root.mapping else {
      complain("the file must hold name, appearance, roles and grounds", at: root)
      return nil
    }
    let known = ["name", "about", "appearance", "palette", "roles", "grounds"]
    for (key, _) in top where !known.contains(key.string ?? "") {
      complain(
        "nothing of this name belongs here; known are \(known.joined(separator: ", "))",
        at: key, entry: key.string)
    }
    let appearance = readAppearance(top["appearance"])
    readPalette(top["palette"])
    let roles = readSection(
      top["roles"], called: "roles", of: "role",
      names: Role.named.map { ($0.name, $0) })
    let grounds = readSection(
      top["grounds"], called: "grounds", of: "ground",
      names: Ground.allCases.map { ($0.name, $0) })
    let name = top["name"]?.string ?? ""
    if name.isEmpty { complain("name is missing: it is what :theme lists") }
    return Theme(
      name: name, about: top["about"]?.string ?? "", appearance: appearance, roles: roles,
      grounds: grounds)
  }

  private mutating func compose(_ yaml: String) -> Node? {
    do {
      guard let node = try Yams.compose(yaml: yaml) else {
        complain("the file is empty")
        return nil
      }
      return node
    } catch {
      complain("this is not YAML: \(error)")
      return nil
    }
  }

  private mutating func readAppearance(_ node: Node?) -> Theme.Appearance {
    guard let node else {
      complain("appearance is missing: write dark or light")
      return .dark
    }
    guard let appearance = Theme.Appearance(rawValue: node.string ?? "") else {
      complain("appearance must be dark or light", at: node)
      return .dark
    }
    return appearance
  }

  private mutating func readPalette(_ node: Node?) {
    guard let node else { return }
    guard let mapping = node.mapping else {
      complain("palette must give a colour to each name", at: node)
      return
    }
    for (key, value) in mapping {
      guard let name = key.string else { continue }
      if ThemeWords.isTaken(name) {
        complain("this word has a meaning of its own; choose another name", at: key, entry: name)
      } else if let ink = readInk(value, entry: name) {
        palette[name] = ink
      }
    }
  }

  private mutating func readSection<Part: Hashable>(
    _ node: Node?, called section: String, of kind: String, names: [(name: String, part: Part)]
  ) -> [Part: Theme.Ink] {
    var inks: [Part: Theme.Ink] = [:]
    guard let mapping = node?.mapping else {
      complain("\(section) are missing", at: node)
      return inks
    }
    var seen: Set<String> = []
    for (key, value) in mapping {
      let name = key.string ?? ""
      seen.insert(name)
      guard let part = names.first(where: { $0.name == name })?.part else {
        complain("there is no such \(kind)", at: key, entry: name)
        continue
      }
      inks[part] = readInk(value, entry: name)
    }
    for (name, _) in names where !seen.contains(name) {
      complain("this \(kind) is missing", entry: name)
    }
    return inks
  }

  private mutating func readInk(_ node: Node, entry: String) -> Theme.Ink? {
    guard let mapping = node.mapping else {
      guard let text = node.scalar?.string else {
        complain("write a colour and attributes, as in: sky bold", at: node, entry: entry)
        return nil
      }
      return readWords(text, at: node, entry: entry)
    }
    for (key, _) in mapping where !["colour", "sixteen", "indexed"].contains(key.string ?? "") {
      complain("only colour, sixteen and indexed belong here", at: key, entry: entry)
    }
    guard let colour = mapping["colour"]?.scalar?.string else {
      complain("colour is missing", at: node, entry: entry)
      return nil
    }
    var ink = readWords(colour, at: node, entry: entry)
    if let word = mapping["sixteen"] {
      ink?.sixteen = ThemeWords.sixteen(word.scalar?.string ?? "")
      if ink?.sixteen == nil {
        complain("sixteen must be one of the sixteen names or 0 to 15", at: word, entry: entry)
      }
    }
    if let word = mapping["indexed"] {
      ink?.indexed = UInt8(word.scalar?.string ?? "")
      if ink?.indexed == nil {
        complain("indexed must be a number from 0 to 255", at: word, entry: entry)
      }
    }
    return ink
  }

  private mutating func readWords(_ text: String, at node: Node, entry: String) -> Theme.Ink? {
    var ink = Theme.Ink(.terminal)
    var colours = 0
    for word in text.split(separator: " ").map(String.init) {
      if let attribute = Attributes.named.first(where: { $0.name == word }) {
        ink.attributes.insert(attribute.value)
        continue
      }
      colours += 1
      if let named = palette[word] {
        ink.colour = named.colour
        ink.sixteen = named.sixteen
        ink.indexed = named.indexed
        ink.attributes.formUnion(named.attributes)
      } else if let colour = ThemeWords.colour(word) {
        ink.colour = colour
      } else {
        complain(
          "\u{22}\(word)\u{22} is no colour: use a name of the palette, one of the sixteen, 0 to "
            + "255, or \u{22}#rrggbb\u{22} in quotes", at: node, entry: entry)
        return nil
      }
    }
    if colours > 1 {
      complain("there are \(colours) colours where one is meant", at: node, entry: entry)
      return nil
    }
    return ink
  }
}

/// The words that mean a colour by themselves.
private enum ThemeWords {
  private static let hues = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  ]

  /// A palette may give `red` its own red, but not change what an attribute or a number is.
  static func isTaken(_ word: String) -> Bool {
    Attributes.named.contains { $0.name == word }
      || (colour(word) != nil && !hues.contains(word) && !word.hasPrefix("bright-"))
  }

  static func sixteen(_ word: String) -> UInt8? {
    if let number = UInt8(word) { return number < 16 ? number : nil }
    let isBright = word.hasPrefix("bright-")
    let hue = isBright ? String(word.dropFirst(7)) : word
    return hues.firstIndex(of: hue).map { UInt8($0 + (isBright ? 8 : 0)) }
  }

  static func colour(_ word: String) -> Colour? {
    if ["default", "null", "~"].contains(word) { return .terminal }
    if let number = sixteen(word) { return .palette(number) }
    if let number = UInt8(word) { return .rgb(XtermPalette.colours[Int(number)]) }
    guard word.hasPrefix("#"), word.utf8.count == 7,
      let hex = UInt32(word.dropFirst(), radix: 16), !word.contains("+")
    else { return nil }
    return .rgb(RGB(hex: hex))
  }
}
