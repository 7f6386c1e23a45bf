import Terminal
import Testing

@testable import Console

/// A NUMA node drawn piece by piece.
struct HardwarePanelTests {
  private func lines(_ node: NUMANode, width: Int, glyphs: GlyphSet = .unicode) -> [String] {
    let panel = HardwarePanel(node: node).panel
    var canvas = Canvas(
      Surface(size: Size(columns: width, rows: panel.height(width)), glyphs: glyphs), cursor: -1)
    panel.draw(&canvas, canvas.surface.bounds)
    return canvas.surface.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  private let node = NUMANode(
    number: 0, socket: 0, cpus: 16, dedicated: 8, dedicatedUsed: 3, hugepagesMiB: 16_384,
    hugepagesUsedMiB: 8_192,
    cards: [
      .init(name: "ens1f0", speedGbps: 25, functions: 8, used: 2, state: StateWord(.good, "up"))
    ])

  @Test func `each CPU and each virtual function has a sign where there is room`() {
    let lines = lines(node, width: 60)
    #expect(lines[0].contains("███░░░░░········"))
    #expect(lines[0].contains("3/8 own, 8 shared"))
    #expect(lines[1].contains("8/16 GiB"))
    #expect(lines[2].contains("◆◆······"))
    #expect(lines[2].contains("2/8 VFs, 25G ● up"))
  }

  @Test(arguments: 20...70)
  func `no width cuts the numbers while they fit, and what is taken is seen`(width: Int) {
    let lines = lines(node, width: width)
    #expect(lines.allSatisfy { measure($0) <= width })
    if width >= 30 {
      #expect(lines[0].contains("3/8 own, 8 shared"))
      #expect(lines[0].contains("█"))
    }
  }

  @Test func `what is not there is said`() {
    let bare = NUMANode(
      number: 1, socket: 1, cpus: 4, dedicated: 0, dedicatedUsed: 0, hugepagesMiB: 0,
      hugepagesUsedMiB: 0,
      cards: [
        .init(name: "eno1", speedGbps: 1, functions: 0, used: 0, state: StateWord(.off, "off"))
      ])
    let lines = lines(bare, width: 50, glyphs: .ascii)
    #expect(lines[0].contains("4 shared"))
    #expect(lines[1].contains("no hugepages"))
    #expect(lines[2].contains("no VFs, 1G o off"))
    #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) })
  }
}
