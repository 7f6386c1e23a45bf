import Core
import Foundation
import Glibc

/// How long the program takes from its start to the first full screen, in a terminal of its own.
struct StartBench {
  let starts: Int

  /// What the first screen holds, from the header to the last pane.
  private static let marks = ["podium", "Service orders", "Network services", "NFVI hosts"]
  private static let patience = Duration.seconds(20)

  func run() throws -> BenchReport.Start {
    try withBenchFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let place = try DemoPlace(state: state)
      do {
        let world = try place.begin(seed: 7)
        try Conductor(journal: world.journal, engine: world.engine, pace: .maximum)
          .run(untilIdle: true)
      }
      let times = try (0..<starts).map { _ in try firstScreen(of: state, home: folder.path) }
      return BenchReport.Start(firstScreenMs: times.quantile(0.5).milliseconds.short)
    }
  }

  private func firstScreen(of state: String, home: String) throws -> Duration {
    let terminal = try PseudoTerminal(columns: 200, rows: 60)
    let clock = ContinuousClock()
    let start = clock.now
    let process = try terminal.start(
      try OwnProgram.path(), ["podium", "console", "--state", state],
      environment: ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "HOME=\(home)", "USER=bench"])
    defer { terminal.end(process) }
    var screen = Data()
    while clock.now - start < Self.patience {
      guard let bytes = terminal.read(within: 1_000), !bytes.isEmpty else { continue }
      screen.append(contentsOf: bytes)
      let isWhole = Self.marks.allSatisfy { screen.range(of: Data($0.utf8)) != nil }
      if isWhole { return clock.now - start }
    }
    throw Failure(.refused, "The console showed no screen within \(Self.patience).")
  }
}

/// The file of the program that runs.
enum OwnProgram {
  static func path() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}

/// A terminal that nobody sees, with this process at the far end of the line.
struct PseudoTerminal: ~Copyable {
  private let near: Int32
  private let far: Int32

  init(columns: UInt16, rows: UInt16) throws {
    var ends: (near: Int32, far: Int32) = (-1, -1)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&ends.near, &ends.far, nil, nil, &size) == 0 else {
      throw Failure(
        .unavailable, "No pseudo terminal can be had: \(String(cString: strerror(errno))).")
    }
    (near, far) = ends
    for end in [near, far] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    close(near)
    close(far)
  }

  /// Starts a program with this terminal as its input and output.
  func start(
    _ path: String, _ arguments: [String], environment: [String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 as ClosedRange<Int32> {
      posix_spawn_file_actions_adddup2(&actions, far, descriptor)
    }
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var process = pid_t()
    let result = posix_spawn(&process, path, &actions, nil, words, variables)
    guard result == 0 else {
      throw Failure(
        .unavailable, "\(path) cannot be started: \(String(cString: strerror(result))).")
    }
    return process
  }

  /// What was written within so many milliseconds; `nil` for nothing.
  func read(within milliseconds: Int32) -> [UInt8]? {
    var wish = pollfd(fd: near, events: Int16(POLLIN), revents: 0)
    guard poll(&wish, 1, milliseconds) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(near, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  /// Ends a program and reads what it still writes, so that it can leave.
  func end(_ process: pid_t) {
    kill(process, SIGTERM)
    while waitpid(process, nil, WNOHANG) == 0 { _ = read(within: 10) }
  }
}
