import Deciding
import Dispatch
import Foundation
import Synchronization

/// What a run of turns wrote, on its way to one commit.
///
/// Rows become bytes when the batch is sealed, all of them at once and on all processors: JSON is
/// most of what an order costs, and nobody reads it before the commit.
package struct Batch {
  /// What one row will hold.
  private enum Entry {
    case event(RecordedEvent)
    case message(Envelope, at: Instant, causation: Int?)
  }

  package private(set) var events: [RecordedEvent] = []
  /// How many messages were handled.
  package private(set) var turns = 0
  private var entries: [Entry] = []
  private var handled: [Int] = []
  private var fresh: Set<Int> = []
  private var done: Set<Int> = []
  private let keepsRows: Bool

  /// A batch that is going to the journal.
  package init() { keepsRows = true }

  private init(keepsRows: Bool) { self.keepsRows = keepsRows }

  /// A batch of a fork: what happened is told, and nothing is written.
  package static var rehearsed: Batch { Batch(keepsRows: false) }

  package var isEmpty: Bool { entries.isEmpty && handled.isEmpty && turns == 0 }

  mutating func add(_ recorded: RecordedEvent) {
    events.append(recorded)
    if keepsRows { entries.append(.event(recorded)) }
  }

  mutating func add(_ envelope: Envelope, at instant: Instant, causation: Int?) {
    guard keepsRows else { return }
    fresh.insert(envelope.sequence)
    entries.append(.message(envelope, at: instant, causation: causation))
  }

  /// Whether the message was handled in this batch.
  package func hasHandled(_ sequence: Int) -> Bool { done.contains(sequence) }

  mutating func finish(_ sequence: Int) {
    turns += 1
    done.insert(sequence)
    if fresh.remove(sequence) == nil { handled.append(sequence) }
  }

  /// The commit with the messages that are left to later batches.
  package consuming func sealed(serials: Serials) throws(JournalError) -> Commit {
    var commit = Commit()
    commit.rows = try rows()
    commit.waiting = fresh.sorted()
    commit.handled = handled
    commit.serials = serials
    return commit
  }
}

extension Batch {
  /// Rows that one processor encodes in less time than it takes to wake another one up.
  private static let rowsPerShare = 32

  private func rows() throws(JournalError) -> [JournalRow] {
    let shares = min(
      ProcessInfo.processInfo.activeProcessorCount, entries.count / Self.rowsPerShare)
    guard shares > 1 else { return try Self.rows(of: entries[...]) }
    let entries = entries
    let size = (entries.count + shares - 1) / shares
    let parts = Mutex([Result<[JournalRow], JournalError>?](repeating: nil, count: shares))
    DispatchQueue.concurrentPerform(iterations: shares) { share in
      let part = entries.dropFirst(share * size).prefix(size)
      let rows = Result { () throws(JournalError) in try Self.rows(of: part) }
      parts.withLock { $0[share] = rows }
    }
    var rows: [JournalRow] = []
    rows.reserveCapacity(entries.count)
    for part in parts.withLock({ $0 }) { rows += try part?.get() ?? [] }
    return rows
  }

  private static func rows(of entries: ArraySlice<Entry>) throws(JournalError) -> [JournalRow] {
    let coder = PayloadCoder()
    var rows: [JournalRow] = []
    rows.reserveCapacity(entries.count)
    for entry in entries {
      switch entry {
      case .event(let recorded): rows.append(try row(recorded, coder))
      case .message(let envelope, let instant, let causation):
        rows.append(try row(envelope, at: instant, causation, coder))
      }
    }
    return rows
  }

  private static func row(
    _ recorded: RecordedEvent, _ coder: PayloadCoder
  ) throws(JournalError) -> JournalRow {
    let payload = try recorded.event.payload(coder)
    return JournalRow(
      sequence: recorded.sequence, time: recorded.time, content: .event,
      block: recorded.event.block, sender: nil, due: nil,
      kind: PayloadCoder.kind(of: payload), entity: recorded.event.entity,
      correlation: recorded.correlation, causation: recorded.causation, payload: payload)
  }

  private static func row(
    _ envelope: Envelope, at instant: Instant, _ causation: Int?, _ coder: PayloadCoder
  ) throws(JournalError) -> JournalRow {
    let payload = try coder.text(envelope.message)
    return JournalRow(
      sequence: envelope.sequence, time: instant, content: .message,
      block: envelope.message.receiver, sender: envelope.sender, due: envelope.due,
      kind: PayloadCoder.kind(ofMessage: payload), entity: nil, correlation: envelope.correlation,
      causation: causation, payload: payload)
  }
}
