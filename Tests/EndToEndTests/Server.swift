import Foundation
import GRDB
import Subprocess
import SystemPackage
import Testing

/// A running `podium serve`.
struct Server {
  let state: String
  let processIdentifier: Int32
  private let send: (Signal) throws -> Void

  init(state: String, processIdentifier: Int32, send: @escaping (Signal) throws -> Void) {
    self.state = state
    self.processIdentifier = processIdentifier
    self.send = send
  }

  func end(_ signal: Signal) throws { try send(signal) }

  /// How many rows the journal holds, read beside the process that writes it.
  func rows() throws -> Int { try Self.rows(in: state) }

  static func rows(in state: String) throws -> Int {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: "\(state)/journal.sqlite", configuration: configuration)
    return try queue.read { try Int.fetchOne($0, sql: "SELECT max(sequence) FROM journal") ?? 0 }
  }

  /// Waits until the lock names this process.
  func waitUntilItHasTheState() async throws {
    try await wait("the lock to name process \(processIdentifier)") {
      let text = (try? String(contentsOfFile: "\(state)/lock", encoding: .utf8)) ?? ""
      return text.contains("process \(processIdentifier) ")
    }
  }
}

/// Waits until `condition` holds; fails when it does not within `seconds`.
func wait(
  _ what: String, within seconds: Double = 60,
  sourceLocation: SourceLocation = #_sourceLocation, until condition: () throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(seconds)
  while try !condition() {
    guard ContinuousClock.now < deadline else {
      Issue.record("waited in vain for \(what)", sourceLocation: sourceLocation)
      throw RealTerminal.NotSeen()
    }
    try await Task.sleep(for: .milliseconds(2))
  }
}

/// Runs `podium serve` beside `body`, which may end it; answers how it ended.
@discardableResult
func withServer(
  _ arguments: String..., state: String, _ body: (Server) async throws -> Void
) async throws -> TerminationStatus {
  let result = try await run(
    .path(FilePath(podiumPath())),
    arguments: Arguments(["serve"] + arguments + ["--state", state]),
    input: .none, output: .discarded, error: .discarded
  ) { execution in
    try await body(
      Server(state: state, processIdentifier: execution.processIdentifier.value) {
        try execution.send(signal: $0)
      })
  }
  return result.terminationStatus
}

/// Writes the example order of customer `number`; answers the path of the file.
func exampleOrder(in folder: URL, number: Int) async throws -> String {
  let example = try await podium("order", "example").output
    .replacingOccurrences(of: "PO-2026-000417", with: "PO-\(number)")
    .replacingOccurrences(of: "Globex", with: "Customer\(number)")
    .replacingOccurrences(of: #""globex""#, with: #""customer\#(number)""#)
  let file = folder.appendingPathComponent("order-\(number).json")
  try example.write(to: file, atomically: true, encoding: .utf8)
  return file.path
}
