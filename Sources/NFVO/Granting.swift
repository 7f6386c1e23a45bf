import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Grants (SOL003 §9): what a VNF operation may take and where, held until the operation ends.
extension NFVOrchestrator {
  static func grant(_ request: GrantRequest, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[request.vnf], let vim = turn.state.vims[vnf.vim] else {
      let fault = Fault(
        title: "VNF unknown",
        detail: "The NFVO knows no VNF instance \(request.vnf), so it grants nothing for it.")
      answer(.grantRefused(operation: request.operation, fault: fault), &turn)
      return
    }
    if let held = turn.state.grants[request.operation] {
      guard let dead = held.deadHost(turn.state) else {
        answer(held, &turn)
        return
      }
      release(
        held, of: vnf, because: "\(dead), where it had a place, does not answer", &turn)
    }
    // A repeat of what was decided before must not reserve again.
    let round = GrantRound(operation: request.operation, round: request.round)
    guard vnf.lastGrantDecided.map({ $0 < round }) ?? true else { return }
    do {
      let seats = try seats(for: request, vnf, turn.state)
      let grant = GrantRecord(
        id: turn.makeID(Grant.self), operation: request.operation, round: request.round,
        kind: request.kind, vnf: vnf.id, vim: vim.id, seats: seats, givenUp: request.replaced,
        grantedAt: turn.now)
      turn.record(.granted(grant: grant, vnfName: vnf.name))
      answer(grant, &turn)
    } catch {
      turn.record(
        .grantRefused(
          operation: request.operation, round: request.round, vnf: vnf.id, vnfName: vnf.name,
          fault: error))
      answer(.grantRefused(operation: request.operation, fault: error), &turn)
    }
  }

  /// The seats that the placement of the network service counted on, or where that is no more possible
  /// or there is none, others.
  private static func seats(
    for request: GrantRequest, _ vnf: ManagedVNF, _ state: State
  ) throws(Fault) -> [Seat] {
    guard request.addCount > 0 else { return [] }
    var state = state
    if let (operation, place) = state.plannedPlace(of: vnf) {
      if place.vim == vnf.vim, let seats = place.seats(for: request),
        seats.allSatisfy({ state.condition(of: $0.host) == .up })
      {
        return seats
      }
      state.release([place], of: operation)
    }
    guard let vim = state.vims[vnf.vim] else { return [] }
    let title = "Grant refused"
    let wish = "\(request.kind.rawValue) of \(vnf.name) needs \(request.add.sentence)"
    guard request.add.fits(in: vim.free) else {
      let held =
        vim.reservations == 0
        ? "" : ", and holds \(vim.reserved.sentence) for \(vim.reservations) VNFs"
      throw Fault(
        title: title,
        detail: "\(wish), but \(vim.id) has \(vim.free.sentence) free of "
          + "\(vim.capacity.sentence)\(held). Free capacity there or scale by fewer steps.",
        errorClass: .capacity)
    }
    do {
      return try Seating(request, for: vnf, on: vim, state).seats()
    } catch {
      throw Fault(
        title: title,
        detail: "\(wish), and \(vim.id) has no place for it: \(error.sentence). Free a host "
          + "there, or ask for less.",
        errorClass: .capacity)
    }
  }

  private static func answer(_ grant: GrantRecord, _ turn: inout Turn<Self>) {
    let seats = grant.seats.map { seat in
      GrantedSeat(
        vdu: seat.vdu, host: seat.host, zone: turn.state.hosts[seat.host]?.zone ?? "")
    }
    answer(.granted(operation: grant.operation, grant: grant.id, seats: seats), &turn)
  }

  private static func answer(_ message: VNFMMessage, _ turn: inout Turn<Self>) {
    turn.send(.resource(.vnfm(message)))
  }

  // MARK: The life of a grant

  /// How long a grant is held for an operation that stands still.
  static let lease = Span.minutes(60)

  /// Keeps account of what a VNF operation does with its grant: consumed or given back when it ends,
  /// held for a while when it stands still.
  static func followGrant(
    _ notification: VNFOperationNotification, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[notification.vnf],
      vnf.lastSettled.map({ $0 < notification.operation }) ?? true
    else { return }
    let grant = turn.state.grants[notification.operation]
    switch notification.state {
    case .completed, .rolledBack, .failed:
      let seats = settled(notification.components, of: vnf, grant, turn.state).taken
      guard grant != nil || seats != turn.state.seats[vnf.id] ?? [] else { return }
      turn.record(
        .reservationEnded(
          operation: notification.operation, vnf: vnf.id, vnfName: vnf.name, vim: vnf.vim,
          grant: grant?.id, seats: seats))
    case .failedTemp:
      guard let grant, grant.expiresAt == nil else { return }
      let until = turn.now + lease
      let (taken, kept) = settled(notification.components, of: vnf, grant, turn.state)
      turn.record(
        .reservationPaused(
          operation: notification.operation, vnf: vnf.id, vnfName: vnf.name, vim: vnf.vim,
          seats: taken, kept: kept, until: until))
      turn.wake(.leaseDue(notification.operation, until: until), after: lease)
    case .processing, .rollingBack:
      guard grant?.expiresAt != nil else { return }
      turn.record(
        .reservationResumed(
          operation: notification.operation, vnf: vnf.id, vnfName: vnf.name, vim: vnf.vim))
    case .starting: return
    }
  }

  static func leaseDue(
    _ operation: VNFOperation.ID, until: Instant, _ turn: inout Turn<Self>
  ) {
    guard let grant = turn.state.grants[operation], grant.expiresAt == until,
      let vnf = turn.state.vnfs[grant.vnf]
    else { return }
    release(
      grant, of: vnf,
      because: "\(operation) has stood still for \(lease.milliseconds / 60_000) min", &turn)
  }

  private static func release(
    _ grant: GrantRecord, of vnf: ManagedVNF, because reason: String, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .grantExpired(
        grant: grant.id, operation: grant.operation, vnf: vnf.id, vnfName: vnf.name,
        vim: grant.vim, reserved: grant.reserved, reason: reason))
  }

  /// What of the seats of a VNF and of its grant the components have, and what is left of them. A
  /// component that went elsewhere has a seat where it is.
  static func settled(
    _ components: [PlacedComponent], of vnf: ManagedVNF, _ grant: GrantRecord?, _ state: State
  ) -> (taken: [Seat], kept: [Seat]) {
    var free = (state.seats[vnf.id] ?? []) + (grant?.seats ?? [])
    var taken: [Seat] = []
    var others: [PlacedComponent] = []
    for component in components {
      if let index = free.firstIndex(where: { $0.resource == component.resource }),
        free[index].host == component.host, free[index].demand == component.demand
      {
        taken.append(free.remove(at: index))
      } else {
        others.append(component)
      }
    }
    for component in others {
      // A seat that is kept comes first, then one whose component is gone.
      let fits = { (seat: Seat) in
        seat.vdu == component.vdu && seat.host == component.host
          && seat.demand == component.demand
      }
      let index =
        free.firstIndex { $0.resource == nil && fits($0) } ?? free.firstIndex(where: fits)
      taken.append(
        (index.map { free.remove(at: $0) } ?? state.seat(of: component))
          .held(by: component.resource))
    }
    return (taken, free.map { $0.held(by: nil) })
  }
}
