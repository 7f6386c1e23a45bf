// A VNFD with its deployment flavours (SOL001 §6.2): a single template, or a top-level one that imports
// a template for each flavour, whose substitution mapping says which flavour it is.

import ResourceInterfaces
import ServiceInterfaces

/// The reading of all flavours of a VNF.
struct VNFDFlavours {
  let top: ServiceTemplate
  /// The templates that the top-level one imports and that stand for the VNF in a flavour.
  let lower: [ServiceTemplate]

  /// The descriptor in its default flavour, with the others in it; not to be used when anything was
  /// noted in the log.
  func read() -> VNFD? {
    var flavours: [VNFD] = []
    for template in templates {
      guard let id = flavourId(of: template) else { continue }
      let vnfd = VNFDReading(template: template, properties: properties(of: template)).read(
        flavour: id)
      if flavours.contains(where: { $0.flavourId == id }) {
        template.root.report(
          "There is another template of the flavour \(id).", "Give each flavour its own.")
      }
      flavours.append(vnfd)
    }
    guard var result = flavours.first(where: { $0.flavourId == chosen }) ?? flavours.first else {
      return nil
    }
    checkChosen(among: flavours.map(\.flavourId))
    result.otherFlavours = flavours.filter { $0.flavourId != result.flavourId }
    return result
  }

  private var templates: [ServiceTemplate] {
    lower.isEmpty || top.hasUnits ? [top] + lower : lower
  }

  private var topNode: NodeTemplate? { top.nodes(of: TOSCA.vnf).first }

  private func properties(of template: ServiceTemplate) -> DescriptorProperties {
    let nodes = [topNode, template.nodes(of: TOSCA.vnf).first].compactMap { $0 }
    return DescriptorProperties(
      nodes: nodes, substitution: template.substitution, types: top.types, place: top.root,
      ownType: top.ownVNFType)
  }

  /// The flavour that holds when nobody says otherwise.
  private var chosen: String? { properties(of: top).value("flavour_id")?.scalarText }

  private func flavourId(of template: ServiceTemplate) -> String? {
    let own =
      template.substitution?.at("properties", "flavour_id")
      ?? template.nodes(of: TOSCA.vnf).first?.property("flavour_id")
    if let own { return own.text }
    guard template.root.file != top.root.file else {
      return properties(of: top).expected("flavour_id", otherwise: "default")
    }
    (template.substitution ?? template.root).report(
      "The template does not say which deployment flavour of the VNF it is.",
      "Add flavour_id to the properties of its substitution_mappings (SOL001 §6.2).")
    return nil
  }

  /// A flavour that the top-level template names must be there.
  private func checkChosen(among flavours: [String]) {
    guard let value = topNode?.property("flavour_id"), let text = value.scalarText,
      !flavours.isEmpty, !flavours.contains(text)
    else { return }
    value.report(
      "There is no template of the flavour \(text).",
      NearestNames.hint(for: text, among: flavours))
  }
}

extension ServiceTemplate {
  /// Whether the template has components of a VNF.
  var hasUnits: Bool {
    !nodes(of: TOSCA.compute).isEmpty || !nodes(of: TOSCA.deployableUnit).isEmpty
  }

  /// Whether it is an NSD: it has a node for the network service, or what only those have.
  var describesNetworkService: Bool {
    if !nodes(of: TOSCA.ns).isEmpty || substitutes(TOSCA.ns) { return true }
    return !hasUnits && !(nodes(of: TOSCA.nsVirtualLink) + nodes(of: TOSCA.sap)).isEmpty
  }

  /// The type of VNF that the file itself defines, when it is the only one.
  var ownVNFType: String? {
    let own = (root.member("node_types")?.keys ?? []).filter { types.isKind($0, TOSCA.vnf) }
    return own.count == 1 ? own.first : nil
  }

  /// Whether the template stands for something of the type.
  func substitutes(_ type: String) -> Bool {
    substitution?.member("node_type")?.scalarText.map { types.isKind($0, type) } ?? false
  }
}
