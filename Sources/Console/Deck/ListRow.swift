/// One row of any pane.
package enum ListRow: Equatable, Sendable {
  case order(OrderRow)
  case service(ServiceRow)
  case function(FunctionRow)
  case host(HostRow)
  case operation(OperationRow)
  case package(PackageRow)
  case finding(FindingRow)
  case vim(VIMRow)

  package init?(_ subject: Subject, in world: some WorldReading) {
    let row: ListRow? =
      switch subject.pane {
      case .orders: world.order(subject.serial).map(ListRow.order)
      case .services: world.service(subject.serial).map(ListRow.service)
      case .functions: world.function(subject.serial).map(ListRow.function)
      case .hosts: world.host(subject.serial).map(ListRow.host)
      case .operations: world.operation(subject.serial).map(ListRow.operation)
      case .packages: world.package(subject.serial).map(ListRow.package)
      case .findings: world.finding(subject.serial).map(ListRow.finding)
      case .vims: world.vim(subject.serial).map(ListRow.vim)
      }
    guard let row else { return nil }
    self = row
  }

  /// What people call it.
  package var name: String {
    switch self {
    case .order(let row): row.id
    case .service(let row): row.name
    case .function(let row): row.name
    case .host(let row): row.name
    case .operation(let row): "\(row.kind) \(row.id)"
    case .package(let row): row.title
    case .finding(let row): row.function
    case .vim(let row): row.name
    }
  }

  /// What the specifications call it: what is copied.
  package var id: String {
    switch self {
    case .order(let row): row.id
    case .service(let row): row.id
    case .function(let row): row.id
    case .host(let row): row.name
    case .operation(let row): row.id
    case .package(let row): row.id
    case .finding(let row): row.function
    case .vim(let row): row.name
    }
  }

  /// The state that a plan depends on: when it changed, the plan is asked for again.
  package var states: [StateWord] {
    switch self {
    case .order(let row): [row.state]
    case .service(let row): [row.service, row.state]
    case .function(let row): [row.state]
    case .host(let row): [row.state]
    case .operation(let row): [row.state]
    case .package(let row): [row.onboarding, row.operational]
    case .finding(let row): [row.state]
    case .vim(let row): [row.connection]
    }
  }

  /// What it waits for or why it failed; empty when there is nothing to say.
  package var reason: String {
    switch self {
    case .order(let row): row.reason
    case .operation(let row): row.standing
    case .package(let row): row.problem
    case .service, .function, .host, .finding, .vim: ""
    }
  }
}
