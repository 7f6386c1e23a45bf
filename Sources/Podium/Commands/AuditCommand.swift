import ArgumentParser
import Core
import Deciding
import ResourceInterfaces
import ServiceInterfaces
import VNFM

/// `podium audit`: whether what runs is what was ordered and onboarded.
struct AuditCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract:
      "Compare every function in service with its baselines: image, configuration, resources.",
    discussion: """
      Exit code 1 when something differs. Each finding says what puts it right. With --read every \
      function's configuration is read back first; without, what was told or read before counts. \
      --remediate does all that puts it right, one after the other; with --dry-run it is tried on a \
      copy and only told.
      """)
  @Argument(help: "One VNF only, by identifier or name.") var vnf: String?
  @Flag(help: "Read every configuration back first.") var read = false
  @Flag(help: "Put right what differs; exit 0 only when nothing differs afterwards.")
  var remediate = false
  @Flag(help: "With --remediate: say what that would come to, and change nothing.")
  var dryRun = false
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard remediate || !dryRun else {
      throw ValidationError("--dry-run goes with --remediate: an audit alone changes nothing.")
    }
  }

  func perform() throws {
    var session = Session(try place.openExisting("podium audit"))
    let functions =
      try vnf.map { [try session.layers.function($0)] }
      ?? session.layers.vnfm.vnfs.values
    if read {
      for function in functions where function.instantiationState == .instantiated {
        _ = try session.perform(.resource(.vnfm(.configuration(.audit(vnf: function.id)))))
      }
    }
    let findings = functions.compactMap { session.layers.vnfm.vnfs[$0.id] }
      .flatMap { Compliance.findings(of: $0, session.layers) }
    if remediate {
      return try remedy(Compliance.remedies(for: findings), &session)
    }
    if output.json {
      try Output.json(findings)
    } else if findings.isEmpty {
      print("Compliant: \(functions.count) functions are as they were ordered and onboarded.")
    } else {
      printForPeople(findings)
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }

  /// Carries out a remediation plan, or tries it.
  private func remedy(_ remedies: [Remedy], _ session: inout Session) throws {
    var outcomes: [RemedyOutcome] = []
    if dryRun {
      outcomes = try session.engine.trying(remedies, by: Person.name)
    } else {
      for remedy in remedies { outcomes.append(try carryOut(remedy, &session)) }
    }
    if output.json {
      try Output.json(outcomes)
    } else {
      if outcomes.isEmpty { print("Nothing differs: there is nothing to put right.") }
      for outcome in outcomes { print(outcome.sentence(isTrial: dryRun)) }
    }
    if outcomes.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
  }

  private func carryOut(_ remedy: Remedy, _ session: inout Session) throws -> RemedyOutcome {
    let message: Message
    do {
      message = try remedy.message(in: session.layers, by: Person.name)
    } catch {
      return RemedyOutcome(remedy: remedy, problem: error.detail, left: remedy.findings)
    }
    let (sequence, events) = try session.perform(message)
    try session.run { remedy.isOver(in: $0) }
    return remedy.outcome(in: session.layers, events, of: sequence)
  }

  private func printForPeople(_ findings: [ComplianceFinding]) {
    Output.table(
      ["VNF", "BASELINE", "WHAT", "EXPECTED", "FOUND", "BY", "SINCE"],
      findings.map {
        [
          $0.vnfInstanceName, $0.baseline.rawValue, $0.what, $0.expected, $0.found,
          $0.by ?? "not known", $0.since.map { "\($0)" } ?? "",
        ]
      })
    print("\nremediation (podium audit --remediate does all of it)")
    for remedy in Compliance.remedies(for: findings) { print("  \(remedy.command)") }
  }
}

extension RemedyOutcome {
  fileprivate func sentence(isTrial: Bool) -> String {
    let what = remedy.findings.map { "\($0.what): \($0.found) → \($0.expected)" }
      .joined(separator: ", ")
    let verdict =
      problem.map { "\(isTrial ? "would not help" : "did not help"): \($0)" }
      ?? (isTrial ? "would be put right" : "put right")
    return "\(remedy.vnfInstanceName)  \(remedy.act.rawValue)  \(what)  \(verdict)"
  }
}
