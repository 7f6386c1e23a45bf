import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// The part of an NS operation that concerns one VNF, or one network service that is nested.
package struct VNFTask: Codable, Equatable, Sendable {
  /// What the VNFM is asked for. What an act takes away it remembers, so that it can be undone.
  package enum Act: Codable, Equatable, Sendable {
    /// In a deployment flavour, nil for the default one.
    case instantiate(vnfdId: VNFD.ID, flavourId: String? = nil, levels: [ScaleLevel])
    case scale(aspectId: String, steps: Int)
    case changePackage(vnfdId: VNFD.ID, from: VNFD.ID)
    case heal(cause: String)
    case change(VNFChange)
    /// The VNFM began it by itself.
    case automaticHeal
    case terminate
    /// Done by an operation of the nested network service.
    case nested(NestedAct)
  }

  /// How far it is.
  package enum Stage: String, Codable, Sendable, CaseIterable {
    /// Another task must be done first, or its operation may not work yet.
    case waiting
    /// Asked for.
    case requested
    /// The VNF operation is STARTING: a grant is being obtained.
    case starting
    case processing, completed
    /// The VNF operation stands still (FAILED_TEMP) or ended badly.
    case failed
    /// The VNF operation is being rolled back.
    case rollingBack
    /// Nothing of it is left: refused, or ROLLED_BACK, or undone by another VNF operation.
    case undone

    /// Whether the VNFM is at it.
    package var isRunning: Bool {
      switch self {
      case .requested, .starting, .processing, .rollingBack: true
      case .waiting, .completed, .failed, .undone: false
      }
    }
  }

  /// A task that was asked of the VNF operation and is not answered.
  package struct Ask: Codable, Equatable, Sendable {
    package let task: VNFOperationTask
    package let reference: String
  }

  /// A VNF operation that undoes what this task did.
  package struct Undoing: Codable, Equatable, Sendable {
    /// What undoes it; nil when its own VNF operation is rolled back.
    package let act: Act?
    package let reference: String
    /// What a task for the VNF operation that undoes it is called, when one was asked.
    package internal(set) var askReference: String?
    package internal(set) var operation: VNFOperation.ID?
    /// The same of a nested network service: its own operation, or another that undoes it.
    package internal(set) var nestedOperation: NSOperation.ID?
    package internal(set) var operationState: VNFOperationState?
    package internal(set) var stage = Stage.requested
    package internal(set) var fault: Fault?
  }

  /// What the request is called; another one for each attempt.
  package internal(set) var reference: String
  package let act: Act
  package let profile: String
  package let vnfName: String
  /// The profiles whose tasks must be done first.
  package let dependsOn: [String]
  package internal(set) var vnf: VNFInstance.ID?
  package internal(set) var operation: VNFOperation.ID?
  /// The network service that it concerns instead of a VNF.
  package internal(set) var nested: NestedPart?
  /// The state of its operation, that of a nested network service in the words of a VNF's.
  package internal(set) var operationState: VNFOperationState?
  package internal(set) var stage = Stage.waiting
  package internal(set) var startedAt: Instant?
  package internal(set) var endedAt: Instant?
  /// Why it failed.
  package internal(set) var fault: Fault?
  /// Why its VNF operation, which stands still, cannot be rolled back; nil when it can.
  package internal(set) var whyNoRollback: String?
  /// What the rollback of its VNF operation could not bring back, a sentence each.
  package internal(set) var lostForGood: [String] = []
  /// How many requests were sent for it.
  package internal(set) var requests = 0
  package internal(set) var ask: Ask?
  package internal(set) var undoing: Undoing?
  /// Whether `continue` accepted that it is not done.
  package internal(set) var isGivenUp = false

  /// Whether nothing more will come of it in an operation that goes forward.
  var isSettled: Bool {
    if stage == .completed { return true }
    return isGivenUp && !isRunning && operationState != .failedTemp
  }

  /// Whether something is under way that will be answered.
  package var isRunning: Bool {
    stage.isRunning || ask != nil || undoing?.stage.isRunning == true
  }

  /// What the next request is called.
  var nextReference: String {
    requests == 0 ? base : "\(base)#\(requests + 1)"
  }

  private var base: String { String(reference.prefix { $0 != "#" }) }
}

extension VNFOperationState {
  /// What the state of a VNF operation means for the task that asked for it.
  var stage: VNFTask.Stage {
    switch self {
    case .starting: .starting
    case .processing: .processing
    case .completed: .completed
    case .failedTemp, .failed: .failed
    case .rollingBack: .rollingBack
    case .rolledBack: .undone
    }
  }
}
