import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// An alarm (SOL005 §8.5.2.4), reduced to what happens here.
package struct AlarmRecord: Codable, Equatable, Sendable {
  /// SOL005 `PerceivedSeverityType`.
  package enum Severity: String, Codable, Sendable, CaseIterable {
    case critical = "CRITICAL"
    case major = "MAJOR"
    case minor = "MINOR"
    case warning = "WARNING"
    case cleared = "CLEARED"
  }

  /// SOL005 `EventType` (X.733).
  package enum EventType: String, Codable, Sendable, CaseIterable {
    case equipment = "EQUIPMENT_ALARM"
    case processingError = "PROCESSING_ERROR_ALARM"
  }

  package let id: Alarm.ID
  /// The identifier of what it is about: `edge-1-w03`, `vnf-12`.
  package let managedObject: String
  /// What people call it.
  package let objectName: String
  package let eventType: EventType
  package let probableCause: String
  package let isRootCause: Bool
  package let raisedAt: Instant
  package let vim: VIMName?
  /// The host that is broken, or that is to blame.
  package let host: HostName?
  package let vnf: VNFInstance.ID?
  package let ns: NSInstance.ID?
  package internal(set) var severity: Severity
  /// What happened, as a sentence.
  package internal(set) var detail: String
  package internal(set) var changedAt: Instant
  package internal(set) var clearedAt: Instant?
  package internal(set) var isAcknowledged = false
  /// The root alarm that explains it.
  package internal(set) var root: Alarm.ID?
  /// The alarms that it explains; bounded by what runs on one host.
  package internal(set) var symptoms: [Alarm.ID] = []
}

/// How many active alarms there are of each severity.
package struct AlarmCounts: Codable, Equatable, Sendable {
  package internal(set) var critical = 0
  package internal(set) var major = 0
  package internal(set) var minor = 0
  package internal(set) var warning = 0

  package var total: Int { critical + major + minor + warning }

  mutating func add(_ count: Int, of severity: AlarmRecord.Severity) {
    switch severity {
    case .critical: critical += count
    case .major: major += count
    case .minor: minor += count
    case .warning: warning += count
    case .cleared: break
    }
  }
}
