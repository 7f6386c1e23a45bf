/// Bytes of JSON under way: the smallest text of a value, and nothing that a reader could skip.
extension [UInt8] {
  mutating func appendJSON(_ value: Bool) {
    append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func appendNull() { append(contentsOf: "null".utf8) }

  mutating func appendJSON(_ value: some FixedWidthInteger) {
    if let small = UInt8(exactly: value), small < 10 {
      append(UInt8(ascii: "0") + small)
    } else {
      append(contentsOf: String(value).utf8)
    }
  }

  /// - Throws: ``JSONFault`` for what is no number, which JSON cannot say.
  mutating func appendJSON(_ value: Double) throws(JSONFault) {
    guard value.isFinite else { throw JSONFault("\(value) cannot be written as JSON") }
    let text = String(value)
    // A whole number is written as one, as long as its digits are exact.
    append(contentsOf: text.hasSuffix(".0") ? text.utf8.dropLast(2) : text.utf8[...])
  }

  /// A string with its quotes; what JSON does not allow bare is escaped.
  mutating func appendJSON(_ text: String) {
    var text = text
    append(UInt8(ascii: "\""))
    text.withUTF8 { bytes in
      var plain = bytes.startIndex
      for index in bytes.indices where bytes[index].needsEscape {
        append(contentsOf: bytes[plain..<index])
        appendEscaped(bytes[index])
        plain = index + 1
      }
      append(contentsOf: bytes[plain...])
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    default:
      append(contentsOf: "u00".utf8)
      append(Self.hexDigits[Int(byte >> 4)])
      append(Self.hexDigits[Int(byte & 15)])
    }
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)
}

extension UInt8 {
  fileprivate var needsEscape: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}

/// Why something cannot be written as JSON or read from it.
///
/// Light, because reading tries: a value that may be a number or a text is asked for both.
struct JSONFault: Error {
  let reason: String
  /// Where on the tape, when something was read.
  var entry: Int?

  init(_ reason: String, at entry: Int? = nil) {
    self.reason = reason
    self.entry = entry
  }
}
