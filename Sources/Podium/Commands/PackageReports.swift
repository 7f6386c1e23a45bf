import Deciding
import Descriptors
import Foundation
import NFVO
import ResourceInterfaces

/// An entry of the catalogue as the command line shows it: what all kinds have, and the keys of
/// SOL005's VnfPkgInfo (§9.5.2.5), NsdInfo (§5.5.2.2) or PnfdInfo (§5.5.2.5).
struct CatalogueReport: Encodable {
  struct Artefact: Encodable {
    let artifactPath: String
    let kind: String
    let size: Int
    let checksum: String
    /// Where the state keeps it.
    let storedAt: String?
  }

  struct Checksum: Encodable {
    let algorithm: String
    let hash: String
  }

  /// SOL005 `VnfPackageArtifactInfo`, for all that is no software image.
  struct AdditionalArtefact: Encodable {
    let artifactPath: String
    let checksum: Checksum
    let isEncrypted: Bool
  }

  /// SOL005 `ProblemDetails`.
  struct FailureDetails: Encodable {
    let status: Int
    let detail: String
  }

  let kind: String
  let id: String
  let provider: String
  let productName: String
  let version: String
  let flavours: [String]
  let onboardingState: String
  let operationalState: String
  let usageState: String
  let instances: Int
  let onboardedAt: String?
  /// Why the package is in ERROR.
  let onboardingFailureDetails: FailureDetails?
  let file: String?
  /// Of the whole file.
  let checksum: Checksum?
  let additionalArtifacts: [AdditionalArtefact]
  let artifacts: [Artefact]
  let signatures: [String]
  let notes: [String]
  let vnf: FunctionKeys?
  let ns: ServiceKeys?
  let pnf: PhysicalKeys?
  /// Whether it is in a catalogue, and not just a file that was looked at.
  let isKept: Bool

  init(_ record: any CatalogueRecord, _ store: ArtefactStore?) {
    self.init(
      record.descriptor, record.content, store, state: .onboarded,
      operational: record.operationalState, instances: record.instances,
      at: record.onboardedAt, reason: nil)
  }

  init(_ upload: PackageUpload) {
    self.init(
      upload.descriptor, upload.content, nil, state: upload.state, operational: .disabled,
      instances: 0, at: nil, reason: upload.reason)
  }

  init(
    _ descriptor: PackageDescriptor, _ content: PackageContent?, _ store: ArtefactStore?,
    state: OnboardingState, operational: OperationalState, instances: Int, at: Instant?,
    reason: String?, isKept: Bool = true
  ) {
    kind = descriptor.kind.rawValue
    id = descriptor.id
    provider = descriptor.provider
    productName = descriptor.name
    version = descriptor.version
    flavours = descriptor.flavours
    onboardingState = state.rawValue
    operationalState = operational.rawValue
    usageState = (instances > 0 ? UsageState.inUse : .notInUse).rawValue
    self.instances = instances
    onboardedAt = at.map { "\($0)" }
    onboardingFailureDetails = reason.map { FailureDetails(status: 507, detail: $0) }
    file = content?.file
    checksum = content.map { Checksum(algorithm: "SHA-256", hash: $0.sha256) }
    let artefacts = content?.artefacts ?? []
    artifacts = artefacts.map { artefact in
      Artefact(
        artifactPath: artefact.path, kind: artefact.kind.rawValue, size: artefact.size,
        checksum: "SHA-256 \(artefact.sha256)",
        storedAt: store?.url(of: artefact.sha256).path)
    }
    additionalArtifacts = artefacts.filter { $0.kind != .softwareImage }.map {
      AdditionalArtefact(
        artifactPath: $0.path, checksum: Checksum(algorithm: "SHA-256", hash: $0.sha256),
        isEncrypted: false)
    }
    signatures = content?.signatures ?? []
    notes = content?.notes ?? []
    vnf = if case .vnf(let vnfd) = descriptor { FunctionKeys(vnfd) } else { nil }
    ns = if case .ns(let nsd) = descriptor { ServiceKeys(nsd) } else { nil }
    pnf = if case .pnf(let pnfd) = descriptor { PhysicalKeys(pnfd) } else { nil }
    self.isKept = isKept
  }
}

extension CatalogueReport {
  /// What VnfPkgInfo copies from the VNFD.
  struct FunctionKeys: Encodable {
    let vnfdId: String
    let vnfdExtInvariantId: String?
    let vnfProvider: String
    let vnfProductName: String
    let vnfSoftwareVersion: String
    let vnfdVersion: String
    let vnfmInfo: [String]
    let softwareImages: [SoftwareImageReport]
    let deploymentFlavours: [FlavourReport]

    init(_ vnfd: VNFD) {
      vnfdId = vnfd.id.rawValue
      vnfdExtInvariantId = vnfd.extInvariantId
      vnfProvider = vnfd.provider
      vnfProductName = vnfd.productName
      vnfSoftwareVersion = vnfd.softwareVersion
      vnfdVersion = vnfd.vnfdVersion
      vnfmInfo = vnfd.vnfmInfo
      softwareImages = SoftwareImageReport.all(of: vnfd)
      deploymentFlavours = FlavourReport.all(of: vnfd)
    }
  }

