import Deciding
import Foundation
internal import GRDB

/// The file that the core lives in: every message, every event, and what is still to be delivered.
///
/// SQLite with a write-ahead log and full sync: ``commit(_:)`` returns when the rows would survive a
/// loss of power. One process at a time has it; see ``StateLock``.
package final class Journal: Sendable {
  /// How much a commit promises.
  package enum Durability: Sendable {
    /// Survives a crash of the machine.
    case full
    /// Survives a crash of the process; for tests and benchmarks that only crash that.
    case process
  }

  package let folder: URL
  package let world: WorldDescription
  private let database: DatabasePool
  private let lock: StateLock

  /// Opens the journal in `folder`, or creates it when there is none.
  ///
  /// `world` is what a new journal is created with; an existing one keeps its own.
  package init(
    folder: URL, command: String, durability: Durability = .full,
    creating world: @autoclosure () -> WorldDescription
  ) throws(JournalError) {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(
        "The folder \(folder.path) cannot be made: \(error.localizedDescription). "
          + "Choose another with --state DIR.")
    }
    lock = try StateLock(folder: folder, command: command)
    database = try Schema.open(
      folder.appendingPathComponent(Schema.fileName), durability: durability)
    self.world = try Schema.world(of: database, creating: world())
  }

  /// Whether `folder` holds a journal.
  package static func exists(in folder: URL) -> Bool {
    FileManager.default.fileExists(
      atPath: folder.appendingPathComponent(Schema.fileName).path)
  }

  /// Writes a batch in one transaction, and returns when it is durable.
  package func commit(_ commit: Commit) throws(JournalError) {
    try write { database in
      let insert = try database.cachedStatement(sql: Schema.insertRow)
      for row in commit.rows { try insert.execute(arguments: row.arguments) }
      let wait = try database.cachedStatement(sql: Schema.insertWaiting)
      for sequence in commit.waiting { try wait.execute(arguments: [sequence]) }
      let handle = try database.cachedStatement(sql: Schema.deleteHandled)
      for sequence in commit.handled { try handle.execute(arguments: [sequence]) }
      try Schema.set("serials", to: JSONEncoder.sorted.encode(commit.serials), in: database)
    }
  }

  /// Keeps `snapshot`, and forgets all earlier ones but the last before it.
  package func keep(_ snapshot: StoredSnapshot) throws(JournalError) {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO snapshot (sequence, time, layers) VALUES (?, ?, ?)",
        arguments: [snapshot.sequence, snapshot.time.milliseconds, snapshot.layers])
      try database.execute(
        sql: """
          DELETE FROM snapshot WHERE sequence NOT IN
            (SELECT sequence FROM snapshot ORDER BY sequence DESC LIMIT 2)
          """)
    }
  }

  /// The last snapshot at or before `sequence`.
  package func snapshot(before sequence: Int = .max) throws(JournalError) -> StoredSnapshot? {
    try read { database in
      try Row.fetchOne(
        database,
        sql: "SELECT * FROM snapshot WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1",
        arguments: [sequence]
      ).map {
        StoredSnapshot(
          sequence: $0["sequence"], time: Instant(milliseconds: $0["time"]), layers: $0["layers"])
      }
    }
  }

  /// The serials of the last commit.
  package func serials() throws(JournalError) -> Serials {
    try read { database in
      guard let bytes = try Schema.get("serials", in: database) else { return Serials() }
      return try JSONDecoder().decode(Serials.self, from: bytes)
    }
  }

  /// The messages that are written and not yet handled, in the order of the journal.
  package func waiting() throws(JournalError) -> [JournalRow] {
    try rows(sql: "SELECT journal.* FROM outbox JOIN journal USING (sequence) ORDER BY sequence")
  }

  /// The sequence and the time of the last row, or 0 and the world's beginning.
  package func end() throws(JournalError) -> (sequence: Int, time: Instant) {
    let last = try rows(sql: "SELECT * FROM journal ORDER BY sequence DESC LIMIT 1").first
    return (last?.sequence ?? 0, last?.time ?? world.epoch)
  }

  /// Calls `body` with each row from `first` to `last`, in order, without holding them all.
  package func forEachRow(
    from first: Int = 1, through last: Int = .max, content: JournalRow.Content? = nil,
    _ body: (JournalRow) throws -> Void
  ) throws(JournalError) {
    var sql = "SELECT * FROM journal WHERE sequence BETWEEN ? AND ?"
    if let content { sql += " AND content = '\(content.rawValue)'" }
    try read { database in
      let cursor = try Row.fetchCursor(
        database, sql: sql + " ORDER BY sequence", arguments: [first, last])
      while let row = try cursor.next() { try body(JournalRow(row)) }
    }
  }

  /// The row at `sequence`.
  package func row(_ sequence: Int) throws(JournalError) -> JournalRow? {
    try rows(sql: "SELECT * FROM journal WHERE sequence = ?", arguments: [sequence]).first
  }

  /// The last events, optionally of one entity; oldest first.
  package func lastEvents(
    about entity: String? = nil, limit: Int
  ) throws(JournalError) -> [JournalRow] {
    let clause = entity == nil ? "" : "AND entity = ?"
    let arguments: StatementArguments = entity.map { [$0] } ?? []
    return try rows(
      sql: """
        SELECT * FROM journal WHERE content = 'event' \(clause)
        ORDER BY sequence DESC LIMIT \(limit)
        """, arguments: arguments
    ).reversed()
  }

  /// What SQLite itself says about the file: `ok`, or what is wrong with it.
  package func integrity() throws(JournalError) -> [String] {
    try read { try String.fetchAll($0, sql: "PRAGMA integrity_check(20)") }
  }

  private func rows(
    sql: String, arguments: StatementArguments = []
  ) throws(JournalError) -> [JournalRow] {
    try read { database in
      try Row.fetchAll(database, sql: sql, arguments: arguments).map { try JournalRow($0) }
    }
  }

  private func read<Value>(_ body: (Database) throws -> Value) throws(JournalError) -> Value {
    do {
      return try database.unsafeRead(body)
    } catch let error as JournalError {
      throw error
    } catch {
      throw .damaged("The journal in \(folder.path) cannot be read: \(error).")
    }
  }

  private func write(_ body: (Database) throws -> Void) throws(JournalError) {
    do {
      try database.write(body)
    } catch let error as JournalError {
      throw error
    } catch {
      throw .unwritable(
        "The journal in \(folder.path) cannot be written: \(error). "
          + "Nothing was changed. Free space or mend the disk, then start again.")
    }
  }
}

/// A state of all layers as it stood after a row of the journal.
package struct StoredSnapshot: Equatable, Sendable {
  package let sequence: Int
  package let time: Instant
  /// ``Layers`` as JSON.
  package let layers: Data

  package init(sequence: Int, time: Instant, layers: Data) {
    self.sequence = sequence
    self.time = time
    self.layers = layers
  }
}

/// What a world is created with, kept in the journal for good.
package struct WorldDescription: Codable, Equatable, Sendable {
  package let seed: UInt64
  /// When the world begins.
  package let epoch: Instant

  package init(seed: UInt64, epoch: Instant) {
    self.seed = seed
    self.epoch = epoch
  }
}

extension JSONEncoder {
  static var sorted: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
