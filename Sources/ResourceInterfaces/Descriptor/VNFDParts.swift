// The smaller parts of a VNFD: links, Kubernetes objects, Day-1 steps, what operations may do.

extension VNFD {
  /// SOL001 VnfVirtualLink: a network inside the VNF.
  package struct VirtualLink: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var description: String
    /// `ethernet`, `ipv4`, `ipv6`.
    package var layerProtocols: [String]
    /// `max_bitrate_requirements.root` of its profile in bit/s.
    package var maxBitrate: Int
    /// The bounds of its profile; nil for what the descriptor leaves open.
    package var bounds = BitrateBounds()
    /// VirtualLinkBitrateInitialDelta: the bitrate when all aspects are at level 0.
    package var initialBitrate: Bitrate?
    /// VirtualLinkBitrateScalingAspectDeltas: what each named step of an aspect adds.
    package var bitrateDeltas: [BitrateDelta] = []

    package init(
      id: String, description: String = "", layerProtocols: [String] = ["ethernet"],
      maxBitrate: Int
    ) {
      self.id = id
      self.description = description
      self.layerProtocols = layerProtocols
      self.maxBitrate = maxBitrate
    }
  }

  /// SOL001 VnfExtCp: where a network of the NS is attached.
  package struct ExternalConnectionPoint: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var description: String
    /// The VDU connection point (`<vdu>/<cp>`) or the Kubernetes service behind it.
    package var internalConnectionPoint: String

    package init(id: String, description: String = "", internalConnectionPoint: String) {
      self.id = id
      self.description = description
      self.internalConnectionPoint = internalConnectionPoint
    }
  }

  /// SOL001 AffinityRule and AntiAffinityRule among the instances of VDUs.
  package struct AffinityRule: Codable, Hashable, Sendable {
    package var kind: Affinity
    package var scope: AffinityScope
    package var vdus: [String]

    package init(kind: Affinity, scope: AffinityScope, vdus: [String]) {
      self.kind = kind
      self.scope = scope
      self.vdus = vdus
    }
  }

  /// A ConfigMap of the release.
  package struct ConfigMap: Codable, Hashable, Sendable {
    package var name: String
    package var keys: [String]

    package init(name: String, keys: [String]) {
      self.name = name
      self.keys = keys
    }
  }

  /// A Service of the release (SOL001 VirtualCp).
  package struct KubernetesService: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
      case clusterIP = "ClusterIP"
      case nodePort = "NodePort"
      case loadBalancer = "LoadBalancer"
    }

    package var name: String
    package var kind: Kind
    package var vdu: String
    package var port: Int
    package var transport: String

    package init(name: String, kind: Kind, vdu: String, port: Int, transport: String = "TCP") {
      self.name = name
      self.kind = kind
      self.vdu = vdu
      self.port = port
      self.transport = transport
    }
  }

  /// A PersistentVolumeClaim of the release (SOL001 Vdu.VirtualBlockStorage).
  package struct PersistentVolumeClaim: Codable, Hashable, Sendable {
    package var name: String
    package var vdu: String
    package var sizeGiB: Int
    package var storageClass: String

    package init(name: String, vdu: String, sizeGiB: Int, storageClass: String) {
      self.name = name
      self.vdu = vdu
      self.sizeGiB = sizeGiB
      self.storageClass = storageClass
    }
  }

  /// A NetworkAttachmentDefinition: a second interface of pods, for the data plane.
  package struct NetworkAttachment: Codable, Hashable, Sendable {
    package var name: String
    package var vdu: String
    /// The connection point of the VDU that it realises.
    package var connectionPoint: String
    /// `sriov`, `macvlan`, `bridge`.
    package var cni: String

    package init(name: String, vdu: String, connectionPoint: String, cni: String) {
      self.name = name
      self.vdu = vdu
      self.connectionPoint = connectionPoint
      self.cni = cni
    }
  }

  /// A step of the Day-1 configuration, applied over Ve-Vnfm.
  package struct ConfigurationStep: Codable, Hashable, Sendable, Identifiable {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
      case basePolicy
      case managementInterface
      case healthCheck
      case logging
      case routing
      case licence
    }

    package var id: String
    package var title: String
    package var kind: Kind
    package var parameters: [String: String]

    package init(id: String, title: String, kind: Kind, parameters: [String: String] = [:]) {
      self.id = id
      self.title = title
      self.kind = kind
      self.parameters = parameters
    }
  }

  /// SOL001 VnfLcmOperationsConfiguration, as far as it is used.
  package struct LCMOperationsConfiguration: Codable, Hashable, Sendable {
    package var scalingByMoreThanOneStepSupported: Bool
    package var arbitraryTargetLevelsSupported: Bool
    /// How long a graceful termination waits for traffic to drain, in seconds.
    package var gracefulTerminationTimeout: Int
    /// When this VNF's steps are tried again; before ``RetryRule/standard``.
    package var retryRules: [RetryRule] = []

    package init(
      scalingByMoreThanOneStepSupported: Bool = false,
      arbitraryTargetLevelsSupported: Bool = false, gracefulTerminationTimeout: Int = 30
    ) {
      self.scalingByMoreThanOneStepSupported = scalingByMoreThanOneStepSupported
      self.arbitraryTargetLevelsSupported = arbitraryTargetLevelsSupported
      self.gracefulTerminationTimeout = gracefulTerminationTimeout
    }
  }

  /// A change of the VNF package that leads to this descriptor (SOL001 VnfPackageChange).
  package struct PackageChange: Codable, Hashable, Sendable {
    package enum Modification: String, Codable, Hashable, Sendable, CaseIterable {
      case up
      case down
    }

    package var source: VNFD.ID
    package var modification: Modification
    package var description: String
    /// How many instances are replaced first and watched before the others follow.
    package var canaryInstances: Int
    /// How long a canary must stay healthy, in seconds.
    package var healthGateSeconds: Int
    /// How many instances may be missing at a time while the change goes on.
    package var maxUnavailable: Int

    package init(
      source: VNFD.ID, modification: Modification, description: String = "",
      canaryInstances: Int = 1, healthGateSeconds: Int = 30, maxUnavailable: Int = 0
    ) {
      self.source = source
      self.modification = modification
      self.description = description
      self.canaryInstances = canaryInstances
      self.healthGateSeconds = healthGateSeconds
      self.maxUnavailable = maxUnavailable
    }
  }
}

/// Together or apart.
package enum Affinity: String, Codable, Hashable, Sendable, CaseIterable {
  case affinity
  case antiAffinity
}

/// Over what an affinity rule reaches (SOL003 PlacementConstraint scope, SOL001 spelling).
package enum AffinityScope: String, Codable, Hashable, Sendable, CaseIterable {
  case nfviNode = "nfvi_node"
  case zone
  case zoneGroup = "zone_group"
  case nfviPop = "nfvi_pop"
}
