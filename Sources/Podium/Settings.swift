import Foundation

/// What the console keeps from one day to the next, in `$XDG_STATE_HOME/podium/console.json`.
struct Settings: Codable {
  var theme = "podium-dark"

  private static var file: URL {
    StateOptions.home("XDG_STATE_HOME", fallback: ".local/state")
      .appendingPathComponent("podium/console.json")
  }

  /// The settings kept; the standard ones when there are none that can be read.
  static func load() -> Self {
    guard let bytes = try? Data(contentsOf: file),
      let settings = try? JSONDecoder().decode(Self.self, from: bytes)
    else { return Self() }
    return settings
  }

  /// Keeps the settings. A folder that cannot be written costs a preference and nothing else.
  func keep() {
    guard let bytes = try? JSONEncoder().encode(self) else { return }
    try? FileManager.default.createDirectory(
      at: Self.file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? bytes.write(to: Self.file, options: .atomic)
  }
}
