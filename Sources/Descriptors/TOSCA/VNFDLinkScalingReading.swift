// The bitrates of virtual links and how they scale (SOL001 §6.10), with the checks on them.

import ResourceInterfaces
import ServiceInterfaces

extension VNFDReading {
  /// Adds to each link what policies say of it.
  func completeLinks(of vnfd: inout VNFD) {
    for index in vnfd.virtualLinks.indices {
      let id = vnfd.virtualLinks[index].id
      vnfd.virtualLinks[index].initialBitrate = initialBitrate(of: id)
      vnfd.virtualLinks[index].bitrateDeltas = bitrateDeltas(of: id)
    }
  }

  private func initialBitrate(of link: String) -> Bitrate? {
    let policy = template.policies(of: TOSCA.linkInitialDelta).first { policy in
      policy.targets.contains { $0.text == link }
    }
    return policy?.requiredProperty("initial_delta")?.required("bitrate_requirements")?
      .bitrateRequirements
  }

  private func bitrateDeltas(of link: String) -> [VNFD.BitrateDelta] {
    template.policies(of: TOSCA.linkScalingDeltas).flatMap { policy -> [VNFD.BitrateDelta] in
      guard policy.targets.contains(where: { $0.text == link }),
        let aspect = policy.requiredProperty("aspect")
      else { return [] }
      return policy.requiredProperty("deltas")?.entries.compactMap { name, level in
        level.required("bitrate_requirements")?.bitrateRequirements.map {
          VNFD.BitrateDelta(aspect: aspect.text, delta: name, bitrate: $0)
        }
      } ?? []
    }
  }

  func linkBitrates(atLevel id: String) -> [String: Bitrate] {
    var bitrates: [String: Bitrate] = [:]
    for policy in template.policies(of: TOSCA.linkInstantiationLevels) {
      guard let level = policy.property("levels", id),
        let bitrate = level.required("bitrate_requirements")?.bitrateRequirements
      else { continue }
      for target in policy.targets { bitrates[target.text] = bitrate }
    }
    return bitrates
  }

  // MARK: - Checks

  func checkLinkTargets() {
    let types = [TOSCA.linkInitialDelta, TOSCA.linkScalingDeltas, TOSCA.linkInstantiationLevels]
    for policy in types.flatMap({ template.policies(of: $0) })
    where policy.value.required("targets") != nil {
      for target in policy.targets { _ = template.resolve(target, as: TOSCA.virtualLink) }
    }
  }

  /// What a level states must be what the deltas come to, and must keep to the link's profile.
  func checkBitrate(of link: VNFD.VirtualLink, at level: VNFD.InstantiationLevel, in vnfd: VNFD) {
    guard let stated = level.linkBitrates[link.id] else { return }
    let policies = template.policies(of: TOSCA.linkInstantiationLevels)
    let policy = policies.first { $0.targets.contains { $0.text == link.id } }
    guard let place = policy?.property("levels", level.id) else { return }
    if let computed = vnfd.bitrate(of: link.id, at: level.scaleInfo), computed != stated {
      place.report(
        "The level \(level.id) states \(stated.sentence) for \(link.id), but its scale levels "
          + "come to \(computed.sentence).",
        "Correct the bitrate, the scale levels, or the deltas.")
    }
    if !link.bounds.permit(stated) {
      place.report(
        "\(stated.sentence) is outside what the profile of \(link.id) permits.",
        "Correct the bitrate, or vl_profile.")
    }
  }

  /// All levels that can be reached must keep to the link's profile.
  func checkRange(of link: VNFD.VirtualLink, in vnfd: VNFD) {
    guard let initial = link.initialBitrate,
      let place = template.node(link.id)?.property("vl_profile")
    else { return }
    if !link.bounds.permit(initial) {
      place.report(
        "At level 0 there are \(initial.sentence), which the profile does not permit.",
        "Correct the initial delta, or the profile.")
    }
    if let largest = vnfd.bitrate(of: link.id, at: vnfd.highestLevels), largest != initial,
      !link.bounds.permit(largest)
    {
      place.report(
        "At the highest levels there are \(largest.sentence), which the profile does not permit.",
        "Lower the levels or the deltas, or raise max_bitrate_requirements.")
    }
  }
}

extension Bitrate {
  /// For people: `1000 bit/s (leaf 100)`.
  fileprivate var sentence: String {
    "\(root) bit/s" + (leaf.map { " (leaf \($0))" } ?? "")
  }
}
