/// A JSON text read once from end to end: what each value is, where its bytes are, and where the
/// next one begins, so that a decoder goes straight to what it wants.
struct JSONTape: Sendable {
  enum Kind: UInt8, Sendable {
    case null, yes, no
    case number
    /// A string without escapes: its bytes are its text.
    case string
    case escapedString
    case array, object
  }

  struct Entry: Sendable {
    let kind: Kind
    /// The first byte; of a string, the first inside its quotes.
    let start: UInt32
    /// The byte after the last; of a container, how many elements or members it has.
    fileprivate(set) var end: UInt32
    /// The entry after this value and all that is in it. A member is its name and its value.
    fileprivate(set) var next: UInt32
  }

  let bytes: [UInt8]
  private(set) var entries: [Entry] = []

  /// - Throws: ``JSONFault`` with the position of the first byte that is not as it must be.
  init(_ bytes: [UInt8]) throws(JSONFault) {
    guard bytes.count < UInt32.max else { throw JSONFault("the text is longer than 4 GiB") }
    self.bytes = bytes
    var parser = TapeParser(bytes: bytes)
    entries = try parser.parse()
  }
}

/// Reads the text; iterative, so that no depth overflows the stack.
private struct TapeParser {
  private let bytes: [UInt8]
  private var position = 0
  private var entries: [JSONTape.Entry] = []
  /// The containers around the position.
  private var open: [Int] = []

  private static let deepest = 512

  init(bytes: [UInt8]) {
    self.bytes = bytes
    entries.reserveCapacity(bytes.count / 8)
  }

  mutating func parse() throws(JSONFault) -> [JSONTape.Entry] {
    try value()
    while let container = open.last {
      if entries[container].kind == .array {
        try element(of: container)
      } else {
        try member(of: container)
      }
    }
    skipSpace()
    guard position == bytes.count else { throw fault("there is more after the value") }
    return entries
  }

  private mutating func element(of container: Int) throws(JSONFault) {
    if take(UInt8(ascii: "]")) { return close(container) }
    try separate(container)
    entries[container].end += 1
    try value()
  }

  private mutating func member(of container: Int) throws(JSONFault) {
    if take(UInt8(ascii: "}")) { return close(container) }
    try separate(container)
    entries[container].end += 1
    skipSpace()
    guard take(UInt8(ascii: "\"")) else { throw fault("a member's name must be a string") }
    try string()
    guard take(UInt8(ascii: ":")) else { throw fault("a colon must follow a member's name") }
    try value()
  }

  private mutating func separate(_ container: Int) throws(JSONFault) {
    guard entries[container].end == 0 || take(UInt8(ascii: ",")) else {
      throw fault("a comma or the end of the container must follow")
    }
  }

  private mutating func close(_ container: Int) {
    open.removeLast()
    entries[container].next = UInt32(entries.count)
  }

  private mutating func value() throws(JSONFault) {
    skipSpace()
    guard position < bytes.count else { throw fault("the text ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{"): try begin(.object)
    case UInt8(ascii: "["): try begin(.array)
    case UInt8(ascii: "\""):
      position += 1
      try string()
    case UInt8(ascii: "t"): try word("true", .yes)
    case UInt8(ascii: "f"): try word("false", .no)
    case UInt8(ascii: "n"): try word("null", .null)
    default: try number()
    }
  }

  private mutating func begin(_ kind: JSONTape.Kind) throws(JSONFault) {
    guard open.count < Self.deepest else { throw fault("it is nested too deeply") }
    open.append(entries.count)
    append(kind, from: position, to: 0)
    position += 1
  }

  private mutating func append(_ kind: JSONTape.Kind, from start: Int, to end: Int) {
    entries.append(
      JSONTape.Entry(
        kind: kind, start: UInt32(start), end: UInt32(end), next: UInt32(entries.count + 1)))
  }

  /// A string whose opening quote has been read.
  private mutating func string() throws(JSONFault) {
    let start = position
    var kind = JSONTape.Kind.string
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        append(kind, from: start, to: position)
        position += 1
        return
      case UInt8(ascii: "\\"):
        kind = .escapedString
        position += 2
      case ..<0x20: throw fault("a string holds a control character")
      default: position += 1
      }
    }
    throw fault("a string does not end")
  }

  private mutating func word(_ word: StaticString, _ kind: JSONTape.Kind) throws(JSONFault) {
    let end = position + word.utf8CodeUnitCount
    let isThere =
      end <= bytes.count
      && word.withUTF8Buffer { $0.elementsEqual(bytes[position..<end]) }
    guard isThere else { throw fault("\(word) is expected") }
    append(kind, from: position, to: end)
    position = end
  }

  private mutating func number() throws(JSONFault) {
    let start = position
    while position < bytes.count, bytes[position].belongsToNumber { position += 1 }
    guard position > start else { throw fault("a value is expected") }
    append(.number, from: start, to: position)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position].isSpace { position += 1 }
  }

  private func fault(_ reason: String) -> JSONFault {
    JSONFault("\(reason), at byte \(position)")
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

  fileprivate var belongsToNumber: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
