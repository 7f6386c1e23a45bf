import ArgumentParser
import Core
import Foundation
import Terminal

/// `podium info`: every path, version and capability that a question would begin with.
struct InfoCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Print every path, version and terminal capability.")

  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  func perform() throws {
    let themes = StateOptions.home("XDG_CONFIG_HOME", fallback: ".config")
      .appendingPathComponent("podium/themes").path
    var rows: [(label: String, value: String)] = [
      ("version", Version.text),
      ("program", CommandLine.arguments.first ?? "podium"),
      ("state", place.folder.path),
      ("state exists", Journal.exists(in: place.folder) ? "yes" : "no"),
      ("own themes", themes),
    ]
    rows += TerminalCapabilities.detect(Screen.Options()).report
    if output.json {
      try Output.json(Dictionary(rows.map { ($0.label, $0.value) }) { first, _ in first })
    } else {
      Output.table(["WHAT", "VALUE"], rows.map { [$0.label, $0.value] })
    }
  }
}
