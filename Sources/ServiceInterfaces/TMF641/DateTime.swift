// The date-time of JSON documents (RFC 3339), checked without a calendar library: the interfaces
// must not depend on the locale or time zone of the machine.

/// A moment as documents write it: `2026-03-01T09:00:00Z`.
package struct DateTime: Hashable, Sendable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z; what is finer is dropped.
  package let milliseconds: Int

  package static func < (a: DateTime, b: DateTime) -> Bool { a.milliseconds < b.milliseconds }

  /// Reads an RFC 3339 date-time; nil when the text is not one, or no such day exists.
  package init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard let year = Self.digits(4, &rest), Self.take("-", &rest),
      let month = Self.digits(2, &rest), Self.take("-", &rest),
      let day = Self.digits(2, &rest), Self.take("T", &rest) || Self.take("t", &rest),
      let hour = Self.digits(2, &rest), Self.take(":", &rest),
      let minute = Self.digits(2, &rest), Self.take(":", &rest),
      let second = Self.digits(2, &rest),
      let fraction = Self.fraction(&rest), let offset = Self.offset(&rest), rest.isEmpty,
      (1...12).contains(month), day >= 1, day <= Self.days(month, year),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    let days = Self.daysSinceEpoch(year, month, day)
    let seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset * 60
    milliseconds = seconds * 1000 + fraction
  }

  private static func digits(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
    var value = 0
    guard rest.count >= count else { return nil }
    for byte in rest.prefix(count) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    rest = rest.dropFirst(count)
    return value
  }

  private static func take(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard let byte = rest.first, UInt32(byte) == character.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// The fraction of a second in milliseconds, 0 if there is none; nil if '.' has no digit after it.
  private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard take(".", &rest) else { return 0 }
    var value = 0
    var count = 0
    while let digit = digits(1, &rest) {
      if count < 3 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in 0..<max(0, 3 - count) { value *= 10 }
    return value
  }

  /// The offset from UTC in minutes.
  private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
    if take("Z", &rest) || take("z", &rest) { return 0 }
    let sign = take("+", &rest) ? 1 : take("-", &rest) ? -1 : 0
    guard sign != 0, let hours = digits(2, &rest), take(":", &rest),
      let minutes = digits(2, &rest), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return switch month {
    case 2: isLeap ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days in the proleptic Gregorian calendar, counted from 1970-01-01.
  private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
  }
}
