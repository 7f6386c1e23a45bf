import Synchronization

/// What one cell shows: a character, a character with combining marks, or the right half of a wide
/// character that begins in the cell before it.
///
/// Four bytes, so that a screen is one flat block and a comparison is one instruction. A character
/// with marks is a number in a table of the process, which makes equal glyphs equal numbers on all
/// surfaces.
package struct Glyph: Hashable, Sendable {
  let bits: UInt32

  package static let space = Glyph(bits: 0x20)
  /// The right half of a wide character.
  package static let continuation = Glyph(bits: 0)
  private static let tableFlag: UInt32 = 0x8000_0000

  private init(bits: UInt32) { self.bits = bits }

  init(_ scalar: Unicode.Scalar) { self.init(bits: scalar.value) }

  /// A character with at most three marks; more are dropped, as no terminal shows them.
  init(_ scalar: Unicode.Scalar, marks: [Unicode.Scalar]) {
    guard !marks.isEmpty,
      let index = clusters.withLock({ $0.number(of: [scalar] + marks.prefix(3)) })
    else {
      self.init(scalar)
      return
    }
    self.init(bits: Glyph.tableFlag | index)
  }

  /// The one scalar of a glyph without marks.
  var single: Unicode.Scalar? {
    bits & Glyph.tableFlag == 0 ? Unicode.Scalar(bits) : nil
  }

  /// The character and its marks; empty for the right half of a wide one.
  package var scalars: [Unicode.Scalar] {
    if bits == 0 { return [] }
    if let single { return [single] }
    return clusters.withLock { $0.scalars(at: bits & ~Glyph.tableFlag) }
  }
}

/// Characters with marks, in the order in which they were first seen.
private struct ClusterTable {
  /// Names of customers hold a few hundred of these; hostile text must not fill the memory.
  private static let limit = 65_536
  private var sequences: [[Unicode.Scalar]] = []
  private var numbers: [[Unicode.Scalar]: UInt32] = [:]

  mutating func number(of sequence: [Unicode.Scalar]) -> UInt32? {
    if let known = numbers[sequence] { return known }
    guard sequences.count < ClusterTable.limit else { return nil }
    let number = UInt32(sequences.count)
    sequences.append(sequence)
    numbers[sequence] = number
    return number
  }

  func scalars(at number: UInt32) -> [Unicode.Scalar] {
    Int(number) < sequences.count ? sequences[Int(number)] : []
  }
}

private let clusters = Mutex(ClusterTable())
