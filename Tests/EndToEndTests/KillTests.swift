import Foundation
import Subprocess
import Testing

/// The real program, killed in the middle of its work again and again.
struct KillTests {
  /// More with `PODIUM_KILLS=200`, which takes minutes.
  private static let kills =
    ProcessInfo.processInfo.environment["PODIUM_KILLS"].flatMap { Int($0) } ?? 30
  private static let orders = 20
  /// The orders write some 9,600 rows, and more are written while a kill is on its way.
  private static let rowsBetweenKills = 1...max(2, min(240, 7_200 / kills))

  private struct Order: Decodable {
    let id: String
    let externalId: String
    let state: String
  }

  private struct Service: Decodable {
    let nsInstanceName: String
    let nsState: String
  }

  @Test func `orders survive kill -9 at any moment, and each is done once`() async throws {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      for number in 1...Self.orders {
        let file = try await exampleOrder(in: folder, number: number)
        let result = try await podium("order", "submit", file, "--state", state)
        #expect(result.code == 0, "\(result.errors)")
      }
      var seeded = SeededNumbers(seed: 7)
      var cutShort = 0
      for _ in 0..<Self.kills {
        let further = Int.random(in: Self.rowsBetweenKills, using: &seeded)
        let rows = try Server.rows(in: state) + further
        let status = try await withServer("--speed", "10", "--until-idle", state: state) {
          server in
          try await server.waitUntilItHasTheState()
          try await wait("row \(rows) of the journal") { try server.rows() >= rows }
          try server.end(.kill)
        }
        if case .signaled = status { cutShort += 1 }
      }
      #expect(cutShort == Self.kills)
      #expect(
        try await podium("serve", "--speed", "max", "--until-idle", "--state", state).code == 0)
      try await expectEverythingDoneOnce(state)
    }
  }

  private func expectEverythingDoneOnce(_ state: String) async throws {
    let list = try await podium("order", "list", "--json", "--state", state)
    let orders = try JSONDecoder().decode([Order].self, from: Data(list.output.utf8))
    #expect(orders.count == Self.orders)
    #expect(Set(orders.map(\.externalId)).count == Self.orders)
    #expect(orders.filter { $0.state != "completed" }.map(\.id) == [])

    let services = try await podium("ns", "list", "--json", "--state", state)
    let all = try JSONDecoder().decode([Service].self, from: Data(services.output.utf8))
    #expect(Set(all.map(\.nsInstanceName)).count == all.count)
    #expect(all.allSatisfy { $0.nsState == "INSTANTIATED" })
    #expect(all.count == 2 * Self.orders)

    let check = try await podium("check", "--state", state)
    #expect(check.code == 0, "\(check.output)")
  }
}

/// SplitMix64: the same numbers in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
