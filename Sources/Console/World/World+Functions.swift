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
  func functionUrgency(_ record: VNFRecord) -> Urgency {
    if let operation = record.openOperation, let open = layers.vnfm.operations[operation] {
      return open.state == .failedTemp ? .wrong : record.lost > 0 ? .wrong : .busy
    }
    if record.instantiationState == .instantiated, record.serving < record.wanted { return .wrong }
    switch record.configuration {
    case .failed, .drifted: return .wrong
    case .unconfigured, .configuring: return .busy
    case .configured: return .fine
    }
  }

  package func function(_ serial: Int) -> FunctionRow? {
    layers.vnfm.vnfs[VNFInstance.ID(serial: serial)].map(functionRow)
  }

  func functionRow(_ record: VNFRecord) -> FunctionRow {
    FunctionRow(
      id: "\(record.id)", name: record.name, type: isContainer(record) ? "CNF" : "VNF",
      state: functionState(record), ready: serving(record), wanted: functionWanted(record),
      health: functionHealth(record), version: record.softwareVersion, cluster: record.vim ?? "",
      age: now - record.createdAt)
  }

  /// How many components there are to be: of the operation under way before it is done.
  private func functionWanted(_ record: VNFRecord) -> Int {
    guard let open = openOperation(of: record) else { return record.wanted }
    return max(record.wanted, open.target.wanted)
  }

  /// How many components are ready, of those that there are to be: ready pods are seen long before
  /// the operation that made them, and the service above it, are done.
  private func serving(_ record: VNFRecord) -> Int { min(record.ready, functionWanted(record)) }

  func openOperation(of record: VNFRecord) -> VNFOperationRecord? {
    record.openOperation.flatMap { layers.vnfm.operations[$0] }
  }

  private func isContainer(_ record: VNFRecord) -> Bool {
    layers.vnfm.packages[record.vnfdId.rawValue]?.vdus.first?.kind == .container
  }

  /// Lifecycle: the operation that is open, else whether it runs and is configured.
  private func functionState(_ record: VNFRecord) -> StateWord {
    if let open = openOperation(of: record) {
      if open.state == .failedTemp { return StateWord(.failed, "FAILED_TEMP") }
      if open.state == .rollingBack { return StateWord(.degraded, "rolling back") }
      if open.isHeld { return StateWord(.waiting, "upgrade paused") }
      if record.configuration == .configuring, open.kind == .instantiate {
        return StateWord(.working, "configuring")
      }
      return StateWord(.working, open.kind.word)
    }
    guard record.instantiationState == .instantiated else {
      return StateWord(.waiting, "not instantiated")
    }
    switch record.configuration {
    case .configured: return StateWord(.good, record.vnfState.rawValue.lowercased())
    case .unconfigured: return StateWord(.waiting, "unconfigured")
    case .configuring: return StateWord(.working, "configuring")
    case .drifted: return StateWord(.degraded, "config drifted")
    case .failed: return StateWord(.failed, "config failed")
    }
  }

  /// Infrastructure: how many of the pods or servers serve.
  private func functionHealth(_ record: VNFRecord) -> StateWord {
    let wanted = functionWanted(record)
    let unit = isContainer(record) ? "pods" : "VMs"
    let ready = serving(record)
    let word = "\(ready)/\(wanted) \(unit)"
    if wanted == 0 { return StateWord(.off, "none") }
    if ready >= wanted { return StateWord(.good, word) }
    if record.lost > 0 { return StateWord(ready == 0 ? .failed : .degraded, word) }
    return StateWord(.working, word)
  }

  package func functionDetail(_ serial: Int) -> FunctionDetail? {
    guard let record = layers.vnfm.vnfs[VNFInstance.ID(serial: serial)] else { return nil }
    let vnfd = layers.vnfm.packages[record.vnfdId.rawValue]
    let ns = layers.nfvo.vnfs[record.id]?.ns
    let policy = ns.flatMap { scalingPolicy(of: record, in: $0) }
    return FunctionDetail(
      row: functionRow(record), service: ns.map { Subject(.services, $0.serial) },
      facts: functionFacts(record), components: record.components.map(component),
      aspects: vnfd?.scalingAspects.map { aspect($0, of: record, vnfd) } ?? [],
      configuration: configuration(of: record, vnfd),
      operations: recentOperations(of: record).reversed().map(operationLine),
      load: load(of: record.id), thresholdOut: policy?.thresholdOut,
      thresholdIn: policy?.thresholdIn, events: events(about: Subject(.functions, serial)))
  }

  private func recentOperations(of record: VNFRecord) -> [VNFOperationRecord] {
    record.recentOperations.compactMap { layers.vnfm.operations[$0] }
  }

  private func functionFacts(_ record: VNFRecord) -> [Fact] {
    [
      Fact("product", "\(record.productName) \(record.softwareVersion)"),
      Fact("customer", record.tenant),
      Fact("cluster", record.vim ?? "not placed"),
      Fact(
        "lifecycle",
        "\(record.instantiationState.rawValue) / \(record.vnfState.rawValue)"),
      Fact("configuration", record.configuration.rawValue),
      Fact("networks", record.networks.joined(separator: ", ")),
      Fact(
        "healing",
        record.healing.isGivenUp
          ? "given up: heal it by hand"
          : record.healing.policy.isEnabled ? "automatic" : "by hand"),
    ]
  }

  private func component(_ component: VNFComponent) -> FunctionDetail.Component {
    FunctionDetail.Component(
      name: component.name, vdu: component.vdu, host: component.host ?? "",
      hostSubject: hostSubject(component.host), state: component.phase.word,
      image: component.image, reason: component.reason, age: now - component.since)
  }

  private func aspect(
    _ aspect: VNFD.ScalingAspect, of record: VNFRecord, _ vnfd: VNFD?
  ) -> FunctionDetail.Aspect {
    let instances = (0...max(0, aspect.maxScaleLevel)).map { level in
      vnfd?.vdus.compactMap { vnfd?.instances(of: $0.id, at: [aspect.id: level]) }.reduce(0, +) ?? 0
    }
    return FunctionDetail.Aspect(
      id: aspect.id, level: record.level(of: aspect.id), maximum: aspect.maxScaleLevel,
      instances: instances)
  }

  /// Day-1 as the last instantiation applied it.
  /// What differs first, then how Day-1 went, then what was changed since.
  private func configuration(of record: VNFRecord, _ vnfd: VNFD?) -> [Fact] {
    drift(of: record) + day1(of: record, vnfd) + versions(of: record)
  }

  private func drift(of record: VNFRecord) -> [Fact] {
    let by = record.configured.driftedBy.map { ", changed by \($0)" } ?? ""
    return record.configured.drift.map { change in
      Fact(
        change.name,
        "is \(change.after ?? "removed"), wanted \(change.before ?? "absent")\(by)",
        state: StateWord(.degraded, "differs"))
    }
  }

  /// Day-2 changes, newest first.
  private func versions(of record: VNFRecord) -> [Fact] {
    record.configured.history.dropFirst().reversed().prefix(5).map { version in
      Fact(
        "version \(version.number)",
        "\(version.changes.sentence)   \(version.by) \(version.at.timeOfDay)",
        state: StateWord(.good, "applied"))
    }
  }

  private func day1(of record: VNFRecord, _ vnfd: VNFD?) -> [Fact] {
    let steps = recentOperations(of: record).flatMap(\.steps)
    return (vnfd?.day1 ?? []).map { day1 in
      let step = steps.last { step in
        if case .configure(let id) = step.act { id == day1.id } else { false }
      }
      if let ended = step?.endedAt, step?.fault == nil {
        return Fact(
          day1.title, "applied \(ended.timeOfDay)", state: StateWord(.good, "applied"))
      }
      if let fault = step?.fault {
        return Fact(day1.title, fault.detail, state: StateWord(.failed, "failed"))
      }
      let isRunning = step?.startedAt != nil
      return Fact(
        day1.title, "",
        state: StateWord(isRunning ? .working : .waiting, isRunning ? "applying" : "waiting"))
    }
  }

  func operationLine(_ operation: VNFOperationRecord) -> ServiceDetail.Operation {
    let progress = operation.progress
    return ServiceDetail.Operation(
      id: "\(operation.id)", subject: subject(.vnf(operation.id)),
      kind: operation.kind.rawValue, state: operation.state.word,
      isAutomatic: operation.isAutomaticInvocation,
      requester: operation.isAutomaticInvocation ? "policy" : "NFVO",
      startedAt: operation.startedAt.timeOfDay,
      took: (operation.endedAt ?? now) - operation.startedAt,
      progress: operation.state.isTerminal || progress.total == 0
        ? nil : Double(progress.done) / Double(progress.total),
      detail: operation.fault?.detail ?? operation.running?.step.title ?? operation.purpose)
  }
}

