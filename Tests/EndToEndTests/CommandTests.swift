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

  @Test(arguments: [["fly"], ["serve", "--speed", "fast"], ["demo", "--json"]])
  func `a command that does not exist is a usage error`(arguments: [String]) async throws {
    #expect(try await podium(arguments).code == 64)
  }
}
