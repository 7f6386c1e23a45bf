import ArgumentParser
import Core
import Foundation

/// `podium week`: a large network lives for a while, with a fault every minute.
struct WeekCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "week",
    abstract:
      "Let a large network live through a week with a fault every minute, and prove it sound.",
    discussion: """
      Time is virtual, the network is made for this alone, and no state is touched. After every step \
      what it changed is looked at: no host gives more than it has, nothing runs that nobody placed, \
      and what had a spare replica goes on serving. The same seed and size give the same digest. Exit 1 \
      when something was not as it must be.
      """)

  @Option(help: "What decides chance.") var seed: UInt64 = 7
  @Option(help: "How many hosts.") var hosts = 5_000
  @Option(help: "How many VNFs.") var functions = 50_000
  @Option(help: "How many minutes, with a fault each.") var minutes = 7 * 24 * 60
  @OptionGroup var output: OutputOptions

  struct Report: Encodable {
    let week: WeekReport
    let buildSeconds: Double
    let weekSeconds: Double
    let turnsPerSecond: Double
  }

  func validate() throws {
    guard hosts >= 20, functions >= 1, minutes >= 1 else {
      throw ValidationError("Give at least 20 hosts, 1 VNF and 1 minute.")
    }
    guard functions <= hosts * 12 else {
      throw ValidationError(
        "\(hosts) hosts have no room for \(functions) VNFs: at most 12 to a host.")
    }
  }

  func perform() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var week = try VirtualWeek(
      WeekSize(hosts: hosts, functions: functions, minutes: minutes), seed: seed)
    try week.build()
    let built = clock.now
    try week.live()
    let end = clock.now
    let report = Report(
      week: week.report, buildSeconds: (built - start) / .seconds(1),
      weekSeconds: (end - built) / .seconds(1),
      turnsPerSecond: Double(week.report.turns) / ((end - start) / .seconds(1)))
    if output.json { try Output.json(report) } else { report.printForPeople() }
    if !report.week.breaches.isEmpty { throw ExitCode(1) }
  }
}

extension WeekCommand.Report {
  func printForPeople() {
    let faults = week.faults.values.reduce(0, +)
    print(
      """
        \(week.hosts) hosts, \(week.functions) VNFs: made in \(buildSeconds.rounded()) s
        \(week.size.minutes) virtual minutes with \(faults) faults: \(weekSeconds.rounded()) s, \
      \(week.turns) turns and \(week.events) events in all, \(Int(turnsPerSecond)) turns/s
      """)
    for (kind, count) in week.faults.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      print("    \(kind)  \(count)")
    }
    print(
      """
        \(week.checks) checks; \(week.outages) VNFs without a spare replica stopped serving for a while
        \(week.helped) times a person had to help; \(week.serving) of \(week.functions) VNFs are whole
        digest \(week.digest)
      """)
    for breach in week.breaches { print("  BREACH  \(breach)") }
  }
}
