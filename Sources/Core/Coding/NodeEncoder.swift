/// Writes a value as JSON into an ``EncodingNode``.
///
/// Foundation's encoder builds a tree of every value first and asks each type at run time what it
/// is; the journal writes some dozens of values for every event, and that was most of its cost.
struct NodeEncoder: Encoder {
  let node: EncodingNode

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedNode<Key>(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { UnkeyedNode(node: node) }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleNode(node: node) }
}

private struct KeyedNode<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodingNode

  init(node: EncodingNode) {
    self.node = node
    node.becomeObject()
  }

  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil(forKey key: Key) { node.add(key.stringValue) { $0.appendNull() } }
  mutating func encode(_ value: Bool, forKey key: Key) {
    node.add(key.stringValue) { $0.appendJSON(value) }
  }
  mutating func encode(_ value: String, forKey key: Key) {
    node.add(key.stringValue) { $0.appendJSON(value) }
  }
  mutating func encode(_ value: some FixedWidthInteger & Encodable, forKey key: Key) {
    node.add(key.stringValue) { $0.appendJSON(value) }
  }
  mutating func encode(_ value: some BinaryFloatingPoint & Encodable, forKey key: Key) throws {
    try node.add(key.stringValue) { try $0.appendJSON(Double(value)) }
  }
  mutating func encode(_ value: some Encodable, forKey key: Key) throws {
    try node.add(key.stringValue, value)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    KeyedEncodingContainer(KeyedNode<Nested>(node: node.addNested(key.stringValue)))
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    UnkeyedNode(node: node.addNested(key.stringValue))
  }

  mutating func superEncoder() -> any Encoder { NodeEncoder(node: node.addNested("super")) }

  mutating func superEncoder(forKey key: Key) -> any Encoder {
    NodeEncoder(node: node.addNested(key.stringValue))
  }
}

private struct UnkeyedNode: UnkeyedEncodingContainer {
  let node: EncodingNode

  init(node: EncodingNode) {
    self.node = node
    node.becomeArray()
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int { node.count }

  mutating func encodeNil() { node.add { $0.appendNull() } }
  mutating func encode(_ value: Bool) { node.add { $0.appendJSON(value) } }
  mutating func encode(_ value: String) { node.add { $0.appendJSON(value) } }
  mutating func encode(_ value: some FixedWidthInteger & Encodable) {
    node.add { $0.appendJSON(value) }
  }
  mutating func encode(_ value: some BinaryFloatingPoint & Encodable) throws {
    try node.add { try $0.appendJSON(Double(value)) }
  }
  mutating func encode(_ value: some Encodable) throws { try node.add("", value) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    KeyedEncodingContainer(KeyedNode<Nested>(node: node.addNested()))
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    UnkeyedNode(node: node.addNested())
  }

  mutating func superEncoder() -> any Encoder { NodeEncoder(node: node.addNested()) }
}

private struct SingleNode: SingleValueEncodingContainer {
  let node: EncodingNode

  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() { node.set { $0.appendNull() } }
  mutating func encode(_ value: Bool) { node.set { $0.appendJSON(value) } }
  mutating func encode(_ value: String) { node.set { $0.appendJSON(value) } }
  mutating func encode(_ value: some FixedWidthInteger & Encodable) {
    node.set { $0.appendJSON(value) }
  }
  mutating func encode(_ value: some BinaryFloatingPoint & Encodable) throws {
    try node.set { try $0.appendJSON(Double(value)) }
  }
  mutating func encode(_ value: some Encodable) throws { try node.set(value) }
}
