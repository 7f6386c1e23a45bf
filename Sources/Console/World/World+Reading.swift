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

extension World: WorldReading {
  func urgency(of subject: Subject) -> Urgency? {
    switch subject.pane {
    case .orders:
      layers.som.orders[ServiceOrder.ID(serial: subject.serial)].map(orderUrgency)
    case .services:
      layers.nfvo.networkServices[NSInstance.ID(serial: subject.serial)].map(serviceUrgency)
    case .functions:
      layers.vnfm.vnfs[VNFInstance.ID(serial: subject.serial)].map(functionUrgency)
    case .hosts: hostView(subject.serial).map(hostUrgency)
    case .operations: operationUrgency(subject.serial)
    case .packages: packageUrgency(subject.serial)
    case .findings: findings.rows[subject.serial] == nil ? nil : .wrong
    case .vims: vimUrgency(subject.serial)
    }
  }

  package func count(_ pane: Pane) -> Int { index(pane).count }
  package func count(_ pane: Pane, _ urgency: Urgency) -> Int { index(pane).count(urgency) }
  package func serial(at row: Int, in pane: Pane) -> Int? { index(pane).serial(at: row) }
  package func row(of subject: Subject) -> Int? { index(subject.pane).row(of: subject.serial) }

  package func serials(_ pane: Pane) -> [Int] {
    let index = index(pane)
    return (0..<index.count).compactMap { index.serial(at: $0) }
  }

  package var header: HeaderFacts {
    let clusters = layers.vim.names.compactMap { layers.vim.clusters[$0] }
    let capacity = clusters.reduce(Compute.none) { $0 + $1.capacity }
    let allocated = clusters.reduce(Compute.none) { $0 + $1.allocated }
    let alarms = layers.nfvo.alarmCounts
    return HeaderFacts(
      title: seat.title, clock: now.timeOfDay, pace: pace.words, isPaused: pace == .paused,
      critical: alarms.critical, major: alarms.major, minor: alarms.minor + alarms.warning,
      operations: layers.nfvo.openOperations, failedOperations: layers.nfvo.failedOperations,
      clusters: clusters.map { cluster in
        HeaderFacts.Cluster(
          name: cluster.name,
          state: cluster.hostsUp == cluster.hosts.count
            ? StateWord(.good, "up") : StateWord(.degraded, cluster.summary))
      },
      hostsUp: clusters.reduce(0) { $0 + $1.hostsUp },
      hosts: clusters.reduce(0) { $0 + $1.hosts.count },
      cpu: capacity.milliCPU == 0 ? 0 : Double(allocated.milliCPU) / Double(capacity.milliCPU),
      memory: capacity.memoryMiB == 0
        ? 0 : Double(allocated.memoryMiB) / Double(capacity.memoryMiB),
      user: seat.user, isReadOnly: seat.isReadOnly, caption: layers.demo.caption(layers))
  }

  /// Everything above and below one object, through the stack.
  package func related(to subject: Subject) -> Set<Subject> {
    var related: Set<Subject> = []
    let onHost = subject.pane == .hosts ? Set(vnfsOnHost(subject.serial)) : []
    for ns in Set(networkServices(of: subject, onHost)) {
      guard let record = layers.nfvo.networkServices[ns] else { continue }
      related.insert(Subject(.services, ns.serial))
      if let order = record.service.flatMap({ layers.som.services[$0] })?.order {
        related.insert(Subject(.orders, order.serial))
      }
      for vnf in functions(of: record, under: subject, onHost) {
        related.insert(Subject(.functions, vnf.serial))
        guard subject.pane != .hosts else { continue }
        for component in layers.vnfm.vnfs[vnf]?.components ?? [] {
          if let host = hostSubject(component.host) { related.insert(host) }
        }
      }
    }
    related.remove(subject)
    return related
  }

