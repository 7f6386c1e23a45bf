// What people ask of the NFVO's catalogue: NSD management (SOL005 §5) and VNF package management (§9).
// Descriptors are told in full, so these requests stand where descriptors are known.

/// A request about one descriptor of the catalogue.
package enum CatalogueRequest: Codable, Equatable, Sendable {
  /// `POST /vnf_packages` and `PUT …/package_content` (§9.4.2, §9.4.5): a package was read and found
  /// in order, and its artefacts are about to be stored.
  case upload(PackageDescriptor, PackageContent)
  /// The artefacts are stored: the descriptor may be used from now on.
  case complete(CatalogueEntry)
  /// The artefacts could not be stored.
  case abandon(CatalogueEntry, reason: String)
  /// `PATCH /vnf_packages/{id}` (§9.4.3): whether new instances may be made from it.
  case setEnabled(CatalogueEntry, Bool)
  /// `DELETE /vnf_packages/{id}` (§9.4.3).
  case delete(CatalogueEntry)

  /// What the request is about.
  package var entry: CatalogueEntry {
    switch self {
    case .upload(let descriptor, _): CatalogueEntry(kind: descriptor.kind, id: descriptor.id)
    case .complete(let entry), .abandon(let entry, _), .setEnabled(let entry, _),
      .delete(let entry):
      entry
    }
  }
}

/// One descriptor of the catalogue. Versions stand side by side: each has an identifier of its own.
package struct CatalogueEntry: Codable, Hashable, Sendable {
  package let kind: DescriptorKind
  /// `descriptor_id`.
  package let id: String

  package init(kind: DescriptorKind, id: String) {
    self.kind = kind
    self.id = id
  }
}

/// SOL005 `PackageOnboardingStateType` (§9.5.4.3).
package enum OnboardingState: String, Codable, Hashable, Sendable, CaseIterable {
  case created = "CREATED"
  case uploading = "UPLOADING"
  case processing = "PROCESSING"
  case onboarded = "ONBOARDED"
  case error = "ERROR"

  /// The states that may follow. A package in ERROR is uploaded anew or deleted.
  package var successors: Set<OnboardingState> {
    switch self {
    case .created: [.uploading]
    case .uploading: [.processing, .error]
    case .processing: [.onboarded, .error]
    case .onboarded: []
    case .error: [.uploading]
    }
  }
}
