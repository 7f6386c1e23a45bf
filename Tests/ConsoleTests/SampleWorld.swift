@testable import Console
import Deciding
import ServiceInterfaces

/// A small network that never changes by itself: a dozen orders, their services and functions, and
/// 48 hosts. One host is down, one order failed, one function heals, and some customers have names
/// that are hard to keep in line.
struct SampleWorld: WorldReading {
  var header = HeaderFacts(
    title: "demo", clock: "12:04:31", pace: "×8", isPaused: false, critical: 1, minor: 2,
    operations: 3, failedOperations: 1,
    clusters: [
      .init(name: "k8s-edge-1", state: StateWord(.good, "up")),
      .init(name: "k8s-core-1", state: StateWord(.good, "up")),
      .init(name: "os-dc-1", state: StateWord(.degraded, "degraded")),
    ],
    hostsUp: 47, hosts: 48, cpu: 0.61, memory: 0.58, user: "noc@edge", isReadOnly: false,
    caption: "")

  var orders: [Int: OrderRow] = [:]
  var services: [Int: ServiceRow] = [:]
  var functions: [Int: FunctionRow] = [:]
  var hosts: [Int: HostRow] = [:]
  var operations: [Int: OperationRow] = [:]
  var packages: [Int: PackageRow] = [:]
  var findings: [Int: FindingRow] = [:]
  /// Serials in the order of urgency, by `Pane.rawValue`, with the first serial of each urgency.
  var index = [UrgencyIndex](repeating: UrgencyIndex(), count: Pane.allCases.count)
  var lines: [EventLine] = []
  var alarms: [AlarmRow] = []
  var policies: [PolicyRow] = []
  var faults: [FaultRow] = []
  var vims: [Int: VIMRow] = [:]
  var jobs: [PMJobRow] = []
  var thresholds: [ThresholdRow] = []
  /// Servers of a VIM that are no more.
  var goneServers: Set<Int> = []

  /// A world in which nothing was ordered yet.
  static var empty: SampleWorld {
    var world = SampleWorld()
    world.header.critical = 0
    world.header.minor = 0
    world.header.operations = 0
    world.header.failedOperations = 0
    world.header.hostsUp = 48
    return world
  }

  static let customers = [
    "Globex", "Initech", "Hooli", "Umbrella", "日本電信電話", "Zoë & Söhne", "Acme 🚀 Space",
    "Stark Industries", "Wayne Enterprises International", "Tyrell", "Cyberdyne", "Soylent",
  ]

  static var dozen: SampleWorld {
    var world = SampleWorld()
    for serial in 1...12 { world.addOrder(serial) }
    for serial in 1...48 { world.addHost(serial) }
    world.addOperations()
    world.addVIMs()
    world.lines = SampleEvents.lines
    world.alarms = Sample.alarms
    world.policies = Sample.policies
    world.faults = Sample.faults
    world.jobs = Sample.jobs
    world.thresholds = Sample.thresholds
    return world
  }

  private static func slug(_ serial: Int) -> String {
    let names = [
      "globex", "initech", "hooli", "umbrella", "ntt", "zoe", "acme", "stark", "wayne", "tyrell",
      "cyberdyne", "soylent",
    ]
    return names[(serial - 1) % names.count]
  }

  private mutating func addOrder(_ serial: Int) {
    let state: (StateWord, Int, String, Urgency) =
      switch serial {
      case 12: (StateWord(.working, "inProgress"), 7, "waits for Day-1 configuration", .busy)
      case 11: (StateWord(.waiting, "held"), 3, "waits for a grant: quota of Cyberdyne", .busy)
      case 3:
        (
          StateWord(.failed, "failed"), 6, "no host of os-dc-1 has 8 free vCPU on one NUMA node",
          .wrong
        )
      default: (StateWord(.good, "completed"), 10, "", .fine)
      }
    put(
      OrderRow(
        id: "SO-10\(serial + 30)", customer: Self.customers[serial - 1], state: state.0,
        steps: state.1, age: .seconds(Double((13 - serial) * (13 - serial) * 38)),
        reason: state.2),
      serial, state.3)
    addService(serial)
  }

