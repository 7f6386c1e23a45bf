// From a SOL001 service template to an `NSD`.

import ResourceInterfaces
import ServiceInterfaces

/// The reading of one NSD.
struct NSDReading {
  let template: ServiceTemplate
  let properties: DescriptorProperties

  /// `top` has what all flavours share, when `template` is of one of them.
  init(template: ServiceTemplate, under top: ServiceTemplate? = nil) {
    self.template = template
    let own = Self.main(of: template)
    let shared = top.flatMap { $0.root.file == template.root.file ? nil : Self.main(of: $0) }
    properties = DescriptorProperties(
      nodes: [shared, own].compactMap { $0 }, substitution: template.substitution,
      types: template.types, place: (top ?? template).root, ownType: TOSCA.ns)
  }

  /// The flavour that the template is of: what it says itself counts more than what all share.
  private var flavourId: String {
    let own =
      template.substitution?.at("properties", "flavour_id")
      ?? Self.main(of: template)?.property("flavour_id")
    return own?.scalarText ?? properties.expected("flavour_id", otherwise: "default")
  }

  /// The name of the node template that stands for the whole.
  var mainNode: String? { Self.main(of: template)?.name }

  /// The node template that stands for the whole; others of its kind are network services inside it.
  private static func main(of template: ServiceTemplate) -> NodeTemplate? {
    let nodes = template.nodes(of: TOSCA.ns)
    let type = template.substitution?.member("node_type")?.scalarText
    return nodes.first { $0.type == type } ?? (template.substitutes(TOSCA.ns) ? nil : nodes.first)
  }

  /// The descriptor, not to be used when anything was noted in the template's log.
  func read() -> NSD {
    let id = properties.required("descriptor_id", older: ["nsd_id", "id", "UUID"])
    var nsd = NSD(
      id: NSD.ID(rawValue: id),
      name: properties.required("name", older: ["nsd_name"]),
      designer: properties.expected(
        "designer", otherwise: "unknown", older: ["nsd_designer", "vendor", "csarProvider"]),
      version: properties.expected(
        "version", otherwise: "unversioned", older: ["nsd_file_structure_version", "csarVersion"]),
      invariantId: properties.expected(
        "invariant_id", otherwise: id, older: ["nsd_invariant_id", "invariantUUID"]),
      description: template.root.member("description")?.text ?? "",
      flavourId: flavourId,
      vnfProfiles: template.nodes(of: TOSCA.vnf).map { profile($0) } + constituents()
        + resources(),
      virtualLinkProfiles: virtualLinks(),
      sapds: saps(),
      scalingAspects: scalingAspects(),
      placement: placement(),
      affinityRules: affinityRules(),
      autoScale: template.policies(of: TOSCA.autoScale).flatMap { autoScale($0) },
      autoHeal: autoHeal())
    readNesting(into: &nsd)
    countAtInstantiation(&nsd)
    checkLevels(of: nsd)
    if nsd.vnfProfiles.isEmpty, nsd.nestedNSProfiles.isEmpty, nsd.pnfProfiles.isEmpty {
      template.root.report(
        "The NSD has no VNF, PNF or network service in it.",
        "Add a node template of the type \(TOSCA.vnf).")
    }
    return nsd
  }

  private func profile(_ node: NodeTemplate) -> NSD.VNFProfile {
    let profile = node.property("vnf_profile")
    checkBounds(of: profile)
    let vnfd = DescriptorProperties(
      nodes: [node], substitution: nil, types: template.types, place: node.value)
    var result = NSD.VNFProfile(
      id: node.name,
      vnfdId: VNFD.ID(rawValue: vnfd.required("descriptor_id", older: ["vnfd_id", "id"])),
      instances: profile?.required("min_number_of_instances")?.count ?? 1,
      instantiationLevel: profile?.member("instantiation_level")?.text,
      isSized: node.metadata("podium.sized_by_order")?.boolean ?? false,
      virtualLinks: links(of: node),
      dependsOn: dependencies(of: node))
    result.flavourId = node.property("flavour_id")?.scalarText
    if result.instances > 1_000 {
      node.value.report("There would be over 1000 VNFs of one profile.", "Correct the number.")
    }
    return result
  }

  /// NSDs from before SOL001 list their VNFs as a property: `constituent_vnfd: [ { vnfd_id: … } ]`.
  private func constituents() -> [NSD.VNFProfile] {
    guard let list = properties.nodes.first?.property("constituent_vnfd"), list.isList else {
      return []
    }
    return list.elements.compactMap { element in
      guard let id = element.scalarText.map({ _ in element }) ?? element.required("vnfd_id") else {
        return nil
      }
      return NSD.VNFProfile(id: id.text, vnfdId: VNFD.ID(rawValue: id.text))
    }
  }

  private func resources() -> [NSD.VNFProfile] {
    resources("VF", "VNF", except: TOSCA.vnf).map { node, id in
      NSD.VNFProfile(id: node.name, vnfdId: VNFD.ID(rawValue: id))
    }
  }

  /// SDC writes a part of a service as an instance of a type of its own, with the identity of the
  /// part in the metadata of the node.
  func resources(
    _ kinds: String..., except type: String
  ) -> [(node: NodeTemplate, id: String)] {
    template.nodes.filter { !template.types.isKind($0.type, type) }.compactMap { node in
      guard let kind = node.metadata("type")?.scalarText, kinds.contains(kind),
        let id = node.metadata("UUID")
      else { return nil }
      return (node, id.text)
    }
  }

  func dependencies(of node: NodeTemplate) -> [String] {
    node.requirements("dependency").compactMap {
      template.resolve($0, as: TOSCA.vnf, TOSCA.ns)?.name
    }
  }

