/// How a function is configured: settings by dotted name, `logging.format` → `cef`. The same at the
/// VNFM, which wants it so, and at the function, which is so.
package struct Configuration: Codable, Hashable, Sendable {
  package private(set) var settings: [String: String]

  package init(_ settings: [String: String] = [:]) {
    self.settings = settings
  }

  package subscript(name: String) -> String? { settings[name] }

  package var isEmpty: Bool { settings.isEmpty }

  /// What has to change to come from here to `other`, by name.
  package func differences(to other: Configuration) -> [ConfigurationChange] {
    Set(settings.keys).union(other.settings.keys).sorted().compactMap { name in
      let change = ConfigurationChange(
        name: name, before: settings[name], after: other.settings[name])
      return change.before == change.after ? nil : change
    }
  }

  package func applying(_ changes: [ConfigurationChange]) -> Configuration {
    var changed = self
    for change in changes { changed.settings[change.name] = change.after }
    return changed
  }
}

/// A setting that is added, changed or removed.
package struct ConfigurationChange: Codable, Hashable, Sendable {
  package let name: String
  /// The value so far; `nil` when there was none.
  package let before: String?
  /// The new value; `nil` when the setting goes.
  package let after: String?

  package init(name: String, before: String?, after: String?) {
    self.name = name
    self.before = before
    self.after = after
  }

  /// The change that undoes this one.
  package var reversed: Self { Self(name: name, before: after, after: before) }

  /// `logging.format cef → json`.
  package var sentence: String { "\(name) \(before ?? "(none)") → \(after ?? "(removed)")" }
}

extension [ConfigurationChange] {
  /// The first few changes as text, and how many more there are.
  package var sentence: String {
    let shown = prefix(3).map(\.sentence).joined(separator: ", ")
    return count > 3 ? "\(shown), and \(count - 3) more" : shown
  }
}

extension VNFD {
  /// The Day-1 template as one configuration: the parameters of every step under the step's name.
  package var day1Configuration: Configuration {
    var settings: [String: String] = [:]
    for step in day1 {
      for (name, value) in step.parameters { settings["\(step.id).\(name)"] = value }
    }
    return Configuration(settings)
  }
}
