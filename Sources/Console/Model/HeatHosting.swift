import Terminal

/// Brings the map of hosts and the console together: the cursor stays on its host.
enum HeatHosting {
  static func draw(
    _ visit: Visit, in world: some WorldReading, into surface: inout Surface, rect: Rect
  ) {
    HeatView(place: place(visit, in: world), scale: visit.measure, world: world)
      .draw(into: &surface, rect: rect)
  }

  /// The host under the cursor: before anything was chosen, what needs a person most.
  static func host(_ visit: Visit, in world: some WorldReading) -> Subject? {
    if case .object(let subject) = visit.choice, subject.pane == .hosts { return subject }
    return world.serial(at: 0, in: .hosts).map { Subject(.hosts, $0) }
  }

  static func place(_ visit: Visit, in world: some WorldReading) -> Int {
    host(visit, in: world).flatMap { HeatMap.place(of: $0.serial, in: world.hostGroups) } ?? 0
  }

  /// Moves among all hosts in their order.
  static func moved(_ visit: Visit, by step: Int, in world: some WorldReading) -> Visit {
    let count = world.hostGroups.reduce(0) { $0 + $1.hosts.count }
    return moved(visit, to: min(max(place(visit, in: world) + step, 0), count - 1), in: world)
  }

  /// Moves up or down by lines of the map as it is drawn.
  static func moved(
    _ visit: Visit, rows: Int, in world: some WorldReading, rect: Rect
  ) -> Visit {
    let groups = world.hostGroups
    let map = HeatMap(groups, size: HeatParts(rect, groups: groups).map.size)
    return moved(visit, to: map.place(rows, below: place(visit, in: world)), in: world)
  }

  private static func moved(
    _ visit: Visit, to place: Int, in world: some WorldReading
  ) -> Visit {
    var visit = visit
    let map = HeatMap(world.hostGroups, size: Size(columns: 80, rows: 1))
    if let host = map.host(at: place) { visit.choice = .object(Subject(.hosts, host)) }
    return visit
  }
}