  /// What connects a VNF, a PNF or a network service to links of this one.
  func links(of node: NodeTemplate) -> [String: String] {
    let links = node.allRequirements.filter { $0.name != "dependency" }.compactMap { name, target in
      link(behind: target).map { (name, $0.name) }
    }
    return Dictionary(links) { first, _ in first }
  }

  /// The link that a requirement leads to, directly or by the Forwarding node where paths of a
  /// forwarding graph begin and end.
  private func link(behind target: YAMLValue) -> NodeTemplate? {
    guard let node = template.node(target.text),
      template.types.isKind(node.type, TOSCA.forwarding)
    else { return template.resolve(target, as: TOSCA.nsVirtualLink) }
    return node.requirements("virtual_link").first.flatMap {
      template.resolve($0, as: TOSCA.nsVirtualLink)
    }
  }

  private func virtualLinks() -> [NSD.VirtualLinkProfile] {
    template.nodes(of: TOSCA.nsVirtualLink).map { node in
      let profile = node.property("vl_profile")
      let bounds = profile?.bitrateBounds ?? BitrateBounds()
      if bounds.most == nil {
        node.value.note(
          "The link \(node.name) has no max_bitrate_requirements, which SOL001 makes mandatory.",
          "Its bitrate is left open.")
      }
      var link = NSD.VirtualLinkProfile(
        id: node.name,
        description: node.property("description")?.text ?? "",
        maxBitrate: bounds.most?.root ?? 0,
        latencyMilliseconds: profile?.at("qos", "latency")?.milliseconds)
      link.jitterMilliseconds = profile?.at("qos", "packet_delay_variation")?.milliseconds
      link.minBitrate = bounds.least?.root ?? 0
      return link
    }
  }

  private func saps() -> [NSD.SAPD] {
    template.nodes(of: TOSCA.sap).compactMap { node in
      guard let target = node.requirements("internal_virtual_link").first else {
        node.value.note(
          "The SAP \(node.name) is on no virtual link.",
          "Nothing can be attached to it. Add a requirement `internal_virtual_link`.")
        return nil
      }
      guard let link = template.resolve(target, as: TOSCA.nsVirtualLink) else { return nil }
      return NSD.SAPD(
        id: node.name, description: node.property("description")?.text ?? "",
        virtualLink: link.name)
    }
  }

  private func affinityRules() -> [NSD.AffinityRule] {
    let kinds = [
      (TOSCA.nsAffinityRule, Affinity.affinity), (TOSCA.nsAntiAffinityRule, .antiAffinity),
    ]
    return kinds.flatMap { type, kind in
      template.policies(of: type).compactMap { policy in
        guard let scope = policy.scope() else { return nil }
        return NSD.AffinityRule(kind: kind, scope: scope, vnfProfiles: members(of: policy))
      }
    }
  }

  /// The VNFs among the targets of a rule, which may as well be links and network services.
  private func members(of policy: Policy) -> [String] {
    template.members(of: policy, except: TOSCA.nsVirtualLink, TOSCA.ns).compactMap {
      template.resolve($0, as: TOSCA.vnf)?.name
    }
  }

  /// The VNF profiles that are the targets of a policy.
  func profiles(of policy: Policy) -> [String] {
    policy.targets.compactMap { template.resolve($0, as: TOSCA.vnf)?.name }
  }
}

// MARK: - Policies of our own

extension NSDReading {
  func placement() -> [NSD.PlacementRule] {
    template.policies(of: TOSCA.placement).map { policy in
      NSD.PlacementRule(
        id: policy.name, vnfProfiles: profiles(of: policy),
        siteTag: policy.property("site_tag")?.text,
        vimKind: policy.property("vim_kind")?.word(VIMKind.self),
        latencyMilliseconds: policy.property("latency")?.milliseconds)
    }
  }

  func autoScale(_ policy: Policy) -> [NSD.AutoScalePolicy] {
    guard let metric = policy.requiredProperty("metric")?.word(NSD.Metric.self) else { return [] }
    let out = policy.requiredProperty("threshold_out")?.number ?? 0
    let into = policy.requiredProperty("threshold_in")?.number ?? 0
    let hysteresis = policy.property("hysteresis")?.number ?? 0
    let least = policy.property("min_level")?.count ?? 0
    let most = policy.requiredProperty("max_level")?.count ?? 0
    if into + hysteresis >= out - hysteresis {
      policy.value.report(
        "threshold_in is not below threshold_out by more than twice the hysteresis.",
        "Set them further apart; as they are, the VNF would scale out and in by turns.")
    }
    if least > most {
      policy.value.report("min_level is over max_level.", "Exchange them.")
    }
    func seconds(_ name: String) -> Int { policy.requiredProperty(name)?.seconds ?? 0 }
    let aspect = policy.requiredProperty("aspect")?.text ?? ""
    return profiles(of: policy).map { profile in
      NSD.AutoScalePolicy(
        id: policy.name, vnfProfile: profile, aspect: aspect, metric: metric, thresholdOut: out,
        thresholdIn: into, hysteresis: hysteresis,
        stepsOut: policy.property("steps_out")?.count ?? 1,
        stepsIn: policy.property("steps_in")?.count ?? 1,
        cooldownOutSeconds: seconds("cooldown_out"), cooldownInSeconds: seconds("cooldown_in"),
        stabilisationSeconds: policy.property("stabilisation")?.seconds ?? 0,
        minLevel: least, maxLevel: most)
    }
  }

  func autoHeal() -> NSD.AutoHealPolicy? {
    template.policies(of: TOSCA.autoHeal).first.map { policy in
      NSD.AutoHealPolicy(
        vnfProfiles: profiles(of: policy),
        delaySeconds: policy.property("delay")?.seconds ?? 0,
        maxAttempts: policy.property("max_attempts")?.count ?? 3)
    }
  }
}
