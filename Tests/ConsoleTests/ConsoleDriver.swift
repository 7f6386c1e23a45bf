import Terminal

@testable import Console

/// A console on a sample world, driven as an operator drives it.
struct ConsoleDriver {
  var state: ConsoleState
  var world: SampleWorld
  private(set) var commands: [Command] = []
  /// Whether plans are answered and dialogs shown at once, as they are on a fast terminal.
  var isPrompt = true

  static let themes = ["podium-dark", "podium-light", "mono"].map {
    ThemeChoice(name: $0, about: "A theme called \($0)")
  }

  init(_ columns: Int = 120, _ rows: Int = 40, world: SampleWorld = .dozen) {
    self.world = world
    state = ConsoleState(
      size: Size(columns: columns, rows: rows), theme: "podium-dark", themes: Self.themes)
    state.settle(in: world)
  }

  /// Presses keys by their names, one after the other.
  mutating func press(_ names: String...) {
    for name in names {
      guard let key = Key(name: name) else { continue }
      send(.key(key))
    }
  }

  mutating func type(_ text: String) {
    for character in text { send(.key(Key(.character(character)))) }
  }

  mutating func click(_ x: Int, _ y: Int) {
    send(.mouse(MouseEvent(.press(.left), at: Point(x: x, y: y))))
  }

  mutating func send(_ input: Input) {
    let new = state.update(input, world: world)
    commands += new
    if isPrompt { answer(new) }
  }

  /// Lets the world change as another thread would.
  mutating func change(_ change: (inout SampleWorld) -> Void) {
    change(&world)
    let new = state.worldChanged(world)
    commands += new
    if isPrompt { answer(new) }
  }

  private mutating func answer(_ commands: [Command]) {
    for case .plan(let act) in commands { state.planArrived(act, SamplePlans.plan(act)) }
    state.shown()
  }

  var picture: Surface { ConsolePicture.draw(state, world) }

  var plan: PlanDialog? {
    if case .plan(let dialog) = state.overlay { dialog } else { nil }
  }

  /// The name of what is under the cursor.
  var selected: String? {
    state.selected(in: world).flatMap { ListRow($0, in: world)?.name }
  }

  /// Acts that were asked for.
  var acts: [Act] {
    commands.compactMap { if case .act(let act) = $0 { act } else { nil } }
  }
}

/// Chance that every run of a test shares.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
