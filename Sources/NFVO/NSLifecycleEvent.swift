import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What happened to an NS operation occurrence besides its course: tasks that were asked of it, what
/// is undone, and whether it may work.
package enum NSLifecycleEvent: Codable, Equatable, Sendable {
  /// A retry, rollback, continue, fail or cancel was accepted.
  case taskAccepted(
    operation: NSOperation.ID, ns: NSInstance.ID, name: String, kind: NSOperationKind,
    task: NSOperationTask, requester: Requester)
  /// A VNF has its identifier, and nothing more begins for now.
  case partPostponed(operation: NSOperation.ID, ns: NSInstance.ID, part: Int, vnfName: String)
  /// A task was asked of the VNF operation that one part consists of.
  case partAsked(
    operation: NSOperation.ID, ns: NSInstance.ID, part: Int, vnfName: String, ask: VNFTask.Ask)
  /// The VNFM refused that task.
  case askRefused(
    operation: NSOperation.ID, ns: NSInstance.ID, part: Int, vnfName: String, fault: Fault)
  /// What one part did began to be undone.
  case undoRequested(
    operation: NSOperation.ID, ns: NSInstance.ID, part: Int, vnfName: String,
    undoing: VNFTask.Undoing)
  case undoRefused(
    operation: NSOperation.ID, ns: NSInstance.ID, part: Int, vnfName: String, fault: Fault)
  /// The VNF operation that undoes one part entered another state.
  case undoChanged(
    operation: NSOperation.ID, part: Int, vnfName: String, notification: VNFOperationNotification)
  /// A nested network service has an operation that does one part of this one, or undoes it.
  case nestedBegun(
    operation: NSOperation.ID, ns: NSInstance.ID, part: Int, name: String, kind: NSOperationKind,
    nested: NSInstance.ID, nestedOperation: NSOperation.ID, isUndoing: Bool)
  /// A task was asked of that operation.
  case nestedAsked(
    operation: NSOperation.ID, ns: NSInstance.ID, part: Int, name: String, task: NSOperationTask)
  /// That operation entered another state.
  case nestedMoved(
    operation: NSOperation.ID, ns: NSInstance.ID, part: Int, name: String, news: NestedNews)
  /// The VIMs that may take a network service are asked for their capacity again.
  case placementResumed(
    operation: NSOperation.ID, ns: NSInstance.ID, name: String, requirement: PlacementRequirement,
    asked: [VIMName])
  /// What a placement counts on is reserved, until each VNF has its grant.
  case placesReserved(
    operation: NSOperation.ID, ns: NSInstance.ID, name: String, places: [PlannedPlace])
  /// An operation stands still: what it counts on is kept for it.
  case placesKept(
    operation: NSOperation.ID, ns: NSInstance.ID, name: String, reserved: Compute, until: Instant)
  /// What it counted on is given back before it has ended.
  case placesExpired(
    operation: NSOperation.ID, ns: NSInstance.ID, name: String, reserved: Compute, reason: String)
  /// It waits until one of these limits lets it work.
  case turnAwaited(
    operation: NSOperation.ID, ns: NSInstance.ID, name: String, lacks: [LimitKey], reason: String)
  /// It works from now on, and counts against these limits.
  case turnTaken(operation: NSOperation.ID, ns: NSInstance.ID, name: String, slots: [LimitKey])
  /// What a VIM's breaker knows changed: a VNF operation ended there, or its time was up.
  case breakerChanged(vim: VIMName, breaker: CircuitBreaker)
}

extension NSLifecycleEvent: Narrated {
  package var entity: String {
    switch self {
    case .taskAccepted(_, let ns, _, _, _, _), .partPostponed(_, let ns, _, _),
      .partAsked(_, let ns, _, _, _), .askRefused(_, let ns, _, _, _),
      .undoRequested(_, let ns, _, _, _), .undoRefused(_, let ns, _, _, _),
      .nestedBegun(_, let ns, _, _, _, _, _, _), .nestedAsked(_, let ns, _, _, _),
      .nestedMoved(_, let ns, _, _, _), .placementResumed(_, let ns, _, _, _),
      .placesReserved(_, let ns, _, _), .placesKept(_, let ns, _, _, _),
      .placesExpired(_, let ns, _, _, _), .turnAwaited(_, let ns, _, _, _),
      .turnTaken(_, let ns, _, _):
      "\(ns)"
    case .undoChanged(_, _, _, let notification): "\(notification.vnf)"
    case .breakerChanged(let vim, _): vim
    }
  }

  package var sentence: String {
    switch self {
    case .taskAccepted(let operation, _, let name, let kind, let task, let requester):
      "\(name): \(task) of \(kind.rawValue) \(operation), asked by \(requester.sentence)"
    case .partPostponed(_, _, _, let name):
      "\(name): has its identifier; nothing more begins, since its operation is stopping"
    case .partAsked(_, _, _, let name, let ask): "\(name): \(ask.task.name) asked of the VNFM"
    case .askRefused(_, _, _, let name, let fault):
      "\(name): refused: \(fault.detail)"
    case .undoRequested(_, _, _, let name, let undoing):
      "\(name): \(undoing.act.map { "\($0.kind.rawValue)" } ?? "rollback") asked of "
        + (undoing.isNested ? "the nested network service" : "the VNFM")
        + ", to undo what was done"
    case .undoRefused(_, _, _, let name, let fault):
      "\(name): what was done is not undone: \(fault.detail)"
    case .undoChanged(_, _, let name, let notification):
      "\(name): \(notification.kind.rawValue) \(notification.state.rawValue), "
        + "which undoes what was done" + (notification.fault.map { ": \($0.title)" } ?? "")
    case .nestedBegun(_, _, _, let name, let kind, _, let operation, let isUndoing):
      "\(name): \(kind.rawValue) \(operation) asked of the nested network service"
        + (isUndoing ? ", to undo what was done" : "")
    case .nestedAsked(_, _, _, let name, let task):
      "\(name): \(task) asked of the nested network service"
    case .nestedMoved(_, _, _, let name, let news):
      "\(name): \(news.kind.rawValue) \(news.state.rawValue)"
        + (news.problem.map { ": \($0.title)" } ?? "")
    case .placementResumed(_, _, let name, _, let asked):
      "\(name): a place is looked for again on \(asked.isEmpty ? "no VIM" : asked.joined(separator: ", "))"
    case .placesReserved(let operation, _, let name, let places):
      "\(name): \(PlannedPlaces.sum(places).sentence) reserved for \(operation) on "
        + Set(places.map(\.vim)).sorted().joined(separator: ", ")
    case .placesKept(let operation, _, let name, let reserved, let until):
      "\(name): \(reserved.sentence) stay reserved for \(operation) until \(until.timeOfDay)"
    case .placesExpired(let operation, _, let name, let reserved, let reason):
      "\(name): \(reserved.sentence) that were reserved for \(operation) are free again: \(reason)"
    case .turnAwaited(let operation, _, let name, _, let reason):
      "\(name): \(operation) waits: \(reason)"
    case .turnTaken(let operation, _, let name, _): "\(name): \(operation) may work"
    case .breakerChanged(_, let breaker): breaker.sentence
    }
  }
}

extension VNFOperationTask {
  /// The last part of the task's resource in SOL003, and the mode.
  package var name: String {
    switch self {
    case .retry: "retry"
    case .rollback: "rollback"
    case .fail: "fail"
    case .cancel(let mode): "cancel \(mode.rawValue)"
    }
  }
}
