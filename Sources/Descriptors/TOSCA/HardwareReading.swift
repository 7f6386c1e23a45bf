// What VDUs ask of the hardware: pinned CPUs, hugepages, one NUMA node.

import ResourceInterfaces

extension VNFD.HardwareNeeds {
  /// From the properties of the capability `virtual_compute` (SOL001 §6.8.3).
  init(ofCompute compute: YAMLValue) {
    let policy = compute.at(
      "virtual_cpu", "virtual_cpu_pinning", "virtual_cpu_pinning_policy")
    let memory = compute.at("virtual_memory", "vdu_mem_requirements")
    let requirements = memory?.isMapping == true ? memory?.entries ?? [] : []
    self.init(
      isPinned: policy?.word == "static",
      usesHugepages: requirements.contains { name, size in
        name.lowercased().contains("page") && !["small", "any", nil].contains(size.word)
      },
      isSameNUMA: compute.at("virtual_memory", "numa_enabled")?.word == "true")
  }

  /// From the containers of a deployable unit: what one of them needs, the unit needs.
  init(ofContainers containers: [NodeTemplate]) {
    self.init(
      isPinned: containers.contains { $0.property("cpu_pinning_requirements") != nil },
      usesHugepages: containers.contains { $0.property("huge_pages_resources") != nil })
  }
}

extension YAMLValue {
  /// The text of a scalar; nil for anything else.
  fileprivate var word: String? { isMapping || isList ? nil : text }
}
