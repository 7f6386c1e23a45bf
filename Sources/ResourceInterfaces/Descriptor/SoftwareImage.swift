extension VNFD {
  /// What an instance runs (SOL001 SwImage); what the descriptor leaves out is nil.
  package struct SoftwareImage: Codable, Hashable, Sendable {
    package struct Checksum: Codable, Hashable, Sendable {
      /// As the descriptor writes it; empty when it does not say.
      package var algorithm: String
      package var hash: String

      package init(algorithm: String, hash: String) {
        self.algorithm = algorithm
        self.hash = hash
      }
    }

    package var name: String
    package var version: String
    package var sizeMiB: Int
    package var provider: String?
    package var checksum: Checksum?
    /// `bare`, `docker`, `ovf` and so on.
    package var containerFormat: String?
    /// `qcow2`, `raw`, `vmdk` and so on.
    package var diskFormat: String?
    package var minDiskGiB: Int?
    package var minMemoryMiB: Int?
    /// The file in the package, or the reference to a registry.
    package var file: String?

    package init(name: String, version: String, sizeMiB: Int) {
      self.name = name
      self.version = version
      self.sizeMiB = sizeMiB
    }
  }
}
