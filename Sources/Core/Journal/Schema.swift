import Deciding
import Foundation
internal import GRDB

/// The tables of a journal file, and what must hold before it is used.
enum Schema {
  static let fileName = "journal.sqlite"
  /// The version of the tables and payloads that this program writes.
  static let format = 2

  static let insertRow = """
    INSERT INTO journal
      (sequence, time, content, block, sender, due, kind, entity, correlation, causation, payload)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static let insertWaiting = "INSERT INTO outbox (sequence) VALUES (?)"
  static let deleteHandled = "DELETE FROM outbox WHERE sequence = ?"

  private static let tables = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, content TEXT NOT NULL,
      block TEXT NOT NULL, sender TEXT, due INTEGER, kind TEXT NOT NULL, entity TEXT,
      correlation INTEGER NOT NULL, causation INTEGER, payload TEXT NOT NULL) STRICT;
    CREATE INDEX journal_entity ON journal (entity, sequence) WHERE entity IS NOT NULL;
    CREATE TABLE outbox (sequence INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE snapshot (
      sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, layers BLOB NOT NULL) STRICT;
    """

  static func open(
    _ file: URL, durability: Journal.Durability
  ) throws(JournalError) -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(
        sql: "PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL")")
    }
    do {
      return try DatabasePool(path: file.path, configuration: configuration)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw .damaged(
        "\(file.path) is not a journal of Podium. Move it away, or choose another folder with "
          + "--state DIR.")
    } catch {
      throw .unwritable("The journal \(file.path) cannot be opened: \(error).")
    }
  }

  /// Reads the description of the world, having created the tables in an empty file.
  static func world(
    of pool: DatabasePool, creating world: WorldDescription
  ) throws(JournalError) -> WorldDescription {
    do {
      return try pool.write { database in
        if try !database.tableExists("meta") {
          try database.execute(sql: tables)
          try set("format", to: Data(String(format).utf8), in: database)
          try set("world", to: JSONEncoder.sorted.encode(world), in: database)
          return world
        }
        try requireKnownFormat(in: database, path: pool.path)
        guard let bytes = try get("world", in: database) else {
          throw JournalError.damaged("\(pool.path) does not say which world it holds.")
        }
        return try JSONDecoder().decode(WorldDescription.self, from: bytes)
      }
    } catch let error as JournalError {
      throw error
    } catch let error as DatabaseError
      where error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT
    {
      throw .damaged(
        "\(pool.path) is not a journal of Podium, or it is damaged (\(error.message ?? "")). "
          + "Restore it from a backup, or choose another folder with --state DIR.")
    } catch {
      throw .unwritable("The journal \(pool.path) cannot be opened: \(error).")
    }
  }

  private static func requireKnownFormat(in database: Database, path: String) throws {
    let text = try get("format", in: database).map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard let found = Int(text) else {
      throw JournalError.damaged("\(path) does not say which format it has.")
    }
    guard found <= format else {
      throw JournalError.newer(
        "\(path) has format \(found), and this Podium knows up to \(format). "
          + "Open it with a newer Podium.")
    }
    guard found == format else {
      throw JournalError.older(
        "\(path) has format \(found), and this Podium reads format \(format) alone. Open it with the "
          + "Podium that wrote it, or move the folder away to begin a new state.")
    }
  }

  static func get(_ name: String, in database: Database) throws -> Data? {
    try Data.fetchOne(database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
  }

  static func set(_ name: String, to value: Data, in database: Database) throws {
    try database.cachedStatement(
      sql: "INSERT INTO meta (name, value) VALUES (?, ?) "
        + "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    ).execute(arguments: [name, value])
  }
}

extension JournalRow {
  /// The row as ``Schema/insertRow`` takes it. The payload is text, so that SQLite's JSON functions read it.
  var arguments: StatementArguments {
    [
      sequence, time.milliseconds, content.rawValue, block.rawValue, sender?.rawValue,
      due?.milliseconds, kind, entity, correlation, causation, payload,
    ]
  }

  init(_ row: Row) throws(JournalError) {
    let sequence: Int = row["sequence"]
    guard let content = Content(rawValue: row["content"]), let block = Block(rawValue: row["block"])
    else { throw .damaged("Row \(sequence) of the journal names a block that does not exist.") }
    let sender: String? = row["sender"]
    let due: Int64? = row["due"]
    self.init(
      sequence: sequence, time: Instant(milliseconds: row["time"]), content: content, block: block,
      sender: sender.flatMap(Block.init), due: due.map { Instant(milliseconds: $0) },
      kind: row["kind"], entity: row["entity"], correlation: row["correlation"],
      causation: row["causation"], payload: row["payload"])
  }
}
