import ArgumentParser
import Core
import Foundation

/// `podium chaos`: a game day in virtual time, with a score.
struct ChaosCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "chaos",
    abstract: "Play a game day in virtual time: faults drawn by a seed, and a score.",
    discussion: """
      Network services in service, operators at work, and faults of the catalogue and hands in the \
      clusters, in a world of its own; no state is touched. Scored are the outage of each service, how \
      long each fault stays unnoticed, how long it takes until all serves again, alarms without a \
      cause, and heals that came to nothing. The same seed and length give the same day. Exit 1 when \
      an invariant broke.
      """)
  @Option(help: "What decides chance.") var seed: UInt64 = 7
  @Option(help: "For how long faults come, in virtual minutes.") var minutes = 120
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...10_080).contains(minutes) else {
      throw ValidationError("--minutes takes 1 to 10080, which is a week.")
    }
  }

  func perform() throws {
    let score = try Chaos(seed: seed, minutes: minutes).run()
    if output.json { try Output.json(score) } else { score.printForPeople() }
    if !score.brokenInvariants.isEmpty { throw ExitCode(1) }
  }
}

extension ChaosScore {
  fileprivate func printForPeople() {
    Output.table(
      ["#", "AT", "FAULT", "WHERE", "FOR", "NOTICED AFTER", "BY", "OUTAGES", "HEALED AFTER"],
      faults.map { fault in
        [
          "\(fault.number)", Self.words(fault.at), fault.kind, fault.place,
          fault.seconds.map(Self.words) ?? "-",
          fault.secondsToDetect.map(Self.words) ?? (fault.hadEffect ? "never" : "no effect"),
          fault.detectedBy.isEmpty ? "-" : fault.detectedBy, "\(fault.outages)",
          fault.secondsToHeal.map(Self.words) ?? (fault.outages > 0 ? "never" : "-"),
        ]
      })
    print("")
    Output.table(
      ["SERVICE", "TENANT", "IN SERVICE", "DOWN", "DEGRADED", "OUTAGES", "AVAILABILITY"],
      services.map {
        [
          $0.name, $0.tenant, Self.words($0.secondsInService), Self.words($0.secondsDown),
          Self.words($0.secondsDegraded), "\($0.outages)",
          String(format: "%.2f %%", $0.availability),
        ]
      })
    print("")
    print("time to notice  \(Self.words(secondsToDetect)) of \(secondsToDetect.count) faults")
    print("time to heal    \(Self.words(secondsToHeal)) of \(secondsToHeal.count) outages")
    print("heals           \(heals) done, \(failedHeals.count) that failed or stood still")
    print("operations      \(operations) asked for, \(operationsCompleted) completed")
    let helped = help.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
    print("by a person     \(helped.isEmpty ? "nothing" : helped.joined(separator: ", "))")
    print("alarms          \(alarms), of them without a cause \(falseAlarms.count)")
    printList("alarms without a cause", falseAlarms)
    printList("outages that no fault explains", unexplainedOutages)
    printList("failed heals", failedHeals)
    printList(
      "faults that nobody noticed",
      undetected.compactMap { number in
        faults.first { $0.number == number }.map { "\(number)  \($0.kind) \($0.place)" }
      })
    printList("not healed in the end", notHealed)
    printList("broken invariants", brokenInvariants)
    print(
      brokenInvariants.isEmpty
        ? "Sound: \(events) events, no invariant broke." : "Not sound: \(events) events.")
    print("seed \(seed), \(minutes) min, digest \(digest.prefix(16))")
  }

  private func printList(_ title: String, _ lines: [String]) {
    guard !lines.isEmpty else { return }
    print("\n\(title)")
    for line in lines { Output.paragraph(line, after: "  ") }
    print("")
  }

  private static func words(_ spread: Spread) -> String {
    "p50 \(words(spread.p50)), p90 \(words(spread.p90)), longest \(words(spread.max))"
  }

  /// `4:05`, minutes and seconds; `1:02:03` with hours.
  private static func words(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    let rest = String(format: "%02d", whole % 60)
    guard whole >= 3_600 else { return "\(whole / 60):\(rest)" }
    return "\(whole / 3_600):\(String(format: "%02d", whole / 60 % 60)):\(rest)"
  }
}
