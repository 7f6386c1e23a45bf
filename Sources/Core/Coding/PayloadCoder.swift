/// Turns payloads into text that is the same on every machine, and back: JSON without spaces, the
/// members of an object in the order of their names.
///
/// Members that a text lacks read as empty, so that a journal is read by later Podiums; see
/// ``AbsentDecoder``. Not `Sendable`: each thread makes its own.
package struct PayloadCoder {
  private let nodes = SpareNodes()

  package init() {}

  package func bytes(_ value: some Encodable) throws(JournalError) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      let node = nodes.take()
      try value.encode(to: NodeEncoder(node: node))
      node.finish(into: &bytes)
    } catch let fault as JSONFault {
      throw .unwritable("A payload cannot be written as JSON: \(fault.reason).")
    } catch {
      throw .unwritable("A payload cannot be written as JSON: \(error).")
    }
    return bytes
  }

  package func text(_ value: some Encodable) throws(JournalError) -> String {
    String(decoding: try bytes(value), as: UTF8.self)
  }

  package func value<Value: Decodable>(
    _ type: Value.Type, from text: String, row sequence: Int
  ) throws(JournalError) -> Value {
    try value(type, from: try Self.tape(Array(text.utf8), row: sequence), row: sequence)
  }

  /// Reads what a snapshot or a row holds once for all who take parts of it.
  static func tape(_ bytes: [UInt8], row sequence: Int) throws(JournalError) -> JSONTape {
    do {
      return try JSONTape(bytes)
    } catch {
      throw .unreadable("\(error.reason)", row: sequence)
    }
  }

  func value<Value: Decodable>(
    _ type: Value.Type, from tape: JSONTape, row sequence: Int
  ) throws(JournalError) -> Value {
    try read(type, from: tape, row: sequence) { $0 }
  }

  /// One member of the object that the tape holds.
  func member<Value: Decodable>(
    _ name: String, as type: Value.Type, of tape: JSONTape, row sequence: Int
  ) throws(JournalError) -> Value {
    try read(type, from: tape, row: sequence) { try $0.member(name) }
  }

  private func read<Value: Decodable>(
    _ type: Value.Type, from tape: JSONTape, row sequence: Int,
    at place: (TapeReader) throws -> TapeReader
  ) throws(JournalError) -> Value {
    do {
      return try tape.read { try Value(from: TapeDecoder(reader: place($0))) }
    } catch let fault as JSONFault {
      let place = fault.entry.map { " at \(tape.path(of: $0))" } ?? ""
      throw .unreadable("it is no \(type)\(place): \(fault.reason)", row: sequence)
    } catch {
      throw .unreadable("it is no \(type): \(error)", row: sequence)
    }
  }

  /// The case of an enum's payload: synthesized coding writes `{"case":{…}}`.
  package static func kind(of payload: String) -> String {
    names(in: payload, atMost: 1).last ?? payload
  }

  /// The innermost case of a message: payloads nest as
  /// `{"service":{"_0":{"nfvo":{"_0":{"instantiate":…`.
  static func kind(ofMessage payload: String) -> String {
    names(in: payload, atMost: 5).last { $0 != "_0" } ?? "message"
  }

  /// The first strings of a payload, which are the names of its cases.
  private static func names(in payload: String, atMost limit: Int) -> [String] {
    var names: [String] = []
    var rest = payload.utf8[...]
    while names.count < limit, let open = rest.firstIndex(of: UInt8(ascii: "\"")) {
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: UInt8(ascii: "\"")) else { break }
      names.append(String(payload[inside.startIndex..<close]))
      rest = inside[inside.index(after: close)...]
    }
    return names
  }
}
