import Terminal

/// Everything that is wrong with an operator's own keys, at once.
package struct KeyMapError: Error, Equatable, CustomStringConvertible {
  package let problems: [String]
  package var description: String { problems.joined(separator: "\n") }
}

/// Which keys do what, where the operator wants it otherwise than the table of actions.
package struct KeyMap: Equatable, Sendable {
  private var overrides: [ActionID: [Key]] = [:]

  /// The keys of the table.
  package init() {}

  /// Names of actions with names of keys: `["scale": ["ctrl-s"]]`.
  package init(_ names: [String: [String]]) throws(KeyMapError) {
    var problems: [String] = []
    for (name, keys) in names.sorted(by: { $0.key < $1.key }) {
      guard let id = ActionID(rawValue: name) else {
        let known = ActionID.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append("There is no action \(name). There are \(known).")
        continue
      }
      overrides[id] = keys.compactMap { key in
        let known = Key(name: key)
        if known == nil { problems.append("\(name): there is no key \(key).") }
        return known
      }
    }
    problems += ActionTable.conflicts(self)
    guard problems.isEmpty else { throw KeyMapError(problems: problems) }
  }

  package func keys(of action: Action) -> [Key] {
    overrides[action.id] ?? action.keys.compactMap { Key(name: $0) }
  }

  package func keys(of id: ActionID) -> [Key] {
    ActionTable.all.first { $0.id == id }.map { keys(of: $0) } ?? []
  }
}
