import ArgumentParser
import Core
import ServiceInterfaces

/// Something that a command reports in one line to people, and as an object to scripts.
protocol SentenceReport: Encodable {
  var sentence: String { get }
}

/// What commands take that change something other than a network service, at once.
struct ChangeOptions: ParsableArguments {
  @Flag(help: "Say what would be refused and change nothing.") var dryRun = false
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  /// Does `requests` and prints what came of them; with `--dry-run` on a copy that is thrown away.
  ///
  /// All of them are tried on a copy first, so that one which is refused leaves nothing changed.
  func perform<Report: SentenceReport>(
    _ command: String, _ requests: (Layers) throws -> [AssuranceRequest],
    report: (Layers) throws -> [Report]
  ) throws {
    var session = Session(try place.openExisting(command))
    let requests = try requests(session.layers)
    let rehearsed = try session.engine.trying(requests.map { .service(.assurance($0)) })
    guard rehearsed.problems.isEmpty else {
      throw Failure(.refused, rehearsed.problems.map { "\($0.title): \($0.detail)" })
    }
    if !dryRun {
      for request in requests {
        let (sequence, events) = try session.perform(.service(.assurance(request)))
        if let problem = Engine.refusal(in: events, of: sequence) { throw Failure(problem) }
      }
    }
    let reports = try report(dryRun ? rehearsed.layers : session.layers)
    if output.json { return try Output.json(reports) }
    for report in reports { print((dryRun ? "would be  " : "") + report.sentence) }
  }
}
