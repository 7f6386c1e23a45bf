import ArgumentParser
import Core

/// `podium`: the console on the user's own state.
struct ConsoleCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Open the console on your own state (the default).")

  @Option(help: "How many times as fast as real time, or `max`.")
  var speed: Speed = .times(1)

  @Flag(help: "Show everything and change nothing.")
  var readonly = false

  @OptionGroup var place: StateOptions

  func perform() throws {
    let (journal, engine) = try place.open("podium")
    try ConsoleSession.run(
      journal: journal, engine: engine, pace: speed.pace, title: "live", isReadOnly: readonly)
  }
}
