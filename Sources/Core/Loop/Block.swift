/// Who can send and receive: the blocks of the source text, and the world around them.
package enum Block: String, Codable, Sendable, CaseIterable {
  case com, som, nfvo, vnfm, vim, nfvi, nso, siem
  /// A person at the console or the command line.
  case person
  /// What plays COM's keyboard and an operator's in the demo.
  case demo
  /// What was there before the first message: catalogue and inventory.
  case world

  /// As the source text writes it.
  package var title: String {
    switch self {
    case .com: "COM"
    case .som: "SOM"
    case .nfvo: "NFVO"
    case .vnfm: "VNFM"
    case .vim: "VIM"
    case .nfvi: "NFVI"
    case .nso: "NSO"
    case .siem: "SIEM"
    case .person: "operator"
    case .demo: "demo"
    case .world: "world"
    }
  }

  /// The reference point at which the two speak; a block that speaks to itself waits.
  package static func referencePoint(from sender: Self, to receiver: Self) -> String {
    switch (sender, receiver) {
    case let (one, other) where one == other: "timer"
    case (.world, _): "Day-0"
    case (_, .com) where sender != .som, (.com, .person): "order desk"
    case (.com, .som), (.som, .com): "TMF641"
    case (_, .nfvo) where [.som, .person, .demo].contains(sender), (.nfvo, .som): "SOL005"
    case (.nfvo, .vnfm), (.vnfm, .nfvo): "Or-Vnfm"
    case (.nfvo, .vim), (.vim, .nfvo): "Or-Vi"
    case (.vnfm, .vim), (.vim, .vnfm): "Vi-Vnfm"
    case (.vnfm, .nfvi), (.nfvi, .vnfm): "Ve-Vnfm"
    case (.vim, .nfvi), (.nfvi, .vim): "Nf-Vi"
    case (.som, .nso), (.nso, .som), (.som, .siem), (.siem, .som): "TMF652"
    case (_, .nfvi): "world"
    default: "\(sender.title)-\(receiver.title)"
    }
  }
}
