import Core
import Testing

/// A large network that lives for a while, here a small one for a few hours.
struct WeekTests {
  private static func week(seed: UInt64) throws -> WeekReport {
    var week = try VirtualWeek(WeekSize(hosts: 100, functions: 150, minutes: 120), seed: seed)
    try week.build()
    try week.live()
    return week.report
  }

  @Test func `is sound at every step, ends whole, and is the same week for the same seed`() throws {
    let week = try Self.week(seed: 3)
    #expect(week.breaches == [])
    #expect(week.functions >= 150 && week.serving == week.functions)
    #expect(week.faults.values.reduce(0, +) == 120)
    #expect(week.checks > week.functions)
    #expect(week.outages > 0, "nothing that the faults struck stopped serving")
    let again = try Self.week(seed: 3)
    #expect(again == week)
    #expect(try Self.week(seed: 4).digest != week.digest)
  }
}
