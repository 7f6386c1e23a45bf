import Terminal
import Testing

@testable import Console

/// A view with its detail, ready to be drawn anywhere.
struct Scene: Sendable, CustomTestStringConvertible {
  let name: String
  let rows: Int
  let target: @Sendable (Int) -> Subject?
  let draw: @Sendable (DetailState, inout Surface, Rect) -> Void

  var testDescription: String { name }

  func picture(_ size: Size, cursor: Int = 0, scroll: Int = 0, glyphs: GlyphSet = .unicode)
    -> Surface
  {
    var surface = Surface(size: size, glyphs: glyphs)
    draw(DetailState(scroll: scroll, cursor: cursor), &surface, surface.bounds)
    return surface
  }

  private static func order(_ name: String, _ detail: OrderDetail) -> Scene {
    Scene(
      name: name, rows: OrderView.rows(detail), target: { OrderView.target(detail, row: $0) },
      draw: { OrderView.draw(detail, state: $0, into: &$1, rect: $2) })
  }

  private static func service(_ name: String, _ detail: ServiceDetail) -> Scene {
    Scene(
      name: name, rows: ServiceView.rows(detail), target: { ServiceView.target(detail, row: $0) },
      draw: { ServiceView.draw(detail, state: $0, into: &$1, rect: $2) })
  }

  private static func function(_ name: String, _ detail: FunctionDetail) -> Scene {
    Scene(
      name: name, rows: FunctionView.rows(detail), target: { FunctionView.target(detail, row: $0) },
      draw: { FunctionView.draw(detail, state: $0, into: &$1, rect: $2) })
  }

  private static func host(_ name: String, _ detail: HostDetail) -> Scene {
    Scene(
      name: name, rows: HostView.rows(detail), target: { HostView.target(detail, row: $0) },
      draw: { HostView.draw(detail, state: $0, into: &$1, rect: $2) })
  }

  private static func events(_ name: String, _ events: [EventLine]) -> Scene {
    Scene(
      name: name, rows: EventsView.rows(events), target: { EventsView.target(events, row: $0) },
      draw: { EventsView.draw(events, state: $0, into: &$1, rect: $2) })
  }

  private static func alarms(_ name: String, _ alarms: [AlarmRow]) -> Scene {
    Scene(
      name: name, rows: alarms.count, target: { _ in nil },
      draw: {
        let preview = alarms.indices.contains($0.cursor) ? Sample.hostAlarm : nil
        AlarmsView.draw(alarms, preview: preview, state: $0, into: &$1, rect: $2)
      })
  }

  private static func alarm(_ name: String, _ detail: AlarmDetail) -> Scene {
    Scene(
      name: name, rows: AlarmView.rows(detail),
      target: { row in
        if case .object(let subject) = AlarmView.choice(detail, row: row) { subject } else { nil }
      },
      draw: { AlarmView.draw(detail, state: $0, into: &$1, rect: $2) })
  }

  private static func policies(_ name: String, _ policies: [PolicyRow]) -> Scene {
    Scene(
      name: name, rows: policies.count, target: { _ in nil },
      draw: { PoliciesView.draw(policies, state: $0, into: &$1, rect: $2) })
  }

  private static func faults(_ name: String, _ faults: [FaultRow]) -> Scene {
    Scene(
      name: name, rows: FaultsView.choices(faults).count, target: { _ in nil },
      draw: { FaultsView.draw(faults, state: $0, into: &$1, rect: $2) })
  }

  private static func performance(
    _ name: String, _ jobs: [PMJobRow], _ thresholds: [ThresholdRow]
  ) -> Scene {
    Scene(
      name: name, rows: jobs.count + thresholds.count, target: { _ in nil },
      draw: { PerformanceView.draw(jobs, thresholds, state: $0, into: &$1, rect: $2) })
  }

  private static func operation(_ name: String, _ detail: OperationDetail) -> Scene {
    Scene(
      name: name, rows: OperationView.rows(detail),
      target: { OperationView.target(detail, row: $0) },
      draw: { OperationView.draw(detail, state: $0, into: &$1, rect: $2) })
  }

  private static func package(_ name: String, _ detail: PackageDetail) -> Scene {
    Scene(
      name: name, rows: PackageView.rows(detail), target: { PackageView.target(detail, row: $0) },
      draw: { PackageView.draw(detail, state: $0, into: &$1, rect: $2) })
  }

  static let full = [
    order("order-step-7", Sample.atStepSeven), order("order-finished", Sample.finished),
    order("order-failed", Sample.failed), order("order-held", Sample.held),
    service("service-healing", Sample.healingService), service("service-big", Sample.bigService),
    service("service-nesting", Sample.nestingService),
    function("function-healing", Sample.healingFunction), host("host-busy", Sample.busyHost),
    host("host-down", Sample.deadHost), events("events", Sample.events),
    alarms("alarms", Sample.alarms), alarm("alarm-host", Sample.hostAlarm),
    policies("policies", Sample.policies), faults("faults", Sample.faults),
    performance("pm", Sample.jobs, Sample.thresholds),
    operation("operation-failed", Sample.failedOperation),
    operation("operation-runs", Sample.runningOperation),
    operation("operation-stuck", Sample.stuckOperation), package("package", Sample.vnfPackage),
  ]

  static let empty = [
    order("order-empty", Sample.empty), service("service-empty", Sample.emptyService),
    function("function-empty", Sample.emptyFunction), events("events-empty", []),
    alarms("alarms-empty", []), alarm("alarm-over", Sample.quietAlarm),
    policies("policies-empty", []), faults("faults-empty", []), performance("pm-empty", [], []),
  ]

  static let all = full + empty
}
