import Foundation
import Testing

@Suite struct BenchTests {
  @Test func `a quick bench prints what it measured, as keys that scripts rely on`() async throws {
    let result = try await podium("bench", "--quick", "--json")
    #expect(result.code == 0, "\(result.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    #expect(report.orders.perSecond > 0)
    #expect(report.orders.eventsPerSecond > 0)
    #expect(report.orders.sqliteEventsPerSecond > 0)
    #expect(report.recovery.events >= 100_000)
    #expect(report.recovery.seconds > 0)
    #expect(report.frames.map(\.vnfs) == [1_000, 100_000])
    #expect(report.frames.allSatisfy { $0.medianMs > 0 && $0.p99Ms >= $0.medianMs })
    #expect(report.frames.allSatisfy { $0.residentMB > 0 })
    #expect(report.start.firstScreenMs > 0)
  }

  private struct Report: Decodable {
    struct Orders: Decodable {
      let perSecond: Double
      let eventsPerSecond: Double
      let sqliteEventsPerSecond: Double
    }

    struct Recovery: Decodable {
      let events: Int
      let seconds: Double
    }

    struct Frames: Decodable {
      let vnfs: Int
      let medianMs: Double
      let p99Ms: Double
      let residentMB: Int
    }

    struct Start: Decodable { let firstScreenMs: Double }

    let orders: Orders
    let recovery: Recovery
    let frames: [Frames]
    let start: Start
  }
}
