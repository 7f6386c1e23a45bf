import Terminal
import Testing

@testable import Console

/// Whole screens, compared with pictures of them.
struct ScreenTests {
  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
    Size(columns: 200, rows: 60),
  ]

  private func name(_ what: String, _ size: Size) -> String {
    "\(what)-\(size.columns)x\(size.rows)"
  }

  @Test(arguments: sizes)
  func `the deck shows what is wrong first, and marks what belongs together`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("down")
    Golden.check(console.picture, name("deck", size))
  }

  @Test(arguments: ["O", "V", "I"], sizes)
  func `operations, catalogue and findings show what needs a person first`(
    key: String, size: Size
  ) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press(key, "down")
    let names = ["O": "operations", "V": "catalogue", "I": "compliance"]
    Golden.check(console.picture, name(names[key] ?? key, size))
  }

  @Test(arguments: sizes)
  func `a refused package says all that is wrong with it`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("V", "o")
    console.type("~/router.zip")
    console.press("enter")
    Golden.check(console.picture, name("plan-onboard", size))
  }

  @Test(arguments: sizes)
  func `the plan of a scale stands under its choices`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("3", "s")
    Golden.check(console.picture, name("plan-scale", size))
  }

  @Test func `terminating an active service asks for its name`() {
    var console = ConsoleDriver(120, 40)
    console.press("2", "G", "x")
    console.type("globex")
    Golden.check(console.picture, "plan-terminate-120x40")
  }

  @Test(arguments: sizes)
  func `help lists every key from the table`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("?")
    Golden.check(console.picture, name("help", size))
  }

  @Test(arguments: sizes)
  func `the palette completes what is typed`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("3", ":")
    console.type("s")
    Golden.check(console.picture, name("palette", size))
  }

  @Test func `an empty world says what to do`() {
    let console = ConsoleDriver(120, 40, world: .empty)
    Golden.check(console.picture, "deck-empty-120x40")
  }

  @Test func `a filtered and sorted list says so in its frame`() {
    var console = ConsoleDriver(80, 24)
    console.press("4", "z", "/")
    console.type("cpu:>60 !core")
    console.press("enter", "S", "S", "S", "S")
    Golden.check(console.picture, "hosts-filtered-80x24")
  }

  @Test func `without Unicode every sign has its plain form`() {
    var console = ConsoleDriver(80, 24)
    console.state.glyphs = .ascii
    console.world.header.pace = "x8"
    for serial in [5, 6, 7] { console.world.remove(Subject(.orders, serial)) }
    console.press("down")
    Golden.check(console.picture, "deck-ascii-80x24")
    #expect(console.picture.text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func `a terminal that is too small says what it needs`() {
    let console = ConsoleDriver(40, 10)
    #expect(console.picture.text.contains("needs 60×16"))
    #expect(console.picture.text.contains("has 40×10"))
  }

  static let absurd: [(Int, Int)] = [
    (0, 0), (1, 1), (20, 5), (59, 16), (60, 15), (60, 16), (61, 17), (99, 26), (100, 27), (101, 28),
    (60, 200), (500, 16), (500, 200),
  ]

  @Test(arguments: absurd)
  func `no size makes a screen trap or leak over its edge`(columns: Int, rows: Int) {
    let ways: [[String]] = [
      [], ["z"], ["tab", "z"], ["4", "z"], ["enter"], ["2", "enter"], ["3", "enter"],
      ["4", "enter"], ["e"], ["?"], [":"], ["/"], ["T"], ["3", "s"], ["2", "G", "x"], ["3", "h"],
      ["N"], ["S"], ["shift-tab"], ["A"], ["A", "space", "down", "enter"], ["P"],
      ["O"], ["O", "enter"], ["V"], ["V", "enter"], ["V", "o"], ["V", "i"], ["I"], ["2", "U"],
      ["B"], ["B", "down", "down", "i"], ["M"], ["M", "enter"], ["M", "enter", "tab", "tab"], ["H"],
      ["H", "tab", "down"],
      ["J"], ["J", "N"], ["J", "t"], ["J", "G"],
    ]
    for way in ways {
      var console = ConsoleDriver(120, 40)
      for key in way { console.press(key) }
      console.send(.resize(Size(columns: columns, rows: rows)))
      #expect(console.picture.size == Size(columns: columns, rows: rows))
      console.press("down", "pgdn", "tab", "esc")
      #expect(console.picture.size == Size(columns: columns, rows: rows))
    }
  }

  @Test func `whatever an operator does, the console holds together`() {
    var random = SeededGenerator(seed: 7)
    let keys =
      ActionTable.all.flatMap(\.keys).compactMap { Key(name: $0) }
      + "abgfw:!>".map { Key(.character($0)) } + [Key(.enter), Key(.escape), Key(.tab)]
    var console = ConsoleDriver(120, 40)
    for step in 1...3_000 {
      switch Int.random(in: 0..<12, using: &random) {
      case 0:
        console.click(
          Int.random(in: -1...200, using: &random), Int.random(in: -1...60, using: &random))
      case 1:
        let columns = Int.random(in: 0...220, using: &random)
        let rows = Int.random(in: 0...70, using: &random)
        console.send(.resize(Size(columns: columns, rows: rows)))
      case 2:
        let pane = Pane.allCases.randomElement(using: &random) ?? .orders
        if let serial = console.world.serials(pane).randomElement(using: &random),
          console.world.count(pane) > 2
        {
          console.change { $0.remove(Subject(pane, serial)) }
        }
      case 3: console.send(.paste("two\nlines"))
      case 4:
        let down = Bool.random(using: &random)
        let at = Point(x: Int.random(in: 0...120, using: &random), y: 8)
        console.send(.mouse(MouseEvent(down ? .wheelDown : .wheelUp, at: at)))
      default:
        if let key = keys.randomElement(using: &random) { console.send(.key(key)) }
      }
      #expect(console.state.visits.first?.place == .deck, "step \(step)")
      if step.isMultiple(of: 5) { #expect(console.picture.size == console.state.size) }
    }
  }
}
