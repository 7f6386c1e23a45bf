import ResourceInterfaces

/// What is in a VNFD in one deployment flavour, as far as lifecycle management uses it.
struct FlavourReport: Encodable {
  struct Unit: Encodable {
    let vduId: String
    let name: String
    let kind: String
    let minNumberOfInstances: Int
    let maxNumberOfInstances: Int
    /// Thousandths of a virtual CPU.
    let vcpuMilli: Int
    let memoryMiB: Int
    let storageGiB: Int
    let swImages: [String]
    let intCpd: [ConnectionPoint]
    /// VduInitialDelta.
    let initialDelta: Int
    /// VduScalingAspectDeltas.
    let scalingDeltas: [VNFD.ScalingDelta]
  }

  struct ConnectionPoint: Encodable {
    let cpdId: String
    let virtualLink: String?
    let vnicType: String
  }

  struct Link: Encodable {
    let virtualLinkDescId: String
    let layerProtocols: [String]
    /// In bit/s.
    let maxBitrate: Bitrate?
    let minBitrate: Bitrate?
    let initialBitrate: Bitrate?
    let bitrateDeltas: [VNFD.BitrateDelta]
  }

  struct Level: Encodable {
    let instantiationLevelId: String
    let description: String
    /// The scale level of each aspect.
    let scaleInfo: [String: Int]
    /// What they come to, by VDU.
    let numberOfInstances: [String: Int]
    let isDefault: Bool
  }

  let flavourId: String
  let isDefault: Bool
  /// The chart of the release; nil for virtual machines.
  let helmChart: VNFD.HelmChart?
  let vdus: [Unit]
  let virtualLinks: [Link]
  /// `vnfExtCpd`: its id, and the connection point behind it.
  let externalConnectionPoints: [VNFD.ExternalConnectionPoint]
  let scalingAspects: [VNFD.ScalingAspect]
  let instantiationLevels: [Level]
  let affinityRules: [VNFD.AffinityRule]

  init(_ vnfd: VNFD, isDefault: Bool) {
    flavourId = vnfd.flavourId
    self.isDefault = isDefault
    helmChart = if case .helm(let chart) = vnfd.deployment { chart } else { nil }
    vdus = vnfd.vdus.map(Unit.init)
    virtualLinks = vnfd.virtualLinks.map { link in
      Link(
        virtualLinkDescId: link.id, layerProtocols: link.layerProtocols,
        maxBitrate: link.bounds.most, minBitrate: link.bounds.least,
        initialBitrate: link.initialBitrate, bitrateDeltas: link.bitrateDeltas)
    }
    externalConnectionPoints = vnfd.externalConnectionPoints
    scalingAspects = vnfd.scalingAspects
    instantiationLevels = vnfd.instantiationLevels.map { level in
      Level(
        instantiationLevelId: level.id, description: level.description, scaleInfo: level.scaleInfo,
        numberOfInstances: Dictionary(
          vnfd.vdus.compactMap { vdu in
            vnfd.instances(of: vdu.id, at: level.scaleInfo).map { (vdu.id, $0) }
          }
        ) { first, _ in first },
        isDefault: level.id == vnfd.defaultInstantiationLevel)
    }
    affinityRules = vnfd.affinityRules
  }

  /// All flavours, the default one first.
  static func all(of vnfd: VNFD) -> [FlavourReport] {
    [FlavourReport(vnfd, isDefault: true)]
      + vnfd.otherFlavours.map { FlavourReport($0, isDefault: false) }
  }
}

extension FlavourReport.Unit {
  fileprivate init(_ vdu: VNFD.VDU) {
    self.init(
      vduId: vdu.id, name: vdu.name, kind: vdu.kind.rawValue,
      minNumberOfInstances: vdu.minInstances, maxNumberOfInstances: vdu.maxInstances,
      vcpuMilli: vdu.vcpuMilli, memoryMiB: vdu.memoryMiB, storageGiB: vdu.storageGiB,
      swImages: ([vdu.image] + vdu.furtherImages).map(\.title).filter { !$0.isEmpty },
      intCpd: vdu.connectionPoints.map {
        .init(cpdId: $0.id, virtualLink: $0.virtualLink, vnicType: $0.kind.rawValue)
      },
      initialDelta: vdu.initialDelta, scalingDeltas: vdu.scalingDeltas)
  }
}

extension FlavourReport {
  /// For people, within 80 columns where the names permit.
  func printForPeople() {
    let way = helmChart.map { "Helm chart \($0.name) \($0.version)" } ?? "virtual machines"
    print("\n  flavour \(flavourId)\(isDefault ? " (default)" : ""): \(way)")
    Output.table(
      ["VDU", "INSTANCES", "VCPU", "MEMORY", "STORAGE", "IMAGE"],
      vdus.map { vdu in
        [
          vdu.vduId, "\(vdu.minNumberOfInstances) to \(vdu.maxNumberOfInstances)",
          "\(Double(vdu.vcpuMilli) / 1000)", "\(vdu.memoryMiB) MiB", "\(vdu.storageGiB) GiB",
          vdu.swImages.first ?? "-",
        ]
      }, indent: 4)
    if !scalingAspects.isEmpty {
      Output.table(
        ["ASPECT", "LEVELS", "STEPS"],
        scalingAspects.map {
          [$0.id, "0 to \($0.maxScaleLevel)", $0.stepDeltas.joined(separator: ", ")]
        }, indent: 4)
    }
    Output.table(
      ["LEVEL", "INSTANCES"],
      instantiationLevels.map { level in
        [
          level.instantiationLevelId + (level.isDefault ? " (default)" : ""),
          vdus.map { "\($0.vduId) \(level.numberOfInstances[$0.vduId] ?? 0)" }
            .joined(separator: ", "),
        ]
      }, indent: 4)
    let points = externalConnectionPoints.map(\.id).joined(separator: ", ")
    if !points.isEmpty { Output.paragraph(points, after: "    external connection points: ") }
  }
}

