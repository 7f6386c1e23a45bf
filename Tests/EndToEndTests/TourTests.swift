import Foundation
import Subprocess
import SystemPackage
import Testing

/// The README's tour, run as its reader would: what is printed is what the README says.
///
/// What differs from run to run is left out of account. A line `...` in the README stands for any lines. With
/// `PODIUM_RECORD` set the outputs in the README are written anew instead, but for those with `...`.
struct TourTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let readme = root.appendingPathComponent("README.md")

  @Test func `the tour of the README does what it says`() async throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex(of: "<!-- tour -->"))
    let end = try #require(lines.firstIndex(of: "<!-- end of tour -->"))
    let steps = Self.steps(in: lines, start..<end)
    #expect(steps.count > 10)
    let isRecording = ProcessInfo.processInfo.environment["PODIUM_RECORD"] != nil
    var recorded: [(Range<Int>, [String])] = []
    try await withTemporaryFolder { folder in
      for step in steps {
        let printed = try await Self.run(step.command, in: folder)
        if isRecording, !step.expected.contains("...") {
          recorded.append((step.lines, printed.map { $0.isEmpty ? "" : "    \($0)" }))
        } else {
          let problem = Self.difference(step.expected, printed)
          #expect(problem == nil, "\(step.command)\n\(problem ?? "")")
        }
      }
    }
    guard isRecording else { return }
    for (range, new) in recorded.reversed() { lines.replaceSubrange(range, with: new) }
    try lines.joined(separator: "\n").write(to: Self.readme, atomically: true, encoding: .utf8)
  }

  @Test func `the README names every command of the program`() async throws {
    let dump = try await podium("--experimental-dump-help").output
    let help = try JSONDecoder().decode(Help.self, from: Data(dump.utf8))
    let rows = try String(contentsOf: Self.readme, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| `podium ") }
    for path in help.command.leaves where path.count > 1 {
      let own = rows.filter { $0.contains("`podium \(path[1])") }
      let words = Set(own.joined(separator: " ").split { !($0.isLetter || $0 == "-") })
      #expect(
        path.dropFirst().allSatisfy { words.contains(Substring($0)) },
        "\(path.joined(separator: " ")) is not in the README's table of commands")
    }
  }

  /// What the program says of its commands.
  private struct Help: Decodable {
    let command: Command

    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?

      /// The names on the way to each command that has none under it.
      var leaves: [[String]] {
        let below = (subcommands ?? []).filter { $0.commandName != "help" }
        return below.isEmpty
          ? [[commandName]] : below.flatMap(\.leaves).map { [commandName] + $0 }
      }
    }
  }

  /// A command of the tour, what it is to print, and where that stands.
  private struct Step {
    let command: String
    var expected: [String]
    var lines: Range<Int>
  }

  private static func steps(in lines: [String], _ range: Range<Int>) -> [Step] {
    var steps: [Step] = []
    var isInBlock = false
    for index in range {
      let line = lines[index]
      guard line.hasPrefix("    ") else {
        isInBlock = false
        continue
      }
      let content = String(line.dropFirst(4))
      if content.hasPrefix("$ ") {
        steps.append(
          Step(command: String(content.dropFirst(2)), expected: [], lines: index + 1..<index + 1))
        isInBlock = true
      } else if isInBlock, let last = steps.indices.last {
        steps[last].expected.append(content)
        steps[last].lines = steps[last].lines.lowerBound..<index + 1
      }
    }
    return steps
  }

  private static func run(_ command: String, in folder: URL) async throws -> [String] {
    let program = URL(fileURLWithPath: try podiumPath()).deletingLastPathComponent().path
    let here = command.replacingOccurrences(of: "/tmp/lab", with: "\(folder.path)/lab")
    let script = """
      exec 2>&1
      cd '\(root.path)'
      PATH="\(program):$PATH" USER=noc
      export PATH USER
      unset SUDO_USER SSH_CONNECTION
      \(here)
      """
    let result = try await Subprocess.run(
      .path("/bin/sh"), arguments: ["-c", script], output: .string(limit: 1 << 20),
      error: .discarded)
    return result.standardOutput
      .replacingOccurrences(of: "\(folder.path)/lab", with: "/tmp/lab")
      .split(separator: "\n").map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  /// The first thing in which they differ; nil when they say the same.
  private static func difference(_ expected: [String], _ printed: [String]) -> String? {
    var rest = printed[...]
    var maySkip = false
    for line in expected {
      if line == "..." {
        maySkip = true
        continue
      }
      let wanted = timeless(line)
      if maySkip {
        guard let found = rest.firstIndex(where: { timeless($0) == wanted }) else {
          return "does not print: \(line)\nbut:\n\(rest.joined(separator: "\n"))"
        }
        rest = rest[(found + 1)...]
        maySkip = false
      } else {
        guard let next = rest.popFirst(), timeless(next) == wanted else {
          return "does not print: \(line)\nbut:\n\(printed.joined(separator: "\n"))"
        }
      }
    }
    return maySkip || rest.isEmpty ? nil : "prints more:\n\(rest.joined(separator: "\n"))"
  }

  /// Without what differs from run to run, or with every small change of the program: dates, times,
  /// generated names, durations, digests and the length of the journal.
  private static func timeless(_ line: String) -> String {
    line.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "(date)")
      .replacing(/[0-9]{2}:[0-9]{2}:[0-9]{2}/, with: "(time)")
      .replacing(/-[a-z0-9]{5}-[a-z0-9]{5}\b/, with: "-(name)")
      .replacing(/about [0-9]+ s/, with: "about (duration)")
      .replacing(/Sound: [0-9]+ rows/, with: "Sound: (many) rows")
      .replacing(/\b[0-9a-f]{64}\b/, with: "(digest)")
  }
}
