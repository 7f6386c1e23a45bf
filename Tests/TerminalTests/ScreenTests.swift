import Glibc
import Testing

@testable import Terminal

/// The real thing on a pseudo-terminal.
///
/// Each test runs in a process of its own, because curses has one screen per process and some of
/// them have to die.
@Suite(.timeLimit(.minutes(1))) struct ScreenTests {
  private struct Pty {
    let master: Int32
    let slave: Int32
    let path: String

    init() throws {
      master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var unlocked: Int32 = 0
      var number: UInt32 = 0
      let isReady =
        ioctl(master, 0x4004_5431, &unlocked) == 0  // TIOCSPTLCK
        && ioctl(master, 0x8004_5430, &number) == 0  // TIOCGPTN
      try #require(isReady)
      path = "/dev/pts/\(number)"
      slave = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
      try #require(slave >= 0)
      var size = winsize(ws_row: 5, ws_col: 20, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
    }

    var settings: [UInt32] {
      var all = termios()
      tcgetattr(slave, &all)
      return [all.c_iflag, all.c_oflag, all.c_cflag, all.c_lflag]
    }

    /// What the program wrote.
    ///
    /// The kernel hands bytes over in its own time, so a mark is written behind them and awaited.
    func output() -> String {
      let mark = Array("<read until here>".utf8)
      guard write(slave, mark, mark.count) == mark.count else { return "" }
      var all: [UInt8] = []
      var bytes = [UInt8](repeating: 0, count: 4096)
      while all.suffix(mark.count) != mark[...] {
        let count = read(master, &bytes, bytes.count)
        guard count > 0 else { break }
        all += bytes.prefix(count)
      }
      return String(decoding: all.dropLast(mark.count), as: UTF8.self)
    }
  }

  /// Makes a terminal the standard streams of this process and opens the screen on it.
  private static func open(_ path: String, waker: Waker) throws -> Screen {
    let terminal = Glibc.open(path, O_RDWR | O_NOCTTY)
    for descriptor: Int32 in 0...2 { dup2(terminal, descriptor) }
    var options = Screen.Options(environment: ["TERM": "xterm-256color", "COLORTERM": "truecolor"])
    options.forceUTF8 = true
    return try Screen(options, waker: waker)
  }

  private func expectRestored(_ pty: Pty, since before: [UInt32]) {
    let output = pty.output()
    #expect(pty.settings == before)
    for (on, off) in [
      ("\u{1b}[?1049h", "\u{1b}[?1049l"), ("\u{1b}[?1006h", "\u{1b}[?1006l"),
      ("\u{1b}[?2004h", "\u{1b}[?2004l"), ("\u{1b}[?1004h", "\u{1b}[?1004l"),
      ("\u{1b}[?25l", "\u{1b}[?25h"),
    ] {
      let parts = output.ranges(of: on).map(\.lowerBound)
      #expect(!parts.isEmpty, "\(on.dropFirst()) was never sent")
      #expect(
        (output.ranges(of: off).last?.lowerBound ?? output.startIndex)
          > (parts.last ?? output.endIndex))
    }
  }

  @Test func `a signal that ends is an input, and the terminal is as before`() async throws {
    let pty = try Pty()
    let before = pty.settings
    await #expect(processExitsWith: .exitCode(143)) { [path = pty.path as String] in
      var screen = try ScreenTests.open(path, waker: Waker())
      screen.show(Surface(size: screen.size), theme: .standard)
      kill(getpid(), SIGTERM)
      let input = screen.next()
      screen.close()
      if input == .terminate(signal: SIGTERM) { exit(143) }
    }
    expectRestored(pty, since: before)
  }

  /// The faults themselves and not signals sent by hand, which threads of a pool hold back.
  @Test(arguments: [SIGSEGV, SIGABRT, SIGILL])
  func `a crash restores the terminal and stays that crash`(signal: Int32) async throws {
    let pty = try Pty()
    let before = pty.settings
    await #expect(processExitsWith: .signal(signal)) {
      [path = pty.path as String, signal = signal as Int32] in
      var screen = try ScreenTests.open(path, waker: Waker())
      screen.show(Surface(size: screen.size), theme: .standard)
      switch signal {
      case SIGSEGV: UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
      case SIGABRT: abort()
      default: precondition(screen.size.columns == 0, "the screen has columns")
      }
    }
    expectRestored(pty, since: before)
  }

  @Test func `exit without closing restores the terminal and shows what was said`() async throws {
    let pty = try Pty()
    let before = pty.settings
    await #expect(processExitsWith: .exitCode(3)) { [path = pty.path as String] in
      var screen = try ScreenTests.open(path, waker: Waker())
      screen.show(Surface(size: screen.size), theme: .standard)
      let words = Array("core stopped: disk full\n".utf8)
      _ = write(2, words, words.count)
      exit(3)
    }
    let settings = pty.settings
    let output = pty.output()
    #expect(settings == before)
    let left = try #require(output.ranges(of: "\u{1b}[?1049l").last)
    #expect(output[left.upperBound...].contains("core stopped: disk full"))
    #expect(!output[..<left.lowerBound].contains("core stopped"))
  }

  @Test func `a terminal that is gone is told, again and again`() async {
    await #expect(processExitsWith: .exitCode(129)) {
      let pty = try Pty()
      var screen = try ScreenTests.open(pty.path, waker: Waker())
      signal(SIGHUP, SIG_IGN)
      close(pty.slave)
      close(pty.master)
      if screen.next() == .hangup, screen.next() == .hangup { exit(129) }
    }
  }

  @Test func `keys, wakes, sizes and time reach the loop`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let pty = try Pty()
      let waker = try Waker()
      let mailbox = Mailbox<Int>(waker: waker)
      mailbox.post(1)  // before the screen is there
      var screen = try ScreenTests.open(pty.path, waker: waker)
      var seen = 0
      if screen.next() == .wake, mailbox.take() == 1 { seen += 1 }
      let bytes = Array("\u{1b}[A".utf8)
      _ = write(pty.master, bytes, bytes.count)
      if screen.next() == .key(Key(.up)) { seen += 1 }
      _ = write(pty.master, bytes, 1)
      if screen.next() == .key(Key(.escape)) { seen += 1 }
      if screen.next(timeout: .milliseconds(1)) == .timeout { seen += 1 }
      var size = winsize(ws_row: 9, ws_col: 33, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(pty.slave, UInt(TIOCSWINSZ), &size)
      kill(getpid(), SIGWINCH)
      if screen.next() == .resize(Size(columns: 33, rows: 9)) { seen += 1 }
      if screen.size == Size(columns: 33, rows: 9) { seen += 1 }
      if screen.depth == .trueColor { seen += 1 }
      screen.close()
      exit(Int32(seen))
    }
  }

  @Test func `nothing is written when nothing changed, and little when little did`() async {
    await #expect(processExitsWith: .exitCode(5)) {
      let pty = try Pty()
      var screen = try ScreenTests.open(pty.path, waker: Waker())
      var surface = Surface(size: screen.size)
      surface.write("初期 e\u{301}", at: Point(x: 1, y: 1), style: Style(.stateGood))
      screen.show(surface, theme: .standard)
      var seen: Int32 = 0
      if pty.output().contains("初期 e\u{301}") { seen += 1 }
      screen.show(surface, theme: .standard)
      if pty.output().isEmpty { seen += 1 }
      surface.write("x", at: Point(x: 9, y: 3), role: .text)
      screen.show(surface, theme: .standard)
      let change = pty.output()
      if change.contains("x"), change.utf8.count < 80 { seen += 1 }
      screen.redraw()
      screen.show(surface, theme: .standard)
      if pty.output().contains("初期") { seen += 1 }
      if screen.copy("id"), pty.output() == "\u{1b}]52;c;aWQ=\u{7}" { seen += 1 }
      screen.close()
      exit(seen)
    }
  }

  @Test func `without a terminal it says what to do`() throws {
    let waker = try Waker()
    guard isatty(0) == 0 || isatty(1) == 0 else { return }
    let error = #expect(throws: TerminalFailure.self) {
      _ = try Screen(Screen.Options(environment: ["TERM": "xterm"]), waker: waker)
    }
    #expect(error == .notATerminal)
    #expect(error?.description.contains("--plain") == true)
  }
}
