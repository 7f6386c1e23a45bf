/// Reads a value from a ``JSONTape``.
struct TapeDecoder: Decoder {
  let reader: TapeReader

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try KeyedTape(reader: reader))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try UnkeyedTape(reader: reader)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { SingleTape(reader: reader) }
}

private struct KeyedTape<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let reader: TapeReader
  /// Members by name, of an object with so many that searching it takes long.
  private var index: [String: Int]?

  private static var manyMembers: Int { 24 }

  init(reader: TapeReader) throws {
    try reader.requireKind(.object, "an object")
    self.reader = reader
    guard reader.count > Self.manyMembers else { return }
    var index: [String: Int] = [:]
    try forEachMember { name, value in
      index[try reader.at(name).string()] = value
      return true
    }
    self.index = index
  }

  var codingPath: [any CodingKey] { [] }

  var allKeys: [Key] {
    var keys: [Key] = []
    keys.reserveCapacity(reader.count)
    try? forEachMember { name, _ in
      if let key = Key(stringValue: try reader.at(name).string()) { keys.append(key) }
      return true
    }
    return keys
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }

  func decodeNil(forKey key: Key) -> Bool { find(key).map { reader.at($0).isNull } ?? true }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try find(key).map { try reader.at($0).bool() } ?? false
  }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try find(key).map { try reader.at($0).string() } ?? ""
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try find(key).map { try reader.at($0).double() } ?? 0
  }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    Float(try decode(Double.self, forKey: key))
  }
  func decode<Value: FixedWidthInteger & Decodable>(
    _ type: Value.Type, forKey key: Key
  ) throws -> Value {
    try find(key).map { try reader.at($0).integer(type) } ?? 0
  }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    guard let place = find(key) else { return try absent(key).value(type) }
    return try Value(from: TapeDecoder(reader: reader.at(place)))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    guard let place = find(key) else { return absent(key).container(keyedBy: type) }
    return KeyedDecodingContainer(try KeyedTape<Nested>(reader: reader.at(place)))
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    guard let place = find(key) else { return absent(key).unkeyedContainer() }
    return try UnkeyedTape(reader: reader.at(place))
  }

  func superDecoder() throws -> any Decoder { decoder(of: "super") }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder(of: key.stringValue) }

  private func decoder(of name: String) -> any Decoder {
    guard let place = find(name) else {
      return AbsentDecoder(name: name, owner: reader.index)
    }
    return TapeDecoder(reader: reader.at(place))
  }

  private func absent(_ key: Key) -> AbsentDecoder {
    AbsentDecoder(name: key.stringValue, owner: reader.index)
  }

  private func find(_ key: Key) -> Int? { find(key.stringValue) }

  private func find(_ name: String) -> Int? {
    if let index { return index[name] }
    var found: Int?
    forEachMember { member, value in
      guard reader.at(member).isNamed(name) else { return true }
      found = value
      return false
    }
    return found
  }

  /// Calls `body` with the entries of each member's name and value, until it answers `false`.
  private func forEachMember(_ body: (Int, Int) throws -> Bool) rethrows {
    var place = reader.first
    for _ in 0..<reader.count {
      guard try body(place, place + 1) else { return }
      place = reader.at(place + 1).next
    }
  }
}

private struct UnkeyedTape: UnkeyedDecodingContainer {
  private let reader: TapeReader
  private var place: Int
  private(set) var currentIndex = 0

  init(reader: TapeReader) throws {
    try reader.requireKind(.array, "an array")
    self.reader = reader
    place = reader.first
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { reader.count }
  var isAtEnd: Bool { currentIndex >= reader.count }

  mutating func decodeNil() throws -> Bool {
    guard try element().isNull else { return false }
    pass()
    return true
  }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try take { try $0.bool() } }
  mutating func decode(_ type: String.Type) throws -> String { try take { try $0.string() } }
  mutating func decode(_ type: Double.Type) throws -> Double { try take { try $0.double() } }
  mutating func decode(_ type: Float.Type) throws -> Float { try take { Float(try $0.double()) } }
  mutating func decode<Value: FixedWidthInteger & Decodable>(
    _ type: Value.Type
  ) throws -> Value {
    try take { try $0.integer(type) }
  }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try take { try Value(from: TapeDecoder(reader: $0)) }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    KeyedDecodingContainer(try take { try KeyedTape<Nested>(reader: $0) })
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take { try UnkeyedTape(reader: $0) }
  }

  mutating func superDecoder() throws -> any Decoder { try take { TapeDecoder(reader: $0) } }

  private func element() throws(JSONFault) -> TapeReader {
    guard !isAtEnd else { throw JSONFault("the array has no more elements", at: reader.index) }
    return reader.at(place)
  }

  /// Reads an element, and goes on to the next when that went well.
  private mutating func take<Value>(_ read: (TapeReader) throws -> Value) throws -> Value {
    let value = try read(element())
    pass()
    return value
  }

  private mutating func pass() {
    place = reader.at(place).next
    currentIndex += 1
  }
}

private struct SingleTape: SingleValueDecodingContainer {
  let reader: TapeReader

  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { reader.isNull }
  func decode(_ type: Bool.Type) throws -> Bool { try reader.bool() }
  func decode(_ type: String.Type) throws -> String { try reader.string() }
  func decode(_ type: Double.Type) throws -> Double { try reader.double() }
  func decode(_ type: Float.Type) throws -> Float { Float(try reader.double()) }
  func decode<Value: FixedWidthInteger & Decodable>(_ type: Value.Type) throws -> Value {
    try reader.integer(type)
  }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Value(from: TapeDecoder(reader: reader))
  }
}
