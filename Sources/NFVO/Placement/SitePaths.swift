/// The way of least latency between any two sites over the links; among equals that of least jitter,
/// then of least price.
struct SitePaths: Equatable, Sendable {
  /// A way, in sums over its links.
  struct Path: Equatable, Sendable {
    var latency: Int
    var jitter: Int
    var price: Int
    /// The links on it, by their place in the landscape.
    var links: [Int]

    static let none = Self(latency: 0, jitter: 0, price: 0, links: [])

    static func < (left: Self, right: Self) -> Bool {
      (left.latency, left.jitter, left.price) < (right.latency, right.jitter, right.price)
    }
  }

  private let count: Int
  private var table: [Path?]

  /// Takes the sites' identifiers in the order in which paths are asked for.
  init(sites: [String], links: [Landscape.Link]) {
    count = sites.count
    table = Array(repeating: nil, count: sites.count * sites.count)
    for site in sites.indices { table[site * count + site] = Path.none }
    for (number, link) in links.enumerated() {
      guard link.ends.count == 2, let one = sites.firstIndex(of: link.ends[0]),
        let other = sites.firstIndex(of: link.ends[1])
      else { continue }
      let path = Path(
        latency: link.latency, jitter: link.jitter, price: link.price, links: [number])
      offer(path, from: one, to: other)
      offer(path, from: other, to: one)
    }
    for middle in sites.indices {
      for start in sites.indices {
        guard let first = self[start, middle] else { continue }
        for end in sites.indices {
          guard let second = self[middle, end] else { continue }
          offer(
            Path(
              latency: first.latency + second.latency, jitter: first.jitter + second.jitter,
              price: first.price + second.price, links: first.links + second.links),
            from: start, to: end)
        }
      }
    }
  }

  /// Nil when no links lead there.
  subscript(start: Int, end: Int) -> Path? { table[start * count + end] }

  private mutating func offer(_ path: Path, from start: Int, to end: Int) {
    if let known = self[start, end], !(path < known) { return }
    table[start * count + end] = path
  }
}
