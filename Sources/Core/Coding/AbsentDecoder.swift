/// Reads a member that is not there as empty: nothing, zero, false, no text, no elements.
///
/// A journal outlives the program that wrote it. What a later Podium added to an event or a record is
/// absent in rows written before, and means there what it meant before it was thought of. A value that
/// cannot be empty, such as a case of an enum or an identifier, is missed: ``JSONFault``.
struct AbsentDecoder: Decoder {
  let name: String
  /// The entry of the object that lacks it.
  let owner: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  var missing: JSONFault { JSONFault("the member \"\(name)\" is missing", at: owner) }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(AbsentMembers<Key>(absent: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer { NoElements(absent: self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { AbsentValue(absent: self) }

  /// The empty value of a type.
  func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    do {
      return try Value(from: self)
    } catch let fault as JSONFault {
      throw fault
    } catch {
      throw missing
    }
  }
}

private struct AbsentMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let absent: AbsentDecoder

  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { false }
  func decodeNil(forKey key: Key) -> Bool { true }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try absent.value(type)
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedDecodingContainer<Nested> {
    absent.container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
    absent.unkeyedContainer()
  }
  func superDecoder() -> any Decoder { absent }
  func superDecoder(forKey key: Key) -> any Decoder { absent }
}

private struct NoElements: UnkeyedDecodingContainer {
  let absent: AbsentDecoder

  var codingPath: [any CodingKey] { [] }
  var count: Int? { 0 }
  var isAtEnd: Bool { true }
  var currentIndex: Int { 0 }

  mutating func decodeNil() throws -> Bool { throw absent.missing }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    throw absent.missing
  }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    throw absent.missing
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw absent.missing
  }
  mutating func superDecoder() throws -> any Decoder { throw absent.missing }
}

private struct AbsentValue: SingleValueDecodingContainer {
  let absent: AbsentDecoder

  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { true }
  func decode(_ type: Bool.Type) -> Bool { false }
  func decode(_ type: String.Type) -> String { "" }
  func decode(_ type: Double.Type) -> Double { 0 }
  func decode(_ type: Float.Type) -> Float { 0 }
  func decode<Value: FixedWidthInteger & Decodable>(_ type: Value.Type) -> Value { 0 }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try absent.value(type) }
}
