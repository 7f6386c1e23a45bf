/// A set of serials that can say which is the n-th and how many come before one, in logarithmic time.
///
/// Serials are dense (see `Identifier`), so a bitmap holds a million of them in 128 KiB, and a
/// Fenwick tree over its words counts. This is what makes a frame cost what is on the screen, not
/// what is in the network: no list of rows is ever built.
package struct RankedSet: Equatable, Sendable {
  private var words: [UInt64] = []
  /// Fenwick tree: `sums[i]` counts the members in the words that end at word `i`, one-based.
  private var sums: [Int32] = [0]
  package private(set) var count = 0

  package init() {}

  package func contains(_ serial: Int) -> Bool {
    let word = serial >> 6
    return word < words.count && words[word] & (1 << UInt64(serial & 63)) != 0
  }

  /// Adds a serial (0 or more); answers whether it was new.
  @discardableResult
  package mutating func insert(_ serial: Int) -> Bool {
    precondition(serial >= 0, "serials are not negative")
    if serial >> 6 >= words.count { grow(toHold: serial) }
    let bit: UInt64 = 1 << UInt64(serial & 63)
    guard words[serial >> 6] & bit == 0 else { return false }
    words[serial >> 6] |= bit
    add(1, at: serial >> 6)
    return true
  }

  /// Takes a serial out; answers whether it was there.
  @discardableResult
  package mutating func remove(_ serial: Int) -> Bool {
    guard contains(serial) else { return false }
    words[serial >> 6] &= ~(1 << UInt64(serial & 63))
    add(-1, at: serial >> 6)
    return true
  }

  /// How many members are smaller than `serial`.
  package func rank(of serial: Int) -> Int {
    guard serial > 0 else { return 0 }
    let word = serial >> 6
    guard word < words.count else { return count }
    var sum = 0
    var index = word
    while index > 0 {
      sum += Int(sums[index])
      index &= index - 1
    }
    let below = words[word] & ((1 << UInt64(serial & 63)) - 1)
    return sum + below.nonzeroBitCount
  }

  /// The member that has `rank` smaller ones; `nil` when there are not that many.
  package func member(at rank: Int) -> Int? {
    guard rank >= 0, rank < count else { return nil }
    var rest = Int32(rank)
    var word = 0
    var step = 1 << (Int.bitWidth - 1 - max(words.count, 1).leadingZeroBitCount)
    while step > 0 {
      if word + step <= words.count, sums[word + step] <= rest {
        word += step
        rest -= sums[word]
      }
      step >>= 1
    }
    var bits = words[word]
    for _ in 0..<rest { bits &= bits - 1 }
    return (word << 6) + bits.trailingZeroBitCount
  }

  private mutating func add(_ difference: Int32, at word: Int) {
    count += Int(difference)
    var index = word + 1
    while index < sums.count {
      sums[index] += difference
      index += index & -index
    }
  }

  /// Doubles the room and counts anew, which a member pays for once in its life.
  private mutating func grow(toHold serial: Int) {
    let needed = max((serial >> 6) + 1, words.count * 2, 16)
    words.append(contentsOf: repeatElement(0, count: needed - words.count))
    sums = [Int32](repeating: 0, count: words.count + 1)
    for index in 1...words.count {
      sums[index] += Int32(words[index - 1].nonzeroBitCount)
      let parent = index + (index & -index)
      if parent < sums.count { sums[parent] += sums[index] }
    }
  }
}
