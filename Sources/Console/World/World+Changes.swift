import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

// What a function can be changed to.
extension World {
  package func choices(
    for change: FunctionChange, of function: Int
  ) -> [FunctionChange.Choice] {
    let id = VNFInstance.ID(serial: function)
    guard let record = layers.vnfm.vnfs[id] else { return [] }
    let name = "\(id)"
    let isThere = record.instantiationState == .instantiated
    switch change {
    case .upgrade: return upgrades(of: record)
    case .operate: return isThere ? operations(of: record) : []
    case .flavour:
      let flavours = layers.vnfm.packages[record.vnfdId.rawValue]?.flavourIds ?? []
      return flavours.filter { $0 != record.flavourId }.map {
        .init(
          "\(record.flavourId) → \($0)",
          .changeFlavour(vnf: name, flavourId: $0, instantiationLevel: nil))
      }
    case .networks: return networks(of: record)
    case .snapshot:
      let label = "\(record.softwareVersion) of \(now.timeOfDay)"
      return isThere
        ? [.init(label, .createSnapshot(vnf: name, name: "\(now.timeOfDay)"))] : []
    case .revert:
      return record.snapshots.reversed().map {
        .init(
          "\($0.id) \($0.name), \($0.content.softwareVersion) of \($0.takenAt.timeOfDay)",
          .revertToSnapshot(vnf: name, snapshot: "\($0.id)"))
      }
    }
  }

  /// The packages that say that the function can be changed to them.
  private func upgrades(of record: VNFRecord) -> [FunctionChange.Choice] {
    layers.nfvo.vnfds.values.map(\.vnfd).compactMap { vnfd in
      guard let change = vnfd.packageChanges.first(where: { $0.source == record.vnfdId }) else {
        return nil
      }
      return .init(
        "\(record.softwareVersion) → \(vnfd.softwareVersion)",
        note: "canary of \(change.canaryInstances), watched for \(change.healthGateSeconds) s",
        .changePackage(vnf: "\(record.id)", vnfdId: vnfd.id.rawValue))
    }
  }

  private func operations(of record: VNFRecord) -> [FunctionChange.Choice] {
    let name = "\(record.id)"
    guard record.vnfState == .started else {
      return [.init("start", .operate(vnf: name, .start))]
    }
    return [
      .init("stop", note: "sessions drain for 30 s", .operate(vnf: name, .stop(graceSeconds: 30))),
      .init("stop at once", .operate(vnf: name, .stop(graceSeconds: nil))),
    ]
  }

  /// Each network of its service that it is not attached to, and each that it is.
  private func networks(of record: VNFRecord) -> [FunctionChange.Choice] {
    let ns = layers.nfvo.vnfs[record.id].flatMap { layers.nfvo.networkServices[$0.ns] }
    let free = (ns?.networks ?? []).filter { !record.networks.contains($0) }
    let name = "\(record.id)"
    return free.map {
      .init(
        "attach \($0)",
        .changeExternalConnectivity(vnf: name, networks: record.networks + [$0]))
    }
      + record.networks.map { network in
        .init(
          "detach \(network)",
          .changeExternalConnectivity(
            vnf: name, networks: record.networks.filter { $0 != network }))
      }
  }
}
