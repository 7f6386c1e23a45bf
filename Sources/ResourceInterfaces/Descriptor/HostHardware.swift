// What hosts are made of, by the piece: NUMA nodes with CPUs, hugepages and virtual functions.

/// What is given out by the piece: all of a host or of one of its NUMA nodes, or what an instance asks for.
package struct HardwarePieces: Codable, Hashable, Sendable {
  /// CPUs that one instance has for itself.
  package var dedicatedCPUs: Int
  package var hugepagesMiB: Int
  /// SR-IOV virtual functions.
  package var functions: Int

  package init(dedicatedCPUs: Int = 0, hugepagesMiB: Int = 0, functions: Int = 0) {
    self.dedicatedCPUs = dedicatedCPUs
    self.hugepagesMiB = hugepagesMiB
    self.functions = functions
  }

  package static let none = Self()

  package static func + (left: Self, right: Self) -> Self {
    Self(
      dedicatedCPUs: left.dedicatedCPUs + right.dedicatedCPUs,
      hugepagesMiB: left.hugepagesMiB + right.hugepagesMiB,
      functions: left.functions + right.functions)
  }

  package static func - (left: Self, right: Self) -> Self {
    Self(
      dedicatedCPUs: left.dedicatedCPUs - right.dedicatedCPUs,
      hugepagesMiB: left.hugepagesMiB - right.hugepagesMiB,
      functions: left.functions - right.functions)
  }

  package func fits(in room: Self) -> Bool {
    dedicatedCPUs <= room.dedicatedCPUs && hugepagesMiB <= room.hugepagesMiB
      && functions <= room.functions
  }

  /// As much of it as `room` has.
  package func limited(to room: Self) -> Self {
    Self(
      dedicatedCPUs: min(dedicatedCPUs, max(0, room.dedicatedCPUs)),
      hugepagesMiB: min(hugepagesMiB, max(0, room.hugepagesMiB)),
      functions: min(functions, max(0, room.functions)))
  }
}

/// What an instance asks of the hardware besides CPU and memory.
package struct HardwareDemand: Codable, Hashable, Sendable {
  package var pieces: HardwarePieces
  /// Whether all of it must be of one NUMA node.
  package var isSameNUMA: Bool

  package init(pieces: HardwarePieces = .none, isSameNUMA: Bool = false) {
    self.pieces = pieces
    self.isSameNUMA = isSameNUMA
  }

  package static let none = Self()
}

extension InstanceDemand {
  package var hardware: HardwareDemand {
    HardwareDemand(
      pieces: HardwarePieces(
        dedicatedCPUs: dedicatedCPUs, hugepagesMiB: hugepagesMiB, functions: functions),
      isSameNUMA: isSameNUMA)
  }
}

extension Inventory.Host {
  /// What each of its NUMA nodes has by the piece: dedicated CPUs and hugepages in equal parts, and
  /// the virtual functions of the cards that sit there.
  package var cells: [HardwarePieces] {
    let nodes = max(1, numaNodes)
    return (0..<nodes).map { node in
      HardwarePieces(
        dedicatedCPUs: dedicatedCPUs / nodes, hugepagesMiB: hugepagesGiB * 1_024 / nodes,
        functions: nics.filter { $0.numaNode == node }.reduce(0) { $0 + $1.virtualFunctions })
    }
  }
}

extension VIMKind {
  /// What runs instances on its hosts, where an inventory does not say.
  package var usualHypervisor: String {
    switch self {
    case .kubernetes: "containerd"
    case .openstack: "KVM"
    case .vcloud: "ESXi"
    case .outposts: "Nitro"
    case .azureStack: "Hyper-V"
    }
  }

  /// What switches between instances on its hosts, where an inventory does not say.
  package var usualVSwitch: String {
    switch self {
    case .kubernetes, .openstack: "OVS"
    case .vcloud: "VDS"
    case .outposts: "Nitro"
    case .azureStack: "VFP"
    }
  }
}
