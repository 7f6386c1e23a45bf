import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM
import VNFM

// What must hold at each rest of a lifecycle.
extension CampaignRun {
  /// An operation that stands still has an alarm, a reason, and something that can be done.
  mutating func checkStandingStill() {
    guard let operation = nsOperation else { return }
    if operation.problem?.detail.isEmpty != false { find("It stands still and does not say why.") }
    if operation.legalTasks.isEmpty { find("It stands still and nothing can be done.") }
    let alarm = layers.nfvo.alarm(
      .operationFailed, of: "\(operation.ns)", source: "\(operation.id)")
    if alarm == nil { find("It stands still, and no alarm says so.") }
  }

  /// How it ended is how it is: as it was before, or as an undisturbed run leaves it.
  mutating func checkEnd(before: Resemblance, after: Resemblance) {
    let resemblance = Resemblance(layers)
    // What one that was closed as FAILED left behind is listed and stays.
    guard !operations.contains(where: { $0.state == .failed }) else { return }
    switch state {
    case .completed: for line in resemblance.differences(to: after) { find(line) }
    // What healing replaced was lost before, and stays replaced.
    case .rolledBack where leftovers.isEmpty && !exercise.name.hasPrefix("HEAL"):
      for line in resemblance.differences(to: before) { find(line) }
    case nil, .starting, .processing, .rollingBack, .failedTemp, .partiallyCompleted, .failed,
      .rolledBack:
      break
    }
  }

  /// What the operation says that it did not bring back.
  private var leftovers: [String] {
    (nsOperation?.leftovers ?? []) + operations.flatMap(\.notRestored)
  }

  /// The operation is closed, and nothing moves: the layers agree with one another and the clusters.
  mutating func checkClosed() {
    for finding in Agreement.findings(layers) { find(finding) }
    checkOperations()
    checkLedger()
    checkAlarms()
    checkRepeats()
    for vnf in layers.vnfm.vnfs.values { check(vnf) }
  }

  private mutating func checkOperations() {
    for operation in layers.vnfm.operations.values where !operation.state.isTerminal {
      find("\(operation.kind.rawValue) \(operation.id) is open: \(operation.state.rawValue).")
    }
    for operation in layers.nfvo.operations.values where !operation.state.isTerminal {
      find("NS \(operation.kind.rawValue) \(operation.id) is open: \(operation.state.rawValue).")
    }
    if layers.vnfm.openOperations != 0 || layers.nfvo.openOperations != 0 {
      find("The counts of open operations are not zero.")
    }
    if layers.vnfm.failedOperations != 0 || layers.nfvo.failedOperations != 0 {
      find("The counts of failed operations are not zero.")
    }
    if !layers.nfvo.running.isEmpty || !layers.nfvo.queue.isEmpty {
      find("Operations that have ended count against limits.")
    }
    if !layers.vnfm.waves.isEmpty { find("A wave of healing goes on with nothing open.") }
    if layers.vim.clusters.values.contains(where: { $0.openTasks != 0 }) {
      find("A VIM works on a task with nothing open.")
    }
  }

  /// Nothing is held for what has ended.
  private mutating func checkLedger() {
    for grant in layers.nfvo.grants.values {
      find("\(grant.id) is held for \(grant.operation), which has ended.")
    }
    for operation in layers.nfvo.plannedPlaces.keys {
      find("Places are held for \(operation), which has ended.")
    }
    for vim in layers.nfvo.vims.values where vim.reserved != .none || vim.reservations != 0 {
      find("\(vim.id): \(vim.reserved.sentence) stays reserved.")
    }
  }

  /// Alarms tell what is so, and all of it.
  private mutating func checkAlarms() {
    let alarms = layers.nfvo.alarms.values
    for alarm in alarms {
      switch alarm.faultType {
      case .operationFailed, .operationStuck:
        find("The alarm stands on: \(alarm.objectName): \(alarm.detail).")
      case .reconcileNeeded:
        guard let vnf = alarm.vnf.flatMap({ layers.vnfm.vnfs[$0] }), !vnf.divergence.isEmpty
        else {
          find("The alarm stands on: \(alarm.objectName): \(alarm.detail).")
          continue
        }
      case .componentsLost, .healingGivenUp:
        guard let vnf = alarm.vnf.flatMap({ layers.vnfm.vnfs[$0] }), vnf.ready < vnf.wanted else {
          find("The alarm stands on: \(alarm.objectName): \(alarm.detail).")
          continue
        }
      case .hostDown, .rackOut, .siteOut, .vimUnreachable, .bmcUnreachable, .linksDown,
        .diskPressure, .policyPaused, .thresholdCrossed, .driftFound:
        continue
      }
    }
    for vnf in layers.vnfm.vnfs.values where !vnf.divergence.isEmpty {
      if !alarms.contains(where: { $0.faultType == .reconcileNeeded && $0.vnf == vnf.id }) {
        find("\(vnf.name) differs from its record, and no alarm says so.")
      }
    }
  }

