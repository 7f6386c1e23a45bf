import Terminal

/// All actions, and what is made from them.
package enum ActionTable {
  package static let all =
    MovingActions.all + LookingActions.all + AssuranceActions.all + ActingActions.all
    + FunctionActions.all
    + ConfigurationActions.all
    + OperationActions.all + CatalogueActions.all + FaultActions.all + VIMActions.all
    + HeatActions.all + PerformanceActions.all

  /// What a key does where the operator is.
  package static func action(for key: Key, in state: ConsoleState) -> Action? {
    let kind = PlaceKind(state.place)
    return all.first { $0.places.contains(kind) && state.keys.keys(of: $0).contains(key) }
  }

  package static subscript(id: ActionID) -> Action? { all.first { $0.id == id } }

  /// What is pressed for an action, or typed when it has no key.
  static func keyOrCommand(of id: ActionID) -> String {
    let action = self[id]
    return action?.keys.first ?? action?.command.map { ":\($0)" } ?? ""
  }

  /// What can be done now, in the order of the key line.
  package static func offered(
    _ state: ConsoleState, _ world: some WorldReading
  ) -> [(action: Action, key: Key)] {
    all.filter { $0.weight != nil && $0.reasonAgainst(state, world) == nil }
      .sorted { ($0.weight ?? 0) < ($1.weight ?? 0) }
      .compactMap { action in state.keys.keys(of: action).first.map { (action, $0) } }
  }

  /// Two actions on one key in one place, as sentences.
  package static func conflicts(_ map: KeyMap) -> [String] {
    var problems: [String] = []
    for (index, first) in all.enumerated() {
      for second in all[(index + 1)...] where !first.places.isDisjoint(with: second.places) {
        for key in map.keys(of: first) where map.keys(of: second).contains(key) {
          problems.append(
            "The key \(key.name) is given to \(first.id.rawValue) and \(second.id.rawValue).")
        }
      }
    }
    return problems
  }

  /// The key table of the README.
  package static var markdownTable: String {
    var lines = ["| key | command | what it does |", "|---|---|---|"]
    for chapter in Action.Chapter.allCases {
      lines.append("| **\(chapter.rawValue)** | | |")
      for action in all where action.chapter == chapter {
        let keys = action.keys.map { "`\($0 == "|" ? "\\|" : $0)`" }.joined(separator: " ")
        let command = action.command.map { "`:\($0)`" } ?? ""
        lines.append("| \(keys) | \(command) | \(action.help) |")
      }
    }
    return lines.joined(separator: "\n")
  }
}
