import ResourceInterfaces

/// A game day: what goes wrong in the simulated world by a key, and right again.
enum FaultActions {
  static let all: [Action] = [
    Action(
      .faults, .looking, keys: ["B"], command: "faults", title: "Faults",
      help: "What can go wrong in the simulated world, and what does: a game day by keys",
      places: PlaceKind.all.subtracting([.faults]), weight: 93
    ) { state, _ in
      state.open(.faults)
      return []
    },
    Action(
      .inject, .acting, keys: ["i"], command: "inject", title: "inject",
      help: "Let something go wrong: what, where, how likely, how often, how long",
      kind: .destroys, places: [.faults, .host, .vim, .heat], weight: 11
    ) { state, world in state.openPlan(state.injection(world)) },
    Action(
      .clearFault, .acting, keys: ["x"], command: "clear-fault", title: "clear",
      help: "End the fault under the cursor", kind: .changes, places: [.faults], weight: 12,
      whyNot: { state, world in
        state.fault(in: world) == nil ? "There is no fault in force under the cursor." : nil
      }
    ) { state, world in
      guard let fault = state.fault(in: world) else { return [] }
      return state.openPlan(.clearing([fault]))
    },
    Action(
      .clearFaults, .acting, keys: ["X"], command: "clear-all", title: "clear all",
      help: "End all faults in force", kind: .changes, places: [.faults], weight: 13,
      whyNot: { _, world in
        world.faults(limit: 1).isEmpty ? "Nothing goes wrong that was injected." : nil
      }
    ) { state, world in
      state.openPlan(.clearing(world.faults(limit: AssuranceHosting.limit)))
    },
  ]
}

extension ConsoleState {
  /// The fault in force under the cursor.
  func fault(in world: some WorldReading) -> FaultRow? {
    guard case .fault(let name) = choice else { return nil }
    return world.faults(limit: AssuranceHosting.limit).first { $0.rule.name == name }
  }

  /// The dialog for what is under the cursor: a kind of fault, one in force to change, or a host.
  fileprivate func injection(_ world: any WorldReading) -> PlanDialog {
    func dialog(_ world: some WorldReading) -> PlanDialog {
      if case .faultKind(let kind) = choice { return .injecting(kind, in: world) }
      if let rule = fault(in: world)?.rule {
        let part = FaultPart.allCases.first { $0.name(in: rule.place) != nil }
        return .injecting(
          rule.kind, at: part, part.flatMap { $0.name(in: rule.place) }, in: world)
      }
      let host = subject(in: [.hosts], world).flatMap { world.host($0.serial)?.name }
      return .injecting(.powerLoss, at: host == nil ? nil : .host, host, in: world)
    }
    return dialog(world)
  }
}
