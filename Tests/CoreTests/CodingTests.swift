import Deciding
import Foundation
import ServiceInterfaces
import Testing

@testable import Core

/// The journal's own JSON, held against Foundation's in both directions.
struct CodingTests {
  private struct Shapes: Codable, Equatable {
    enum Choice: Codable, Equatable {
      case plain
      case named(first: Int, second: String?)
      case nested([Choice])
    }

    var text: String
    var flag: Bool
    var small: Int8
    var large: UInt64
    var negative: Int
    var fraction: Double
    var absent: Int?
    var present: Int?
    var list: [Choice]
    var members: [String: [Double]]
    var table: Table<String, Int>

    static func random(_ chance: inout Chance) -> Shapes {
      Shapes(
        text: Self.text(&chance), flag: chance.next() % 2 == 0,
        small: Int8(truncatingIfNeeded: chance.next()), large: chance.next(),
        negative: Int(bitPattern: UInt(chance.next())),
        fraction: Double(bitPattern: chance.next() & ~(0x7FF << 52) | (1_000 << 52)),
        absent: nil, present: Int(chance.next() % 10),
        list: (0..<3).map { _ in choice(&chance, 3) },
        members: Dictionary(
          uniqueKeysWithValues: (0..<Int(chance.next() % 40)).map {
            ("\(text(&chance))\($0)", [Double($0), 0.1 * Double($0)])
          }),
        table: {
          var table = Table<String, Int>()
          for number in 0..<Int(chance.next() % 5) { table[text(&chance)] = number }
          return table
        }())
    }

    private static func choice(_ chance: inout Chance, _ depth: Int) -> Choice {
      switch chance.next() % (depth > 0 ? 3 : 2) {
      case 0: .plain
      case 1: .named(first: Int(chance.next() % 1_000), second: text(&chance))
      default: .nested((0..<2).map { _ in choice(&chance, depth - 1) })
      }
    }

    private static let scalars = Array(
      "aZ0 \"\\/\u{8}\u{9}\n\u{c}\r\u{1}\u{1f}\u{7f}éß漢🎼\u{2028}_.".unicodeScalars)

    private static func text(_ chance: inout Chance) -> String {
      var text = ""
      for _ in 0..<chance.next() % 12 {
        text.unicodeScalars.append(scalars[Int(chance.next() % UInt64(scalars.count))])
      }
      return text
    }
  }

  private let coder = PayloadCoder()
  private var foundation: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  @Test(arguments: 1...200)
  func `what is written is what Foundation writes, and each reads the other`(seed: Int) throws {
    var chance = Chance(seed: UInt64(seed), message: 1)
    let value = Shapes.random(&chance)
    let text = try coder.text(value)
    let theirs = try foundation.encode(value)
    #expect(text == String(decoding: theirs, as: UTF8.self))
    #expect(try coder.value(Shapes.self, from: text, row: 1) == value)
    #expect(try JSONDecoder().decode(Shapes.self, from: Data(text.utf8)) == value)
  }

  @Test func `white space, every escape and surrogate pairs are read`() throws {
    let text = "\t{ \"a\" : [ \"\\u0041\\ud83c\\udfbc\\/\\b\" , null ] ,\n\"b\":-1.5e3 }\r\n"
    let value = try coder.value(JSONValue.self, from: text, row: 1)
    #expect(
      value == .object(["a": .array([.string("A🎼/\u{8}"), .null]), "b": .number(-1_500)]))
  }

  @Test(arguments: [
    "", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1 2]", "{a:1}", "tru", "nul",
    "\"a",
    "\"\u{1}\"", "1 2", "]", "{\"a\":1]", "\"\\", "\"\\u12\"", "\"\\x\"", "\"\\ud800\"", "--1",
    "[+]",
    String(repeating: "[", count: 100_000),
  ])
  func `what is no JSON is damage of its row, never a crash`(text: String) {
    do {
      let value = try coder.value(JSONValue.self, from: text, row: 41)
      Issue.record("\(text.prefix(20)) was read as \(value)")
    } catch {
      guard case .damaged(let sentence) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(sentence.hasPrefix("Row 41 of the journal cannot be read"))
    }
  }

  @Test func `what a later Podium added reads as empty in a text from before`() throws {
    struct Added: Codable, Equatable {
      struct Part: Codable, Equatable { var count: Int, names: [String: Int] }
      var flag: Bool, count: UInt8, text: String, list: [Int], part: Part, maybe: Int?
      var table: Table<String, Int>, ratio: Double
    }
    let value = try coder.value(Added.self, from: "{}", row: 1)
    #expect(
      value
        == Added(
          flag: false, count: 0, text: "", list: [], part: Added.Part(count: 0, names: [:]),
          maybe: nil, table: Table(), ratio: 0))
  }

  @Test func `what cannot be empty is missed`() {
    enum Choice: String, Codable { case one, two }
    enum Kind: Codable { case first(Int), second }
    struct WithChoice: Codable { var choice: Choice }
    struct WithKind: Codable { var kind: Kind }
    struct WithID: Codable { var id: ServiceOrder.ID }
    func misses<Value: Decodable>(_ type: Value.Type, _ name: String) {
      #expect {
        try coder.value(type, from: "{}", row: 9)
      } throws: {
        "\($0)".contains("the member \"\(name)\" is missing")
      }
    }
    misses(WithChoice.self, "choice")
    misses(WithKind.self, "kind")
    misses(WithID.self, "id")
  }

  @Test(arguments: [
    (#"{"list":[1,{"x":"1"}]}"#, "$.list[1].x"), (#"{"list":[1,2]}"#, "$.list[1]"),
    (#"{"list":[1,{"x":9223372036854775808}]}"#, "$.list[1].x"), (#"{"list":{}}"#, "$.list"),
  ])
  func `what does not read as its type is named by its path`(text: String, path: String) {
    struct Inner: Decodable { let x: Int }
    struct Outer: Decodable {
      let list: [Inner]

      enum CodingKeys: CodingKey { case list }

      init(from decoder: any Decoder) throws {
        var list = try decoder.container(keyedBy: CodingKeys.self)
          .nestedUnkeyedContainer(forKey: .list)
        _ = try list.decode(Int.self)
        self.list = [try list.decode(Inner.self)]
      }
    }
    #expect {
      try coder.value(Outer.self, from: text, row: 3)
    } throws: {
      "\($0)".contains("Outer at \(path): ")
    }
  }

  @Test func `instants are numbers in the journal and date-times for people`() throws {
    let instant = Instant(milliseconds: 1_772_438_400_250)
    #expect(try coder.text([instant]) == "[1772438400250]")
    let encoder = JSONEncoder()
    encoder.userInfo[try #require(CodingUserInfoKey.writesDateTimes)] = true
    #expect(
      String(decoding: try encoder.encode([instant]), as: UTF8.self)
        == #"["2026-03-02T08:00:00.250Z"]"#)
  }

  @Test func `what is no number is refused instead of written`() {
    #expect(throws: JournalError.self) { try coder.text([Double.nan]) }
  }
}
