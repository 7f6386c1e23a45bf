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
  /// Components that a HEAL gives up and replaces.
  package let replaced: [Resource.ID]
  package let startedAt: Instant
  package internal(set) var state = VNFOperationState.starting
  package internal(set) var stateEnteredAt: Instant
  package internal(set) var endedAt: Instant?
  package internal(set) var grant: Grant.ID?
  /// Why it stands still or ended badly; there in FAILED_TEMP, FAILED and ROLLED_BACK.
  package internal(set) var fault: Fault?
  package internal(set) var steps: [OperationStep]

  /// What an operation makes of a VNF.
  package struct Target: Codable, Equatable, Sendable {
    package let vnfdId: VNFD.ID
    package let productName: String
    package let softwareVersion: String
    package let levels: [ScaleLevel]
    package let vim: VIMName?
    package let networks: [String]
    /// How many components the levels ask for.
    package let wanted: Int
  }

  /// How many steps ended well, of how many there are.
  package var progress: (done: Int, total: Int) {
    (steps.count { $0.endedAt != nil && $0.fault == nil }, steps.count)
  }

  /// The step that was begun and has not ended, with its place.
  package var running: (index: Int, step: OperationStep)? {
    guard state == .processing,
      let index = steps.firstIndex(where: { $0.startedAt != nil && $0.endedAt == nil })
    else { return nil }
    return (index, steps[index])
  }
}

/// One step of an operation: begun once, ended once.
package struct OperationStep: Codable, Equatable, Sendable {
  /// What the step does.
  package enum Act: Codable, Equatable, Sendable {
    /// The VIM makes the cluster hold what the target asks for.
    case apply
    /// The VIM replaces what was lost.
    case replace
    /// Sessions drain before anything is taken away.
    case drain(seconds: Int)
    /// The VIM removes everything.
    case delete
    /// The VNF takes one configuration step (Ve-Vnfm).
    case configure(step: String)
    /// The integrity check: everything that is wanted serves.
    case check
  }

  package let act: Act
  package let title: String
  package internal(set) var startedAt: Instant?
  package internal(set) var endedAt: Instant?
  package internal(set) var fault: Fault?

  init(_ act: Act, _ title: String) {
    self.act = act
    self.title = title
  }
}
