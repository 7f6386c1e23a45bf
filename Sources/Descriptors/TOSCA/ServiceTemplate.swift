// A TOSCA service template (TOSCA Simple Profile in YAML) as far as NFV descriptors use it: node
// templates and policies, found by type, where a type counts as each type that it derives from.

import ServiceInterfaces

/// A TOSCA file whose types are resolved.
struct ServiceTemplate {
  let root: YAMLValue
  let nodes: [NodeTemplate]
  let policies: [Policy]
  let types: TypeHierarchy

  init(_ root: YAMLValue, types: TypeHierarchy) {
    self.root = root
    self.types = types
    nodes =
      root.at("topology_template", "node_templates")?.entries.map {
        NodeTemplate(name: $0.name, value: $0.value)
      } ?? []
    policies =
      root.at("topology_template", "policies")?.elements.compactMap { element in
        element.entries.first.map { Policy(name: $0.name, value: $0.value) }
      } ?? []
  }

  /// The node templates of a type, or of one derived from it, in the order of the file.
  func nodes(of type: String) -> [NodeTemplate] {
    nodes.filter { types.isKind($0.type, type) }
  }

  func node(_ name: String) -> NodeTemplate? { nodes.first { $0.name == name } }

  /// The policies of a type, or of one derived from it, in the order of the file.
  func policies(of type: String) -> [Policy] {
    policies.filter { types.isKind($0.type, type) }
  }

  /// Notes node templates and policies whose type is neither standard nor defined.
  func checkTypes() {
    for (type, place) in nodes.map({ ($0.type, $0.value) }) + policies.map({ ($0.type, $0.value) })
    {
      guard !type.isEmpty, !types.isKnown(type) else { continue }
      (place.member("type") ?? place).report(
        "The type \(type) is not known.",
        "Define it in the file or import the file that does. "
          + NearestNames.hint(for: type, among: types.names))
    }
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
    value.member("requirements")?.elements.flatMap { element in
      element.entries.compactMap { entry in
        if entry.value.scalarText != nil { return (entry.name, entry.value) }
        return entry.value.member("node").map { (entry.name, $0) }
      }
    } ?? []
  }

  /// The artefacts of a type (no derivation: SOL001 fixes these types).
  func artifacts(of type: String) -> [YAMLValue] {
    value.member("artifacts")?.entries.map(\.value).filter {
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

/// Which type derives from which.
struct TypeHierarchy {
  /// Type → the type it derives from.
  private var parents: [String: String] = [:]

  /// Takes in the types that a file defines.
  mutating func add(typesOf root: YAMLValue) {
    for section in ["node_types", "policy_types"] {
      for (name, type) in root.member(section)?.entries ?? [] {
        parents[name] = type.member("derived_from")?.scalarText ?? "tosca.entity.Root"
      }
    }
  }

  /// Whether the type is the other one or derives from it over any number of steps.
  func isKind(_ type: String, _ other: String) -> Bool {
    ancestry(of: type).contains(other)
  }

  /// Whether the type leads to the standard's own ones.
  func isKnown(_ type: String) -> Bool {
    ancestry(of: type).last?.hasPrefix("tosca.") ?? false
  }

  var names: [String] { parents.keys.sorted() }

  /// The type, the one it derives from, and so on; a circle ends where it closes.
  private func ancestry(of type: String) -> [String] {
    var result = [type]
    while let last = result.last, let parent = parents[last], !result.contains(parent) {
      result.append(parent)
    }
    return result
  }
}
