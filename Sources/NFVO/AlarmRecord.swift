import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// An alarm (SOL005 §8.5.2.4).
package struct AlarmRecord: Codable, Equatable, Sendable {
  /// SOL005 `PerceivedSeverityType`.
  package enum Severity: String, Codable, Sendable, CaseIterable {
    case critical = "CRITICAL"
    case major = "MAJOR"
    case minor = "MINOR"
    case warning = "WARNING"
    case cleared = "CLEARED"

    /// The worst comes first.
    package var rank: Int {
      switch self {
      case .critical: 0
      case .major: 1
      case .minor: 2
      case .warning: 3
      case .cleared: 4
      }
    }
  }

  /// SOL005 `EventType` (X.733).
  package enum EventType: String, Codable, Sendable, CaseIterable {
    case communications = "COMMUNICATIONS_ALARM"
    case processingError = "PROCESSING_ERROR_ALARM"
    case environmental = "ENVIRONMENTAL_ALARM"
    case qualityOfService = "QOS_ALARM"
    case equipment = "EQUIPMENT_ALARM"
  }

  /// Who acknowledged an alarm, and when.
  package struct Acknowledgement: Codable, Equatable, Sendable {
    package let by: String
    package let at: Instant
  }

  /// So many cleared alarms are kept.
  package static let historyLimit = 500
  /// So many symptoms a root remembers, cleared ones included; active ones are never forgotten.
  package static let symptomLimit = 256

  package let id: Alarm.ID
  package let faultType: FaultType
  /// `managedObjectId`: the identifier of what it is about: `edge-1-w03`, `vnf-12`, `ns-3`.
  package let managedObject: String
  /// What people call it.
  package let objectName: String
  /// Tells alarms of one type about one object apart: a policy, a threshold, an operation.
  package let source: String
  package let probableCause: String
  /// When it was noticed.
  package let raisedAt: Instant
  /// When what it is about happened, as far as that is known.
  package let eventAt: Instant
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
  /// Why it was cleared.
  package internal(set) var clearedReason: String?
  package internal(set) var acknowledgement: Acknowledgement?
  /// The alarm that explains it.
  package internal(set) var root: Alarm.ID?
  /// The alarms that it explains, in the order in which that was found; bounded by what runs on
  /// one host, or by the hosts of one VIM.
  package internal(set) var symptoms: [Alarm.ID] = []

  package var eventType: EventType { faultType.eventType }
  /// Whether it explains others and nothing explains it.
  package var isRootCause: Bool { root == nil && (faultType.explainsOthers || !symptoms.isEmpty) }
  package var isAcknowledged: Bool { acknowledgement != nil }
  package var isActive: Bool { clearedAt == nil }
  /// `rootCauseFaultyResource`: what is broken, as far as it is known.
  package var faultyResource: String? {
    if faultType == .rackOut { return objectName }
    return host ?? (faultType == .siteOut || faultType == .vimUnreachable ? vim : nil)
  }
  /// `correlatedAlarmIds`.
  package var correlated: [Alarm.ID] { (root.map { [$0] } ?? []) + symptoms }
}

