import Deciding
import ResourceInterfaces

/// A VNF lifecycle management operation occurrence (SOL003 §5.5.2.13).
package struct VNFOperationRecord: Codable, Equatable, Sendable {
  package let id: VNFOperation.ID
  package let vnf: VNFInstance.ID
  package let vnfName: String
  package let kind: VNFOperationKind
  package let isAutomaticInvocation: Bool
  /// What its sender calls the request; empty for what the VNFM began by itself.
  package let reference: String
  /// What is to be done and why, for people: `firewall-workers 0 → 1`.
  package let purpose: String
  /// How the VNF will be once the operation is done.
  package let target: Target
  /// How it was before; nil when it had no resources.
  package let origin: Target?
  /// How far its configuration was before.
  package let configurationBefore: VNFRecord.ConfigurationState
  /// Components that a HEAL gives up and replaces.
  package let replaced: [Resource.ID]
  /// What MODIFY_INFO changes.
  package let modification: VNFModification?
  /// What CREATE_SNAPSHOT makes.
  package let snapshot: VNFSnapshotRecord?
  package let startedAt: Instant
  package internal(set) var state = VNFOperationState.starting
  package internal(set) var stateEnteredAt: Instant
  package internal(set) var endedAt: Instant?
  /// What the NFVO was asked for last; nil when the operation needs no grant.
  package internal(set) var grantRequest: GrantRequest?
  package internal(set) var grant: Grant.ID?
  /// Where components have a place while it works: what they held before, and what was granted.
  package internal(set) var seats: [GrantedSeat] = []
  /// Whether a retry waits for the NFVO to say that the grant still stands.
  package internal(set) var awaitsGrant = false
  /// A cancel was asked for and has not taken effect.
  package internal(set) var isCancelPending = false
  package internal(set) var cancelMode: CancelMode?
  /// Who lets an upgrade go on to no further instances; nil when nobody does.
  package internal(set) var heldBy: String?
  /// Why it stands still or ended badly; there in FAILED_TEMP, FAILED and ROLLED_BACK.
  package internal(set) var fault: Fault?
  /// The plan. Only ever grows: a rollback, and a retry after one, append their steps as another leg.
  package internal(set) var steps: [OperationStep]
  /// Where the steps begin that are being worked on.
  package internal(set) var legStart = 0
  /// What a rollback could not bring back, as the VIM tells, a sentence each.
  package internal(set) var notRestored: [String] = []

  /// A way that a VNF may be.
  package struct Target: Codable, Equatable, Sendable {
    package var vnfdId: VNFD.ID
    package var productName: String
    package var softwareVersion: String
    package var flavourId: String
    package var levels: [ScaleLevel]
    package var vim: VIMName?
    package var networks: [String]
    /// How many components there are to be: as many as the levels ask for, or none when stopped.
    package var wanted: Int
    package var vnfState: VNFState
  }

  /// The steps that are being worked on, with their places.
  package var leg: ArraySlice<OperationStep> { steps[legStart...] }

  /// Whether the steps that are being worked on undo others.
  var isUndoing: Bool { leg.first?.isCompensation ?? false }

  package var isHeld: Bool { heldBy != nil }

  /// How many steps ended well, of how many there are.
  package var progress: (done: Int, total: Int) { (leg.count(where: \.isDone), leg.count) }

  /// A step that was begun and has not ended, with its place.
  package var running: (index: Int, step: OperationStep)? {
    guard state == .processing || state == .rollingBack,
      let index = leg.indices.first(where: { steps[$0].isRunning })
        ?? leg.indices.first(where: { steps[$0].awaitsRetry })
    else { return nil }
    return (index, steps[index])
  }

  /// The place of the running step that `isMeant`.
  func running(where isMeant: (OperationStep.Act) -> Bool) -> Int? {
    guard state == .processing || state == .rollingBack else { return nil }
    return leg.indices.first { steps[$0].isRunning && isMeant(steps[$0].act) }
  }

  /// By what a VIM knows a step.
  package func token(of step: Int) -> TaskToken { TaskToken(vnf: vnf, operation: id, step: step) }
}
