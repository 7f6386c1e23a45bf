import Core
import Deciding
import NFVO
import ResourceInterfaces
import VIM
import VNFM

extension World {
  /// The hosts by cluster and zone, both in the order of the inventory.
  static func groups(
    _ clusters: [ClusterRecord], _ hosts: Table<HostName, VIM.HostView>,
    subject: (VIMName) -> Subject?, serial: (HostName) -> Int?
  ) -> [HostGroup] {
    clusters.flatMap { cluster -> [HostGroup] in
      guard let vim = subject(cluster.name) else { return [] }
      var groups: [HostGroup] = []
      for name in cluster.hosts {
        guard let view = hosts[name], let serial = serial(name) else { continue }
        if let index = groups.firstIndex(where: { $0.zone == view.zone }) {
          groups[index].hosts.append(serial)
        } else {
          groups.append(
            HostGroup(vim: vim, cluster: cluster.name, zone: view.zone, hosts: [serial]))
        }
      }
      return groups
    }
  }

  package func heat(_ serial: Int) -> HeatCell? {
    guard let view = hostView(serial) else { return nil }
    let tone: StateWord.Tone =
      if layers.nfvo.outages.maintenance[view.name] != nil {
        .off
      } else if view.condition == .notReady {
        .failed
      } else {
        view.silentSince == nil ? .good : .degraded
      }
    return HeatCell(
      tone: tone, cpu: share(view.allocated.milliCPU, of: view.capacity.milliCPU),
      memory: share(view.allocated.memoryMiB, of: view.capacity.memoryMiB),
      load: heatIndex?[view], isEmpty: view.resources.isEmpty)
  }
}
