// Reads JSON text (RFC 8259) that somebody outside has written. Foundation's decoder stops at the
// first problem, takes duplicate names silently, and follows any depth; this one does not.

/// The text is not JSON at all; nothing in it can be judged.
package struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in bytes.
  package let column: Int
  /// What is wrong, a sentence.
  package let message: String

  package var description: String { "line \(line), column \(column): \(message)" }
}

/// What a document may be at most.
///
/// Legitimate orders are far below; the bounds keep a hostile one from taking memory or stack.
package struct JSONLimits: Hashable, Sendable {
  package var bytes = 1 << 20
  package var depth = 32
  /// In Unicode scalars, for each string.
  package var stringLength = 4096

  package init() {}
}

/// A recursive-descent parser over UTF-8 bytes.
///
/// What breaks the grammar is thrown. What is legal JSON but must not be taken (a name that comes
/// twice, a control character, a number no machine can hold) is collected in `problems`, so that
/// it can be reported together with everything else.
package struct JSONParser {
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  private let bytes: [UInt8]
  private let limits: JSONLimits
  private var position = 0
  package private(set) var problems: [DocumentProblem] = []

  package init(_ bytes: some Sequence<UInt8>, limits: JSONLimits = JSONLimits()) {
    self.bytes = Array(bytes)
    self.limits = limits
  }

  /// The one value that the text consists of.
  package mutating func parse() throws(JSONSyntaxError) -> JSONValue {
    guard bytes.count <= limits.bytes else {
      throw failure("The document has \(bytes.count) bytes; at most \(limits.bytes) are read.")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipSpace()
    guard peek != nil else { throw failure("The document is empty; a JSON object is expected.") }
    let value = try parseValue(at: .root, depth: 0)
    skipSpace()
    guard peek == nil else { throw failure("There is more text after the end of the document.") }
    return value
  }

  private mutating func parseValue(at path: JSONPath, depth: Int) throws(JSONSyntaxError)
    -> JSONValue
  {
    guard depth <= limits.depth else {
      throw failure("Values are nested more than \(limits.depth) deep.")
    }
    switch peek {
    case UInt8(ascii: "{"): return .object(try parseObject(at: path, depth: depth))
    case UInt8(ascii: "["): return .array(try parseArray(at: path, depth: depth))
    case UInt8(ascii: "\""): return .string(try parseString(at: path))
    case UInt8(ascii: "t"): return try parseWord("true", .boolean(true))
    case UInt8(ascii: "f"): return try parseWord("false", .boolean(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"), .some(Self.digits): return try parseNumber(at: path)
    default: throw failure(expected("a value"))
    }
  }

  private mutating func parseObject(at path: JSONPath, depth: Int) throws(JSONSyntaxError)
    -> [String: JSONValue]
  {
    var members: [String: JSONValue] = [:]
    position += 1
    skipSpace()
    if take("}") { return members }
    while true {
      guard peek == UInt8(ascii: "\"") else { throw failure(expected("a member name in quotes")) }
      let name = try parseString(at: path)
      skipSpace()
      guard take(":") else { throw failure(expected("':' after the name \"\(name)\"")) }
      skipSpace()
      let place = path.member(name)
      let value = try parseValue(at: place, depth: depth + 1)
      if members.updateValue(value, forKey: name) != nil {
        report(place, "The member is there more than once.", "Keep one of them.")
      }
      skipSpace()
      if take("}") { return members }
      guard take(",") else { throw failure(expected("',' or '}'")) }
      skipSpace()
    }
  }

  private mutating func parseArray(at path: JSONPath, depth: Int) throws(JSONSyntaxError)
    -> [JSONValue]
  {
    var values: [JSONValue] = []
    position += 1
    skipSpace()
    if take("]") { return values }
    while true {
      values.append(try parseValue(at: path.element(values.count), depth: depth + 1))
      skipSpace()
      if take("]") { return values }
      guard take(",") else { throw failure(expected("',' or ']'")) }
      skipSpace()
    }
  }

  private mutating func parseWord(_ word: String, _ value: JSONValue) throws(JSONSyntaxError)
    -> JSONValue
  {
    guard bytes[position...].starts(with: word.utf8) else {
      throw failure("\(shownByte) stands where a value is expected.")
    }
    position += word.utf8.count
    return value
  }
}

// MARK: - Numbers

extension JSONParser {
  private mutating func parseNumber(at path: JSONPath) throws(JSONSyntaxError) -> JSONValue {
    let start = position
    _ = take("-")
    let integerStart = position
    guard skipDigits() > 0 else { throw failure(expected("a digit")) }
    if bytes[integerStart] == UInt8(ascii: "0"), position - integerStart > 1 {
      throw failure("A number must not begin with 0.")
    }
    if take("."), skipDigits() == 0 { throw failure(expected("a digit after '.'")) }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard skipDigits() > 0 else { throw failure(expected("a digit in the exponent")) }
    }
    return number(String(decoding: bytes[start..<position], as: UTF8.self), at: path)
  }

  /// An integer if the number is one, however it is written, so that 4, 4.0 and 4e0 are the same.
  private mutating func number(_ text: String, at path: JSONPath) -> JSONValue {
    if let integer = Int(text) { return .integer(integer) }
    guard let value = Double(text), value.isFinite, value.magnitude < 0x1p63 else {
      let shown = text.count > 24 ? "\(text.prefix(24))…" : text
      report(path, "The number \(shown) is too large.", "Give one that fits in 64 bits.")
      return .null
    }
    return Int(exactly: value).map(JSONValue.integer) ?? .number(value)
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = peek, Self.digits.contains(byte) { position += 1 }
    return position - start
  }
}

// MARK: - Strings

extension JSONParser {
  private mutating func parseString(at path: JSONPath) throws(JSONSyntaxError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        let string = try validated(text)
        position += 1
        examine(string, at: path)
        return string
      case UInt8(ascii: "\\"):
        position += 1
        try parseEscape(into: &text)
      case 0..<0x20:
        throw failure("\(shownByte) stands inside a string; write it as an escape.")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw failure("The document ends inside a string.")
  }

  private func validated(_ text: [UInt8]) throws(JSONSyntaxError) -> String {
    guard let string = String(validating: text, as: UTF8.self) else {
      throw failure("The string that ends here is not UTF-8.")
    }
    return string
  }

  private mutating func parseEscape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    guard let byte = peek else { throw failure("The document ends inside a string.") }
    let plain: UInt8? =
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
      case UInt8(ascii: "b"): 0x08
      case UInt8(ascii: "f"): 0x0C
      case UInt8(ascii: "n"): 0x0A
      case UInt8(ascii: "r"): 0x0D
      case UInt8(ascii: "t"): 0x09
      default: nil
      }
    if let plain {
      text.append(plain)
      position += 1
    } else if byte == UInt8(ascii: "u") {
      position += 1
      text.append(contentsOf: Array(String(Character(try parseUnicodeEscape())).utf8))
    } else {
      throw failure("\(shownByte) after '\\' is no escape.")
    }
  }

  private mutating func parseUnicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let first = try parseHex()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(UInt16(truncatingIfNeeded: first)), take("\\"), take("u") else {
      throw failure("A \\u escape is half of a surrogate pair without its other half.")
    }
    let second = try parseHex()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw failure("A \\u escape is half of a surrogate pair without its other half.") }
    return scalar
  }

  private mutating func parseHex() throws(JSONSyntaxError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    var value: UInt32 = 0
    for byte in digits {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("A \\u escape needs four hexadecimal digits.")
      }
      value = value * 16 + UInt32(digit)
    }
    guard digits.count == 4 else { throw failure("A \\u escape needs four hexadecimal digits.") }
    position += 4
    return value
  }

  /// Reports what no name or text of an order may hold: it would be shown on terminals and logs.
  private mutating func examine(_ string: String, at path: JSONPath) {
    let length = string.unicodeScalars.count
    if length > limits.stringLength {
      report(
        path, "The text has \(length) characters.",
        "Give at most \(limits.stringLength) characters.")
    }
    let bad = string.unicodeScalars.first { scalar in
      scalar.properties.generalCategory == .control && !"\t\n\r".unicodeScalars.contains(scalar)
    }
    if let bad {
      let code = String(bad.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      report(path, "The text holds the control character U+\(padded).", "Remove it.")
    }
  }
}

// MARK: - Where we are

extension JSONParser {
  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let byte = peek, UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func expected(_ what: String) -> String {
    peek == nil
      ? "The document ends where \(what) is expected."
      : "\(shownByte) stands where \(what) is expected."
  }

  private var shownByte: String {
    guard let byte = peek else { return "The end" }
    return (0x21..<0x7F).contains(byte)
      ? "'\(Character(Unicode.Scalar(byte)))'" : "The byte \(byte)"
  }

  private func failure(_ message: String) -> JSONSyntaxError {
    let before = bytes.prefix(position)
    let line = before.count { $0 == 0x0A } + 1
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONSyntaxError(line: line, column: position - lineStart + 1, message: message)
  }

  private mutating func report(_ path: JSONPath, _ message: String, _ remedy: String) {
    problems.append(DocumentProblem(path: path.description, message: message, remedy: remedy))
  }
}
