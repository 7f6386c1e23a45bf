import Core
import Deciding
import NFVO
import ResourceInterfaces
import VIM
import VNFM

/// How much of its CPUs what runs on a host was last seen to use: built when the map of hosts is first
/// looked at, and from then on kept by measurements and by what comes and goes.
struct HeatIndex {
  /// In thousandths of a virtual CPU, by host; nothing for hosts on which nothing is measured.
  private var used: [HostName: Int] = [:]

  init(_ layers: Layers) {
    for host in layers.vim.hosts.keys { measure(host, layers) }
  }

  subscript(host: VIM.HostView) -> Double? {
    guard let used = used[host.name], host.capacity.milliCPU > 0 else { return nil }
    return Double(used) / Double(host.capacity.milliCPU)
  }

  /// Measures again the hosts of a function.
  mutating func measure(_ vnf: VNFInstance.ID, _ layers: Layers) {
    for host in Set(layers.vim.resources(of: vnf).compactMap(\.host)) { measure(host, layers) }
  }

  mutating func measure(_ host: HostName, _ layers: Layers) {
    var sum: Int?
    for (resource, vnf) in layers.vim.hosts[host]?.resources.rows ?? [] {
      guard let percent = layers.nfvo.scaling[vnf]?.last?.percent,
        layers.nfvo.scaling[vnf]?.last?.samples.isEmpty == false,
        let record = layers.vim.resources[resource], record.isReady
      else { continue }
      sum = (sum ?? 0) + record.compute.milliCPU * percent / 100
    }
    used[host] = sum
  }
}
