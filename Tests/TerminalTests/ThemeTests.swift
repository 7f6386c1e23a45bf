import Foundation
import Testing

@testable import Terminal

@Suite struct ThemeTests {
  private static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "themes")
  }

  @Test func `the program holds every theme of the folder, byte for byte`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: ThemeTests.folder.path)
    let yaml = files.filter { $0.hasSuffix(".yaml") }
    #expect(Set(yaml) == Set(Theme.bundledFiles.map(\.file)))
    for (file, text) in Theme.bundledFiles {
      let onDisk = try String(contentsOf: ThemeTests.folder.appending(path: file), encoding: .utf8)
      #expect(onDisk == text)
    }
  }

  @Test func `every theme can be read and is named as its file`() throws {
    for (file, text) in Theme.bundledFiles {
      let theme = try Theme(yaml: text, file: file)
      #expect(theme.name + ".yaml" == file)
      #expect(!theme.about.isEmpty)
    }
    #expect(Theme.bundled.count == Theme.bundledFiles.count)
    #expect(Theme.bundledTitles.map(\.name) == Theme.bundled.map(\.name))
    #expect(Theme.bundledTitles.map(\.about) == Theme.bundled.map(\.about))
    for theme in Theme.bundled { #expect(Theme.bundled(named: theme.name) == theme) }
    #expect(Theme.standard.name == "podium-dark")
    #expect(Theme.withoutColour.name == "mono")
    #expect(Theme.withoutColour.isColourless)
  }

  @Test(arguments: Theme.bundled.filter { !$0.isColourless }, [ColorDepth.trueColor, .c256])
  func `text is readable on every ground`(theme: Theme, depth: ColorDepth) {
    let paints = PaintTable(theme, at: depth)
    for role in Role.allCases where !role.isDecoration {
      for ground in Ground.allCases {
        let paint = paints[Style(role, on: ground)]
        let contrast = Paint.colour(paint.foreground).flatMap { front in
          Paint.colour(paint.background).map { front.contrast(to: $0) }
        }
        #expect((contrast ?? 21) >= 4.5, "\(theme.name): \(role.name) on \(ground.name)")
      }
    }
  }

  @Test(arguments: Theme.bundled.filter { !$0.isColourless })
  func `its own colours are readable on the base without help`(theme: Theme) throws {
    guard case .rgb(let base) = theme[.base as Ground].colour else { return }
    for role in Role.named where !role.isDecoration {
      guard case .rgb(let colour) = theme[role].colour else { continue }
      #expect(
        colour.contrast(to: base) >= 4.5, "\(theme.name): \(role.name) \(colour.contrast(to: base))"
      )
    }
  }

  @Test(arguments: Theme.bundled, [ColorDepth.c16, .c8, .none])
  func `the selected row and the focused button are seen at every depth`(
    theme: Theme, depth: ColorDepth
  ) {
    let paints = PaintTable(theme, at: depth)
    for (marked, plain): (Ground, Ground) in [
      (.rowSelected, .base), (.dialogButtonFocused, .dialogButton),
    ] {
      let one = paints[Style(.text, on: marked)]
      let other = paints[Style(.text, on: plain)]
      #expect(one.background != other.background || one.attributes != other.attributes)
    }
    for role in Role.named where !role.isDecoration {
      for ground in Ground.allCases {
        let paint = paints[Style(role, on: ground)]
        #expect(paint.foreground != paint.background || paint.foreground == -1)
      }
    }
  }

  @Test(arguments: Theme.bundled.filter { !$0.isColourless }, [ColorDepth.trueColor, .c256])
  func `rows of different meaning differ in their ground`(theme: Theme, depth: ColorDepth) {
    let paints = PaintTable(theme, at: depth)
    let rows: [Ground] = [.base, .rowSelected, .rowSelectedUnfocused, .rowRelated, .rowMarked]
    #expect(Set(rows.map { paints[Style(.text, on: $0)].background }).count == rows.count)
  }

  @Test func `a space beside an underlined word is not underlined, a row of the ground is`() {
    let paints = PaintTable(.withoutColour, at: .none)
    #expect(paints[Style(.link)].attributes == .underline)
    #expect(paints[Style(.link)].blank.attributes == [])
    #expect(paints[Style(.text, on: .rowRelated)].blank.attributes == .underline)
  }

  @Test func `the chart scale runs from low over mid to high`() {
    let theme = Theme.standard
    #expect(theme[Role.ramp0].colour == theme[.chartLow].colour)
    #expect(theme[Role.ramp9].colour == theme[.chartHigh].colour)
    #expect(
      Set(Role.allCases.filter { $0.rampPosition != nil }.map { theme[$0].colour }).count == 10)
    #expect(Role.heat(0) == .ramp0)
    #expect(Role.heat(1) == .ramp9)
    #expect(Role.heat(.nan) == .ramp0)
  }

  @Test func `all that is wrong is told at once, with its line`() throws {
    let good = try #require(Theme.bundledFiles.first?.text)
    let bad =
      good.replacing("  title: accent bold\n", with: "")
      .replacing("  error: red bold", with: "  error: redish bold\n  errror: red")
      .replacing("  help: soft", with: "  help: soft red")
      .replacing("appearance: dark", with: "appearance: dusk")
    let error = #expect(throws: ThemeError.self) { try Theme(yaml: bad, file: "bad.yaml") }
    let problems = try #require(error?.problems)
    #expect(Set(problems.map(\.entry)) == [nil, "title", "error", "errror", "help"])
    #expect(problems.count == 5)
    let line = bad.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex(of: "  errror: red")
    #expect(problems.first { $0.entry == "errror" }?.line == line.map { $0 + 1 })
    #expect(error?.description.contains("bad.yaml:\((line ?? 0)): error: \"redish\"") == true)
  }

  @Test(arguments: ["", "[", "just text", "- a\n- b", "name: x\nname: y", "roles: 3", "\u{0}"])
  func `what is no theme is refused with a sentence`(yaml: String) {
    let error = #expect(throws: ThemeError.self) { try Theme(yaml: yaml, file: "x.yaml") }
    #expect(error?.problems.isEmpty == false)
    #expect(error?.problems.allSatisfy { $0.file == "x.yaml" && !$0.text.isEmpty } == true)
  }

  @Test(arguments: ["#12345", "#12345g", "256", "-1", "bright-orange", "#+12345"])
  func `what is no colour is refused`(word: String) throws {
    let good = try #require(Theme.bundledFiles.first?.text)
    let bad = good.replacing("  error: red bold", with: "  error: \"\(word)\"")
    let error = #expect(throws: ThemeError.self) { try Theme(yaml: bad, file: "x.yaml") }
    #expect(error?.problems.map(\.entry) == ["error"])
  }

  @Test func `letters and names of roles and grounds are unique`() {
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    #expect(Set(Role.allCases.map(\.name)).count == Role.allCases.count)
    #expect(Set(Ground.allCases.map(\.letter)).count == Ground.allCases.count)
    #expect(Set(Ground.allCases.map(\.name)).count == Ground.allCases.count)
  }
}
