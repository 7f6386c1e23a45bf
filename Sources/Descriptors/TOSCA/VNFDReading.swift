// From a SOL001 service template to a `VNFD`: identity, VDUs, links, connection points.

import ResourceInterfaces
import ServiceInterfaces

/// The reading of a VNFD in one deployment flavour.
struct VNFDReading {
  let template: ServiceTemplate
  let properties: DescriptorProperties

  /// The descriptor, not to be used when anything was noted in the template's log.
  func read(flavour: String) -> VNFD {
    let levels = instantiationLevels()
    var vnfd = VNFD(
      id: VNFD.ID(
        rawValue: properties.required("descriptor_id", older: ["vnfd_id", "id", "UUID"])),
      extInvariantId: properties.value("ext_invariant_id")?.text,
      provider: properties.required(
        "provider", older: ["vnf_provider", "vendor", "csarProvider", "resourceVendor"]),
      productName: properties.required("product_name", older: ["vnf_product_name", "name"]),
      softwareVersion: properties.required(
        "software_version", older: ["vnf_software_version", "version", "resourceVendorRelease"]),
      vnfdVersion: "",
      description: properties.value("product_info_description")?.text ?? "",
      vnfmInfo: vnfmInfo(), flavourId: flavour, deployment: deployment(), vdus: vdus(),
      scalingAspects: scalingAspects(), instantiationLevels: levels,
      defaultInstantiationLevel: defaultLevel(among: levels))
    vnfd.vnfdVersion = properties.expected(
      "descriptor_version", otherwise: vnfd.softwareVersion,
      older: ["vnfd_version", "csarVersion"])
    vnfd.virtualLinks = virtualLinks()
    vnfd.externalConnectionPoints = externalConnectionPoints()
    vnfd.affinityRules = affinityRules()
    readKubernetesObjects(into: &vnfd)
    vnfd.lcmOperations = lcmOperations()
    vnfd.lcmOperations.retryRules = retryRules()
    vnfd.day1 = day1()
    vnfd.packageChanges = packageChanges(to: vnfd.id)
    completeLinks(of: &vnfd)
    openProfiles(of: &vnfd)
    checkStorages()
    checkBindings()
    checkScaling(vnfd)
    return vnfd
  }

  private func vnfmInfo() -> [String] {
    if let info = properties.value("vnfm_info") {
      return info.isList ? info.texts : [info.text]
    }
    properties.missing("vnfm_info", "Any VNFM is taken.")
    return []
  }

  private func vdus() -> [VNFD.VDU] {
    let machines = template.nodes(of: TOSCA.compute).map { machine($0) }
    let containers = template.nodes(of: TOSCA.deployableUnit).map { containerUnit($0) }
    if machines.isEmpty, containers.isEmpty {
      let message = "The VNFD has no VDU."
      let remedy =
        "Add a node template of the type \(TOSCA.compute) or \(TOSCA.deployableUnit)."
      // A file of types, as design tools export a resource, can be kept and not be instantiated.
      if template.nodes.isEmpty, !template.substitutes(TOSCA.vnf) {
        template.root.note(message, "Nothing can be instantiated from it. \(remedy)")
      } else {
        template.root.report(message, remedy)
      }
    }
    return machines + containers
  }

  private func machine(_ node: NodeTemplate) -> VNFD.VDU {
    let compute = compute(of: node)
    if compute == nil {
      node.value.note(
        "\(node.name) does not say what CPU and memory it takes.",
        "Nothing is counted for it. Add the capability virtual_compute.")
      node.value.member("capabilities")?.expect(
        ["virtual_compute", "virtual_binding", "associable"], of: node.type)
    }
    let local = compute?.member("virtual_local_storage")
    let disks = (local?.isList ?? false) ? local?.elements ?? [] : [local].compactMap { $0 }
    let storages = storages(of: node)
    var machine = vdu(
      node, kind: .virtualMachine,
      vcpuMilli: compute?.required("virtual_cpu")?.required("num_virtual_cpu")?.milliCPU ?? 0,
      memoryMiB: compute?.required("virtual_memory")?.required("virtual_mem_size")?.mebibytes ?? 0,
      storageGiB: (disks + storages.compactMap(\.storageData)).reduce(0) {
        $0 + ($1.sizeOfStorage?.gibibytes ?? 0)
      },
      images: images(node, orOf: storages))
    if let compute { machine.hardware = VNFD.HardwareNeeds(ofCompute: compute) }
    return machine
  }

  /// The properties of the capability virtual_compute; some write them without `properties`.
  private func compute(of node: NodeTemplate) -> YAMLValue? {
    let capability = node.value.at("capabilities", "virtual_compute")
    if let properties = capability?.member("properties") { return properties }
    guard let capability, capability.member("virtual_cpu") != nil else { return nil }
    capability.note(
      "The values of the capability do not stand under `properties`.",
      "They are taken; put them there (TOSCA §3.8.1).")
    return capability
  }

  /// The virtual storages that a VDU requires, of any kind.
  func storages(of node: NodeTemplate) -> [NodeTemplate] {
    node.requirements("virtual_storage").compactMap {
      template.resolve($0, as: TOSCA.blockStorage, TOSCA.fileStorage, TOSCA.objectStorage)
    }
  }

