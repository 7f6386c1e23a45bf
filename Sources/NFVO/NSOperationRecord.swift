import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// An NS lifecycle management operation occurrence (SOL005 §6.5.2.3).
package struct NSOperationRecord: Codable, Equatable, Sendable {
  package let id: NSOperation.ID
  package let ns: NSInstance.ID
  package let nsName: String
  package let kind: NSOperationKind
  package let requester: Requester
  package let isAutomaticInvocation: Bool
  /// What is to be done and why, for people: `globex-fw-1: firewall-workers 0 → 1`.
  package let purpose: String
  package let startedAt: Instant
  package internal(set) var state = OperationState.processing
  package internal(set) var stateEnteredAt: Instant
  package internal(set) var endedAt: Instant?
  /// Why it stands still or ended badly; there in FAILED_TEMP, FAILED, ROLLED_BACK and
  /// PARTIALLY_COMPLETED.
  package internal(set) var problem: Problem?
  /// What is to be done to each VNF, and how far that is.
  package internal(set) var tasks: [VNFTask]
  /// The flavour and the level of the NSD that it leads to; nil when it leaves them.
  package internal(set) var choice: NSChoice?
  /// What the place must have, until it is decided.
  package internal(set) var requirement: PlacementRequirement?
  /// The VIMs that were asked for their capacity and have not answered.
  package internal(set) var awaitedVIMs: [VIMName]
  /// Where the VNFs go that it makes, and why.
  package internal(set) var placement: PlacementDecision?
  /// How it is being cancelled; nil when it is not (SOL005 `isCancelPending`, `cancelMode`).
  package internal(set) var pendingCancel: NSCancelMode?
  /// What people asked of it, oldest first.
  package internal(set) var interventions: [Intervention] = []
  /// The limits that it counts against while it works; empty while it does not.
  package internal(set) var slots: [LimitKey] = []
  /// Why it waits for its turn; nil when it does not.
  package internal(set) var waitsFor: String?

  /// A task that was accepted.
  package struct Intervention: Codable, Equatable, Sendable {
    package let at: Instant
    package let task: NSOperationTask
    package let requester: Requester
  }

  /// How many VNFs are done, of how many.
  package var progress: (done: Int, total: Int) {
    (tasks.count { $0.stage == .completed }, tasks.count)
  }

  package var isCancelPending: Bool { pendingCancel != nil }
}
