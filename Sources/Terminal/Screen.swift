internal import CCurses
import Glibc

/// The terminal of this process, in full-screen mode, for as long as the value lives.
///
/// Owned by one thread, because curses is; other threads reach it through a `Waker`. When it goes,
/// by return, by a thrown error, by `exit`, by a crash, the terminal is as it was before.
package struct Screen: ~Copyable {
  package let capabilities: TerminalCapabilities
  package private(set) var size: Size
  private let waker: Waker
  private var decoder = InputDecoder()
  private var deadline: ContinuousClock.Instant?
  private var queue: [Input] = []
  private var isGone = false
  /// What the terminal shows; nil when that is not known.
  private var shown: Surface?
  private var theme: Theme?
  private var paints = PaintTable(.plain, at: .none)

  package var depth: ColorDepth { capabilities.depth }
  package var glyphs: GlyphSet { capabilities.glyphs }

  /// Takes the terminal over.
  package init(_ options: Options = Options(), waker: Waker) throws(TerminalFailure) {
    let found = TerminalCapabilities.detect(options)
    guard found.isInteractive else { throw .notATerminal }
    guard found.description != nil else { throw .unknownTerminal(found.term) }
    guard found.canShowScreen else { throw .dumb(found.term) }
    try Screen.open(found, errorLog: options.errorLog)
    capabilities = found.limited(toColours: Int(ct_colours()))
    size = Screen.measure()
    self.waker = waker
  }

  deinit { ct_close() }

  /// Gives the terminal back now.
  package consuming func close() {}

  private static func open(
    _ found: TerminalCapabilities, errorLog: String?
  ) throws(TerminalFailure) {
    let colour =
      switch found.depth {
      case .none: CT_COLOUR_NONE
      case .trueColor: CT_COLOUR_DIRECT
      default: CT_COLOUR_PALETTE
      }
    let result = found.term.withCString { term in
      (errorLog ?? "").withCString { log in
        var wish = ct_options(
          term: term, colour: Int32(colour), mouse: found.mouse ? 1 : 0,
          synchronise: found.synchronisedOutput ? 1 : 0, error_log: log)
        return ct_open(&wish)
      }
    }
    switch Int(result) {
    case CT_OK: return
    case CT_NOT_A_TERMINAL: throw .notATerminal
    case CT_NO_DESCRIPTION: throw .unknownTerminal(found.term)
    case CT_DUMB: throw .dumb(found.term)
    case CT_ALREADY_OPEN: throw .alreadyOpen
    case CT_NO_DESCRIPTOR: throw .noDescriptor(String(cString: strerror(errno)))
    default: throw .noMemory
    }
  }

  private static func measure() -> Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    ct_measure(&columns, &rows)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  // MARK: output

  /// Brings the terminal to this picture.
  ///
  /// Only changed cells travel; when nothing changed, nothing is written.
  package mutating func show(_ surface: Surface, theme wanted: Theme) {
    if theme != wanted {
      theme = wanted
      let mixed = PaintTable(wanted, at: depth)
      if mixed != paints { shown = nil }
      paints = mixed
    }
    let known = shown?.size == surface.size ? shown : nil
    var changed = putChanges(from: known, to: surface)
    let cursor = surface.cursor.flatMap { surface.bounds.contains($0) ? $0 : nil }
    if changed > 0 || known == nil || known?.cursor != surface.cursor {
      ct_cursor(Int32(cursor?.y ?? -1), Int32(cursor?.x ?? 0))
      if known == nil { changed = .max }
      ct_flush(changed > 64 ? 1 : 0)
    }
    shown = surface
  }

  private func putChanges(from known: Surface?, to surface: Surface) -> Int {
    let columns = min(surface.size.columns, size.columns)
    var changed = 0
    var last = Paint.none
    for y in 0..<min(surface.size.rows, size.rows) {
      let start = y * surface.size.columns
      for x in 0..<columns {
        let cell = surface.cells[start + x]
        if let known, known.cells[start + x] == cell { continue }
        changed += 1
        guard cell.glyph != .continuation else { continue }
        let next = x + 1 < surface.size.columns ? surface.cells[start + x + 1].glyph : .space
        let style = paints[cell.style]
        let paint = cell.glyph == .space ? style.blank : style
        // A blank shows no foreground: taking its neighbour's saves a change of colour.
        if cell.glyph != .space || !paint.isBlankLike(last) { last = paint }
        put(cell.glyph, last, columns: next == .continuation ? 2 : 1, x: x, y: y)
      }
    }
    return changed
  }

  private func put(_ glyph: Glyph, _ paint: Paint, columns: Int, x: Int, y: Int) {
    func put(_ text: [UInt32], at column: Int) {
      ct_put(
        Int32(y), Int32(column), text, Int32(text.count), Int32(paint.attributes.rawValue),
        paint.foreground, paint.background)
    }
    if glyph.bits < 0x7f {
      withUnsafePointer(to: glyph.bits) {
        ct_put(
          Int32(y), Int32(x), $0, 1, Int32(paint.attributes.rawValue), paint.foreground,
          paint.background)
      }
      return
    }
    let text = Screen.agreedText(glyph, columns: columns)
    if text.isEmpty, columns == 2 { put([Glyph.space.bits], at: x + 1) }
    put(text.isEmpty ? [GlyphSet.plainSubstitute(for: glyph).bits] : text, at: x)
  }

  /// The scalars of a glyph if the C library gives it the same columns; it moves curses' cursor.
  private static func agreedText(_ glyph: Glyph, columns: Int) -> [UInt32] {
    let scalars = glyph.scalars.map(\.value)
    guard let base = scalars.first, ct_width(base) == Int32(columns) else { return [] }
    return [base] + scalars.dropFirst().filter { ct_width($0) == 0 }
  }

  /// Paints everything again at the next `show`, for a terminal that something else wrote on.
  package mutating func redraw() {
    ct_forget()
    shown = nil
  }

  /// Puts text into the clipboard of the operator's machine, where the terminal allows it.
  ///
  /// False when it is too long.
  package func copy(_ text: String) -> Bool {
    guard let sequence = Clipboard.sequence(for: text, term: capabilities.term) else {
      return false
    }
    ct_send(sequence, Int32(sequence.count))
    return true
  }

  // MARK: input

  /// Waits for the next input; without a timeout, for ever and without any wake-up.
  package mutating func next(timeout: Duration? = nil) -> Input {
    let clock = ContinuousClock()
    let end = timeout.map { clock.now + $0 }
    while true {
      if !queue.isEmpty { return queue.removeFirst() }
      if let input = nextSignal() { return input }
      if isGone { return .hangup }
      let limit = [end, deadline].compactMap { $0 }.min()
      let seen = Int(ct_wait(waker.reader, Screen.milliseconds(until: limit, clock)))
      if seen & CT_HANGUP != 0 { isGone = true }
      if seen & CT_INPUT != 0 { read(clock) }
      if seen & CT_WAKE != 0 { queue.append(.wake) }
      if seen == 0 {
        if let deadline, deadline <= clock.now {
          queue += decoder.expire()
          setDeadline(clock)
        }
        if queue.isEmpty, let end, end <= clock.now { return .timeout }
      }
    }
  }

  private static func milliseconds(
    until limit: ContinuousClock.Instant?, _ clock: ContinuousClock
  ) -> Int32 {
    guard let limit else { return -1 }
    let left = (limit - clock.now) / Duration.milliseconds(1)
    return Int32(min(max(left.rounded(.up), 0), 1e9))
  }

  private mutating func read(_ clock: ContinuousClock) {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = ct_read(&bytes, Int32(bytes.count))
    if count == 0 { isGone = true }
    guard count > 0 else { return }
    queue += decoder.feed(bytes.prefix(Int(count)))
    setDeadline(clock)
  }

  private mutating func setDeadline(_ clock: ContinuousClock) {
    switch decoder.patience {
    case .none: deadline = nil
    case .short: deadline = clock.now + .milliseconds(50)
    case .long: deadline = clock.now + .seconds(1)
    }
  }

  private mutating func nextSignal() -> Input? {
    while true {
      let signal = ct_next_signal()
      switch signal {
      case 0: return nil
      case SIGWINCH:
        if adoptSize() { return .resize(size) }
      case SIGCONT:
        ct_resume()
        shown = nil
        return .resumed
      case SIGTSTP: return .suspend
      case SIGHUP:
        isGone = true
        return .hangup
      default: return .terminate(signal: signal)
      }
    }
  }

  private mutating func adoptSize() -> Bool {
    let now = Screen.measure()
    guard now != size else { return false }
    ct_resize(Int32(now.columns), Int32(now.rows))
    size = now
    shown = nil
    return true
  }

  /// Throws away keys that were typed ahead, so that none of them answers a question not yet seen.
  package mutating func discardTypeahead() {
    ct_discard_input()
    decoder = InputDecoder()
    deadline = nil
    queue.removeAll {
      switch $0 {
      case .key, .mouse, .paste: true
      default: false
      }
    }
  }

  /// Stops the process as Ctrl-Z does and takes the terminal again when it is continued.
  ///
  /// `.resumed` follows, and `.resize` before it when the size changed meanwhile.
  package mutating func suspend() {
    ct_suspend()
    decoder = InputDecoder()
    deadline = nil
    shown = nil
    if adoptSize() { queue.append(.resize(size)) }
    queue.append(.resumed)
  }
}

