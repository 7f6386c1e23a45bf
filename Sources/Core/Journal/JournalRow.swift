import Deciding
import Foundation

/// One line of the journal: a message that was sent, or an event that a message led to.
package struct JournalRow: Equatable, Sendable {
  package enum Content: String, Sendable { case message, event }

  /// Position in the journal, from 1 without gaps. A message's sequence is its identifier.
  package let sequence: Int
  /// When it was written, on the core's clock.
  package let time: Instant
  package let content: Content
  /// Who it happened in; of a message, who is to receive it.
  package let block: Block
  /// Who sent it, of a message.
  package let sender: Block?
  /// When it is to be delivered, of a message.
  package let due: Instant?
  /// The case of the payload, such as `instantiate` or `nsInstantiated`.
  package let kind: String
  /// The entity that it is about, of an event.
  package let entity: String?
  /// The message from outside that began all this.
  package let correlation: Int
  /// The message whose handling wrote this row; `nil` for what comes from outside.
  package let causation: Int?
  /// JSON with sorted keys.
  package let payload: Data

  package init(
    sequence: Int, time: Instant, content: Content, block: Block, sender: Block?, due: Instant?,
    kind: String, entity: String?, correlation: Int, causation: Int?, payload: Data
  ) {
    self.sequence = sequence
    self.time = time
    self.content = content
    self.block = block
    self.sender = sender
    self.due = due
    self.kind = kind
    self.entity = entity
    self.correlation = correlation
    self.causation = causation
    self.payload = payload
  }
}

/// What one commit writes, all of it or nothing.
package struct Commit: Sendable {
  package var rows: [JournalRow] = []
  /// Messages written in this commit and not handled in it.
  package var waiting: [Int] = []
  /// Messages of earlier commits that were handled in this one.
  package var handled: [Int] = []
  package var serials = Serials()

  package init() {}
}

/// Turns payloads into bytes that are the same on every machine, and back.
///
/// Not `Sendable`: each thread makes its own.
package struct PayloadCoder {
  private let encoder = JSONEncoder()
  private let decoder = JSONDecoder()

  package init() {
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  package func bytes(_ value: some Encodable) throws(JournalError) -> Data {
    do {
      return try encoder.encode(value)
    } catch {
      throw .unwritable("A payload cannot be written as JSON: \(error).")
    }
  }

  package func value<Value: Decodable>(
    _ type: Value.Type, from bytes: Data, row sequence: Int
  ) throws(JournalError) -> Value {
    do {
      return try decoder.decode(type, from: bytes)
    } catch {
      throw .damaged(
        "Row \(sequence) of the journal does not read as \(type): \(error). "
          + "Restore the folder from a backup, or move it away to begin a new one.")
    }
  }

  /// The case of an enum's payload: synthesized coding writes `{"case":{…}}`.
  package static func kind(of payload: Data) -> String {
    guard payload.count > 3, payload.first == UInt8(ascii: "{") else {
      return String(decoding: payload.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
    let name = payload.dropFirst(2).prefix { $0 != UInt8(ascii: "\"") }
    return String(decoding: name, as: UTF8.self)
  }
}
