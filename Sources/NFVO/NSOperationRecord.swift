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
  /// Why it stands still or ended badly; there in FAILED_TEMP, FAILED and ROLLED_BACK.
  package internal(set) var problem: Problem?
  /// What is to be done to each VNF, and how far that is.
  package internal(set) var tasks: [VNFTask]
  /// What the place must have, until it is decided.
  package internal(set) var requirement: PlacementRequirement?
  /// The VIMs that were asked for their capacity and have not answered.
  package internal(set) var awaitedVIMs: [VIMName]
  /// Where it goes and why; INSTANTIATE only.
  package internal(set) var placement: PlacementDecision?

  /// How many VNFs are done, of how many.
  package var progress: (done: Int, total: Int) {
    (tasks.count { $0.stage == .completed }, tasks.count)
  }
}

/// The part of an NS operation that concerns one VNF.
package struct VNFTask: Codable, Equatable, Sendable {
  /// What the VNFM is asked for.
  package enum Act: Codable, Equatable, Sendable {
    case instantiate(vnfdId: VNFD.ID, levels: [ScaleLevel])
    case scale(aspectId: String, steps: Int)
    case changePackage(vnfdId: VNFD.ID)
    case heal(cause: String)
    /// The VNFM began it by itself.
    case automaticHeal
    case terminate
  }

  /// How far it is.
  package enum Stage: String, Codable, Sendable, CaseIterable {
    /// Another task must be done first.
    case waiting
    /// Asked for.
    case requested
    /// The VNF operation is STARTING: a grant is being obtained.
    case starting
    case processing, completed
    /// The VNF operation stands still (FAILED_TEMP) or ended badly.
    case failed
    /// Nothing was done: refused, or ROLLED_BACK.
    case undone
  }

  package let reference: String
  package let act: Act
  package let profile: String
  package let vnfName: String
  /// The profiles whose tasks must be done first.
  package let dependsOn: [String]
  package internal(set) var vnf: VNFInstance.ID?
  package internal(set) var operation: VNFOperation.ID?
  package internal(set) var operationState: VNFOperationState?
  package internal(set) var stage = Stage.waiting
  package internal(set) var startedAt: Instant?
  package internal(set) var endedAt: Instant?
  /// Why it failed.
  package internal(set) var fault: Fault?
}

extension VNFOperationState {
  /// What the state of a VNF operation means for the task that asked for it.
  var stage: VNFTask.Stage {
    switch self {
    case .starting: .starting
    case .processing: .processing
    case .completed: .completed
    case .failedTemp, .failed, .rollingBack: .failed
    case .rolledBack: .undone
    }
  }
}
