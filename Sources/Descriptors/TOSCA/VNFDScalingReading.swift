// The scaling policies of SOL001, and the checks on them: what is stated twice must agree, and what
// is named must exist.

import ResourceInterfaces
import ServiceInterfaces

extension VNFDReading {
  func scalingAspects() -> [VNFD.ScalingAspect] {
    template.policies(of: TOSCA.scalingAspects).flatMap { policy in
      policy.requiredProperty("aspects")?.entries.map { id, aspect in
        VNFD.ScalingAspect(
          id: id,
          name: aspect.required("name")?.text ?? "",
          description: aspect.member("description")?.text ?? "",
          maxScaleLevel: aspect.required("max_scale_level")?.count ?? 0,
          stepDeltas: stepDeltas(of: id, aspect))
      } ?? []
    }
  }

  /// `step_deltas` may be left out when the aspect has a single delta, which then holds for all steps.
  private func stepDeltas(of id: String, _ aspect: YAMLValue) -> [String] {
    if let steps = aspect.member("step_deltas") { return steps.texts }
    var names: Set<String> = []
    for type in [TOSCA.scalingDeltas, TOSCA.linkScalingDeltas] {
      for policy in template.policies(of: type) where policy.property("aspect")?.scalarText == id {
        names.formUnion(policy.property("deltas")?.keys ?? [])
      }
    }
    return names.count == 1 ? Array(names) : []
  }

  /// The instances of a VDU at level 0; without a policy, the only number that its profile permits.
  func initialDelta(of node: NodeTemplate) -> Int {
    let policies = template.policies(of: TOSCA.initialDelta).filter { policy in
      policy.targets.contains { $0.text == node.name }
    }
    guard let policy = policies.first else {
      return node.property("vdu_profile", "min_number_of_instances")?.count ?? 0
    }
    return policy.requiredProperty("initial_delta")?.required("number_of_instances")?.count ?? 0
  }

  func scalingDeltas(of vdu: String) -> [VNFD.ScalingDelta] {
    template.policies(of: TOSCA.scalingDeltas).flatMap { policy -> [VNFD.ScalingDelta] in
      guard policy.targets.contains(where: { $0.text == vdu }),
        let aspect = policy.requiredProperty("aspect")
      else { return [] }
      return policy.requiredProperty("deltas")?.entries.map { name, level in
        VNFD.ScalingDelta(
          aspect: aspect.text, delta: name,
          instances: level.required("number_of_instances")?.count ?? 0)
      } ?? []
    }
  }

  func instantiationLevels() -> [VNFD.InstantiationLevel] {
    guard let policy = levelsPolicy else {
      template.root.note(
        "The VNFD has no instantiation level.",
        "The lowest level of all aspects is taken. Add a policy of the type "
          + "\(TOSCA.instantiationLevels).")
      return [VNFD.InstantiationLevel(id: "default", scaleInfo: [:])]
    }
    guard let levels = policy.requiredProperty("levels") else { return [] }
    return levels.entries.map { id, level in
      let info = level.member("scale_info")?.entries ?? []
      var result = VNFD.InstantiationLevel(
        id: id, description: level.member("description")?.text ?? "",
        scaleInfo: Dictionary(
          info.map { ($0.name, $0.value.required("scale_level")?.count ?? 0) }
        ) { first, _ in first },
        vduInstances: vduInstances(atLevel: id))
      result.linkBitrates = linkBitrates(atLevel: id)
      return result
    }
  }

  private func vduInstances(atLevel id: String) -> [String: Int] {
    var instances: [String: Int] = [:]
    for policy in template.policies(of: TOSCA.vduInstantiationLevels) {
      guard let level = policy.property("levels", id) else { continue }
      let count = level.required("number_of_instances")?.count ?? 0
      for target in policy.targets { instances[target.text] = count }
    }
    return instances
  }

  private var levelsPolicy: Policy? { template.policies(of: TOSCA.instantiationLevels).first }

