import ArgumentParser
import Core
import Deciding
import ResourceInterfaces
import VNFM

extension DriftCommand {
  struct Resolve: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a difference right: adopt, delete or recreate; all for each.",
      discussion: """
        adopt: what is there is right and is believed in from then on. delete: what is there goes. \
        recreate: what is believed is right; a HEAL of the VNF brings the cluster back to it, and with \
        it all that differs at that VNF and can be brought back. Each begins with a look whether it is \
        still so and ends with one that it is not any more. Exit 0 only when it is not.
        """)
    @Argument(help: "Findings, such as drift-3; all for each that there is.") var drift: [String]
    @Option(
      name: .customLong("with"), help: "adopt, delete or recreate; without, what is usual for each."
    )
    var remedy: DriftRemedy?
    @Flag(help: "Say what that would come to, and change nothing.") var dryRun = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      var session = Session(try place.openExisting("podium drift resolve"))
      let plan = try plan(session.layers)
      let outcomes =
        dryRun
        ? try session.engine.tryingDrift(plan, by: Person.name) : try carryOut(plan, &session)
      if output.json {
        try Output.json(outcomes)
      } else {
        if outcomes.isEmpty { Swift.print("Nothing differs: there is nothing to put right.") }
        for outcome in outcomes { outcome.printForPeople(isTrial: dryRun) }
      }
      if outcomes.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
    }

    private func plan(
      _ layers: Layers
    ) throws -> [(record: DriftRecord, remedy: DriftRemedy)] {
      let records = drift == ["all"] ? layers.drift : try drift.map { try layers.driftRecord($0) }
      return records.map { record in
        (record, remedy ?? layers.remedies(for: record).first ?? record.remedies.first ?? .recreate)
      }
    }

    private func carryOut(
      _ plan: [(record: DriftRecord, remedy: DriftRemedy)], _ session: inout Session
    ) throws -> [DriftOutcome] {
      var outcomes: [DriftOutcome] = []
      for (record, remedy) in plan {
        let now = session.layers.vnfm.drift[record.id]
        // Put right with one before it.
        if let now, !now.isOpen, record.isOpen { continue }
        if let fault = FunctionLifecycle.objection(
          to: remedy, of: now ?? record, session.layers.vnfm)
        {
          outcomes.append(DriftOutcome(record, remedy, refused: fault))
          continue
        }
        let before = session.layers
        _ = try session.perform(record.message(remedy, by: Person.name))
        try session.run { record.isOver(in: $0) }
        try session.settle()
        outcomes.append(DriftOutcome(record, remedy, from: before, to: session.layers))
      }
      return outcomes
    }
  }
}

extension DriftOutcome {
  fileprivate func printForPeople(isTrial: Bool) {
    let verdict =
      problem.map { "\(isTrial ? "would not help" : "did not help"): \($0)" }
      ?? (isTrial ? "would be put right" : "put right")
    Output.paragraph("\(vnfInstanceName)  \(remedy.rawValue)  \(verdict)", after: "\(id)  ")
    Output.paragraph(what, after: "  what   ")
    for step in steps { print("  does   \(step)") }
    if !alsoResolved.isEmpty {
      Output.paragraph(alsoResolved.joined(separator: ", "), after: "  also   ")
    }
    if seconds > 0 { print("  \(isTrial ? "takes " : "took  ") \(Int(seconds.rounded())) s") }
  }
}
