import Terminal

/// Brings the views of alarms, policies and faults and the console together: what is drawn, what is under
/// the cursor, and how it moves. A row keeps the cursor when others come, go, or change places.
enum AssuranceHosting {
  /// So many rows can be scrolled through.
  static let limit = 300

  static func draw(
    _ visit: Visit, in world: some WorldReading, into surface: inout Surface, rect: Rect
  ) {
    var state = visit.detail
    switch visit.place {
    case .alarms:
      let alarms = world.alarms(limit: limit, unfolded: visit.unfolded)
      state.cursor = row(visit, alarms.map { .alarm($0.serial) })
      let preview =
        alarms.indices.contains(state.cursor)
        ? world.alarmDetail(alarms[state.cursor].serial) : nil
      AlarmsView.draw(alarms, preview: preview, state: state, into: &surface, rect: rect)
    case .alarm(let serial):
      guard let detail = world.alarmDetail(serial) else {
        surface.write(
          "It is forgotten. Esc goes back.", at: Point(x: rect.x, y: rect.y + rect.height / 2),
          role: .textDim, width: rect.width, align: .centre)
        return
      }
      state.cursor = min(state.cursor, max(0, AlarmView.rows(detail) - 1))
      AlarmView.draw(detail, state: state, into: &surface, rect: rect)
    case .policies:
      let policies = world.policies(limit: limit)
      state.cursor = row(visit, choices(policies))
      PoliciesView.draw(policies, state: state, into: &surface, rect: rect)
    case .faults:
      let faults = world.faults(limit: limit)
      state.cursor = row(visit, FaultsView.choices(faults))
      FaultsView.draw(faults, state: state, into: &surface, rect: rect)
    case .performance:
      let (jobs, thresholds) = (world.jobs(limit: limit), world.thresholds(limit: limit))
      state.cursor = row(visit, PerformanceView.choices(jobs, thresholds))
      PerformanceView.draw(jobs, thresholds, state: state, into: &surface, rect: rect)
    case .deck, .list, .detail, .events, .heat: return
    }
  }

  /// What is under the cursor.
  static func choice(_ visit: Visit, in world: some WorldReading) -> Choice? {
    let choices = choices(visit, in: world)
    let row = row(visit, choices)
    return choices.indices.contains(row) ? choices[row] : nil
  }

  static func moved(_ visit: Visit, by step: Int, in world: some WorldReading) -> Visit {
    var visit = visit
    let choices = choices(visit, in: world)
    guard !choices.isEmpty else {
      visit.detail.scroll = min(max(visit.detail.scroll + step, 0), 500)
      return visit
    }
    let row = min(max(row(visit, choices) + step, 0), choices.count - 1)
    visit.detail.cursor = row
    visit.choice = choices[row]
    return visit
  }

  private static func choices(_ visit: Visit, in world: some WorldReading) -> [Choice] {
    switch visit.place {
    case .alarms:
      return world.alarms(limit: limit, unfolded: visit.unfolded).map { .alarm($0.serial) }
    case .alarm(let serial):
      guard let detail = world.alarmDetail(serial) else { return [] }
      return (0..<AlarmView.rows(detail)).compactMap { AlarmView.choice(detail, row: $0) }
    case .policies: return choices(world.policies(limit: limit))
    case .faults: return FaultsView.choices(world.faults(limit: limit))
    case .performance:
      return PerformanceView.choices(world.jobs(limit: limit), world.thresholds(limit: limit))
    case .deck, .list, .detail, .events, .heat: return []
    }
  }

  private static func choices(_ policies: [PolicyRow]) -> [Choice] {
    policies.indices.compactMap { PoliciesView.choice(policies, row: $0) }
  }

  static func row(_ visit: Visit, in world: some WorldReading) -> Int {
    row(visit, choices(visit, in: world))
  }

  /// The row of what the operator chose; of what came into its place when that is gone.
  private static func row(_ visit: Visit, _ choices: [Choice]) -> Int {
    if let choice = visit.choice, let row = choices.firstIndex(of: choice) { return row }
    return min(max(visit.detail.cursor, 0), max(0, choices.count - 1))
  }
}
