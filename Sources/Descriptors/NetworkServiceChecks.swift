// Whether NSDs fit to what they are made of.

import ResourceInterfaces
import ServiceInterfaces

extension CatalogueChecks {
  /// What stands in the template of a flavour is complained of at `spare`.
  func check(_ nsd: Placed<NSD>, spare: YAMLValue? = nil) {
    for flavour in nsd.value.otherFlavours {
      check(Placed(value: flavour, place: nsd.place), spare: nsd.place)
    }
    let spare = spare ?? (nsd.value.otherFlavours.isEmpty ? nil : nsd.place)
    let nodes = nsd.place.at("topology_template", "node_templates")
    for profile in nsd.value.vnfProfiles {
      guard let node = nodes?.member(profile.id) ?? spare else { continue }
      guard let vnfd = vnfd(profile.vnfdId) else {
        (node.at("properties", "descriptor_id") ?? node).report(
          "There is no VNFD \(profile.vnfdId).",
          NearestNames.hint(
            for: profile.vnfdId.rawValue, among: vnfds.map(\.value.id.rawValue)))
        continue
      }
      check(profile, against: vnfd, at: node)
    }
    for profile in nsd.value.nestedNSProfiles {
      guard let node = nodes?.member(profile.id) ?? spare else { continue }
      check(profile, at: node)
    }
    for policy in nsd.value.autoScale { check(policy, of: nsd) }
    checkStartOrder(of: nsd, at: nodes)
  }

  private func check(_ profile: NSD.NestedNSProfile, at node: YAMLValue) {
    guard let whole = nsds.first(where: { $0.value.id == profile.nsdId })?.value else {
      (node.at("properties", "descriptor_id") ?? node).report(
        "There is no NSD \(profile.nsdId).",
        NearestNames.hint(for: profile.nsdId.rawValue, among: nsds.map(\.value.id.rawValue)))
      return
    }
    guard let nested = whole.inFlavour(profile.flavourId ?? whole.flavourId) else {
      (node.at("properties", "ns_profile", "flavour_id") ?? node).report(
        "The NSD \(whole.name) has no deployment flavour \(profile.flavourId ?? "").",
        NearestNames.hint(for: profile.flavourId ?? "", among: whole.flavourIds))
      return
    }
    if let level = profile.instantiationLevel, nested.instantiationLevel(level) == nil {
      let levels = nested.instantiationLevels.map(\.id)
      (node.at("properties", "ns_profile", "ns_instantiation_level") ?? node).report(
        "The NSD \(nested.name) has no instantiation level \(level).",
        levels.isEmpty ? "Leave it out." : NearestNames.hint(for: level, among: levels))
    }
    let saps = nested.sapds.map(\.id)
    for name in profile.virtualLinks.keys.sorted() where !saps.contains(name) {
      node.member("requirements")?.report(
        "The NSD \(nested.name) has no SAP \(name).", NearestNames.hint(for: name, among: saps))
    }
  }

  private func check(_ profile: NSD.VNFProfile, against product: VNFD, at node: YAMLValue) {
    let flavour = profile.flavourId ?? product.flavourId
    guard let vnfd = product.inFlavour(flavour) else {
      node.at("properties", "flavour_id")?.report(
        "\(product.productName) has no deployment flavour \(flavour).",
        NearestNames.hint(for: flavour, among: product.flavourIds))
      return
    }
    if let level = profile.instantiationLevel, vnfd.instantiationLevel(level) == nil {
      node.at("properties", "vnf_profile", "instantiation_level")?.report(
        "\(vnfd.productName) has no instantiation level \(level).",
        NearestNames.hint(for: level, among: vnfd.instantiationLevels.map(\.id)))
    }
    let points = Set(vnfd.externalConnectionPoints.map(\.id))
    for name in profile.virtualLinks.keys.sorted() where !points.contains(name) {
      node.member("requirements")?.report(
        "\(vnfd.productName) has no external connection point \(name).",
        NearestNames.hint(for: name, among: points.sorted()))
    }
    for name in points.subtracting(profile.virtualLinks.keys).sorted() {
      node.report(
        "The external connection point \(name) of \(vnfd.productName) is on no virtual link.",
        "Add the requirement `\(name)`.")
    }
  }

  private func check(_ policy: NSD.AutoScalePolicy, of nsd: Placed<NSD>) {
    guard let profile = nsd.value.vnfProfile(policy.vnfProfile),
      let vnfd = vnfd(profile.vnfdId)
    else { return }
    let list = nsd.place.at("topology_template", "policies")?.elements ?? []
    let place = list.compactMap { $0.member(policy.id) }.first ?? nsd.place
    guard let aspect = vnfd.aspect(policy.aspect) else {
      place.report(
        "\(vnfd.productName) has no scaling aspect \(policy.aspect).",
        NearestNames.hint(for: policy.aspect, among: vnfd.scalingAspects.map(\.id)))
      return
    }
    if policy.maxLevel > aspect.maxScaleLevel {
      place.report(
        "max_level \(policy.maxLevel) is beyond the aspect's \(aspect.maxScaleLevel).", "Lower it.")
    }
    if max(policy.stepsOut, policy.stepsIn) > 1,
      !vnfd.lcmOperations.scalingByMoreThanOneStepSupported
    {
      place.report(
        "\(vnfd.productName) can be scaled by one step at a time only.",
        "Set steps_out and steps_in to 1.")
    }
  }

  private func checkStartOrder(of nsd: Placed<NSD>, at nodes: YAMLValue?) {
    let profiles =
      nsd.value.vnfProfiles.map { ($0.id, $0.dependsOn) }
      + nsd.value.nestedNSProfiles.map { ($0.id, $0.dependsOn) }
    let waitsFor = Dictionary(profiles) { first, _ in first }
    for loop in DependencyLoops.find(in: waitsFor, order: profiles.map(\.0)) {
      guard let first = loop.first else { continue }
      nodes?.member(first)?.report(
        "VNFs wait for one another: \((loop + [first]).joined(separator: " → ")).",
        "Remove one of these dependencies.")
    }
  }
}
