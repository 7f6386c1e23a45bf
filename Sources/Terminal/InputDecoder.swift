/// Turns the bytes of a terminal into inputs.
///
/// A value without a clock: bytes go in by `feed`, and `expire` says that nothing followed for
/// `patience`. What looks like an escape sequence never becomes keys, however it is split: over a
/// slow link the arrow `ESC [ A` must not act like the key `A`.
struct InputDecoder {
  /// How long to wait for the rest.
  enum Patience: Equatable {
    /// Nothing is open.
    case none
    /// An escape may be the key or the beginning of a sequence: 50 ms.
    case short
    /// A sequence or a paste is open: its rest will come or is lost, 1 s.
    case long
  }

  private enum State: Equatable {
    case ground
    case escape
    /// A lone escape was delivered; a `[` or `O` that comes next may be its tail.
    case afterEscape
    /// ESC [ and what followed it.
    case control
    /// ESC O.
    case single
    /// The three bytes after ESC [ M.
    case oldMouse
    /// ESC ] to and others that end in BEL or ESC \.
    case text(escaped: Bool)
    case paste
    case utf8(count: Int)
  }

  private var state = State.ground
  /// The bytes of what is open.
  private var bytes: [UInt8] = []
  /// ESC was delivered as a key before the sequence came, so the sequence is dropped.
  private var isTail = false
  private static let pasteEnd = Array("\u{1b}[201~".utf8)
  private static let pasteLimit = 1 << 20

  var patience: Patience {
    switch state {
    case .ground: .none
    case .escape: .short
    default: .long
    }
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) -> [Input] {
    var inputs: [Input] = []
    for byte in bytes { step(byte, &inputs) }
    return inputs
  }

  /// Nothing more came: what is open is a key or is lost.
  mutating func expire() -> [Input] {
    defer { if state != .afterEscape { isTail = false } }
    switch state {
    case .escape:
      state = .afterEscape
      return [.key(Key(.escape))]
    case .paste:
      state = .ground
      return [InputDecoder.pasted(bytes)]
    default:
      state = .ground
      return []
    }
  }

  private mutating func step(_ byte: UInt8, _ inputs: inout [Input]) {
    switch state {
    case .ground: ground(byte, &inputs)
    case .escape: afterEscape(byte, &inputs)
    case .afterEscape:
      state = .ground
      isTail = byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O")
      if isTail { afterEscape(byte, &inputs) } else { ground(byte, &inputs) }
    case .control: control(byte, &inputs)
    case .single:
      state = .ground
      deliver(EscapeSequence.single(byte), &inputs)
    case .oldMouse:
      bytes.append(byte)
      guard bytes.count == 3 else { return }
      state = .ground
      deliver(EscapeSequence.oldMouse(bytes), &inputs)
    case .text(let escaped):
      let ended = byte == 7 || (escaped && byte == UInt8(ascii: "\\"))
      state = ended ? .ground : .text(escaped: byte == 0x1b)
    case .paste: paste(byte, &inputs)
    case .utf8(let count): utf8(byte, count, &inputs)
    }
  }

  private mutating func open(_ next: State, _ first: [UInt8] = []) {
    state = next
    bytes = first
  }

  private mutating func deliver(_ input: Input?, _ inputs: inout [Input]) {
    if let input, !isTail { inputs.append(input) }
    isTail = false
  }

  private mutating func ground(_ byte: UInt8, _ inputs: inout [Input]) {
    switch byte {
    case 0x1b: state = .escape
    case 0x20..<0x7f: inputs.append(.key(Key(.character(Character(Unicode.Scalar(byte))))))
    case 0xc2..<0xe0: open(.utf8(count: 2), [byte])
    case 0xe0..<0xf0: open(.utf8(count: 3), [byte])
    case 0xf0..<0xf5: open(.utf8(count: 4), [byte])
    default:
      if let input = EscapeSequence.control(byte) { inputs.append(input) }
    }
  }

  private mutating func afterEscape(_ byte: UInt8, _ inputs: inout [Input]) {
    switch byte {
    case UInt8(ascii: "["): open(.control)
    case UInt8(ascii: "O"): state = .single
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      state = .text(escaped: false)
    case 0x1b: inputs.append(.key(Key(.escape)))  // two escapes; the second is still open
    case 0x20..<0x7f:
      state = .ground
      inputs.append(.key(Key(.character(Character(Unicode.Scalar(byte))), .alt)))
    default:
      state = .ground
      guard case .key(let key)? = EscapeSequence.control(byte) else { return }
      inputs.append(.key(Key(key.code, key.modifiers.union(.alt))))
    }
  }

  private mutating func control(_ byte: UInt8, _ inputs: inout [Input]) {
    switch byte {
    case 0x1b: state = .escape  // the sequence was cut off and another one begins
    case UInt8(ascii: "M") where bytes.isEmpty: open(.oldMouse)
    case UInt8(ascii: "[") where bytes.isEmpty: bytes.append(byte)  // the Linux console's F1
    case 0x20..<0x40:
      bytes.append(byte)
      if bytes.count > 64 { state = .ground }
    case 0x40..<0x7f:
      state = .ground
      if byte == UInt8(ascii: "~"), bytes == Array("200".utf8) {
        isTail = false
        open(.paste)
      } else {
        deliver(EscapeSequence.control(bytes, final: byte), &inputs)
      }
    default: state = .ground
    }
  }

  private mutating func paste(_ byte: UInt8, _ inputs: inout [Input]) {
    // What is beyond the limit is dropped, but its end is still looked for.
    if bytes.count == InputDecoder.pasteLimit + 6 { bytes.remove(at: InputDecoder.pasteLimit) }
    bytes.append(byte)
    guard byte == UInt8(ascii: "~"), bytes.suffix(6) == InputDecoder.pasteEnd[...] else { return }
    state = .ground
    bytes.removeLast(6)
    inputs.append(InputDecoder.pasted(bytes))
  }

  private static func pasted(_ bytes: [UInt8]) -> Input {
    var text = String.UnicodeScalarView()
    var last: Unicode.Scalar = " "
    for scalar in String(decoding: bytes.prefix(pasteLimit), as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\n" where last == "\r": break
      case "\n", "\r": text.append("\n")
      case "\t": text.append(scalar)
      default: if CharacterWidth.kind(of: scalar) != .control { text.append(scalar) }
      }
      last = scalar
    }
    return .paste(String(text))
  }

  private mutating func utf8(_ byte: UInt8, _ count: Int, _ inputs: inout [Input]) {
    guard byte & 0xc0 == 0x80 else {
      state = .ground  // broken off: it was never a character
      ground(byte, &inputs)
      return
    }
    bytes.append(byte)
    guard bytes.count == count else { return }
    state = .ground
    let text = String(decoding: bytes, as: UTF8.self)
    guard let scalar = text.unicodeScalars.first, scalar.value != 0xfffd,
      CharacterWidth.kind(of: scalar) != .control
    else { return }
    inputs.append(.key(Key(.character(Character(scalar)))))
  }
}
