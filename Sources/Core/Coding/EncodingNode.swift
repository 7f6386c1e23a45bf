/// An object, array or single value while its parts are being written.
///
/// Parts that are whole are bytes already; only a nested container, which its owner may go on
/// writing to until the end, is a node of its own.
final class EncodingNode {
  private enum Shape { case empty, single, array, object }

  private struct Part {
    /// The name of a member; empty in an array.
    let name: String
    /// Where its bytes begin.
    let start: Int
    let nested: EncodingNode?
  }

  private var shape = Shape.empty
  private var bytes: [UInt8] = []
  private var parts: [Part] = []
  /// Nodes to be used again: a payload has dozens of small containers. They outlive every node.
  private unowned let spares: SpareNodes

  fileprivate init(spares: SpareNodes) { self.spares = spares }

  var count: Int { parts.count }

  func becomeObject() { shape = .object }
  func becomeArray() { shape = .array }

  /// Writes the only value.
  func set(_ write: (inout [UInt8]) throws -> Void) rethrows {
    shape = .single
    try write(&bytes)
  }

  /// Writes a member of an object, or an element of an array under an empty name.
  func add(_ name: String = "", _ write: (inout [UInt8]) throws -> Void) rethrows {
    parts.append(Part(name: name, start: bytes.count, nested: nil))
    try write(&bytes)
  }

  func set(_ value: some Encodable) throws {
    shape = .single
    try encode(value)
  }

  func add(_ name: String = "", _ value: some Encodable) throws {
    parts.append(Part(name: name, start: bytes.count, nested: nil))
    try encode(value)
  }

  /// A member or element that goes on being written.
  func addNested(_ name: String = "") -> EncodingNode {
    let nested = spares.take()
    parts.append(Part(name: name, start: bytes.count, nested: nested))
    return nested
  }

  private func encode(_ value: some Encodable) throws {
    let node = spares.take()
    try value.encode(to: NodeEncoder(node: node))
    node.finish(into: &bytes)
  }

  /// Appends the whole text to `output`, and gives the node back to be used again.
  func finish(into output: inout [UInt8]) {
    switch shape {
    case .empty: output.append(contentsOf: "{}".utf8)
    case .single: output.append(contentsOf: bytes)
    case .array: writeArray(into: &output)
    case .object: writeObject(into: &output)
    }
    shape = .empty
    parts.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
    spares.give(self)
  }

  /// Bytes that a node keeps room for while it is not in use.
  private static let keptCapacity = 1 << 14

  private func writeArray(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    for index in parts.indices {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      write(index, into: &output)
    }
    output.append(UInt8(ascii: "]"))
  }

  private func writeObject(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    for index in membersByName() {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.appendJSON(parts[index].name)
      output.append(UInt8(ascii: ":"))
      write(index, into: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private func write(_ index: Int, into output: inout [UInt8]) {
    if let nested = parts[index].nested { return nested.finish(into: &output) }
    let end = index + 1 < parts.count ? parts[index + 1].start : bytes.count
    output.append(contentsOf: bytes[parts[index].start..<end])
  }

  /// Members that are sorted by insertion; objects are small, and often in order.
  private static let fewMembers = 24

  private func membersByName() -> [Int] {
    var order = Array(parts.indices)
    guard order.count <= Self.fewMembers else {
      return order.sorted { parts[$0].name < parts[$1].name }
    }
    for index in order.indices.dropFirst() {
      var place = index
      while place > 0, parts[order[place]].name < parts[order[place - 1]].name {
        order.swapAt(place, place - 1)
        place -= 1
      }
    }
    return order
  }
}

/// Nodes that are not in use.
final class SpareNodes {
  private var nodes: [EncodingNode] = []

  func take() -> EncodingNode { nodes.popLast() ?? EncodingNode(spares: self) }

  fileprivate func give(_ node: EncodingNode) { nodes.append(node) }
}
