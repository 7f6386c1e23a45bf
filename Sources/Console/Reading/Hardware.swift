/// A NUMA node of a host: what it has, and what of that is taken.
package struct NUMANode: Equatable, Sendable {
  /// A network card that sits at the node.
  package struct Card: Equatable, Sendable {
    package var name: String
    package var speedGbps: Int
    /// Its SR-IOV virtual functions, and how many of them are in use.
    package var functions: Int
    package var used: Int
    package var state: StateWord
  }

  package var number: Int
  package var socket: Int
  /// All its CPUs, those among them that one instance can have for itself, and how many of these are
  /// taken.
  package var cpus: Int
  package var dedicated: Int
  package var dedicatedUsed: Int
  package var hugepagesMiB: Int
  package var hugepagesUsedMiB: Int
  package var cards: [Card]

  package var shared: Int { cpus - dedicated }
}

/// What one tenant has of a host.
package struct HostShare: Equatable, Sendable {
  package var tenant: String
  package var workloads: Int
  /// 0 ... 1 of what the host may give out.
  package var cpu: Double
  package var compute: String
}
