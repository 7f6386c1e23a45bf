import Deciding
import NFVI
import ResourceInterfaces
import Testing

/// The load of a network looks like one.
struct LoadModelTests {
  private static let models: [LoadModel] = [.office, .home]
  /// Monday, 2 March 2026, midnight.
  private static let monday = Instant(milliseconds: 1_772_409_600_000)
  private static let vnf = VNFInstance.ID(serial: 4)

  private func demand(
    _ model: LoadModel, day: Int = 0, hour: Double = 0, on vnf: VNFInstance.ID = vnf,
    since: Instant = monday
  ) -> Double {
    let at = Self.monday + .seconds(Double(day) * 86_400 + hour * 3_600)
    return model.demand(on: vnf, at: at, since: since)
  }

  @Test func `offices are busy by day and quiet at night and at weekends`() {
    let noon = demand(.office, hour: 10)
    #expect(noon > 3 * demand(.office, hour: 3))
    #expect(demand(.office, day: 5, hour: 10) < noon / 2)
    #expect(demand(.office, day: 6, hour: 10) < noon / 2)
    #expect(demand(.office, day: 4, hour: 10) > noon * 0.99)
  }

  @Test func `homes are busiest in the evening, and more so at weekends`() {
    let evening = demand(.home, hour: 20.5)
    #expect((0..<24).allSatisfy { demand(.home, hour: Double($0)) <= evening * 1.001 })
    #expect(demand(.home, day: 5, hour: 20.5) > evening)
  }

  @Test(arguments: models)
  func `load moves without jumps, and stays where no policy acts by itself`(model: LoadModel) {
    #expect(model.hours.count == 24)
    for serial in 1...20 {
      let vnf = VNFInstance.ID(serial: serial)
      for minute in 0..<(7 * 1_440) {
        let now = demand(model, hour: Double(minute) / 60, on: vnf)
        #expect(now > 1 && now < 50)
        // At the two midnights of a weekend the week changes its pace.
        guard minute % 1_440 > 40, minute % 1_440 < 1_390 else { continue }
        #expect(abs(demand(model, hour: Double(minute + 1) / 60, on: vnf) - now) < 0.3)
      }
    }
  }

  @Test func `load grows with the months, and functions differ`() {
    let first = demand(.home, hour: 20)
    let later = LoadModel.home.demand(
      on: Self.vnf, at: Self.monday + .seconds(84 * 86_400 + 20 * 3_600), since: Self.monday)
    #expect(later > first * 1.1 && later < first * 1.2)
    let all = (1...9).map { demand(.home, hour: 20, on: VNFInstance.ID(serial: $0)) }
    #expect(Set(all).count == 9)
    #expect((1...9).contains { LoadModel.of(VNFInstance.ID(serial: $0)) == .home })
    #expect((1...9).contains { LoadModel.of(VNFInstance.ID(serial: $0)) == .office })
  }
}
