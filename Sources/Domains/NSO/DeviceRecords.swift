// What NSO knows: transactions on devices, and what each service has configured at present.

import Deciding
import ServiceInterfaces

/// Where a device transaction stands.
package enum TransactionState: String, Codable, Sendable, CaseIterable {
  /// Its parts are written to candidate configurations, one after the other.
  case preparing
  /// All parts are ready, and all devices are asked to take them.
  case committing
  case committed
  /// Nothing of it was applied.
  case aborted

  package var isTerminal: Bool { self == .committed || self == .aborted }
}

/// What moves a device transaction.
package enum TransactionTrigger: String, Codable, Sendable, CaseIterable {
  case allPrepared, commit, abort
}

/// The state machine of a device transaction: all of it or nothing.
package enum TransactionTransitions {
  /// The state after `trigger`, or nil when it is not allowed in `state`.
  package static func next(from state: TransactionState, on trigger: TransactionTrigger)
    -> TransactionState?
  {
    switch (state, trigger) {
    case (.preparing, .allPrepared): .committing
    case (.committing, .commit): .committed
    case (.preparing, .abort), (.committing, .abort): .aborted
    default: nil
    }
  }
}

/// One resource order as a transaction over all devices that it concerns.
package struct DeviceTransactionRecord: Codable, Equatable, Sendable, Identifiable {
  package let id: ResourceOrder.ID
  package let action: ResourceOrderRequest.Action
  package let service: Service.ID
  package let specification: String
  package let customer: String
  package let startedAt: Instant
  /// In the order in which they are written.
  package var parts: [TransactionPart]
  package var state: TransactionState = .preparing
  package var endedAt: Instant?
  /// What was done, or why not: a sentence, once it has ended.
  package var detail: String?
}

/// One part of a transaction: what the device shall have, and how that differs from what it has.
package struct TransactionPart: Codable, Equatable, Sendable {
  package let kind: DeviceConfigurationDescription.Kind
  package let title: String
  package let device: DeviceConfigurationDescription.DeviceRole
  /// The configuration after the transaction, one rule or parameter a line.
  package let lines: [String]
  package let diff: [DiffLine]
  package var preparedAt: Instant?
}

/// A line that a transaction adds to a configuration or takes out of it.
package struct DiffLine: Codable, Equatable, Sendable, CustomStringConvertible {
  package enum Change: String, Codable, Sendable { case added = "+", removed = "-" }

  package let change: Change
  package let text: String

  package var description: String { "\(change.rawValue) \(text)" }
}

/// What a service has configured on devices at present.
package struct DeviceServiceRecord: Codable, Equatable, Sendable, Identifiable {
  package let id: Service.ID
  package let specification: String
  package let customer: String
  package var parts: [ConfiguredPart] = []
  /// Counts committed transactions.
  package var revision = 0
  /// Every transaction of the service, the oldest first.
  package var history: [ResourceOrder.ID] = []
  package var openTransaction: ResourceOrder.ID?
  /// When its configuration was removed from all devices.
  package var withdrawnAt: Instant?
}

/// One part of a service's configuration, as the device has it.
package struct ConfiguredPart: Codable, Equatable, Sendable {
  package let kind: DeviceConfigurationDescription.Kind
  package let title: String
  package let device: DeviceConfigurationDescription.DeviceRole
  package let lines: [String]
}
