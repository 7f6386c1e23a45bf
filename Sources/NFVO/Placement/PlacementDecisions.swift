import ResourceInterfaces

/// An instance with its place.
package struct PlacedInstance: Equatable, Sendable {
  /// What it has of one NUMA node.
  package struct Piece: Codable, Equatable, Sendable {
    /// The node's number on its host, from 0.
    package let cell: Int
    package let taken: Landscape.Cell
  }

  package let group: String
  package let vim: VIMName
  package let zone: String
  package let host: HostName
  package let pieces: [Piece]
  let seat: HostStock.Seat
}

/// A request with a place for each instance, in the order of the request's groups.
package struct PlacedRequest: Equatable, Sendable {
  package let instances: [PlacedInstance]
  package let score: PlacementScore
  /// Whether no better placement exists; not known when the search ran out of patience.
  package let isBest: Bool
  /// What the connections take of each link, in bit/s.
  let bitrates: [Int]

  /// The VIM of each unit.
  package func vim(of group: String) -> VIMName? { instances.first { $0.group == group }?.vim }
}

/// What came of a request.
package enum PlacementOutcome: Equatable, Sendable {
  case placed(PlacedRequest)
  case impossible(PlacementConflict)

  package var placed: PlacedRequest? {
    if case .placed(let placed) = self { placed } else { nil }
  }
}

extension PlacementEngine {
  /// Finds the best place for `request` and takes it.
  package mutating func place(_ request: PlacementRequest) -> PlacementOutcome {
    guard let found = find(request) else { return .impossible(conflict(of: request)) }
    var seats: [(group: Int, seat: HostStock.Seat)] = []
    for (group, seat) in found.seats {
      seats.append((group, take(seat, request.groups[group], tenant: request.tenant)))
    }
    if !request.connections.isEmpty { useLinks(found.bitrates, sign: 1) }
    return .placed(placed(seats, found, request))
  }

  /// Finds the best place for `request` and leaves it free.
  package func decide(_ request: PlacementRequest) -> PlacementOutcome {
    var copy = self
    return copy.place(request)
  }

  /// Gives back all that ``place(_:)`` took for `request`.
  package mutating func release(_ placed: PlacedRequest, of request: PlacementRequest) {
    for instance in placed.instances {
      guard let group = request.groups.first(where: { $0.id == instance.group }) else { continue }
      giveBack(instance.seat, group, tenant: request.tenant)
    }
    if !request.connections.isEmpty { useLinks(placed.bitrates, sign: -1) }
  }

  /// What a search came to: seats by the group's place in the request.
  struct Found {
    var seats: [(group: Int, seat: HostStock.Seat)]
    var score: PlacementScore
    var isBest: Bool
    var bitrates: [Int] = []
  }

  private func find(_ request: PlacementRequest) -> Found? {
    switch quick(request) {
    case .found(let found): return found
    case .none: return nil
    case .notQuick: break
    }
    var search = PlacementSearch(self, request, patience: patience, isFirstEnough: false)
    return search.run()
  }

  private func placed(
    _ seats: [(group: Int, seat: HostStock.Seat)], _ found: Found, _ request: PlacementRequest
  ) -> PlacedRequest {
    let ordered =
      seats.count < 2
      ? seats
      : seats.enumerated().sorted {
        ($0.element.group, $0.offset) < ($1.element.group, $1.offset)
      }.map(\.element)
    return PlacedRequest(
      instances: ordered.map { instance($0.seat, request.groups[$0.group]) },
      score: found.score, isBest: found.isBest, bitrates: found.bitrates)
  }

  private func instance(
    _ seat: HostStock.Seat, _ group: PlacementRequest.Group
  ) -> PlacedInstance {
    let host = stock.hosts[seat.host]
    return PlacedInstance(
      group: group.id, vim: vims[host.vim].id, zone: zoneNames[seat.host], host: host.name,
      pieces: seat.shares.map {
        PlacedInstance.Piece(cell: $0.cell - host.cells.lowerBound, taken: $0.taken)
      },
      seat: seat)
  }
}
