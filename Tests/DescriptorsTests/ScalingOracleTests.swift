import Descriptors
import ResourceInterfaces
import Testing

@Suite struct ScalingOracleTests {
  private func read(_ yaml: String) throws(DescriptorProblems) -> VNFD? {
    try Catalogue.read([DescriptorFile(name: "generated.yaml", text: yaml)]).vnfds.first
  }

  @Test func `generated descriptors come to what climbing step by step comes to`() throws {
    for seed in 0..<2_000 {
      var random = Seeded(state: UInt64(seed))
      let model = ScalingModel(&random)
      let vnfd: VNFD
      do {
        vnfd = try #require(try read(model.yaml()))
      } catch {
        Issue.record("seed \(seed): \(error)\n\(model.yaml())")
        return
      }
      var scales = model.levels.map(\.scale) + [model.top, [:]]
      for _ in 0..<4 {
        scales.append(
          Dictionary(
            model.aspects.map { ($0.name, Int.random(in: 0...$0.steps.count, using: &random)) }
          ) { first, _ in first })
      }
      for scale in scales {
        for vdu in model.vdus {
          #expect(
            vnfd.instances(of: vdu.name, at: scale) == model.instances(vdu, scale),
            "seed \(seed), \(vdu.name) at \(scale)")
        }
        for link in model.links {
          #expect(
            vnfd.bitrate(of: link.name, at: scale) == model.bitrate(link, scale),
            "seed \(seed), \(link.name) at \(scale)")
        }
      }
      let beyond = model.top.mapValues { $0 + 1 }
      #expect(vnfd.instances(of: "v0", at: beyond) == nil)
    }
  }

  @Test func `each flavour comes to what its own numbers come to`() throws {
    for seed in 0..<100 {
      var random = Seeded(state: UInt64(seed) &+ 77_000)
      let models = ["slim": ScalingModel(&random), "wide": ScalingModel(&random)]
      let chosen = Bool.random(using: &random) ? "slim" : "wide"
      let files =
        [
          DescriptorFile(name: "generated.types.yaml", text: ScalingModel.types),
          DescriptorFile(
            name: "top.yaml", text: ScalingModel.top(of: ["slim", "wide"], chosen: chosen)),
        ]
        + models.map {
          DescriptorFile(name: "\($0.key).yaml", text: $0.value.yaml(flavour: $0.key))
        }
      let vnfd = try #require(try Catalogue.read(files).vnfds.first, "seed \(seed)")
      #expect(vnfd.flavourId == chosen)
      for (id, model) in models {
        let flavour = try #require(vnfd.inFlavour(id))
        for scale in model.levels.map(\.scale) + [model.top] {
          for vdu in model.vdus {
            #expect(
              flavour.instances(of: vdu.name, at: scale) == model.instances(vdu, scale),
              "seed \(seed), \(id)")
          }
        }
      }
    }
  }

  @Test func `scaling by steps walks through the levels and comes to what the oracle comes to`()
    throws
  {
    for seed in 0..<200 {
      var random = Seeded(state: UInt64(seed) &+ 99_000)
      let model = ScalingModel(&random)
      var vnfd = try #require(try read(model.yaml()))
      vnfd.lcmOperations.scalingByMoreThanOneStepSupported = true
      var scale: [String: Int] = [:]
      for _ in 0..<12 {
        let aspect = model.aspects[Int.random(in: 0..<model.aspects.count, using: &random)]
        let steps = Int.random(in: -3...3, using: &random)
        let wanted = (scale[aspect.name] ?? 0) + steps
        let isLegal = steps != 0 && (0...aspect.steps.count).contains(wanted)
        let levels = try? vnfd.levels(from: scale, scaling: aspect.name, bySteps: steps)
        #expect((levels != nil) == isLegal, "seed \(seed)")
        guard isLegal, let levels else { continue }
        scale[aspect.name] = wanted
        #expect(levels[aspect.name] == wanted)
        for vdu in model.vdus {
          #expect(vnfd.instances(of: vdu.name, at: levels) == model.instances(vdu, scale))
        }
      }
    }
  }

  @Test func `generated descriptors with one number changed are refused`() throws {
    var changes = [0, 0, 0, 0]
    for seed in 0..<1_000 {
      var random = Seeded(state: UInt64(seed))
      var model = ScalingModel(&random)
      let before = model.yaml()
      let kind = seed % 4
      let after: String
      switch kind {
      case 0:  // an instantiation level states another number of instances
        let level = model.levels[0]
        let count = model.instances(model.vdus[0], level.scale)
        after = before.replacing(
          "v0_levels:\n        type: tosca.policies.nfv.VduInstantiationLevels\n"
            + "        properties: { levels: { \(level.name): { number_of_instances: \(count) }",
          with: "v0_levels:\n        type: tosca.policies.nfv.VduInstantiationLevels\n"
            + "        properties: { levels: { \(level.name): { number_of_instances: \(count + 1) }"
        )
      case 1:  // a step names a delta that is not there
        model.aspects[0].steps[0] = "nowhere"
        model.aspects[0].isUniform = false
        model.aspects[0].saysSteps = true
        after = model.yaml()
      case 2:  // the profile permits fewer than the highest levels come to
        let most = model.instances(model.vdus[0], model.top)
        after = before.replacing(
          "max_number_of_instances: \(most) }", with: "max_number_of_instances: \(most - 1) }",
          maxReplacements: 1)
      default:  // the default level is none of the levels
        model.defaultLevel = "nowhere"
        after = model.yaml()
      }
      guard after != before else { continue }
      changes[kind] += 1
      #expect(throws: DescriptorProblems.self, "seed \(seed)") { try read(after) }
    }
    #expect(changes.allSatisfy { $0 > 200 }, "\(changes)")
  }

  @Test func `links are held to their profiles and to their levels`() throws {
    var tried = 0
    for seed in 0..<300 {
      var random = Seeded(state: UInt64(seed))
      let model = ScalingModel(&random)
      guard let link = model.links.first else { continue }
      tried += 1
      let most = model.bitrate(link, model.top)
      let stated = model.bitrate(link, model.levels[0].scale)
      let yaml = model.yaml()
      let low = yaml.replacing(
        "max_bitrate_requirements: { root: \(most.root), leaf: \(most.leaf ?? 0) }",
        with: "max_bitrate_requirements: { root: \(most.root - 1), leaf: \(most.leaf ?? 0) }",
        maxReplacements: 1)
      let wrong = yaml.replacing(
        "\(model.levels[0].name): { bitrate_requirements: { root: \(stated.root)",
        with: "\(model.levels[0].name): { bitrate_requirements: { root: \(stated.root + 1)",
        maxReplacements: 1)
      #expect(throws: DescriptorProblems.self, "seed \(seed)") { try read(low) }
      #expect(throws: DescriptorProblems.self, "seed \(seed)") { try read(wrong) }
    }
    #expect(tried > 100)
  }

  @Test func `the worked example of non-uniform deltas comes to 2, 4, 7, 9`() {
    let vnfd = VNFD(
      id: "x", provider: "p", productName: "x", softwareVersion: "1", vnfdVersion: "1",
      deployment: .virtualMachines,
      vdus: [
        VNFD.VDU(
          id: "v", name: "v", kind: .virtualMachine, vcpuMilli: 1, memoryMiB: 1,
          image: .init(name: "i", version: "1", sizeMiB: 1), minInstances: 2, maxInstances: 9,
          initialDelta: 2,
          scalingDeltas: [
            .init(aspect: "a", delta: "d2", instances: 2),
            .init(aspect: "a", delta: "d3", instances: 3),
          ])
      ],
      scalingAspects: [
        .init(id: "a", name: "a", maxScaleLevel: 3, stepDeltas: ["d2", "d3", "d2"])
      ],
      instantiationLevels: [.init(id: "small", scaleInfo: ["a": 0])],
      defaultInstantiationLevel: "small")
    #expect((0...3).map { vnfd.instances(of: "v", at: ["a": $0]) } == [2, 4, 7, 9])
  }

  @Test func `scaling to a level takes named levels, and others only when they are permitted`()
    throws
  {
    var vnfd = try #require(try Catalogue.bundled().vnfds.first { $0.scalingAspects.count == 1 })
    let aspect = try #require(vnfd.scalingAspects.first)
    let named = try #require(vnfd.instantiationLevels.last)
    #expect(try vnfd.levels(ofInstantiationLevel: named.id) == named.scaleInfo)
    #expect(throws: ScaleRefusal.unknownLevel("x", known: vnfd.instantiationLevels.map(\.id))) {
      try vnfd.levels(ofInstantiationLevel: "x")
    }
    let free = (0...aspect.maxScaleLevel).first { level in
      !vnfd.instantiationLevels.contains { ($0.scaleInfo[aspect.id] ?? 0) == level }
    }
    let target = [aspect.id: try #require(free)]
    vnfd.lcmOperations.arbitraryTargetLevelsSupported = true
    #expect(try vnfd.levels(from: [:], scaledTo: target) == target)
    vnfd.lcmOperations.arbitraryTargetLevelsSupported = false
    #expect(throws: ScaleRefusal.self) { try vnfd.levels(from: [:], scaledTo: target) }
    #expect(throws: ScaleRefusal.self) {
      try vnfd.levels(from: [:], scaledTo: [aspect.id: aspect.maxScaleLevel + 1])
    }
  }
}
