// "Did you mean": which of the known names a misspelled one is closest to.

/// The names that a reader may have meant by one that does not exist.
package enum NearestNames {
  /// Up to three of the candidates that differ little from the name, the closest first.
  ///
  /// Letter case does not count. Long names and candidates beyond a few hundred are not compared,
  /// so that a hostile document cannot make this slow.
  package static func of(_ name: String, among candidates: [String]) -> [String] {
    guard name.utf8.count <= 64 else { return [] }
    let folded = Array(name.lowercased().utf8)
    let limit = max(2, folded.count * 2 / 5)
    let scored = candidates.prefix(256).filter { $0.utf8.count <= 64 }.map {
      ($0, distance(folded, Array($0.lowercased().utf8)))
    }
    let near = scored.filter { $0.1 <= limit }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    return near.prefix(3).map(\.0)
  }

  /// The candidate that the name can only be a slip of the pen for; nil when there is none so near.
  package static func slip(_ name: String, among candidates: [String]) -> String? {
    guard (4...64).contains(name.utf8.count) else { return nil }
    let folded = Array(name.lowercased().utf8)
    return candidates.prefix(256).filter { $0.utf8.count <= 64 }.map { candidate in
      (candidate, distance(folded, Array(candidate.lowercased().utf8)))
    }.filter { candidate, distance in
      let stem = max(5, min(name.utf8.count, candidate.utf8.count) - 1)
      return distance <= (name.utf8.count < 8 ? 1 : 2)
        || distance <= 3 && zip(candidate.utf8, name.utf8).prefix { $0 == $1 }.count >= stem
    }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// The sentence for a remedy: "Did you mean A or B?", or which names there are.
  package static func hint(for name: String, among candidates: [String]) -> String {
    let near = of(name, among: candidates)
    if !near.isEmpty { return "Did you mean \(near.joined(separator: " or "))?" }
    if candidates.isEmpty { return none }
    let shown = candidates.sorted().prefix(12).joined(separator: ", ")
    return "Known are: \(shown)\(candidates.count > 12 ? ", …" : "")."
  }

  /// The remedy when nothing has a name of the kind.
  package static let none = "There are none."

  /// The Levenshtein distance between two byte strings.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let substituted = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
