/// Why a state folder cannot be used. Every case holds a whole sentence and what to do about it.
package enum JournalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Another process has the folder.
  case inUse(String)
  /// The folder or a file in it cannot be read or written.
  case unwritable(String)
  /// The file is not a Podium journal, or parts of it are missing or changed.
  case damaged(String)
  /// The file was written by a newer Podium.
  case newer(String)
  /// The file was written by an older Podium, whose payloads this one does not read.
  case older(String)

  package var description: String {
    switch self {
    case .inUse(let text), .unwritable(let text), .damaged(let text), .newer(let text),
      .older(let text):
      text
    }
  }
}

extension JournalError {
  /// A row whose content cannot be read.
  static func unreadable(_ reason: String, row sequence: Int) -> Self {
    .damaged(
      "Row \(sequence) of the journal cannot be read: \(reason). "
        + "Restore the folder from a backup, or move it away to begin a new one.")
  }
}
