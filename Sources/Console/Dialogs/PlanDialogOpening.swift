import ServiceInterfaces

/// How plan dialogs come to be, and how they keep up with their object.
extension PlanDialog {
  /// All aspects of a function, or of the functions of a service.
  static func aspects(of subject: Subject, in world: some WorldReading) -> [Aspect] {
    let functions =
      switch subject.pane {
      case .functions: [subject]
      case .services: world.serviceDetail(subject.serial)?.functionSubjects ?? []
      case .orders, .hosts, .operations, .packages, .findings, .vims: [Subject]()
      }
    return functions.flatMap { function in
      guard let detail = world.functionDetail(function.serial) else { return [Aspect]() }
      return detail.aspects.filter { $0.maximum > 0 }.map {
        Aspect(function: function, functionName: detail.row.name, aspect: $0)
      }
    }
  }

  static func scaling(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = ListRow(subject, in: world) else { return nil }
    var dialog = Self(.scale, subject: subject, title: "Scale \(row.name)", seen: row)
    dialog.aspects = aspects(of: subject, in: world)
    guard let first = dialog.aspects.first else { return nil }
    dialog.level = proposal(first.aspect)
    return dialog
  }

  static func healing(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = ListRow(subject, in: world) else { return nil }
    return Self(.act(.heal(subject)), subject: subject, title: "Heal \(row.name)", seen: row)
  }

  static func reconciling(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = ListRow(subject, in: world) else { return nil }
    return Self(
      .act(.reconcile(subject)), subject: subject, title: "Reconcile \(row.name)", seen: row)
  }

  static func adopting(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = ListRow(subject, in: world) else { return nil }
    return Self(
      .act(.adopt(subject)), subject: subject, title: "Adopt what \(row.name) has", seen: row)
  }

  /// One of the ways in which a function can be changed; nil when there is none.
  static func changing(
    _ subject: Subject, _ change: FunctionChange, _ isDestructive: Bool,
    in world: some WorldReading
  ) -> Self? {
    let choices = world.choices(for: change, of: subject.serial)
    guard let row = ListRow(subject, in: world), !choices.isEmpty else { return nil }
    var dialog = Self(
      .choice, subject: subject, title: change.title(of: row.name), isDestructive: isDestructive,
      seen: row)
    dialog.optionLabel = change.heading
    dialog.options = choices.map {
      PlanOption($0.label, note: $0.note, act: .update(subject, $0.request))
    }
    return dialog
  }

  /// Says what a function is for.
  static func describing(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = ListRow(subject, in: world) else { return nil }
    var dialog = Self(.describe, subject: subject, title: "Describe \(row.name)", seen: row)
    dialog.entryLabel = "text"
    dialog.focus = .entry
    return dialog
  }

  /// A service that somebody uses is ended only by its name.
  static func terminating(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = ListRow(subject, in: world) else { return nil }
    var isUsed = false
    if case .service(let service) = row {
      isUsed = [.good, .degraded].contains(service.service.tone)
    }
    return Self(
      .act(.terminate(subject)), subject: subject, title: "Terminate \(row.name)",
      isDestructive: true, nameToType: isUsed ? row.name : nil, seen: row)
  }

  /// A task for the operation of `subject` that is not closed.
  static func task(_ task: NSOperationTask, of subject: Subject, in world: some WorldReading)
    -> Self?
  {
    guard let row = ListRow(subject, in: world), let operation = world.openOperation(of: subject)
    else { return nil }
    let title = "\(task.description.capitalizedFirst): \(operation.title)"
    return Self(
      .act(.task(task, operation: operation.id, subject)), subject: subject, title: title,
      isDestructive: task == .rollback || task == .fail, seen: row)
  }

  static func cancelling(order: Subject, in world: some WorldReading) -> Self? {
    guard let row = ListRow(order, in: world) else { return nil }
    return Self(
      .act(.cancelOrder(order)), subject: order, title: "Cancel \(row.name)", isDestructive: true,
      seen: row)
  }

  /// Takes a file into the catalogue.
  static func onboarding() -> Self {
    var dialog = Self(.onboard, subject: nil, title: "Onboard a package")
    dialog.entryLabel = "file"
    dialog.focus = .entry
    return dialog
  }

  static func enabling(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = world.package(subject.serial) else { return nil }
    let isEnabled = row.operational.word == "ENABLED"
    return Self(
      .act(.enable(subject, !isEnabled)), subject: subject,
      title: "\(isEnabled ? "Disable" : "Enable") \(row.kind) \(row.title)", seen: .package(row))
  }

  static func deleting(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = world.package(subject.serial) else { return nil }
    return Self(
      .act(.deletePackage(subject)), subject: subject, title: "Delete \(row.kind) \(row.title)",
      isDestructive: true, seen: .package(row))
  }

  /// Makes a network service; whose it is has to be typed.
  static func instantiating(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = world.package(subject.serial) else { return nil }
    var dialog = Self(
      .instantiate, subject: subject, title: "Instantiate \(row.title)", seen: .package(row))
    dialog.entryLabel = "tenant"
    dialog.optionLabel = "site"
    dialog.options =
      [PlanOption("any", note: "where it fits best")] + world.sites.map { PlanOption($0) }
    dialog.focus = .entry
    return dialog
  }

  /// Adds or removes a VNF of a network service; nil when there is nothing to choose from.
  static func updating(_ subject: Subject, in world: some WorldReading) -> Self? {
    guard let row = ListRow(subject, in: world) else { return nil }
    let options = world.updates(of: subject)
    guard !options.isEmpty else { return nil }
    var dialog = Self(.choice, subject: subject, title: "Update \(row.name)", seen: row)
    dialog.optionLabel = "change"
    dialog.options = options
    return dialog
  }

  static func submitting() -> Self {
    Self(.act(.submitExampleOrder), subject: nil, title: "New service order")
  }

  /// Compares its object with what it was; when it changed, the plan is asked for again.
  mutating func compare(with world: some WorldReading) -> [Command] {
    guard let subject, let seen else { return [] }
    guard let now = ListRow(subject, in: world) else {
      warning = "\(seen.name) is gone."
      plan = PlanReading(lines: [.refused("\(seen.name) is gone.")], isPossible: false)
      focus = .cancel
      return []
    }
    let levels = aspects
    if kind == .scale { rereadAspects(world) }
    guard now.states != seen.states || levels != aspects else { return [] }
    warning =
      now.states == seen.states
      ? "The level of \(now.name) changed meanwhile; this plan is new."
      : "\(now.name) changed meanwhile, from \(words(seen)) to \(words(now)); this plan is new."
    self.seen = now
    plan = nil
    focus = .cancel
    return ask
  }

  private mutating func rereadAspects(_ world: some WorldReading) {
    guard let subject, aspects.indices.contains(aspect) else { return }
    let chosen = aspects[aspect]
    let now = PlanDialog.aspects(of: subject, in: world)
    guard
      let index = now.firstIndex(where: {
        $0.function == chosen.function && $0.aspect.id == chosen.aspect.id
      })
    else { return }
    aspects = now
    aspect = index
    level = min(level, now[index].aspect.maximum)
  }

  private func words(_ row: ListRow) -> String {
    row.states.map(\.word).joined(separator: " / ")
  }
}
