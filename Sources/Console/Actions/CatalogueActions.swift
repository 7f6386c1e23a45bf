import ServiceInterfaces

/// What can be done with the catalogue, and with what an audit finds; each opens its plan first.
enum CatalogueActions {
  static let all: [Action] = [
    Action(
      .onboard, .acting, keys: ["o"], command: "onboard", title: "onboard",
      help: "Take a package or descriptor into the catalogue from a file", kind: .changes,
      places: [.catalogue, .package], weight: 11
    ) { state, _ in state.openPlan(.onboarding()) },
    Action(
      .enable, .acting, keys: ["space"], command: "enable", title: "enable or disable",
      help: "Let new instances be made from what is under the cursor, or no more", kind: .changes,
      places: [.catalogue, .package], weight: 13,
      whyNot: { state, world in state.objectionToCatalogueAct("Enabling", world) }
    ) { state, world in
      guard let subject = state.entry else { return [] }
      return state.openPlan(.enabling(subject, in: world))
    },
    Action(
      .deletePackage, .acting, keys: ["x"], command: "delete", title: "delete",
      help: "Delete from the catalogue what is disabled and not in use", kind: .destroys,
      places: [.catalogue, .package], weight: 14,
      whyNot: { state, world in state.objectionToCatalogueAct("Deleting", world) }
    ) { state, world in
      guard let subject = state.entry else { return [] }
      return state.openPlan(.deleting(subject, in: world))
    },
    Action(
      .instantiate, .acting, keys: ["i"], command: "instantiate", title: "instantiate",
      help: "Make a network service from an NSD, without a service order", kind: .changes,
      places: [.catalogue, .package], weight: 12,
      whyNot: { state, world in
        guard let row = state.entry.flatMap({ world.package($0.serial) }) else {
          return "There is nothing under the cursor."
        }
        return row.kind == "NSD"
          ? nil : "Network services are made from NSDs; \(row.title) is a \(row.kind)."
      }
    ) { state, world in
      guard let subject = state.entry else { return [] }
      return state.openPlan(.instantiating(subject, in: world))
    },
    Action(
      .update, .acting, keys: ["U"], command: "update", title: "update",
      help: "One more VNF of a network service, or one less", kind: .changes,
      places: [.deck, .list, .service, .function], weight: 32,
      whyNot: { state, world in
        state.subject(in: [.functions, .services], world) == nil
          ? state.nothingToActOn("Updating needs a network service", world) : nil
      }
    ) { state, world in
      guard let subject = state.subject(in: [.functions, .services], world) else { return [] }
      guard let dialog = PlanDialog.updating(subject, in: world) else {
        state.notice = Notice(
          .degraded, "\(state.name(subject, world)) is not instantiated: nothing can be updated.")
        return []
      }
      return state.openPlan(dialog)
    },
    Action(
      .remedy, .acting, keys: ["m"], command: "remedy", title: "remedy",
      help: "Put right what an audit found: heal, or configure as it is wanted", kind: .changes,
      places: [.compliance], weight: 11,
      whyNot: { state, world in
        state.audited(world) == nil ? "There is no finding under the cursor." : nil
      }
    ) { state, world in
      guard let finding = state.audited(world) else { return [] }
      return state.openPlan(
        finding.baseline == "configuration"
          ? .reconciling(finding.subject, in: world) : .healing(finding.subject, in: world))
    },
  ]
}

extension ConsoleState {
  /// The entry of the catalogue that keys act on: the one that is open, or under the cursor.
  var entry: Subject? {
    if case .detail(let subject) = place, subject.pane == .packages {
      // Another version under the cursor is what is meant.
      return subjects.first.flatMap { $0.pane == .packages ? $0 : nil } ?? subject
    }
    return subjects.first.flatMap { $0.pane == .packages ? $0 : nil }
  }

  /// The finding under the cursor.
  func audited(_ world: any WorldReading) -> FindingRow? {
    guard case .list(.findings) = place else { return nil }
    return selected(in: world).flatMap { world.finding($0.serial) }
  }

  fileprivate func objectionToCatalogueAct(
    _ what: String, _ world: any WorldReading
  ) -> String? {
    guard let row = entry.flatMap({ world.package($0.serial) }) else {
      return "There is nothing under the cursor."
    }
    return row.instances == nil
      ? "\(what) is for descriptors; \(row.title) is a service specification." : nil
  }
}
