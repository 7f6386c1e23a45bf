import Foundation
import ResourceInterfaces
import Testing

/// Many worlds with many faults: whatever happens, everything comes to an end, and the layers agree.
struct SeedTests {
  /// Seeds that found something once; they run for good.
  static let onceFailed: [UInt64] = [
    37  // a service was ended by its customer after an operator had terminated its NS
  ]

  /// As many as `PODIUM_SEEDS` says, for a long night; 40 otherwise.
  static let seeds: [UInt64] = {
    let count = ProcessInfo.processInfo.environment["PODIUM_SEEDS"].flatMap(UInt64.init) ?? 40
    return Array(Set(onceFailed).union(1...max(1, count))).sorted()
  }()

  @Test(arguments: seeds)
  func `orders, faults and operators at any moment leave a sound world`(seed: UInt64) throws {
    try withFolder { folder in
      var storm = Storm(try World(folder: folder, seed: seed).open(), seed: seed)
      try storm.run()
      #expect(storm.findings == [], "Seed \(seed) failed; keep it in onceFailed.")
    }
  }

  /// Worlds in which something of every kind goes wrong; fewer of them than of the others.
  static let faultSeeds: [UInt64] = seeds.filter { $0 <= max(12, UInt64(seeds.count) / 3) }

  @Test(arguments: faultSeeds)
  func `whatever else goes wrong at any moment leaves a sound world`(seed: UInt64) throws {
    try withFolder { folder in
      var storm = Storm(
        try World(folder: folder, seed: seed).open(), seed: seed,
        faults: FaultKind.allCases.filter { $0 != .powerLoss })
      try storm.run()
      #expect(storm.findings == [], "Seed \(seed) failed; keep it in onceFailed.")
    }
  }
}
