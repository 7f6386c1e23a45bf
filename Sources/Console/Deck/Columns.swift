import Deciding
import Terminal

/// The columns of each pane, in the order in which they stand.
package enum Columns {
  package static func of(_ pane: Pane) -> [Column] {
    switch pane {
    case .orders: orders
    case .services: services
    case .functions: functions
    case .hosts: hosts
    case .operations: operations
    case .packages: packages
    case .findings: findings
    case .vims: vims
    }
  }

  /// The column whose heading begins with a word, in any case: `cust` for CUSTOMER.
  package static func named(_ name: String, of pane: Pane) -> Column? {
    let wanted = name.lowercased()
    let columns = of(pane)
    return columns.first { $0.heading.lowercased() == wanted }
      ?? columns.first { $0.heading.lowercased().hasPrefix(wanted) }
      ?? (["cpu"].contains(wanted) ? columns.first { $0.heading == "vCPU" } : nil)
  }

  private static let orders: [Column] = [
    order("ORDER", 8...8) { .text($0.id, .textStrong) },
    order("CUSTOMER", 9...20, rank: 1) { .text($0.customer, .text) },
    order("STATE", 14...14) { .state($0.state) },
    order("STEP", 5...16, rank: 2, growsLast: true, number: { Double($0.steps) }) {
      .steps($0.steps, $0.state.tone)
    },
    order("AGE", 4...4, rank: 2, trailing: true, number: { $0.age.seconds }) {
      .text(spoken($0.age), .time)
    },
    order("REASON", 14...90, rank: 3) {
      .text($0.reason, $0.state.tone == .failed ? .error : .textDim)
    },
  ]

  private static let services: [Column] = [
    service("NS", 12...34) { .name($0.name) }.wishing(for: 21),
    service("CUSTOMER", 9...24, rank: 4) { .text($0.customer, .text) },
    service("SERVICE", 12...22) { .state($0.service) },
    service("STATE", 15...26) { .progress($0.state, $0.progress) },
    service("VNF", 3...3, rank: 2, trailing: true, number: { Double($0.functions) }) {
      .text("\($0.functions)", .text)
    },
    service("CLUSTER", 10...12, rank: 5) { .text($0.cluster, .textDim) },
    service("AGE", 4...4, rank: 3, trailing: true, number: { $0.age.seconds }) {
      .text(spoken($0.age), .time)
    },
  ]

  private static let functions: [Column] = [
    function("VNF", 12...38) { .name($0.name) }.wishing(for: 23),
    function("TYPE", 4...4, rank: 2) { .text($0.type, .textDim) },
    function("STATE", 15...18) { .state($0.state) },
    function("HEALTH", 10...11, number: { 100 * Double($0.ready) / Double(max($0.wanted, 1)) }) {
      let unit = $0.type == "CNF" ? "pods" : "VMs"
      return .state(StateWord($0.health.tone, "\($0.ready)/\($0.wanted) \(unit)"))
    },
    function("VERSION", 7...10, rank: 4) { .text($0.version, .text) },
    function("CLUSTER", 10...12, rank: 4) { .text($0.cluster, .textDim) },
    function("AGE", 4...4, rank: 3, trailing: true, number: { $0.age.seconds }) {
      .text(spoken($0.age), .time)
    },
  ]

  private static let hosts: [Column] = [
    host("HOST", 10...18) { .name($0.name) },
    host("VIM", 10...12, rank: 2) { .text($0.cluster, .textDim) },
    host("ZONE", 6...14, rank: 4) { .text($0.zone, .textDim) },
    host("vCPU", 10...30, growsLast: true, number: { $0.cpu.map { $0 * 100 } }) { .load($0.cpu) },
    host("RAM", 10...30, rank: 1, growsLast: true, number: { $0.memory.map { $0 * 100 } }) {
      .load($0.memory)
    },
    host("WORK", 4...4, rank: 3, trailing: true, number: { Double($0.workloads) }) {
      .text("\($0.workloads)", .text)
    },
    host("STATE", 10...14) { .state($0.state) },
  ]
}

extension Columns {
  private static func order(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, growsLast: Bool = false,
    trailing: Bool = false,
    number: (@Sendable (OrderRow) -> Double?)? = nil,
    content: @escaping @Sendable (OrderRow) -> CellContent
  ) -> Column {
    column(heading, width, rank, growsLast, trailing, number, content) {
      if case .order(let row) = $0 { row } else { nil }
    }
  }

  private static func service(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, growsLast: Bool = false,
    trailing: Bool = false,
    number: (@Sendable (ServiceRow) -> Double?)? = nil,
    content: @escaping @Sendable (ServiceRow) -> CellContent
  ) -> Column {
    column(heading, width, rank, growsLast, trailing, number, content) {
      if case .service(let row) = $0 { row } else { nil }
    }
  }

  private static func function(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, growsLast: Bool = false,
    trailing: Bool = false,
    number: (@Sendable (FunctionRow) -> Double?)? = nil,
    content: @escaping @Sendable (FunctionRow) -> CellContent
  ) -> Column {
    column(heading, width, rank, growsLast, trailing, number, content) {
      if case .function(let row) = $0 { row } else { nil }
    }
  }

  private static func host(
    _ heading: String, _ width: ClosedRange<Int>, rank: Int = 0, growsLast: Bool = false,
    trailing: Bool = false,
    number: (@Sendable (HostRow) -> Double?)? = nil,
    content: @escaping @Sendable (HostRow) -> CellContent
  ) -> Column {
    column(heading, width, rank, growsLast, trailing, number, content) {
      if case .host(let row) = $0 { row } else { nil }
    }
  }

  static func column<Row>(
    _ heading: String, _ width: ClosedRange<Int>, _ rank: Int, _ growsLast: Bool, _ trailing: Bool,
    _ number: (@Sendable (Row) -> Double?)?, _ content: @escaping @Sendable (Row) -> CellContent,
    of row: @escaping @Sendable (ListRow) -> Row?
  ) -> Column {
    var key: (@Sendable (ListRow) -> SortKey)?
    if let number {
      key = { list in
        guard let row = row(list), let value = number(row) else { return .nothing }
        return .number(value)
      }
    }
    return Column(
      heading, width, rank: rank, growsLast: growsLast,
      alignment: trailing ? .trailing : .leading,
      prefersDescending: number != nil, key: key
    ) { list in row(list).map(content) ?? .text("", .text) }
  }
}
