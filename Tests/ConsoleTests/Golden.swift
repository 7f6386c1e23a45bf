import Foundation
import Terminal
import Testing

/// Pictures of screens that are kept as text, so that a review sees what changed on the screen.
///
/// Each file holds the characters, then one letter a cell for the role, then one for the ground.
/// With `PODIUM_RECORD` set the files are written anew instead of compared.
enum Golden {
  static func check(
    _ surface: Surface, _ name: String, location: SourceLocation = #_sourceLocation
  ) {
    let picture = text(of: surface)
    let file = folder.appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["PODIUM_RECORD"] != nil {
      #expect(throws: Never.self, sourceLocation: location) {
        try picture.write(to: file, atomically: true, encoding: .utf8)
      }
      return
    }
    guard let kept = try? String(contentsOf: file, encoding: .utf8) else {
      Issue.record(
        "There is no golden \(name).txt; run the tests with PODIUM_RECORD=1 to make it.",
        sourceLocation: location)
      return
    }
    guard kept != picture else { return }
    Issue.record("\(difference(kept, picture, name))", sourceLocation: location)
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens")

  private static func text(of surface: Surface) -> String {
    let grounds = surface.grounds.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0.reversed().drop { $0 == "." }.reversed()) }
    let parts = [
      surface.text, "--- roles", surface.roles, "--- grounds", grounds.joined(separator: "\n"),
    ]
    return parts.joined(separator: "\n") + "\n"
  }

  /// The first lines that differ, one under the other.
  private static func difference(_ kept: String, _ now: String, _ name: String) -> String {
    let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
    let new = now.split(separator: "\n", omittingEmptySubsequences: false)
    var lines = [
      "The screen \(name) is not as it was. If it should not be, PODIUM_RECORD=1 keeps it."
    ]
    for index in 0..<max(old.count, new.count) {
      let before = index < old.count ? old[index] : "(no line)"
      let after = index < new.count ? new[index] : "(no line)"
      guard before != after else { continue }
      lines += ["line \(index + 1)", "  was \(before)", "  is  \(after)"]
      if lines.count > 25 { break }
    }
    return lines.joined(separator: "\n")
  }
}
