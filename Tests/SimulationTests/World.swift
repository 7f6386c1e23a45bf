import Core
import Deciding
import Descriptors
import Foundation
import ResourceInterfaces
import ServiceInterfaces
import Testing

@testable import Podium

/// The world that ships with the program, read once for all tests.
enum Bundle {
  static let catalogue = Result { try Catalogue.bundled() }
  static let inventory = Result { try Inventory.bundled() }
}

/// A state folder as a process finds it: what is in memory can be thrown away at any moment.
struct World {
  let folder: URL
  var seed: UInt64 = 7

  /// Opens the journal, and makes of it what a process makes of it when it starts.
  func open(_ catalogue: @autoclosure () throws -> Catalogue) throws -> Process {
    let journal = try Journal(
      folder: folder, command: "a test", durability: .process,
      creating: WorldDescription(seed: seed, epoch: DemoCommand.epoch))
    let engine = try journal.beginWorld(catalogue(), Bundle.inventory.get())
    return Process(journal: journal, engine: engine)
  }

  func open() throws -> Process { try open(Bundle.catalogue.get()) }

  /// Opens the journal and has the demo begin, with few customers: what a restart costs grows with
  /// what it finds.
  func openDemo() throws -> Process {
    var process = try open()
    let script = try Bundled.demoScript()
    let short = Demo.Script(earlier: Array(script.earlier.prefix(1)), order: script.order)
    try process.admit(.timer(.demo(.begin(short))), from: .world)
    return process
  }
}

/// What is in memory while a state is worked on.
struct Process {
  let journal: Journal
  var engine: Engine
  private var snapshotAt = 0

  init(journal: Journal, engine: Engine) {
    self.journal = journal
    self.engine = engine
  }

  /// Hands in a message, and commits that it came.
  mutating func admit(
    _ message: Message, from sender: Block, after delay: Span = .zero
  ) throws {
    var batch = Batch()
    try engine.admit(message, from: sender, after: delay, into: &batch)
    try journal.commit(batch.sealed(serials: engine.serials))
  }

  /// Handles up to `turns` messages that are due by `deadline`, as one commit; answers how many.
  mutating func work(
    turns: Int, until deadline: Instant = .distantFuture
  ) throws -> Int {
    var batch = Batch()
    while batch.turns < turns, try engine.step(until: deadline, into: &batch) {}
    let handled = batch.turns
    if handled > 0 { try journal.commit(batch.sealed(serials: engine.serials)) }
    return handled
  }

  /// Handles the next message and forgets that it did, as a crash before the commit does.
  mutating func workInVain() throws -> Bool {
    var batch = Batch()
    return try engine.step(until: .distantFuture, into: &batch)
  }

  func keepSnapshot() throws { try journal.keep(engine.snapshot()) }

  func findings() throws -> [String] { try Soundness.findings(in: journal, engine: engine) }
}

extension Instant {
  static let distantFuture = Instant(milliseconds: .max)
}

/// A folder that goes when the test is over.
func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("podium-simulation-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
