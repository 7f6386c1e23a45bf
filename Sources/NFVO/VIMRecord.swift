import Deciding
import ResourceInterfaces

/// The NFVO's view of a VIM: what its inventory says, what it reported last, and what has been given
/// away since.
package struct VIMRecord: Codable, Equatable, Sendable {
  package let id: VIMName
  package let kind: VIMKind
  package let title: String
  package let site: String
  package let siteTags: [String]
  /// Between the site and its customers, in milliseconds.
  package let customerLatencyMilliseconds: Int
  package internal(set) var capacity: Compute
  /// In use as the VIM reported it.
  package internal(set) var allocated = Compute.none
  package internal(set) var hostsUp: Int
  package internal(set) var hosts: Int
  /// The largest room that one host had left.
  package internal(set) var largestRoom: Compute
  /// When the VIM reported last; nil while only the inventory is known.
  package internal(set) var reportedAt: Instant?
  /// What operations that ended since the report took (or, negative, gave back).
  package internal(set) var changedSince = Compute.none
  /// Held for operations that have a grant and have not ended.
  package internal(set) var reserved = Compute.none
  package internal(set) var reservations = 0

  /// What the NFVO believes is in use or promised. While an operation runs, what the VIM has
  /// allocated for it already may be counted twice: too much rather than too little.
  package var believed: Compute {
    let sum = allocated + changedSince + reserved
    return Compute(milliCPU: max(0, sum.milliCPU), memoryMiB: max(0, sum.memoryMiB))
  }

  /// What can still be promised; negative when hosts were lost.
  package var free: Compute { capacity - believed }

  init(_ vim: Inventory.VIM, at site: Inventory.Site?) {
    id = vim.id
    kind = vim.kind
    title = vim.title
    self.site = vim.site
    siteTags = site?.tags ?? []
    customerLatencyMilliseconds = site?.customerLatencyMilliseconds ?? 0
    let rooms = vim.hosts.map { host in
      Compute(
        milliCPU: host.vcpu * vim.cpuAllocationRatioMilli,
        memoryMiB: host.memoryGiB * 1_024 * vim.memoryAllocationRatioMilli / 1_000)
    }
    capacity = rooms.reduce(.none, +)
    largestRoom =
      rooms.max { ($0.milliCPU, $0.memoryMiB) < ($1.milliCPU, $1.memoryMiB) } ?? .none
    hosts = vim.hosts.count
    hostsUp = vim.hosts.count
  }

  /// Takes the place of what was known of the same VIM, whose running numbers go on.
  func carrying(_ old: Self?) -> Self {
    guard let old, old.reportedAt != nil else { return self }
    var new = self
    new.capacity = old.capacity
    new.allocated = old.allocated
    new.hostsUp = old.hostsUp
    new.hosts = old.hosts
    new.largestRoom = old.largestRoom
    new.reportedAt = old.reportedAt
    new.changedSince = old.changedSince
    new.reserved = old.reserved
    new.reservations = old.reservations
    return new
  }

  /// Whether `report` says what is known already.
  func knows(_ report: CapacityReport) -> Bool {
    reportedAt != nil && capacity == report.capacity && allocated == report.allocated
      && hostsUp == report.hostsUp && hosts == report.hosts && largestRoom == report.largestRoom
      && changedSince == .none
  }
}

/// A grant whose reservation is held (SOL003 §9.5.2.3).
package struct GrantRecord: Codable, Equatable, Sendable {
  package let id: Grant.ID
  package let operation: VNFOperation.ID
  package let kind: VNFOperationKind
  package let vnf: VNFInstance.ID
  package let vim: VIMName
  /// What is held.
  package let reserved: Compute
  /// What the VIM will have allocated more (or, negative, less) once the operation is done.
  package let change: Compute
  package let grantedAt: Instant
}

extension Compute {
  /// For people: `4.5 vCPU and 9 GiB`.
  package var sentence: String { "\(vCPUText) vCPU and \(gibibyteText) GiB" }

  /// Virtual CPUs with at most two decimals: `4`, `0.25`.
  package var vCPUText: String { Self.text(milliCPU * 100 / 1_000) }

  /// GiB with at most two decimals.
  package var gibibyteText: String { Self.text(memoryMiB * 100 / 1_024) }

  private static func text(_ hundredths: Int) -> String {
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0
      ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
