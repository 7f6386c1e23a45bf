// What a VNF is made of, vendor-neutral: the part of SOL001's VNFD that lifecycle management uses.
// No TOSCA is left here; `Descriptors` reads TOSCA into it.

/// A VNF descriptor (SOL001 §6, IFA011): its default deployment flavour, and the others beside it.
package struct VNFD: Codable, Hashable, Sendable, Identifiable {
  /// `descriptor_id`: globally unique, another one for each version of the descriptor.
  package struct ID: RawRepresentable, Codable, Hashable, Sendable, CustomStringConvertible,
    ExpressibleByStringLiteral
  {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }
    package var description: String { rawValue }
  }

  package var id: ID
  /// The same for all versions of the product that can stand in for one another.
  package var extInvariantId: String?
  package var provider: String
  package var productName: String
  package var softwareVersion: String
  package var vnfdVersion: String
  package var description: String
  /// The VNFMs that can manage it: `etsivnfm:v2.3.1`, or `<number>:<name>`.
  package var vnfmInfo: [String]
  package var flavourId: String
  package var deployment: Deployment
  package var vdus: [VDU]
  package var scalingAspects: [ScalingAspect]
  package var instantiationLevels: [InstantiationLevel]
  package var defaultInstantiationLevel: String
  package var virtualLinks: [VirtualLink]
  /// The external connection points, by which the VNF is attached to networks of the NS.
  package var externalConnectionPoints: [ExternalConnectionPoint]
  package var affinityRules: [AffinityRule]
  package var configMaps: [ConfigMap]
  package var services: [KubernetesService]
  package var persistentVolumeClaims: [PersistentVolumeClaim]
  package var networkAttachments: [NetworkAttachment]
  /// What the VNFM configures, in this order, once all instances are ready.
  package var day1: [ConfigurationStep]
  package var lcmOperations: LCMOperationsConfiguration
  /// The versions from which an instance can be changed to this one (SOL001 VnfPackageChange).
  package var packageChanges: [PackageChange]
  /// The same VNF in its other deployment flavours, each whole; none of them has any in turn.
  package var otherFlavours: [VNFD] = []

  package init(
    id: ID, extInvariantId: String? = nil, provider: String, productName: String,
    softwareVersion: String, vnfdVersion: String, description: String = "",
    vnfmInfo: [String] = [], flavourId: String = "default", deployment: Deployment, vdus: [VDU],
    scalingAspects: [ScalingAspect] = [], instantiationLevels: [InstantiationLevel],
    defaultInstantiationLevel: String, virtualLinks: [VirtualLink] = [],
    externalConnectionPoints: [ExternalConnectionPoint] = [], affinityRules: [AffinityRule] = [],
    configMaps: [ConfigMap] = [], services: [KubernetesService] = [],
    persistentVolumeClaims: [PersistentVolumeClaim] = [],
    networkAttachments: [NetworkAttachment] = [], day1: [ConfigurationStep] = [],
    lcmOperations: LCMOperationsConfiguration = LCMOperationsConfiguration(),
    packageChanges: [PackageChange] = []
  ) {
    self.id = id
    self.extInvariantId = extInvariantId
    self.provider = provider
    self.productName = productName
    self.softwareVersion = softwareVersion
    self.vnfdVersion = vnfdVersion
    self.description = description
    self.vnfmInfo = vnfmInfo
    self.flavourId = flavourId
    self.deployment = deployment
    self.vdus = vdus
    self.scalingAspects = scalingAspects
    self.instantiationLevels = instantiationLevels
    self.defaultInstantiationLevel = defaultInstantiationLevel
    self.virtualLinks = virtualLinks
    self.externalConnectionPoints = externalConnectionPoints
    self.affinityRules = affinityRules
    self.configMaps = configMaps
    self.services = services
    self.persistentVolumeClaims = persistentVolumeClaims
    self.networkAttachments = networkAttachments
    self.day1 = day1
    self.lcmOperations = lcmOperations
    self.packageChanges = packageChanges
  }

  /// The identifiers of all deployment flavours, the default one first.
  package var flavourIds: [String] { [flavourId] + otherFlavours.map(\.flavourId) }

  /// The VNF in a deployment flavour; nil when it has no such flavour.
  package func inFlavour(_ id: String) -> VNFD? {
    id == flavourId ? self : otherFlavours.first { $0.flavourId == id }
  }

  package func virtualLink(_ id: String) -> VirtualLink? { virtualLinks.first { $0.id == id } }

  package func vdu(_ id: String) -> VDU? { vdus.first { $0.id == id } }

  package func aspect(_ id: String) -> ScalingAspect? { scalingAspects.first { $0.id == id } }

  package func instantiationLevel(_ id: String) -> InstantiationLevel? {
    instantiationLevels.first { $0.id == id }
  }
}

