/// A moment on the core's clock, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Simulated and real time share this type: deciders never learn which of the two they live in.
package struct Instant: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package static func + (instant: Self, span: Span) -> Self {
    Self(milliseconds: instant.milliseconds + span.milliseconds)
  }

  package static func - (end: Self, start: Self) -> Span {
    Span(milliseconds: end.milliseconds - start.milliseconds)
  }
}

/// A length of time in milliseconds.
package struct Span: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  package static let zero = Self(milliseconds: 0)

  package static func milliseconds(_ count: Int) -> Self { Self(milliseconds: Int64(count)) }
  package static func seconds(_ count: Double) -> Self {
    Self(milliseconds: Int64((count * 1_000).rounded()))
  }
  package static func minutes(_ count: Double) -> Self { .seconds(count * 60) }

  package var seconds: Double { Double(milliseconds) / 1_000 }

  package static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package static func + (left: Self, right: Self) -> Self {
    Self(milliseconds: left.milliseconds + right.milliseconds)
  }
}

extension CodingUserInfoKey {
  /// Set on an encoder that writes for people and scripts: instants as RFC 3339 date-times, as every
  /// TMF and ETSI document has them.
  package static let writesDateTimes = CodingUserInfoKey(rawValue: "podium.writesDateTimes")
}

// Both are written to the journal as bare numbers: short, and readable with SQLite's date functions.
extension Instant: Codable {
  package init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let key = CodingUserInfoKey.writesDateTimes
    if key.flatMap({ encoder.userInfo[$0] }) != nil {
      try container.encode(description)
    } else {
      try container.encode(milliseconds)
    }
  }
}

extension Span: Codable {
  package init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC with milliseconds, as every TMF and ETSI document writes a date-time.
  package var description: String {
    let days = Int(milliseconds.floorDivided(by: 86_400_000))
    let rest = Int(milliseconds - Int64(days) * 86_400_000)
    let date = CivilDate(daysSince1970: days)
    return "\(date)T\(clock(rest / 1_000)).\(padded(rest % 1_000, to: 3))Z"
  }

  /// The time of day in UTC, `12:04:31`.
  package var timeOfDay: String {
    let days = milliseconds.floorDivided(by: 86_400_000)
    return clock(Int(milliseconds - days * 86_400_000) / 1_000)
  }

  /// The time alone where it is of the same day as `now`, such as `08:02:06`; otherwise with the day,
  /// such as `2026-03-02 18:00:00`.
  package func dayAndTime(from now: Instant) -> String {
    let day = description.prefix(10)
    return day == now.description.prefix(10) ? timeOfDay : "\(day) \(timeOfDay)"
  }

  private func clock(_ seconds: Int) -> String {
    "\(padded(seconds / 3_600, to: 2)):\(padded(seconds / 60 % 60, to: 2)):\(padded(seconds % 60, to: 2))"
  }
}

/// A day of the Gregorian calendar, computed without a calendar service so that every run agrees.
private struct CivilDate: CustomStringConvertible {
  let year: Int
  let month: Int
  let day: Int

  /// Howard Hinnant's `civil_from_days`: eras of 400 years, years that begin in March.
  init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = Int(Int64(shifted).floorDivided(by: 146_097))
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var description: String { "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))" }
}

private func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
