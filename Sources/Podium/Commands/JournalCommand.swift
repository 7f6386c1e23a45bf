import ArgumentParser
import Core

/// `podium journal`: the file that everything is kept in.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Ask about the journal itself.", subcommands: [Digest.self])

  struct Digest: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "digest",
      abstract: "Print one SHA-256 over the journal: equal digests, equal histories.")

    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    struct Report: Encodable {
      let journalDigest: String
      let rows: Int
    }

    func perform() throws {
      let (journal, engine) = try place.openExisting("podium journal digest")
      let digest = try journal.digest()
      if output.json {
        try Output.json(Report(journalDigest: digest, rows: engine.sequence))
      } else {
        print(digest)
      }
    }
  }
}
