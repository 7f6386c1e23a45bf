import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What the placement of a network service counted on, until each VNF has its grant. Reserved like what
/// is granted, so that what one order is promised nobody else is told to be free.
package struct PlannedPlaces: Codable, Equatable, Sendable {
  package let ns: NSInstance.ID
  package let tenant: String
  package internal(set) var places: [PlannedPlace]
  /// When it is given back; nil while its operation is at work.
  package internal(set) var expiresAt: Instant?

  package var reserved: Compute { Self.sum(places) }

  /// What all of them take.
  static func sum(_ places: [PlannedPlace]) -> Compute {
    places.reduce(.none) { $0 + $1.seats.compute }
  }
}

/// Where a VNF that is to be made goes, with a seat for each instance.
package struct PlannedPlace: Codable, Equatable, Sendable {
  package let vnfName: String
  package let profile: String
  package let vim: VIMName
  package let seats: [Seat]

  /// The seats for what a grant request adds; nil when they are not what it asks for.
  func seats(for request: GrantRequest) -> [Seat]? {
    var free = seats
    var taken: [Seat] = []
    for wish in request.addResources {
      for _ in 0..<wish.count {
        guard
          let index = free.firstIndex(where: { $0.vdu == wish.vdu && $0.demand == wish.demand })
        else { return nil }
        taken.append(free.remove(at: index))
      }
    }
    return taken
  }
}

// How long a plan is kept: as long as its operation is at work, and a while when that stands still.
extension NFVOrchestrator {
  /// After an operation came to stand still.
  static func keepPlaces(of id: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id], operation.state == .failedTemp,
      let planned = turn.state.plannedPlaces[id], planned.expiresAt == nil
    else { return }
    let until = turn.now + lease
    turn.record(
      .lifecycle(
        .placesKept(
          operation: id, ns: operation.ns, name: operation.nsName, reserved: planned.reserved,
          until: until)))
    turn.wake(.placesDue(id, until: until), after: lease)
  }

  static func placesDue(_ id: NSOperation.ID, until: Instant, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id], let planned = turn.state.plannedPlaces[id],
      planned.expiresAt == until
    else { return }
    turn.record(
      .lifecycle(
        .placesExpired(
          operation: id, ns: operation.ns, name: operation.nsName, reserved: planned.reserved,
          reason: "\(id) has stood still for \(lease.milliseconds / 60_000) min")))
  }
}

extension NFVOrchestrator.State {
  /// The places of VNFs of a network service that are to be made and have no grant yet.
  func plannedPlaces(in ns: NSRecord) -> [PlannedPlace] {
    ns.openOperation.flatMap { plannedPlaces[$0] }?.places ?? []
  }

  /// The place that was decided for a VNF that has no grant yet, with the operation that decided it.
  func plannedPlace(
    of vnf: ManagedVNF
  ) -> (operation: NSOperation.ID, place: PlannedPlace)? {
    guard let operation = networkServices[vnf.ns]?.openOperation,
      let place = plannedPlaces[operation]?.places.first(where: { $0.vnfName == vnf.name })
    else { return nil }
    return (operation, place)
  }

  /// The hosts of a VNF that is there, or is to be made where it was decided.
  func hostsHeld(by name: String, in ns: NSRecord) -> [HostName] {
    let present = ns.vnfs.compactMap { vnfs[$0] }.first { $0.name == name }
    let seats = present.map { seatsHeld(by: $0.id) } ?? []
    return (seats + plannedPlaces(in: ns).filter { $0.vnfName == name }.flatMap(\.seats))
      .map(\.host)
  }

  // MARK: Changes

  mutating func applyPlaces(_ event: NSLifecycleEvent) {
    switch event {
    case .placesReserved(let operation, let ns, _, let places):
      let tenant = networkServices[ns]?.tenant ?? ""
      var planned =
        plannedPlaces[operation] ?? PlannedPlaces(ns: ns, tenant: tenant, places: [])
      planned.places += places
      plannedPlaces[operation] = planned
      for place in places { account(place, of: planned, sign: 1) }
    case .placesKept(let operation, _, _, _, let until):
      plannedPlaces.update(operation) { $0.expiresAt = until }
    case .placesExpired(let operation, _, _, _, _):
      release(plannedPlaces[operation]?.places ?? [], of: operation)
    default: break
    }
  }

  /// Gives back what an operation counted on and needs no more, after its state changed.
  mutating func followPlaces(of operation: NSOperationRecord) {
    guard let planned = plannedPlaces[operation.id] else { return }
    switch operation.state {
    case .failedTemp: return
    case .starting, .processing:
      plannedPlaces.update(operation.id) { $0.expiresAt = nil }
      let lost = operation.tasks.filter(\.isGivenUp).map(\.vnfName)
      release(planned.places.filter { lost.contains($0.vnfName) }, of: operation.id)
    case .rollingBack, .completed, .partiallyCompleted, .rolledBack, .failed:
      release(planned.places, of: operation.id)
    }
  }

  /// A grant was decided: what was planned for its VNF is needed no more.
  mutating func releasePlace(of id: VNFInstance.ID) {
    guard let vnf = vnfs[id], let (operation, place) = plannedPlace(of: vnf) else { return }
    release([place], of: operation)
  }

  mutating func release(_ places: [PlannedPlace], of operation: NSOperation.ID) {
    guard !places.isEmpty, let planned = plannedPlaces[operation] else { return }
    for place in places { account(place, of: planned, sign: -1) }
    let rest = planned.places.filter { place in
      !places.contains { $0.vnfName == place.vnfName }
    }
    plannedPlaces.update(operation) { $0.places = rest }
    if rest.isEmpty { plannedPlaces[operation] = nil }
    // Of those that were never made the links are free again, too.
    let present = networkServices[planned.ns]?.vnfs.compactMap { vnfs[$0]?.name } ?? []
    giveBackLinks(of: places.map(\.vnfName).filter { !present.contains($0) }, in: planned.ns)
  }

  private mutating func account(_ place: PlannedPlace, of planned: PlannedPlaces, sign: Int) {
    account(place.seats, \.reserved, on: place.vim, for: planned.tenant, sign: sign)
    vims.update(place.vim) { $0.reservations += sign }
  }
}
