import Testing

@testable import Terminal

@Suite struct WidthTests {
  @Test(arguments: [
    ("", 0), ("globex-fw", 9), ("日本電信", 8), ("한국어", 6), ("Zoë", 3), ("Zoe\u{308}", 3),
    ("a\u{300}\u{301}\u{302}\u{303}\u{304}b", 2), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 1),
    ("🇩🇪🇫🇷", 2), ("❤\u{fe0f}", 1), ("1\u{fe0f}\u{20e3}", 1), ("\u{200b}x\u{200d}", 1),
    ("\u{202e}abc", 3), ("\u{301}", 0), ("a\tb", 3), ("\u{1b}[31m", 5), ("ﾊﾝ", 2), ("Ａ", 2),
    ("╭─●▏█…", 6), ("\u{1100}\u{1161}", 2), ("soft\u{ad}hyphen", 10),
  ])
  func `text takes the columns that terminals give it`(text: String, columns: Int) {
    #expect(measure(text) == columns)
    var surface = Surface(size: Size(columns: 40, rows: 1))
    #expect(surface.write(text, at: Point(x: 0, y: 0), role: .text) == columns)
  }

  @Test(arguments: [
    ("initech-fw", 10, "initech-fw"), ("initech-fw", 9, "initech-…"), ("initech-fw", 1, "…"),
    ("initech-fw", 0, ""), ("日本電信", 5, "日本…"), ("日本電信", 4, "日…"), ("日本", 1, "…"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func `clipping never exceeds the columns`(text: String, columns: Int, expected: String) {
    #expect(clipped(text, to: columns) == expected)
    #expect(measure(clipped(text, to: columns)) <= columns)
  }

  @Test(arguments: [
    ("initech-fw", 10, "initech-fw"), ("initech-fw-log-1", 13, "initec…-log-1"),
    ("initech-fw-log-1", 12, "initec…log-1"), ("initech-fw", 6, "inite…"), ("initech-fw", 0, ""),
    ("日本電信電話会社", 9, "日本…会社"), ("abcdefgh\u{301}ijkl", 9, "abcd…ijkl"),
  ])
  func `a name is shortened in its middle`(name: String, columns: Int, expected: String) {
    #expect(shortened(name, to: columns) == expected)
    #expect(measure(shortened(name, to: columns)) <= columns)
  }

  @Test func `no scalar can move the cursor or speak to the terminal`() {
    for value in UInt32(0)...0x2ffff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for (glyph, _) in GlyphIterator(String(Character(scalar))) {
        let isHarmless = glyph.scalars.allSatisfy { shown in
          shown.value >= 0x20 && !(0x7f..<0xa0).contains(shown.value)
            && shown.properties.generalCategory != .format
        }
        if !isHarmless { Issue.record("U+\(String(value, radix: 16)) gets through") }
      }
    }
    #expect(measure("\u{9b}31m") == 4)
  }

  @Test func `a glyph with marks is one number wherever it is drawn`() {
    let one = GlyphIterator("x\u{323}\u{307}").first { _ in true }
    let two = GlyphIterator("x\u{323}\u{307}").first { _ in true }
    #expect(one?.glyph == two?.glyph)
    #expect(one?.glyph.scalars == ["x", "\u{323}", "\u{307}"])
    #expect(MemoryLayout<Cell>.stride == 8)
  }
}
