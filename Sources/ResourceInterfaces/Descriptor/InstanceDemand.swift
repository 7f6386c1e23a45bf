/// What one instance takes of its host.
package struct InstanceDemand: Codable, Hashable, Sendable {
  /// CPU in thousandths, of what the host has times its allocation ratio.
  package var milliCPU: Int
  /// CPUs of NUMA nodes that it has for itself.
  package var dedicatedCPUs: Int
  package var memoryMiB: Int
  /// Hugepages of NUMA nodes.
  package var hugepagesMiB: Int
  /// SR-IOV virtual functions.
  package var functions: Int
  /// Whether dedicated CPUs, hugepages and functions must be of one NUMA node.
  package var isSameNUMA: Bool
  package var labels: [String]

  package init(
    milliCPU: Int = 0, dedicatedCPUs: Int = 0, memoryMiB: Int = 0, hugepagesMiB: Int = 0,
    functions: Int = 0, isSameNUMA: Bool = false, labels: [String] = []
  ) {
    self.milliCPU = milliCPU
    self.dedicatedCPUs = dedicatedCPUs
    self.memoryMiB = memoryMiB
    self.hugepagesMiB = hugepagesMiB
    self.functions = functions
    self.isSameNUMA = isSameNUMA
    self.labels = labels
  }

  /// CPU and memory, which every VIM counts.
  package var compute: Compute { Compute(milliCPU: milliCPU, memoryMiB: memoryMiB) }
}

extension VNFD {
  /// What a VDU asks of the hardware besides an amount (SOL001 `virtual_cpu_pinning`, `numa_enabled`,
  /// hugepages of `vdu_mem_requirements` and `huge_pages_resources`).
  package struct HardwareNeeds: Codable, Hashable, Sendable {
    /// Whether its CPUs are for it alone.
    package var isPinned: Bool
    /// Whether its memory is in hugepages.
    package var usesHugepages: Bool
    /// Whether all of it must be of one NUMA node.
    package var isSameNUMA: Bool

    package init(isPinned: Bool = false, usesHugepages: Bool = false, isSameNUMA: Bool = false) {
      self.isPinned = isPinned
      self.usesHugepages = usesHugepages
      self.isSameNUMA = isSameNUMA
    }
  }
}

extension VNFD.VDU {
  /// What one instance takes of its host. Pinned CPUs and hugepages are part of the host's CPU and
  /// memory, so they count as both.
  package var demand: InstanceDemand {
    InstanceDemand(
      milliCPU: vcpuMilli, dedicatedCPUs: hardware.isPinned ? (vcpuMilli + 999) / 1_000 : 0,
      memoryMiB: memoryMiB, hugepagesMiB: hardware.usesHugepages ? memoryMiB : 0,
      functions: connectionPoints.count { $0.kind == .direct }, isSameNUMA: hardware.isSameNUMA)
  }
}
