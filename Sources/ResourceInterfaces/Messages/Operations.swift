import Deciding

/// SOL003 `LcmOperationType` of a VNF.
package enum VNFOperationKind: String, Codable, Hashable, Sendable, CaseIterable {
  case instantiate = "INSTANTIATE"
  case scale = "SCALE"
  case scaleToLevel = "SCALE_TO_LEVEL"
  case changeFlavour = "CHANGE_FLAVOUR"
  case operate = "OPERATE"
  case heal = "HEAL"
  case changeExternalConnectivity = "CHANGE_EXT_CONN"
  case changePackage = "CHANGE_VNFPKG"
  case modifyInformation = "MODIFY_INFO"
  case createSnapshot = "CREATE_SNAPSHOT"
  case revertToSnapshot = "REVERT_TO_SNAPSHOT"
  case terminate = "TERMINATE"
}

/// SOL003 `LcmOperationStateType` at VNF level.
package enum VNFOperationState: String, Codable, Sendable, CaseIterable {
  case starting = "STARTING"
  case processing = "PROCESSING"
  case completed = "COMPLETED"
  case failedTemp = "FAILED_TEMP"
  case rollingBack = "ROLLING_BACK"
  case rolledBack = "ROLLED_BACK"
  case failed = "FAILED"

  package var isTerminal: Bool {
    switch self {
    case .completed, .rolledBack, .failed: true
    case .starting, .processing, .failedTemp, .rollingBack: false
    }
  }
}

/// SOL003 `CancelModeType`: what becomes of the VIM tasks that run.
package enum CancelMode: String, Codable, Hashable, Sendable, CaseIterable {
  case graceful = "GRACEFUL"
  case forceful = "FORCEFUL"
}

/// What can be asked of a VNF operation occurrence (SOL003 §5.4.14 to §5.4.17).
package enum VNFOperationTask: Codable, Hashable, Sendable {
  case retry, rollback, fail
  case cancel(CancelMode)
}

/// SOL003 `VnfOperationalStateType`: whether a VNF is meant to run.
package enum VNFState: String, Codable, Hashable, Sendable, CaseIterable {
  case started = "STARTED"
  case stopped = "STOPPED"
}

/// What an OPERATE is to do (SOL003 `OperateVnfRequest`, §5.5.2.10).
package enum OperateChange: Codable, Hashable, Sendable {
  case start
  /// Sessions drain for `graceSeconds` first (`stopType` GRACEFUL); nil stops at once (FORCEFUL).
  case stop(graceSeconds: Int?)
}

/// What MODIFY_INFO changes (SOL003 `VnfInfoModificationRequest`, §5.5.2.12). Names that are given
/// replace those that are there; an empty value removes one.
package struct VNFModification: Codable, Hashable, Sendable {
  package let description: String?
  package let metadata: [String: String]
  /// `vnfConfigurableProperties`: the VNF is told of them when it runs.
  package let properties: [String: String]

  package init(
    description: String? = nil, metadata: [String: String] = [:], properties: [String: String] = [:]
  ) {
    self.description = description
    self.metadata = metadata
    self.properties = properties
  }
}

/// What kind of thing went wrong, by which a retry policy decides whether to try again.
package enum ErrorClass: String, Codable, Hashable, Sendable, CaseIterable {
  /// May work a moment later.
  case transient
  /// Somebody else is at work on it.
  case busy
  /// No answer; what it came to is not known.
  case timeout
  case capacity
  case notFound
  /// Asking again as it is does not help.
  case rejected
  case cancelled
  /// What was made does not stay healthy: its image, not its host, is to blame.
  case unhealthy
  /// What should be so is not.
  case `internal`
}

/// What went wrong below the NFVO: a title and whole sentences with what to do.
package struct Fault: Error, Codable, Hashable, Sendable {
  package let title: String
  package let detail: String
  package let errorClass: ErrorClass

  package init(title: String, detail: String, errorClass: ErrorClass = .rejected) {
    self.title = title
    self.detail = detail
    self.errorClass = errorClass
  }
}