  /// What NsdInfo copies from the NSD.
  struct ServiceKeys: Encodable {
    let nsdId: String
    let nsdName: String
    let nsdVersion: String
    let nsdDesigner: String
    let nsdInvariantId: String
    /// The descriptors that it is made of, each once.
    let vnfPkgIds: [String]
    let nestedNsdInfoIds: [String]
    let pnfdInfoIds: [String]
    let deploymentFlavour: ServiceReport

    init(_ nsd: NSD) {
      nsdId = nsd.id.rawValue
      nsdName = nsd.name
      nsdVersion = nsd.version
      nsdDesigner = nsd.designer
      nsdInvariantId = nsd.invariantId
      vnfPkgIds = Set(nsd.vnfProfiles.map(\.vnfdId.rawValue)).sorted()
      nestedNsdInfoIds = Set(nsd.nestedNSProfiles.map(\.nsdId.rawValue)).sorted()
      pnfdInfoIds = Set(nsd.pnfProfiles.map(\.pnfdId.rawValue)).sorted()
      deploymentFlavour = ServiceReport(nsd)
    }
  }

  /// What PnfdInfo copies from the PNFD.
  struct PhysicalKeys: Encodable {
    let pnfdId: String
    let pnfdName: String
    let pnfdVersion: String
    let pnfdProvider: String
    let pnfdInvariantId: String?
    let pnfExtCp: [String]

    init(_ pnfd: PNFD) {
      pnfdId = pnfd.id.rawValue
      pnfdName = pnfd.name
      pnfdVersion = pnfd.version
      pnfdProvider = pnfd.provider
      pnfdInvariantId = pnfd.invariantId
      pnfExtCp = pnfd.externalConnectionPoints
    }
  }

  private enum CodingKeys: String, CodingKey {
    case kind, id, provider, productName, version, flavours, onboardingState, operationalState
    case usageState, instances, onboardedAt, onboardingFailureDetails, file, checksum
    case additionalArtifacts, artifacts, signatures, notes
  }

  /// The keys of the kind stand beside those that all have.
  func encode(to encoder: any Encoder) throws {
    try vnf?.encode(to: encoder)
    try ns?.encode(to: encoder)
    try pnf?.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(id, forKey: .id)
    try container.encode(provider, forKey: .provider)
    try container.encode(productName, forKey: .productName)
    try container.encode(version, forKey: .version)
    try container.encode(flavours, forKey: .flavours)
    if isKept {
      try container.encode(onboardingState, forKey: .onboardingState)
      try container.encode(operationalState, forKey: .operationalState)
      try container.encode(usageState, forKey: .usageState)
      try container.encode(instances, forKey: .instances)
    }
    try container.encodeIfPresent(onboardedAt, forKey: .onboardedAt)
    try container.encodeIfPresent(onboardingFailureDetails, forKey: .onboardingFailureDetails)
    try container.encodeIfPresent(file, forKey: .file)
    try container.encodeIfPresent(checksum, forKey: .checksum)
    try container.encode(additionalArtifacts, forKey: .additionalArtifacts)
    try container.encode(artifacts, forKey: .artifacts)
    try container.encode(signatures, forKey: .signatures)
    try container.encode(notes, forKey: .notes)
  }

  // MARK: - For people

  var row: [String] {
    [kind, productName, version, onboardingState, operationalState, "\(instances)", id]
  }

  /// The descriptor ids, which are long, come last: what is before them fits 80 columns.
  static let headings = [
    "KIND", "PRODUCT", "VERSION", "ONBOARDING", "OPERATIONAL", "USED BY", "DESCRIPTOR",
  ]

  func printForPeople() {
    print("\(kind) \(id)")
    print("  \(productName) \(version) of \(provider)")
    if isKept {
      print("  \(onboardingState), \(operationalState), \(usageState) (\(instances) instances)")
    }
    if let onboardingFailureDetails {
      Output.paragraph(onboardingFailureDetails.detail, after: "  failed: ")
    }
    if let file { print("  from \(file)") }
    if let checksum { print("  \(checksum.algorithm) \(checksum.hash)") }
    for flavour in vnf?.deploymentFlavours ?? [] { flavour.printForPeople() }
    ns?.deploymentFlavour.printForPeople()
    printContent()
  }

  private func printContent() {
    if !artifacts.isEmpty { print("") }
    if !artifacts.isEmpty {
      Output.table(
        ["ARTEFACT", "BYTES", "SHA-256", "PATH"],
        artifacts.map {
          [$0.kind, "\($0.size)", "\($0.checksum.dropFirst(8).prefix(12))…", $0.artifactPath]
        }, indent: 2)
    }
    if let first = artifacts.first?.storedAt {
      let folder = URL(fileURLWithPath: first).deletingLastPathComponent()
        .deletingLastPathComponent().path
      Output.paragraph("Artefacts are kept in \(folder), each under its SHA-256.", after: "  ")
    }
    for signature in signatures { print("  signature in \(signature): not verified") }
    if !notes.isEmpty { print("") }
    for note in notes { Output.paragraph(note, after: "  note  ") }
  }
}

/// What came of a file; printed as it is with `--json`.
struct OnboardReport: Encodable {
  enum Outcome: String, Encodable {
    case onboarded
    /// It was there already, with the same content.
    case unchanged
    /// A dry run or a check: it would be taken.
    case acceptable
    case refused
  }

  let file: String
  let outcome: Outcome
  /// Why it was refused: every reason.
  let problems: [DescriptorProblem]
  let notes: [DescriptorProblem]
  let package: CatalogueReport?
}