  /// Nothing was done twice, whatever was lost, and nothing was done that was to be undone.
  private mutating func checkRepeats() {
    var tasks: [TaskToken: Int] = [:]
    var grants: [VNFOperation.ID: Int] = [:]
    var goingBack: Set<VNFOperation.ID> = []
    for recorded in events {
      switch recorded.event {
      case .vnfm(.operationEntered(let id, _, _, _, .rollingBack, _)): goingBack.insert(id)
      case .vnfm(.operationEntered(let id, _, _, _, _, _)): goingBack.remove(id)
      case .vnfm(.stepStarted(let id, _, _, let step, let title, _, _)):
        let isForward = layers.vnfm.operations[id]?.steps[step].isCompensation == false
        if goingBack.contains(id), isForward { find("The rollback of \(id) did «\(title)».") }
      case .vim(.taskEnded(let token, _, _, nil)): tasks[token, default: 0] += 1
      case .nfvo(.granted(let grant, _)): grants[grant.operation, default: 0] += 1
      default: break
      }
    }
    for (token, count) in tasks where count > 1 { find("\(token) was done \(count) times.") }
    for (operation, count) in grants where count > 1 {
      find("\(operation) was granted \(count) times.")
    }
  }

  /// The three records of one function say the same of it, and so does the function.
  private mutating func check(_ vnf: VNFRecord) {
    guard let managed = layers.nfvo.vnfs[vnf.id] else { return }
    if managed.vnfdId != vnf.vnfdId { find("The NFVO takes \(vnf.name) for \(managed.vnfdId).") }
    guard vnf.instantiationState == .instantiated else { return }
    if !managed.isInstantiated { find("The NFVO takes \(vnf.name) for not instantiated.") }
    if managed.levels != vnf.levels {
      find("The NFVO takes \(vnf.name) to be at \(managed.levels), it is at \(vnf.levels).")
    }
    if (managed.ready, managed.wanted) != (vnf.serving, vnf.wanted) {
      find(
        "The NFVO knows \(managed.ready) of \(managed.wanted) components of \(vnf.name) to serve, "
          + "the VNFM \(vnf.serving) of \(vnf.wanted).")
    }
    guard vnf.divergence.isEmpty, vnf.configured.drift.isEmpty else { return }
    if vnf.condition == .started, vnf.ready > 0, let function = layers.nfvi.functions[vnf.id],
      function.settings != vnf.configured.wanted
    {
      let differences = vnf.configured.wanted.differences(to: function.settings).map(\.name)
      find("\(vnf.name) is not configured as it is wanted: \(differences.joined(separator: ", ")).")
    }
    let expected: VNFRecord.ConfigurationState =
      vnf.condition == .started ? .configured : .unconfigured
    if vnf.configuration != expected {
      find("\(vnf.name) is \(vnf.condition.rawValue) and \(vnf.configuration.rawValue).")
    }
  }

  /// All that a network service held was given back, and nothing speaks of it any more.
  mutating func checkNothingIsLeft() {
    for release in layers.vim.releases.values {
      find("\(release.vim) still holds \(release.name).")
    }
    for workload in layers.nfvi.workloads.values {
      find("\(workload.host) still runs \(workload.id).")
    }
    for vnf in layers.vnfm.vnfs.values { find("The VNFM still has \(vnf.name).") }
    for vnf in layers.nfvo.vnfs.values { find("The NFVO still has \(vnf.name).") }
    for cluster in layers.vim.clusters.values where cluster.allocated != .none {
      find("\(cluster.name) still gives out \(cluster.allocated.sentence).")
    }
    for record in layers.nfvo.nsds.values where record.instances != 0 {
      find("\(record.nsd.name) is said to have \(record.instances) instances.")
    }
    for record in layers.nfvo.vnfds.values where record.instances != 0 {
      find("\(record.vnfd.productName) is said to have \(record.instances) instances.")
    }
    for alarm in layers.nfvo.alarms.values where ![.hostDown, .siteOut].contains(alarm.faultType) {
      find("The alarm outlives its object: \(alarm.objectName): \(alarm.detail).")
    }
    checkOperations()
    checkLedger()
    checkRepeats()
    for finding in Agreement.findings(layers) { find(finding) }
  }
}