  /// Every storage says how large it is; of an object storage SOL001 leaves the size open.
  func checkStorages() {
    let kinds = [
      (TOSCA.blockStorage, "virtual_block_storage_data"),
      (TOSCA.fileStorage, "virtual_file_storage_data"),
    ]
    for (type, data) in kinds {
      for node in template.nodes(of: type)
      where template.types.defaultValue(of: data, in: node.type) == nil {
        guard let properties = node.value.required("properties") else { continue }
        _ = (properties.member(data) ?? properties).required("size_of_storage")
      }
    }
    for node in template.nodes(of: TOSCA.objectStorage)
    where node.storageData?.sizeOfStorage == nil {
      node.value.note(
        "The object storage \(node.name) does not say how large it may grow.",
        "Nothing is counted for it. Add max_size_of_storage.")
    }
  }

  /// A pod; what its containers ask for is added up.
  private func containerUnit(_ node: NodeTemplate) -> VNFD.VDU {
    let targets = node.requirements("container")
    if targets.isEmpty { checkChart(of: node) }
    let containers = targets.compactMap { template.resolve($0, as: TOSCA.container) }
    func sum(_ property: String, _ amount: (YAMLValue) -> Int) -> Int {
      containers.reduce(0) { $0 + ($1.property(property).map(amount) ?? 0) }
    }
    for container in containers
    where container.property("requested_cpu_resources") == nil
      || container.property("requested_memory_resources") == nil
    {
      container.value.note(
        "\(container.name) does not say what CPU and memory it takes.",
        "What is missing is not counted. Add requested_cpu_resources and "
          + "requested_memory_resources.")
    }
    var unit = vdu(
      node, kind: .container,
      vcpuMilli: sum("requested_cpu_resources") { $0.count },
      memoryMiB: sum("requested_memory_resources") { $0.mebibytes },
      storageGiB: sum("requested_ephemeral_storage_resources") { $0.gibibytes },
      images: containers.flatMap { images($0, orOf: []) })
    unit.hardware = VNFD.HardwareNeeds(ofContainers: containers)
    return unit
  }

  /// What a VDU without containers runs, its chart alone may say (IFA011 §7.1.6.2.2, note 10).
  private func checkChart(of node: NodeTemplate) {
    let isCharted = template.nodes(of: TOSCA.chart).contains { chart in
      chart.requirements("associatedVdu").contains { $0.text == node.name }
    }
    if isCharted {
      node.value.note(
        "\(node.name) has no container: its chart alone says what it runs.",
        "No CPU and memory are counted for it. Add a requirement `container` on a node of the "
          + "type \(TOSCA.container).")
    } else {
      node.value.report(
        "The VDU \(node.name) has no container.",
        "Add a requirement `container` on a node of the type \(TOSCA.container), or name the VDU "
          + "as associatedVdu of a \(TOSCA.chart).")
    }
  }

  private func vdu(
    _ node: NodeTemplate, kind: VNFD.VDU.Kind, vcpuMilli: Int, memoryMiB: Int, storageGiB: Int,
    images: [VNFD.SoftwareImage]
  ) -> VNFD.VDU {
    let profile = node.property("vdu_profile")
    if profile == nil {
      node.value.note(
        "\(node.name) has no vdu_profile, which SOL001 makes mandatory.",
        "The numbers that its scaling comes to are taken.")
    }
    if node.property("name") == nil {
      node.value.note("\(node.name) has no name.", "The name of the node template is taken.")
    }
    var vdu = VNFD.VDU(
      id: node.name,
      name: node.property("name")?.text ?? node.name,
      description: node.property("description")?.text ?? "",
      kind: kind, vcpuMilli: vcpuMilli, memoryMiB: memoryMiB, storageGiB: storageGiB,
      image: images.first ?? VNFD.SoftwareImage(name: "", version: "", sizeMiB: 0),
      connectionPoints: connectionPoints(of: node.name),
      minInstances: profile?.required("min_number_of_instances")?.count ?? 1,
      maxInstances: profile?.required("max_number_of_instances")?.count ?? 1,
      initialDelta: initialDelta(of: node),
      scalingDeltas: scalingDeltas(of: node.name))
    vdu.furtherImages = Array(images.dropFirst())
    return vdu
  }

  /// A VDU without a profile may have as many instances as its scaling comes to.
  private func openProfiles(of vnfd: inout VNFD) {
    for index in vnfd.vdus.indices
    where template.node(vnfd.vdus[index].id)?.property("vdu_profile") == nil {
      let vdu = vnfd.vdus[index]
      vnfd.vdus[index].minInstances = vdu.initialDelta
      vnfd.vdus[index].maxInstances =
        vnfd.instances(of: vdu.id, at: vnfd.highestLevels) ?? vdu.initialDelta
    }
  }

  /// The VDU that a policy's target names, of either kind.
  func resolveVDU(_ reference: YAMLValue) -> NodeTemplate? {
    template.resolve(reference, as: TOSCA.compute, TOSCA.deployableUnit)
  }
}

extension NodeTemplate {
  /// The data of a virtual storage, under its name in SOL001 or, in drafts of it, in the node itself.
  var storageData: YAMLValue? {
    property("virtual_block_storage_data") ?? property("virtual_file_storage_data")
      ?? property("virtual_object_storage_data") ?? value.member("properties")
  }
}

extension YAMLValue {
  /// The size that the data of a storage states: what it has, or, of an object storage, may grow to.
  var sizeOfStorage: YAMLValue? { member("size_of_storage") ?? member("max_size_of_storage") }
}
