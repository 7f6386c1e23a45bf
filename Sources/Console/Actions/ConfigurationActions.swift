/// What puts a configuration that drifted right again; each opens its plan first.
enum ConfigurationActions {
  static let all: [Action] = [
    Action(
      .reconcile, .acting, keys: ["D"], command: "reconcile", title: "reconcile",
      help: "Configure a VNF as it is wanted, over what somebody else changed", kind: .changes,
      places: [.deck, .list, .function], weight: 34, whyNot: whyNot
    ) { state, world in
      guard let subject = state.subject(in: [.functions], world) else { return [] }
      return state.openPlan(.reconciling(subject, in: world))
    },
    Action(
      .adopt, .acting, keys: [], command: "adopt", title: "adopt",
      help: "Want from now on what somebody else changed in a VNF's configuration", kind: .changes,
      places: [.deck, .list, .function], weight: 35, whyNot: whyNot
    ) { state, world in
      guard let subject = state.subject(in: [.functions], world) else { return [] }
      return state.openPlan(.adopting(subject, in: world))
    },
  ]

  private static let whyNot: @Sendable (ConsoleState, any WorldReading) -> String? = {
    state, world in
    guard let subject = state.subject(in: [.functions], world),
      case .function(let row) = ListRow(subject, in: world)
    else { return state.nothingToActOn("Configuring needs a VNF", world) }
    return row.state.word == "config drifted"
      ? nil : "\(row.name) is not known to differ from what is wanted."
  }
}
