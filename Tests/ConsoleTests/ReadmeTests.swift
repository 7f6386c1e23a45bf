import Foundation
import Testing

@testable import Console

struct ReadmeTests {
  @Test func `the README's keys are those of the action table`() throws {
    let readme = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("README.md")
    var text = try String(contentsOf: readme, encoding: .utf8)
    let start = try #require(text.range(of: "<!-- keys -->\n"))
    let end = try #require(text.range(of: "<!-- end of keys -->"))
    let table = ActionTable.markdownTable.trimmingCharacters(in: .newlines) + "\n"
    if ProcessInfo.processInfo.environment["PODIUM_RECORD"] != nil {
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: table)
      try text.write(to: readme, atomically: true, encoding: .utf8)
      return
    }
    #expect(String(text[start.upperBound..<end.lowerBound]) == table)
  }
}
