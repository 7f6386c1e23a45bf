import Testing

@testable import Terminal

@Suite struct SurfaceTests {
  private func surface(_ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode) -> Surface {
    Surface(size: Size(columns: columns, rows: rows), glyphs: glyphs)
  }

  @Test func `a pane is a frame with a title and a count`() {
    var pane = surface(34, 5)
    pane.box(pane.bounds, border: Style(.paneBorderFocused), title: "1 Orders", badge: "12")
    pane.paint(.rowSelected, in: Rect(x: 1, y: 2, width: 32, height: 1))
    pane.write("ORDER    STATE", at: Point(x: 2, y: 1), role: .columnHeading)
    pane.write("SO-1042", at: Point(x: 2, y: 2), role: .text, width: 8)
    pane.write("● active", at: Point(x: 11, y: 2), role: .stateGood)
    #expect(
      pane.text == """
        ╭ 1 Orders ────────────────── 12 ╮
        │ ORDER    STATE                 │
        │ SO-1042  ● active              │
        │                                │
        ╰────────────────────────────────╯
        """)
    #expect(
      pane.roles == """
        B p pppppp BBBBBBBBBBBBBBBBBB nn B
        B ccccc    ccccc                 B
        B ttttttt  g gggggg              B
        B                                B
        BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
        """)
    #expect(
      pane.grounds == """
        ..................................
        ..................................
        .SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS.
        ..................................
        ..................................
        """)
  }

  @Test func `the plain set draws the same shapes`() {
    var pane = surface(20, 3, .ascii)
    pane.box(pane.bounds, border: Style(.paneBorder), title: "Network services", badge: "3")
    pane.gauge(0.5, at: Point(x: 2, y: 1), width: 8, role: .chartLow)
    #expect(
      pane.text == """
        + Network serv~- 3 +
        | ####....         |
        +------------------+
        """)
  }

  @Test(arguments: [
    ("abc", 5, Alignment.leading, "abc  |"), ("abc", 5, .trailing, "  abc|"),
    ("abc", 6, .centre, " abc  |"), ("abcdef", 4, .leading, "abc…|"), ("日本語", 4, .leading, "日… |"),
    ("日本語", 5, .trailing, "日本…|"), ("", 3, .leading, "   |"),
  ])
  func `a width is filled exactly`(text: String, width: Int, align: Alignment, expected: String) {
    var line = surface(8, 1)
    line.fill(line.bounds, style: Style(.text), with: "~")
    let used = line.write(text, at: Point(x: 0, y: 0), role: .text, width: width, align: align)
    line.write("|", at: Point(x: used, y: 0), role: .text)
    #expect(used == width)
    #expect(line.text.hasPrefix(expected))
  }

  @Test func `half of a wide character never stays`() {
    var line = surface(8, 1)
    line.write("日本語", at: Point(x: 0, y: 0), role: .text)
    line.write("x", at: Point(x: 1, y: 0), role: .text)
    #expect(line.text == " x本語")
    line.write("y", at: Point(x: 4, y: 0), role: .text)
    #expect(line.text == " x本y")
    line.write("語", at: Point(x: 7, y: 0), role: .text)
    #expect(line.text == " x本y")
    line.fill(Rect(x: 3, y: 0, width: 1, height: 1), style: Style(.text), with: "-")
    #expect(line.text == " x -y")
  }

  @Test func `wide text is cut at both edges of a clip`() {
    var line = surface(10, 1)
    let clip = Rect(x: 2, y: 0, width: 5, height: 1)
    let used = line.write("日本語日本", at: Point(x: 1, y: 0), role: .text, clip: clip)
    #expect(used == 10)
    #expect(line.text == "   本語")
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 1), (20, 5)])
  func `drawing outside draws nothing and never traps`(columns: Int, rows: Int) {
    for x in -9...9 {
      for y in -3...3 {
        var picture = surface(columns, rows)
        let rect = Rect(x: x, y: y, width: 30, height: 9)
        picture.box(rect, border: Style(.paneBorder), title: "日本 title", badge: "99")
        picture.fill(rect, style: Style(.text))
        picture.paint(.dialog, in: rect)
        picture.write("日本語 text", at: Point(x: x, y: y), role: .text, width: 12)
        picture.gauge(.nan, at: Point(x: x, y: y), width: 5)
        picture.gauge(7, at: Point(x: x, y: y), width: 5)
        picture.sparkline([1, .infinity, -3], top: 0, at: Point(x: x, y: y), width: 5)
        picture.draw(surface(4, 4), at: Point(x: x, y: y))
        picture.veil()
        #expect(picture.rows.count == rows)
        for row in picture.rows { #expect(measure(row) <= columns) }
      }
    }
  }

  @Test func `text written without a ground keeps the one beneath`() {
    var line = surface(6, 1)
    line.paint(.rowSelected, in: line.bounds)
    line.write("ab", at: Point(x: 0, y: 0), role: .text)
    line.write("cd", at: Point(x: 2, y: 0), role: .text, on: .rowMarked)
    #expect(line.grounds == "SSmmSS")
  }

  @Test func `a drawn surface covers what lies beneath`() {
    var base = surface(8, 1)
    base.write("日本語日", at: Point(x: 0, y: 0), role: .text)
    var patch = surface(3, 1)
    patch.write("a語", at: Point(x: 0, y: 0), role: .text)
    base.draw(patch, at: Point(x: 1, y: 0))
    #expect(base.text == " a語語日")
    base.draw(patch, at: Point(x: 6, y: 0))
    #expect(base[Point(x: 7, y: 0)].glyph == .space)
  }

  @Test func `charts show their values`() {
    var line = surface(20, 1)
    line.sparkline([0, 1, 4, 8], top: 8, at: Point(x: 0, y: 0), width: 6)
    line.gauge(0.55, at: Point(x: 8, y: 0), width: 4)
    #expect(line.text == "  ▁▂▅█  ██▎░")
    #expect(line.roles == "  e149  036e")
  }
}
