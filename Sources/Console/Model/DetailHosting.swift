import Terminal

/// Brings the detail views and the console together: which view draws an object, and where its
/// rows lead.
enum DetailHosting {
  /// So many events can be scrolled through.
  static let eventLimit = 300

  static func draw(
    _ visit: Visit, in world: some WorldReading, into surface: inout Surface, rect: Rect
  ) {
    switch visit.place {
    case .deck, .list: return
    case .alarms, .alarm, .policies, .faults, .performance:
      AssuranceHosting.draw(visit, in: world, into: &surface, rect: rect)
    case .heat: HeatHosting.draw(visit, in: world, into: &surface, rect: rect)
    case .events:
      let events = world.events(limit: eventLimit)
      var state = visit.detail
      state.cursor = row(visit, events)
      EventsView.draw(events, state: state, into: &surface, rect: rect)
    case .detail(let subject) where subject.pane == .vims:
      if !VIMHosting.draw(visit, subject.serial, in: world, into: &surface, rect: rect) {
        drawGone(into: &surface, rect: rect)
      }
    case .detail(let subject):
      if !drawDetail(of: subject, visit.detail, in: world, into: &surface, rect: rect) {
        drawGone(into: &surface, rect: rect)
      }
    }
  }

  private static func drawGone(into surface: inout Surface, rect: Rect) {
    surface.write(
      "It is not there any more. Esc goes back.",
      at: Point(x: rect.x, y: rect.y + rect.height / 2), role: .textDim, width: rect.width,
      align: .centre)
  }

  private static func drawDetail(
    of subject: Subject, _ state: DetailState, in world: some WorldReading,
    into surface: inout Surface, rect: Rect
  ) -> Bool {
    var state = state
    state.cursor = min(state.cursor, max(0, rows(of: subject, in: world) - 1))
    switch subject.pane {
    case .orders:
      guard let detail = world.orderDetail(subject.serial) else { return false }
      OrderView.draw(detail, state: state, into: &surface, rect: rect)
    case .services:
      guard let detail = world.serviceDetail(subject.serial) else { return false }
      ServiceView.draw(detail, state: state, into: &surface, rect: rect)
    case .functions:
      guard let detail = world.functionDetail(subject.serial) else { return false }
      FunctionView.draw(detail, state: state, into: &surface, rect: rect)
    case .hosts:
      guard let detail = world.hostDetail(subject.serial) else { return false }
      HostView.draw(detail, state: state, into: &surface, rect: rect)
    case .operations:
      guard let detail = world.operationDetail(subject.serial) else { return false }
      OperationView.draw(detail, state: state, into: &surface, rect: rect)
    case .packages:
      guard let detail = world.packageDetail(subject.serial) else { return false }
      PackageView.draw(detail, state: state, into: &surface, rect: rect)
    case .findings, .vims: return false
    }
    return true
  }

  /// Rows that can be selected.
  private static func rows(of subject: Subject, in world: some WorldReading) -> Int {
    let serial = subject.serial
    return switch subject.pane {
    case .orders: world.orderDetail(serial).map { OrderView.rows($0) } ?? 0
    case .services: world.serviceDetail(serial).map { ServiceView.rows($0) } ?? 0
    case .functions: world.functionDetail(serial).map { FunctionView.rows($0) } ?? 0
    case .hosts: world.hostDetail(serial).map { HostView.rows($0) } ?? 0
    case .operations: world.operationDetail(serial).map { OperationView.rows($0) } ?? 0
    case .packages: world.packageDetail(serial).map { PackageView.rows($0) } ?? 0
    case .findings, .vims: 0
    }
  }

  /// Where a row of an object's view leads.
  static func target(of subject: Subject, row: Int, in world: some WorldReading) -> Subject? {
    let serial = subject.serial
    return switch subject.pane {
    case .orders: world.orderDetail(serial).flatMap { OrderView.target($0, row: row) }
    case .services: world.serviceDetail(serial).flatMap { ServiceView.target($0, row: row) }
    case .functions: world.functionDetail(serial).flatMap { FunctionView.target($0, row: row) }
    case .hosts: world.hostDetail(serial).flatMap { HostView.target($0, row: row) }
    case .operations: world.operationDetail(serial).flatMap { OperationView.target($0, row: row) }
    case .packages: world.packageDetail(serial).flatMap { PackageView.target($0, row: row) }
    case .findings, .vims: nil
    }
  }

  static func eventTarget(_ visit: Visit, in world: some WorldReading) -> Subject? {
    let events = world.events(limit: eventLimit)
    return EventsView.target(events, row: row(visit, events))
  }

  /// The row of the event under the cursor; the newest when it follows, the oldest that is left
  /// when it scrolled out of the world's memory.
  private static func row(_ visit: Visit, _ events: [EventLine]) -> Int {
    guard let sequence = visit.event else { return max(0, events.count - 1) }
    return events.firstIndex { $0.sequence >= sequence } ?? max(0, events.count - 1)
  }

  /// The row under the cursor.
  static func row(_ visit: Visit, in world: some WorldReading) -> Int {
    switch visit.place {
    case .deck, .list: 0
    case .alarms, .alarm, .policies, .faults, .performance: AssuranceHosting.row(visit, in: world)
    case .heat: HeatHosting.place(visit, in: world)
    case .events: row(visit, world.events(limit: eventLimit))
    case .detail(let subject) where subject.pane == .vims:
      VIMHosting.row(visit, subject.serial, in: world)
    case .detail(let subject): min(visit.detail.cursor, max(0, rows(of: subject, in: world) - 1))
    }
  }

  /// Moves the cursor among the rows, or the window where there are none.
  static func moved(_ visit: Visit, by step: Int, in world: some WorldReading) -> Visit {
    var visit = visit
    switch visit.place {
    case .deck, .list: break
    case .alarms, .alarm, .policies, .faults, .performance:
      visit = AssuranceHosting.moved(visit, by: step, in: world)
    case .heat: visit = HeatHosting.moved(visit, by: step, in: world)
    case .events:
      let events = world.events(limit: eventLimit)
      let wanted = min(max(row(visit, events) + step, 0), max(0, events.count - 1))
      let isNewest = wanted >= events.count - 1
      visit.event = isNewest ? nil : events[wanted].sequence
    case .detail(let subject) where subject.pane == .vims:
      visit = VIMHosting.moved(visit, subject.serial, by: step, in: world)
    case .detail(let subject):
      let rows = rows(of: subject, in: world)
      if rows > 0 {
        visit.detail.cursor = min(max(min(visit.detail.cursor, rows - 1) + step, 0), rows - 1)
      } else {
        // The view knows its end; a window moved far beyond it would not come back at once.
        visit.detail.scroll = min(max(visit.detail.scroll + step, 0), 500)
      }
    }
    return visit
  }
}