  /// The network services that an object belongs to or carries.
  private func networkServices(
    of subject: Subject, _ onHost: Set<VNFInstance.ID>
  ) -> [NSInstance.ID] {
    switch subject.pane {
    case .orders:
      layers.som.orders[ServiceOrder.ID(serial: subject.serial)]?.plan.compactMap(\.ns) ?? []
    case .services: [NSInstance.ID(serial: subject.serial)]
    case .functions:
      layers.nfvo.vnfs[VNFInstance.ID(serial: subject.serial)].map { [$0.ns] } ?? []
    case .hosts:
      onHost.compactMap { layers.nfvo.vnfs[$0]?.ns }
    case .operations: networkService(of: subject).map { [$0] } ?? []
    case .packages, .findings, .vims: []
    }
  }

  private func functions(
    of record: NSRecord, under subject: Subject, _ onHost: Set<VNFInstance.ID>
  ) -> [VNFInstance.ID] {
    switch subject.pane {
    case .orders, .services, .operations, .packages, .findings, .vims: record.vnfs
    case .functions: [VNFInstance.ID(serial: subject.serial)]
    case .hosts: record.vnfs.filter(onHost.contains)
    }
  }

  private func vnfsOnHost(_ serial: Int) -> [VNFInstance.ID] {
    hostView(serial)?.resources.values ?? []
  }

  package func events(limit: Int) -> [EventLine] { recent.suffix(limit).map(line) }

  package func headlines(limit: Int) -> [EventLine] {
    recent.reversed().lazy.filter { !$0.event.isMeasurement }.prefix(limit).map(line).reversed()
  }

  /// The newest events about an object, oldest first, from what the console still remembers.
  func events(about subject: Subject, limit: Int = 12) -> [EventLine] {
    var lines: [EventLine] = []
    for recorded in recent.reversed() where target(of: recorded.event.entity) == subject {
      lines.append(line(recorded))
      if lines.count == limit { break }
    }
    return lines.reversed()
  }

  /// The newest events about entities, oldest first.
  func events(limit: Int, about isMeant: (String) -> Bool) -> [EventLine] {
    var lines: [EventLine] = []
    for recorded in recent.reversed() where isMeant(recorded.event.entity) {
      lines.append(line(recorded))
      if lines.count == limit { break }
    }
    return lines.reversed()
  }

  func line(_ recorded: RecordedEvent) -> EventLine {
    let entity = recorded.event.entity
    let keys = recorded.event.catalogueKeys
    let package = keys.count == 1 ? keys.first.flatMap { catalogue.serial(of: $0) } : nil
    let target = package.map { Subject(.packages, $0) } ?? target(of: entity)
    let subject = target.flatMap(name) ?? entity
    var sentence = recorded.event.sentence
    for known in ["\(subject): ", "VNFD \(subject): ", "NSD \(subject): "]
    where sentence.hasPrefix(known) {
      sentence.removeFirst(known.count)
    }
    return EventLine(
      sequence: recorded.sequence, clock: recorded.time.timeOfDay,
      block: recorded.event.block.title, subject: subject, sentence: sentence,
      tone: recorded.event.tone, target: target)
  }

  /// The row that an entity of the journal is, or belongs to.
  private func target(of entity: String) -> Subject? { touched(by: entity).first }

  /// What people call an object.
  package func name(_ subject: Subject) -> String? {
    switch subject.pane {
    case .orders: "\(ServiceOrder.ID(serial: subject.serial))"
    case .services:
      layers.nfvo.networkServices[NSInstance.ID(serial: subject.serial)]?.name
    case .functions: layers.vnfm.vnfs[VNFInstance.ID(serial: subject.serial)]?.name
    case .hosts: hostName(subject.serial)
    case .operations: operation(subject.serial)?.id
    case .packages: package(subject.serial)?.title
    case .findings: finding(subject.serial)?.function
    case .vims: vimName(subject.serial)
    }
  }
}

extension Pace {
  /// As the header shows it.
  var words: String {
    switch self {
    case .times(let factor):
      factor == factor.rounded() ? "×\(Int(factor))" : "×\(factor)"
    case .maximum: "max"
    case .paused: "paused"
    }
  }
}
