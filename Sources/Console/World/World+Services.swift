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

extension World {
  func serviceUrgency(_ record: NSRecord) -> Urgency {
    if record.state == .terminated { return .over }
    if let open = openOperation(of: record) {
      return open.state == .failedTemp ? .wrong : .busy
    }
    return record.health == .full ? .fine : .wrong
  }

  func openOperation(of record: NSRecord) -> NSOperationRecord? {
    (record.openOperation ?? record.concurrentHeals.last).flatMap { layers.nfvo.operations[$0] }
  }

  package func service(_ serial: Int) -> ServiceRow? {
    layers.nfvo.networkServices[NSInstance.ID(serial: serial)].map(serviceRow)
  }

  func serviceRow(_ record: NSRecord) -> ServiceRow {
    let open = openOperation(of: record)
    let progress = open.map { operation in
      operation.tasks.isEmpty
        ? 0 : Double(operation.progress.done) / Double(operation.progress.total)
    }
    return ServiceRow(
      id: "\(record.id)", name: record.name, customer: record.tenant,
      service: record.parent == nil
        ? shortServiceWord(customerFacing(of: record)) : StateWord(.off, "nested"),
      state: serviceState(record, open),
      progress: open?.state == .processing ? progress : nil, functions: record.vnfs.count,
      cluster: record.vim ?? "", age: (record.terminatedAt ?? now) - record.createdAt)
  }

  /// The service in one word: its state, or how it runs when that is what needs a person.
  private func shortServiceWord(_ id: Service.ID?) -> StateWord {
    guard let service = id.flatMap({ layers.som.services[$0] }) else {
      return StateWord(.off, "no service")
    }
    switch service.operatingStatus {
    case .degraded, .failed, .limited:
      return StateWord(service.tone, service.operatingStatus.rawValue)
    default: return StateWord(service.tone, service.state.rawValue)
    }
  }

  /// The CFS that the customer feels: the one that the NS's RFS supports.
  func customerFacing(of record: NSRecord) -> Service.ID? {
    record.service.flatMap { layers.som.services[$0]?.customerFacing ?? $0 }
  }

  private func serviceState(_ record: NSRecord, _ open: NSOperationRecord?) -> StateWord {
    if let open {
      if open.state == .failedTemp { return StateWord(.failed, "FAILED_TEMP") }
      return StateWord(.working, open.kind.word)
    }
    switch record.state {
    case .terminated: return StateWord(.off, "terminated")
    case .notInstantiated: return StateWord(.waiting, "not instantiated")
    case .instantiated:
      switch record.health {
      case .full: return StateWord(.good, "instantiated")
      case .reduced: return StateWord(.degraded, "reduced")
      case .lost: return StateWord(.failed, "lost")
      }
    }
  }

  package func serviceDetail(_ serial: Int) -> ServiceDetail? {
    let id = NSInstance.ID(serial: serial)
    guard let record = layers.nfvo.networkServices[id] else { return nil }
    let functions = record.vnfs.compactMap { layers.vnfm.vnfs[$0] }
    return ServiceDetail(
      row: serviceRow(record), facts: serviceFacts(record), functions: functions.map(functionRow),
      functionSubjects: functions.map { Subject(.functions, $0.id.serial) },
      links: links(of: record), operations: operations(of: record), policies: policies(of: record),
      placement: layers.nfvo.instantiation(of: record)?.placement.map {
        $0.candidates.map { "\($0.vim): \($0.reason)" }
      } ?? [],
      events: events(about: Subject(.services, serial)),
      nested: layers.nfvo.nested(in: record).map {
        ServiceDetail.Nested(row: serviceRow($0), subject: Subject(.services, $0.id.serial))
      })
  }

  private func serviceFacts(_ record: NSRecord) -> [Fact] {
    let service = record.service.flatMap { layers.som.services[$0] }
    return [
      Fact("customer", record.tenant),
      Fact("descriptor", record.nsdName),
      Fact(
        "part of", record.parent.flatMap { layers.nfvo.networkServices[$0]?.name } ?? ""),
      Fact(
        "realises", service?.specification ?? record.service.map { "\($0)" } ?? "no service order"),
      Fact("service", "", state: customerFacing(of: record).map { serviceWord($0) }),
      Fact("NS state", record.state.rawValue),
      Fact("cluster", record.vim ?? "not placed"),
      Fact("networks", record.networks.joined(separator: ", ")),
      Fact("health", record.health == .full ? "all functions whole" : record.healthCause),
    ].filter { !$0.value.isEmpty || $0.state != nil }
  }

