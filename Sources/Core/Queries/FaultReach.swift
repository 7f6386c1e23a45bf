import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM

/// What a fault would strike, or does: hosts, what runs there, and for whom.
package struct FaultReach: Equatable, Sendable {
  /// A network service with functions that are struck.
  package struct Service: Equatable, Sendable {
    package let ns: NSInstance.ID
    package let name: String
    package let tenant: String
    /// How many of its functions are struck, of how many.
    package let struck: Int
    package let functions: Int
  }

  /// The hosts that are struck; empty where the fault is not about hosts.
  package let hosts: [HostName]
  /// The names of the functions that are struck, in the order of their making.
  package let functions: [String]
  /// Those of them that it strikes hardest first.
  package let services: [Service]
}

extension Layers {
  /// What runs where `rule` strikes. Costs all hosts, or all that runs: for a plan, not for a frame.
  package func reach(of rule: FaultRule) -> FaultReach {
    let hosts = rule.kind.group == .host ? hosts(at: rule.place) : []
    let vnfs =
      rule.kind.group == .host
      ? Set(hosts.flatMap { vim.hosts[$0]?.resources.values ?? [] }).sorted()
      : vim.releases.values.filter { rule.place.covers($0, in: vim) }.map(\.vnf)
    return FaultReach(
      hosts: hosts, functions: vnfs.map { nfvo.vnfs[$0]?.name ?? "\($0)" },
      services: services(of: vnfs))
  }

  private func hosts(at place: FaultPlace) -> [HostName] {
    if let name = place.host {
      return nfvi.hosts[name].map { place.covers($0.place) ? [name] : [] } ?? []
    }
    return nfvi.hostNames.filter { nfvi.hosts[$0].map { place.covers($0.place) } == true }
  }

  private func services(of vnfs: [VNFInstance.ID]) -> [FaultReach.Service] {
    var struck = Table<NSInstance.ID, Int>()
    for vnf in vnfs {
      guard let ns = nfvo.vnfs[vnf]?.ns else { continue }
      struck.update(ns, default: 0) { $0 += 1 }
    }
    let services = struck.rows.compactMap { ns, count in
      nfvo.networkServices[ns].map {
        FaultReach.Service(
          ns: ns, name: $0.name, tenant: $0.tenant, struck: count, functions: $0.vnfs.count)
      }
    }
    return services.sorted { ($0.struck, $1.ns) > ($1.struck, $0.ns) }
  }
}

extension FaultPlace {
  /// Whether something of `release` is here; what is still to be made counts as well.
  fileprivate func covers(_ release: ReleaseRecord, in vim: Clusters.State) -> Bool {
    guard self.vim == nil || self.vim == release.vim, vnf == nil || vnf == release.vnf,
      site == nil || site == vim.clusters[release.vim]?.site
    else { return false }
    return image == nil || release.components.contains { $0.image == image }
  }
}
