/// What becomes of one function besides scaling and healing; each opens its plan first.
enum FunctionActions {
  static let all: [Action] =
    [
      change(
        .upgrade, .upgrade, keys: ["u"],
        "Upgrade a VNF in service: a canary, a watch, then the rest", weight: 32),
      change(
        .operate, .operate, keys: ["o"], title: "start/stop",
        "Start or stop a VNF", weight: 33),
      change(
        .changeFlavour, .flavour, title: "change flavour",
        "Change a VNF to another deployment flavour"),
      change(.connect, .networks, "Attach a VNF to another network, or detach it"),
      change(.snapshot, .snapshot, "Keep how a VNF is and what its volumes hold"),
      change(.revert, .revert, "Put back what a snapshot of a VNF kept", kind: .destroys),
      Action(
        .modify, .acting, keys: [], command: "modify", title: "modify",
        help: "Change what is on record of a VNF: its description", kind: .changes,
        places: places, whyNot: needsFunction
      ) { state, world in
        guard let subject = state.subject(in: [.functions], world) else { return [] }
        return state.openPlan(.describing(subject, in: world))
      },
    ] + [hold]

  private static let places: Set<PlaceKind> = [.deck, .list, .function]

  private static let needsFunction: @Sendable (ConsoleState, any WorldReading) -> String? = {
    state, world in
    state.subject(in: [.functions], world) == nil
      ? state.nothingToActOn("This needs a VNF", world) : nil
  }

  private static func change(
    _ id: ActionID, _ change: FunctionChange, keys: [String] = [], title: String? = nil,
    _ help: String, kind: Action.Kind = .changes, weight: Int? = nil
  ) -> Action {
    Action(
      id, .acting, keys: keys, command: id.rawValue, title: title ?? id.rawValue, help: help,
      kind: kind, places: places, weight: weight, whyNot: needsFunction
    ) { state, world in
      guard let subject = state.subject(in: [.functions], world) else { return [] }
      let isDestructive = kind == .destroys
      guard let dialog = PlanDialog.changing(subject, change, isDestructive, in: world) else {
        state.notice = Notice(.degraded, change.nothing(for: state.name(subject, world)))
        return []
      }
      return state.openPlan(dialog)
    }
  }

  /// Pausing takes nothing away, so it asks for no plan.
  private static let hold = Action(
    .holdUpgrade, .acting, keys: ["w"], command: "wait", title: "pause upgrade",
    help: "Let an upgrade go on to no further instances, and go on", kind: .changes,
    places: [.deck, .list, .service, .function, .operations, .operation], weight: 29,
    whyNot: { state, world in
      guard let subject = state.operated(world) else {
        return state.nothingToActOn("An upgrade belongs to a VNF or a network service", world)
      }
      return world.openOperation(of: subject)?.upgrade == nil
        ? "No upgrade of \(state.name(subject, world)) is under way." : nil
    }
  ) { state, world in
    guard let subject = state.operated(world),
      let upgrade = world.openOperation(of: subject)?.upgrade
    else { return [] }
    return [.act(.holdUpgrade(operation: upgrade.operation, subject, !upgrade.isHeld))]
  }
}
