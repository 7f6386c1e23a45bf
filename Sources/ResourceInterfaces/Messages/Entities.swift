import Deciding

/// A SOL003 VNF instance, at the VNFM.
package enum VNFInstance: Entity { package static let prefix = "vnf" }

/// A SOL003 VNF lifecycle management operation occurrence (§5.5.2.13), at the VNFM.
package enum VNFOperation: Entity { package static let prefix = "vnfop" }

/// A SOL003 grant (§9.5.2.3), at the NFVO.
package enum Grant: Entity { package static let prefix = "grant" }

/// A SOL003 VNF snapshot (§5.5.2.22), at the VNFM, and what a VIM keeps for it.
package enum VNFSnapshot: Entity { package static let prefix = "snap" }

/// A resource in a cluster: a pod, a server, a volume claim.
package enum Resource: Entity { package static let prefix = "res" }

/// The name of a VIM, such as `k8s-edge-1`; given by the inventory.
package typealias VIMName = String

/// The name of a host, such as `edge-1-w03`; given by the inventory, unique over all VIMs.
package typealias HostName = String

/// `vnfId/operation/step`: by it a VIM recognises a task that it has been given before. It is the same
/// for every attempt at a step.
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
