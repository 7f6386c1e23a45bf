// Single values of a YAML file: texts, numbers, words of a closed set. What is not of the kind that is asked
// for is noted, and answered with a neutral value.

import ServiceInterfaces
internal import Yams

extension YAMLValue {
  /// The text of a scalar, whatever YAML would take it for: a version 1.0 is the text "1.0".
  var text: String {
    guard let scalar = node.scalar else {
      report("A text is expected here.", "Write a single value.")
      return ""
    }
    return scalar.string
  }

  var integer: Int { wholeNumber ?? 0 }

  private var wholeNumber: Int? {
    if let value = node.scalar.flatMap({ Int($0.string) }) { return value }
    report("\(shown) is not an integer.", "Write a whole number.")
    return nil
  }

  /// An integer that counts something: never negative, and small enough that sums of products of
  /// such numbers cannot overflow.
  var count: Int { integer(in: 0...1_000_000) }

  /// The same of what there must be one of at least; 0 after a problem.
  var positiveCount: Int { integer(in: 1...1_000_000) }

  /// A number of bits per second, so small that what it scales to cannot overflow.
  var bitrate: Int { integer(in: 0...10_000_000_000_000) }

  private func integer(in range: ClosedRange<Int>) -> Int {
    guard let value = wholeNumber else { return 0 }
    guard range.contains(value) else {
      report(
        "\(value) is out of range.",
        "Write a number from \(range.lowerBound) to \(range.upperBound).")
      return 0
    }
    return value
  }

  var number: Double {
    if let value = node.scalar.flatMap({ Double($0.string) }), value.isFinite { return value }
    report("\(shown) is not a number.", "Write a number.")
    return 0
  }

  /// A truth value in one of the spellings of YAML 1.2 (§10.3.2).
  var boolean: Bool {
    switch node.scalar?.string {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default:
      report("\(shown) is neither true nor false.", "Write true or false.")
      return false
    }
  }

  /// A word of a closed set; nil and a note when it is another one.
  func word<Word>(_ type: Word.Type) -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    if let word = node.scalar.flatMap({ Word(rawValue: $0.string) }) { return word }
    let legal = Word.allCases.map(\.rawValue).joined(separator: ", ")
    report("\(shown) is not a legal value.", "Use one of: \(legal).")
    return nil
  }

  /// A list of texts.
  var texts: [String] { elements.map(\.text) }

  /// A mapping of texts to texts.
  var dictionary: [String: String] {
    Dictionary(entries.map { ($0.name, $0.value.text) }) { first, _ in first }
  }

  /// The value as JSON, with plain scalars resolved by the JSON schema of YAML 1.2.
  var json: JSONValue {
    switch node {
    case .scalar(let scalar): Self.json(scalar)
    case .sequence: .array(elements.map(\.json))
    case .mapping:
      .object(Dictionary(entries.map { ($0.name, $0.value.json) }) { first, _ in first })
    case .alias: .null
    }
  }

  private static func json(_ scalar: Node.Scalar) -> JSONValue {
    let text = scalar.string
    guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
    if ["", "~", "null"].contains(text) { return .null }
    if text == "true" || text == "false" { return .boolean(text == "true") }
    if let value = Int(text) { return .integer(value) }
    if text.utf8.first.map({ $0 < UInt8(ascii: "A") }) == true, let value = Double(text),
      value.isFinite
    {
      return .number(value)
    }
    return .string(text)
  }

  private var shown: String {
    let text = node.scalar?.string ?? (node.mapping != nil ? "a mapping" : "a list")
    return JSONValue.string(text.count > 60 ? text.prefix(60) + "…" : text).description
  }
}
