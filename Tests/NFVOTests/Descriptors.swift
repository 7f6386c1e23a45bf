import ResourceInterfaces

/// The firewall, its log collector, and where they may run.
enum Descriptors {
  static let firewallId = VNFD.ID(rawValue: "fw-4.2.0")
  static let patchedId = VNFD.ID(rawValue: "fw-4.2.1")
  static let collectorId = VNFD.ID(rawValue: "log-2.1.0")

  static let vnfds = [firewall("4.2.0"), firewall("4.2.1", from: firewallId), collector]

  static func firewall(_ version: String, from source: VNFD.ID? = nil) -> VNFD {
    VNFD(
      id: VNFD.ID(rawValue: "fw-\(version)"), provider: "Northgate", productName: "Firewall",
      softwareVersion: version, vnfdVersion: version,
      deployment: .helm(VNFD.HelmChart(name: "firewall", version: version)),
      vdus: [
        VNFD.VDU(
          id: "worker", name: "worker", kind: .container, vcpuMilli: 2_000, memoryMiB: 4_096,
          image: VNFD.SoftwareImage(name: "firewall", version: version, sizeMiB: 380),
          minInstances: 2, maxInstances: 8, initialDelta: 2,
          scalingDeltas: [VNFD.ScalingDelta(aspect: "workers", delta: "pair", instances: 2)])
      ],
      scalingAspects: [
        VNFD.ScalingAspect(
          id: "workers", name: "workers", maxScaleLevel: 3, stepDeltas: ["pair"])
      ],
      instantiationLevels: [
        VNFD.InstantiationLevel(id: "small", scaleInfo: ["workers": 0]),
        VNFD.InstantiationLevel(id: "medium", scaleInfo: ["workers": 1]),
        VNFD.InstantiationLevel(id: "large", scaleInfo: ["workers": 3]),
      ],
      defaultInstantiationLevel: "small",
      affinityRules: [
        VNFD.AffinityRule(kind: .antiAffinity, scope: .nfviNode, vdus: ["worker"])
      ],
      day1: [
        VNFD.ConfigurationStep(id: "base", title: "Apply the base policy", kind: .basePolicy),
        VNFD.ConfigurationStep(id: "health", title: "Open health checks", kind: .healthCheck),
      ],
      lcmOperations: VNFD.LCMOperationsConfiguration(scalingByMoreThanOneStepSupported: true),
      packageChanges: source.map { [VNFD.PackageChange(source: $0, modification: .up)] } ?? [])
  }

  static let collector = VNFD(
    id: collectorId, provider: "Northgate", productName: "Log Collector", softwareVersion: "2.1.0",
    vnfdVersion: "2.1.0", deployment: .helm(VNFD.HelmChart(name: "collector", version: "2.1.0")),
    vdus: [
      VNFD.VDU(
        id: "collector", name: "collector", kind: .container, vcpuMilli: 500, memoryMiB: 1_024,
        image: VNFD.SoftwareImage(name: "collector", version: "2.1.0", sizeMiB: 140),
        minInstances: 1, maxInstances: 1, initialDelta: 1)
    ],
    instantiationLevels: [VNFD.InstantiationLevel(id: "single", scaleInfo: [:])],
    defaultInstantiationLevel: "single")

  static let nsd = NSD(
    id: "nsd-fw", name: "cloud-firewall-ns", designer: "Podium", version: "1.0",
    invariantId: "nsd-fw",
    vnfProfiles: [
      NSD.VNFProfile(
        id: "firewall", vnfdId: firewallId, instantiationLevel: "small", isSized: true,
        dependsOn: ["log_collector"]),
      NSD.VNFProfile(id: "log_collector", vnfdId: collectorId),
    ],
    placement: [
      NSD.PlacementRule(
        id: "edge_placement", vnfProfiles: ["firewall", "log_collector"], siteTag: "edge",
        vimKind: .kubernetes, latencyMilliseconds: 10)
    ],
    autoScale: [
      NSD.AutoScalePolicy(
        id: "busy", vnfProfile: "firewall", aspect: "workers", metric: .cpuUtilisation,
        thresholdOut: 75, thresholdIn: 30, hysteresis: 5, cooldownOutSeconds: 60,
        cooldownInSeconds: 300, stabilisationSeconds: 30, minLevel: 0, maxLevel: 2)
    ],
    autoHeal: NSD.AutoHealPolicy(vnfProfiles: ["firewall", "log_collector"], delaySeconds: 5))

  /// Two edge clusters, one in the core, one cloud; each host has 8 vCPU and 16 GiB.
  static func inventory(edgeHosts: Int = 4) -> Inventory {
    Inventory(
      sites: [
        Inventory.Site(
          id: "edge-1", title: "Edge 1", tags: ["edge"], customerLatencyMilliseconds: 5),
        Inventory.Site(
          id: "edge-2", title: "Edge 2", tags: ["edge"], customerLatencyMilliseconds: 8),
        Inventory.Site(
          id: "core-1", title: "Core", tags: ["core"], customerLatencyMilliseconds: 15),
      ],
      vims: [
        vim("k8s-core-1", .kubernetes, "core-1", 4),
        vim("k8s-edge-1", .kubernetes, "edge-1", edgeHosts),
        vim("k8s-edge-2", .kubernetes, "edge-2", max(1, edgeHosts - 2)),
        vim("os-edge-1", .openstack, "edge-1", 4),
      ])
  }

  private static func vim(
    _ id: String, _ kind: VIMKind, _ site: String, _ hosts: Int
  ) -> Inventory.VIM {
    Inventory.VIM(
      id: id, kind: kind, title: id, site: site, cpuAllocationRatioMilli: 1_000,
      memoryAllocationRatioMilli: 1_000,
      hosts: (1...hosts).map { number in
        Inventory.Host(
          id: "\(id)-w\(number)", zone: "a", rack: "r", vcpu: 8, memoryGiB: 16, storageGiB: 100,
          numaNodes: 1, nics: [])
      })
  }
}
