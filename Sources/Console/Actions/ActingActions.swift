/// What changes the network; each opens its plan first.
enum ActingActions {
  static let all: [Action] = [
    Action(
      .scale, .acting, keys: ["s"], command: "scale", title: "scale",
      help: "More or fewer instances of an aspect of a VNF", kind: .changes,
      places: [.deck, .list, .service, .function], weight: 30,
      whyNot: { state, world in
        state.subject(in: [.functions, .services], world) == nil
          ? state.nothingToActOn("Scaling needs a VNF or a network service", world) : nil
      }
    ) { state, world in
      guard let subject = state.subject(in: [.functions, .services], world) else { return [] }
      // Read only now: the key line asks every frame what is possible, and details are dear.
      guard let dialog = PlanDialog.scaling(subject, in: world) else {
        let name = state.name(subject, world)
        state.notice = Notice(.degraded, "\(name) has no aspect that can be scaled.")
        return []
      }
      return state.openPlan(dialog)
    },
    Action(
      .heal, .acting, keys: ["h"], command: "heal", title: "heal",
      help: "Replace what is broken in a VNF or a network service", kind: .changes,
      places: [.deck, .list, .service, .function], weight: 31,
      whyNot: { state, world in
        state.subject(in: [.functions, .services], world) == nil
          ? state.nothingToActOn("Healing needs a VNF or a network service", world) : nil
      }
    ) { state, world in
      guard let subject = state.subject(in: [.functions, .services], world) else { return [] }
      return state.openPlan(.healing(subject, in: world))
    },
    Action(
      .terminate, .acting, keys: ["x"], command: "terminate", title: "terminate",
      help: "End a network service and give back all it holds", kind: .destroys,
      places: [.deck, .list, .service], weight: 33,
      whyNot: { state, world in
        state.subject(in: [.services], world) == nil
          ? state.nothingToActOn("Terminating needs a network service", world) : nil
      }
    ) { state, world in
      guard let subject = state.subject(in: [.services], world) else { return [] }
      return state.openPlan(.terminating(subject, in: world))
    },
    Action(
      .newOrder, .acting, keys: ["N"], command: "new-order", title: "new order",
      help: "Submit the example order: SD-WAN with a cloud firewall, over TMF641", kind: .changes,
      places: [.deck, .list, .order], weight: 50
    ) { state, _ in state.openPlan(.submitting()) },
  ]
}

extension ConsoleState {
  /// The nearest object of one of these kinds that keys act on.
  func subject(in panes: Set<Pane>, _ world: any WorldReading) -> Subject? {
    subjects.first { panes.contains($0.pane) && ListRow($0, in: world) != nil }
  }

  func name(_ subject: Subject, _ world: any WorldReading) -> String {
    ListRow(subject, in: world)?.name ?? "it"
  }

  /// Why an action finds nothing under the cursor.
  func nothingToActOn(_ need: String, _ world: any WorldReading) -> String {
    guard let subject = subjects.first else { return "\(need); there is none here." }
    let pane = subject.pane.title.lowercased()
    return "\(need); the cursor is on \(name(subject, world)) among the \(pane)."
  }

  mutating func openPlan(_ dialog: PlanDialog?) -> [Command] {
    guard let dialog else { return [] }
    overlay = .plan(dialog)
    return dialog.act.map { [.plan($0)] } ?? []
  }
}
