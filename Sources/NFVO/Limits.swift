import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What a limit of running operations is about.
package enum LimitKey: Codable, Hashable, Sendable {
  case vim(VIMName)
  case tenant(String)

  /// As it is written in ``NFVOrchestrator/State/running``.
  var text: String {
    switch self {
    case .vim(let name): "vim \(name)"
    case .tenant(let name): "tenant \(name)"
    }
  }
}

/// How many operations may work at once, and when a VIM is left alone.
package struct OperationLimits: Codable, Equatable, Sendable {
  /// Operations that work on one VIM at once.
  package var perVIM = 200
  /// Operations of one tenant that work at once.
  package var perTenant = 100
  /// A VIM on which operations on so many VNFs failed in a row is left alone.
  package var failuresInARow = 8
  /// For how long, until one operation may try it.
  package var coolDown = Span.minutes(2)

  package init() {}
}

/// An operation that waits for its turn.
package struct WaitingOperation: Codable, Equatable, Sendable {
  package let operation: NSOperation.ID
  /// The limits that do not let it work.
  package internal(set) var lacks: [LimitKey]
}

/// Whether a VIM is worked on: closed as long as it does what it is told, open after failures in a
/// row, half open while one operation tries it.
package struct CircuitBreaker: Codable, Equatable, Sendable {
  package enum State: Codable, Equatable, Sendable {
    case closed
    case open(until: Instant)
    case halfOpen
  }

  package internal(set) var state = State.closed
  /// The VNFs whose operations failed there since one last succeeded, each once.
  package internal(set) var failed: [VNFInstance.ID] = []
  /// The last of these failures.
  package internal(set) var lastFault: String = ""

  package var isOpen: Bool { if case .open = state { true } else { false } }

  var sentence: String {
    switch state {
    case .closed where failed.isEmpty: "does again what it is told"
    case .closed: "operations on \(failed.count) VNFs failed in a row, the last: \(lastFault)"
    case .open(let instant):
      "is left alone until \(instant.timeOfDay): operations on \(failed.count) VNFs failed in a "
        + "row, the last: \(lastFault)"
    case .halfOpen: "may be tried by one operation"
    }
  }
}

// Whether an operation may work now, or waits for its turn: in the order of arrival for each limit.
extension NFVOrchestrator {
  /// Whether `operation` may begin something new; when it may not, it waits in the queue.
  static func takesTurn(_ operation: NSOperationRecord, _ turn: inout Turn<Self>) -> Bool {
    guard operation.slots.isEmpty else { return true }
    let keys = limitKeys(of: operation, turn.state)
    // One of a nested network service works in the turn of the operation around, which waits for it:
    // were it to wait as well, operations could wait for each other.
    let isInTurn = operation.requester.parentOperation != nil
    let lacks =
      isInTurn
      ? []
      : keys.compactMap { key in
        shortage(of: key, for: operation.id, turn.state).map { (key, $0) }
      }
    guard lacks.isEmpty else {
      let reason = lacks.map(\.1).joined(separator: "; ")
      if operation.waitsFor != reason {
        turn.record(
          .lifecycle(
            .turnAwaited(
              operation: operation.id, ns: operation.ns, name: operation.nsName,
              lacks: lacks.map(\.0), reason: reason)))
      }
      return false
    }
    turn.record(
      .lifecycle(
        .turnTaken(
          operation: operation.id, ns: operation.ns, name: operation.nsName, slots: keys)))
    return true
  }

  private static func limitKeys(of operation: NSOperationRecord, _ state: State) -> [LimitKey] {
    guard let ns = state.networkServices[operation.ns] else { return [] }
    var vims = operation.tasks.compactMap { $0.vnf.flatMap { state.vnfs[$0]?.vim } }
    vims += operation.tasks.filter { $0.vnf == nil && !$0.isNested }
      .compactMap { state.vim(for: $0, of: ns, operation) }
    return [.tenant(ns.tenant)] + Set(vims).sorted().map(LimitKey.vim)
  }

