// Network services and physical functions inside an NSD, and the levels at which it is instantiated.

import ResourceInterfaces
import ServiceInterfaces

extension NSDReading {
  func readNesting(into nsd: inout NSD) {
    nsd.nestedNSProfiles = template.nodes(of: TOSCA.ns).filter { $0.name != mainNode }.map {
      nested($0)
    }
    nsd.pnfProfiles = template.nodes(of: TOSCA.pnf).map { node in
      let pnfd = DescriptorProperties(
        nodes: [node], substitution: nil, types: template.types, place: node.value)
      return NSD.PNFProfile(
        id: node.name, pnfdId: PNFD.ID(rawValue: pnfd.required("descriptor_id")),
        virtualLinks: links(of: node))
    }
    nsd.pnfProfiles += resources("PNF", except: TOSCA.pnf).map { node, id in
      NSD.PNFProfile(id: node.name, pnfdId: PNFD.ID(rawValue: id))
    }
    nsd.instantiationLevels = levels()
    nsd.defaultInstantiationLevel = defaultLevel(among: nsd.instantiationLevels)
  }

  private func nested(_ node: NodeTemplate) -> NSD.NestedNSProfile {
    let profile = node.property("ns_profile")
    checkBounds(of: profile)
    let nsd = DescriptorProperties(
      nodes: [node], substitution: nil, types: template.types, place: node.value)
    return NSD.NestedNSProfile(
      id: node.name,
      nsdId: NSD.ID(rawValue: nsd.required("descriptor_id", older: ["nsd_id", "id"])),
      flavourId: (profile?.member("flavour_id") ?? node.property("flavour_id"))?.text,
      instantiationLevel: profile?.member("ns_instantiation_level")?.text,
      instances: profile?.member("min_number_of_instances")?.count ?? 1,
      virtualLinks: links(of: node), dependsOn: dependencies(of: node))
  }

  private var levelsPolicy: Policy? { template.policies(of: TOSCA.nsInstantiationLevels).first }

  private func levels() -> [NSD.NSInstantiationLevel] {
    levelsPolicy?.requiredProperty("ns_levels")?.entries.map { id, level in
      var result = NSD.NSInstantiationLevel(
        id: id, description: level.member("description")?.text ?? "",
        vnfInstances: instances(atLevel: id, TOSCA.vnfToInstantiationLevel, of: TOSCA.vnf),
        nsInstances: instances(atLevel: id, TOSCA.nsToInstantiationLevel, of: TOSCA.ns))
      result.linkBitrates = bitrates(
        template.policies(of: TOSCA.linkToInstantiationLevel), atLevel: id)
      return result
    } ?? []
  }

  private func instances(
    atLevel id: String, _ mapping: String, of type: String
  ) -> [String: Int] {
    var result: [String: Int] = [:]
    for policy in template.policies(of: mapping) {
      guard let count = policy.property("number_of_instances", id) else { continue }
      for target in policy.targets {
        if let node = template.resolve(target, as: type) { result[node.name] = count.count }
      }
    }
    return result
  }

  private func defaultLevel(among levels: [NSD.NSInstantiationLevel]) -> String? {
    guard let policy = levelsPolicy, let level = policy.property("default_level") else {
      if levels.count > 1, let policy = levelsPolicy {
        policy.value.report(
          "The default level is not stated, though there are several levels.",
          "Add default_level with one of: \(levels.map(\.id).joined(separator: ", ")).")
      }
      return levels.first?.id
    }
    if !levels.contains(where: { $0.id == level.text }) {
      level.report(
        "The default level \(level.text) is not among the levels.",
        NearestNames.hint(for: level.text, among: levels.map(\.id)))
    }
    return level.text
  }
}
