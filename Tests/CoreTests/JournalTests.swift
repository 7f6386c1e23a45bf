import Deciding
import Foundation
import Testing

@testable import Core

struct JournalTests {
  @Test func `a second process is told who has the state`() throws {
    try withFolder { folder in
      let first = try Journal.test(in: folder, command: "podium serve")
      #expect(throws: JournalError.self) { try Journal.test(in: folder) }
      do {
        _ = try Journal.test(in: folder)
        Issue.record("the second journal opened")
      } catch JournalError.inUse(let text) {
        #expect(text.contains("podium serve"))
        #expect(text.contains("\(ProcessInfo.processInfo.processIdentifier)"))
        #expect(text.contains("--state DIR"))
      }
      _ = first
    }
  }

  @Test func `the lock is given back when the journal is closed`() throws {
    try withFolder { folder in
      for _ in 1...3 { _ = try Journal.test(in: folder) }
    }
  }

  @Test(arguments: ["not a database, only text that is long enough to look like one", ""])
  func `a file that is no journal is refused or begun, and never overwritten`(text: String) throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("journal.sqlite")
      try Data(text.utf8).write(to: file)
      if text.isEmpty {
        _ = try Journal.test(in: folder)
        return
      }
      do {
        _ = try Journal.test(in: folder)
        Issue.record("a text file opened as a journal")
      } catch JournalError.damaged(let sentence) {
        #expect(sentence.contains("journal.sqlite"))
      }
      #expect(try Data(contentsOf: file) == Data(text.utf8))
    }
  }

  @Test func `a journal of a newer format is refused and left as it is`() throws {
    try withFolder { folder in
      _ = try Journal.test(in: folder)
      try SQLite.run(
        "UPDATE meta SET value = CAST('99' AS BLOB) WHERE name = 'format'", in: folder)
      do {
        _ = try Journal.test(in: folder)
        Issue.record("a newer format opened")
      } catch JournalError.newer(let sentence) {
        #expect(sentence.contains("99") && sentence.contains("newer Podium"))
      }
    }
  }

  @Test func `a journal of an older format is refused with what to do, and left as it is`() throws {
    try withFolder { folder in
      _ = try Journal.test(in: folder)
      try SQLite.run(
        "UPDATE meta SET value = CAST('1' AS BLOB) WHERE name = 'format'", in: folder)
      for _ in 1...2 {
        do {
          _ = try Journal.test(in: folder)
          Issue.record("an older format opened")
        } catch JournalError.older(let sentence) {
          #expect(sentence.contains("format 1") && sentence.contains("move the folder away"))
        }
      }
    }
  }

  @Test func `what is committed is read back, and what waits is what was not handled`() throws {
    try withFolder { folder in
      var commit = Commit()
      commit.rows = (1...3).map { row($0) }
      commit.waiting = [1, 3]
      _ = commit.serials.next("ns")
      do {
        let journal = try Journal.test(in: folder)
        try journal.commit(commit)
        var second = Commit()
        second.handled = [1]
        second.serials = commit.serials
        try journal.commit(second)
      }
      let journal = try Journal.test(in: folder)
      #expect(try journal.waiting() == [row(3)])
      #expect(try journal.row(2) == row(2))
      #expect(try journal.end().sequence == 3)
      #expect(try journal.serials() == commit.serials)
      #expect(try journal.integrity() == ["ok"])
    }
  }

  @Test func `the digest depends on every column of every row`() throws {
    var digests: Set<String> = []
    for variant in 0..<4 {
      try withFolder { folder in
        let journal = try Journal.test(in: folder)
        var commit = Commit()
        commit.rows = [row(1), row(2, kind: variant == 1 ? "other" : "message")]
        if variant == 2 { commit.rows.append(row(3)) }
        if variant == 3 { commit.rows = [row(1), row(2, payload: #"{"a":2}"#)] }
        try journal.commit(commit)
        #expect(try journal.digest() == journal.digest())
        digests.insert(try journal.digest())
      }
    }
    #expect(digests.count == 4)
  }

  private func row(_ sequence: Int, kind: String = "message", payload: String = #"{"a":1}"#)
    -> JournalRow
  {
    JournalRow(
      sequence: sequence, time: Instant(milliseconds: Int64(sequence)), content: .message,
      block: .som, sender: .com, due: Instant(milliseconds: Int64(sequence) + 5), kind: kind,
      entity: nil, correlation: 1, causation: sequence == 1 ? nil : 1, payload: payload)
  }
}

/// A folder that goes when the test is over.
func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("podium-core-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

extension Journal {
  /// A journal for a test, which crashes the process at most.
  static func test(
    in folder: URL, command: String = "a test", seed: UInt64 = 7
  ) throws(JournalError) -> Journal {
    try Journal(
      folder: folder, command: command, durability: .process,
      creating: WorldDescription(seed: seed, epoch: Instant(milliseconds: 0)))
  }
}
