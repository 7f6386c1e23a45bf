import ResourceInterfaces

extension FunctionLifecycle {
  /// What a cluster is to hold for `vnf` when it is as the operation makes it, or as it was.
  static func release(
    _ vnf: VNFRecord, _ operation: VNFOperationRecord, _ aim: OperationStep.Aim, _ state: State
  ) throws(Fault) -> Release {
    let target = aim == .target ? operation.target : operation.origin ?? operation.target
    let vnfd = try state.vnfd(of: target)
    let counts = try counts(of: vnfd, at: target)
    let components = zip(vnfd.vdus, counts.byVDU).map { vdu, entry in
      component(
        vdu, of: vnfd, replicas: entry.count,
        floor: operation.floor(of: vdu, replicas: entry.count, state),
        seats: operation.hosts(of: vdu))
    }
    return release(vnf, vnfd, components, target)
  }

  /// One VDU as a cluster is to hold it.
  static func component(
    _ vdu: VNFD.VDU, of vnfd: VNFD, replicas: Int, former: Release.Former? = nil, floor: Int?,
    surge: Int = 1, seats: [HostName]
  ) -> Release.Component {
    Release.Component(
      vdu: vdu.id, kind: vdu.kind == .container ? .container : .virtualMachine,
      replicas: replicas, compute: vdu.compute, image: vdu.imageReference,
      imageMiB: vdu.image.sizeMiB, isSpread: vnfd.spreads(vdu.id), former: former, floor: floor,
      surge: surge, seats: seats, hardware: vdu.demand.hardware)
  }

  /// `components` with all that `vnfd` brings besides.
  static func release(
    _ vnf: VNFRecord, _ vnfd: VNFD, _ components: [Release.Component],
    _ target: VNFOperationRecord.Target
  ) -> Release {
    let (chart, version) =
      switch vnfd.deployment {
      case .helm(let chart): (chart.name, chart.version)
      case .virtualMachines: (vnfd.productName, vnfd.vnfdVersion)
      }
    return Release(
      name: vnf.name, chart: chart, version: version, components: components,
      services: vnfd.services.map(\.name), configMaps: vnfd.configMaps.map(\.name),
      volumeClaims: vnfd.persistentVolumeClaims.map {
        Release.VolumeClaim(name: $0.name, gibibytes: $0.sizeGiB)
      },
      networkAttachments: networkAttachments(of: vnfd, target))
  }

  /// The tenant's networks are attached as the cluster names them, beside the VNF's own.
  static func networkAttachments(
    of vnfd: VNFD, _ target: VNFOperationRecord.Target
  ) -> [String] {
    let own = vnfd.networkAttachments.map(\.name)
    return own + target.networks.filter { !own.contains($0) }
  }

  /// How many instances of each VDU `target` asks for: none when it is stopped.
  static func counts(
    of vnfd: VNFD, at target: VNFOperationRecord.Target
  ) throws(Fault) -> ComponentCounts {
    let counts = try counts(of: vnfd, at: target.levels)
    guard target.vnfState == .stopped else { return counts }
    return ComponentCounts(byVDU: counts.byVDU.map { ($0.vdu, 0) })
  }
}

extension VNFOperationRecord {
  /// Where instances of a VDU have a place while the operation works, a host once for each.
  func hosts(of vdu: VNFD.VDU) -> [HostName] { seats.filter { $0.vdu == vdu.id }.map(\.host) }
}

extension VNFD {
  /// Whether no two instances of `vdu` may share a host.
  func spreads(_ vdu: String) -> Bool {
    affinityRules.contains {
      $0.kind == .antiAffinity && $0.scope == .nfviNode && $0.vdus.contains(vdu)
    }
  }
}

extension VNFD.VDU {
  /// The image as clusters name it.
  var imageReference: String { "\(image.name):\(image.version)" }
}
