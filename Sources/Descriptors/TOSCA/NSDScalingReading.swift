// How a network service scales (SOL001 §7.10): its aspects, their levels, and what the mappings say
// there is of each VNF, nested network service and virtual link at a level.

import ResourceInterfaces
import ServiceInterfaces

extension NSDReading {
  /// NsScalingAspects with the mappings that belong to them.
  func scalingAspects() -> [NSD.NSScalingAspect] {
    template.policies(of: TOSCA.nsScalingAspects).flatMap { policy in
      policy.requiredProperty("aspects")?.entries.map { id, aspect in
        NSD.NSScalingAspect(
          id: id,
          name: aspect.required("name")?.text ?? "",
          description: aspect.member("description")?.text ?? "",
          levels: numbered(aspect).map { name, level in
            NSD.NSScalingAspect.Level(
              description: level.member("description")?.text ?? "",
              vnfInstances: counts(TOSCA.vnfToLevelMapping, of: TOSCA.vnf, id, atLevel: name),
              nsInstances: counts(TOSCA.nsToLevelMapping, of: TOSCA.ns, id, atLevel: name),
              linkBitrates: bitrates(mappings(TOSCA.linkToLevelMapping, id), atLevel: name))
          })
      } ?? []
    }
  }

  /// The levels are numbered from 0 on; the order of the file says nothing.
  private func numbered(_ aspect: YAMLValue) -> [(name: String, value: YAMLValue)] {
    guard let place = aspect.required("ns_scale_levels") else { return [] }
    let levels = place.entries.sorted { (Int($0.name) ?? 0) < (Int($1.name) ?? 0) }
    if levels.enumerated().contains(where: { Int($0.element.name) != $0.offset }) {
      place.report(
        "The levels are \(levels.map(\.name).joined(separator: ", ")).",
        "Number them from 0 on, without a gap.")
    }
    return levels
  }

  /// How many there are at instantiation: as the default level says, or level 0 of the aspects; the
  /// least that the profile permits where neither does.
  func countAtInstantiation(_ nsd: inout NSD) {
    let start = nsd.instantiationLevels.first { $0.id == nsd.defaultInstantiationLevel }
    let lowest = nsd.scalingAspects.compactMap(\.levels.first)
    for index in nsd.vnfProfiles.indices {
      let id = nsd.vnfProfiles[index].id
      let count = start?.vnfInstances[id] ?? lowest.compactMap { $0.vnfInstances[id] }.max()
      nsd.vnfProfiles[index].instances = count ?? nsd.vnfProfiles[index].instances
    }
    for index in nsd.nestedNSProfiles.indices {
      let id = nsd.nestedNSProfiles[index].id
      let count = start?.nsInstances[id] ?? lowest.compactMap { $0.nsInstances[id] }.max()
      nsd.nestedNSProfiles[index].instances = count ?? nsd.nestedNSProfiles[index].instances
    }
  }

  private func mappings(_ type: String, _ aspect: String) -> [Policy] {
    template.policies(of: type).filter { $0.property("aspect")?.scalarText == aspect }
  }

  private func counts(
    _ mapping: String, of type: String, _ aspect: String, atLevel level: String
  ) -> [String: Int] {
    var result: [String: Int] = [:]
    for policy in mappings(mapping, aspect) {
      guard let count = policy.property("number_of_instances", level)?.count else { continue }
      for target in policy.targets {
        if let node = template.resolve(target, as: type) { result[node.name] = count }
      }
    }
    return result
  }

  func bitrates(_ mappings: [Policy], atLevel level: String) -> [String: Bitrate] {
    var result: [String: Bitrate] = [:]
    for policy in mappings {
      guard let rate = policy.property("bit_rate_requirements", level)?.bitrateRequirements else {
        continue
      }
      for target in policy.targets {
        if let node = template.resolve(target, as: TOSCA.nsVirtualLink) { result[node.name] = rate }
      }
    }
    return result
  }

  // MARK: - Checks

