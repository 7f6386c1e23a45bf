import Terminal

/// What every input does.
extension ConsoleState {
  /// Takes what happened, and answers what has to be done outside.
  package mutating func update(_ input: Input, world: some WorldReading) -> [Command] {
    var commands: [Command] = []
    switch input {
    case .resize(let size): self.size = size
    case .key(let key): commands = press(key, world: world)
    case .mouse(let event): commands = point(event, world: world)
    case .paste(let text): paste(text, world: world)
    case .interrupt: commands = askToLeave(world: world)
    case .suspend: commands = [.suspend]
    case .focus, .wake, .timeout, .resumed, .hangup, .terminate: break
    }
    settle(in: world)
    return commands
  }

  /// The answer to `Command.plan`; ignored when the dialog asks for something else by now.
  package mutating func planArrived(_ act: Act, _ plan: PlanReading) {
    guard case .plan(var dialog) = overlay else { return }
    dialog.arrived(act, plan)
    overlay = .plan(dialog)
  }

  /// The answer to `Command.completePath`: the longest path that all files share which begin so.
  package mutating func pathCompleted(_ typed: String, to path: String) {
    guard case .plan(var dialog) = overlay else { return }
    dialog.complete(typed, to: path)
    overlay = .plan(dialog)
  }

  /// The overlay can be read now: from here on its keys count.
  package mutating func shown() {
    switch overlay {
    case .plan(var dialog) where !dialog.isShown:
      dialog.isShown = true
      overlay = .plan(dialog)
    case .leave(var dialog) where !dialog.isShown:
      dialog.isShown = true
      overlay = .leave(dialog)
    default: break
    }
  }

  /// Whether a question waits to be seen: what was typed before must not answer it.
  package var awaitsShowing: Bool {
    switch overlay {
    case .plan(let dialog): !dialog.isShown
    case .leave(let dialog): !dialog.isShown
    default: false
    }
  }

  private mutating func press(_ key: Key, world: some WorldReading) -> [Command] {
    notice = nil
    if DeckLayout.isTooSmall(size) {
      // Nothing can be seen, so nothing may be done but leave.
      return key == Key(.character("q")) ? askToLeave(world: world) : []
    }
    if overlay != nil { return pressInOverlay(key, world: world) }
    if let pane = listed { self[pane].pin(pane, in: world) }
    guard let action = ActionTable.action(for: key, in: self) else {
      notice = Notice(.waiting, "\(key.name) does nothing here; ? shows the keys that do.")
      return []
    }
    return run(action, world: world)
  }

  /// Performs an action, or says why it cannot be.
  package mutating func run(_ action: Action, world: some WorldReading) -> [Command] {
    if let reason = action.reasonAgainst(self, world) {
      notice = Notice(.degraded, reason)
      return []
    }
    return action.perform(&self, world)
  }

  package mutating func askToLeave(world: some WorldReading) -> [Command] {
    let operations = world.header.operations
    guard operations > 0 else { return [.quit] }
    if case .leave = overlay { return [.quit] }
    overlay = .leave(LeaveDialog(operations: operations))
    return []
  }

  private mutating func paste(_ text: String, world: some WorldReading) {
    switch overlay {
    case .filter(var entry):
      entry.field.insert(text)
      apply(entry, world: world)
    case .palette(var palette):
      palette.field.insert(text)
      palette.cursor = 0
      overlay = .palette(palette)
    case .plan(var dialog) where dialog.isShown && dialog.focus == .name:
      dialog.typed.insert(text)
      overlay = .plan(dialog)
    case .plan(var dialog) where dialog.isShown && dialog.focus == .entry:
      dialog.entry.insert(text)
      dialog.plan = nil
      overlay = .plan(dialog)
    default: break  // outside a field a paste would be a row of keys that nobody meant
    }
  }

  /// Shows what the filter admits while it is typed.
  mutating func apply(_ entry: FilterEntry, world: some WorldReading) {
    overlay = .filter(entry)
    self[entry.pane].setFilter(Filter(entry.field.text), pane: entry.pane, world: world)
  }
}
