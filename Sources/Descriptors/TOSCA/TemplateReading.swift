// What a service template describes, once the types of all its imports are known.

import ResourceInterfaces

/// The reading of one descriptor with the files that it imports.
struct TemplateReading {
  let root: YAMLValue
  /// The files that it imports, over any number of steps.
  let imported: [YAMLValue]
  private let types: TypeHierarchy

  init(_ root: YAMLValue, in library: TemplateLibrary) {
    let files = library.closure(of: root)
    var types = TypeHierarchy()
    // What is nearest counts: an importing file may define a type anew.
    for file in files.reversed() { types.add(typesOf: file) }
    self.root = root
    self.types = types
    imported = Array(files.dropFirst())
  }

  var template: ServiceTemplate { ServiceTemplate(root, types: types) }

  /// The templates of flavours that it imports, of a VNF or a network service.
  var flavours: [ServiceTemplate] { [TOSCA.vnf, TOSCA.ns].flatMap { flavours(of: $0) } }

  private func flavours(of type: String) -> [ServiceTemplate] {
    imported.filter { $0.at("topology_template", "substitution_mappings") != nil }
      .map { ServiceTemplate($0, types: types) }
      .filter { $0.substitutes(type) && isFlavour($0) }
  }

  /// A network service that is nested in another is imported too, and has an identity of its own.
  private func isFlavour(_ part: ServiceTemplate) -> Bool {
    guard part.substitutes(TOSCA.ns) else { return true }
    let mains = [part, template].map { NSDReading(template: $0).mainNode.flatMap($0.node) }
    let own = mains[0]?.property("descriptor_id")?.scalarText
    return own == nil || own == mains[1]?.property("descriptor_id")?.scalarText
  }

  /// Whether the file describes something, and is not just a collection of types.
  var isDescriptor: Bool { root.member("topology_template") != nil }

  /// The descriptor; nil, and a note in the log, when there is none.
  func descriptor() -> PackageDescriptor? {
    guard root.isMapping else {
      root.report("The file is no TOSCA template.", "Begin it with tosca_definitions_version.")
      return nil
    }
    if isOther { return nil }
    checkVersion()
    let template = template
    guard ([template] + flavours).allSatisfy({ $0.isBounded }) else {
      root.report(
        "There are over \(ServiceTemplate.maxParts) node templates or policies.",
        "Divide what it describes.")
      return nil
    }
    guard template.checkKeys() else { return nil }
    template.checkTypes()
    if template.describesNetworkService {
      let lower = flavours(of: TOSCA.ns)
      for flavour in lower where flavour.checkKeys() { flavour.checkTypes() }
      return NSDFlavours(top: template, lower: lower).read().map(PackageDescriptor.ns)
    }
    if !template.nodes(of: TOSCA.vnf).isEmpty || template.substitutes(TOSCA.vnf) {
      let lower = flavours(of: TOSCA.vnf)
      for flavour in lower where flavour.checkKeys() { flavour.checkTypes() }
      return VNFDFlavours(top: template, lower: lower).read().map(PackageDescriptor.vnf)
    }
    if !template.nodes(of: TOSCA.pnf).isEmpty || template.substitutes(TOSCA.pnf) {
      return .pnf(PNFDReading(template: template).read())
    }
    if template.hasUnits, template.ownVNFType != nil {
      root.note(
        "No node template stands for the VNF.", "The type that the file derives from it is taken.")
      return VNFDFlavours(top: template, lower: []).read().map(PackageDescriptor.vnf)
    }
    return typesOnly(template)
  }

  /// Design tools export a resource as a type alone, and a service as instances of such types,
  /// identified by the metadata of the file.
  private func typesOnly(_ template: ServiceTemplate) -> PackageDescriptor? {
    let kind = root.at("metadata", "type")?.scalarText
    if kind == "Service" { return .ns(NSDReading(template: template).read()) }
    if template.nodes.isEmpty, root.at("metadata", "UUID") != nil {
      if kind == "PNF" { return .pnf(PNFDReading(template: template).read()) }
      if ["VFC", "CVFC", "VF", "VNF"].contains(kind) {
        return VNFDFlavours(top: template, lower: []).read().map(PackageDescriptor.vnf)
      }
    }
    // What the types of its parts are was asked already.
    guard template.nodes.allSatisfy({ types.isKnown($0.type) }) else { return nil }
    if template.hasUnits {
      (root.at("topology_template", "node_templates") ?? root).report(
        "There are VDUs, and no node template stands for the VNF that they are of.",
        "Add a node template of the type \(TOSCA.vnf), or of one derived from it (SOL001 §6.8.1).")
    } else {
      root.report(
        "The template describes neither a VNF, nor a network service, nor a PNF.",
        "Add a node template of the type \(TOSCA.vnf), \(TOSCA.ns) or \(TOSCA.pnf).")
    }
    return nil
  }

  /// Whether the file is of another kind by the first thing that its reader looks for; a note says
  /// of which.
  private var isOther: Bool {
    let others: [(keys: [String], kind: String)] = [
      (["heat_template_version", "HeatTemplateFormatVersion"], "a Heat template"),
      (["vnfd", "vnfd:vnfd-catalog", "vnfd-catalog"], "a VNFD of OSM, in SOL006's model"),
      (["nsd", "nsd:nsd-catalog", "nsd-catalog"], "an NSD of OSM, in SOL006's model"),
      (["apiVersion"], "a manifest of Kubernetes"),
      (["toscaDefinitionsVersion"], "a template in a notation of its own"),
    ]
    guard root.member("tosca_definitions_version") == nil,
      let other = others.first(where: { !Set($0.keys).isDisjoint(with: root.keys) })
    else { return false }
    root.report(
      "The file is \(other.kind), not a TOSCA template.",
      "Give a SOL001 descriptor: it begins with tosca_definitions_version.")
    return true
  }

  /// The grammars of TOSCA that SOL001 has been written in, and the spellings in use.
  private func checkVersion() {
    guard let version = root.required("tosca_definitions_version") else { return }
    let known = ["tosca_simple_yaml_1_", "tosca_simple_profile_yaml_1_", "tosca_2_0"]
    guard !known.contains(where: { version.text.hasPrefix($0) }) else { return }
    version.report(
      "The grammar \(version.text) is not known.",
      "SOL001 is written in tosca_simple_yaml_1_0 to tosca_simple_yaml_1_3.")
  }
}