extension TerminalCapabilities {
  /// Looks without touching the terminal.
  package static func detect(_ options: Screen.Options = Screen.Options()) -> TerminalCapabilities {
    let environment = options.environment
    let term = environment["TERM"] ?? ""
    let isUTF8 = ct_use_locale(options.forceUTF8 ? 1 : 0) == 1
    let description = ct_describe(term, 1).map { String(cString: $0) }
    let colours = description == nil ? 0 : Int(ct_number("colors"))
    var columns: Int32 = 0
    var rows: Int32 = 0
    ct_measure(&columns, &rows)
    return TerminalCapabilities(
      term: term, description: description, program: environment["TERM_PROGRAM"] ?? "",
      isInteractive: isatty(0) == 1 && isatty(1) == 1,
      canMoveCursor: description != nil && ct_number("cup") > 0,
      depth: options.depth ?? ColorDepth.choose(environment: environment, colours: colours),
      isUTF8: isUTF8, glyphs: options.glyphs ?? (isUTF8 ? .unicode : .ascii),
      mouse: options.mouse && description != nil && ct_number("kmous") > 0,
      synchronisedOutput: synchronises(environment),
      size: Size(columns: Int(columns), rows: Int(rows)))
  }

  /// The same with no more colours than curses really got.
  func limited(toColours colours: Int) -> TerminalCapabilities {
    let most: ColorDepth =
      switch colours {
      case 0x100_0000...: .trueColor
      case 256...: .c256
      case 16...: .c16
      case 8...: .c8
      default: .none
      }
    return TerminalCapabilities(
      term: term, description: description, program: program, isInteractive: isInteractive,
      canMoveCursor: canMoveCursor, depth: min(depth, most), isUTF8: isUTF8, glyphs: glyphs,
      mouse: mouse, synchronisedOutput: synchronisedOutput, size: size)
  }
}
