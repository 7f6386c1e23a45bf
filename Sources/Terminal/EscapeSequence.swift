/// What complete sequences mean: those of xterm and its kin, the Linux console, rxvt and vt100.
enum EscapeSequence {
  /// A byte below a space, or delete.
  static func control(_ byte: UInt8) -> Input? {
    switch byte {
    case 0: .key(Key(.space, .ctrl))
    case 3: .interrupt
    case 0x1a: .suspend
    case 8, 0x7f: .key(Key(.backspace))
    case 9: .key(Key(.tab))
    case 13: .key(Key(.enter))
    case 1..<0x1b: .key(Key(.character(Character(Unicode.Scalar(byte + 0x60))), .ctrl))
    case 0x1c..<0x20: .key(Key(.character(Character(Unicode.Scalar(byte + 0x40))), .ctrl))
    default: nil
    }
  }

  /// ESC O and a byte.
  static func single(_ byte: UInt8) -> Input? {
    if let code = letter(byte) { return .key(Key(code)) }
    return byte == UInt8(ascii: "M") ? .key(Key(.enter)) : nil  // of the keypad
  }

  /// ESC [ parameters final.
  static func control(_ parameters: [UInt8], final: UInt8) -> Input? {
    if parameters == [UInt8(ascii: "[")] {
      guard (0x41...0x45).contains(final) else { return nil }
      return .key(Key(.function(Int(final) - 0x40)))
    }
    if parameters.first == UInt8(ascii: "<") {
      return mouse(numbers(parameters.dropFirst()), isRelease: final == UInt8(ascii: "m"))
    }
    guard parameters.allSatisfy({ (0x30...0x3b).contains($0) || $0 == 0x24 }) else { return nil }
    let values = numbers(parameters[...])
    let held = modifiers(values.count > 1 ? values[1] : 1)
    switch final {
    case UInt8(ascii: "I") where parameters.isEmpty: return .focus(true)
    case UInt8(ascii: "O") where parameters.isEmpty: return .focus(false)
    case UInt8(ascii: "Z"): return .key(Key(.tab, held.union(.shift)))
    case UInt8(ascii: "~"): return tilde(values, held)
    case UInt8(ascii: "^"): return tilde(values, .ctrl)  // rxvt
    case UInt8(ascii: "$"): return tilde(values, .shift)
    case UInt8(ascii: "u"): return character(values.first ?? 0, held)
    default: return letter(final).map { .key(Key($0, held)) }
    }
  }

  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      Int(String(decoding: $0.prefix(6), as: UTF8.self)) ?? 0
    }
  }

  /// xterm adds one to the bits.
  private static func modifiers(_ value: Int) -> Key.Modifiers {
    Key.Modifiers(rawValue: UInt8(max(0, value - 1) & 7))
  }

  private static func letter(_ byte: UInt8) -> Key.Code? {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P"): .function(1)
    case UInt8(ascii: "Q"): .function(2)
    case UInt8(ascii: "R"): .function(3)
    case UInt8(ascii: "S"): .function(4)
    default: nil
    }
  }

  private static func tilde(_ values: [Int], _ held: Key.Modifiers) -> Input? {
    let code: Key.Code? =
      switch values.first ?? 0 {
      case 1, 7: .home
      case 2: .insert
      case 3: .delete
      case 4, 8: .end
      case 5: .pageUp
      case 6: .pageDown
      case 11...15: .function((values.first ?? 0) - 10)
      case 17...21: .function((values.first ?? 0) - 11)
      case 23, 24: .function((values.first ?? 0) - 12)
      default: nil
      }
    if let code { return .key(Key(code, held)) }
    guard values.first == 27, values.count > 2 else { return nil }
    return character(values[2], held)  // xterm's modifyOtherKeys
  }

  private static func character(_ value: Int, _ held: Key.Modifiers) -> Input? {
    switch value {
    case 9: return .key(Key(.tab, held))
    case 13: return .key(Key(.enter, held))
    case 27: return .key(Key(.escape, held))
    case 8, 127: return .key(Key(.backspace, held))
    case 99 where held == .ctrl: return .interrupt
    case 122 where held == .ctrl: return .suspend
    default:
      guard value >= 0x20, let scalar = Unicode.Scalar(UInt32(value)),
        CharacterWidth.kind(of: scalar) != .control
      else { return nil }
      return .key(Key(.character(Character(scalar)), held.subtracting(.shift)))
    }
  }

  // MARK: mouse

  private static func mouse(_ values: [Int], isRelease: Bool) -> Input? {
    guard values.count == 3 else { return nil }
    let point = Point(x: values[1] - 1, y: values[2] - 1)
    guard let action = action(values[0], isRelease: isRelease) else { return nil }
    return .mouse(MouseEvent(action, at: point, modifiers: mouseModifiers(values[0])))
  }

  /// Three bytes, each 32 more than it means.
  static func oldMouse(_ bytes: [UInt8]) -> Input? {
    let values = bytes.map { Int($0) - 32 }
    guard values.count == 3, let action = action(values[0], isRelease: values[0] & 3 == 3) else {
      return nil
    }
    let point = Point(x: values[1] - 1, y: values[2] - 1)
    return .mouse(MouseEvent(action, at: point, modifiers: mouseModifiers(values[0])))
  }

  private static func action(_ value: Int, isRelease: Bool) -> MouseEvent.Action? {
    if value & 64 != 0 {
      return value & 3 == 0 ? .wheelUp : value & 3 == 1 ? .wheelDown : nil
    }
    let button: MouseEvent.Button = value & 3 == 1 ? .middle : value & 3 == 2 ? .right : .left
    if isRelease { return .release(button) }
    if value & 32 != 0 { return value & 3 == 3 ? nil : .drag(button) }
    return .press(button)
  }

  private static func mouseModifiers(_ value: Int) -> Key.Modifiers {
    var held: Key.Modifiers = []
    if value & 4 != 0 { held.insert(.shift) }
    if value & 8 != 0 { held.insert(.alt) }
    if value & 16 != 0 { held.insert(.ctrl) }
    return held
  }
}
