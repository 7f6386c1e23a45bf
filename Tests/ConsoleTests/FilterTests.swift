import Deciding
import Terminal
import Testing

@testable import Console

/// Which rows words let through, and in which order rows stand.
struct FilterTests {
  private func names(_ text: String, _ pane: Pane) -> [String] {
    let world = SampleWorld.dozen
    return RowSelection.serials(of: pane, in: world, filter: Filter(text), sort: nil)
      .compactMap { ListRow(Subject(pane, $0), in: world)?.name }
  }

  @Test(arguments: [
    ("hooli", ["SO-1033"]), ("HOOLI", ["SO-1033"]), ("電信", ["SO-1035"]), ("🚀", ["SO-1037"]),
    ("state:failed", ["SO-1033"]), ("waits", ["SO-1042", "SO-1041"]), ("cust:init", ["SO-1032"]),
    ("!completed", ["SO-1033", "SO-1042", "SO-1041"]), ("!completed !failed step:<5", ["SO-1041"]),
    ("age:<3m", ["SO-1042", "SO-1041"]), ("so42", ["SO-1042"]), ("nothing-like-it", []),
    ("colour:red", []),
  ])
  func `words let orders through`(text: String, expected: [String]) {
    #expect(names(text, .orders) == expected)
  }

  @Test func `numbers are compared in the unit of their column`() {
    let world = SampleWorld.dozen
    let busy = RowSelection.serials(of: .hosts, in: world, filter: Filter("cpu:>90%"), sort: nil)
    #expect(!busy.isEmpty)
    #expect(busy.allSatisfy { (world.host($0)?.cpu ?? 0) > 0.9 })
    let down = names("!state:up", .hosts)
    #expect(down == ["dc-1-h07"])
  }

  @Test func `a text without words is no filter`() {
    #expect(Filter("") == nil)
    #expect(Filter("   ") == nil)
    #expect(Filter("!") == nil)
    #expect(Filter("state:") == nil)
  }

  @Test func `columns that do not exist are named`() {
    #expect(Filter("colour:red state:up")?.unknownFields(.hosts) == ["colour"])
  }

  @Test func `each column sorts both ways, and equal rows keep the order of urgency`() {
    let world = SampleWorld.dozen
    for pane in Pane.allCases {
      for column in Columns.of(pane) {
        for isDescending in [false, true] {
          let sort = SortChoice(column: column.heading, isDescending: isDescending)
          let serials = RowSelection.serials(of: pane, in: world, filter: nil, sort: sort)
          #expect(Set(serials) == Set(world.serials(pane)))
          let rows = serials.compactMap { ListRow(Subject(pane, $0), in: world) }
          for (left, right) in zip(zip(rows, serials), zip(rows, serials).dropFirst()) {
            let (first, second) = (column.key(left.0), column.key(right.0))
            #expect(isDescending ? first >= second : first <= second)
            guard first == second else { continue }
            let places = [left.1, right.1].compactMap { world.row(of: Subject(pane, $0)) }
            #expect(places == places.sorted())
          }
        }
      }
    }
  }

  @Test func `sorting goes through all columns and back to urgency`() {
    for pane in Pane.allCases {
      var sort: SortChoice?
      var seen: [String] = []
      repeat {
        sort = RowSelection.following(sort, of: pane)
        if let sort { seen.append(sort.column) }
      } while sort != nil && seen.count < 50
      #expect(seen == Columns.of(pane).map(\.heading))
    }
  }

  @Test func `the list follows what is typed, and escape brings the old filter back`() {
    var console = ConsoleDriver()
    console.press("/")
    console.type("hoo")
    #expect(console.state[.orders].count(.orders, in: console.world) == 1)
    console.press("enter", "/")
    console.type("zzz")
    #expect(console.state[.orders].count(.orders, in: console.world) == 0)
    #expect(console.picture.text.contains("Nothing matches hoozzz."))
    console.press("esc")
    #expect(console.state[.orders].filter?.text == "hoo")
    console.press("esc")
    #expect(console.state[.orders].filter == nil)
    #expect(console.state[.orders].count(.orders, in: console.world) == 12)
  }

  @Test func `a filtered list follows the world`() {
    var console = ConsoleDriver()
    console.press("/")
    console.type("state:failed")
    console.press("enter")
    console.change { world in
      guard var row = world.order(4) else { return }
      row.state = StateWord(.failed, "failed")
      world.put(row, 4, .wrong)
    }
    #expect(console.state[.orders].count(.orders, in: console.world) == 2)
  }

  @Test func `columns fit in every width and never overlap`() {
    for pane in Pane.allCases {
      for width in 0...400 {
        let places = ColumnPlan(Columns.of(pane), width: width).places
        for (left, right) in zip(places, places.dropFirst()) {
          #expect(left.x + left.width < right.x)
        }
        if width >= 45, let last = places.last { #expect(last.x + last.width <= width) }
        #expect(places.allSatisfy { $0.width >= $0.column.width.lowerBound })
      }
    }
  }

  @Test func `a field edits in its middle and takes wide characters`() {
    var field = TextField("ab")
    for name in ["left", "x", "電", "end", "backspace"] {
      _ = Key(name: name).map { field.press($0) }
    }
    #expect(field.text == "ax電")
    field.insert("one\ntwo")
    #expect(field.text == "ax電one two")
    _ = Key(name: "ctrl-w").map { field.press($0) }
    #expect(field.text == "ax電one ")
    _ = Key(name: "ctrl-u").map { field.press($0) }
    #expect(field.text.isEmpty && field.cursor == 0)
  }
}
