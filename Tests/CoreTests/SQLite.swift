import Foundation
import GRDB

/// Reaches into a closed journal file, as a disk fault or another program would.
enum SQLite {
  static func run(_ sql: String, in folder: URL) throws {
    let queue = try DatabaseQueue(path: folder.appendingPathComponent("journal.sqlite").path)
    try queue.write { try $0.execute(sql: sql) }
  }
}
