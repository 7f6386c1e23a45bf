import ArgumentParser
import Core

/// `podium check`: proves the state sound, or says what is not.
struct CheckCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Prove the state sound; exit 0 when it is, 1 when it is not.",
    discussion: """
      The journal is whole and its causes known, the state equals a replay from the first row, and \
      the clusters and hosts hold exactly what the layers believe.
      """)

  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  struct Report: Encodable {
    let sound: Bool
    let rows: Int
    let findings: [String]
  }

  func perform() throws {
    let (journal, engine) = try place.openExisting("podium check")
    let findings = try Soundness.findings(in: journal, engine: engine)
    if output.json {
      try Output.json(
        Report(sound: findings.isEmpty, rows: engine.sequence, findings: findings))
    } else {
      for finding in findings { print(finding) }
      if findings.isEmpty {
        print(
          "Sound: \(engine.sequence) rows, state equals replay, clusters hold what is believed.")
      }
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }
}
