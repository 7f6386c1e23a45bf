import Terminal

/// Views, filters, time, and the console itself.
enum LookingActions {
  static let all: [Action] = views + rows + time + console

  private static let views: [Action] = [
    Action(
      .deck, .looking, keys: ["d"], command: "deck", title: "deck", help: "The four linked panes"
    ) { state, _ in
      state.open(.deck)
      return []
    },
    list(.listOrders, "orders", .orders, "All service orders"),
    list(.listServices, "ns", .services, "All network services with the services they carry"),
    list(.listFunctions, "vnf", .functions, "All VNFs and CNFs"),
    list(.listHosts, "hosts", .hosts, "All hosts of the infrastructure"),
    list(
      .listOperations, "ops", .operations,
      "All operations of network services and VNFs: what failed, what runs, what ended",
      key: "O", weight: 84),
    list(
      .listPackages, "catalog", .packages,
      "Service specifications, NSDs and VNF packages, and who uses them", key: "V", weight: 88),
    list(
      .listFindings, "compliance", .findings,
      "What runs otherwise than it was ordered and onboarded, and what puts it right", key: "I",
      weight: 89),
    list(
      .listVIMs, "vims", .vims,
      "All VIMs: whether they answer, how full they are, what they work on, and what they hold",
      key: "M", weight: 90),
    Action(
      .events, .looking, keys: ["e"], command: "events", title: "events",
      help: "The event stream, newest at the bottom", places: PlaceKind.all.subtracting([.events]),
      weight: 85
    ) { state, _ in
      state.open(.events)
      return []
    },
  ]

  private static func list(
    _ id: ActionID, _ command: String, _ pane: Pane, _ help: String, key: String? = nil,
    weight: Int? = nil
  ) -> Action {
    Action(
      id, .looking, keys: key.map { [$0] } ?? [], command: command, title: command, help: help,
      weight: weight
    ) { state, _ in
      state.open(.list(pane))
      return []
    }
  }

  private static let rows: [Action] = [
    Action(
      .filter, .looking, keys: ["/"], title: "filter",
      help: "Show rows with these words; !word without, state:failed, age:>10m",
      places: PlaceKind.lists, weight: 60
    ) { state, _ in
      guard let pane = state.listed else { return [] }
      let before = state[pane].filter
      state.overlay = .filter(
        FilterEntry(pane: pane, field: TextField(before?.text ?? ""), before: before))
      return []
    },
    Action(
      .sort, .looking, keys: ["S"], command: "sort", title: "sort",
      help: "Sort by the next column; after the last, by urgency again",
      places: PlaceKind.lists, weight: 95
    ) { state, world in
      guard let pane = state.listed else { return [] }
      let next = RowSelection.following(state[pane].sort, of: pane)
      state[pane].setSort(next, pane: pane, world: world)
      return []
    },
    Action(
      .copy, .looking, keys: ["c"], command: "copy", title: "copy id",
      help: "Copy the identifier of the object under the cursor", weight: 98,
      whyNot: { state, world in
        state.subjects.isEmpty ? "There is nothing under the cursor." : nil
      }
    ) { state, world in
      guard let subject = state.subjects.first, let row = ListRow(subject, in: world)
      else { return [] }
      state.notice = Notice(.good, "\(row.id) is in the clipboard, if this terminal allows it.")
      return [.copy(row.id)]
    },
  ]

  private static let time: [Action] = [
    Action(
      .pause, .time, keys: ["p"], command: "pause", title: "pause",
      help: "Stop the simulated clock, and let it go on", weight: 92
    ) { _, world in [.pause(!world.header.isPaused)] },
    Action(
      .faster, .time, keys: ["+", "="], command: "faster", title: "faster",
      help: "Let the simulated clock run faster"
    ) { _, _ in [.setPace(.faster)] },
    Action(
      .slower, .time, keys: ["-"], command: "slower", title: "slower",
      help: "Let the simulated clock run slower"
    ) { _, _ in [.setPace(.slower)] },
  ]

  private static let console: [Action] = [
    Action(
      .palette, .console, keys: [":"], title: "command",
      help: "Type a command; Tab completes, Enter does it", weight: 70
    ) { state, _ in
      state.overlay = .palette(Palette())
      return []
    },
    Action(
      .help, .console, keys: ["?", "f1"], command: "help", title: "help",
      help: "All keys and commands", weight: 71
    ) { state, _ in
      state.overlay = .help(scroll: 0)
      return []
    },
    Action(
      .theme, .console, keys: ["T"], command: "theme", title: "theme",
      help: "Choose the colours; the screen shows each while you move",
      whyNot: { state, _ in state.themes.isEmpty ? "There are no themes to choose from." : nil }
    ) { state, _ in
      let cursor = state.themes.firstIndex { $0.name == state.theme } ?? 0
      state.overlay = .themes(ThemeList(cursor: cursor, before: state.theme))
      return []
    },
    Action(
      .readOnly, .console, keys: ["L"], command: "read-only", title: "read-only",
      help: "Lock everything that changes the network, and unlock it",
      whyNot: { _, world in
        world.header.isReadOnly ? "This state is open for reading only." : nil
      }
    ) { state, _ in
      state.isReadOnly.toggle()
      return []
    },
    Action(
      .redraw, .console, keys: ["ctrl-l"], command: "redraw", title: "redraw",
      help: "Paint the screen again after something else wrote on it"
    ) { _, _ in [.redraw] },
    Action(
      .quit, .console, keys: ["q"], command: "quit", title: "quit",
      help: "Leave; what runs goes on at the next start", weight: 99
    ) { _, _ in [.quit] },
  ]
}
