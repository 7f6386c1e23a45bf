import Foundation
import Subprocess
import Testing

/// What scripts rely on: exit codes, sentences, and that a refusal changes nothing.
struct CommandTests {
  @Test func `an order with problems is refused with all of them and changes nothing`() async throws
  {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let good = try await exampleOrder(in: folder, number: 1)
      #expect(try await podium("order", "submit", good, "--state", state).code == 0)
      let digest = try await podium("journal", "digest", "--state", state).output

      let bad = folder.appendingPathComponent("bad.json")
      let text = try String(contentsOfFile: good, encoding: .utf8)
        .replacingOccurrences(of: "CFS:SD-WAN-Overlay", with: "CFS:SD-WAN-Overlai")
        .replacingOccurrences(of: #""value": 4"#, with: #""value": "four""#)
      try text.write(to: bad, atomically: true, encoding: .utf8)
      let refused = try await podium("order", "submit", bad.path, "--state", state)

      #expect(refused.code == 65)
      #expect(refused.output == "")
      let problems = refused.errors.split(separator: "\n")
      #expect(problems.count >= 2)
      #expect(problems.allSatisfy { $0.contains("$.serviceOrderItem[") })
      #expect(refused.errors.contains("$.serviceOrderItem[0]"))
      #expect(refused.errors.contains("$.serviceOrderItem[1]"))
      #expect(try await podium("journal", "digest", "--state", state).output == digest)
    }
  }

  @Test func `a state begins with delays of its own, or not at all, and keeps them`() async throws {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let file = folder.appendingPathComponent("stages.yaml")
      func plan() async throws -> CommandResult {
        try await podium(
          "ns", "instantiate", "cloud-firewall-ns", "--tenant", "acme", "--name", "acme-fw",
          "--dry-run", "--stages", file.path, "--state", state)
      }
      try "stages:\n  kubernetes:\n    pul: { median: 1 s, p99: 1 s }\n"
        .write(to: file, atomically: true, encoding: .utf8)
      let bad = try await plan()
      #expect(bad.code == 65 && bad.errors.contains("stages.yaml:3: $.stages.kubernetes.pul"))
      #expect(!FileManager.default.fileExists(atPath: state))
      try "stages:\n  kubernetes:\n    pull: { median: 600 s, p99: 601 s }\n"
        .write(to: file, atomically: true, encoding: .utf8)
      let slow = try await plan()
      #expect(
        slow.code == 0 && slow.output.contains(/takes  about [89][0-9][0-9] s/), "\(slow.output)")
      let late = try await plan()
      #expect(late.code == 1 && late.errors.contains("has its delays from its beginning"))
    }
  }

  @Test func `a state in use is refused with the name of its owner`() async throws {
    try await withTemporaryFolder { folder in
      let state = folder.path
      let order = try await exampleOrder(in: folder, number: 1)
      #expect(try await podium("order", "submit", order, "--state", state).code == 0)
      try await withServer("--speed", "0.1", state: state) { server in
        try await server.waitUntilItHasTheState()
        let refused = try await podium("order", "list", "--state", state)
        #expect(refused.code == 75)
        #expect(refused.errors.contains("podium serve"))
        #expect(refused.errors.contains("process \(server.processIdentifier)"))
        try server.end(.terminate)
      }
      #expect(try await podium("order", "list", "--state", state).code == 0)
    }
  }

  @Test(arguments: [
    ["--delay", "nan"], ["--delay", "1e300"], ["--for", "inf"], ["--probability", "nan"],
    ["--probability", "101"], ["--probability", "0"],
  ])
  func `a number that nobody can mean is a usage error`(option: [String]) async throws {
    let result = try await podium(["fault", "inject", "api-slow"] + option)
    #expect(result.code == 64)
    #expect(result.errors.contains(option[1]))
  }

  @Test func `a file that is not there is told as such, and no state begins`() async throws {
    try await withTemporaryFolder { folder in
      let state = folder.appending(path: "state").path
      let result = try await podium("serve", "--stages", "/nowhere.yaml", "--state", state)
      #expect(result.code == 65)
      #expect(result.errors.contains("/nowhere.yaml cannot be read"))
      #expect(!FileManager.default.fileExists(atPath: state))
    }
  }

  @Test(arguments: [["fly"], ["serve", "--speed", "fast"], ["demo", "--json"]])
  func `a command that does not exist is a usage error`(arguments: [String]) async throws {
    #expect(try await podium(arguments).code == 64)
  }
}
