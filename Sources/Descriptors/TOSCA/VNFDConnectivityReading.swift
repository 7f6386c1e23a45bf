// How the parts of a VNF are connected, inside and to the outside, and which of them stay together or
// apart.

import ResourceInterfaces
import ServiceInterfaces

extension VNFDReading {
  func connectionPoints(of vdu: String) -> [VNFD.ConnectionPoint] {
    template.nodes(of: TOSCA.connectionPoint).compactMap { node in
      guard node.requirements("virtual_binding").contains(where: { $0.text == vdu }) else {
        return nil
      }
      let link = node.requirements("virtual_link").first
      let known = link.flatMap { template.resolve($0, as: TOSCA.virtualLink) }
      return VNFD.ConnectionPoint(
        id: node.name, virtualLink: known?.name,
        kind: node.property("vnic_type")?.word(VNFD.NICKind.self) ?? .normal)
    }
  }

  /// Every connection point is on a VDU that is there.
  func checkBindings() {
    for binding in template.nodes(of: TOSCA.connectionPoint).flatMap({
      $0.requirements("virtual_binding")
    }) {
      _ = resolveVDU(binding)
    }
  }

  func virtualLinks() -> [VNFD.VirtualLink] {
    template.nodes(of: TOSCA.virtualLink).map { node in
      let bounds = node.property("vl_profile")?.bitrateBounds ?? BitrateBounds()
      let protocols = node.property("connectivity_type")?.member("layer_protocols")
      if bounds.most == nil || protocols == nil {
        node.value.note(
          "The link \(node.name) lacks layer_protocols or max_bitrate_requirements, which SOL001 "
            + "makes mandatory.", "What is missing is left open.")
      }
      var link = VNFD.VirtualLink(
        id: node.name, description: node.property("description")?.text ?? "",
        layerProtocols: protocols?.texts ?? [], maxBitrate: bounds.most?.root ?? 0)
      link.bounds = bounds
      return link
    }
  }

  /// `substitution_mappings.requirements` names the external connection points (SOL001 §6.7):
  /// `customer: [ customer_cp, virtual_link ]`.
  func externalConnectionPoints() -> [VNFD.ExternalConnectionPoint] {
    let mappings = template.substitution?.member("requirements")
    return mappings?.namedElements.compactMap { name, value in
      // TOSCA 1.3 permits `customer: { mapping: [ … ] }` as well.
      let mapping = value.isMapping ? value.member("mapping") ?? value : value
      guard let first = mapping.isList ? mapping.elements.first : mapping,
        first.scalarText != nil,
        let point = template.resolve(first, as: TOSCA.anyConnectionPoint)
      else { return nil }
      let behind =
        point.requirements("virtual_binding").first
        ?? point.requirements("internal_virtual_link").first
      return VNFD.ExternalConnectionPoint(
        id: name, description: point.property("description")?.text ?? "",
        internalConnectionPoint: "\(behind?.text ?? "")/\(point.name)")
    } ?? []
  }

  func affinityRules() -> [VNFD.AffinityRule] {
    let kinds = [(TOSCA.affinityRule, Affinity.affinity), (TOSCA.antiAffinityRule, .antiAffinity)]
    return kinds.flatMap { type, kind in
      template.policies(of: type).compactMap { policy in
        guard let scope = policy.scope() else { return nil }
        return VNFD.AffinityRule(
          kind: kind, scope: scope, vdus: members(of: policy).compactMap { resolveVDU($0)?.name })
      }
    }
  }

  /// The VDUs among the targets of a rule; links and charts, which SOL001 lets be targets too, are none
  /// of its business here.
  private func members(of policy: Policy) -> [YAMLValue] {
    template.members(of: policy, except: TOSCA.virtualLink, TOSCA.chart)
  }
}

extension Policy {
  /// Over what an affinity rule reaches; nil, and a note, when the rule can be left aside or is wrong.
  func scope() -> AffinityScope? {
    guard let value = requiredProperty("scope") else { return nil }
    if let text = value.scalarText, Self.scopesLeftAside.contains(text) {
      value.note(
        "The scope \(text) is not one of places.", "The rule \(name) is kept to by nobody here.")
      return nil
    }
    // A node of a cluster is a host here.
    return value.scalarText == "cis_node" ? .nfviNode : value.word(AffinityScope.self)
  }

  /// Scopes of SOL001, from 3.3.1 on, that say nothing of where an instance is placed.
  private static let scopesLeftAside = [
    "network_link_and_node", "container_namespace", "l2_network",
  ]
}
