import Testing

@testable import Terminal

@Suite struct InputDecoderTests {
  private func key(_ name: String) -> Input? { Key(name: name).map { .key($0) } }

  static let sequences: [(bytes: String, key: String)] = [
    ("a", "a"), ("G", "G"), (" ", "space"), ("\r", "enter"), ("\t", "tab"), ("\u{7f}", "backspace"),
    ("\u{8}", "backspace"), ("\u{12}", "ctrl-r"), ("\u{0}", "ctrl-space"), ("\u{1c}", "ctrl-\\"),
    ("\u{1b}x", "alt-x"), ("\u{1b}[A", "up"), ("\u{1b}OA", "up"), ("\u{1b}[1;5C", "ctrl-right"),
    ("\u{1b}[1;2B", "shift-down"), ("\u{1b}[Z", "shift-tab"), ("\u{1b}[H", "home"),
    ("\u{1b}[4~", "end"), ("\u{1b}[8~", "end"), ("\u{1b}[2~", "ins"), ("\u{1b}[3~", "del"),
    ("\u{1b}[5~", "pgup"), ("\u{1b}[6;5~", "ctrl-pgdn"), ("\u{1b}OP", "f1"), ("\u{1b}[11~", "f1"),
    ("\u{1b}[[A", "f1"), ("\u{1b}[15~", "f5"), ("\u{1b}[17~", "f6"), ("\u{1b}[24~", "f12"),
    ("\u{1b}[5^", "ctrl-pgup"), ("\u{1b}[27;5;9~", "ctrl-tab"), ("\u{1b}[13;5u", "ctrl-enter"),
    ("é", "é"), ("日", "日"),
  ]

  @Test(arguments: sequences)
  func `bytes become a key, whole or one by one`(bytes: String, name: String) {
    var whole = InputDecoder()
    #expect(whole.feed(Array(bytes.utf8)) == [key(name)])
    #expect(whole.patience == .none)
    var split = InputDecoder()
    #expect(bytes.utf8.flatMap { split.feed([$0]) } == [key(name)])
  }

  @Test func `an escape is a key when nothing follows it`() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1b]).isEmpty)
    #expect(decoder.patience == .short)
    #expect(decoder.expire() == [key("esc")])
    #expect(decoder.feed([0x78]) == [key("x")])
    #expect(decoder.feed([0x1b, 0x1b]) == [key("esc")])
    #expect(decoder.expire() == [key("esc")])
  }

  @Test(arguments: ["[A", "[1;5C", "OP", "[3~", "[<0;5;5M"])
  func `the tail of a sequence that was split for long is no key`(tail: String) {
    var decoder = InputDecoder()
    _ = decoder.feed([0x1b])
    #expect(decoder.expire() == [key("esc")])
    #expect(decoder.feed(Array(tail.utf8)).isEmpty)
    #expect(decoder.feed(Array("q".utf8)) == [key("q")])
  }

  @Test func `wherever a sequence is split, its parts act as nothing else`() {
    for (bytes, name) in InputDecoderTests.sequences where bytes.utf8.first == 0x1b {
      let all = Array(bytes.utf8)
      guard all.count > 2 else { continue }
      for place in 2..<all.count {
        var decoder = InputDecoder()
        let inputs = decoder.feed(all[..<place]) + decoder.feed(all[place...])
        #expect(inputs == [key(name)])
      }
    }
  }

  @Test(arguments: [
    "\u{1b}[99;99X", "\u{1b}[?1;2c", "\u{1b}[200;1H\u{0}".replacing("\u{0}", with: ""),
    "\u{1b}]11;rgb:0000/0000/0000\u{7}", "\u{1b}]52;c;QQ==\u{1b}\\", "\u{1b}P1$r0m\u{1b}\\",
    "\u{1b}[?2026;2$y", "\u{1b}_Gi=1;OK\u{1b}\\", "\u{1b}Oz",
  ])
  func `answers of the terminal and unknown sequences are swallowed`(bytes: String) {
    var decoder = InputDecoder()
    let before = decoder.feed(Array(bytes.utf8))
    #expect(before.allSatisfy { $0 == key("home") })
    #expect(decoder.feed(Array("q".utf8)) == [key("q")])
  }

  @Test func `random bytes leave the decoder able to read the next key`() {
    var seed: UInt64 = 42
    for _ in 0..<2_000 {
      var decoder = InputDecoder()
      for _ in 0..<40 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        _ = decoder.feed([UInt8(truncatingIfNeeded: seed >> 33)])
      }
      while decoder.patience != .none { _ = decoder.expire() }
      #expect(decoder.feed([0x71]) == [key("q")])
    }
  }

  @Test func `a paste is one text and never keys`() {
    var decoder = InputDecoder()
    let bytes = Array("\u{1b}[200~rm -rf x\r\n日\u{1b}[A\u{3}\ty\u{1b}[201~q".utf8)
    let inputs = bytes.flatMap { decoder.feed([$0]) }
    #expect(inputs == [.paste("rm -rf x\n日[A\ty"), key("q")])
  }

  @Test func `a paste without an end is given up after a while`() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1b}[200~abc".utf8)).isEmpty)
    #expect(decoder.patience == .long)
    #expect(decoder.expire() == [.paste("abc")])
  }

  @Test func `a paste beyond a mebibyte is cut`() {
    var decoder = InputDecoder()
    _ = decoder.feed(Array("\u{1b}[200~".utf8))
    _ = decoder.feed(repeatElement(UInt8(ascii: "x"), count: 1_200_000))
    guard case .paste(let text)? = decoder.feed(Array("\u{1b}[201~".utf8)).first else {
      Issue.record("the paste did not end")
      return
    }
    #expect(text.utf8.count == 1 << 20)
  }

  @Test func `the mouse is read in both protocols`() {
    var decoder = InputDecoder()
    let inputs = decoder.feed(
      Array("\u{1b}[<0;5;6M\u{1b}[<0;5;6m\u{1b}[<64;1;1M\u{1b}[<65;1;1M\u{1b}[<32;7;8M".utf8))
    #expect(
      inputs == [
        .mouse(MouseEvent(.press(.left), at: Point(x: 4, y: 5))),
        .mouse(MouseEvent(.release(.left), at: Point(x: 4, y: 5))),
        .mouse(MouseEvent(.wheelUp, at: Point(x: 0, y: 0))),
        .mouse(MouseEvent(.wheelDown, at: Point(x: 0, y: 0))),
        .mouse(MouseEvent(.drag(.left), at: Point(x: 6, y: 7))),
      ])
    #expect(
      decoder.feed(Array("\u{1b}[M\u{32}!\"".utf8)) == [
        .mouse(MouseEvent(.press(.right), at: Point(x: 0, y: 1), modifiers: .ctrl))
      ])
  }

  @Test func `the keys that mean something to every program are told apart`() {
    var decoder = InputDecoder()
    #expect(decoder.feed([3, 0x1a]) == [.interrupt, .suspend])
    #expect(decoder.feed(Array("\u{1b}[I\u{1b}[O".utf8)) == [.focus(true), .focus(false)])
  }
}
