import Deciding
import Foundation

/// What a run of turns wrote, on its way to one commit.
package struct Batch {
  package private(set) var commit = Commit()
  package private(set) var events: [RecordedEvent] = []
  /// How many messages were handled.
  package private(set) var turns = 0
  private var fresh: Set<Int> = []
  private var done: Set<Int> = []
  private let keepsRows: Bool
  private let coder = PayloadCoder()

  /// A batch that is going to the journal.
  package init() { keepsRows = true }

  private init(keepsRows: Bool) { self.keepsRows = keepsRows }

  /// A batch of a fork: what happened is told, and nothing is written.
  package static var rehearsed: Batch { Batch(keepsRows: false) }

  package var isEmpty: Bool { commit.rows.isEmpty && commit.handled.isEmpty && turns == 0 }

  mutating func add(_ recorded: RecordedEvent) throws(JournalError) {
    events.append(recorded)
    guard keepsRows else { return }
    let payload = try recorded.event.payload(coder)
    commit.rows.append(
      JournalRow(
        sequence: recorded.sequence, time: recorded.time, content: .event,
        block: recorded.event.block, sender: nil, due: nil,
        kind: PayloadCoder.kind(of: payload), entity: recorded.event.entity,
        correlation: recorded.correlation, causation: recorded.causation, payload: payload))
  }

  mutating func add(
    _ envelope: Envelope, at instant: Instant, causation: Int?
  ) throws(JournalError) {
    guard keepsRows else { return }
    let payload = try coder.bytes(envelope.message)
    fresh.insert(envelope.sequence)
    commit.rows.append(
      JournalRow(
        sequence: envelope.sequence, time: instant, content: .message,
        block: envelope.message.receiver, sender: envelope.sender, due: envelope.due,
        kind: envelope.message.kind(in: payload), entity: nil, correlation: envelope.correlation,
        causation: causation, payload: payload))
  }

  /// Whether the message was handled in this batch.
  package func hasHandled(_ sequence: Int) -> Bool { done.contains(sequence) }

  mutating func finish(_ sequence: Int, serials: Serials) {
    turns += 1
    done.insert(sequence)
    commit.serials = serials
    if fresh.remove(sequence) == nil { commit.handled.append(sequence) }
  }

  /// The commit with the messages that are left to later batches.
  package consuming func sealed(serials: Serials) -> Commit {
    commit.waiting = fresh.sorted()
    commit.serials = serials
    return commit
  }
}

extension Message {
  /// The innermost case, such as `instantiate`: payloads nest as `{"service":{"_0":{"nfvo":{"_0":{"instantiate":…`.
  func kind(in payload: Data) -> String {
    var names: [String] = []
    var isInside = false
    var name: [UInt8] = []
    for byte in payload {
      if byte == UInt8(ascii: "\"") {
        if isInside { names.append(String(decoding: name, as: UTF8.self)) }
        isInside.toggle()
        name = []
      } else if isInside {
        name.append(byte)
      }
      if names.count == 5 { break }
    }
    return names.last { $0 != "_0" } ?? "message"
  }
}
