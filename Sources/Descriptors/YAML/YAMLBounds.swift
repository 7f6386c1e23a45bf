// What a YAML text may cost. An alias stands for all that its anchor holds, so a page of aliases can
// stand for more values than there is memory.

internal import Yams

/// Bounds within which YAML is read.
enum YAMLBounds {
  private static let maxBytes = 8 << 20
  /// More values than any descriptor has, with every alias written out.
  private static let maxValues = 500_000
  /// So few aliases cannot multiply into much, however they are nested.
  private static let harmlessAliases = 20
  private static let maxDepth = 200

  /// Whether the text can be composed at all: keys are compared whole while it is, so aliases in
  /// keys would be written out then and there.
  static func isHarmless(_ text: String) -> Bool {
    guard text.utf8.count <= maxBytes else { return false }
    var aliases = 0
    var hasComplexKey = false
    // Inside an alias, and after one with nothing but spaces since.
    var isAlias = false
    var followsAlias = false
    var beforePrevious = UInt8(ascii: "\n")
    var previous = beforePrevious
    var lastInk = previous
    for byte in text.utf8 {
      let begins = previous == UInt8(ascii: "*") && isWord(byte) && !isWord(beforePrevious)
      aliases += begins ? 1 : 0
      isAlias = begins || isAlias && isWord(byte)
      followsAlias = isAlias || followsAlias && (byte == 32 || byte == UInt8(ascii: ":"))
      if byte == UInt8(ascii: ":") {
        hasComplexKey = hasComplexKey || followsAlias || closing.contains(lastInk)
      }
      if byte == 32 || byte == 10, previous == UInt8(ascii: "?"), !isWord(beforePrevious) {
        hasComplexKey = true
      }
      if byte != 32 { lastInk = byte }
      beforePrevious = previous
      previous = byte
    }
    return aliases <= harmlessAliases || !hasComplexKey
  }

  private static let closing = [UInt8(ascii: "]"), UInt8(ascii: "}")]

  private static func isWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || [UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
  }

  /// Whether the value, with every alias written out, is one that can be walked.
  static func isBounded(_ root: Node) -> Bool {
    var left = maxValues
    return walk(root, depth: 0, &left)
  }

  private static func walk(_ node: Node, depth: Int, _ left: inout Int) -> Bool {
    left -= 1
    guard left > 0, depth < maxDepth else { return false }
    switch node {
    case .scalar, .alias: return true
    case .sequence(let sequence):
      for element in sequence where !walk(element, depth: depth + 1, &left) { return false }
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard walk(key, depth: depth + 1, &left), walk(value, depth: depth + 1, &left) else {
          return false
        }
      }
    }
    return true
  }

  static func problem(_ file: String) -> DescriptorProblem {
    DescriptorProblem(
      file: file, line: nil, path: "$",
      message: "The file is too large, is nested over \(maxDepth) deep, or stands for more than "
        + "\(maxValues) values by its aliases.",
      remedy: "Nothing of it was read. A descriptor is a small text: divide it, write aliases out.")
  }
}
