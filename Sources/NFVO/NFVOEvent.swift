import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What happened at the NFVO.
package enum NFVOEvent: Codable, Equatable, Sendable {
  /// Descriptors became usable, and VIMs became known.
  case onboarded(nsds: [NSD], vnfds: [VNFD], inventory: Inventory?)
  case catalogue(event: CatalogueEvent)
  case nsCreated(record: NSRecord, baseName: String)
  /// An operation occurrence was accepted and is PROCESSING.
  case operationStarted(record: NSOperationRecord, networks: [String]?)
  case capacityReported(report: CapacityReport)
  case placementDecided(
    operation: NSOperation.ID, ns: NSInstance.ID, name: String, decision: PlacementDecision)
  /// The VNFM was asked to do one VNF's part.
  case taskRequested(
    operation: NSOperation.ID, ns: NSInstance.ID, task: Int, vnfName: String, what: String,
    reference: String)
  /// The VNFM made the identifier of a VNF.
  case vnfAssigned(operation: NSOperation.ID, task: Int, vnf: ManagedVNF)
  /// The VNFM refused one VNF's part.
  case taskRefused(
    operation: NSOperation.ID, ns: NSInstance.ID, task: Int, vnfName: String, fault: Fault)
  /// A VNF operation entered another state.
  case vnfOperationChanged(
    operation: NSOperation.ID, task: Int, vnfName: String, notification: VNFOperationNotification)
  case operationEntered(
    operation: NSOperation.ID, ns: NSInstance.ID, name: String, kind: NSOperationKind,
    state: OperationState, problem: Problem?)
  /// Tasks, undoing and turns of operations.
  case lifecycle(NSLifecycleEvent)
  case granted(grant: GrantRecord, vnfName: String)
  case grantRefused(
    operation: VNFOperation.ID, round: Int, vnf: VNFInstance.ID, vnfName: String, fault: Fault)
  /// A VNF operation ended: its components have `seats`, and what was held besides is free.
  case reservationEnded(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, vnfName: String, vim: VIMName,
    grant: Grant.ID?, seats: [Seat])
  /// A VNF operation stands still: its components have `seats`, and what else it had is kept for it.
  case reservationPaused(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, vnfName: String, vim: VIMName,
    seats: [Seat], kept: [Seat], until: Instant)
  /// A VNF operation is at work again: its grant does not expire meanwhile.
  case reservationResumed(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, vnfName: String, vim: VIMName)
  /// A grant is given back before its operation has ended.
  case grantExpired(
    grant: Grant.ID, operation: VNFOperation.ID, vnf: VNFInstance.ID, vnfName: String,
    vim: VIMName, reserved: Compute, reason: String)
  case vnfHealthChanged(
    vnf: VNFInstance.ID, name: String, ready: Int, wanted: Int, cause: String)
  case nsHealthChanged(
    ns: NSInstance.ID, name: String, level: NSHealthNotification.Level, cause: String)
  case alarmRaised(alarm: AlarmRecord)
  case alarmChanged(
    alarm: Alarm.ID, objectName: String, severity: AlarmRecord.Severity, detail: String)
  case alarmCorrelated(alarm: Alarm.ID, objectName: String, root: Alarm.ID, rootName: String)
  case alarmCleared(alarm: Alarm.ID, objectName: String, reason: String)
  /// A policy's metric was measured, or worked out anew after scaling.
  case loadMeasured(
    vnf: VNFInstance.ID, name: String, policy: String, aspect: String, metric: String,
    percent: Int, isEstimated: Bool, trend: ScalingRecord.Trend, since: Instant)
  case scalingEnded(vnf: VNFInstance.ID, name: String, aspect: String, failure: String?)
  case scalingDecided(
    vnf: VNFInstance.ID, name: String, policy: String, kind: ScalingRecord.Decision.Kind,
    decision: String)
  case scalingPlanned(
    vnf: VNFInstance.ID, name: String, policy: String, dueAt: Instant, reason: String)
  case assurance(event: AssuranceEvent)
  case performance(event: PerformanceEvent)
  case requestRefused(
    ns: NSInstance.ID?, name: String, request: String, requester: Requester, problem: Problem)
}

extension NFVOEvent: Narrated {
  package var entity: String {
    switch self {
    case .onboarded: "nfvo"
    case .catalogue(let event): event.entry.id
    case .nsCreated(let record, _): "\(record.id)"
    case .operationStarted(let record, _): "\(record.ns)"
    case .capacityReported(let report): report.vim
    case .placementDecided(_, let ns, _, _): "\(ns)"
    case .taskRequested(_, let ns, _, _, _, _): "\(ns)"
    case .vnfAssigned(_, _, let vnf): "\(vnf.ns)"
    case .taskRefused(_, let ns, _, _, _): "\(ns)"
    case .vnfOperationChanged(_, _, _, let notification): "\(notification.vnf)"
    case .operationEntered(_, let ns, _, _, _, _): "\(ns)"
    case .lifecycle(let event): event.entity
    case .granted(let grant, _): "\(grant.vnf)"
    case .grantRefused(_, _, let vnf, _, _): "\(vnf)"
    case .reservationEnded(_, let vnf, _, _, _, _): "\(vnf)"
    case .reservationPaused(_, let vnf, _, _, _, _, _): "\(vnf)"
    case .reservationResumed(_, let vnf, _, _): "\(vnf)"
    case .grantExpired(_, _, let vnf, _, _, _, _): "\(vnf)"
    case .vnfHealthChanged(let vnf, _, _, _, _): "\(vnf)"
    case .nsHealthChanged(let ns, _, _, _): "\(ns)"
    case .alarmRaised(let alarm): "\(alarm.id)"
    case .alarmChanged(let alarm, _, _, _): "\(alarm)"
    case .alarmCorrelated(let alarm, _, _, _): "\(alarm)"
    case .alarmCleared(let alarm, _, _): "\(alarm)"
    case .loadMeasured(let vnf, _, _, _, _, _, _, _, _): "\(vnf)"
    case .scalingEnded(let vnf, _, _, _): "\(vnf)"
    case .scalingDecided(let vnf, _, _, _, _): "\(vnf)"
    case .scalingPlanned(let vnf, _, _, _, _): "\(vnf)"
    case .assurance(let event): event.entity
    case .performance(let event): event.entity
    case .requestRefused(let ns, _, _, _, _): ns.map { "\($0)" } ?? "nfvo"
    }
  }

