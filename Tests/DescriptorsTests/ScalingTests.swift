import ResourceInterfaces
import Testing

/// The scaling arithmetic of SOL001, as tables.
@Suite struct ScalingTests {
  /// A VNFD with the aspects `a` and `b` on the VDU `u`.
  private static func vnfd(
    initial: Int, a: (max: Int, steps: [String]), b: (max: Int, steps: [String]) = (0, []),
    deltas: [(aspect: String, name: String, instances: Int)], manySteps: Bool = true
  ) -> VNFD {
    VNFD(
      id: "v", provider: "p", productName: "n", softwareVersion: "1", vnfdVersion: "1",
      deployment: .virtualMachines,
      vdus: [
        .init(
          id: "u", name: "u", kind: .virtualMachine, vcpuMilli: 1500, memoryMiB: 2048,
          storageGiB: 5, image: .init(name: "i", version: "1", sizeMiB: 1), minInstances: 0,
          maxInstances: 100, initialDelta: initial,
          scalingDeltas: deltas.map {
            .init(aspect: $0.aspect, delta: $0.name, instances: $0.instances)
          })
      ],
      scalingAspects: [
        .init(id: "a", name: "a", maxScaleLevel: a.max, stepDeltas: a.steps),
        .init(id: "b", name: "b", maxScaleLevel: b.max, stepDeltas: b.steps),
      ],
      instantiationLevels: [
        .init(id: "low", scaleInfo: ["a": 0]), .init(id: "high", scaleInfo: ["a": a.max]),
      ],
      defaultInstantiationLevel: "low",
      lcmOperations: .init(scalingByMoreThanOneStepSupported: manySteps))
  }

  private static let uniform = vnfd(initial: 1, a: (2, ["one"]), deltas: [("a", "one", 1)])
  private static let uneven = vnfd(
    initial: 2, a: (3, ["d2", "d3", "d2"]), deltas: [("a", "d2", 2), ("a", "d3", 3)])
  private static let twoAspects = vnfd(
    initial: 1, a: (2, ["x"]), b: (2, ["x", "y"]),
    deltas: [("a", "x", 1), ("b", "x", 10), ("b", "y", 20)])

  @Test(arguments: [(0, 1 as Int?), (1, 2), (2, 3), (3, nil), (-1, nil)])
  func `one delta holds for every step`(level: Int, instances: Int?) {
    #expect(Self.uniform.instances(of: "u", at: ["a": level]) == instances)
  }

  @Test(arguments: [(0, 2), (1, 4), (2, 7), (3, 9)])
  func `each step has its own delta`(level: Int, instances: Int) {
    #expect(Self.uneven.instances(of: "u", at: ["a": level]) == instances)
  }

  @Test(arguments: [
    (["a": 0, "b": 0], 1 as Int?), (["a": 2], 3), (["b": 1], 11), (["b": 2], 31),
    (["a": 1, "b": 2], 32), (["c": 1], nil), ([:], 1),
  ])
  func `aspects add up, each with its own deltas`(levels: ScaleLevels, instances: Int?) {
    #expect(Self.twoAspects.instances(of: "u", at: levels) == instances)
  }

  @Test func `a VDU that is not there has no instances`() {
    #expect(Self.uniform.instances(of: "w", at: [:]) == nil)
  }

  @Test(arguments: [
    ("a", 0, 1, 1 as Int?), ("a", 0, 3, 3), ("a", 3, -3, 0), ("a", 1, 3, nil), ("a", 0, -1, nil),
    ("a", 0, 0, nil), ("a", 2, .max, nil), ("a", 2, .min, nil), ("z", 0, 1, nil),
  ])
  func `a scale operation stays within the levels`(
    aspect: String, from: Int, steps: Int, to: Int?
  ) {
    let levels = try? Self.uneven.levels(from: ["a": from], scaling: aspect, bySteps: steps)
    #expect(levels?["a"] == to)
  }

  @Test func `more than one step needs the descriptor's consent`() throws {
    let strict = Self.vnfd(
      initial: 1, a: (5, ["x"]), deltas: [("a", "x", 1)], manySteps: false)
    #expect(try strict.levels(from: [:], scaling: "a", bySteps: 1) == ["a": 1])
    #expect(throws: ScaleRefusal.moreThanOneStep("a")) {
      try strict.levels(from: [:], scaling: "a", bySteps: 2)
    }
  }

  @Test func `a refusal says what would be possible`() {
    let error = #expect(throws: ScaleRefusal.self) {
      try Self.uneven.levels(from: ["a": 2], scaling: "a", bySteps: 2)
    }
    #expect(error?.description.contains("Possible are 2 in and 1 out.") == true)
  }

  @Test func `demand is what all instances take together`() {
    let demand = Self.uneven.demand(at: ["a": 1])
    #expect(demand?.instances == 4)
    #expect(demand?.vcpuMilli == 6000)
    #expect(demand?.memoryMiB == 8192)
    #expect(demand?.storageGiB == 20)
  }

  @Test(arguments: [(1000, "low"), (3000, "low"), (3001, "high"), (13500, "high")])
  func `sizing chooses the smallest level that is enough`(vcpu: Int, level: String) {
    #expect(
      Self.uneven.instantiationLevel(atLeastVcpuMilli: vcpu, memoryMiB: 0)?.id == level)
  }
}
