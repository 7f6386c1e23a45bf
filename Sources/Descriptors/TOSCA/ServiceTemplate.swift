// A TOSCA service template (TOSCA Simple Profile in YAML) as far as NFV descriptors use it: node
// templates and policies, found by type, where a type counts as each type that it derives from.

import ServiceInterfaces

/// A TOSCA file whose types are resolved.
struct ServiceTemplate {
  let root: YAMLValue
  let nodes: [NodeTemplate]
  let policies: [Policy]
  let groups: [(name: String, value: YAMLValue)]
  let types: TypeHierarchy

  /// What the template stands for as a whole: a VNF in one flavour, a network service.
  var substitution: YAMLValue? { root.at("topology_template", "substitution_mappings") }

  init(_ root: YAMLValue, types: TypeHierarchy) {
    self.root = root
    self.types = types
    nodes =
      root.at("topology_template", "node_templates")?.entries.map {
        NodeTemplate(name: $0.name, value: $0.value)
      } ?? []
    policies = root.at("topology_template", "policies")?.namedElements.map(Policy.init) ?? []
    groups = root.at("topology_template", "groups")?.namedElements ?? []
  }

  /// More than this no descriptor has, and everything in it is held against everything else.
  static let maxParts = 2_000

  var isBounded: Bool { nodes.count <= Self.maxParts && policies.count <= Self.maxParts }

  /// The node templates of a type, or of one derived from it, in the order of the file.
  func nodes(of type: String) -> [NodeTemplate] {
    nodes.filter { types.isKind($0.type, type) }
  }

  func node(_ name: String) -> NodeTemplate? { nodes.first { $0.name == name } }

  /// The node template that a reference names; nil and a note when there is none of the types.
  func resolve(_ reference: YAMLValue, as wanted: String...) -> NodeTemplate? {
    let known = nodes.filter { node in wanted.contains { types.isKind(node.type, $0) } }
    if let node = known.first(where: { $0.name == reference.text }) { return node }
    let kinds = wanted.joined(separator: " or ")
    let hint = NearestNames.hint(for: reference.text, among: known.map(\.name))
    if let other = node(reference.text) {
      // What its type is was asked already.
      guard types.isKnown(other.type) else { return nil }
      reference.report(
        "\(other.name) is of the type \(other.type), and one of the type \(kinds) is needed here.",
        hint)
    } else {
      reference.report(
        "There is no node template \(reference.text.prefix(60)).",
        hint == NearestNames.none ? "Add it; it must be of the type \(kinds)." : hint)
    }
    return nil
  }

  /// The targets of a policy with its groups opened, without node templates of some types.
  func members(of policy: Policy, except others: String...) -> [YAMLValue] {
    if let targets = policy.value.required("targets"), targets.isList, policy.targets.isEmpty {
      targets.report("The rule \(policy.name) is for nobody.", "Name its targets.")
    }
    return policy.targets.flatMap { target -> [YAMLValue] in
      guard let group = groups.first(where: { $0.name == target.text }) else { return [target] }
      return group.value.required("members")?.elements ?? []
    }.filter { target in
      guard let node = node(target.text) else { return true }
      return !others.contains { types.isKind(node.type, $0) }
    }
  }

  /// The policies of a type, or of one derived from it, in the order of the file.
  func policies(of type: String) -> [Policy] {
    policies.filter { types.isKind($0.type, type) }
  }

  /// Notes node templates and policies whose type is neither standard nor defined, and properties
  /// that a standard type does not have.
  func checkTypes() {
    for (type, value) in nodes.map({ ($0.type, $0.value) }) + policies.map({ ($0.type, $0.value) })
    {
      guard let place = value.required("type"), !type.isEmpty else { continue }
      check(type, at: place)
      checkProperties(of: type, at: value)
    }
    for node in nodes { checkRequirements(of: node) }
  }

  private func checkRequirements(of node: NodeTemplate) {
    guard let known = types.requirements(of: node.type),
      let requirements = node.value.member("requirements")
    else { return }
    let lists = requirements.isMapping ? [requirements] : requirements.elements
    for list in lists where list.isMapping {
      list.expect(known.sorted(), of: "The list of requirements of \(node.type)")
    }
  }

  private func check(_ type: String, at place: YAMLValue) {
    if let circle = types.circle(from: type) {
      place.report(
        "The type \(type) derives from itself: \(circle.joined(separator: " → ")).",
        "Let one of them derive from a type of SOL001.")
    } else if !types.isKnown(type) {
      let near = NearestNames.of(type, among: types.names).first.map { " Did you mean \($0)?" }
      place.report(
        "The type \(type) is not known.",
        "Define it in the file or import the file that does.\(near ?? "")")
    } else if types.isForeign(type) {
      let older = StandardType.olderNames[type]
      if older == nil, let meant = NearestNames.slip(type, among: Array(StandardType.all.keys)) {
        place.report("The type \(type) is not one of SOL001.", "Write \(meant).")
      } else {
        place.note(
          "The type \(type) is not one of SOL001.",
          older.map { "It is read as \($0)." } ?? "It is passed over.")
      }
    }
  }

  private func checkProperties(of type: String, at place: YAMLValue) {
    guard let known = types.properties(of: type), let properties = place.member("properties"),
      properties.isMapping
    else { return }
    properties.expect(known.sorted(), of: type, weighing: KeyNames.weighty)
  }
}

/// A node template: a named thing of a type, with properties and requirements.
struct NodeTemplate {
  let name: String
  let value: YAMLValue

  var type: String { value.member("type")?.scalarText ?? "" }

  func property(_ names: String...) -> YAMLValue? {
    names.reduce(value.member("properties")) { $0?.member($1) }
  }

  func requiredProperty(_ name: String) -> YAMLValue? {
    guard let properties = value.required("properties") else { return nil }
    return properties.required(name)
  }

  func metadata(_ key: String) -> YAMLValue? { value.at("metadata", key) }

  /// The target nodes of the requirements with a name; short and long notation.
  func requirements(_ name: String) -> [YAMLValue] {
    allRequirements.filter { $0.name == name }.map(\.target)
  }

  var allRequirements: [(name: String, target: YAMLValue)] {
    value.member("requirements")?.namedElements.compactMap { entry in
      if entry.value.scalarText != nil { return (entry.name, entry.value) }
      // A requirement may name a type of node instead; which node it is, is then left open.
      guard entry.value.isMapping, let node = entry.value.member("node"),
        node.scalarText?.hasPrefix("tosca.") == false
      else { return nil }
      return (entry.name, node)
    } ?? []
  }

  /// The artefacts of a type (no derivation: SOL001 fixes these types).
  func artifacts(of type: String) -> [YAMLValue] {
    value.member("artifacts")?.namedElements.map(\.value).filter {
      $0.member("type")?.scalarText == type
    } ?? []
  }
}

/// A policy: a rule of a type for target nodes.
struct Policy {
  let name: String
  let value: YAMLValue

  var type: String { value.member("type")?.scalarText ?? "" }

  var targets: [YAMLValue] { value.member("targets")?.elements ?? [] }

  func property(_ names: String...) -> YAMLValue? {
    names.reduce(value.member("properties")) { $0?.member($1) }
  }

  func requiredProperty(_ name: String) -> YAMLValue? {
    value.required("properties")?.required(name)
  }
}
