import Deciding
import Terminal
import Testing

@testable import Console

@Suite struct DetailViewTests {
  /// Beside these tests, seen from the console's other goldens.
  private let folder = "../Details/Goldens/"
  private static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
  ]

  @Test(arguments: Scene.full, sizes)
  func `a view looks as it did when it was last judged`(_ scene: Scene, _ size: Size) {
    let picture = scene.picture(size, cursor: min(6, scene.rows - 1))
    Golden.check(picture, "\(folder)\(scene.name)-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: Scene.empty)
  func `a view of something new says in words what is not there yet`(_ scene: Scene) {
    Golden.check(scene.picture(Size(columns: 80, rows: 24)), "\(folder)\(scene.name)-80x24")
  }

  @Test(arguments: Scene.all)
  func `no size and no state can trap a view or let it draw outside`(_ scene: Scene) {
    for columns in [0, 1, 2, 7, 59, 104, 250] {
      for rows in [0, 1, 5, 30, 80] {
        for (cursor, scroll) in [(0, 0), (scene.rows - 1, 0), (-3, -9), (9_999, 9_999)] {
          var surface = Surface(size: Size(columns: columns + 6, rows: rows + 4))
          let before = surface
          let rect = Rect(x: 3, y: 2, width: columns, height: rows)
          scene.draw(DetailState(scroll: scroll, cursor: cursor), &surface, rect)
          #expect(isUntouched(surface, as: before, outside: rect))
        }
      }
    }
  }

  private func isUntouched(_ surface: Surface, as before: Surface, outside rect: Rect) -> Bool {
    for y in 0..<surface.size.rows {
      for x in 0..<surface.size.columns {
        let point = Point(x: x, y: y)
        if !rect.contains(point), surface[point] != before[point] { return false }
      }
    }
    return true
  }

  @Test(arguments: Scene.full, sizes)
  func `the row under the cursor is always on the screen`(_ scene: Scene, _ size: Size) {
    for rows in [size.rows, 8] {
      for cursor in 0..<scene.rows {
        for scroll in [0, 500] {
          let picture = scene.picture(
            Size(columns: size.columns, rows: rows), cursor: cursor, scroll: scroll)
          #expect(picture.grounds.contains("S"), "row \(cursor), scrolled by \(scroll)")
        }
      }
    }
  }

  @Test(arguments: Scene.full)
  func `a row is marked once and no row beyond the last is`(_ scene: Scene) {
    let size = Size(columns: 80, rows: 200)
    for cursor in 0..<scene.rows {
      let marked = scene.picture(size, cursor: cursor).grounds.split(separator: "\n")
        .filter { $0.contains("S") }
      #expect(marked.count == 1, "row \(cursor)")
    }
    #expect(!scene.picture(size, cursor: scene.rows).grounds.contains("S"))
    #expect(scene.target(scene.rows) == nil)
    #expect(scene.target(-1) == nil)
  }

  @Test(arguments: Scene.full)
  func `a terminal without UTF-8 gets characters that it has`(_ scene: Scene) {
    // The samples themselves hold characters that are not ASCII.
    let foreign: Set<Character> = ["×", "–", "→", "«", "»", "“", "”", "±"]
    for size in Self.sizes {
      let text = scene.picture(size, glyphs: .ascii).text
      #expect(text.filter { !$0.isASCII && !foreign.contains($0) } == "")
    }
  }
}

@Suite struct DetailMeaningTests {
  private let wide = Size(columns: 120, rows: 40)

  private func text(_ scene: String, _ size: Size) throws -> String {
    try #require(Scene.all.first { $0.name == scene }).picture(size).text
  }

  @Test func `at step 7 the order item is in progress and the service is only designed`() throws {
    let line = try text("order-step-7", wide).split(separator: "\n")
      .first { $0.contains("├─ CNF-Firewall-Instance") }
    #expect(try #require(line).contains("◐ inProgress ◌ designed"))
  }

  @Test func `a closed gate says what it waits for, and an open one says nothing`() throws {
    #expect(try text("order-step-7", wide).contains("waits for CNF-Firewall-Instance"))
    #expect(try !text("order-finished", wide).contains("waits for"))
  }

  @Test func `the service stays active beside a network service that heals`() throws {
    #expect(
      try text("service-healing", wide).contains("service ● active   network service ◐ heal"))
  }

  @Test func `a function shows its lifecycle and the health of its pods apart`() throws {
    #expect(
      try text("function-healing", wide)
        .contains("lifecycle ◐ healing   health ▲ 2/3 pods degraded"))
  }

  @Test func `a host that is down has no load but a sentence`() throws {
    let picture = try text("host-down", wide)
    #expect(picture.contains("does not answer"))
    #expect(!picture.contains("%"))
  }

  @Test func `Enter leads from what is shown to what it is about`() {
    let order = Sample.atStepSeven
    #expect(OrderView.target(order, row: 0) == nil)
    #expect(OrderView.target(order, row: 13) == Subject(.services, 12))
    let newest = order.steps.count + order.items.count
    #expect(OrderView.target(order, row: newest) == Subject(.functions, 101))
    let function = Sample.healingFunction
    #expect(FunctionView.target(function, row: 1) == Subject(.hosts, 5))
    #expect(FunctionView.target(function, row: 3) == Subject(.services, 12))
    #expect(FunctionView.target(function, row: 4) == nil)
    #expect(ServiceView.target(Sample.healingService, row: 1) == Subject(.functions, 102))
    let nesting = Sample.nestingService
    #expect(
      ServiceView.target(nesting, row: nesting.functions.count + 1) == Subject(.services, 22))
    #expect(HostView.target(Sample.busyHost, row: 2) == nil)
    #expect(EventsView.target(Sample.events, row: 3) == Subject(.hosts, 41))
  }

  @Test(arguments: [
    (0, "0s"), (40, "0s"), (400, "0.4s"), (4_000, "4s"), (9_949, "9.9s"), (9_950, "10s"),
    (38_900, "38s"), (59_999, "59s"), (60_000, "1m"), (3_599_999, "59m"), (7_200_000, "2h"),
    (172_800_000, "2d"), (-5, "0s"),
  ])
  func `a duration is short`(_ milliseconds: Int, _ text: String) {
    #expect(Span.milliseconds(milliseconds).short == text)
  }
}
