import ArgumentParser
import Core
import Deciding
import Descriptors
import Foundation

/// Where the state is, which every command that touches it takes.
struct StateOptions: ParsableArguments {
  @Option(
    name: .long, help: "Folder of the state (default: $XDG_STATE_HOME/podium).",
    completion: .directory)
  var state: String?

  @Option(
    name: .long,
    help: "File with the delays of simulated clusters and hosts, for a state that begins.",
    completion: .file(extensions: ["yaml"]))
  var stages: String?

  @Option(
    name: .long,
    help: "File with sites, VIMs and hosts in place of the bundled ones, for a state that begins.",
    completion: .file(extensions: ["yaml"]))
  var inventory: String?

  /// The folder, absolute.
  var folder: URL {
    if let state { return URL(fileURLWithPath: state).standardizedFileURL }
    return Self.home("XDG_STATE_HOME", fallback: ".local/state")
      .appendingPathComponent("podium")
  }

  /// A base folder of the XDG specification.
  static func home(_ variable: String, fallback: String) -> URL {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment[variable], path.hasPrefix("/") { return URL(fileURLWithPath: path) }
    let home = environment["HOME"].map { URL(fileURLWithPath: $0) }
    return (home ?? URL(fileURLWithPath: "/tmp")).appendingPathComponent(fallback)
  }

  /// Opens the state, or begins a new world of the bundled catalogue when there is none.
  func open(
    _ command: String, seed: UInt64 = 1, epoch: Instant? = nil
  ) throws -> (journal: Journal, engine: Engine) {
    if stages != nil, Journal.exists(in: folder) {
      throw Failure(
        .refused,
        "The state in \(folder.path) has its delays from its beginning. Begin another one with "
          + "--state DIR, or leave --stages out.")
    }
    if inventory != nil, Journal.exists(in: folder) {
      throw Failure(
        .refused,
        "The state in \(folder.path) has its hosts from its beginning. Begin another one with "
          + "--state DIR, or leave --inventory out.")
    }
    // A file that does not read must not leave a state behind that never began.
    let world = try Bundled.inventory(at: inventory, stages: stages)
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    let journal = try Journal(
      folder: folder, command: command,
      creating: WorldDescription(seed: seed, epoch: epoch ?? now))
    let engine = try journal.beginWorld(
      try Bundled.catalogue(), world)
    return (journal, engine)
  }

  /// Opens a state that must exist.
  func openExisting(_ command: String) throws -> (journal: Journal, engine: Engine) {
    guard Journal.exists(in: folder) else {
      throw Failure(
        .refused,
        "There is no state in \(folder.path). `podium order submit FILE` or `podium` creates one.")
    }
    return try open(command)
  }
}
