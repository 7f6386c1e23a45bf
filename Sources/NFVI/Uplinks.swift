import Deciding
import ResourceInterfaces

// Functions of a site that does not reach MANO: they work on, and nobody above hears of them or is heard.

/// What is said when a site reaches MANO again.
package struct CutUplink: Codable, Equatable, Sendable {
  /// A change of a configuration past the VNFM, as a function replays it (RFC 5277).
  package struct Change: Codable, Equatable, Sendable {
    package let vnf: VNFInstance.ID
    package let changes: [ConfigurationChange]
    package let by: String
  }

  package let since: Instant
  package internal(set) var changes: [Change] = []
  /// How often functions are to measure themselves, which nobody could tell them.
  package internal(set) var collections = Table<VNFInstance.ID, Int>()
}

extension Infrastructure {
  /// Tells the VNFM something about `vnf` over Ve-Vnfm; it gets lost where there is no way.
  static func tell(
    _ message: VNFMMessage, about vnf: VNFInstance.ID, _ turn: inout Turn<Self>
  ) {
    guard turn.state.cut(of: vnf) == nil else { return }
    turn.send(.vnfm(message))
  }

  /// Whether a message of the VNFM arrives.
  static func arrives(_ message: NFVIMessage, _ turn: inout Turn<Self>) -> Bool {
    guard !turn.state.uplinks.isEmpty else { return true }
    switch message {
    case .configure(let vnf, _, _, _, _), .configuration(.set(let vnf, _, _)),
      .configuration(.read(let vnf)):
      return turn.state.cut(of: vnf) == nil
    case .collect(let vnf, let seconds):
      guard let vim = turn.state.cut(of: vnf) else { return true }
      turn.record(.collectionHeldBack(vnf, vim: vim, seconds: seconds ?? 0))
      return false
    case .inventory, .start, .migrate, .stop, .power, .reset, .fault, .uplink, .configuration,
      .traffic:
      return true
    }
  }

  static func uplink(of vim: VIMName, isCut: Bool, _ turn: inout Turn<Self>) {
    let cut = turn.state.uplinks[vim]
    if isCut {
      if cut == nil { turn.record(.uplinkCut(vim)) }
      return
    }
    guard let cut else { return }
    turn.record(.uplinkRestored(vim))
    for change in cut.changes {
      turn.send(
        .vnfm(
          .configuration(.changedOutside(vnf: change.vnf, change.changes, by: change.by))))
    }
    for (vnf, seconds) in cut.collections.rows {
      setCollection(vnf, seconds == 0 ? nil : seconds, &turn)
    }
  }
}

extension Infrastructure.State {
  /// The VIM of a function that does not reach MANO; nil when it does.
  func cut(of vnf: VNFInstance.ID) -> VIMName? {
    guard !uplinks.isEmpty,
      let host = functions[vnf]?.workloads.first.flatMap({ workloads[$0]?.host }),
      let vim = hosts[host]?.vim
    else { return nil }
    return uplinks[vim] == nil ? nil : vim
  }
}