/// SOL005 `VnfPackageSoftwareImageInfo`, as far as the descriptor states it.
struct SoftwareImageReport: Encodable {
  let id: String
  let name: String
  let provider: String?
  let version: String
  let checksum: VNFD.SoftwareImage.Checksum?
  let containerFormat: String?
  let diskFormat: String?
  /// In bytes.
  let minDisk: Int?
  let minRam: Int?
  let size: Int?
  let imagePath: String?

  /// The images of all VDUs in all flavours, each once.
  static func all(of vnfd: VNFD) -> [SoftwareImageReport] {
    var seen: Set<VNFD.SoftwareImage> = []
    return ([vnfd] + vnfd.otherFlavours).flatMap(\.vdus).flatMap { vdu in
      ([vdu.image] + vdu.furtherImages).filter { !$0.name.isEmpty && seen.insert($0).inserted }
        .map { SoftwareImageReport($0, of: vdu.id) }
    }
  }

  private init(_ image: VNFD.SoftwareImage, of vdu: String) {
    id = "\(vdu)/\(image.name)"
    name = image.name
    provider = image.provider
    version = image.version
    checksum = image.checksum
    containerFormat = image.containerFormat
    diskFormat = image.diskFormat
    minDisk = image.minDiskGiB.map { $0 << 30 }
    minRam = image.minMemoryMiB.map { $0 << 20 }
    size = image.sizeMiB > 0 ? image.sizeMiB << 20 : nil
    imagePath = image.file
  }
}

extension VNFD.SoftwareImage {
  /// `name:version`; empty when there is no image.
  var title: String { version.isEmpty ? name : "\(name):\(version)" }
}

/// What is in an NSD.
struct ServiceReport: Encodable {
  struct Part: Encodable {
    let profileId: String
    let descriptorId: String
    let flavourId: String?
    let instantiationLevel: String?
    /// At instantiation.
    let numberOfInstances: Int
    /// Connection point or SAP of the part → virtual link of the NS.
    let virtualLinks: [String: String]
    let dependsOn: [String]
  }

  let flavourId: String
  /// The deployment flavours besides the default one.
  let otherFlavourIds: [String]
  let vnfProfiles: [Part]
  let nestedNsProfiles: [Part]
  let pnfProfiles: [NSD.PNFProfile]
  let virtualLinks: [NSD.VirtualLinkProfile]
  let sapds: [NSD.SAPD]
  let scalingAspects: [NSD.NSScalingAspect]
  let nsInstantiationLevels: [NSD.NSInstantiationLevel]
  let defaultNsInstantiationLevelId: String?
  let affinityRules: [NSD.AffinityRule]

  init(_ nsd: NSD) {
    flavourId = nsd.flavourId
    otherFlavourIds = nsd.otherFlavours.map(\.flavourId)
    vnfProfiles = nsd.vnfProfiles.map {
      Part(
        profileId: $0.id, descriptorId: $0.vnfdId.rawValue, flavourId: $0.flavourId,
        instantiationLevel: $0.instantiationLevel, numberOfInstances: $0.instances,
        virtualLinks: $0.virtualLinks, dependsOn: $0.dependsOn)
    }
    nestedNsProfiles = nsd.nestedNSProfiles.map {
      Part(
        profileId: $0.id, descriptorId: $0.nsdId.rawValue, flavourId: $0.flavourId,
        instantiationLevel: $0.instantiationLevel, numberOfInstances: $0.instances,
        virtualLinks: $0.virtualLinks, dependsOn: $0.dependsOn)
    }
    pnfProfiles = nsd.pnfProfiles
    virtualLinks = nsd.virtualLinkProfiles
    sapds = nsd.sapds
    scalingAspects = nsd.scalingAspects
    nsInstantiationLevels = nsd.instantiationLevels
    defaultNsInstantiationLevelId = nsd.defaultInstantiationLevel
    affinityRules = nsd.affinityRules
  }

  func printForPeople() {
    let others =
      otherFlavourIds.isEmpty ? "" : "; also in \(otherFlavourIds.joined(separator: ", "))"
    print("\n  flavour \(flavourId)\(others)")
    let parts = vnfProfiles.map { ("VNF", $0) } + nestedNsProfiles.map { ("NS", $0) }
    Output.table(
      ["KIND", "PROFILE", "COUNT", "LEVEL", "AFTER", "DESCRIPTOR"],
      parts.map { kind, part in
        [
          kind, part.profileId, "\(part.numberOfInstances)", part.instantiationLevel ?? "-",
          part.dependsOn.isEmpty ? "-" : part.dependsOn.joined(separator: ", "), part.descriptorId,
        ]
      } + pnfProfiles.map { ["PNF", $0.id, "1", "-", "-", $0.pnfdId.rawValue] }, indent: 4)
    for aspect in scalingAspects {
      print("    scaling aspect \(aspect.id): levels 0 to \(aspect.levels.count - 1)")
    }
    for level in nsInstantiationLevels {
      let isDefault = level.id == defaultNsInstantiationLevelId
      print("    instantiation level \(level.id)\(isDefault ? " (default)" : "")")
    }
    let links = virtualLinks.map(\.id).joined(separator: ", ")
    if !links.isEmpty { Output.paragraph(links, after: "    virtual links: ") }
    let saps = sapds.map(\.id).joined(separator: ", ")
    if !saps.isEmpty { Output.paragraph(saps, after: "    service access points: ") }
  }
}
