import ArgumentParser
import Core
import Deciding
import Foundation

/// `podium campaign`: every way in which operations can fail, tried out in virtual time.
struct CampaignCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Let every step of every operation fail, and prove that all agree afterwards.",
    discussion: """
      Each lifecycle is one operation in a world of its own: one of its steps fails, is not answered, \
      or is done without an answer; then it is retried, rolled back, continued or failed, and in the \
      end terminated. The layers and the clusters must agree, and nothing may be left. No state is \
      touched. Exit 1 when something was not as it must be; each such lifecycle is named, and \
      --only NAME runs it again.
      """)

  @Option(help: "What decides chance; lifecycles beyond the first round use the seeds after it.")
  var seed: UInt64 = 7
  @Option(help: "How many lifecycles; all ways to fail come first.") var lifecycles = 10_000
  @Option(help: "Run this one lifecycle alone, by its name.") var only: String?
  @Option(help: "Run the operations whose names contain this.") var operation: String?
  @OptionGroup var output: OutputOptions

  struct Report: Encodable {
    struct Failure: Encodable {
      let lifecycle: String
      let findings: [String]
    }

    let lifecycles: Int
    let seed: UInt64
    let seconds: Double
    let perSecond: Double
    let operations: [String: Int]
    let disturbances: [String: Int]
    let remedies: [String: Int]
    let failures: [Failure]
  }

  func validate() throws {
    guard lifecycles > 0 else { throw ValidationError("--lifecycles must be 1 or more.") }
    if let only, CampaignCase(only) == nil {
      throw ValidationError(
        "There is no lifecycle \(only). A failed one is printed as it is to be.")
    }
  }

  func perform() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let cases = try chosen()
    let exercises = Exercise.all.filter { exercise in
      cases.contains { $0.exercise == exercise.description }
    }
    let outcomes = try Campaign(exercises).run(cases)
    let report = Report(outcomes, seed: seed, took: clock.now - start)
    if output.json {
      try Output.json(report)
    } else {
      if only != nil { outcomes.first.map(Self.tell) }
      report.printForPeople()
    }
    if !report.failures.isEmpty { throw ExitCode(1) }
  }

  /// The story of a lifecycle.
  private static func tell(_ outcome: Campaign.Outcome) {
    for recorded in outcome.events {
      let entity = "\(recorded.event.block.title) \(recorded.event.entity)"
      print("\(recorded.time.timeOfDay)  \(entity)  \(recorded.event.sentence)")
    }
  }

  private func chosen() throws -> [CampaignCase] {
    if let one = only.flatMap(CampaignCase.init) { return [one] }
    let exercises = Exercise.all.filter { exercise in
      operation.map { exercise.description.contains($0) } ?? true
    }
    var cases: [CampaignCase] = []
    var round = seed
    while cases.count < lifecycles {
      let more = try Campaign(exercises).cases(seed: round)
      guard !more.isEmpty else { break }
      cases += more
      round += 1
    }
    // Fewer than there are: of every kind alike, so that no operation is left out.
    guard cases.count > lifecycles, round == seed + 1 else {
      return Array(cases.prefix(lifecycles))
    }
    return (0..<lifecycles).map { cases[$0 * cases.count / lifecycles] }
  }
}

extension CampaignCommand.Report {
  init(_ outcomes: [Campaign.Outcome], seed: UInt64, took: Duration) {
    func counts(_ names: (CampaignCase) -> [String]) -> [String: Int] {
      outcomes.flatMap { names($0.lifecycle) }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    self.init(
      lifecycles: outcomes.count, seed: seed, seconds: took.seconds.short,
      perSecond: (Double(outcomes.count) / took.seconds).rounded(),
      operations: counts { [$0.exercise] },
      disturbances: counts { $0.blows.map(\.disturbance.rawValue) },
      remedies: counts { $0.remedies.map(\.description) },
      failures: outcomes.filter { !$0.findings.isEmpty }.map {
        Failure(lifecycle: "\($0.lifecycle)", findings: $0.findings)
      })
  }

  func printForPeople() {
    for failure in failures {
      print(failure.lifecycle)
      for finding in failure.findings { print("  \(finding)") }
    }
    Output.table(
      ["LIFECYCLES", "OPERATION"],
      operations.sorted { $0.key < $1.key }.map { ["\($0.value)", $0.key] })
    print(
      "\(lifecycles) lifecycles in \(seconds) s, \(perSecond) per second: "
        + (failures.isEmpty ? "all agree, nothing is left." : "\(failures.count) do not agree."))
  }
}