  package var sentence: String {
    switch self {
    case .onboarded(let nsds, let vnfds, let inventory):
      "onboarded \(nsds.count) NSDs, \(vnfds.count) VNF packages"
        + (inventory.map { ", \($0.vims.count) VIMs known" } ?? "")
    case .catalogue(let event): event.sentence
    case .nsCreated(let record, _):
      "\(record.name): NS identifier created for \(record.tenant), NSD \(record.nsdName)"
    case .operationStarted(let record, _):
      "\(record.nsName): \(record.kind.rawValue) \(record.id) PROCESSING, \(record.purpose), "
        + "asked by \(record.requester.sentence)"
    case .capacityReported(let report):
      "\(report.allocated.sentence) of \(report.capacity.sentence) in use, "
        + "\(report.hostsUp) of \(report.hosts) hosts up"
    case .placementDecided(_, _, let name, let decision):
      decision.chosen == nil
        ? "\(name): no place: \(decision.sentence)" : "\(name): placed on \(decision.sentence)"
    case .taskRequested(_, _, _, let name, let what, _): "\(name): \(what) asked of the VNFM"
    case .vnfAssigned(_, _, let vnf): "\(vnf.name): is \(vnf.id)"
    case .taskRefused(_, _, _, let name, let fault):
      "\(name): refused by the VNFM: \(fault.detail)"
    case .vnfOperationChanged(_, _, let name, let notification):
      "\(name): \(notification.kind.rawValue) \(notification.state.rawValue)"
        + (notification.fault.map { ": \($0.title)" } ?? "")
    case .operationEntered(_, _, let name, let kind, let state, let problem):
      "\(name): \(kind.rawValue) \(state.rawValue)" + (problem.map { ": \($0.detail)" } ?? "")
    case .lifecycle(let event): event.sentence
    default: conditionSentence
    }
  }

  /// Sentences about grants, health, alarms and policies.
  private var conditionSentence: String {
    switch self {
    case .granted(let grant, let name):
      "\(name): \(grant.kind.rawValue) granted on \(grant.vim)"
        + (grant.reserved == .none ? "" : ", \(grant.reserved.sentence) reserved")
    case .grantRefused(_, _, _, let name, let fault): "\(name): grant refused: \(fault.detail)"
    case .reservationEnded(let operation, _, let name, let vim, let grant, let seats):
      grant == nil
        ? "\(name): \(operation) ended with \(seats.count) components on \(vim)"
        : "\(name): reservation for \(operation) on \(vim) ended"
    case .reservationPaused(let operation, _, let name, let vim, _, let kept, let until):
      "\(name): \(kept.compute.sentence) stay reserved for \(operation) on \(vim) until "
        + "\(until.timeOfDay)"
    case .reservationResumed(let operation, _, let name, let vim):
      "\(name): reservation for \(operation) on \(vim) goes on"
    case .grantExpired(let grant, let operation, _, let name, let vim, let reserved, let reason):
      "\(name): \(grant) for \(operation) expired, \(reserved.sentence) on \(vim) are free again: "
        + "\(reason)"
    case .vnfHealthChanged(_, let name, let ready, let wanted, let cause):
      "\(name): \(ready) of \(wanted) serve, \(cause)"
    case .nsHealthChanged(_, let name, let level, let cause):
      "\(name): health \(level.rawValue), \(cause)"
    case .alarmRaised(let alarm):
      "\(alarm.severity.rawValue) \(alarm.isRootCause ? "root alarm" : "alarm") on "
        + "\(alarm.objectName): \(alarm.detail)"
    case .alarmChanged(_, let name, let severity, let detail):
      "alarm on \(name) is now \(severity.rawValue): \(detail)"
    case .alarmCorrelated(_, let name, let root, let rootName):
      "alarm on \(name) is a symptom of \(root) on \(rootName)"
    case .alarmCleared(_, let name, let reason): "alarm on \(name) cleared: \(reason)"
    case .loadMeasured(_, let name, _, _, let metric, let percent, let isEstimated, _, _):
      "\(name): \(metric) \(percent) %" + (isEstimated ? " (worked out)" : "")
    case .scalingEnded(_, let name, _, let failure):
      "\(name): policies count their cooldown from now"
        + (failure.map { ", and wait longer, since it came to nothing: \($0)" } ?? "")
    case .scalingDecided(_, let name, let policy, _, let decision):
      "\(name): policy \(policy): \(decision)"
    case .scalingPlanned(_, let name, let policy, _, let reason):
      "\(name): policy \(policy): \(reason)"
    case .assurance(let event): event.sentence
    case .performance(let event): event.sentence
    case .requestRefused(_, let name, let request, let requester, let problem):
      "\(name): \(request) of \(requester.sentence) refused: \(problem.detail)"
    default: ""
    }
  }
}

extension Requester {
  /// For people.
  package var sentence: String {
    switch self {
    case .som(let order): "SOM for \(order)"
    case .person(let name): name
    case .policy(let name): "policy \(name)"
    case .ns(let operation): "\(operation) of the network service around"
    }
  }
}
