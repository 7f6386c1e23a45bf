import Testing

@testable import Terminal

@Suite struct KeyTests {
  @Test(arguments: [
    "a", "G", "/", ":", "?", "-", "ctrl-r", "alt-x", "ctrl-alt-x", "shift-tab", "tab", "enter",
    "esc", "space", "ctrl-space", "f1", "f12", "ctrl-f5", "pgup", "pgdn", "home", "end", "ins",
    "del", "backspace", "up", "shift-down", "ctrl-left", "ctrl--", "alt--", "é", "日", ",", "+",
  ])
  func `a name makes the key that has the name`(name: String) {
    #expect(Key(name: name)?.name == name)
  }

  @Test(arguments: ["", "ctrl-", "foo", "f0", "f13", "shift-a", "ctrl-foo", " ", "pageup"])
  func `what is no name makes no key`(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test func `names of keys may be written in any case`() {
    #expect(Key(name: "PgUp") == Key(.pageUp))
    #expect(Key(name: "Ctrl-R") == Key(.character("r"), .ctrl))
    #expect(Key(name: "g") != Key(name: "G"))
  }

  @Test func `only keys that make a character type one`() {
    #expect(Key(.character("x")).typed == "x")
    #expect(Key(.space).typed == " ")
    #expect(Key(.character("x"), .ctrl).typed == nil)
    #expect(Key(.enter).typed == nil)
  }
}
