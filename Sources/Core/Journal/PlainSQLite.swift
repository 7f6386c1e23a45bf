import Deciding
import Foundation
internal import GRDB

/// The floor under the journal: the same commits written by bare SQLite statements into the same
/// tables with the same sync, all bytes made ready beforehand.
package struct PlainSQLite {
  private struct Transaction {
    let rows: [StatementArguments]
    let waiting: [Int]
    let handled: [Int]
    let serials: Data
  }

  private let database: DatabasePool
  private let transactions: [Transaction]

  /// Makes an empty file in `folder`, which must exist, for `commits`.
  package init(folder: URL, commits: [Commit]) throws(JournalError) {
    database = try Schema.open(
      folder.appendingPathComponent(Schema.fileName), durability: .full)
    _ = try Schema.world(
      of: database,
      creating: WorldDescription(seed: 0, epoch: .init(milliseconds: 0)))
    do {
      transactions = try commits.map { commit in
        Transaction(
          rows: commit.rows.map(\.arguments), waiting: commit.waiting, handled: commit.handled,
          serials: try JSONEncoder.sorted.encode(commit.serials))
      }
    } catch {
      throw .unwritable("The serials cannot be written as JSON: \(error).")
    }
  }

  /// Writes everything; returns how long that took until the last byte was durable.
  package func run() throws(JournalError) -> Duration {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      for transaction in transactions { try database.write { try write(transaction, to: $0) } }
    } catch {
      throw .unwritable("SQLite cannot write to \(database.path): \(error).")
    }
    return clock.now - start
  }

  private func write(_ transaction: Transaction, to database: Database) throws {
    let insert = try database.cachedStatement(sql: Schema.insertRow)
    for row in transaction.rows {
      insert.setUncheckedArguments(row)
      try insert.execute()
    }
    let wait = try database.cachedStatement(sql: Schema.insertWaiting)
    for sequence in transaction.waiting { try wait.execute(arguments: [sequence]) }
    let handle = try database.cachedStatement(sql: Schema.deleteHandled)
    for sequence in transaction.handled { try handle.execute(arguments: [sequence]) }
    try Schema.set("serials", to: transaction.serials, in: database)
  }
}
