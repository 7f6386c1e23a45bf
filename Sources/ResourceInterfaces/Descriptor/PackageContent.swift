// What came in a package besides its descriptor (SOL004): artefacts with their digests, signatures,
// and what is worth knowing about it.

/// A file of a package that is no descriptor.
package struct PackageArtefact: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case softwareImage
    case helmChart
    /// Kubernetes manifests and Heat templates.
    case deploymentTemplate
    case script
    case certificate
    case other
  }

  package let path: String
  package let kind: Kind
  /// In bytes.
  package let size: Int
  package let sha256: String

  package init(path: String, kind: Kind, size: Int, sha256: String) {
    self.path = path
    self.kind = kind
    self.size = size
    self.sha256 = sha256
  }
}

/// What a package holds besides its descriptor.
package struct PackageContent: Codable, Hashable, Sendable {
  /// The name of the file it came in.
  package let file: String
  /// SHA-256 of that file: the same package, onboarded again, changes nothing.
  package let sha256: String
  package let artefacts: [PackageArtefact]
  /// Where signatures and certificates are in the package. None is verified.
  package let signatures: [String]
  /// What the standard asks for and the package does without, one sentence each.
  package let notes: [String]

  package init(
    file: String, sha256: String, artefacts: [PackageArtefact], signatures: [String],
    notes: [String]
  ) {
    self.file = file
    self.sha256 = sha256
    self.artefacts = artefacts
    self.signatures = signatures
    self.notes = notes
  }
}

/// What a package describes.
package enum PackageDescriptor: Codable, Hashable, Sendable {
  case vnf(VNFD)
  case ns(NSD)
  case pnf(PNFD)

  /// `descriptor_id`.
  package var id: String {
    switch self {
    case .vnf(let vnfd): vnfd.id.rawValue
    case .ns(let nsd): nsd.id.rawValue
    case .pnf(let pnfd): pnfd.id.rawValue
    }
  }

  /// `VNFD`, `NSD`, `PNFD`.
  package var kind: DescriptorKind {
    switch self {
    case .vnf: .vnfd
    case .ns: .nsd
    case .pnf: .pnfd
    }
  }

  /// For people: the product with its version.
  package var title: String {
    switch self {
    case .vnf(let vnfd): "\(vnfd.productName) \(vnfd.softwareVersion)"
    case .ns(let nsd): "\(nsd.name) \(nsd.version)"
    case .pnf(let pnfd): "\(pnfd.name) \(pnfd.version)"
    }
  }
}

extension PackageDescriptor {
  /// Who made it: the provider, or the designer of an NSD.
  package var provider: String {
    switch self {
    case .vnf(let vnfd): vnfd.provider
    case .ns(let nsd): nsd.designer
    case .pnf(let pnfd): pnfd.provider
    }
  }

  /// The product, or the name by which an NSD is asked for.
  package var name: String {
    switch self {
    case .vnf(let vnfd): vnfd.productName
    case .ns(let nsd): nsd.name
    case .pnf(let pnfd): pnfd.name
    }
  }

  package var version: String {
    switch self {
    case .vnf(let vnfd): vnfd.softwareVersion
    case .ns(let nsd): nsd.version
    case .pnf(let pnfd): pnfd.version
    }
  }

  /// The deployment flavours, the default one first.
  package var flavours: [String] {
    switch self {
    case .vnf(let vnfd): vnfd.flavourIds
    case .ns(let nsd): [nsd.flavourId]
    case .pnf: []
    }
  }
}

/// The kinds of descriptors in the catalogue.
package enum DescriptorKind: String, Codable, Hashable, Sendable, CaseIterable {
  case vnfd = "VNFD"
  case nsd = "NSD"
  case pnfd = "PNFD"
}
