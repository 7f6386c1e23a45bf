import Foundation
import Testing

/// A person at the real program in a real terminal.
@Suite(.serialized)
struct ConsoleTests {
  @Test func `an operator scales a firewall by keys and leaves the terminal as it was`()
    async throws
  {
    try await withDemo(columns: 120, rows: 40) { terminal, _ in
      try await terminal.see("1 Service orders", "2 Network services", "4 NFVI hosts")
      try await terminal.see("Globex's order completed") { screen in
        screen.split(separator: "\n").contains {
          $0.contains("Globex Corporation") && $0.contains("● completed")
        }
      }
      try await terminal.press("3", "/")
      try await terminal.type("initech-cloud")
      try await terminal.press("Enter")
      try await terminal.see("3 VNF / CNF  /initech-cloud", "2/2 pods")
      try await terminal.press("s")
      try await terminal.see("Scale initech-cloud-firewall-1", "instances 2 → 4", "+ 2 × worker")
      try await terminal.press("Tab", "Enter")
      try await terminal.see("● 4/4 pods")
      try await leave(terminal)
    }
  }

  @Test func `the console follows every size, and says which one it needs`() async throws {
    try await withDemo(columns: 80, rows: 24) { terminal, _ in
      try await terminal.see("1 Service orders")
      try await terminal.resize(columns: 200, rows: 60)
      try await terminal.see(
        "1 Service orders", "2 Network services", "3 VNF / CNF", "4 NFVI hosts")
      try await terminal.resize(columns: 60, rows: 16)
      try await terminal.see("Service orders alone") {
        $0.contains("Service orders") && !$0.contains("╭ 4 NFVI hosts")
      }
      try await terminal.resize(columns: 50, rows: 10)
      try await terminal.see("60×16")
      try await terminal.resize(columns: 120, rows: 40)
      try await terminal.see("1 Service orders", "4 NFVI hosts")
      try await leave(terminal)
    }
  }

  @Test(arguments: [("TERM", 143), ("HUP", 129)])
  func `a signal ends the console and leaves the terminal as it was`(
    signal: String, code: Int
  ) async throws {
    try await withDemo(columns: 80, rows: 24) { terminal, state in
      try await terminal.see("1 Service orders")
      let owner = try String(contentsOfFile: "\(state)/lock", encoding: .utf8)
      let process = try #require(owner.firstMatch(of: /process ([0-9]+)/)).1
      try await terminal.shell("kill -\(signal) \(process)")
      try await terminal.see("left with \(code)", " icanon")
    }
  }

  /// Presses q, and confirms when operations run.
  private func leave(_ terminal: RealTerminal) async throws {
    try await terminal.press("q")
    try await terminal.see("left with 0", " icanon")
  }

  private func withDemo(
    columns: Int, rows: Int, _ body: (RealTerminal, _ state: String) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let command =
        "XDG_STATE_HOME=\(folder.path) \(try podiumPath()) demo --speed 60 --state \(state)"
      try await RealTerminal.with(command, columns: columns, rows: rows) { terminal in
        try await body(terminal, state)
      }
    }
  }
}