  /// `default_level` may be left out only when there is a single level.
  func defaultLevel(among levels: [VNFD.InstantiationLevel]) -> String {
    guard let policy = levelsPolicy else { return levels.first?.id ?? "" }
    guard let level = policy.property("default_level") else {
      if levels.count > 1 {
        policy.value.report(
          "The default level is not stated, though there are several levels.",
          "Add default_level: \(levels.map(\.id).joined(separator: ", ")).")
      }
      return levels.first?.id ?? ""
    }
    if !levels.contains(where: { $0.id == level.text }) {
      level.report(
        "The default level \(level.text) is not among the levels.",
        NearestNames.hint(for: level.text, among: levels.map(\.id)))
    }
    return level.text
  }
}

// MARK: - Checks

extension VNFDReading {
  /// More levels than this are a slip of the pen; the arithmetic walks over each.
  private static let maxScaleLevel = 1000
  /// More of anything than this would make the checks take longer than anybody waits.
  private static let maxParts = 256

  /// Notes what does not fit together (SOL001 §6.10).
  func checkScaling(_ vnfd: VNFD) {
    checkTargets(of: [TOSCA.initialDelta, TOSCA.scalingDeltas, TOSCA.vduInstantiationLevels])
    checkLinkTargets()
    let counts = [
      vnfd.vdus.count, vnfd.virtualLinks.count, vnfd.scalingAspects.count,
      vnfd.instantiationLevels.count,
    ]
    guard counts.allSatisfy({ $0 <= Self.maxParts }) else {
      template.root.report(
        "There are over \(Self.maxParts) VDUs, links, aspects or levels.", "Divide the VNF.")
      return
    }
    for vdu in vnfd.vdus { checkSize(of: vdu) }
    checkAspects(vnfd)
    guard vnfd.scalingAspects.allSatisfy({ $0.maxScaleLevel <= Self.maxScaleLevel }) else { return }
    checkLevels(vnfd)
    for vdu in vnfd.vdus { checkRange(of: vdu, in: vnfd) }
    for link in vnfd.virtualLinks { checkRange(of: link, in: vnfd) }
  }

  /// What no host has is a slip of the pen, and sums of such numbers would not fit in an integer.
  private func checkSize(of vdu: VNFD.VDU) {
    guard let place = template.node(vdu.id)?.value else { return }
    if vdu.vcpuMilli > 10_000_000 || vdu.memoryMiB > 64 << 20 || vdu.storageGiB > 10_000_000 {
      place.report(
        "An instance of \(vdu.id) takes over 10000 CPUs, 64 TiB of memory or 10 PB of storage.",
        "Correct the numbers.")
    }
    if vdu.maxInstances > 100_000 || vdu.minInstances > 100_000 {
      place.report("\(vdu.id) may have over 100000 instances.", "Correct the numbers.")
    }
  }

  private func checkTargets(of types: [String]) {
    for policy in types.flatMap({ template.policies(of: $0) }) {
      for target in policy.targets { _ = resolveVDU(target) }
    }
  }

  private func checkAspects(_ vnfd: VNFD) {
    for policy in template.policies(of: TOSCA.scalingAspects) {
      for (id, place) in policy.property("aspects")?.entries ?? [] {
        guard let aspect = vnfd.aspect(id) else { continue }
        check(aspect, at: place, in: vnfd)
      }
    }
    let deltas = [TOSCA.scalingDeltas, TOSCA.linkScalingDeltas]
    for policy in deltas.flatMap({ template.policies(of: $0) }) {
      guard let aspect = policy.property("aspect"), vnfd.aspect(aspect.text) == nil else {
        continue
      }
      aspect.report(
        "There is no scaling aspect \(aspect.text).",
        NearestNames.hint(for: aspect.text, among: vnfd.scalingAspects.map(\.id)))
    }
  }

