import ArgumentParser
import Foundation

/// `podium bench`: measures this program on this machine.
struct BenchCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure orders, recovery, frames and the start on this machine.",
    discussion: """
      Works in temporary folders, which go again. The whole run takes some minutes and several \
      gigabytes of memory, for a network of a million VNFs; --quick takes seconds.
      """,
    subcommands: [PlacementBenchCommand.self])

  @Flag(help: "A small run: fewer orders, 100,000 events, at most 100,000 VNFs.")
  var quick = false

  /// One network alone, in a process of its own, so that its memory is its own.
  @Option(help: .hidden)
  var framesOf: Int?

  @OptionGroup var output: OutputOptions

  func perform() throws {
    if let framesOf {
      return try Output.json(try FrameBench(vnfs: framesOf, frames: quick ? 300 : 2_000).run())
    }
    let sizes = quick ? [1_000, 100_000] : [1_000, 100_000, 1_000_000]
    let report = BenchReport(
      orders: try OrderBench(orders: quick ? 10 : 50).run(),
      recovery: try RecoveryBench(events: quick ? 100_000 : 1_000_000).run(),
      frames: try sizes.map { try FrameBench.inOwnProcess(vnfs: $0, quick: quick) },
      start: try StartBench(starts: quick ? 5 : 20).run())
    if output.json { return try Output.json(report) }
    report.printTable()
  }
}

/// What a run measured.
struct BenchReport: Encodable {
  struct Orders: Encodable {
    /// TMF641 orders from acceptance to completion, all layers and the journal included.
    let perSecond: Double
    let eventsPerSecond: Double
    /// The same bytes by bare SQLite.
    let sqliteEventsPerSecond: Double
  }

  struct Recovery: Encodable {
    let events: Int
    /// From opening the folder to an engine that can take the next message.
    let seconds: Double
    /// The same from the events alone, as if no snapshot could be read.
    let replaySeconds: Double
  }

  struct Frames: Codable {
    let vnfs: Int
    let medianMs: Double
    let p99Ms: Double
    let residentMB: Int
  }

  struct Start: Encodable {
    let firstScreenMs: Double
  }

  let orders: Orders
  let recovery: Recovery
  let frames: [Frames]
  let start: Start

  func printTable() {
    var rows = [
      ["orders", "\(orders.perSecond)", "orders/s"],
      ["", "\(orders.eventsPerSecond)", "events/s"],
      ["", "\(orders.sqliteEventsPerSecond)", "events/s, SQLite alone"],
      ["recovery", "\(recovery.seconds)", "s from \(recovery.events) events"],
      ["", "\(recovery.replaySeconds)", "s without a snapshot"],
    ]
    for frame in frames {
      rows.append(["frame", "\(frame.medianMs)", "ms median, \(frame.vnfs) VNFs"])
      rows.append(["", "\(frame.p99Ms)", "ms p99"])
      rows.append(["", "\(frame.residentMB)", "MB resident"])
    }
    rows.append(["start", "\(start.firstScreenMs)", "ms to the first screen"])
    Output.table(["WHAT", "MEASURED", "UNIT"], rows)
  }
}

extension Duration {
  var milliseconds: Double { self / .milliseconds(1) }
  var seconds: Double { self / .seconds(1) }
}

extension Double {
  /// Three digits after the point are more than a clock is worth.
  var short: Double { (self * 1_000).rounded() / 1_000 }
}

extension [Duration] {
  /// The value that `share` of all are not above.
  func quantile(_ share: Double) -> Duration {
    let sorted = sorted()
    guard let last = sorted.indices.last else { return .zero }
    return sorted[Swift.min(last, Int(Double(sorted.count) * share))]
  }
}

/// A folder that goes when the measurement is over.
func withBenchFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("podium-bench-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
