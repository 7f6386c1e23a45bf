// Ordered rules and parameters as lines of device configuration, and the difference of two of them.

import ServiceInterfaces

/// Writes a part of a resource order as the lines that a device takes.
enum ConfigurationLines {
  /// One line for each rule or parameter; a part without parameters has one line of its own.
  static func lines(
    of part: ConfigurationPart, customer: String, shared: [Characteristic]
  ) -> [String] {
    guard let parameters = part.parameters else { return [plainLine(part.kind, customer)] }
    let entries: [JSONValue] =
      if case .array(let values) = parameters { values } else { [parameters] }
    return entries.map { line(part.kind, $0) } + sharedLines(part.kind, shared)
  }

  private static func plainLine(
    _ kind: DeviceConfigurationDescription.Kind, _ customer: String
  ) -> String {
    switch kind {
    case .peRoutes: "vrf \(customer): route customer traffic through the service"
    case .logExport: "export events of \(customer)"
    case .acl, .nat, .urlFilter, .overlayTunnels, .qos, .intrusionPrevention:
      "\(kind.rawValue) of \(customer): device defaults"
    }
  }

  private static func line(_ kind: DeviceConfigurationDescription.Kind, _ entry: JSONValue)
    -> String
  {
    switch kind {
    case .acl: accessRule(entry)
    case .nat: "source nat pool \(text(entry))"
    case .urlFilter: "block category \(text(entry))"
    case .peRoutes: "route \(text(entry))"
    case .overlayTunnels: "tunnel \(text(entry))"
    case .qos: "class \(text(entry))"
    case .intrusionPrevention: "intrusion prevention \(text(entry))"
    case .logExport: "export \(text(entry))"
    }
  }

  /// `permit https from 10.20.0.0/14 to any`
  private static func accessRule(_ entry: JSONValue) -> String {
    guard let rule = entry.objectValue, let action = rule["action"] else { return text(entry) }
    let known = ["action", "service", "source", "destination"]
    let words = [
      text(action), rule["service"].map(text) ?? "any",
      "from", rule["source"].map(text) ?? "any",
      "to", rule["destination"].map(text) ?? "any",
    ]
    let rest = rule.filter { !known.contains($0.key) }
    return words.joined(separator: " ") + (rest.isEmpty ? "" : " " + text(.object(rest)))
  }

  /// A parameter of the service as a whole goes to the tunnels, which have one set for all sites.
  private static func sharedLines(
    _ kind: DeviceConfigurationDescription.Kind, _ shared: [Characteristic]
  ) -> [String] {
    kind == .overlayTunnels ? shared.map { "\($0.name) \($0.value)" } : []
  }

  /// A value as people read it: members of objects in the order of their names.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let values): values.map(text).joined(separator: ", ")
    case .object(let members):
      members.sorted { $0.key < $1.key }.map { "\($0.key) \(text($0.value))" }
        .joined(separator: " ")
    default: value.description
    }
  }

  /// What turns `old` into `new`, removals before additions; a moved line is both.
  static func diff(from old: [String], to new: [String]) -> [DiffLine] {
    let difference = new.difference(from: old)
    return difference.removals.map { DiffLine(change: .removed, text: element($0)) }
      + difference.insertions.map { DiffLine(change: .added, text: element($0)) }
  }

  private static func element(_ change: CollectionDifference<String>.Change) -> String {
    switch change {
    case .insert(_, let element, _), .remove(_, let element, _): element
    }
  }
}