  /// Notes what does not fit together: aspects and levels that are not there, and numbers outside
  /// what a profile permits.
  func checkLevels(of nsd: NSD) {
    let mappings = [TOSCA.vnfToLevelMapping, TOSCA.nsToLevelMapping, TOSCA.linkToLevelMapping]
    for policy in mappings.flatMap({ template.policies(of: $0) }) {
      guard let name = policy.requiredProperty("aspect") else { continue }
      guard let aspect = nsd.scalingAspects.first(where: { $0.id == name.text }) else {
        name.report(
          "There is no scaling aspect \(name.text).",
          NearestNames.hint(for: name.text, among: nsd.scalingAspects.map(\.id)))
        continue
      }
      let amount =
        template.types.isKind(policy.type, TOSCA.linkToLevelMapping)
        ? "bit_rate_requirements" : "number_of_instances"
      check(
        policy, amount, against: aspect.levels.indices.map { "\($0)" }, of: "aspect \(aspect.id)")
    }
    let levels = nsd.instantiationLevels.map(\.id)
    for policy in [TOSCA.vnfToInstantiationLevel, TOSCA.nsToInstantiationLevel].flatMap({
      template.policies(of: $0)
    }) {
      check(policy, "number_of_instances", against: levels, of: "NSD")
    }
    for policy in template.policies(of: TOSCA.linkToInstantiationLevel) {
      check(policy, "bit_rate_requirements", against: levels, of: "NSD")
    }
  }

  /// A mapping says for whom it is, names each level, and keeps to the profiles of its targets.
  private func check(
    _ policy: Policy, _ amount: String, against levels: [String], of holder: String
  ) {
    if let targets = policy.value.required("targets"), targets.isList, policy.targets.isEmpty {
      targets.report("The mapping \(policy.name) is for nobody.", "Name its targets.")
    }
    guard let property = policy.requiredProperty(amount) else { return }
    for (name, value) in property.entries {
      guard levels.contains(name) else {
        value.report(
          "The \(holder) has no level \(name).", NearestNames.hint(for: name, among: levels))
        continue
      }
      for node in policy.targets.compactMap({ template.node($0.text) }) {
        if amount == "bit_rate_requirements" {
          checkBitrate(value, of: node)
        } else {
          check(value, against: node)
        }
      }
    }
    guard property.isMapping else { return }
    let missing = levels.filter { property.member($0) == nil }
    if !missing.isEmpty {
      property.note(
        "It does not say how much there is at the level \(missing.joined(separator: ", ")).",
        "The least that the profile permits is taken. Name every level of the \(holder).")
    }
  }

  private func check(_ value: YAMLValue, against node: NodeTemplate) {
    guard let profile = node.property("vnf_profile") ?? node.property("ns_profile") else { return }
    let count = value.count
    let least = profile.member("min_number_of_instances")?.count ?? 0
    let most = profile.member("max_number_of_instances")?.count ?? .max
    // A profile that permits no number at all is told of where it stands.
    guard value.scalarText != nil, least <= most, !(least...most).contains(count) else { return }
    value.report(
      "\(count) of \(node.name) are outside the \(least) to \(most) that its profile permits.",
      "Correct the number, or the profile.")
  }

  private func checkBitrate(_ value: YAMLValue, of link: NodeTemplate) {
    guard let rate = value.bitrateRequirements?.root,
      let bounds = link.property("vl_profile")?.bitrateBounds
    else { return }
    let least = bounds.least?.root ?? 0
    let most = bounds.most?.root ?? .max
    guard least <= most, !(least...most).contains(rate) else { return }
    value.report(
      "\(rate) bit/s on \(link.name) are outside the \(least) to \(most) that its profile permits.",
      "Correct the bit rate, or the profile.")
  }

  /// The least number of instances that a profile permits is not over the greatest.
  func checkBounds(of profile: YAMLValue?) {
    guard let least = profile?.member("min_number_of_instances"),
      let most = profile?.member("max_number_of_instances"), least.count > most.count
    else { return }
    least.report(
      "The least number of instances, \(least.count), is over the greatest, \(most.count).",
      "Exchange them.")
  }
}
