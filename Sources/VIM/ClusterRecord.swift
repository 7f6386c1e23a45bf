import Deciding
import ResourceInterfaces

/// A cluster or cloud, as its own manager sees it. All numbers are counters that events keep.
package struct ClusterRecord: Codable, Equatable, Sendable {
  package let name: VIMName
  package let kind: VIMKind
  package let title: String
  /// The site that it stands in, by the inventory's id.
  package let site: String
  /// Its hosts, in the order of their names.
  package let hosts: [HostName]
  /// How many of the hosts answer.
  package internal(set) var hostsUp: Int
  /// What the hosts that answer can give together: physical capacity times allocation ratio.
  package internal(set) var capacity: Compute
  /// What of `capacity` is given out.
  package internal(set) var allocated: Compute
  /// Its pods or servers, by phase.
  package internal(set) var counts = PhaseCounts()
  /// How many releases (stacks) it holds.
  package internal(set) var releases = 0
  /// How many tasks it works on.
  package internal(set) var openTasks = 0
  /// How many resources stand in the queue of its scheduler.
  package internal(set) var queued = 0
  /// What tenants may hold at most.
  package internal(set) var quotas: [Inventory.Quota] = []
  /// What tenants hold.
  package internal(set) var tenants = Table<String, TenantUse>()
  /// VNFs that changed without a task since it was last said up to where changes were told, with the
  /// first of these changes.
  var unmarked = Table<VNFInstance.ID, Int>()
  /// What MANO does not hear while it is cut off; nil when it is not.
  package internal(set) var cut: SiteCut?
  /// How long it takes; nil for ``Stages/plain``.
  let stages: Stages?

  var delays: Stages { stages ?? .plain }

  /// Its words for people, such as `16/16 hosts up`.
  package var summary: String { "\(hostsUp)/\(hosts.count) hosts up" }
}

/// What one tenant holds in a cluster: what its quota is counted against.
package struct TenantUse: Codable, Equatable, Sendable {
  package internal(set) var instances = 0
  package internal(set) var compute = Compute.none
}

/// How many resources stand in each phase.
package struct PhaseCounts: Codable, Equatable, Sendable {
  package private(set) var pending = 0
  package private(set) var creating = 0
  package private(set) var running = 0
  package private(set) var ready = 0
  package private(set) var lost = 0

  package init() {}

  package var total: Int { pending + creating + running + ready + lost }

  mutating func add(_ count: Int, in phase: ResourceChange.Phase) {
    switch phase {
    case .pending: pending += count
    case .creating: creating += count
    case .running: running += count
    case .ready: ready += count
    case .lost: lost += count
    case .deleted: break
    }
  }
}

/// A host as its VIM believes it to be; what is true stands in the NFVI.
package struct HostView: Codable, Equatable, Sendable {
  package enum Condition: String, Codable, Sendable {
    /// Takes resources. Stays so for the grace period after its last heartbeat.
    case ready
    /// Did not answer for the whole grace period.
    case notReady
  }

  package let name: HostName
  package let vim: VIMName
  package let zone: String
  package let rack: String
  /// What may be given out: physical capacity times allocation ratio.
  package let capacity: Compute
  /// How many resources it takes at most; `nil` for as many as fit.
  package let maxResources: Int?
  /// What it has by the piece, over all its NUMA nodes, and what of that is given out.
  package let pieces: HardwarePieces
  package internal(set) var piecesAllocated = HardwarePieces.none
  package internal(set) var condition = Condition.ready
  /// When its heartbeats stopped; `nil` while they come.
  package internal(set) var silentSince: Instant?
  /// How often its heartbeats stopped, so that a grace period that was overtaken is known as such.
  package internal(set) var silences = 0
  /// Never more than `capacity`. Includes what lost resources hold until they are given up.
  package internal(set) var allocated = Compute.none
  /// What was placed on it, and for which VNF.
  package internal(set) var resources = Table<Resource.ID, VNFInstance.ID>()
  /// The images that it has pulled, in the order of the pulls.
  package internal(set) var images: [String] = []
  /// What is wrong with it, as far as the VIM was told.
  package internal(set) var troubles: [HostTrouble] = []

  /// What objects of others hold.
  package internal(set) var others = Compute.none

  package var room: Compute { capacity - allocated - others }
}