extension VNFD {
  /// How the VNF reaches its infrastructure.
  package enum Deployment: Codable, Hashable, Sendable {
    /// As a Helm release on a Kubernetes cluster (SOL001 Mciop).
    case helm(HelmChart)
    /// As virtual machines on OpenStack or the like.
    case virtualMachines
  }

  /// The chart of a release, with the values that the package sets.
  package struct HelmChart: Codable, Hashable, Sendable {
    package var name: String
    package var version: String
    /// Dotted value names and their texts: `logging.level` → `info`.
    package var values: [String: String]

    package init(name: String, version: String, values: [String: String] = [:]) {
      self.name = name
      self.version = version
      self.values = values
    }
  }

  /// A kind of component; each instance of it (VNFC) is one pod or one virtual machine.
  package struct VDU: Codable, Hashable, Sendable, Identifiable {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
      /// SOL001 Vdu.OsContainerDeployableUnit.
      case container
      /// SOL001 Vdu.Compute.
      case virtualMachine
    }

    package var id: String
    package var name: String
    package var description: String
    package var kind: Kind
    /// Thousandths of a virtual CPU for one instance.
    package var vcpuMilli: Int
    package var memoryMiB: Int
    package var storageGiB: Int
    package var image: SoftwareImage
    /// Those of its other containers and storages.
    package var furtherImages: [SoftwareImage] = []
    package var connectionPoints: [ConnectionPoint]
    /// VduProfile: never fewer than this, not in an upgrade either.
    package var minInstances: Int
    package var maxInstances: Int
    /// VduInitialDelta: how many there are when all aspects are at level 0.
    package var initialDelta: Int
    /// VduScalingAspectDeltas: what each named step of an aspect adds.
    package var scalingDeltas: [ScalingDelta]
    package var hardware = HardwareNeeds()

    package init(
      id: String, name: String, description: String = "", kind: Kind, vcpuMilli: Int,
      memoryMiB: Int, storageGiB: Int = 0, image: SoftwareImage,
      connectionPoints: [ConnectionPoint] = [], minInstances: Int, maxInstances: Int,
      initialDelta: Int, scalingDeltas: [ScalingDelta] = []
    ) {
      self.id = id
      self.name = name
      self.description = description
      self.kind = kind
      self.vcpuMilli = vcpuMilli
      self.memoryMiB = memoryMiB
      self.storageGiB = storageGiB
      self.image = image
      self.connectionPoints = connectionPoints
      self.minInstances = minInstances
      self.maxInstances = maxInstances
      self.initialDelta = initialDelta
      self.scalingDeltas = scalingDeltas
    }
  }

  /// SOL001 VduCp: an interface of an instance.
  package struct ConnectionPoint: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    /// The internal virtual link it is on; nil when it is on an external one.
    package var virtualLink: String?
    package var kind: NICKind

    package init(id: String, virtualLink: String? = nil, kind: NICKind = .normal) {
      self.id = id
      self.virtualLink = virtualLink
      self.kind = kind
    }
  }

  /// SOL001 `vnic_type` of VduCp.
  package enum NICKind: String, Codable, Hashable, Sendable, CaseIterable {
    case normal
    /// In SOL001 2.5.1 and 2.6.1 only.
    case virtio
    case macvtap
    /// SR-IOV: takes one virtual function of the host.
    case direct
    case baremetal
    case virtioForwarder = "virtio-forwarder"
    case directPhysical = "direct-physical"
    case smartNIC = "smart-nic"
    case bridge
    case ipvlan
    case loopback
    case macvlan
    case ptp
    case vlan
    case hostDevice = "host-device"
  }
}
