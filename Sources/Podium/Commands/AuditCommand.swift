import ArgumentParser
import Core
import Deciding
import ResourceInterfaces
import VNFM

/// `podium audit`: whether what runs is what was ordered and onboarded.
struct AuditCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract:
      "Compare every function in service with its baselines: image, configuration, resources.",
    discussion: """
      Exit code 1 when something differs. Each finding says what puts it right. With --read every \
      function's configuration is read back first; without, what was told or read before counts.
      """)
  @Argument(help: "One VNF only, by identifier or name.") var vnf: String?
  @Flag(help: "Read every configuration back first.") var read = false
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

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
    if output.json {
      try Output.json(findings)
    } else if findings.isEmpty {
      print("Compliant: \(functions.count) functions are as they were ordered and onboarded.")
    } else {
      printForPeople(findings)
    }
    if !findings.isEmpty { throw ExitCode(1) }
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
    print("\nremediation")
    var seen: Set<String> = []
    for finding in findings where seen.insert(finding.remedy).inserted {
      print("  \(finding.remedy)")
    }
  }
}
