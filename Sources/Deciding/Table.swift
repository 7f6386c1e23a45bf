import HashTreeCollections

/// A persistent map: a copy costs nothing, and the next write copies a path, not the table.
///
/// That is what lets the core publish its state to the console, and fork it for a rehearsal, while
/// it goes on writing. Order of hashing differs from run to run, so iteration is offered only in
/// the order of the keys.
///
/// Its functions are inlinable, because every block reads and writes tables all the time and generic
/// code across modules costs several times as much.
package struct Table<Key: Hashable & Comparable & Sendable, Value: Sendable>: Sendable {
  @usableFromInline package var storage: TreeDictionary<Key, Value>

  @inlinable package init() {
    storage = [:]
  }

  @inlinable package var count: Int { storage.count }
  @inlinable package var isEmpty: Bool { storage.isEmpty }

  /// The value under `key`; writing `nil` removes it.
  @inlinable package subscript(key: Key) -> Value? {
    get { storage[key] }
    _modify { yield &storage[key] }
  }

  /// Changes the value under `key` in place; does nothing when there is none.
  @inlinable package mutating func update(_ key: Key, _ change: (inout Value) -> Void) {
    func changePresent(_ value: inout Value?) {
      guard var held = value.take() else { return }
      change(&held)
      value = held
    }
    changePresent(&storage[key])
  }

  /// Changes the value under `key`, which begins as `initial` when there is none.
  @inlinable package mutating func update(
    _ key: Key, default initial: @autoclosure () -> Value, _ change: (inout Value) -> Void
  ) {
    change(&storage[key, default: initial()])
  }

  /// All keys in their order. Costs a sort: for checks, snapshots and lists, not for every message.
  @inlinable package var keys: [Key] { storage.keys.sorted() }

  /// All values in the order of their keys; costs a sort like ``keys``.
  @inlinable package var values: [Value] { rows.map(\.value) }

  /// All rows in the order of their keys; costs a sort like ``keys``.
  @inlinable package var rows: [(key: Key, value: Value)] {
    storage.map { (key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
  }

  /// Counts rows in no order, which a count cannot betray.
  @inlinable package func count(where predicate: (Value) -> Bool) -> Int {
    storage.reduce(into: 0) { $0 += predicate($1.value) ? 1 : 0 }
  }
}

extension Table: Equatable where Value: Equatable {}

extension Table: Codable where Key: Codable, Value: Codable {
  private struct Row: Codable {
    let key: Key
    let value: Value
  }

  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    storage = [:]
    while !container.isAtEnd {
      let row = try container.decode(Row.self)
      storage[row.key] = row.value
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for row in rows { try container.encode(Row(key: row.key, value: row.value)) }
  }
}
