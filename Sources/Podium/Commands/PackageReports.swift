import Deciding
import Descriptors
import Foundation
import NFVO
import ResourceInterfaces

/// An entry of the catalogue as the command line shows it; keys are SOL005's where it has them.
struct CatalogueReport: Encodable {
  struct Artefact: Encodable {
    let artifactPath: String
    let kind: String
    let size: Int
    let checksum: String
    /// Where the state keeps it.
    let storedAt: String?
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
  let onboardingFailureDetails: String?
  let file: String?
  let fileChecksum: String?
  let artifacts: [Artefact]
  let signatures: [String]
  let notes: [String]

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
    reason: String?
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
    onboardingFailureDetails = reason
    file = content?.file
    fileChecksum = content.map { "SHA-256 \($0.sha256)" }
    artifacts = (content?.artefacts ?? []).map { artefact in
      Artefact(
        artifactPath: artefact.path, kind: artefact.kind.rawValue, size: artefact.size,
        checksum: "SHA-256 \(artefact.sha256)",
        storedAt: store?.url(of: artefact.sha256).path)
    }
    signatures = content?.signatures ?? []
    notes = content?.notes ?? []
  }

  var row: [String] {
    [
      kind, id, productName, version, onboardingState, operationalState, usageState,
      "\(instances)",
    ]
  }

  static let headings = [
    "KIND", "DESCRIPTOR", "PRODUCT", "VERSION", "ONBOARDING", "OPERATIONAL", "USAGE", "INSTANCES",
  ]

  func printForPeople() {
    print("\(kind) \(id)")
    print("  \(productName) \(version) of \(provider)")
    print("  \(onboardingState), \(operationalState), \(usageState) (\(instances) instances)")
    if let onboardingFailureDetails { print("  failed: \(onboardingFailureDetails)") }
    if flavours.count > 1 { print("  flavours: \(flavours.joined(separator: ", "))") }
    if let file { print("  from \(file), \(fileChecksum ?? "")") }
    for artefact in artifacts {
      print(
        "  \(artefact.kind.padded(to: 18)) \(artefact.artifactPath), \(artefact.size) bytes, "
          + artefact.checksum)
    }
    if artifacts.contains(where: { $0.storedAt != nil }), let first = artifacts.first?.storedAt {
      let folder = URL(fileURLWithPath: first).deletingLastPathComponent()
        .deletingLastPathComponent().path
      print("  artefacts are kept in \(folder), each under its SHA-256")
    }
    for signature in signatures { print("  signature in \(signature): not verified") }
    for note in notes { print("  note  \(note)") }
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