  private func links(of record: NSRecord) -> [ServiceDetail.Link] {
    guard let nsd = layers.nfvo.nsd(of: record) else { return [] }
    let managed = record.vnfs.compactMap { layers.nfvo.vnfs[$0] }
    return nsd.virtualLinkProfiles.map { link in
      let profiles = nsd.vnfProfiles.filter { $0.virtualLinks.values.contains(link.id) }.map(\.id)
      let functions = managed.filter { profiles.contains($0.profile) }.map(\.name)
      let saps = nsd.sapds.filter { $0.virtualLink == link.id }.map { "\($0.id) (external)" }
      let inside = nsd.nestedNSProfiles.filter { $0.virtualLinks.values.contains(link.id) }
        .map(\.id)
      let nested = layers.nfvo.nested(in: record).filter {
        $0.parentProfile.map(inside.contains) == true
      }.map(\.name)
      return ServiceDetail.Link(name: link.id, members: functions + nested + saps)
    }
  }

  private func operations(of record: NSRecord) -> [ServiceDetail.Operation] {
    record.recentOperations.reversed().compactMap { layers.nfvo.operations[$0] }.map { operation in
      let progress = operation.progress
      return ServiceDetail.Operation(
        id: "\(operation.id)", subject: subject(.ns(operation.id)),
        kind: operation.kind.rawValue, state: operation.state.word,
        isAutomatic: operation.isAutomaticInvocation, requester: operation.requester.words,
        startedAt: operation.startedAt.timeOfDay,
        took: (operation.endedAt ?? now) - operation.startedAt,
        progress: operation.state.isTerminal || progress.total == 0
          ? nil : Double(progress.done) / Double(progress.total),
        detail: operation.standing)
    }
  }

  private func policies(of record: NSRecord) -> [Fact] {
    layers.nfvo.policies(of: record, at: now).map {
      Fact($0.policy, $0.verdict, state: word($0))
    }
  }

  func scalingPolicy(of record: VNFRecord, in ns: NSInstance.ID) -> NSD.AutoScalePolicy? {
    guard let managed = layers.nfvo.vnfs[record.id],
      let service = layers.nfvo.networkServices[ns], let nsd = layers.nfvo.nsd(of: service)
    else { return nil }
    return nsd.autoScale.first { $0.vnfProfile == managed.profile }
  }

  func load(of vnf: VNFInstance.ID) -> [Double] {
    layers.nfvo.scaling[vnf]?.first?.samples.map { Double($0.percent) } ?? []
  }
}

extension Requester {
  /// As a person reads it.
  var words: String {
    switch self {
    case .som(let order): "SOM \(order)"
    case .person(let name): name
    case .policy(let name): "policy \(name)"
    case .ns(let operation): "\(operation) of the network service around"
    }
  }
}

extension NSOperationRecord {
  /// How it stands, for people: why it does not go on, what could not be restored, what is possible.
  var standing: String {
    var parts = [waitsFor.map { "waits: \($0)" } ?? problem?.detail ?? purpose]
    if let pendingCancel { parts.append("is being cancelled (\(pendingCancel.rawValue))") }
    let left = leftovers.filter { problem?.detail.contains($0) != true }
    if !left.isEmpty { parts.append("left: \(left.joined(separator: "; "))") }
    if state == .failedTemp {
      parts.append("possible: \(legalTasks.map(\.description).joined(separator: ", "))")
    }
    return parts.joined(separator: " · ")
  }
}

extension NSOperationKind {
  var word: String {
    switch self {
    case .instantiate: "instantiating"
    case .scale: "scaling"
    case .update: "updating"
    case .heal: "healing"
    case .terminate: "terminating"
    }
  }
}

extension OperationState {
  var word: StateWord {
    switch self {
    case .starting: StateWord(.waiting, rawValue)
    case .processing, .rollingBack: StateWord(.working, rawValue)
    case .completed: StateWord(.good, rawValue)
    case .partiallyCompleted: StateWord(.degraded, rawValue)
    case .failedTemp, .failed: StateWord(.failed, rawValue)
    case .rolledBack: StateWord(.off, rawValue)
    }
  }
}
