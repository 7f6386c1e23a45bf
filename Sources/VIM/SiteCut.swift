import Deciding
import ResourceInterfaces

// A VIM that does not reach MANO, while it and what it runs go on: what it says gets lost, what it is asked
// never arrives, and the gateway beside MANO says so. When the way is open again it tells what happened.

extension Clusters {
  /// How long the gateway waits for a connection.
  static let connectTimeout = Span.seconds(10)
  /// How long a VIM may be silent before it is said to be out of reach: three health checks.
  static let cutPatience = Span.seconds(30)

  /// Says something to MANO; it gets lost where there is no way.
  static func say(_ message: ResourceMessage, by vim: VIMName, _ turn: inout Turn<Self>) {
    guard turn.state.clusters[vim]?.cut == nil else { return }
    turn.send(message)
  }

  /// Whether a request of MANO arrives. The gateway ends a task that does not.
  static func arrives(_ message: VIMMessage, _ turn: inout Turn<Self>) -> Bool {
    guard let vim = message.vim, turn.state.clusters[vim]?.cut != nil else { return true }
    if case .submit(_, let task) = message {
      let fault = Fault(
        title: "VIM unreachable",
        detail: "\(vim) does not answer: no connection within "
          + "\(Int(connectTimeout.seconds)) s. Look at the network of its site.",
        errorClass: .transient)
      turn.send(
        .vnfm(.taskEnded(token: task.token, attempt: task.attempt, fault: fault)),
        after: connectTimeout)
    }
    return false
  }

  static func cutOff(_ vim: VIMName, _ turn: inout Turn<Self>) {
    guard let cluster = turn.state.clusters[vim], cluster.cut == nil else { return }
    turn.record(.siteCut(vim))
    turn.send(.nfvi(.uplink(vim: vim, isCut: true)))
    turn.wake(.cutNoticed(vim, since: turn.now), after: cutPatience)
  }

  static func cutNoticed(_ vim: VIMName, since: Instant, _ turn: inout Turn<Self>) {
    guard let cut = turn.state.clusters[vim]?.cut, cut.since == since, !cut.isNoticed else {
      return
    }
    let reason = "no answer for \(Int(cutPatience.seconds)) s"
    turn.record(.cutNoticed(vim, reason: reason))
    turn.send(.nfvo(.vimState(vim: vim, isUp: false, reason: reason)))
    turn.send(.vnfm(.vimState(vim: vim, isUp: false, reason: reason)))
  }

  static func reconnect(_ vim: VIMName, _ turn: inout Turn<Self>) {
    guard let cut = turn.state.clusters[vim]?.cut else { return }
    turn.record(.siteReconnected(vim))
    turn.send(.nfvi(.uplink(vim: vim, isCut: false)))
    for host in cut.hosts.keys.compactMap({ turn.state.hosts[$0] }) {
      tellState(of: host, &turn)
      tellTroubles(of: host, &turn)
    }
    for task in cut.ends.compactMap({ turn.state.tasks[$0] }) where task.injected != .lostReply {
      answer(task, &turn)
    }
    sayWhatWasTold(on: vim, &turn)
    report(vim, query: nil, &turn)
    guard cut.isNoticed else { return }
    let reason = "the connection is back"
    turn.send(.nfvo(.vimState(vim: vim, isUp: true, reason: reason)))
    turn.send(.vnfm(.vimState(vim: vim, isUp: true, reason: reason)))
  }

  /// The VIMs that a fault of sites is about, in order.
  private static func vims(of rule: FaultRule, _ state: State) -> [VIMName] {
    guard rule.kind == .siteCut else { return [] }
    return state.names.filter { rule.place.covers(state.place(of: $0)) }
  }

  package static func begins(_ rule: FaultRule, _ turn: inout Turn<Self>) {
    for vim in vims(of: rule, turn.state) { cutOff(vim, &turn) }
  }

  package static func ends(_ rule: FaultRule, _ turn: inout Turn<Self>) {
    for vim in vims(of: rule, turn.state) {
      let place = turn.state.place(of: vim)
      let isStillCut = turn.state.faults.active.contains {
        $0.rule.kind == .siteCut && $0.rule.place.covers(place)
      }
      if !isStillCut { reconnect(vim, &turn) }
    }
  }
}

/// What MANO does not hear of a VIM that does not reach it.
package struct SiteCut: Codable, Equatable, Sendable {
  package let since: Instant
  /// Whether MANO was told that it does not answer.
  package internal(set) var isNoticed = false
  /// Hosts that stopped or resumed answering.
  var hosts = Table<HostName, Bool>()
  /// Tasks that have ended, in that order.
  var ends: [TaskToken] = []
}

extension VIMMessage {
  /// The VIM that MANO asks; nil when it is not MANO that speaks.
  fileprivate var vim: VIMName? {
    switch self {
    case .submit(let vim, _), .cancel(let vim, _, _), .describe(let vim, _, _),
      .capacityQuery(let vim, _), .list(let vim, _), .own(let vim, _):
      vim
    case .inventory, .host, .fault, .byHand: nil
    }
  }
}

extension Clusters.State {
  fileprivate func place(of vim: VIMName) -> FaultPlace {
    FaultPlace(vim: vim, site: clusters[vim]?.site)
  }

  /// Keeps what MANO is to be told of `vim` when it reaches it again.
  mutating func keep(onCutOf vim: VIMName?, _ change: (inout SiteCut) -> Void) {
    guard let vim, var cut = clusters[vim]?.cut else { return }
    change(&cut)
    clusters.update(vim) { $0.cut = cut }
  }
}
