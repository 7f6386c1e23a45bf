import Terminal

/// What keys do in a plan dialog.
extension PlanDialog {
  package mutating func press(_ key: Key) -> Answer {
    guard isShown else { return .stay([]) }
    problem = nil
    if focus == .name, typed.press(key) { return .stay([]) }
    if case .field(let index) = focus, fields.indices.contains(index), fields[index].press(key) {
      return .stay([])
    }
    if focus == .entry {
      if key.code == .tab, key.modifiers.isEmpty, kind == .onboard {
        return .stay([.completePath(entry.text)])
      }
      if entry.press(key) {
        plan = nil
        return .stay([])
      }
    }
    switch key.code {
    case .escape: return .close
    case .enter: return pressButton()
    case .tab: return turn(key.modifiers.contains(.shift) ? -1 : 1)
    case .down: return turn(1)
    case .up: return turn(-1)
    case .left: return change(-1)
    case .right: return change(1)
    case .character("+"), .character("="): return setLevel(level + 1)
    case .character("-"): return setLevel(level - 1)
    case .pageDown: scroll += 1
    case .pageUp: scroll = max(0, scroll - 1)
    case .character, .space:
      // The name is all that can be typed here, so letters mean it wherever the focus is.
      if nameToType != nil, typed.press(key) { focus = .name }
    default: break
    }
    return .stay([])
  }

  /// Presses what has the focus, or the button that was clicked.
  package mutating func pressButton() -> Answer {
    switch focus {
    case .cancel: return .close
    case .run:
      if let obstacle {
        problem = obstacle
        return .stay([])
      }
      return act.map(Answer.run) ?? .stay([])
    case .aspect, .level, .name, .entry, .option, .field: return turn(1)
    }
  }

  /// What was typed is planned when the operator goes on to the next thing.
  private mutating func turn(_ direction: Int) -> Answer {
    let stops = stops
    let index = stops.firstIndex(of: focus) ?? 0
    let isTyped = focus == .entry && plan == nil
    focus = stops[(index + direction + stops.count) % stops.count]
    return .stay(isTyped ? ask : [])
  }

  /// Left and right choose; between buttons only where nothing else can be chosen.
  private mutating func change(_ direction: Int) -> Answer {
    if focus == .aspect { return setAspect(aspect + direction) }
    if case .field(let index) = focus, fields.indices.contains(index) {
      fields[index].turn(by: direction)
      return .stay([])
    }
    if kind == .scale { return setLevel(level + direction) }
    if focus == .option || kind == .choice { return setOption(option + direction) }
    focus = focus == .cancel ? .run : .cancel
    return .stay([])
  }

  package mutating func setOption(_ index: Int) -> Answer {
    guard !options.isEmpty else { return .stay([]) }
    option = (index + options.count) % options.count
    plan = nil
    return .stay(ask)
  }

  /// Takes a longer form of the path that was typed.
  package mutating func complete(_ typed: String, to path: String) {
    guard kind == .onboard, entry.text == typed else { return }
    entry = TextField(path)
    plan = nil
  }

  package mutating func setAspect(_ index: Int) -> Answer {
    guard !aspects.isEmpty else { return .stay([]) }
    aspect = (index + aspects.count) % aspects.count
    return setLevel(PlanDialog.proposal(aspects[aspect].aspect))
  }

  package mutating func setLevel(_ wanted: Int) -> Answer {
    guard kind == .scale, aspects.indices.contains(aspect) else { return .stay([]) }
    level = min(max(wanted, 0), aspects[aspect].aspect.maximum)
    plan = nil
    return .stay(ask)
  }

  var ask: [Command] { act.map { [.plan($0)] } ?? [] }

  /// One level up, as that is what is asked for most; down from the top.
  static func proposal(_ aspect: FunctionDetail.Aspect) -> Int {
    aspect.level < aspect.maximum ? aspect.level + 1 : max(0, aspect.level - 1)
  }
}