  private mutating func addService(_ serial: Int) {
    let name = "\(Self.slug(serial))-fw"
    let state: (StateWord, StateWord, Double?, Urgency) =
      switch serial {
      case 12: (StateWord(.waiting, "designed"), StateWord(.working, "instantiate"), 0.7, .busy)
      case 11:
        (StateWord(.waiting, "designed"), StateWord(.waiting, "NOT_INSTANTIATED"), nil, .busy)
      case 3: (StateWord(.waiting, "designed"), StateWord(.failed, "FAILED_TEMP"), nil, .wrong)
      case 2: (StateWord(.good, "active"), StateWord(.working, "heal"), 0.35, .busy)
      case 7: (StateWord(.degraded, "degraded"), StateWord(.good, "INSTANTIATED"), nil, .wrong)
      default: (StateWord(.good, "active"), StateWord(.good, "INSTANTIATED"), nil, .fine)
      }
    let cluster = serial % 3 == 0 ? "os-dc-1" : serial % 3 == 1 ? "k8s-edge-1" : "k8s-core-1"
    put(
      ServiceRow(
        id: "ns-\(serial)", name: name, customer: Self.customers[serial - 1], service: state.0,
        state: state.1, progress: state.2, functions: 2, cluster: cluster,
        age: .seconds(Double((13 - serial) * (13 - serial) * 37))),
      serial, state.3)
    addFunctions(of: serial, cluster)
  }

  private mutating func addFunctions(of serial: Int, _ cluster: String) {
    let first: (StateWord, StateWord, Int, Urgency) =
      switch serial {
      case 12: (StateWord(.working, "configuring"), StateWord(.good, "ready"), 2, .busy)
      case 11: (StateWord(.waiting, "NOT_INSTANTIATED"), StateWord(.off, "none"), 0, .busy)
      case 3: (StateWord(.failed, "FAILED_TEMP"), StateWord(.failed, "none"), 0, .wrong)
      case 2: (StateWord(.working, "healing"), StateWord(.degraded, "lost"), 1, .busy)
      case 7: (StateWord(.good, "STARTED"), StateWord(.degraded, "lost"), 1, .wrong)
      default: (StateWord(.good, "STARTED"), StateWord(.good, "ready"), 2, .fine)
      }
    let type = cluster.hasPrefix("os") ? "VNF" : "CNF"
    let age = Span.seconds(Double((13 - serial) * (13 - serial) * 36))
    put(
      FunctionRow(
        id: "vnf-\(serial)-fw", name: "\(Self.slug(serial))-fw-1", type: type, state: first.0,
        ready: first.2, wanted: 2, health: first.1, version: serial % 4 == 0 ? "2.4.1" : "2.4.0",
        cluster: cluster, age: age),
      serial * 2 - 1, first.3)
    let isThere = serial != 11 && serial != 3
    put(
      FunctionRow(
        id: "vnf-\(serial)-log", name: "\(Self.slug(serial))-log-1", type: type,
        state: isThere ? StateWord(.good, "STARTED") : StateWord(.waiting, "NOT_INSTANTIATED"),
        ready: isThere ? 1 : 0, wanted: 1,
        health: isThere ? StateWord(.good, "ready") : StateWord(.off, "none"), version: "1.9.2",
        cluster: cluster, age: age),
      serial * 2, isThere ? .fine : .busy)
  }

  private mutating func addHost(_ serial: Int) {
    let cluster = serial <= 16 ? "k8s-edge-1" : serial <= 32 ? "k8s-core-1" : "os-dc-1"
    let prefix = serial <= 16 ? "edge-1-w" : serial <= 32 ? "core-1-w" : "dc-1-h"
    let number = (serial - 1) % 16 + 1
    let isDown = serial == 39
    let load = Double((serial * 37) % 89) / 100 + 0.08
    put(
      HostRow(
        name: "\(prefix)\(number < 10 ? "0" : "")\(number)", cluster: cluster,
        zone: "zone-\(number % 2 == 0 ? "b" : "a")", cpu: isDown ? nil : load,
        memory: isDown ? nil : load * 0.85, workloads: isDown ? 0 : serial % 7,
        state: isDown ? StateWord(.failed, "down") : StateWord(.good, "up")),
      serial, isDown ? .wrong : serial % 7 == 0 ? .busy : .fine)
  }

  // MARK: changing it in tests

  mutating func put(_ row: OrderRow, _ serial: Int, _ urgency: Urgency) {
    orders[serial] = row
    index[Pane.orders.rawValue].place(serial, at: urgency)
  }

  mutating func put(_ row: ServiceRow, _ serial: Int, _ urgency: Urgency) {
    services[serial] = row
    index[Pane.services.rawValue].place(serial, at: urgency)
  }

  mutating func put(_ row: FunctionRow, _ serial: Int, _ urgency: Urgency) {
    functions[serial] = row
    index[Pane.functions.rawValue].place(serial, at: urgency)
  }

  mutating func put(_ row: HostRow, _ serial: Int, _ urgency: Urgency) {
    hosts[serial] = row
    index[Pane.hosts.rawValue].place(serial, at: urgency)
  }

  mutating func remove(_ subject: Subject) {
    index[subject.pane.rawValue].remove(subject.serial)
    switch subject.pane {
    case .orders: orders[subject.serial] = nil
    case .services: services[subject.serial] = nil
    case .functions: functions[subject.serial] = nil
    case .hosts: hosts[subject.serial] = nil
    case .operations: operations[subject.serial] = nil
    case .packages: packages[subject.serial] = nil
    case .findings: findings[subject.serial] = nil
    case .vims: vims[subject.serial] = nil
    }
  }

