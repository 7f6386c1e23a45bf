import ServiceInterfaces
import Testing

/// A small generator of pseudo-random numbers (SplitMix64), so that a failing seed can be run again.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct OrderFuzzTests {
  /// Pieces that hostile or careless documents are made of.
  private static let pieces = [
    "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u0000", "\\ud800", "null", "true", "-", "1e999",
    "0.1", "99999999999999999999", "{}", "[]", "\"id\"", "\"1\"", "\"\"", "\u{0}", "😀",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "\"dependency\"", "\"RFS:Instance\"", "-1", "\n",
  ]

  private func mutate(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...6, using: &dice) {
      guard !result.isEmpty else { return result }
      let from = Int.random(in: 0..<result.count, using: &dice)
      let length = min(Int.random(in: 1...40, using: &dice), result.count - from)
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: result[from] = UInt8.random(in: 0...255, using: &dice)
      case 1: result.removeSubrange(from..<from + length)
      case 2: result.insert(contentsOf: result[from..<from + length], at: from)
      case 3:
        let piece = Self.pieces.randomElement(using: &dice) ?? ""
        result.replaceSubrange(from..<from + min(length, 4), with: Array(piece.utf8))
      default:
        result.insert(
          contentsOf: Array((Self.pieces.randomElement(using: &dice) ?? "").utf8), at: from)
      }
    }
    return result
  }

  /// Replaces a value somewhere in the tree, which keeps the text JSON and so gets deeper.
  private func mutate(_ value: JSONValue, _ dice: inout Dice) -> JSONValue {
    if Int.random(in: 0..<12, using: &dice) == 0 {
      let others: [JSONValue] = [
        .null, .boolean(true), .integer(.min), .integer(2), .number(0.5), .string(""), .string("1"),
        .array([]), .object([:]), .array([.null]), .string("CFS:Cloud-Firewall"),
      ]
      return others.randomElement(using: &dice) ?? .null
    }
    switch value {
    case .array(let values): return .array(values.map { mutate($0, &dice) })
    case .object(let members):
      // In the order of names: the order of a dictionary differs from run to run.
      let changed = members.sorted { $0.key < $1.key }.map { ($0.key, mutate($0.value, &dice)) }
      return .object(Dictionary(changed) { first, _ in first })
    default: return value
    }
  }

  @Test(arguments: 0..<40)
  func `no damage to the text of an order makes the reader trap`(seed: UInt64) {
    var dice = Dice(state: seed)
    let original = Array(OrderExamples.sound.utf8)
    for _ in 0..<50 {
      for problem in OrderExamples.problems(in: mutate(original, &dice)) {
        #expect(!problem.path.isEmpty && !problem.message.isEmpty && !problem.remedy.isEmpty)
      }
    }
  }

  @Test(arguments: 0..<40)
  func `no exchange of values in an order makes the reader trap`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var parser = JSONParser(Array(OrderExamples.sound.utf8))
    let original = try parser.parse()
    for _ in 0..<50 {
      let text = mutate(original, &dice).description
      let problems = OrderExamples.problems(in: text)
      #expect(problems.allSatisfy { $0.path.hasPrefix("$") }, "\(text)")
      #expect(Set(problems.map(\.path)).count == problems.count)
    }
  }
}