  private func check(_ aspect: VNFD.ScalingAspect, at place: YAMLValue, in vnfd: VNFD) {
    if aspect.maxScaleLevel > Self.maxScaleLevel {
      place.report(
        "The aspect has \(aspect.maxScaleLevel) levels.", "Give at most \(Self.maxScaleLevel).")
    }
    let steps = aspect.stepDeltas.count
    if aspect.maxScaleLevel > 0, steps != 1, steps != aspect.maxScaleLevel {
      place.report(
        "The aspect has \(aspect.maxScaleLevel) levels and \(steps) step deltas.",
        "Give one delta for all steps, or one for each.")
    }
    let known = Set(
      vnfd.vdus.flatMap(\.scalingDeltas).filter { $0.aspect == aspect.id }.map(\.delta)
        + vnfd.virtualLinks.flatMap(\.bitrateDeltas).filter { $0.aspect == aspect.id }.map(\.delta))
    for step in place.member("step_deltas")?.elements ?? [] where !known.contains(step.text) {
      step.report(
        "There is no delta \(step.text) of the aspect \(aspect.id).",
        NearestNames.hint(for: step.text, among: known.sorted()))
    }
  }

  private func checkLevels(_ vnfd: VNFD) {
    let places = levelsPolicy?.property("levels")
    for level in vnfd.instantiationLevels {
      guard let place = places?.member(level.id) else { continue }
      for aspect in level.scaleInfo.keys.sorted() where vnfd.aspect(aspect) == nil {
        place.at("scale_info", aspect)?.report(
          "There is no scaling aspect \(aspect).",
          NearestNames.hint(for: aspect, among: vnfd.scalingAspects.map(\.id)))
      }
      for aspect in vnfd.scalingAspects {
        guard let at = level.scaleInfo[aspect.id], at > aspect.maxScaleLevel else { continue }
        place.at("scale_info", aspect.id)?.report(
          "The level \(at) is beyond the aspect's \(aspect.maxScaleLevel).", "Lower it.")
      }
      for vdu in vnfd.vdus { checkArithmetic(of: vdu, at: level, place: place, in: vnfd) }
      for link in vnfd.virtualLinks { checkBitrate(of: link, at: level, in: vnfd) }
    }
  }

  /// The stated number of instances must be what deltas and scale levels come to.
  private func checkArithmetic(
    of vdu: VNFD.VDU, at level: VNFD.InstantiationLevel, place: YAMLValue, in vnfd: VNFD
  ) {
    guard let computed = vnfd.instances(of: vdu.id, at: level.scaleInfo) else { return }
    guard let stated = level.vduInstances[vdu.id] else {
      place.note(
        "The level \(level.id) does not say how many instances of \(vdu.id) there are.",
        "\(computed) are taken, which its scale levels come to. Add them to a policy of the type "
          + "\(TOSCA.vduInstantiationLevels).")
      return
    }
    guard stated != computed else { return }
    let policies = template.policies(of: TOSCA.vduInstantiationLevels)
    let policy = policies.first { $0.targets.contains { $0.text == vdu.id } }
    (policy?.property("levels", level.id) ?? place).report(
      "The level \(level.id) states \(stated) instances of \(vdu.id), but its scale levels come "
        + "to \(computed).",
      "Correct the number, the scale levels, or the deltas.")
  }

  /// All levels that can be reached must be within the VDU's profile.
  private func checkRange(of vdu: VNFD.VDU, in vnfd: VNFD) {
    guard let place = template.node(vdu.id)?.property("vdu_profile") else { return }
    if vdu.minInstances > vdu.maxInstances {
      place.report("The least number of instances is over the greatest.", "Exchange them.")
    }
    if vdu.initialDelta < vdu.minInstances {
      place.report(
        "At level 0 there are \(vdu.initialDelta) instances; the profile wants at least "
          + "\(vdu.minInstances).",
        "Raise the initial delta or lower min_number_of_instances.")
    }
    if let largest = vnfd.instances(of: vdu.id, at: vnfd.highestLevels), largest > vdu.maxInstances
    {
      place.report(
        "At the highest levels there are \(largest) instances; the profile permits "
          + "\(vdu.maxInstances).",
        "Lower the levels or raise max_number_of_instances.")
    }
  }
}
