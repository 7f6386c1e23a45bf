import Descriptors
import ResourceInterfaces
import Testing

/// A VNF's scaling as plain numbers, from which a SOL001 file is written and what it must come to is
/// worked out by walking every step of every aspect.
struct ScalingModel {
  struct Aspect {
    var name: String
    /// The name of the delta of each step.
    var steps: [String]
    var isUniform: Bool
  }

  struct Amount {
    var name: String
    var initial: Int
    /// aspect → delta → what it adds
    var deltas: [String: [String: Int]]
    /// For links: the same for the leaves.
    var leafInitial = 0
    var leafDeltas: [String: [String: Int]] = [:]
  }

  var aspects: [Aspect]
  var vdus: [Amount]
  var links: [Amount]
  var levels: [(name: String, scale: [String: Int])]
  var defaultLevel: String

  /// The oracle: start with the initial delta, then climb one step after the other.
  static func climb(
    _ initial: Int, _ deltas: [String: [String: Int]], _ aspects: [Aspect], _ scale: [String: Int]
  ) -> Int {
    var total = initial
    for aspect in aspects {
      var step = 0
      while step < scale[aspect.name] ?? 0 {
        if let delta = deltas[aspect.name]?[aspect.steps[step]] { total += delta }
        step += 1
      }
    }
    return total
  }

  func instances(_ vdu: Amount, _ scale: [String: Int]) -> Int {
    Self.climb(vdu.initial, vdu.deltas, aspects, scale)
  }

  func bitrate(_ link: Amount, _ scale: [String: Int]) -> Bitrate {
    Bitrate(
      root: Self.climb(link.initial, link.deltas, aspects, scale),
      leaf: Self.climb(link.leafInitial, link.leafDeltas, aspects, scale))
  }

  var top: [String: Int] {
    Dictionary(aspects.map { ($0.name, $0.steps.count) }) { first, _ in first }
  }
}

extension ScalingModel {
  init(_ random: inout some RandomNumberGenerator) {
    aspects = (0..<Int.random(in: 1...3, using: &random)).map { number in
      let isUniform = Bool.random(using: &random)
      let count = Int.random(in: 1...6, using: &random)
      let names = isUniform ? ["d0"] : (0..<3).map { "d\($0)" }
      let steps = (0..<count).map { _ in names[Int.random(in: 0..<names.count, using: &random)] }
      return Aspect(name: "a\(number)", steps: steps, isUniform: isUniform)
    }
    vdus = []
    links = []
    levels = []
    defaultLevel = "l0"
    vdus = (0..<Int.random(in: 1...3, using: &random)).map { amount("v\($0)", 0...4, &random) }
    links = (0..<Int.random(in: 0...2, using: &random)).map { number in
      var link = amount("n\(number)", 1_000...9_000, &random)
      let leaf = amount("", 10...90, &random)
      link.leafInitial = leaf.initial
      link.leafDeltas = link.deltas.mapValues { $0.mapValues { $0 / 10 } }
      return link
    }
    // What no VDU and no link scales with would be a step without a delta.
    for aspect in aspects {
      let names = Dictionary(Set(aspect.steps).map { ($0, 2) }) { first, _ in first }
      vdus[0].deltas[aspect.name] = names
    }
    levels = (0..<Int.random(in: 1...4, using: &random)).map { number in
      let scale = aspects.map { ($0.name, Int.random(in: 0...$0.steps.count, using: &random)) }
      return ("l\(number)", Dictionary(scale) { first, _ in first })
    }
  }

  private func amount(
    _ name: String, _ range: ClosedRange<Int>, _ random: inout some RandomNumberGenerator
  ) -> Amount {
    var deltas: [String: [String: Int]] = [:]
    for aspect in aspects where Bool.random(using: &random) {
      let names = Set(aspect.steps).sorted()
      deltas[aspect.name] = Dictionary(
        names.map { ($0, Int.random(in: range, using: &random)) }
      ) { first, _ in first }
    }
    return Amount(
      name: name, initial: Int.random(in: range, using: &random), deltas: deltas)
  }
}

extension ScalingModel {
  /// The model as a SOL001 file.
  func yaml() -> String {
    var text = """
      tosca_definitions_version: tosca_simple_yaml_1_3
      imports: [ etsi_nfv_sol001_vnfd_types.yaml ]
      topology_template:
        node_templates:
          function:
            type: tosca.nodes.nfv.VNF
            properties:
              descriptor_id: 5f1b1a52-0000-4000-8000-00000000000a
              descriptor_version: "1"
              provider: a test
              product_name: Generated
              software_version: "1"
              flavour_id: only
              vnfm_info: [ any ]

      """
    for vdu in vdus { text += node(vdu) }
    for link in links { text += node(link: link) }
    return text + "  policies:\n" + policies()
  }

