/// One value on a tape: what a decoder reads from.
///
/// Holds bare pointers into the tape, because a state of a million rows passes through here and each
/// copy of an array is two atomic writes. ``JSONTape/read(_:)`` is the only maker, and keeps the tape
/// alive while a reader is used.
struct TapeReader {
  fileprivate let bytes: UnsafeBufferPointer<UInt8>
  fileprivate let entries: UnsafeBufferPointer<JSONTape.Entry>
  let index: Int

  func at(_ index: Int) -> TapeReader {
    TapeReader(bytes: bytes, entries: entries, index: index)
  }

  var entry: JSONTape.Entry { entries[index] }
  var isNull: Bool { entry.kind == .null }
  /// The entry after this value.
  var next: Int { Int(entry.next) }
  /// How many elements or members a container has.
  var count: Int { Int(entry.end) }

  /// The container's first element, or its first member's name.
  var first: Int { index + 1 }

  func requireKind(_ kind: JSONTape.Kind, _ name: StaticString) throws(JSONFault) {
    guard entry.kind == kind else { throw JSONFault("\(name) is expected", at: index) }
  }

  /// The value of an object's member.
  func member(_ name: String) throws(JSONFault) -> TapeReader {
    try requireKind(.object, "an object")
    var place = first
    for _ in 0..<count {
      if at(place).isNamed(name) { return at(place + 1) }
      place = at(place + 1).next
    }
    throw JSONFault("the member \"\(name)\" is missing", at: index)
  }

  func bool() throws(JSONFault) -> Bool {
    switch entry.kind {
    case .yes: return true
    case .no: return false
    default: throw JSONFault("true or false is expected", at: index)
    }
  }

  func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(JSONFault) -> Value {
    try requireKind(.number, "a number")
    var value: Value = 0
    var isNegative = false
    var hasDigits = false
    for byte in text {
      guard byte != UInt8(ascii: "-") || hasDigits || isNegative else {
        isNegative = true
        continue
      }
      guard let digit = byte.decimalDigit else {
        throw JSONFault("a whole number is expected", at: index)
      }
      hasDigits = true
      let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isOver) =
        isNegative
        ? tenfold.subtractingReportingOverflow(Value(digit))
        : tenfold.addingReportingOverflow(Value(digit))
      guard !isTooLarge, !isOver else {
        throw JSONFault("the number does not fit into \(type)", at: index)
      }
      value = sum
    }
    guard hasDigits else { throw JSONFault("a whole number is expected", at: index) }
    return value
  }

  func double() throws(JSONFault) -> Double {
    try requireKind(.number, "a number")
    guard let value = Double(String(decoding: text, as: UTF8.self)) else {
      throw JSONFault("this is no number", at: index)
    }
    return value
  }

  func string() throws(JSONFault) -> String {
    switch entry.kind {
    case .string: return String(decoding: text, as: UTF8.self)
    case .escapedString: return try unescaped()
    default: throw JSONFault("a string is expected", at: index)
    }
  }

  /// Whether the entry is a string that reads as `name`.
  func isNamed(_ name: some StringProtocol) -> Bool {
    guard entry.kind == .string else { return (try? string()).map { $0 == name } ?? false }
    let text = text
    return name.utf8.count == text.count && name.utf8.elementsEqual(text)
  }

  private var text: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)])
  }

  private func unescaped() throws(JSONFault) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "u"): result.append(contentsOf: try scalar(&rest))
      case .some(let byte) where "\"\\/".utf8.contains(byte): result.append(byte)
      default: throw JSONFault("a string has an escape that JSON does not know", at: index)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The UTF-8 of `uXXXX`, or of two of them that make one scalar.
  private func scalar(
    _ rest: inout Slice<UnsafeBufferPointer<UInt8>>
  ) throws(JSONFault) -> [UInt8] {
    var unit = try hexadecimal(&rest)
    if (0xD800..<0xDC00).contains(unit), rest.starts(with: "\\u".utf8) {
      rest = rest.dropFirst(2)
      unit = 0x10000 + (unit - 0xD800) << 10 + (try hexadecimal(&rest) &- 0xDC00)
    }
    guard let scalar = Unicode.Scalar(unit) else {
      throw JSONFault("a string has an escape of half a character", at: index)
    }
    return Array(String(Character(scalar)).utf8)
  }

  private func hexadecimal(
    _ rest: inout Slice<UnsafeBufferPointer<UInt8>>
  ) throws(JSONFault) -> UInt32 {
    let digits = rest.prefix(4)
    rest = rest.dropFirst(4)
    guard digits.count == 4, let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw JSONFault("a string has an escape without four digits", at: index) }
    return unit
  }
}

extension UInt8 {
  fileprivate var decimalDigit: UInt8? {
    let digit = self &- UInt8(ascii: "0")
    return digit < 10 ? digit : nil
  }
}

extension JSONTape {
  /// Lets `body` read the whole value. The reader is not to leave it.
  func read<Value>(_ body: (TapeReader) throws -> Value) rethrows -> Value {
    try bytes.withUnsafeBufferPointer { bytes in
      try entries.withUnsafeBufferPointer { entries in
        try body(TapeReader(bytes: bytes, entries: entries, index: 0))
      }
    }
  }

  /// Where an entry is, as in `$.nfvo.networkServices[3].name`.
  func path(of target: Int) -> String {
    read { root in
      var path = "$"
      var place = root
      while place.index < target {
        guard let step = place.step(towards: target) else { break }
        path += step.text
        place = place.at(step.index)
      }
      return path
    }
  }
}

extension TapeReader {
  /// The element or member that holds `target`.
  fileprivate func step(towards target: Int) -> (text: String, index: Int)? {
    let isObject = entry.kind == .object
    guard isObject || entry.kind == .array else { return nil }
    var place = first
    for position in 0..<count {
      let value = isObject ? place + 1 : place
      let end = at(value).next
      if target < end {
        let name = isObject ? ".\((try? at(place).string()) ?? "")" : "[\(position)]"
        return (name, value)
      }
      place = end
    }
    return nil
  }
}
