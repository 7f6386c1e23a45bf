import Core
import Deciding
import Domains
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

/// What the console knows: the state that the core published last, and indexes over it that each
/// event brings up to date.
///
/// Nothing here scans: a publication costs its events, a row costs a look-up. Lives on the thread of
/// the console; the core never waits for it.
package struct World {
  /// Who and where the console is.
  package struct Seat: Sendable {
    /// `demo`, or the state's folder.
    package let title: String
    /// `user@terminal`.
    package let user: String
    package let isReadOnly: Bool

    package init(title: String, user: String, isReadOnly: Bool) {
      self.title = title
      self.user = user
      self.isReadOnly = isReadOnly
    }
  }

  package private(set) var layers: Layers
  package private(set) var now: Instant
  package private(set) var pace: Pace
  let seat: Seat
  private var indexes = [UrgencyIndex](repeating: UrgencyIndex(), count: Pane.allCases.count)
  /// Alarms that stand for themselves, and network services that have policies.
  private(set) var alarmIndex = UrgencyIndex()
  private(set) var policyIndex = UrgencyIndex()
  /// Operations of both levels, the catalogue, and what an audit finds.
  private(set) var operationSerials = OperationSerials()
  private(set) var catalogue = CatalogueIndex()
  private(set) var findings = FindingIndex()
  /// What VIMs hold; nil as long as nobody has looked into one.
  private(set) var clusterIndex: ClusterIndex?
  /// How busy hosts are; nil as long as nobody has looked at their map.
  private(set) var heatIndex: HeatIndex?
  package private(set) var hostGroups: [HostGroup] = []
  /// Hosts against the order of the inventory; a host's serial is its place from 1.
  private(set) var hostNames: [HostName] = []
  private(set) var hostSerials: [HostName: Int] = [:]
  /// The newest events, oldest first.
  private(set) var recent: [RecordedEvent] = []

  private static let recentLimit = 2_000

  /// A world as first published: every row is indexed once.
  package init(_ layers: Layers, now: Instant, pace: Pace, seat: Seat) {
    self.layers = layers
    self.now = now
    self.pace = pace
    self.seat = seat
    indexHosts()
    indexCatalogue()
    for order in layers.som.orders.keys { place(Subject(.orders, order.serial)) }
    for ns in layers.nfvo.networkServices.keys { place(Subject(.services, ns.serial)) }
    for vnf in layers.vnfm.vnfs.keys { place(Subject(.functions, vnf.serial)) }
    indexOperations()
    for vnf in layers.vnfm.vnfs.values { audit(vnf.id) }
    for alarm in layers.nfvo.alarms.keys { placeAlarm(alarm.serial) }
    for alarm in layers.nfvo.clearedAlarms.keys { placeAlarm(alarm.serial) }
  }

  /// Takes in what was committed.
  package mutating func absorb(_ publication: Conductor.Publication) {
    let before = layers
    layers = publication.layers
    now = publication.now
    pace = publication.pace
    if hostNames.isEmpty { indexHosts() }
    var audited: Set<VNFInstance.ID> = []
    for recorded in publication.events {
      for subject in touched(by: recorded.event.entity) {
        place(subject)
        if subject.pane == .functions { audited.insert(VNFInstance.ID(serial: subject.serial)) }
      }
      // Whether a host is empty shows in its place; what is gone was on one.
      if let host = hostSubject(recorded.event.host(before.vim)) { place(host) }
      if case .vim(let event) = recorded.event, let vnf = VNFInstance.ID(event.entity) {
        clusterIndex?.place(vnf, in: layers.vim, before: before.vim)
      }
      if heatIndex != nil { measure(recorded.event, before.vim) }
      if let operation = recorded.event.operation { place(operation) }
      for key in recorded.event.catalogueKeys { place(key) }
      guard let alarm = Alarm.ID(recorded.event.entity) else { continue }
      for alarm in alarms(around: alarm) { placeAlarm(alarm.serial) }
    }
    for vnf in audited { audit(vnf) }
    remember(publication.events)
  }

  /// Makes ready what a place shows that is not kept for all the time; answers whether it did.
  package mutating func attend(to place: Place) -> Bool {
    switch place {
    case .detail(let subject) where subject.pane == .vims && clusterIndex == nil:
      clusterIndex = ClusterIndex(layers.vim)
    case .heat where heatIndex == nil: heatIndex = HeatIndex(layers)
    default: return false
    }
    return true
  }

  /// Keeps up how busy hosts are.
  private mutating func measure(_ event: Event, _ before: Clusters.State) {
    if let host = event.host(before) { heatIndex?.measure(host, layers) }
    guard let vnf = event.vnfWithOtherLoad else { return }
    heatIndex?.measure(vnf, layers)
  }

  /// Puts back events of the journal, so that a console begins with a past.
  package mutating func remember(_ events: [RecordedEvent]) {
    recent.append(contentsOf: events.suffix(Self.recentLimit))
    if recent.count > Self.recentLimit * 2 { recent.removeFirst(recent.count - Self.recentLimit) }
  }

  func index(_ pane: Pane) -> UrgencyIndex { indexes[pane.rawValue] }

  func hostSubject(_ name: HostName?) -> Subject? {
    name.flatMap { hostSerials[$0] }.map { Subject(.hosts, $0) }
  }

  private mutating func indexHosts() {
    // The newest row comes first in every pane, so the first host gets the last serial.
    hostNames = layers.vim.names.flatMap { layers.vim.clusters[$0]?.hosts ?? [] }.reversed()
    for (place, name) in hostNames.enumerated() { hostSerials[name] = place + 1 }
    for serial in hostNames.indices.map({ $0 + 1 }) { place(Subject(.hosts, serial)) }
    hostGroups = Self.groups(
      layers.vim.names.compactMap { layers.vim.clusters[$0] }, layers.vim.hosts,
      subject: { vimSubject($0) }, serial: { hostSerials[$0] })
    for serial in layers.vim.names.indices.map({ $0 + 1 }) { place(Subject(.vims, serial)) }
  }

  /// Merges the operations of both levels in the order in which they began.
  private mutating func indexOperations() {
    var lower = layers.vnfm.operations.values[...]
    for upper in layers.nfvo.operations.values {
      while let next = lower.first, next.startedAt < upper.startedAt {
        place(.vnf(next.id))
        lower.removeFirst()
      }
      place(.ns(upper.id))
    }
    for rest in lower { place(.vnf(rest.id)) }
  }

  private mutating func place(_ operation: AnyOperation) {
    place(Subject(.operations, operationSerials.enter(operation)))
    guard case .vnf(let id) = operation,
      let parent = layers.vnfm.operations[id].flatMap({ parent(of: $0) })
    else { return }
    // Whether a part is stuck is seen at the whole.
    place(Subject(.operations, operationSerials.enter(.ns(parent.id))))
  }

  private mutating func indexCatalogue() {
    for name in layers.som.specifications.keys.reversed() { place(.specification(name)) }
    let records: [any CatalogueRecord] =
      layers.nfvo.pnfds.values + layers.nfvo.vnfds.values + layers.nfvo.nsds.values
    let entries = records.sorted { $0.onboardedAt < $1.onboardedAt }.map { record in
      CatalogueEntry(kind: record.descriptor.kind, id: record.descriptor.id)
    }
    for entry in entries + layers.nfvo.uploads.values.map(\.entry) { place(.descriptor(entry)) }
  }

  private mutating func place(_ key: CatalogueKey) {
    place(Subject(.packages, catalogue.enter(key)))
  }

  /// Holds a function against its baselines.
  private mutating func audit(_ id: VNFInstance.ID) {
    let found = layers.vnfm.vnfs[id].map { Compliance.findings(of: $0, layers) } ?? []
    for serial in findings.note(found, of: id.serial) { place(Subject(.findings, serial)) }
  }

  /// Keeps up from which entry of the catalogue an instance is made.
  private mutating func noteOrigin(_ subject: Subject) {
    switch subject.pane {
    case .services:
      let record = layers.nfvo.networkServices[NSInstance.ID(serial: subject.serial)]
      let nsd = record.flatMap { $0.state == .terminated ? nil : $0.nsd.rawValue }
      catalogue.note(
        subject, madeFrom: nsd.map { .descriptor(CatalogueEntry(kind: .nsd, id: $0)) })
    case .functions:
      let vnfd = layers.vnfm.vnfs[VNFInstance.ID(serial: subject.serial)]?.vnfdId.rawValue
      catalogue.note(
        subject, madeFrom: vnfd.map { .descriptor(CatalogueEntry(kind: .vnfd, id: $0)) })
    default: break
    }
  }

  private mutating func placeAlarm(_ serial: Int) {
    guard let urgency = alarmUrgency(serial) else { return alarmIndex.remove(serial) }
    alarmIndex.place(serial, at: urgency)
  }

  private mutating func place(_ subject: Subject) {
    noteOrigin(subject)
    if subject.pane == .services {
      if let urgency = policyUrgency(subject.serial) {
        policyIndex.place(subject.serial, at: urgency)
      } else {
        policyIndex.remove(subject.serial)
      }
    }
    guard let urgency = urgency(of: subject) else {
      indexes[subject.pane.rawValue].remove(subject.serial)
      return
    }
    indexes[subject.pane.rawValue].place(subject.serial, at: urgency)
  }

  /// The rows whose place may have changed with an event about `entity`.
  func touched(by entity: String) -> [Subject] {
    if let order = ServiceOrder.ID(entity) { return [Subject(.orders, order.serial)] }
    if let vnf = VNFInstance.ID(entity) {
      let ns = layers.nfvo.vnfs[vnf].map { Subject(.services, $0.ns.serial) }
      return [Subject(.functions, vnf.serial)] + (ns.map { [$0] } ?? [])
    }
    if let ns = NSInstance.ID(entity) { return [Subject(.services, ns.serial)] }
    if let operation = NSOperation.ID(entity) {
      return layers.nfvo.operations[operation].map { [Subject(.services, $0.ns.serial)] } ?? []
    }
    if let operation = VNFOperation.ID(entity) {
      return layers.vnfm.operations[operation].map { touched(by: "\($0.vnf)") } ?? []
    }
    if let resource = Resource.ID(entity) {
      return layers.vim.resources[resource].map { touched(by: "\($0.vnf)") } ?? []
    }
    if let order = ResourceOrder.ID(entity) {
      return layers.som.resourceOrders[order].map { [Subject(.orders, $0.order.serial)] } ?? []
    }
    if let order = ProductOrder.ID(entity) {
      return layers.som.ordersByProductOrder[order].map { [Subject(.orders, $0.serial)] } ?? []
    }
    if let service = Service.ID(entity), let record = layers.som.services[service] {
      let ns = record.resource?.ns.map { Subject(.services, $0.serial) }
      return [Subject(.orders, record.order.serial)] + (ns.map { [$0] } ?? [])
    }
    if let host = hostSerials[entity] {
      return [Subject(.hosts, host)]
        + (vimSubject(layers.vim.hosts[entity]?.vim).map { [$0] } ?? [])
    }
    return vimSubject(entity).map { [$0] } ?? []
  }
}

extension Event {
  /// The host on which a workload came or went.
  fileprivate func host(_ before: Clusters.State) -> HostName? {
    switch self {
    case .vim(.resourceScheduled(_, let host, _)): host
    case .vim(.resourceRemoved(let label, _)): before.resources[label.id]?.host
    default: nil
    }
  }

  /// The function that uses another share of its hosts with it.
  fileprivate var vnfWithOtherLoad: VNFInstance.ID? {
    switch self {
    case .nfvo(.loadMeasured), .vim: VNFInstance.ID(entity)
    default: nil
    }
  }
}
