// The properties of what a template describes as a whole. They may stand in the top-level template, in
// the template of a flavour, in its substitution mapping, as defaults of the type, or, in models of
// older days, under another name or in the file's metadata.

import ServiceInterfaces

/// Looks a property up in all places where it may stand.
struct DescriptorProperties {
  /// The node templates that stand for the whole, the top-level one first.
  let nodes: [NodeTemplate]
  let substitution: YAMLValue?
  let types: TypeHierarchy
  /// Where to complain when there is no node template.
  let place: YAMLValue
  /// The type of the whole, where neither a node template nor a substitution mapping says so.
  var ownType: String?

  /// The type of the whole.
  private var type: String {
    nodes.first?.type ?? substitution?.member("node_type")?.scalarText ?? ownType ?? ""
  }

  /// A property, under its name or an older one; nil when it is nowhere.
  func value(_ name: String, older: [String] = []) -> YAMLValue? {
    for key in [name] + older {
      guard let found = find(key) else { continue }
      if key != name {
        found.note(
          "\(key) is an older name of \(name).", "It is taken; SOL001 writes \(name).")
      }
      return found
    }
    return nil
  }

  private func find(_ name: String) -> YAMLValue? {
    for node in nodes {
      if let value = node.property(name) { return checked(value, name) }
    }
    return substitution?.at("properties", name) ?? types.defaultValue(of: name, in: type)
      ?? place.at("metadata", name)
  }

  /// A type may bind a property to certain values; products take the binding lightly.
  private func checked(_ value: YAMLValue, _ name: String) -> YAMLValue {
    let valid = types.validValues(of: name, in: type)
    if let text = value.scalarText, !valid.isEmpty, !valid.contains(text) {
      value.note(
        "\(name) is \(text), and its type permits \(valid.joined(separator: ", ")) only.",
        "The node template's value is taken.")
    }
    return value
  }

  /// The text of a mandatory property; a problem when it is nowhere.
  func required(_ name: String, older: [String] = []) -> String {
    if let value = value(name, older: older) { return value.text }
    if let node = nodes.first {
      _ = node.requiredProperty(name)
    } else {
      place.report(
        "\(name) is stated nowhere.", "Add a node template of the type \(type) with it.")
    }
    return ""
  }

  /// The text of a property that the standard asks for and that can be done without.
  func expected(_ name: String, otherwise fallback: String, older: [String] = []) -> String {
    if let value = value(name, older: older) { return value.text }
    missing(name, "\"\(fallback)\" is taken.")
    return fallback
  }

  func missing(_ name: String, _ remedy: String) {
    (nodes.first?.value ?? place).note("\(name) is missing, which SOL001 makes mandatory.", remedy)
  }
}
