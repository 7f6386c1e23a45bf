import ResourceInterfaces
import Terminal
import Testing

@testable import Console

/// Looking into VIMs.
struct VIMViewTests {
  static let sizes = ScreenTests.sizes

  @Test(arguments: sizes)
  func `VIMs stand in a list, what falters first`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("M")
    Golden.check(console.picture, "vims-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: sizes)
  func `a VIM shows what it holds in its own words`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("M", "enter", "down", "down")
    Golden.check(console.picture, "vim-openstack-\(size.columns)x\(size.rows)")
    console.press("esc", "down", "enter")
    Golden.check(console.picture, "vim-kubernetes-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: VIMChapter.allCases)
  func `each thing that a VIM holds has a tab`(chapter: VIMChapter) {
    var console = ConsoleDriver(120, 40)
    console.press("M", "enter")
    for _ in 0..<chapter.rawValue { console.press("tab") }
    #expect(console.state.visit.chapter == chapter)
    let words = VIMWords(.openstack)
    #expect(console.picture.text.contains(words.title(chapter)))
    Golden.check(console.picture, "vim-\(chapter)-120x40")
    console.press("tab", "shift-tab")
    #expect(console.state.visit.chapter == chapter)
  }

  @Test func `all five kinds have words of their own`() {
    let words = VIMKind.allCases.map { VIMWords($0) }
    for (index, first) in words.enumerated() {
      #expect(!words[(index + 1)...].contains(first))
    }
  }

  @Test func `the cursor reaches the last of ten thousand, and stays on what it is on`() {
    var console = ConsoleDriver(120, 40)
    console.press("M", "enter", "G")
    #expect(console.state.visit.choice == .part(SampleWorld.servers - 1))
    #expect(console.picture.text.contains("worker-9999"))
    console.press("up")
    console.change { $0.goneServers = Set(10..<5_000) }
    #expect(console.state.visit.choice == .part(SampleWorld.servers - 2))
    #expect(console.picture.text.contains("worker-9998"))
    // When it is gone, the cursor is on what came into its place.
    console.change { $0.goneServers = Set(5_000..<10_000) }
    #expect(console.picture.text.contains("worker-4999"))
    console.press("g", "enter")
    #expect(console.state.place == .detail(Subject(.functions, 1)))
  }

  @Test func `a host of a VIM opens, and can be worked on from there`() {
    var console = ConsoleDriver(120, 40)
    console.press("M", "enter", "tab", "tab", "down", "m")
    #expect(console.acts == [.maintain(host: Subject(.hosts, 2), true)])
    console.press("enter")
    #expect(console.state.place == .detail(Subject(.hosts, 2)))
    console.press("esc")
    #expect(console.state.visit.chapter == .hosts)
  }

  @Test func `a click goes to a row, and a second one opens it`() throws {
    var console = ConsoleDriver(120, 40)
    console.press("M", "enter")
    let target = try #require(console.picture.targets.first { $0.row == 4 })
    console.click(target.rect.x + 2, target.rect.y)
    #expect(console.state.visit.choice == .part(4))
    console.click(target.rect.x + 2, target.rect.y)
    #expect(console.state.place == .detail(Subject(.functions, 5)))
  }
}