  private func node(_ vdu: Amount) -> String {
    """
        \(vdu.name):
          type: tosca.nodes.nfv.Vdu.Compute
          properties:
            name: \(vdu.name)
            vdu_profile: { min_number_of_instances: \(vdu.initial), max_number_of_instances: \(instances(vdu, top)) }
            sw_image_data: { name: image, version: "1", size: 1 GiB }
          capabilities:
            virtual_compute:
              properties:
                virtual_cpu: { num_virtual_cpu: 1 }
                virtual_memory: { virtual_mem_size: 1 GiB }

    """
  }

  private func node(link: Amount) -> String {
    let most = bitrate(link, top)
    return """
          \(link.name):
            type: tosca.nodes.nfv.VnfVirtualLink
            properties:
              connectivity_type: { layer_protocols: [ ipv4 ] }
              vl_profile:
                max_bitrate_requirements: { root: \(most.root), leaf: \(most.leaf ?? 0) }
                min_bitrate_requirements: { root: \(link.initial), leaf: \(link.leafInitial) }

      """
  }

  private func policies() -> String {
    var text = """
          - aspects:
              type: tosca.policies.nfv.ScalingAspects
              properties:
                aspects:

      """
    for aspect in aspects {
      let steps = aspect.isUniform ? Array(aspect.steps.prefix(1)) : aspect.steps
      text += """
                    \(aspect.name):
                      name: \(aspect.name)
                      description: an aspect
                      max_scale_level: \(aspect.steps.count)
                      step_deltas: [ \(steps.joined(separator: ", ")) ]

        """
    }
    text += policy(
      "levels", "InstantiationLevels",
      "levels: { "
        + levels.map { level in
          let info = level.scale.sorted { $0.key < $1.key }
            .map { "\($0.key): { scale_level: \($0.value) }" }
          return "\(level.name): { description: a level, scale_info: { "
            + info.joined(separator: ", ") + " } }"
        }.joined(separator: ", ") + " }, default_level: \(defaultLevel)")
    for vdu in vdus { text += policies(of: vdu) }
    for link in links { text += policies(ofLink: link) }
    return text
  }

  private func policies(of vdu: Amount) -> String {
    var text = policy(
      "\(vdu.name)_initial", "VduInitialDelta",
      "initial_delta: { number_of_instances: \(vdu.initial) }", vdu.name)
    for (aspect, deltas) in vdu.deltas.sorted(by: { $0.key < $1.key }) {
      let entries = deltas.sorted { $0.key < $1.key }
        .map { "\($0.key): { number_of_instances: \($0.value) }" }
      text += policy(
        "\(vdu.name)_\(aspect)", "VduScalingAspectDeltas",
        "aspect: \(aspect), deltas: { \(entries.joined(separator: ", ")) }", vdu.name)
    }
    let entries = levels.map { "\($0.name): { number_of_instances: \(instances(vdu, $0.scale)) }" }
    return text
      + policy(
        "\(vdu.name)_levels", "VduInstantiationLevels",
        "levels: { \(entries.joined(separator: ", ")) }", vdu.name)
  }

  private func policies(ofLink link: Amount) -> String {
    var text = policy(
      "\(link.name)_initial", "VirtualLinkBitrateInitialDelta",
      "initial_delta: \(rates(link.initial, link.leafInitial))", link.name)
    for (aspect, deltas) in link.deltas.sorted(by: { $0.key < $1.key }) {
      let entries = deltas.sorted { $0.key < $1.key }.map { name, root in
        "\(name): \(rates(root, link.leafDeltas[aspect]?[name] ?? 0))"
      }
      text += policy(
        "\(link.name)_\(aspect)", "VirtualLinkBitrateScalingAspectDeltas",
        "aspect: \(aspect), deltas: { \(entries.joined(separator: ", ")) }", link.name)
    }
    let entries = levels.map { level in
      let bitrate = bitrate(link, level.scale)
      return "\(level.name): \(rates(bitrate.root, bitrate.leaf ?? 0))"
    }
    return text
      + policy(
        "\(link.name)_levels", "VirtualLinkInstantiationLevels",
        "levels: { \(entries.joined(separator: ", ")) }", link.name)
  }

  private func rates(_ root: Int, _ leaf: Int) -> String {
    "{ bitrate_requirements: { root: \(root), leaf: \(leaf) } }"
  }

  private func policy(
    _ name: String, _ type: String, _ properties: String, _ target: String? = nil
  ) -> String {
    """
        - \(name):
            type: tosca.policies.nfv.\(type)
            properties: { \(properties) }
            targets: [ \(target ?? vdus.map(\.name).joined(separator: ", ")) ]

    """
  }
}

/// SplitMix64, so that a seed names a descriptor.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

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
