import Terminal
import Testing

@testable import Console

/// The one table that keys, help, palette and key line come from.
struct ActionTableTests {
  @Test func `no two actions share a key in one place`() {
    #expect(ActionTable.conflicts(KeyMap()) == [])
  }

  @Test func `every action is in the table once and has valid keys`() {
    #expect(Set(ActionTable.all.map(\.id)) == Set(ActionID.allCases))
    #expect(ActionTable.all.count == ActionID.allCases.count)
    for action in ActionTable.all {
      #expect(action.keys.allSatisfy { Key(name: $0) != nil }, "\(action.id)")
      #expect(!action.help.isEmpty && !action.title.isEmpty)
    }
    let commands = ActionTable.all.compactMap(\.command)
    #expect(Set(commands).count == commands.count)
  }

  @Test func `every action can be reached by a key or a command in each of its places`() {
    let places: [PlaceKind: Place] = [
      .deck: .deck, .list: .list(.orders), .order: .detail(Subject(.orders, 1)),
      .service: .detail(Subject(.services, 1)), .function: .detail(Subject(.functions, 1)),
      .host: .detail(Subject(.hosts, 1)), .events: .events, .alarms: .alarms, .alarm: .alarm(7),
      .policies: .policies, .operations: .list(.operations),
      .operation: .detail(Subject(.operations, 1)), .catalogue: .list(.packages),
      .package: .detail(Subject(.packages, 1)), .compliance: .list(.findings),
      .faults: .faults, .vims: .list(.vims), .vim: .detail(Subject(.vims, 1)),
      .heat: .heat, .performance: .performance,
    ]
    for action in ActionTable.all {
      for kind in action.places {
        var state = ConsoleDriver().state
        if let place = places[kind], place != .deck { state.open(place) }
        #expect(PlaceKind(state.place) == kind)
        for key in state.keys.keys(of: action) {
          #expect(
            ActionTable.action(for: key, in: state)?.id == action.id, "\(action.id) in \(kind)")
        }
        #expect(!action.keys.isEmpty || action.command != nil, "\(action.id) cannot be reached")
      }
    }
  }

  @Test func `the commands that the design names exist`() {
    let commands = Set(ActionTable.all.compactMap(\.command))
    for name in [
      "orders", "ns", "vnf", "hosts", "events", "alarms", "policies", "deck", "theme", "help",
      "quit", "ops", "catalog", "compliance", "faults", "vims", "heat", "pm",
    ] {
      #expect(commands.contains(name), "\(name)")
    }
  }

  @Test func `the key line offers only what can be done now`() {
    var console = ConsoleDriver()
    func offered() -> Set<ActionID> {
      Set(ActionTable.offered(console.state, console.world).map(\.action.id))
    }
    console.press("1")
    #expect(offered().isDisjoint(with: [.scale, .heal, .terminate]))
    console.press("2")
    #expect(offered().isSuperset(of: [.scale, .heal, .terminate]))
    console.press("3")
    #expect(offered().isSuperset(of: [.scale, .heal]))
    #expect(!offered().contains(.terminate))
    console.press("L")
    #expect(offered().isDisjoint(with: [.scale, .heal, .terminate, .newOrder]))
    #expect(console.picture.text.contains("READ-ONLY"))
  }

  @Test func `what cannot be done says why`() {
    var console = ConsoleDriver()
    console.press("1", "s")
    #expect(console.state.overlay == nil)
    #expect(
      console.state.notice?.text
        == "Scaling needs a VNF or a network service; the cursor is on SO-1033 among the "
        + "service orders.")
    console.press("2", "L", "x")
    #expect(console.state.overlay == nil)
    #expect(
      console.state.notice?.text == "Terminate is not possible in read-only mode; L ends it.")
  }

  @Test func `help and the table of the README name every key and command`() {
    let table = ActionTable.markdownTable
    for action in ActionTable.all {
      #expect(table.contains(action.help))
      for key in action.keys { #expect(table.contains("`\(key)`")) }
    }
    var console = ConsoleDriver(140, 170)
    console.press("?")
    let help = console.picture.text
    for action in ActionTable.all {
      if let command = action.command { #expect(help.contains(":\(command)")) }
      #expect(help.contains(action.title) || help.contains(String(action.help.prefix(30))))
    }
  }

  @Test func `help is read to its end with no word cut`() {
    var console = ConsoleDriver(80, 24)
    console.press("?")
    var text = ""
    for _ in 0..<200 {
      text += console.picture.text
      console.press("down")
    }
    #expect(!text.contains("…"))
    for word in ActionTable.all.flatMap({ $0.help.split(separator: " ") }) {
      #expect(text.contains(word), "\(word) is not in the help")
    }
  }

  @Test func `a key that means nothing says so, and the next key takes that away`() {
    var console = ConsoleDriver(80, 24)
    console.press("Z")
    #expect(console.picture.text.contains("Z does nothing here"))
    #expect(console.commands.isEmpty)
    console.press("down")
    #expect(!console.picture.text.contains("does nothing here"))
  }

  @Test func `keys can be given to other actions, and all mistakes are said at once`() throws {
    let map = try KeyMap(["scale": ["ctrl-s"], "help": ["f1", "?"]])
    var console = ConsoleDriver()
    console.state = ConsoleState(size: console.state.size, keys: map)
    console.state.settle(in: console.world)
    console.press("3", "s")
    #expect(console.plan == nil)
    console.press("ctrl-s")
    #expect(console.plan != nil)
    let error = #expect(throws: KeyMapError.self) {
      try KeyMap(["scale": ["h"], "dance": ["d"], "quit": ["ctrl-strange"]])
    }
    #expect(error?.problems.count == 3)
  }

  @Test func `the palette finds commands by their letters and runs them`() {
    var console = ConsoleDriver()
    console.press(":")
    console.type("vn")
    console.press("enter")
    #expect(console.state.place == .list(.functions))
    console.press(":")
    console.type("q")
    console.press("enter")
    #expect(console.commands.last == .quit)
    console.press(":")
    console.type("hel")
    console.press("tab")
    if case .palette(let palette) = console.state.overlay {
      #expect(palette.field.text == "help")
    } else {
      Issue.record("the palette closed")
    }
  }

  @Test func `a click on a hint does what its key does`() throws {
    var console = ConsoleDriver()
    console.press("3")
    let line = KeyLine(console.state, console.world, width: 120)
    let hint = try #require(line.segments.first { $0.action.id == .heal })
    console.click(hint.columns.lowerBound + 1, 39)
    #expect(console.plan?.title == "Heal \(console.selected ?? "")")
  }

  @Test func `clicks select, open and sort`() {
    var console = ConsoleDriver()
    let layout = console.state.layout
    let rows = layout.rows(.services)
    console.click(rows.x + 4, rows.y + 3)
    #expect(console.state.focus == .services)
    #expect(console.selected == "cyberdyne-fw")
    console.click(rows.x + 4, rows.y + 3)
    #expect(console.state.place == .detail(Subject(.services, 11)))
    console.press("esc")
    console.click(layout.heading(.services).x + 3, layout.heading(.services).y)
    #expect(console.state[.services].sort == SortChoice(column: "NS", isDescending: false))
    console.click(layout.heading(.services).x + 3, layout.heading(.services).y)
    #expect(console.state[.services].sort == SortChoice(column: "NS", isDescending: true))
  }

  @Test func `rows of a view are clicked like those of a list`() throws {
    var console = ConsoleDriver()
    console.press("2", "G", "enter")
    let place = console.state.place
    let function = try #require(console.picture.targets.first { $0.row == 1 })
    console.click(function.rect.x + 3, function.rect.y)
    #expect(console.state.place == place)
    #expect(console.state.visit.detail.cursor == 1)
    console.click(function.rect.x + 3, function.rect.y)
    #expect(PlaceKind(console.state.place) == .function)
    console.press("d", "A")
    let alarm = try #require(console.picture.targets.first { $0.row == 2 })
    console.click(alarm.rect.x + 5, alarm.rect.y)
    #expect(console.state.visit.choice != nil)
    console.click(alarm.rect.x + 5, alarm.rect.y)
    if case .alarm = console.state.place {} else { Issue.record("the alarm did not open") }
    // Where there is no row, a click does nothing.
    let before = console.state
    console.click(1, 38)
    #expect(console.state.place == before.place)
  }

  @Test func `leaving asks while operations run, and only for Ctrl-C`() {
    var console = ConsoleDriver()
    console.send(.interrupt)
    #expect(console.commands == [])
    console.press("enter")
    #expect(console.state.overlay == nil && console.commands == [])
    console.send(.interrupt)
    console.press("tab", "enter")
    #expect(console.commands == [.quit])
    var idle = ConsoleDriver(world: .empty)
    idle.send(.interrupt)
    #expect(idle.commands == [.quit])
  }

  @Test func `themes are tried while moving and taken back by escape`() {
    var console = ConsoleDriver()
    console.press("T", "down")
    #expect(console.state.theme == "podium-light")
    console.press("esc")
    #expect(console.state.theme == "podium-dark")
    console.press("T", "end", "enter")
    #expect(console.commands == [.theme("mono")])
  }
}
