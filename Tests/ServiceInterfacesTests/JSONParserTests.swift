import ServiceInterfaces
import Testing

/// A text that is not JSON, and where the parser must say so.
struct BadJSON: Sendable, CustomTestStringConvertible {
  let text: String
  let line: Int
  let column: Int

  init(_ text: String, _ line: Int, _ column: Int) {
    self.text = text
    self.line = line
    self.column = column
  }

  var testDescription: String { String(text.prefix(30)).debugDescription }
}

@Suite struct JSONParserTests {
  private func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
    var parser = JSONParser(Array(text.utf8))
    return try parser.parse()
  }

  @Test(arguments: [
    ("null", JSONValue.null), ("true", .boolean(true)), (" false ", .boolean(false)),
    ("0", .integer(0)), ("-12", .integer(-12)), ("4.0", .integer(4)), ("2e3", .integer(2000)),
    ("1.5", .number(1.5)), ("-1E-1", .number(-0.1)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    (#""a\"\\\/\b\f\n\r\té""#, .string("a\"\\/\u{8}\u{c}\n\r\té")),
    (#""\u00e9\uD83D\uDE00""#, .string("é😀")),
    ("[]", .array([])), ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])),
    ("{}", .object([:])), (#"{"a": {"b": null}}"#, .object(["a": .object(["b": .null])])),
    ("\u{FEFF}1", .integer(1)),
  ])
  func `a value is read`(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    BadJSON("", 1, 1), BadJSON("  \n ", 2, 2), BadJSON("{", 1, 2), BadJSON("[1,", 1, 4),
    BadJSON("[1,]", 1, 4), BadJSON("{\"a\" 1}", 1, 6), BadJSON("{a: 1}", 1, 2),
    BadJSON("{\n  \"a\": tru\n}", 2, 8), BadJSON("[1 2]", 1, 4), BadJSON("1 2", 1, 3),
    BadJSON("01", 1, 3), BadJSON("-", 1, 2), BadJSON("1.", 1, 3), BadJSON("1e", 1, 3),
    BadJSON("+1", 1, 1), BadJSON("NaN", 1, 1), BadJSON("\"a", 1, 3), BadJSON("\"\\x\"", 1, 3),
    BadJSON("\"\\u12\"", 1, 4), BadJSON("\"\\uD800\"", 1, 8), BadJSON("\"\\uD800\\u0041\"", 1, 14),
    BadJSON("\"a\nb\"", 1, 3), BadJSON("{'a': 1}", 1, 2), BadJSON("{\"a\": 1, }", 1, 10),
    BadJSON(String(repeating: "[", count: 100_000), 1, 34),
  ])
  func `text that is not JSON is refused at its line and column`(bad: BadJSON) {
    let error = #expect(throws: JSONSyntaxError.self) { try parse(bad.text) }
    #expect(
      error.map { [$0.line, $0.column] } == [bad.line, bad.column], "\(String(describing: error))")
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    for bytes: [UInt8] in [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    ] {
      var parser = JSONParser(bytes)
      #expect(throws: JSONSyntaxError.self) { try parser.parse() }
    }
  }

  @Test func `a document over the limit is refused unread`() {
    var limits = JSONLimits()
    limits.bytes = 8
    var parser = JSONParser(Array("[1,2,3,4,5]".utf8), limits: limits)
    #expect(throws: JSONSyntaxError.self) { try parser.parse() }
  }

  @Test func `a value is written as it is read`() throws {
    let text = #"{"a":[1,2.5,null,true],"b":"x\n\u0001\"","c":{}}"#
    #expect(try parse(text).description == text)
  }

  @Test(arguments: [
    ("2026-03-01T09:00:00Z", 1_772_355_600_000 as Int?),
    ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.5Z", -500),
    ("2000-02-29T12:00:00+01:00", 951_822_000_000), ("1900-02-29T00:00:00Z", nil),
    ("2026-13-01T00:00:00Z", nil), ("2026-01-01T24:00:00Z", nil), ("2026-01-01 00:00:00Z", nil),
    ("2026-01-01T00:00:00", nil), ("2026-01-01T00:00:00.Z", nil), ("2026-01-01T00:00:00Zx", nil),
    ("", nil), ("-026-01-01T00:00:00Z", nil), ("2026-01-01T00:00:00+25:00", nil),
  ])
  func `a date-time is a moment or nothing`(text: String, milliseconds: Int?) {
    #expect(DateTime(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    ("CFS:Cloud-Firewal", ["CFS:Cloud-Firewall"]), ("cfs:cloud-firewall", ["CFS:Cloud-Firewall"]),
    ("memory", []), ("", []),
  ])
  func `a misspelled name finds its nearest`(name: String, nearest: [String]) {
    let known = ["CFS:Cloud-Firewall", "CFS:SD-WAN-Overlay", "CFS:Managed-Security"]
    #expect(NearestNames.of(name, among: known) == nearest)
  }
}
