import Deciding

/// A SOL003 VNF instance, at the VNFM.
package enum VNFInstance: Entity { package static let prefix = "vnf" }

/// A SOL003 VNF lifecycle management operation occurrence (§5.5.2.13), at the VNFM.
package enum VNFOperation: Entity { package static let prefix = "vnfop" }

/// A SOL003 grant (§9.5.2.3), at the NFVO.
package enum Grant: Entity { package static let prefix = "grant" }

/// A resource in a cluster: a pod, a server, a volume claim.
package enum Resource: Entity { package static let prefix = "res" }

/// The name of a VIM, such as `k8s-edge-1`; given by the inventory.
package typealias VIMName = String

/// The name of a host, such as `edge-1-w03`; given by the inventory, unique over all VIMs.
package typealias HostName = String

/// `vnfId/operation/step`: by it a VIM recognises a task that it has been given before.
package struct TaskToken: Codable, Hashable, Sendable, CustomStringConvertible {
  package let vnf: VNFInstance.ID
  package let operation: VNFOperation.ID
  package let step: Int

  package init(vnf: VNFInstance.ID, operation: VNFOperation.ID, step: Int) {
    self.vnf = vnf
    self.operation = operation
    self.step = step
  }

  package var description: String { "\(vnf)/\(operation)/\(step)" }
}

extension TaskToken: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.vnf, left.operation, left.step) < (right.vnf, right.operation, right.step)
  }
}

/// Compute that is asked for or offered. Thousandths of a vCPU, and MiB of memory.
package struct Compute: Codable, Hashable, Sendable {
  package var milliCPU: Int
  package var memoryMiB: Int

  package init(milliCPU: Int, memoryMiB: Int) {
    self.milliCPU = milliCPU
    self.memoryMiB = memoryMiB
  }

  package static let none = Self(milliCPU: 0, memoryMiB: 0)

  package static func + (left: Self, right: Self) -> Self {
    Self(
      milliCPU: left.milliCPU + right.milliCPU, memoryMiB: left.memoryMiB + right.memoryMiB)
  }

  package static func - (left: Self, right: Self) -> Self {
    Self(
      milliCPU: left.milliCPU - right.milliCPU, memoryMiB: left.memoryMiB - right.memoryMiB)
  }

  package static func * (compute: Self, count: Int) -> Self {
    Self(milliCPU: compute.milliCPU * count, memoryMiB: compute.memoryMiB * count)
  }

  /// Whether all of it fits into `room`.
  package func fits(in room: Self) -> Bool {
    milliCPU <= room.milliCPU && memoryMiB <= room.memoryMiB
  }
}

/// SOL003 `VnfLcmOpType`.
package enum VNFOperationKind: String, Codable, Sendable, CaseIterable {
  case instantiate = "INSTANTIATE"
  case scale = "SCALE"
  case changePackage = "CHANGE_VNFPKG"
  case heal = "HEAL"
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

/// What went wrong below the NFVO: a title and whole sentences with what to do.
package struct Fault: Error, Codable, Hashable, Sendable {
  package let title: String
  package let detail: String

  package init(title: String, detail: String) {
    self.title = title
    self.detail = detail
  }
}
