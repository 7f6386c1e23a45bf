import Deciding
import ResourceInterfaces

/// The automatic heals of one VIM: so many run at once and the others wait, so that the loss of a
/// site does not become a storm of operations on what is left.
package struct HealingWave: Codable, Equatable, Sendable {
  /// So many heals may run on one VIM at once.
  package static let limit = 8

  /// Heals that work at this moment, of people and by policy.
  package internal(set) var running: [VNFOperation.ID] = []
  /// VNFs whose heal is due and waits for its turn, in the order in which it became due.
  package internal(set) var waiting: [VNFInstance.ID] = []

  var hasRoom: Bool { running.count < Self.limit }
}

extension VNFRecord.Healing {
  /// So many heals of one VNF within ``window`` are enough: what is lost again and again needs a
  /// person.
  package static let limit = 6
  package static let window = Span.minutes(30)

  /// How many automatic heals were completed within the window that ends now.
  package func recent(at now: Instant) -> Int { healedAt.count { now - $0 < Self.window } }

  /// Why healing once more would not help; nil when it may.
  func futility(at now: Instant) -> String? {
    if failures >= policy.maxAttempts { return "\(failures) heals came to nothing" }
    let count = recent(at: now)
    guard count >= Self.limit else { return nil }
    return "healed \(count) times within \(Self.window.milliseconds / 60_000) min, and it does "
      + "not last"
  }
}

// Heals of one VIM take turns.
extension FunctionLifecycle {
  /// Begins a heal that is due, or lets it wait for its turn.
  static func beginHeal(of vnf: VNFRecord, _ vnfd: VNFD, _ turn: inout Turn<Self>) {
    let wave = turn.state.waves[vnf.vim ?? ""] ?? HealingWave()
    if let vim = vnf.vim, let outage = turn.state.unreachable[vim] {
      guard !wave.waiting.contains(vnf.id) else { return }
      turn.record(.healHeld(vnf: vnf.id, name: vnf.name, vim: vim, since: outage.since))
      return
    }
    guard wave.hasRoom else {
      guard !wave.waiting.contains(vnf.id) else { return }
      turn.record(
        .healQueued(
          vnf: vnf.id, name: vnf.name, vim: vnf.vim ?? "", running: wave.running.count,
          before: wave.waiting.count))
      return
    }
    do {
      let hosts = Set(vnf.components.filter { $0.phase == .lost }.compactMap(\.host)).sorted()
      let cause = hosts.isEmpty ? "gone from the cluster" : "on \(hosts.joined(separator: ", "))"
      let plan = try healing(of: vnf, vnfd, cause: cause, reference: "", isAutomatic: true)
      start(plan, vnf, &turn)
    } catch {
      turn.record(.healDropped(vnf: vnf.id, name: vnf.name, reason: error.detail))
    }
  }

  /// A heal has ended or stands still: those that wait on its VIM take their turn, first the
  /// functions of which nothing serves.
  static func healNext(on vim: VIMName, _ turn: inout Turn<Self>) {
    guard turn.state.unreachable[vim] == nil else { return }
    while let wave = turn.state.waves[vim], wave.hasRoom, let first = wave.waiting.first {
      let next = wave.waiting.first { turn.state.vnfs[$0]?.ready == 0 } ?? first
      healDue(next, &turn)
      // Whatever came of it, it waits no more; otherwise nothing would ever end this.
      guard turn.state.waves[vim]?.waiting.contains(next) != true else { return }
    }
  }

  static func giveUp(_ vnf: VNFRecord, _ reason: String, _ turn: inout Turn<Self>) {
    turn.record(.healGivenUp(vnf: vnf.id, name: vnf.name, reason: reason))
    turn.send(.nfvo(.healingGivenUp(vnf: vnf.id, reason: reason)))
  }
}

extension FunctionLifecycle.State {
  /// Keeps count of the heals that run when an operation is in `state`.
  mutating func countHeal(_ operation: VNFOperationRecord, in state: VNFOperationState) {
    guard operation.kind == .heal, let vim = operation.target.vim else { return }
    waves.update(vim, default: HealingWave()) { wave in
      wave.waiting.removeAll { $0 == operation.vnf }
      wave.running.removeAll { $0 == operation.id }
      if !state.isTerminal, state != .failedTemp { wave.running.append(operation.id) }
    }
    tidy(vim)
  }

  mutating func queueHeal(of vnf: VNFInstance.ID, on vim: VIMName) {
    waves.update(vim, default: HealingWave()) { $0.waiting.append(vnf) }
  }

  /// A VNF waits no more for its turn: its heal was dropped, or it is gone.
  mutating func leaveWave(_ vnf: VNFInstance.ID, on vim: VIMName?) {
    guard let vim else { return }
    waves.update(vim) { $0.waiting.removeAll { $0 == vnf } }
    tidy(vim)
  }

  private mutating func tidy(_ vim: VIMName) {
    if let wave = waves[vim], wave.running.isEmpty, wave.waiting.isEmpty { waves[vim] = nil }
  }
}
