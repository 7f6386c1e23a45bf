import Deciding
import ResourceInterfaces

extension Clusters {
  /// All that the VIMs know: what they believe of their hosts, and what they hold for each VNF.
  package struct State: Codable, Equatable, Sendable {
    /// The VIMs' names in the order of the inventory.
    package internal(set) var names: [VIMName] = []
    package internal(set) var clusters = Table<VIMName, ClusterRecord>()
    package internal(set) var hosts = Table<HostName, HostView>()
    /// One for each VNF; a VNF lives in one cluster.
    package internal(set) var releases = Table<VNFInstance.ID, ReleaseRecord>()
    package internal(set) var resources = Table<Resource.ID, ResourceRecord>()
    package internal(set) var tasks = Table<TaskToken, TaskRecord>()
    package internal(set) var faults = FaultRoom()
    /// How many changes of each VNF were told: see ``ResourceChange/sequence``. Outlives its release.
    var notices = Table<VNFInstance.ID, Int>()
    /// What was true of VNFs that changed meanwhile, where reads are behind.
    var views = Table<VNFInstance.ID, FunctionView>()
    /// Resources that no release has, with the tag on them: somebody made them by hand.
    package internal(set) var strays = Table<Resource.ID, OwnerTag>()
    var straysByVNF = Table<VNFInstance.ID, [Resource.ID]>()
    /// What belongs to others.
    package internal(set) var strangers = Table<Resource.ID, Stranger>()
    /// The last VNF that had a release, by serial.
    var lastVNF = 0

    package init() {}

    /// How long the VIM `vim` takes.
    func delays(of vim: VIMName) -> Stages { clusters[vim]?.delays ?? .plain }

    /// What the VIM `vim` has and has given out; nothing of anything when there is no such VIM.
    /// Reads the hosts of this VIM.
    package func capacityReport(of vim: VIMName, query: String?) -> CapacityReport {
      guard let cluster = clusters[vim] else {
        return CapacityReport(
          vim: vim, query: query, capacity: .none, allocated: .none, hostsUp: 0, hosts: 0,
          largestRoom: .none)
      }
      var largest = Compute.none
      for name in cluster.hosts {
        guard let host = hosts[name], host.condition == .ready else { continue }
        let room = host.room
        if (room.milliCPU, room.memoryMiB) > (largest.milliCPU, largest.memoryMiB) {
          largest = room
        }
      }
      return CapacityReport(
        vim: vim, query: query, capacity: cluster.capacity, allocated: cluster.allocated,
        hostsUp: cluster.hostsUp, hosts: cluster.hosts.count, largestRoom: largest)
    }

    /// The pods or servers of a VNF, component by component, each in the order of creation.
    package func resources(of vnf: VNFInstance.ID) -> [ResourceRecord] {
      releases[vnf]?.resources.compactMap { resources[$0] } ?? []
    }
  }
}
