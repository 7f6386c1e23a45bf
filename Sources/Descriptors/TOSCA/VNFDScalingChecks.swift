// The checks on scaling: what is stated twice must agree, and what is named must exist (SOL001 §6.10).

import ResourceInterfaces
import ServiceInterfaces

extension VNFDReading {
  /// More levels than this are a slip of the pen; the arithmetic walks over each.
  private static let maxScaleLevel = 1000
  /// More of anything than this would make the checks take longer than anybody waits.
  private static let maxParts = 256

  /// Notes what does not fit together (SOL001 §6.10).
  func checkScaling(_ vnfd: VNFD) {
    checkTargets(of: [TOSCA.initialDelta, TOSCA.scalingDeltas, TOSCA.vduInstantiationLevels])
    checkLinkTargets()
    checkLevelNames(vnfd.instantiationLevels.map(\.id))
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
    for policy in types.flatMap({ template.policies(of: $0) })
    where policy.value.required("targets") != nil {
      for target in policy.targets { _ = resolveVDU(target) }
    }
  }

  /// What is stated for a level is stated for one that there is.
  private func checkLevelNames(_ known: [String]) {
    guard levelsPolicy != nil else { return }
    let types = [TOSCA.vduInstantiationLevels, TOSCA.linkInstantiationLevels]
    for levels in types.flatMap({ template.policies(of: $0) }).compactMap({ $0.property("levels") })
    where levels.isMapping {
      for (name, level) in levels.entries where !known.contains(name) {
        level.report(
          "There is no instantiation level \(name).", NearestNames.hint(for: name, among: known))
      }
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
    let known = deltas(of: aspect.id)
    for step in place.member("step_deltas")?.elements ?? [] where !known.contains(step.text) {
      step.report(
        "There is no delta \(step.text) of the aspect \(aspect.id).",
        NearestNames.hint(for: step.text, among: known.sorted()))
    }
  }

  /// The names of the deltas of an aspect, for VDUs, links and virtual addresses.
  private func deltas(of aspect: String) -> Set<String> {
    let types = [TOSCA.scalingDeltas, TOSCA.linkScalingDeltas, TOSCA.addressScalingDeltas]
    let policies = types.flatMap { template.policies(of: $0) }.filter {
      $0.property("aspect")?.scalarText == aspect
    }
    return Set(policies.flatMap { $0.property("deltas")?.keys ?? [] })
  }

  /// Whether what an aspect comes to can be worked out: what is wrong with it was said already, and
  /// what follows from that need not be.
  private func isSound(_ id: String, in vnfd: VNFD) -> Bool {
    guard let aspect = vnfd.aspect(id) else { return false }
    let places = template.policies(of: TOSCA.scalingAspects).compactMap {
      $0.property("aspects", id, "max_scale_level")
    }
    return places.contains { Int($0.scalarText ?? "") != nil }
      && deltas(of: id).isSuperset(of: aspect.stepDeltas)
  }

  private func isSound(_ vdu: VNFD.VDU, in vnfd: VNFD) -> Bool {
    let initial = template.policies(of: TOSCA.initialDelta).first { policy in
      policy.targets.contains { $0.scalarText == vdu.id }
    }
    return Set(vdu.scalingDeltas.map(\.aspect)).allSatisfy { isSound($0, in: vnfd) }
      && vnfd.scalingAspects.allSatisfy { isSound($0.id, in: vnfd) }
      && (initial == nil || initial?.property("initial_delta", "number_of_instances") != nil)
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
        guard let at = level.scaleInfo[aspect.id], at > aspect.maxScaleLevel,
          isSound(aspect.id, in: vnfd)
        else { continue }
        place.at("scale_info", aspect.id)?.report(
          "The level \(at) is beyond the aspect's \(aspect.maxScaleLevel).", "Lower it.")
      }
      for vdu in vnfd.vdus where isSound(vdu, in: vnfd) {
        checkArithmetic(of: vdu, at: level, place: place, in: vnfd)
      }
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
    guard let place = template.node(vdu.id)?.property("vdu_profile"),
      ["min_number_of_instances", "max_number_of_instances"].allSatisfy({
        Int(place.member($0)?.scalarText ?? "") != nil
      })
    else { return }
    if vdu.minInstances > vdu.maxInstances {
      return place.report(
        "The least number of instances, \(vdu.minInstances), is over the greatest, "
          + "\(vdu.maxInstances).", "Exchange or correct them.")
    }
    guard isSound(vdu, in: vnfd) else { return }
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
