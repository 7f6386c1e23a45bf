import Deciding
import ResourceInterfaces

/// The NFVO's view of a VIM: what its inventory says, what it reported last, and what its hosts'
/// ledgers sum up to.
package struct VIMRecord: Codable, Equatable, Sendable {
  package let id: VIMName
  package let kind: VIMKind
  package let title: String
  package let site: String
  package let siteTags: [String]
  /// Between the site and its customers, in milliseconds.
  package let customerLatencyMilliseconds: Int
  /// By how much that varies, in milliseconds.
  package let customerJitterMilliseconds: Int
  package internal(set) var capacity: Compute
  /// In use as the VIM reported it.
  package internal(set) var allocated = Compute.none
  package internal(set) var hostsUp: Int
  package internal(set) var hosts: Int
  /// The largest room that one host had left.
  package internal(set) var largestRoom: Compute
  /// When the VIM reported last; nil while only the inventory is known.
  package internal(set) var reportedAt: Instant?
  /// Its hosts, in the order of the inventory.
  package let hostNames: [HostName]
  /// What a virtual CPU costs here.
  package let vcpuPrice: Int
  package let quotas: [Inventory.Quota]
  /// What the components of VNFs have on hosts that answer.
  package internal(set) var used = Compute.none
  /// Held for operations that have a grant and have not ended, on hosts that answer.
  package internal(set) var reserved = Compute.none
  /// How many VNFs something is held for.
  package internal(set) var reservations = 0
  /// What the VIM reported to be in use and nobody here knows of.
  package internal(set) var unknown = Compute.none

  /// What the NFVO believes is in use or promised.
  package var believed: Compute { used + reserved + unknown }

  /// What can still be promised; negative when hosts were lost.
  package var free: Compute { capacity - believed }

  init(_ vim: Inventory.VIM, at site: Inventory.Site?) {
    id = vim.id
    kind = vim.kind
    title = vim.title
    self.site = vim.site
    siteTags = site?.tags ?? []
    customerLatencyMilliseconds = site?.customerLatencyMilliseconds ?? 0
    customerJitterMilliseconds = site?.customerJitterMilliseconds ?? 0
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
    hostNames = vim.hosts.map(\.id)
    vcpuPrice = vim.vcpuPrice
    quotas = vim.quotas
  }

  /// Takes the place of what was known of the same VIM, whose running numbers go on.
  func carrying(_ old: Self?) -> Self {
    guard let old else { return self }
    var new = self
    new.used = old.used
    new.reserved = old.reserved
    new.reservations = old.reservations
    guard old.reportedAt != nil else { return new }
    new.unknown = old.unknown
    new.capacity = old.capacity
    new.allocated = old.allocated
    new.hostsUp = old.hostsUp
    new.hosts = old.hosts
    new.largestRoom = old.largestRoom
    new.reportedAt = old.reportedAt
    return new
  }

  /// What `report` says is in use beyond what is known of.
  func unknown(in report: CapacityReport) -> Compute {
    let more = report.allocated - used - reserved
    return Compute(milliCPU: max(0, more.milliCPU), memoryMiB: max(0, more.memoryMiB))
  }

  /// Whether `report` says what is known already.
  func knows(_ report: CapacityReport) -> Bool {
    reportedAt != nil && capacity == report.capacity && allocated == report.allocated
      && hostsUp == report.hostsUp && hosts == report.hosts && largestRoom == report.largestRoom
      && unknown == unknown(in: report)
  }
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
