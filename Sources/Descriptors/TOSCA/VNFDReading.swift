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
    vnfd.day1 = day1()
    vnfd.packageChanges = packageChanges(to: vnfd.id)
    completeLinks(of: &vnfd)
    openProfiles(of: &vnfd)
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
    let compute = node.value.at("capabilities", "virtual_compute", "properties")
    if compute == nil {
      node.value.note(
        "\(node.name) does not say what CPU and memory it takes.",
        "Nothing is counted for it. Add the capability virtual_compute.")
    }
    let local = compute?.member("virtual_local_storage")
    let disks = (local?.isList ?? false) ? local?.elements ?? [] : [local].compactMap { $0 }
    let storages = node.requirements("virtual_storage").compactMap { template.node($0.text) }
    return vdu(
      node, kind: .virtualMachine,
      vcpuMilli: compute?.required("virtual_cpu")?.required("num_virtual_cpu")?.milliCPU ?? 0,
      memoryMiB: compute?.required("virtual_memory")?.required("virtual_mem_size")?.mebibytes ?? 0,
      storageGiB: (disks + storages.compactMap(\.storageData)).reduce(0) {
        $0 + ($1.member("size_of_storage")?.gibibytes ?? 0)
      },
      image: image(node, orOf: storages))
  }

  /// A pod; what its containers ask for is added up, and the first one's image stands for it.
  private func containerUnit(_ node: NodeTemplate) -> VNFD.VDU {
    let targets = node.requirements("container")
    if targets.isEmpty {
      node.value.report(
        "The VDU \(node.name) has no container.",
        "Add a requirement `container` on a node of the type \(TOSCA.container).")
    }
    let containers = targets.compactMap { resolve($0, as: TOSCA.container) }
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
    return vdu(
      node, kind: .container,
      vcpuMilli: sum("requested_cpu_resources") { $0.count },
      memoryMiB: sum("requested_memory_resources") { $0.mebibytes },
      storageGiB: sum("requested_ephemeral_storage_resources") { $0.gibibytes },
      image: containers.first.map { image($0, orOf: []) }
        ?? .init(name: "", version: "", sizeMiB: 0))
  }

  private func vdu(
    _ node: NodeTemplate, kind: VNFD.VDU.Kind, vcpuMilli: Int, memoryMiB: Int, storageGiB: Int,
    image: VNFD.SoftwareImage
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
    return VNFD.VDU(
      id: node.name,
      name: node.property("name")?.text ?? node.name,
      description: node.property("description")?.text ?? "",
      kind: kind, vcpuMilli: vcpuMilli, memoryMiB: memoryMiB, storageGiB: storageGiB, image: image,
      connectionPoints: connectionPoints(of: node.name),
      minInstances: profile?.required("min_number_of_instances")?.count ?? 1,
      maxInstances: profile?.required("max_number_of_instances")?.count ?? 1,
      initialDelta: initialDelta(of: node),
      scalingDeltas: scalingDeltas(of: node.name))
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

  /// The image is described in the artefact (SOL001 2.5.1) or in sw_image_data (from 2.6.1 on), of
  /// the VDU itself or of the storage that it boots from.
  private func image(_ node: NodeTemplate, orOf storages: [NodeTemplate]) -> VNFD.SoftwareImage {
    for holder in [node] + storages {
      let artifact = holder.artifacts(of: TOSCA.image).first
      guard let data = artifact?.member("properties") ?? holder.property("sw_image_data") else {
        guard let file = artifact?.member("file")?.scalarText else { continue }
        return VNFD.SoftwareImage(reference: file)
      }
      let version = data.member("version")?.text
      if version == nil { data.note("The software image has no version.", "None is shown.") }
      if data.member("size") == nil {
        data.note("The size of the software image is not stated.", "Nothing is counted for it.")
      }
      return VNFD.SoftwareImage(
        name: data.required("name")?.text ?? "", version: version ?? "",
        sizeMiB: data.member("size")?.mebibytes ?? 0)
    }
    node.value.note(
      "\(node.name) has no software image.",
      "Add an artefact of the type \(TOSCA.image) with name, version and size.")
    return .init(name: "", version: "", sizeMiB: 0)
  }

  private func connectionPoints(of vdu: String) -> [VNFD.ConnectionPoint] {
    template.nodes(of: TOSCA.connectionPoint).compactMap { node in
      guard node.requirements("virtual_binding").contains(where: { $0.text == vdu }) else {
        return nil
      }
      let link = node.requirements("virtual_link").first
      let known = link.flatMap { resolve($0, as: TOSCA.virtualLink) }
      return VNFD.ConnectionPoint(
        id: node.name, virtualLink: known?.name,
        kind: node.property("vnic_type")?.word(VNFD.NICKind.self) ?? .normal)
    }
  }

  private func virtualLinks() -> [VNFD.VirtualLink] {
    template.nodes(of: TOSCA.virtualLink).map { node in
      let bounds = node.property("vl_profile")?.bitrateBounds ?? BitrateBounds()
      let protocols = node.property("connectivity_type")?.member("layer_protocols")
      if bounds.most == nil || protocols == nil {
        node.value.note(
          "The link \(node.name) lacks layer_protocols or max_bitrate_requirements, which SOL001 "
            + "makes mandatory.", "What is missing is left open.")
      }
      var link = VNFD.VirtualLink(
        id: node.name, description: node.property("description")?.text ?? "",
        layerProtocols: protocols?.texts ?? [], maxBitrate: bounds.most?.root ?? 0)
      link.bounds = bounds
      return link
    }
  }

  /// `substitution_mappings.requirements` names the external connection points (SOL001 §6.7):
  /// `customer: [ customer_cp, virtual_link ]`.
  private func externalConnectionPoints() -> [VNFD.ExternalConnectionPoint] {
    let mappings = template.substitution?.member("requirements")
    return mappings?.namedElements.compactMap { name, value in
      guard let first = value.isList ? value.elements.first : value,
        first.scalarText != nil, let point = resolve(first, as: TOSCA.anyConnectionPoint)
      else { return nil }
      let behind =
        point.requirements("virtual_binding").first
        ?? point.requirements("internal_virtual_link").first
      return VNFD.ExternalConnectionPoint(
        id: name, description: point.property("description")?.text ?? "",
        internalConnectionPoint: "\(behind?.text ?? "")/\(point.name)")
    } ?? []
  }

  private func affinityRules() -> [VNFD.AffinityRule] {
    let kinds = [(TOSCA.affinityRule, Affinity.affinity), (TOSCA.antiAffinityRule, .antiAffinity)]
    return kinds.flatMap { type, kind in
      template.policies(of: type).compactMap { policy in
        guard let scope = policy.requiredProperty("scope")?.word(AffinityScope.self) else {
          return nil
        }
        return VNFD.AffinityRule(
          kind: kind, scope: scope, vdus: members(of: policy).compactMap { resolveVDU($0)?.name })
      }
    }
  }

  /// The targets of a rule, with placement groups opened; links are none of its business here.
  private func members(of policy: Policy) -> [YAMLValue] {
    policy.targets.flatMap { target -> [YAMLValue] in
      if let group = template.groups.first(where: { $0.name == target.text }) {
        return group.value.member("members")?.elements ?? []
      }
      let node = template.node(target.text)
      return node.map { template.types.isKind($0.type, TOSCA.virtualLink) } ?? false ? [] : [target]
    }
  }

  /// The node template that a reference names; a note when there is none of the type.
  func resolve(_ reference: YAMLValue, as type: String) -> NodeTemplate? {
    if let node = template.node(reference.text), template.types.isKind(node.type, type) {
      return node
    }
    reference.report(
      "There is no node template \(reference.text) of the type \(type).",
      NearestNames.hint(for: reference.text, among: template.nodes(of: type).map(\.name)))
    return nil
  }

  /// The VDU that a policy's target names, of either kind.
  func resolveVDU(_ reference: YAMLValue) -> NodeTemplate? {
    let units = template.nodes(of: TOSCA.deployableUnit)
    if let unit = units.first(where: { $0.name == reference.text }) { return unit }
    return units.isEmpty || template.node(reference.text)?.type == TOSCA.compute
      ? resolve(reference, as: TOSCA.compute) : resolve(reference, as: TOSCA.deployableUnit)
  }
}

extension VNFD.SoftwareImage {
  /// An image that is only referred to: `registry/name:tag`, or a file.
  init(reference: String) {
    let name = reference.split(separator: "/").last.map(String.init) ?? reference
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    self.init(
      name: parts.first ?? name, version: parts.count > 1 ? parts[1] : "", sizeMiB: 0)
  }
}

extension NodeTemplate {
  /// The data of a virtual storage, under its name in SOL001 or, in drafts of it, in the node itself.
  fileprivate var storageData: YAMLValue? {
    property("virtual_block_storage_data") ?? property("virtual_file_storage_data")
      ?? value.member("properties")
  }
}
