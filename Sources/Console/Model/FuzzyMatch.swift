/// Finds names by some of their letters.
package enum FuzzyMatch {
  /// How well the letters, in this order, name the text; nil when they are not all there.
  ///
  /// Letters side by side and at the start of a word count more, as people type beginnings.
  package static func score(_ letters: String, in text: String) -> Int? {
    let wanted = Array(letters.lowercased())
    let characters = Array(text.lowercased())
    var score = 0
    var next = 0
    var lastHit = -2
    for (index, character) in characters.enumerated() where next < wanted.count {
      guard character == wanted[next] else { continue }
      let startsWord = index == 0 || !(characters[index - 1].isLetter)
      score += 1 + (lastHit == index - 1 ? 3 : 0) + (startsWord ? 4 : 0)
      lastHit = index
      next += 1
    }
    guard next == wanted.count else { return nil }
    return score * 8 - characters.count
  }
}