  /// Why `key` lets nothing more work; nil when it does.
  private static func shortage(
    of key: LimitKey, for operation: NSOperation.ID, _ state: State
  ) -> String? {
    // Whoever came first for a limit goes first.
    let isBehind = state.queue.prefix { $0.operation != operation }.contains {
      $0.lacks.contains(key)
    }
    let running = state.running[key.text] ?? 0
    switch key {
    case .tenant(let name):
      guard isBehind || running >= state.limits.perTenant else { return nil }
      return "\(name) has \(running) operations at work, \(state.limits.perTenant) are allowed"
    case .vim(let name):
      if let outage = state.outages.unreachable[name] {
        return "\(name) is unreachable since \(outage.since.timeOfDay)"
      }
      switch state.breakers[name]?.state ?? .closed {
      case .open(let instant):
        return "\(name) is left alone until \(instant.timeOfDay) after failures in a row"
      case .halfOpen where isBehind || running > 0:
        return "\(name) is being tried by another operation after failures in a row"
      case .halfOpen: return nil
      case .closed:
        guard isBehind || running >= state.limits.perVIM else { return nil }
        return "\(running) operations work on \(name), \(state.limits.perVIM) are allowed"
      }
    }
  }

  /// Lets those work that waited for what became free. Who waits for nothing but limits that are
  /// reached, or that somebody before waits for, is not asked.
  static func nextTurns(_ turn: inout Turn<Self>) {
    var closed: Set<LimitKey> = []
    for waiting in turn.state.queue {
      guard waiting.lacks.contains(where: { !closed.contains($0) && !isReached($0, turn.state) })
      else {
        closed.formUnion(waiting.lacks)
        continue
      }
      advance(waiting.operation, &turn)
      guard turn.state.operations[waiting.operation]?.slots.isEmpty == true,
        let still = turn.state.queue.first(where: { $0.operation == waiting.operation })
      else { continue }
      closed.formUnion(still.lacks)
    }
  }

  /// Whether `key` lets nothing more work, whoever it were.
  private static func isReached(_ key: LimitKey, _ state: State) -> Bool {
    let running = state.running[key.text] ?? 0
    switch key {
    case .tenant: return running >= state.limits.perTenant
    case .vim(let name):
      if state.outages.unreachable[name] != nil { return true }
      return switch state.breakers[name]?.state ?? .closed {
      case .open: true
      case .halfOpen: running > 0
      case .closed: running >= state.limits.perVIM
      }
    }
  }

  // MARK: Breakers

  /// Counts how a VNF operation went on its VIM.
  static func heed(
    _ notification: VNFOperationNotification, on vnf: ManagedVNF, isCancelled: Bool,
    _ turn: inout Turn<Self>
  ) {
    var breaker = turn.state.breakers[vnf.vim] ?? CircuitBreaker()
    switch notification.state {
    case .completed:
      guard breaker != CircuitBreaker() else { return }
      breaker = CircuitBreaker()
    case .failedTemp:
      guard !isCancelled, let fault = notification.fault else { return }
      breaker.lastFault = "\(vnf.name): \(fault.title)"
      if !breaker.failed.contains(vnf.id) { breaker.failed.append(vnf.id) }
      let opens =
        breaker.state == .halfOpen
        || breaker.state == .closed && breaker.failed.count >= turn.state.limits.failuresInARow
      if opens {
        breaker.state = .open(until: turn.now + turn.state.limits.coolDown)
        turn.wake(.breakerDue(vim: vnf.vim), after: turn.state.limits.coolDown)
      }
    case .starting, .processing, .rollingBack, .rolledBack, .failed: return
    }
    guard breaker != turn.state.breakers[vnf.vim] else { return }
    let wasClosed = (turn.state.breakers[vnf.vim]?.state ?? .closed) == .closed
    turn.record(.lifecycle(.breakerChanged(vim: vnf.vim, breaker: breaker)))
    if !wasClosed, breaker.state == .closed { nextTurns(&turn) }
  }

  static func breakerDue(_ vim: VIMName, _ turn: inout Turn<Self>) {
    guard var breaker = turn.state.breakers[vim], case .open(let until) = breaker.state,
      until <= turn.now
    else { return }
    breaker.state = .halfOpen
    turn.record(.lifecycle(.breakerChanged(vim: vim, breaker: breaker)))
    nextTurns(&turn)
  }
}
