import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What happened in watching over the network, apart from the alarms themselves.
package enum AssuranceEvent: Codable, Equatable, Sendable {
  case hostSilent(vim: VIMName, host: HostName, reason: String)
  case hostAnswers(vim: VIMName, host: HostName)
  case vimSilent(vim: VIMName, reason: String)
  case vimAnswers(vim: VIMName)
  case maintenanceBegun(vim: VIMName, host: HostName, by: String)
  case maintenanceEnded(vim: VIMName, host: HostName, by: String)
  /// A VNF lost components on a host that somebody works on.
  case alarmSuppressed(vnf: VNFInstance.ID, name: String, host: HostName)
  case alarmAcknowledged(alarm: Alarm.ID, objectName: String, by: String)
  case alarmUnacknowledged(alarm: Alarm.ID, objectName: String, by: String)
  case policyPaused(
    ns: NSInstance.ID, name: String, policy: String, by: String, reason: String)
  case policyResumed(ns: NSInstance.ID, name: String, policy: String, by: String)
  /// The components of a VNF are elsewhere than they were counted.
  case seatsCorrected(vnf: VNFInstance.ID, name: String, seats: [Seat])
}

extension AssuranceEvent: Narrated {
  package var entity: String {
    switch self {
    case .hostSilent(_, let host, _), .hostAnswers(_, let host), .maintenanceBegun(_, let host, _),
      .maintenanceEnded(_, let host, _):
      host
    case .vimSilent(let vim, _), .vimAnswers(let vim): vim
    case .alarmSuppressed(let vnf, _, _), .seatsCorrected(let vnf, _, _): "\(vnf)"
    case .alarmAcknowledged(let alarm, _, _), .alarmUnacknowledged(let alarm, _, _): "\(alarm)"
    case .policyPaused(let ns, _, _, _, _), .policyResumed(let ns, _, _, _): "\(ns)"
    }
  }

  package var sentence: String {
    switch self {
    case .hostSilent(let vim, _, let reason): "does not answer \(vim): \(reason)"
    case .hostAnswers(let vim, _): "answers \(vim) again"
    case .vimSilent(_, let reason): "unreachable: \(reason)"
    case .vimAnswers: "answers again"
    case .maintenanceBegun(_, _, let by): "in maintenance by \(by): it raises no alarms"
    case .maintenanceEnded(_, _, let by): "maintenance ended by \(by)"
    case .alarmSuppressed(_, let name, let host):
      "\(name): no alarm, \(host) is in maintenance"
    case .seatsCorrected(_, let name, let seats):
      "\(name): counted on \(seats.isEmpty ? "no host" : Set(seats.map(\.host)).sorted().joined(separator: ", "))"
    case .alarmAcknowledged(_, let name, let by): "alarm on \(name) acknowledged by \(by)"
    case .alarmUnacknowledged(_, let name, let by):
      "alarm on \(name) not acknowledged any more, by \(by)"
    case .policyPaused(_, let name, let policy, let by, let reason):
      "\(name): policy \(policy) paused by \(by): \(reason)"
    case .policyResumed(_, let name, let policy, let by):
      "\(name): policy \(policy) resumed by \(by)"
    }
  }
}
