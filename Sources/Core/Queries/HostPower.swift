import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import VIM
import VNFM

/// What an act on the power of a host would come to.
package struct HostPowerPlan: Equatable, Sendable {
  /// A VNF of which something runs on the host.
  package struct Loss: Encodable, Equatable, Sendable {
    package let vnf: String
    package let name: String
    /// How many of its components run there, and how many it has.
    package let components: Int
    package let of: Int
  }

  package let host: HostName
  package let type: ResetType
  package let power: HostRecord.Power
  /// What is lost with it; nothing when it is only switched on.
  package let losses: [Loss]
  /// Why it is refused; nil when it is not.
  package let objection: String?

  /// `acme-fw-1 (2 of 6 components)`, all of them.
  package var lossSentence: String? {
    guard !losses.isEmpty else { return nil }
    let names = losses.map {
      "\($0.name) (\($0.components) of \($0.of) component\($0.of == 1 ? "" : "s"))"
    }
    return "\(names.joined(separator: ", ")) run\(losses.count == 1 ? "s" : "") there"
  }
}

extension Layers {
  /// What `type` would do to `host`; nil when there is no such host. Reads what runs on it.
  package func powerPlan(of host: HostName, _ type: ResetType) -> HostPowerPlan? {
    guard let record = nfvi.hosts[host] else { return nil }
    var losses: [HostPowerPlan.Loss] = []
    let held = type == .on ? [] : vim.hosts[host]?.resources.rows ?? []
    for vnf in Set(held.map(\.value)).sorted() {
      let function = vnfm.vnfs[vnf]
      losses.append(
        HostPowerPlan.Loss(
          vnf: "\(vnf)", name: function?.name ?? "\(vnf)",
          components: held.count { $0.value == vnf },
          of: function?.components.count ?? held.count { $0.value == vnf }))
    }
    return HostPowerPlan(
      host: host, type: type, power: record.power, losses: losses,
      objection: record.objection(to: type))
  }
}
