import ServiceInterfaces

/// What can be asked of the operation of an object that is not closed (SOL005 §6.4.11 to §6.4.15).
enum OperationActions {
  static let all: [Action] = [
    action(
      .retry, .retry, keys: ["r"], "Go on with the operation that stands still", weight: 34),
    action(
      .rollback, .rollback, keys: ["b"], title: "roll back",
      "Undo what the operation did, as far as it can be undone", kind: .destroys, weight: 35),
    action(
      .continueOperation, .continue, keys: ["n"],
      "Try what remains of the operation, and accept what failed", weight: 36),
    action(
      .fail, .fail, keys: ["F"],
      "Close the operation as it is, when nothing else helps", kind: .destroys,
      weight: 37),
    cancel,
    action(
      .cancelForceful, .cancel(.forceful), keys: [], title: "cancel by force",
      "Stop the operation and cancel what runs", weight: nil),
  ]

  /// The one key that stops: an order where one is meant, otherwise the operation.
  private static let cancel = Action(
    .cancel, .acting, keys: ["C"], command: ActionID.cancel.rawValue, title: "cancel",
    help: "Stop the operation; what runs comes to its end. On an order: undo it",
    kind: .changes,
    places: [.deck, .list, .order, .service, .function, .operations, .operation], weight: 38,
    whyNot: { state, world in
      state.meantOrder.map { world.objectionToCancelling(order: $0.serial) }
        ?? state.objection(to: .cancel(.graceful), world)
    }
  ) { state, world in
    if let order = state.meantOrder { return state.openPlan(.cancelling(order: order, in: world)) }
    guard let subject = state.operated(world) else { return [] }
    return state.openPlan(.task(.cancel(.graceful), of: subject, in: world))
  }

  private static func action(
    _ id: ActionID, _ task: NSOperationTask, keys: [String], title: String? = nil, _ help: String,
    kind: Action.Kind = .changes, weight: Int?
  ) -> Action {
    Action(
      id, .acting, keys: keys, command: id.rawValue, title: title ?? task.name, help: help,
      kind: kind, places: [.deck, .list, .service, .function, .operations, .operation],
      weight: weight,
      whyNot: { state, world in state.objection(to: task, world) }
    ) { state, world in
      guard let subject = state.operated(world) else { return [] }
      return state.openPlan(.task(task, of: subject, in: world))
    }
  }
}

extension ConsoleState {
  /// The service order that is open or under the cursor.
  fileprivate var meantOrder: Subject? {
    if case .detail(let subject) = place, subject.pane == .orders { return subject }
    return subjects.first.flatMap { $0.pane == .orders ? $0 : nil }
  }

  /// What the operation belongs to that keys act on; where one is open, that is meant.
  func operated(_ world: any WorldReading) -> Subject? {
    if case .detail(let subject) = place, subject.pane == .operations { return subject }
    return subject(in: [.functions, .services, .operations], world)
  }

  /// Why `task` is not possible for the operation of what is under the cursor; nil when it is.
  fileprivate func objection(to task: NSOperationTask, _ world: any WorldReading) -> String? {
    guard let subject = operated(world) else {
      return nothingToActOn("An operation belongs to a network service or a VNF", world)
    }
    guard let operation = world.openOperation(of: subject) else {
      return subject.pane == .operations
        ? "\(name(subject, world)) is closed." : "No operation of \(name(subject, world)) is open."
    }
    return operation.objections[task]
  }
}
