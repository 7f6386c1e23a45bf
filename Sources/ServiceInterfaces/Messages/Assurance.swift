import Deciding

/// What the NFVO is asked about faults (SOL005 §8), performance (§7) and its policies.
///
/// None of it is a lifecycle operation: what is possible is done at once.
package enum AssuranceRequest: Codable, Equatable, Sendable {
  /// `PATCH /alarms/{id}` (§8.4.3), and what the standard leaves to people.
  case alarm(Alarm.ID, AlarmAct, from: Requester)
  /// A maintenance window of a host: what fails on it raises no alarm.
  case maintenance(host: String, isOn: Bool, from: Requester)
  case performance(PerformanceRequest, from: Requester)
  case policy(ns: NSInstance.ID, policy: String, PolicyAct, from: Requester)
}

/// What a person does to an alarm.
package enum AlarmAct: String, Codable, Sendable, CaseIterable {
  /// `ackState` ACKNOWLEDGED: somebody looks after it.
  case acknowledge
  /// `ackState` UNACKNOWLEDGED.
  case unacknowledge
  /// Ends an alarm whose end nobody else would tell.
  case clear
}

/// What a person does to a policy of a network service.
package enum PolicyAct: String, Codable, Sendable, CaseIterable {
  /// It goes on measuring and does nothing.
  case pause
  case resume
}
