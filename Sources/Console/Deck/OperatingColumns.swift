import Deciding
import ResourceInterfaces
import Terminal

// The columns of operations, of the catalogue, of compliance, and of VIMs.
extension Columns {
  static let operations: [Column] = [
    operation("OPERATION", 9...10, rank: 1) { .text($0.id, .textDim) },
    operation("TYPE", 9...18) { .text($0.kind, .textStrong) }.wishing(for: 11),
    operation("OF", 12...32) { .text($0.object, .text) }.wishing(for: 20),
    operation("STATE", 14...24) { .progress($0.state, $0.progress) },
    operation("TOOK", 4...4, rank: 2, trailing: true, number: { $0.took.seconds }) {
      .text(spoken($0.took), .time)
    },
    operation("STARTED", 8...8, rank: 4) { .text($0.startedAt, .time) },
    operation("LEVEL", 5...5, rank: 6) { .text($0.level, .textDim) },
    operation("ASKED BY", 10...24, rank: 5) {
      .text($0.requester, $0.isAutomatic ? .stateBusy : .textDim)
    },
    operation("STEP OR CAUSE", 12...110, rank: 1) { row in
      let isWrong = row.state.tone == .failed || row.state.tone == .degraded
      return .text(row.standing, isWrong ? row.state.tone.role : .textDim)
    }.wishing(for: 40),
  ]

  static let packages: [Column] = [
    package("KIND", 4...4) { .text($0.kind, .textDim) },
    package("NAME", 14...40) { .name($0.name) }.wishing(for: 22),
    package("VERSION", 7...10) { .text($0.version, .text) },
    package("ONBOARDING", 11...13, rank: 1) { .state($0.onboarding) },
    package("STATE", 10...12) { .state($0.operational) },
    package("USED", 4...6, trailing: true, number: { $0.instances.map(Double.init) }) {
      .text($0.instances.map { "\($0)" } ?? "", ($0.instances ?? 0) > 0 ? .text : .textDim)
    },
    package("PROVIDER", 10...24, rank: 3) { .text($0.provider, .text) },
    package("AGE", 4...4, rank: 2, trailing: true, number: { $0.age?.seconds }) {
      .text($0.age.map { spoken($0) } ?? "", .time)
    },
    package("FROM", 12...60, rank: 4) {
      .text($0.problem.isEmpty ? $0.file : $0.problem, $0.problem.isEmpty ? .textDim : .error)
    },
  ]

  static let findings: [Column] = [
    finding("VNF", 12...36) { .name($0.function) },
    finding("BASELINE", 15...15, rank: 1) { .state($0.state) },
    finding("WHAT", 12...40) { .text($0.what, .text) },
    finding("IS", 9...40) { .text($0.found, .stateDegraded) }.wishing(for: 12),
    finding("SHOULD BE", 9...40) { .text($0.expected, .text) }.wishing(for: 12),
    finding("BY", 8...24, rank: 3) { .text($0.by, .textDim) },
    finding("AGE", 4...4, rank: 2, trailing: true, number: { $0.age.seconds }) {
      .text(spoken($0.age), .time)
    },
  ]

  static let vims: [Column] = [
    vim("VIM", 10...24) { .name($0.name) },
    vim("KIND", 10...24, rank: 1) { .text($0.kind.title, .text) },
    vim("SITE", 8...16, rank: 4) { .text($0.site, .textDim) },
    vim("API", 11...14) { .state($0.connection) },
    vim("HOSTS", 7...11, number: { Double($0.hostsUp) / Double(max(1, $0.hosts)) }) {
      .state(StateWord($0.hostsUp == $0.hosts ? .good : .degraded, "\($0.hostsUp)/\($0.hosts)"))
    },
    vim("vCPU", 10...30, growsLast: true, number: { $0.cpu * 100 }) { .load($0.cpu) },
    vim("RAM", 10...30, rank: 2, growsLast: true, number: { $0.memory * 100 }) {
      .load($0.memory)
    },
    vim("HOLDS", 11...14, rank: 2, number: { Double($0.resources) }) {
      let lacks = $0.resources - $0.ready
      return .text(
        lacks == 0 ? "\($0.resources)" : "\($0.ready)/\($0.resources)",
        lacks == 0 ? .text : .stateBusy)
    },
    vim("RELEASES", 8...8, rank: 5, trailing: true, number: { Double($0.releases) }) {
      .text("\($0.releases)", .text)
    },
    vim("TASKS", 5...8, rank: 3, trailing: true, number: { Double($0.openTasks) }) {
      .text("\($0.openTasks)", $0.openTasks > 0 ? .stateBusy : .textDim)
    },
    vim("QUOTA", 10...16, rank: 5, number: { $0.tightestQuota.map { $0 * 100 } }) {
      .load($0.tightestQuota)
    },
  ]

  private static func vim(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, growsLast: Bool = false,
    trailing: Bool = false, number: (@Sendable (VIMRow) -> Double?)? = nil,
    content: @escaping @Sendable (VIMRow) -> CellContent
  ) -> Column {
    column(heading, width, rank, growsLast, trailing, number, content) {
      if case .vim(let row) = $0 { row } else { nil }
    }
  }

  private static func operation(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, trailing: Bool = false,
    number: (@Sendable (OperationRow) -> Double?)? = nil,
    content: @escaping @Sendable (OperationRow) -> CellContent
  ) -> Column {
    column(heading, width, rank, false, trailing, number, content) {
      if case .operation(let row) = $0 { row } else { nil }
    }
  }

  private static func package(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, trailing: Bool = false,
    number: (@Sendable (PackageRow) -> Double?)? = nil,
    content: @escaping @Sendable (PackageRow) -> CellContent
  ) -> Column {
    column(heading, width, rank, false, trailing, number, content) {
      if case .package(let row) = $0 { row } else { nil }
    }
  }

  private static func finding(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, trailing: Bool = false,
    number: (@Sendable (FindingRow) -> Double?)? = nil,
    content: @escaping @Sendable (FindingRow) -> CellContent
  ) -> Column {
    column(heading, width, rank, false, trailing, number, content) {
      if case .finding(let row) = $0 { row } else { nil }
    }
  }
}
