import Deciding

/// What tells one course of events from another: FNV-1a over what happened, when, why and to whom. It is
/// no proof against forgery, and costs next to nothing.
struct WeekDigest {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ recorded: RecordedEvent) {
    add(UInt64(recorded.sequence))
    add(UInt64(bitPattern: recorded.time.milliseconds))
    add(UInt64(recorded.causation))
    for byte in recorded.event.entity.utf8 { add(UInt64(byte)) }
  }

  private mutating func add(_ word: UInt64) {
    value = (value ^ word) &* 0x0000_0100_0000_01b3
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
