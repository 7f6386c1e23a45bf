import Deciding

/// What the customer bought, at COM.
package enum ProductOrder: Entity { package static let prefix = "PO" }

/// A TMF641 service order, at SOM.
package enum ServiceOrder: Entity { package static let prefix = "SO" }

/// A service in the TMF638 inventory: a CFS or an RFS.
package enum Service: Entity { package static let prefix = "svc" }

/// A TMF652 resource order that SOM sends southbound: to MANO, NSO or SIEM.
package enum ResourceOrder: Entity { package static let prefix = "RO" }

/// A SOL005 NS instance, at the NFVO.
package enum NSInstance: Entity { package static let prefix = "ns" }

/// A SOL005 NS lifecycle management operation occurrence (§6.5.2.3), at the NFVO.
package enum NSOperation: Entity { package static let prefix = "nsop" }

/// A fault management alarm (SOL005 §8.5.2.4), at the NFVO.
package enum Alarm: Entity { package static let prefix = "alarm" }

/// State of a TMF641 order or order item; TMF652 uses the same set.
package enum OrderState: String, Codable, Sendable, CaseIterable {
  case acknowledged, rejected, pending, held, inProgress, cancelled, completed, failed, partial
  case assessingCancellation, pendingCancellation

  /// Whether an order in this state can never change again.
  package var isTerminal: Bool {
    switch self {
    case .rejected, .cancelled, .completed, .failed, .partial: true
    case .acknowledged, .pending, .held, .inProgress: false
    case .assessingCancellation, .pendingCancellation: false
    }
  }
}

/// TMF638 `Service.state`: what has been agreed with the customer.
package enum ServiceState: String, Codable, Sendable, CaseIterable {
  case feasibilityChecked, designed, reserved, inactive, active, suspended, terminated
}

/// TMF638 v5 `operatingStatus`: how the service runs, apart from what has been agreed.
package enum OperatingStatus: String, Codable, Sendable, CaseIterable {
  case pending, configured, starting, running, degraded, failed, limited, stopping, stopped, unknown
}

/// SOL005 `LcmOperationStateType`. STARTING is a state of VNF occurrences only.
package enum OperationState: String, Codable, Sendable, CaseIterable {
  case starting = "STARTING"
  case processing = "PROCESSING"
  case completed = "COMPLETED"
  /// Some parts are done, and it was accepted that others are not.
  case partiallyCompleted = "PARTIALLY_COMPLETED"
  case failedTemp = "FAILED_TEMP"
  case rollingBack = "ROLLING_BACK"
  case rolledBack = "ROLLED_BACK"
  case failed = "FAILED"

  /// Whether the occurrence is closed (SOL003 §5.5.4.5).
  package var isTerminal: Bool {
    switch self {
    case .completed, .partiallyCompleted, .rolledBack, .failed: true
    case .starting, .processing, .failedTemp, .rollingBack: false
    }
  }
}

/// An RFC 9457 problem: what failed, why, and what can be done.
package struct Problem: Error, Codable, Hashable, Sendable {
  /// HTTP status that the interfaces answer with.
  package let status: Int
  /// What failed, in a few words.
  package let title: String
  /// Why, and what to do next: whole sentences.
  package let detail: String

  package init(status: Int, title: String, detail: String) {
    self.status = status
    self.title = title
    self.detail = detail
  }
}

/// A characteristic of a service or a resource order, as text. Lists are joined with commas.
package struct Characteristic: Codable, Hashable, Sendable {
  package let name: String
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
