// What VDUs ask of the hardware: pinned CPUs, hugepages, one NUMA node.

import ResourceInterfaces

extension VNFD.HardwareNeeds {
  /// From the properties of the capability `virtual_compute` (SOL001 §6.8.3).
  init(ofCompute compute: YAMLValue) {
    let cpu = compute.member("virtual_cpu")
    let memory = compute.member("virtual_memory")
    cpu?.expect(KeyNames.cpu, of: "virtual_cpu", weighing: KeyNames.weightyHardware)
    memory?.expect(KeyNames.memory, of: "virtual_memory", weighing: KeyNames.weightyHardware)
    let pinning = cpu?.member("virtual_cpu_pinning")
    pinning?.expect(KeyNames.pinning, of: "virtual_cpu_pinning")
    let policy = pinning?.member("virtual_cpu_pinning_policy")?.word(PinningPolicy.self)
    let needs = memory?.member("vdu_mem_requirements")
    let requirements = needs?.isMapping == true ? needs?.entries ?? [] : []
    self.init(
      isPinned: policy == .static,
      usesHugepages: requirements.contains { name, size in
        name.lowercased().contains("page") && !["small", "any", nil].contains(size.word)
      },
      isSameNUMA: memory?.member("numa_enabled")?.boolean ?? false)
  }

  /// From the containers of a deployable unit: what one of them needs, the unit needs.
  init(ofContainers containers: [NodeTemplate]) {
    self.init(
      isPinned: containers.contains { container in
        let policy = container.property("cpu_pinning_requirements", "virtual_cpu_pinning_policy")
        return policy?.word(PinningPolicy.self) == .static
          || policy == nil && container.property("cpu_pinning_requirements") != nil
      },
      usesHugepages: containers.contains {
        $0.property("huge_pages_resources").map { !$0.isMapping || !$0.keys.isEmpty } ?? false
      })
  }
}

/// How virtual CPUs sit on physical ones (SOL001 §6.2.12).
private enum PinningPolicy: String, CaseIterable {
  case `static`, dynamic
}

extension YAMLValue {
  /// The text of a scalar; nil for anything else.
  fileprivate var word: String? { isMapping || isList ? nil : text }
}
