import Terminal

/// Moving the cursor, between panes, and into and out of places.
enum MovingActions {
  static let all: [Action] = cursor + panes

  private static let cursor: [Action] = [
    Action(
      .up, .moving, keys: ["up", "k"], title: "up", help: "One row up"
    ) { state, world in state.step(-1, world) },
    Action(
      .down, .moving, keys: ["down", "j"], title: "down", help: "One row down"
    ) { state, world in state.step(1, world) },
    Action(
      .pageUp, .moving, keys: ["pgup", "ctrl-u"], title: "page up", help: "One page up"
    ) { state, world in state.step(-state.page, world) },
    Action(
      .pageDown, .moving, keys: ["pgdn", "ctrl-d"], title: "page down", help: "One page down"
    ) { state, world in state.step(state.page, world) },
    Action(
      .first, .moving, keys: ["g", "home"], title: "first", help: "To the first row"
    ) { state, world in state.step(-1_000_000_000, world) },
    Action(
      .last, .moving, keys: ["G", "end"], title: "last", help: "To the last row"
    ) { state, world in state.step(1_000_000_000, world) },
  ]

  private static let panes: [Action] = [
    Action(
      .right, .moving, keys: ["right"], title: "right",
      help: "Open, as enter does; on the map of hosts, to the next host",
      whyNot: { state, world in
        state.place == .heat ? nil : ActionTable[.open]?.whyNot(state, world)
      }
    ) { state, world in state.sideways(1, otherwise: .open, world) },
    Action(
      .left, .moving, keys: ["left"], title: "left",
      help: "Back, as esc does; on the map of hosts, to the host before",
      whyNot: { state, world in
        state.place == .heat ? nil : ActionTable[.back]?.whyNot(state, world)
      }
    ) { state, world in state.sideways(-1, otherwise: .back, world) },
    Action(
      .open, .moving, keys: ["enter"], title: "open",
      help: "Open the object under the cursor", weight: 10,
      whyNot: { state, _ in
        state.target == nil ? "There is nothing to open under the cursor." : nil
      }
    ) { state, _ in
      if let target = state.target { state.open(target) }
      return []
    },
    Action(
      .back, .moving, keys: ["esc"], title: "back",
      help: "Back to where you were; on the deck, take filter and sort away", weight: 20,
      whyNot: { state, _ in
        let isFiltered = state.listed.map { state[$0].filter != nil || state[$0].sort != nil }
        return state.visits.count > 1 || isFiltered == true ? nil : "This is the first view."
      }
    ) { state, world in
      if !state.goBack(), let pane = state.listed {
        state[pane].setFilter(nil, pane: pane, world: world)
        state[pane].setSort(nil, pane: pane, world: world)
      }
      return []
    },
    Action(
      .nextPane, .moving, keys: ["tab"], title: "next pane",
      help: "To the next pane, onto what belongs to the row under the cursor",
      places: PlaceKind.panes, weight: 80
    ) { state, world in state.turn(1, world) },
    Action(
      .previousPane, .moving, keys: ["shift-tab"], title: "previous pane",
      help: "To the pane before", places: PlaceKind.panes
    ) { state, world in state.turn(-1, world) },
    pane(.orders, "1", .orders, "service orders"),
    pane(.services, "2", .services, "network services"),
    pane(.functions, "3", .functions, "VNFs and CNFs"),
    pane(.hosts, "4", .hosts, "hosts"),
    Action(
      .zoom, .moving, keys: ["z"], title: "zoom", help: "The pane on the whole screen, and back",
      places: PlaceKind.panes, weight: 90
    ) { state, _ in
      if case .list = state.place { _ = state.goBack() } else { state.open(.list(state.focus)) }
      return []
    },
  ]

  private static func pane(_ id: ActionID, _ key: String, _ pane: Pane, _ name: String) -> Action {
    Action(
      id, .moving, keys: [key], title: name, help: "To the pane of \(name)",
      places: PlaceKind.panes
    ) { state, world in
      state.focus(on: pane, in: world)
      return []
    }
  }
}

extension ConsoleState {
  /// Moves the cursor of the list or view that has the keys.
  mutating func step(_ rows: Int, _ world: any WorldReading) -> [Command] {
    if place == .heat, abs(rows) < 1_000_000_000 {
      visit = HeatHosting.moved(visit, rows: rows, in: world, rect: layout.body)
    } else if let pane = listed {
      let height = layout.rows(pane).height
      self[pane].move(by: rows, of: pane, in: world, height: height)
    } else {
      visit = DetailHosting.moved(visit, by: rows, in: world)
    }
    return []
  }

  /// Moves the cursor to the side where things stand side by side; elsewhere does something else.
  fileprivate mutating func sideways(
    _ step: Int, otherwise id: ActionID, _ world: any WorldReading
  ) -> [Command] {
    guard place == .heat else { return ActionTable[id]?.perform(&self, world) ?? [] }
    visit = HeatHosting.moved(visit, by: step, in: world)
    return []
  }

  /// How far a page goes: one row less than is seen, so that the eye finds its place again.
  var page: Int {
    let height = listed.map { layout.rows($0).height } ?? layout.body.height
    return max(1, height - 1)
  }

  /// Turns to the next pane or the one before.
  mutating func turn(_ direction: Int, _ world: any WorldReading) -> [Command] {
    let count = Pane.deck.count
    let current = listed ?? focus
    if let pane = Pane(rawValue: (current.rawValue + direction + count) % count) {
      focus(on: pane, in: world)
    }
    return []
  }

  /// What Enter opens: in a list the row, in a view of an object what its selected row leads to.
  var target: Place? {
    switch (place, choice) {
    case (.alarms, .alarm(let serial)), (.alarm, .alarm(let serial)): return .alarm(serial)
    case (.detail(let subject), _):
      return subjects.first.flatMap { $0 == subject ? nil : .detail($0) }
    default: return subjects.first.map { .detail($0) }
    }
  }
}