extension VNFOperationKind {
  /// As a list shows it while it runs.
  var word: String {
    switch self {
    case .instantiate: "instantiating"
    case .scale: "scaling"
    case .scaleToLevel: "scaling"
    case .changeFlavour: "resizing"
    case .operate: "starting or stopping"
    case .changeExternalConnectivity: "connecting"
    case .modifyInformation: "modifying"
    case .createSnapshot: "keeping a snapshot"
    case .revertToSnapshot: "reverting"
    case .changePackage: "upgrading"
    case .heal: "healing"
    case .terminate: "terminating"
    }
  }
}

extension VNFOperationState {
  var word: StateWord {
    switch self {
    case .starting: StateWord(.waiting, rawValue)
    case .processing, .rollingBack: StateWord(.working, rawValue)
    case .completed: StateWord(.good, rawValue)
    case .failedTemp, .failed: StateWord(.failed, rawValue)
    case .rolledBack: StateWord(.off, rawValue)
    }
  }
}

extension ResourceChange.Phase {
  var word: StateWord {
    switch self {
    case .pending: StateWord(.waiting, rawValue)
    case .creating, .running: StateWord(.working, rawValue)
    case .ready: StateWord(.good, rawValue)
    case .lost: StateWord(.failed, rawValue)
    case .deleted: StateWord(.off, rawValue)
    }
  }
}
