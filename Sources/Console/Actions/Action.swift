import Terminal

/// Names of the actions, as key settings use them.
package enum ActionID: String, CaseIterable, Hashable, Sendable {
  case up, down, pageUp = "page-up", pageDown = "page-down", first, last
  case left, right
  case open, back, nextPane = "next-pane", previousPane = "previous-pane"
  case orders, services, functions, hosts, zoom
  case deck, listOrders = "list-orders", listServices = "list-ns", listFunctions = "list-vnf"
  case listHosts = "list-hosts"
  case events, filter, sort, copy
  case alarms, policies, unfold, acknowledge, clearAlarm = "clear-alarm"
  case holdPolicy = "hold-policy", maintain
  case reconcile, adopt
  case listOperations = "list-operations", listPackages = "list-packages"
  case listFindings = "list-findings"
  case listVIMs = "list-vims", nextPart = "next-part", previousPart = "previous-part"
  case heat, measure
  case performance = "pm", createJob = "new-job", createThreshold = "new-threshold"
  case deleteMeasured = "delete-pm"
  case faults, inject, clearFault = "clear-fault", clearFaults = "clear-faults"
  case onboard, enable, deletePackage = "delete", instantiate, update, remedy
  case upgrade, operate, changeFlavour = "flavour", connect, snapshot, revert, modify
  case holdUpgrade = "wait"
  case scale, heal, terminate, newOrder = "new-order"
  case retry, rollback, continueOperation = "continue", fail, cancel
  case cancelForceful = "cancel-now"
  case pause, faster, slower
  case palette, help, theme, readOnly = "read-only", redraw, quit
}

/// The kinds of places in which keys mean something of their own.
package enum PlaceKind: String, CaseIterable, Hashable, Sendable {
  case deck, list, order, service, function, host, events, alarms, alarm, policies
  case operations, operation, catalogue, package, compliance, faults
  case vims, vim, heat, performance

  package static let all = Set(allCases)
  /// The deck, and its panes alone.
  package static let panes: Set<PlaceKind> = [.deck, .list]
  /// All that shows rows which can be filtered and sorted.
  package static let lists = panes.union([.operations, .catalogue, .compliance, .vims])

  package init(_ place: Place) {
    self =
      switch place {
      case .deck: .deck
      case .list(.operations): .operations
      case .list(.packages): .catalogue
      case .list(.findings): .compliance
      case .list(.vims): .vims
      case .list: .list
      case .events: .events
      case .alarms: .alarms
      case .alarm: .alarm
      case .policies: .policies
      case .faults: .faults
      case .heat: .heat
      case .performance: .performance
      case .detail(let subject):
        switch subject.pane {
        case .orders: .order
        case .services: .service
        case .functions: .function
        case .hosts: .host
        case .operations: .operation
        case .packages: .package
        case .findings: .compliance
        case .vims: .vim
        }
      }
  }
}

/// One thing that an operator can do.
///
/// Key line, help, palette, mouse targets, read-only mode and the README's key table are made from
/// these records and from nothing else, so none of them can be wrong.
package struct Action: Sendable {
  /// What it does to the network.
  package enum Kind: Hashable, Sendable {
    case reads, changes, destroys
  }

  /// The chapters of the help.
  package enum Chapter: String, CaseIterable, Hashable, Sendable {
    case moving = "Moving"
    case looking = "Looking"
    case acting = "Acting"
    case time = "Time"
    case console = "Console"
  }

  package let id: ActionID
  package let chapter: Chapter
  /// Names of keys, unless the operator chose others; the first is shown.
  package let keys: [String]
  /// What the palette calls it; nil for what only makes sense as a key.
  package let command: String?
  package let title: String
  package let help: String
  package let kind: Kind
  package let places: Set<PlaceKind>
  /// How early it stands on the key line; nil when it is not worth a place there.
  package let weight: Int?
  /// A sentence that says why it cannot be done now; nil when it can.
  package let whyNot: @Sendable (ConsoleState, any WorldReading) -> String?
  package let perform: @Sendable (inout ConsoleState, any WorldReading) -> [Command]

  package init(
    _ id: ActionID, _ chapter: Chapter, keys: [String], command: String? = nil, title: String,
    help: String, kind: Kind = .reads, places: Set<PlaceKind> = PlaceKind.all, weight: Int? = nil,
    whyNot: @escaping @Sendable (ConsoleState, any WorldReading) -> String? = { _, _ in nil },
    perform: @escaping @Sendable (inout ConsoleState, any WorldReading) -> [Command]
  ) {
    self.id = id
    self.chapter = chapter
    self.keys = keys
    self.command = command
    self.title = title
    self.help = help
    self.kind = kind
    self.places = places
    self.weight = weight
    self.whyNot = whyNot
    self.perform = perform
  }

  /// Why it cannot be done in this place at this moment.
  package func reasonAgainst(_ state: ConsoleState, _ world: some WorldReading) -> String? {
    if kind != .reads {
      if world.header.isReadOnly {
        return "\(title.capitalizedFirst) is not possible: this state is open for reading only."
      }
      if state.isReadOnly {
        let key = state.keys.keys(of: .readOnly).first?.name ?? ":read-only"
        return "\(title.capitalizedFirst) is not possible in read-only mode; \(key) ends it."
      }
    }
    guard places.contains(PlaceKind(state.place)) else {
      return "\(title.capitalizedFirst) is not possible in this view."
    }
    return whyNot(state, world)
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