extension AlarmRecord {
  /// SOL005 `faultType`: the kinds of faults that are known here.
  package enum FaultType: String, Codable, Sendable, CaseIterable {
    case hostDown = "HOST_DOWN"
    case rackOut = "RACK_OUT"
    case siteOut = "VIM_SITE_OUT"
    case vimUnreachable = "VIM_UNREACHABLE"
    case bmcUnreachable = "BMC_UNREACHABLE"
    case linksDown = "HOST_LINKS_DOWN"
    case diskPressure = "HOST_DISK_PRESSURE"
    case componentsLost = "VNFC_LOST"
    case healingGivenUp = "HEALING_GIVEN_UP"
    case operationFailed = "LCM_OPERATION_FAILED_TEMP"
    case operationStuck = "LCM_OPERATION_STUCK"
    case reconcileNeeded = "RECONCILE_NEEDED"
    case policyPaused = "POLICY_FLAPPING"
    case thresholdCrossed = "THRESHOLD_CROSSED"
    case driftFound = "RESOURCE_DRIFT"

    package var eventType: EventType {
      switch self {
      case .hostDown, .rackOut, .siteOut, .bmcUnreachable, .diskPressure: .equipment
      case .vimUnreachable, .linksDown: .communications
      case .componentsLost, .healingGivenUp, .operationFailed, .operationStuck,
        .reconcileNeeded, .policyPaused, .driftFound:
        .processingError
      case .thresholdCrossed: .qualityOfService
      }
    }

    /// Whether it is a cause even while nothing is known to follow from it.
    package var explainsOthers: Bool {
      switch self {
      case .hostDown, .rackOut, .siteOut, .vimUnreachable: true
      case .bmcUnreachable, .linksDown, .diskPressure, .componentsLost, .healingGivenUp,
        .operationFailed, .operationStuck, .reconcileNeeded, .policyPaused, .thresholdCrossed,
        .driftFound:
        false
      }
    }

    /// Whether a person may clear it (X.733: detected automatically, cleared manually): its end may
    /// never be told. All the others end with what they are about.
    package var isClearedByPeople: Bool {
      switch self {
      case .healingGivenUp, .reconcileNeeded, .policyPaused, .thresholdCrossed: true
      case .hostDown, .rackOut, .siteOut, .vimUnreachable, .bmcUnreachable, .linksDown,
        .diskPressure, .componentsLost, .operationFailed, .operationStuck, .driftFound:
        false
      }
    }

    /// When it clears by itself.
    package var clearsWhen: String {
      switch self {
      case .hostDown: "the host answers again"
      case .rackOut: "a host of the rack answers again"
      case .siteOut: "most hosts of the VIM answer again"
      case .vimUnreachable: "the VIM answers again"
      case .bmcUnreachable: "the BMC answers again"
      case .linksDown: "the links of the host are up again"
      case .diskPressure: "the disk has room again"
      case .componentsLost: "all components serve again"
      case .healingGivenUp: "all components serve again"
      case .operationFailed: "the operation is retried, rolled back, continued or failed"
      case .operationStuck: "the operation gets on, or ends"
      case .reconcileNeeded: "the VIM holds again what the record says"
      case .policyPaused: "the policy is resumed"
      case .thresholdCrossed: "the metric is back under the threshold"
      case .driftFound: "the VIM is seen to hold what is believed"
      }
    }

    /// What a person can do about it.
    package var advice: String {
      switch self {
      case .hostDown: "Look after the host's power and network; what ran on it heals elsewhere."
      case .rackOut: "Look after the rack's power feed and its switch before single hosts."
      case .siteOut: "Look after the site's power and network before single hosts."
      case .bmcUnreachable: "Look at the management network, or reset the BMC; the host runs on."
      case .linksDown: "Look at transceivers, cables and switch ports of the host."
      case .diskPressure: "Free the disk of old images and logs; what runs there runs on."
      case .vimUnreachable: "Look after the network between here and the site; what waits goes on."
      case .componentsLost: "It heals by itself where a policy says so; otherwise heal it."
      case .healingGivenUp: "Find what breaks it or where there is room, then heal it by hand."
      case .operationFailed: "Retry, roll back, continue or fail the operation."
      case .operationStuck:
        "Look at whom it waits for; cancel the operation if that will not answer."
      case .reconcileNeeded:
        "Look at the resources that are named, and heal or terminate the function."
      case .policyPaused: "Widen its hysteresis or its cooldowns, then resume the policy."
      case .thresholdCrossed: "Scale out, or move load away."
      case .driftFound:
        "Adopt, delete or make anew what differs: `podium drift list` and `podium drift resolve`."
      }
    }
  }
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

/// Which hosts answer their VIM, and which are being worked on.
package struct Outages: Codable, Equatable, Sendable {
  /// A host or a VIM that does not answer.
  package struct Outage: Codable, Equatable, Sendable {
    package let vim: VIMName
    package let since: Instant
    package let reason: String
  }

  /// A host that somebody works on.
  package struct Maintenance: Codable, Equatable, Sendable {
    package let by: String
    package let since: Instant
    /// The VNFs whose lost components raise no alarm because of it.
    package internal(set) var suppressed: [VNFInstance.ID] = []
  }

  package internal(set) var silent = Table<HostName, Outage>()
  /// VIMs that do not answer.
  package internal(set) var unreachable = Table<VIMName, Outage>()
  package internal(set) var maintenance = Table<HostName, Maintenance>()
  /// The silent hosts of a VIM that nobody works on.
  package internal(set) var alarming = Table<VIMName, [HostName]>()
  /// Where each known host is.
  package internal(set) var vimByHost = Table<HostName, VIMName>()
}
