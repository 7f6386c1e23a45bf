import Deciding
import ResourceInterfaces

/// What the VNFM waits for when it looks for drift.
package enum DriftTimer: Codable, Equatable, Sendable {
  /// It is time to compare again.
  case sweep(number: Int)
  case partOverdue(vim: VIMName, number: Int, after: VNFInstance.ID?, attempt: Int)
  case look(DriftPlace, number: Int)
  case lookOverdue(DriftPlace, number: Int, attempt: Int)
  case orderOverdue(Drift.ID, step: Int, attempt: Int)
}

// Looking for drift: each VIM is asked part by part what it holds, and where that is not what is
// believed it is asked once more a moment later, since news may have been on its way.
extension FunctionLifecycle {
  /// A VIM answers a question by then, or is asked again.
  static let driftPatience = Span.minutes(1)
  static let driftAttempts = 5
  /// How long news may be on its way.
  static let secondLook = Span.seconds(5)

  static func handle(_ message: DriftMessage, _ turn: inout Turn<Self>) {
    switch message {
    case .check(let vims, let reads, let by):
      for vim in vims { beginCheck(of: vim, reads: reads, by, &turn) }
    case .watch(let vims, let seconds, let by): watchDrift(vims, seconds, by, &turn)
    case .resolve(let id, let remedy, let by): resolve(id, remedy, by, &turn)
    case .listed(let listing): listed(listing, &turn)
    case .owned(let drift, let attempt, let fault): owned(drift, attempt, fault, &turn)
    }
  }

  static func wake(_ timer: DriftTimer, _ turn: inout Turn<Self>) {
    switch timer {
    case .sweep(let number):
      guard let watch = turn.state.drift.watch, watch.number == number else { return }
      for vim in watch.vims { beginCheck(of: vim, reads: false, watch.by, &turn) }
      turn.wake(.drift(timer), after: .seconds(Double(watch.everySeconds)))
    case .partOverdue(let vim, let number, let after, let attempt):
      partOverdue(vim, number, after, attempt, &turn)
    case .look(let place, let number): askLook(place, number, attempt: 1, &turn)
    case .lookOverdue(let place, let number, let attempt):
      guard let look = turn.state.drift.looks[place], look.number == number,
        look.attempts == attempt
      else { return }
      guard attempt < driftAttempts else { return lookFailed(place, &turn) }
      askLook(place, number, attempt: attempt + 1, &turn)
    case .orderOverdue(let id, let step, let attempt): orderOverdue(id, step, attempt, &turn)
    }
  }

  private static func watchDrift(
    _ vims: [VIMName], _ seconds: Int?, _ by: String, _ turn: inout Turn<Self>
  ) {
    let known = turn.state.drift.watch
    guard known?.everySeconds != seconds || known?.vims != (seconds == nil ? nil : vims) else {
      return
    }
    let watch = seconds.map {
      DriftWatch(vims: vims, everySeconds: $0, by: by, number: turn.message)
    }
    turn.record(.drift(event: .watchSet(watch, by: by)))
    guard let seconds else { return }
    turn.wake(.drift(.sweep(number: turn.message)), after: .seconds(Double(seconds)))
  }

  // MARK: The first look, part by part

  private static func beginCheck(
    of vim: VIMName, reads: Bool, _ by: String, _ turn: inout Turn<Self>
  ) {
    guard turn.state.drift.checks[vim] == nil else { return }
    turn.record(
      .drift(event: .checkBegun(vim: vim, number: turn.message, by: by, reads: reads)))
    askForPart(of: vim, &turn)
  }

  private static func askForPart(of vim: VIMName, _ turn: inout Turn<Self>) {
    guard let check = turn.state.drift.checks[vim] else { return }
    turn.send(
      .vim(.list(vim: vim, ListQuery(number: check.number, after: check.after))))
    turn.wake(
      .drift(
        .partOverdue(
          vim: vim, number: check.number, after: check.after, attempt: check.attempts)),
      after: driftPatience)
  }

