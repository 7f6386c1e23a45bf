import ArgumentParser
import Core
import Deciding
import Descriptors
import Foundation

/// `podium demo`: a fresh world, the SD-WAN walkthrough, and Day-2 after it.
struct DemoCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Watch the SD-WAN walkthrough in a fresh world, and take over when you like.",
    discussion: """
      Three clusters, 48 hosts and a few customers are there already. One TMF641 order sets off the \
      ten steps; Day-2 follows: a traffic peak, a power loss, a patch, a rule change, the end.
      """)

  @Option(help: "How many times as fast as real time, or `max`.")
  var speed: Speed = .times(4)

  @Option(help: "The world's seed: the same seed gives the same journal.")
  var seed: UInt64 = 7

  @Option(
    name: .long,
    help: "Keep the state in this folder, which must hold none (default: none is kept).")
  var state: String?

  @Flag(help: "Run through without a screen, print a summary, exit 0 when all went well.")
  var unattended = false

  @OptionGroup var output: OutputOptions

  /// The demo's world begins on the morning for which the order asks.
  static let epoch = Instant(milliseconds: 1_772_438_400_000)

  func validate() throws {
    if output.json && !unattended { throw ValidationError("--json goes with --unattended.") }
  }

  func perform() throws {
    let place = try DemoPlace(state: state)
    defer { place.leave() }
    let world = try place.begin(seed: seed)
    if unattended {
      try runThrough(world)
    } else {
      // What the customers ordered before the curtain opens happens at once.
      let opening = Conductor(journal: world.journal, engine: world.engine, pace: .maximum)
      let engine = try opening.run(isDone: { !$0.demo.isBeforeCurtain })
      try ConsoleSession.run(
        journal: world.journal, engine: engine, pace: speed.pace, title: "demo")
    }
  }

  private func runThrough(_ world: (journal: Journal, engine: Engine)) throws {
    let conductor = Conductor(journal: world.journal, engine: world.engine, pace: speed.pace)
    let engine = try conductor.run(untilIdle: true)
    let report = try DemoReport(engine: engine, journal: world.journal)
    if output.json {
      try Output.json(report)
    } else {
      report.printSummary()
    }
    guard report.isGood else {
      throw Failure(.refused, "The demo did not come to its end as it should; see the summary.")
    }
  }
}

/// The folder that a demo lives in: the user's own, or one that goes when the demo is left.
struct DemoPlace {
  private let folder: URL
  private let isTemporary: Bool

  init(state: String?) throws {
    if let state {
      folder = URL(fileURLWithPath: state).standardizedFileURL
      isTemporary = false
      return
    }
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("podium-demo-\(ProcessInfo.processInfo.processIdentifier)")
    isTemporary = true
  }

  /// Opens the world of the demo; one that was interrupted goes on where it was.
  func begin(seed: UInt64) throws -> (journal: Journal, engine: Engine) {
    let journal = try Journal(
      folder: folder, command: "podium demo",
      creating: WorldDescription(seed: seed, epoch: DemoCommand.epoch))
    guard journal.world.seed == seed, journal.world.epoch == DemoCommand.epoch else {
      throw Failure(
        .refused,
        "\(folder.path) holds another world (seed \(journal.world.seed)). "
          + "Give --seed \(journal.world.seed) to go on with that demo, or another --state DIR.")
    }
    var engine = try journal.beginWorld(try Bundled.catalogue(), try Bundled.inventory())
    guard engine.layers.demo.phase == .off, engine.nextDue == nil else { return (journal, engine) }
    var batch = Batch()
    try engine.admit(
      .timer(.demo(.begin(try Bundled.demoScript()))), from: .world, into: &batch)
    try journal.commit(batch.sealed(serials: engine.serials))
    return (journal, engine)
  }

  func leave() {
    if isTemporary { try? FileManager.default.removeItem(at: folder) }
  }
}

/// A pace as people write it: a number, or `max`.
enum Speed: ExpressibleByArgument {
  case times(Double)
  case maximum

  init?(argument: String) {
    if argument == "max" {
      self = .maximum
    } else if let factor = Double(argument), factor >= 0.1, factor <= 100_000 {
      self = .times(factor)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .times(let factor): factor.formatted()
    case .maximum: "max"
    }
  }

  var pace: Pace {
    switch self {
    case .times(let factor): .times(factor)
    case .maximum: .maximum
    }
  }
}

extension Double {
  fileprivate func formatted() -> String {
    self == rounded() ? String(Int(self)) : String(self)
  }
}
