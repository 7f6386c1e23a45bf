// The types of a template: the standard's own, and those that its files define.

/// Which type derives from which, and what its properties are when nothing is written.
struct TypeHierarchy {
  /// Type → the type it derives from.
  private var parents: [String: String] = [:]
  /// Types that files define, with their definitions.
  private var definitions: [String: YAMLValue] = [:]

  /// Takes in the types that a file defines.
  mutating func add(typesOf root: YAMLValue) {
    for section in ["node_types", "policy_types", "group_types"] {
      guard let types = root.member(section), types.isMapping else { continue }
      for (name, type) in types.entries where type.isMapping {
        parents[name] = type.member("derived_from")?.scalarText ?? "tosca.entity.Root"
        definitions[name] = type
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

  /// Whether the type has a name of the standard's and neither the standard nor a file knows it.
  func isForeign(_ type: String) -> Bool {
    definitions[type] == nil && StandardType.all[type] == nil
      && (type.hasPrefix("tosca.nodes.nfv.") || type.hasPrefix("tosca.policies.nfv."))
  }

  var names: [String] { definitions.keys.sorted() }

  /// The properties of a standard type; nil for a type that a file defines, whose file may as well
  /// have changed the standard's own.
  func properties(of type: String) -> Set<String>? {
    guard definitions[type] == nil, StandardType.all[type] != nil else { return nil }
    return Set(ancestry(of: type).flatMap { StandardType.all[$0]?.properties ?? [] })
  }

  /// The requirements of a node type, by its own definition and those of the types it derives from; nil
  /// when one of them leaves them open, as the standard does for what stands for a VNF or an NS.
  func requirements(of type: String) -> Set<String>? {
    var names: Set<String> = []
    let open = [TOSCA.vnf, TOSCA.ns, TOSCA.pnf]
    let line = ancestry(of: type)
    guard line.last == "tosca.nodes.Root", !line.contains(where: open.contains) else { return nil }
    for name in line {
      if let definition = definitions[name] {
        names.formUnion(definition.member("requirements")?.namedElements.map(\.name) ?? [])
      } else if let known = KeyNames.requirements[name] {
        names.formUnion(known)
      } else {
        return nil
      }
    }
    return names
  }

  /// What a property is when a node template does not say: the nearest default of its types.
  func defaultValue(of property: String, in type: String) -> YAMLValue? {
    ancestry(of: type).lazy.compactMap {
      definitions[$0]?.at("properties", property, "default")
    }.first
  }

  /// The values that a type permits for a property; empty when it permits all.
  func validValues(of property: String, in type: String) -> [String] {
    for name in ancestry(of: type) {
      guard let constraints = definitions[name]?.at("properties", property, "constraints"),
        constraints.isList
      else { continue }
      for constraint in constraints.elements where constraint.isMapping {
        if let values = constraint.member("valid_values"), values.isList {
          return values.elements.compactMap(\.scalarText)
        }
      }
    }
    return []
  }

  /// The types that lead from this one back to one of them; nil when there is no such circle.
  func circle(from type: String) -> [String]? {
    let line = ancestry(of: type)
    guard let last = line.last, let next = parent(of: last), line.contains(next) else { return nil }
    return line + [next]
  }

  /// The type, the one it derives from, and so on; a circle ends where it closes.
  ///
  /// A name of older days stands for the standard's, and so does the standard's for itself when a
  /// file leaves it as it is.
  private func ancestry(of type: String) -> [String] {
    var result = [type]
    while let last = result.last, let parent = parent(of: last), !result.contains(parent),
      result.count < Self.maxDepth
    {
      result.append(parent)
    }
    return result
  }

  /// No sensible type is derived over more steps.
  private static let maxDepth = 64

  private func parent(of type: String) -> String? {
    if let older = StandardType.olderNames[type] { return older }
    return parents[type] ?? StandardType.all[type]?.parent
  }
}
