import Foundation
import Subprocess
import SystemPackage
import Testing

/// The built program, beside the test bundle.
func podiumPath() throws -> String {
  let bundle = try #require(
    ProcessInfo.processInfo.arguments.first.map { URL(fileURLWithPath: $0) })
  let candidates = [
    bundle.deletingLastPathComponent().appendingPathComponent("podium"),
    URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      .appendingPathComponent(".build/debug/podium"),
  ]
  let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  return try #require(found, "the program has not been built").path
}

/// A folder that goes when the test is over.
func withTemporaryFolder(_ body: (URL) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("podium-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder)
}

/// What a command of the program printed and how it ended.
struct CommandResult {
  let output: String
  let errors: String
  let code: Int32?
}

/// Runs the program without a terminal.
func podium(_ arguments: String...) async throws -> CommandResult { try await podium(arguments) }

/// Runs the program without a terminal.
func podium(_ arguments: [String], environment: [String: String] = [:]) async throws
  -> CommandResult
{
  var variables = Environment.inherit
  for (name, value) in environment {
    variables = variables.updating([.init(stringLiteral: name): value])
  }
  let result = try await run(
    .path(FilePath(podiumPath())), arguments: Arguments(arguments), environment: variables,
    output: .string(limit: 64 << 20), error: .string(limit: 1 << 20))
  var code: Int32?
  if case .exited(let status) = result.terminationStatus { code = status }
  return CommandResult(
    output: result.standardOutput, errors: result.standardError, code: code)
}

/// A person at a real terminal: a private tmux server, keys in, screen out.
///
/// It waits for what it wants to see, never for a time; what does not come fails the test with the
/// screen as it is.
struct RealTerminal {
  private let socket = "podium-\(UUID().uuidString.prefix(8))"

  /// Starts `command` in a shell that stays when the command ends, and says so.
  static func with(
    _ command: String, columns: Int = 120, rows: Int = 40,
    _ body: (RealTerminal) async throws -> Void
  ) async throws {
    let terminal = RealTerminal()
    let shell =
      "stty -a > /dev/null; \(command); echo \"left with $?\"; stty -a | grep -o ' icanon'; exec cat"
    _ = try await terminal.tmux(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "sh", "-c", shell)
    do {
      try await body(terminal)
    } catch {
      _ = try await terminal.tmux("kill-server")
      throw error
    }
    _ = try await terminal.tmux("kill-server")
  }

  /// Presses keys by their tmux names, or types text of one character each.
  func press(_ keys: String...) async throws {
    _ = try await tmux(["send-keys", "-t", "0"] + keys)
  }

  /// Types `text` as it is.
  func type(_ text: String) async throws {
    _ = try await tmux("send-keys", "-t", "0", "-l", text)
  }

  /// Runs a command beside the terminal.
  func shell(_ command: String) async throws { _ = try await tmux("run-shell", command) }

  /// The screen as text.
  func screen() async throws -> String { try await tmux("capture-pane", "-p", "-t", "0") }

  func resize(columns: Int, rows: Int) async throws {
    _ = try await tmux("resize-window", "-t", "0", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Waits until the screen holds all of `texts`; returns it.
  @discardableResult
  func see(
    _ texts: String..., within seconds: Double = 60,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await see(
      "“\(texts.joined(separator: "”, “"))”", within: seconds, sourceLocation: sourceLocation
    ) { screen in texts.allSatisfy { screen.contains($0) } }
  }

  /// Waits until the screen satisfies `condition`; returns it.
  @discardableResult
  func see(
    _ what: String, within seconds: Double = 60,
    sourceLocation: SourceLocation = #_sourceLocation, _ condition: (String) -> Bool
  ) async throws -> String {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var last = ""
    while ContinuousClock.now < deadline {
      last = try await screen()
      if condition(last) { return last }
      await Task.yield()
    }
    Issue.record(
      "\(what) did not appear within \(seconds) s. The screen:\n\(last)",
      sourceLocation: sourceLocation)
    throw NotSeen()
  }

  struct NotSeen: Error {}

  private func tmux(_ arguments: String...) async throws -> String { try await tmux(arguments) }

  private func tmux(_ arguments: [String]) async throws -> String {
    let result = try await run(
      .name("tmux"), arguments: Arguments(["-L", socket, "-f", "/dev/null"] + arguments),
      environment: .inherit.updating(["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]),
      output: .string(limit: 4 << 20), error: .string(limit: 1 << 20))
    return result.standardOutput
  }
}
