import Deciding
import ResourceInterfaces

/// SOL005 `PackageOperationalStateType`: whether new instances may be made from it.
package enum OperationalState: String, Codable, Sendable, CaseIterable {
  case enabled = "ENABLED"
  case disabled = "DISABLED"
}

/// SOL005 `PackageUsageStateType`: whether there are instances that are made from it.
package enum UsageState: String, Codable, Sendable, CaseIterable {
  case inUse = "IN_USE"
  case notInUse = "NOT_IN_USE"
}

/// What the records of the catalogue have in common.
package protocol CatalogueRecord {
  var onboardedAt: Instant { get }
  var operationalState: OperationalState { get }
  /// How many instances are made from it.
  var instances: Int { get }
  /// What came with the descriptor; nil for what ships with the program.
  var content: PackageContent? { get }
  var descriptor: PackageDescriptor { get }
}

extension CatalogueRecord {
  package var usageState: UsageState { instances > 0 ? .inUse : .notInUse }
}

/// A descriptor of a network service in the catalogue.
package struct NSDRecord: Codable, Equatable, Sendable, CatalogueRecord {
  package let nsd: NSD
  package let onboardedAt: Instant
  package internal(set) var operationalState = OperationalState.enabled
  /// How many NS instances are made from it; usage state IN_USE when there are some.
  package internal(set) var instances = 0
  package internal(set) var content: PackageContent?

  package var descriptor: PackageDescriptor { .ns(nsd) }
}

/// A VNF package in the catalogue.
package struct VNFDRecord: Codable, Equatable, Sendable, CatalogueRecord {
  package let vnfd: VNFD
  package let onboardedAt: Instant
  package internal(set) var operationalState = OperationalState.enabled
  /// How many VNF instances are made from it; usage state IN_USE when there are some.
  package internal(set) var instances = 0
  package internal(set) var content: PackageContent?

  package var descriptor: PackageDescriptor { .vnf(vnfd) }
}

/// A descriptor of a physical function in the catalogue.
package struct PNFDRecord: Codable, Equatable, Sendable, CatalogueRecord {
  package let pnfd: PNFD
  package let onboardedAt: Instant
  package internal(set) var operationalState = OperationalState.enabled
  package internal(set) var content: PackageContent?

  /// Physical functions are not instantiated.
  package var instances: Int { 0 }
  package var descriptor: PackageDescriptor { .pnf(pnfd) }
}

/// A package that is on its way into the catalogue, or failed on it.
package struct PackageUpload: Codable, Equatable, Sendable {
  package let descriptor: PackageDescriptor
  package let content: PackageContent
  package internal(set) var state = OnboardingState.created
  package internal(set) var stateEnteredAt: Instant
  /// Why it is in ERROR.
  package internal(set) var reason: String?
}

/// What happened in the catalogue.
package enum CatalogueEvent: Codable, Equatable, Sendable {
  /// A package began its way (CREATED).
  case uploadBegun(upload: PackageUpload)
  case stateEntered(
    entry: CatalogueEntry, title: String, state: OnboardingState, reason: String?)
  /// It is ONBOARDED and ENABLED.
  case onboarded(descriptor: PackageDescriptor, content: PackageContent)
  case switched(entry: CatalogueEntry, title: String, state: OperationalState, by: String)
  case deleted(entry: CatalogueEntry, title: String, by: String)

  /// What it is about.
  package var entry: CatalogueEntry {
    switch self {
    case .uploadBegun(let upload): upload.entry
    case .stateEntered(let entry, _, _, _), .switched(let entry, _, _, _),
      .deleted(let entry, _, _):
      entry
    case .onboarded(let descriptor, _):
      CatalogueEntry(kind: descriptor.kind, id: descriptor.id)
    }
  }

  package var sentence: String {
    switch self {
    case .uploadBegun(let upload):
      "\(upload.entry.kind.rawValue) \(upload.descriptor.title): CREATED for \(upload.content.file)"
    case .stateEntered(let entry, let title, let state, let reason):
      "\(entry.kind.rawValue) \(title): \(state.rawValue)" + (reason.map { ", \($0)" } ?? "")
    case .onboarded(let descriptor, let content):
      "\(descriptor.kind.rawValue) \(descriptor.title): ONBOARDED from \(content.file), "
        + "\(content.artefacts.count) artefacts"
    case .switched(let entry, let title, let state, let by):
      "\(entry.kind.rawValue) \(title): \(state.rawValue) by \(by)"
    case .deleted(let entry, let title, let by):
      "\(entry.kind.rawValue) \(title): deleted by \(by)"
    }
  }
}

extension PackageUpload {
  package var entry: CatalogueEntry {
    CatalogueEntry(kind: descriptor.kind, id: descriptor.id)
  }
}
