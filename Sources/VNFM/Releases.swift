import ResourceInterfaces

extension FunctionLifecycle {
  /// What a cluster is to hold for `vnf` when it is as `target` says.
  static func release(
    _ vnf: VNFRecord, _ vnfd: VNFD, _ target: VNFOperationRecord.Target
  ) throws(Fault) -> Release {
    let counts = try counts(of: vnfd, at: target.levels)
    let components = zip(vnfd.vdus, counts.byVDU).map { vdu, entry in
      Release.Component(
        vdu: vdu.id, kind: vdu.kind == .container ? .container : .virtualMachine,
        replicas: entry.count, compute: vdu.compute,
        image: "\(vdu.image.name):\(vdu.image.version)", imageMiB: vdu.image.sizeMiB,
        isSpread: vnfd.spreads(vdu.id))
    }
    let (chart, version) =
      switch vnfd.deployment {
      case .helm(let chart): (chart.name, chart.version)
      case .virtualMachines: (vnfd.productName, vnfd.vnfdVersion)
      }
    // The tenant's networks are attached as the cluster names them, beside the VNF's own.
    let attachments = vnfd.networkAttachments.map(\.name)
    return Release(
      name: vnf.name, chart: chart, version: version, components: components,
      services: vnfd.services.map(\.name), configMaps: vnfd.configMaps.map(\.name),
      volumeClaims: vnfd.persistentVolumeClaims.map {
        Release.VolumeClaim(name: $0.name, gibibytes: $0.sizeGiB)
      },
      networkAttachments: attachments + target.networks.filter { !attachments.contains($0) })
  }
}

extension VNFD {
  /// Whether no two instances of `vdu` may share a host.
  func spreads(_ vdu: String) -> Bool {
    affinityRules.contains {
      $0.kind == .antiAffinity && $0.scope == .nfviNode && $0.vdus.contains(vdu)
    }
  }
}