  // MARK: reading

  func count(_ pane: Pane) -> Int { index[pane.rawValue].count }
  func count(_ pane: Pane, _ urgency: Urgency) -> Int { index[pane.rawValue].count(urgency) }
  func serial(at row: Int, in pane: Pane) -> Int? { index[pane.rawValue].serial(at: row) }
  func row(of subject: Subject) -> Int? { index[subject.pane.rawValue].row(of: subject.serial) }

  func serials(_ pane: Pane) -> [Int] {
    (0..<count(pane)).compactMap { serial(at: $0, in: pane) }
  }

  func order(_ serial: Int) -> OrderRow? { orders[serial] }
  func service(_ serial: Int) -> ServiceRow? { services[serial] }
  func function(_ serial: Int) -> FunctionRow? { functions[serial] }
  func host(_ serial: Int) -> HostRow? { hosts[serial] }
  func operation(_ serial: Int) -> OperationRow? { operations[serial] }
  func package(_ serial: Int) -> PackageRow? { packages[serial] }
  func finding(_ serial: Int) -> FindingRow? { findings[serial] }

  /// Order n has service n with functions 2n - 1 and 2n, each on one host.
  func related(to subject: Subject) -> Set<Subject> {
    let service =
      switch subject.pane {
      case .orders, .services: subject.serial
      case .functions: (subject.serial + 1) / 2
      case .hosts: (subject.serial - 1) % 12 + 1
      case .operations, .packages, .findings, .vims: 0
      }
    guard services[service] != nil else { return [] }
    let all: [Subject] = [
      Subject(.orders, service), Subject(.services, service), Subject(.functions, service * 2 - 1),
      Subject(.functions, service * 2), Subject(.hosts, service), Subject(.hosts, service + 24),
    ]
    return Set(all.filter { $0.pane != subject.pane && row(of: $0) != nil })
  }

  /// A service in FAILED_TEMP has an operation that stands still and can be cancelled no more.
  func objectionToCancelling(order serial: Int) -> String? {
    guard let row = order(serial) else { return nil }
    return row.state.tone == .working ? nil : "\(row.id) is \(row.state.word)."
  }

  func openOperation(of subject: Subject) -> OpenOperation? {
    if subject.pane == .operations { return openOperation(inRow: subject.serial) }
    let serial = subject.pane == .functions ? (subject.serial + 1) / 2 : subject.serial
    guard subject.pane == .functions || subject.pane == .services, let row = services[serial],
      row.state.word == "FAILED_TEMP"
    else { return nil }
    let reason = "INSTANTIATE nsop-\(serial) is FAILED_TEMP, so cancel is not possible."
    return OpenOperation(
      id: "nsop-\(serial)", title: "INSTANTIATE nsop-\(serial) of \(row.name)",
      objections: [.cancel(.graceful): reason, .cancel(.forceful): reason])
  }

  func choices(
    for change: FunctionChange, of function: Int
  ) -> [FunctionChange.Choice] {
    guard let row = functions[function] else { return [] }
    switch change {
    case .upgrade where row.version == "2.4.0":
      return [
        .init(
          "2.4.0 → 2.4.1", note: "canary of 1, watched for 30 s",
          .changePackage(vnf: row.id, vnfdId: "fw-2.4.1"))
      ]
    case .operate:
      return [
        .init(
          "stop", note: "sessions drain for 30 s", .operate(vnf: row.id, .stop(graceSeconds: 30))),
        .init("stop at once", .operate(vnf: row.id, .stop(graceSeconds: nil))),
      ]
    case .upgrade, .flavour, .networks, .snapshot, .revert: return []
    }
  }

  func events(limit: Int) -> [EventLine] { lines.suffix(limit) }
  func headlines(limit: Int) -> [EventLine] { lines.suffix(limit) }

  func alarms(limit: Int, unfolded: Set<Int>) -> [AlarmRow] {
    var root = 0
    let rows = alarms.filter { alarm in
      if alarm.depth == 0 { root = alarm.serial }
      return alarm.depth == 0 || unfolded.contains(root)
    }
    return rows.prefix(limit).map {
      var row = $0
      row.isUnfolded = unfolded.contains(row.serial)
      return row
    }
  }

  func alarmDetail(_ serial: Int) -> AlarmDetail? {
    guard let row = alarms.first(where: { $0.serial == serial }) else { return nil }
    var detail = row.symptoms > 0 ? Sample.hostAlarm : Sample.quietAlarm
    detail.row = row
    return detail
  }

  func policies(limit: Int) -> [PolicyRow] { Array(policies.prefix(limit)) }
}
