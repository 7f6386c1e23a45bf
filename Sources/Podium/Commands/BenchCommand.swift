import ArgumentParser

/// `podium bench`: measures this program on this machine.
struct BenchCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure orders, recovery, frames and the start on this machine.")

  func perform() throws {}
}
