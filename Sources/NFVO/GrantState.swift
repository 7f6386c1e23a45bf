import Deciding
import ResourceInterfaces

// How events change grants and ledgers.
extension NFVOrchestrator.State {
  mutating func applyGrant(_ event: NFVOEvent) {
    switch event {
    case .granted(let grant, _):
      releasePlace(of: grant.vnf)
      reserve(grant)
    case .grantRefused(let operation, let round, let vnf, _, _):
      releasePlace(of: vnf)
      vnfs.update(vnf) {
        $0.lastGrantDecided = GrantRound(operation: operation, round: round)
      }
    case .reservationEnded(let operation, let vnf, _, _, _, let seats):
      release(operation)
      seat(seats, vnf)
      vnfs.update(vnf) { $0.lastSettled = operation }
    case .reservationPaused(let operation, let vnf, _, _, let seats, let kept, let until):
      guard let record = vnfs[vnf], let grant = grants[operation] else { return }
      account(grant.seats, \.reserved, of: record, sign: -1)
      seat(seats, vnf)
      account(kept, \.reserved, of: record, sign: 1)
      grants.update(operation) {
        $0.seats = kept
        $0.expiresAt = until
      }
    case .reservationResumed(let operation, _, _, _):
      grants.update(operation) { $0.expiresAt = nil }
    case .grantExpired(_, let operation, _, _, _, _, _): release(operation)
    default: break
    }
  }

  private mutating func reserve(_ grant: GrantRecord) {
    guard let vnf = vnfs[grant.vnf] else { return }
    grants[grant.operation] = grant
    vnfs.update(grant.vnf) {
      $0.lastGrantDecided = GrantRound(operation: grant.operation, round: grant.round)
    }
    vims.update(grant.vim) { $0.reservations += 1 }
    account(grant.seats, \.reserved, of: vnf, sign: 1)
    guard !grant.givenUp.isEmpty else { return }
    let kept = (seats[grant.vnf] ?? []).filter { seat in
      seat.resource.map { !grant.givenUp.contains($0) } ?? true
    }
    seat(kept, grant.vnf)
  }

  private mutating func release(_ operation: VNFOperation.ID) {
    guard let grant = grants[operation], let vnf = vnfs[grant.vnf] else { return }
    account(grant.seats, \.reserved, of: vnf, sign: -1)
    grants[operation] = nil
    vims.update(grant.vim) { $0.reservations -= 1 }
  }

  /// Has the components of a VNF sit just where `new` says.
  mutating func seat(_ new: [Seat], _ id: VNFInstance.ID) {
    guard let vnf = vnfs[id] else { return }
    account(seats[id] ?? [], \.used, of: vnf, sign: -1)
    account(new, \.used, of: vnf, sign: 1)
    seats[id] = new.isEmpty ? nil : new
  }
}

extension [Seat] {
  /// What all of them take.
  var compute: Compute { reduce(.none) { $0 + $1.demand.compute } }
}
