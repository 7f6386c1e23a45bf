import ResourceInterfaces

/// A VNF's scaling as plain numbers, from which a SOL001 file is written and what it must come to is
/// worked out by walking every step of every aspect.
struct ScalingModel {
  struct Aspect {
    var name: String
    /// The name of the delta of each step.
    var steps: [String]
    var isUniform: Bool
    /// A single delta need not be named.
    var saysSteps = true
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
      return Aspect(
        name: "a\(number)", steps: steps, isUniform: isUniform,
        saysSteps: !isUniform || Bool.random(using: &random))
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
  /// The model as a SOL001 file; in a flavour, as the template of that flavour alone.
  func yaml(flavour: String? = nil) -> String {
    var text = flavour.map(Self.flavourHead) ?? Self.wholeHead
    for vdu in vdus { text += node(vdu) }
    for link in links { text += node(link: link) }
    return text + "  policies:\n" + policies()
  }

  /// A VNF whose flavours are in files of their own.
  static func top(of flavours: [String], chosen: String) -> String {
    """
    tosca_definitions_version: tosca_simple_yaml_1_3
    imports: [ \((["generated.types.yaml"] + flavours.map { "\($0).yaml" }).joined(separator: ", ")) ]
    topology_template:
      node_templates:
        function:
          type: generated.VNF
          properties:
            descriptor_id: 5f1b1a52-0000-4000-8000-00000000000b
            descriptor_version: "1"
            provider: a test
            product_name: Generated
            software_version: "1"
            flavour_id: \(chosen)
            vnfm_info: [ any ]

    """
  }

  static let types = """
    tosca_definitions_version: tosca_simple_yaml_1_3
    node_types:
      generated.VNF: { derived_from: tosca.nodes.nfv.VNF }

    """

  private static func flavourHead(_ id: String) -> String {
    """
    tosca_definitions_version: tosca_simple_yaml_1_3
    imports: [ generated.types.yaml ]
    topology_template:
      substitution_mappings: { node_type: generated.VNF, properties: { flavour_id: \(id) } }
      node_templates:

    """
  }

  private static let wholeHead = """
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
                      \(aspect.saysSteps ? "step_deltas: [ \(steps.joined(separator: ", ")) ]" : "")

        """
    }
    text += policy(
      "levels", "InstantiationLevels",
      "levels: { "
        + levels.map { level in
          // An aspect at level 0 may be left out.
          let info = level.scale.sorted { $0.key < $1.key }
            .filter { $0.value > 0 || $0.key == "a0" }
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
