import Deciding
import Terminal
import Testing

@testable import Console

/// The cursor is on an object and not on a row number.
struct CursorTests {
  private func height(_ console: ConsoleDriver, _ pane: Pane) -> Int {
    console.state.layout.rows(pane).height
  }

  @Test func `whatever moves, the cursor stays on its object`() throws {
    var random = SeededGenerator(seed: 42)
    for round in 1...30 {
      var console = ConsoleDriver(120, 40)
      let pane = try #require(Pane.deck.randomElement(using: &random))
      console.press("\(pane.rawValue + 1)")
      for _ in 0..<Int.random(in: 0...20, using: &random) { console.press("down") }
      let chosen = try #require(console.state.selected(in: console.world))
      for _ in 1...60 {
        let urgency = try #require(Urgency.allCases.randomElement(using: &random))
        let serial = try #require(console.world.serials(pane).randomElement(using: &random))
        let isRemoval = Int.random(in: 0..<6, using: &random) == 0
        console.change { world in
          if isRemoval, serial != chosen.serial {
            world.remove(Subject(pane, serial))
          } else {
            world.index[pane.rawValue].place(serial, at: urgency)
          }
        }
        #expect(console.state.selected(in: console.world) == chosen, "round \(round)")
        let row = try #require(console.world.row(of: chosen))
        let list = console.state[pane]
        let window = list.scroll..<(list.scroll + height(console, pane))
        #expect(window.contains(row), "round \(round): the cursor is out of view")
      }
    }
  }

  @Test func `scrolled down, the cursor keeps its line on the screen while rows come and go above`()
    throws
  {
    var console = ConsoleDriver(80, 24)
    console.press("4", "z", "g")
    for _ in 0..<30 { console.press("down") }
    for _ in 0..<6 { console.press("up") }
    let chosen = try #require(console.state.selected(in: console.world))
    let before = try #require(console.world.row(of: chosen)) - console.state[.hosts].scroll
    for serial in [5, 9, 11] where serial != chosen.serial {
      console.change { $0.remove(Subject(.hosts, serial)) }
      let row = try #require(console.world.row(of: chosen))
      #expect(row - console.state[.hosts].scroll == before)
    }
    console.change { $0.index[Pane.hosts.rawValue].place(2, at: .wrong) }
    let row = try #require(console.world.row(of: chosen))
    #expect(row - console.state[.hosts].scroll == before)
  }

  @Test func `at the top of a list, what goes wrong comes into view`() throws {
    var console = ConsoleDriver(120, 40)
    console.press("down")
    #expect(console.selected == "SO-1042")
    console.change { $0.index[Pane.orders.rawValue].place(5, at: .wrong) }
    #expect(console.state[.orders].scroll == 0)
    #expect(console.selected == "SO-1042")
  }

  @Test func `until the first key, the most urgent row is selected`() {
    var console = ConsoleDriver(120, 40)
    #expect(console.selected == "SO-1033")
    console.change { $0.index[Pane.orders.rawValue].place(5, at: .wrong) }
    #expect(console.selected == "SO-1035")
    console.press("p")
    console.change { $0.index[Pane.orders.rawValue].place(9, at: .wrong) }
    #expect(console.selected == "SO-1035")
  }

  @Test func `when its object goes, the cursor is on the neighbour that took its row`() throws {
    var console = ConsoleDriver(120, 40)
    console.press("down", "down")
    let next = console.world.serial(at: 3, in: .orders)
    let chosen = try #require(console.state.selected(in: console.world))
    console.change { $0.remove(chosen) }
    #expect(console.state.selected(in: console.world)?.serial == next)
  }

  @Test func `tab walks down the stack onto what belongs to the row`() {
    var console = ConsoleDriver(120, 40)
    console.press("down")
    #expect(console.selected == "SO-1042")
    console.press("tab")
    #expect(console.selected == "soylent-fw")
    console.press("tab")
    #expect(console.selected == "soylent-fw-1")
    console.press("tab", "tab")
    #expect(console.selected == "SO-1042")
  }

  @Test func `escape returns to the row, scroll, filter and order that were left`() {
    var console = ConsoleDriver(120, 40)
    console.press("3", "/")
    console.type("log")
    console.press("enter", "S", "down", "down")
    let before = console.state
    console.press("enter")
    #expect(
      console.state.place == .detail(before.selected(in: console.world) ?? Subject(.hosts, 0)))
    console.press("down", "esc")
    #expect(console.state.lists == before.lists)
    #expect(console.state.place == .deck)
    #expect(console.state.focus == before.focus)
  }

  @Test func `a wheel moves the window and leaves the cursor on its object`() {
    var console = ConsoleDriver(120, 40)
    console.press("4")
    let before = console.selected
    let at = console.state.layout.rows(.hosts).origin
    let scroll = console.state[.hosts].scroll
    console.send(.mouse(MouseEvent(.wheelDown, at: at)))
    console.send(.mouse(MouseEvent(.wheelDown, at: at)))
    #expect(console.state[.hosts].scroll == scroll + 6)
    #expect(console.selected == before)
  }
}
