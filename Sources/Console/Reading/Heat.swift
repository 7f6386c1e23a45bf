/// The hosts of one zone of a cluster, in the order of the inventory.
package struct HostGroup: Equatable, Sendable {
  /// The VIM that they belong to.
  package var vim: Subject
  package var cluster: String
  package var zone: String
  /// Serials of hosts.
  package var hosts: [Int]
}

/// A host as one cell of a map: no words, since thousands of them are read for a picture.
package struct HeatCell: Equatable, Sendable {
  package var tone: StateWord.Tone
  /// 0 ... 1 of what it may give out.
  package var cpu: Double
  package var memory: Double
  /// 0 ... 1 of its CPUs that what runs there was last seen to use; nil when nothing is measured.
  package var load: Double?
  package var isEmpty: Bool
}

/// What the cells of the map show.
package enum HeatMeasure: Int, CaseIterable, Hashable, Sendable {
  case cpu, memory, load

  package var following: Self { Self(rawValue: rawValue + 1) ?? .cpu }

  package var words: String {
    switch self {
    case .cpu: "vCPU given out"
    case .memory: "RAM given out"
    case .load: "load measured"
    }
  }

  func share(_ cell: HeatCell) -> Double? {
    switch self {
    case .cpu: cell.cpu
    case .memory: cell.memory
    case .load: cell.load
    }
  }
}
