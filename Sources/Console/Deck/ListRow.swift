/// One row of any pane.
package enum ListRow: Equatable, Sendable {
  case order(OrderRow)
  case service(ServiceRow)
  case function(FunctionRow)
  case host(HostRow)

  package init?(_ subject: Subject, in world: some WorldReading) {
    let row: ListRow? =
      switch subject.pane {
      case .orders: world.order(subject.serial).map(ListRow.order)
      case .services: world.service(subject.serial).map(ListRow.service)
      case .functions: world.function(subject.serial).map(ListRow.function)
      case .hosts: world.host(subject.serial).map(ListRow.host)
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
    }
  }

  /// What the specifications call it: what is copied.
  package var id: String {
    switch self {
    case .order(let row): row.id
    case .service(let row): row.id
    case .function(let row): row.id
    case .host(let row): row.name
    }
  }

  /// The state that a plan depends on: when it changed, the plan is asked for again.
  package var states: [StateWord] {
    switch self {
    case .order(let row): [row.state]
    case .service(let row): [row.service, row.state]
    case .function(let row): [row.state]
    case .host(let row): [row.state]
    }
  }

  /// What it waits for or why it failed; empty when there is nothing to say.
  package var reason: String {
    if case .order(let row) = self { row.reason } else { "" }
  }
}