  private static func partOverdue(
    _ vim: VIMName, _ number: Int, _ after: VNFInstance.ID?, _ attempt: Int,
    _ turn: inout Turn<Self>
  ) {
    guard let check = turn.state.drift.checks[vim], check.number == number, !check.isListed,
      check.after == after, check.attempts == attempt
    else { return }
    guard attempt < driftAttempts else {
      let fault = Fault(
        title: "No answer",
        detail:
          "\(vim) has not said what it holds, \(attempt) times. Look there, then check again.",
        errorClass: .timeout)
      turn.record(
        .drift(
          event: .checkEnded(
            vim: vim, objects: check.objects, findings: turn.state.drift.findings.count,
            fault: fault)))
      return
    }
    turn.record(.drift(event: .partAskedAgain(vim: vim, attempt: attempt + 1)))
    askForPart(of: vim, &turn)
  }

  private static func listed(_ listing: Listing, _ turn: inout Turn<Self>) {
    if let vnf = listing.query.vnf {
      return looked(
        DriftPlace(vim: listing.vim, vnf: vnf), listing.query.number, listing.holdings.first, &turn)
    }
    guard let check = turn.state.drift.checks[listing.vim], check.number == listing.query.number,
      !check.isListed, check.after == listing.query.after
    else { return }
    let places = places(in: listing, turn.state)
    askForMissedNews(places, &turn)
    let suspects = places.filter { place in
      !turn.state.drift.findings(at: place.place).isEmpty
        || compare(place.place, with: place.holding, turn.state)?.isClean == false
    }.map(\.place)
    let fresh = suspects.filter { turn.state.drift.looks[$0] == nil }
    turn.record(
      .drift(
        event: .partCompared(
          vim: listing.vim, through: listing.through,
          objects: listing.holdings.reduce(0) { $0 + $1.objects.count }, suspects: suspects,
          number: turn.message)))
    for place in fresh {
      turn.wake(.drift(.look(place, number: turn.message)), after: secondLook)
    }
    if check.reads {
      for place in places where turn.state.vnfs[place.place.vnf]?.condition == .started {
        turn.send(.nfvi(.configuration(.read(vnf: place.place.vnf))))
      }
    }
    if listing.through == nil {
      endCheckIfDone(of: listing.vim, &turn)
    } else {
      askForPart(of: listing.vim, &turn)
    }
  }

  /// The VNFs that a part is about: those that it lists, and those between them that are believed to be
  /// there.
  private static func places(
    in listing: Listing, _ state: State
  ) -> [(place: DriftPlace, holding: Holding?)] {
    let first = (listing.query.after?.serial ?? 0) + 1
    let last = listing.through?.serial ?? max(first - 1, state.lastVNF)
    var holdings: [VNFInstance.ID: Holding] = [:]
    for holding in listing.holdings { holdings[holding.vnf] = holding }
    let believed = (first..<max(first, last + 1)).map { VNFInstance.ID(serial: $0) }.filter {
      holdings[$0] == nil && state.vnfs[$0]?.vim == listing.vim
        && state.vnfs[$0]?.instantiationState == .instantiated
    }
    return (holdings.keys + believed).sorted().map {
      (DriftPlace(vim: listing.vim, vnf: $0), holdings[$0])
    }
  }

  /// Where a VIM has told more than was heard, that is no drift: it is asked what it holds.
  static func askForMissedNews(
    _ places: [(place: DriftPlace, holding: Holding?)], _ turn: inout Turn<Self>
  ) {
    for (place, holding) in places {
      guard let holding, let vnf = turn.state.vnfs[place.vnf], vnf.vim == place.vim,
        holding.sequence > vnf.news.heard
      else { continue }
      miss(vnf, on: place.vim, told: holding.sequence, &turn)
    }
  }

  static func endCheckIfDone(of vim: VIMName, _ turn: inout Turn<Self>) {
    guard let check = turn.state.drift.checks[vim], check.isListed, check.pending.isEmpty else {
      return
    }
    turn.record(
      .drift(
        event: .checkEnded(
          vim: vim, objects: check.objects, findings: turn.state.drift.findings.count, fault: nil)))
  }
}

extension FunctionLifecycle.State {
  /// The last serial of a VNF.
  fileprivate var lastVNF: Int { vnfs.keys.last?.serial ?? 0 }
}
