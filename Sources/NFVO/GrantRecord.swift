import Deciding
import ResourceInterfaces

/// Which decision on a grant: an operation that is retried asks again.
package struct GrantRound: Codable, Equatable, Comparable, Sendable {
  package let operation: VNFOperation.ID
  package let round: Int

  package static func < (left: Self, right: Self) -> Bool {
    (left.operation, left.round) < (right.operation, right.round)
  }
}

/// A grant whose reservation is held (SOL003 §9.5.2.3).
package struct GrantRecord: Codable, Equatable, Sendable {
  package let id: Grant.ID
  package let operation: VNFOperation.ID
  package let round: Int
  package let kind: VNFOperationKind
  package let vnf: VNFInstance.ID
  package let vim: VIMName
  /// What is held: a seat for each instance that is not there yet.
  package internal(set) var seats: [Seat]
  /// Components on which nobody counts any more, since they are replaced.
  package let givenUp: [Resource.ID]
  package let grantedAt: Instant
  /// When it expires; nil while its operation is at work.
  package internal(set) var expiresAt: Instant?

  package var reserved: Compute { seats.compute }

  /// A host with one of its seats that does not answer.
  func deadHost(_ state: NFVOrchestrator.State) -> HostName? {
    seats.first { state.condition(of: $0.host) == .down }?.host
  }
}
