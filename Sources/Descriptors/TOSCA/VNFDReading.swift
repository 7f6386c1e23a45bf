// From a SOL001 service template to a `VNFD`: identity, VDUs, links, connection points.

import ResourceInterfaces
import ServiceInterfaces

/// The reading of one VNFD.
struct VNFDReading {
  let template: ServiceTemplate

  /// The descriptor, not to be used when anything was noted in the template's log.
  func read(_ vnf: NodeTemplate) -> VNFD {
    let levels = instantiationLevels()
    var vnfd = VNFD(
      id: VNFD.ID(rawValue: vnf.requiredProperty("descriptor_id")?.text ?? ""),
      extInvariantId: vnf.property("ext_invariant_id")?.text,
      provider: vnf.requiredProperty("provider")?.text ?? "",
      productName: vnf.requiredProperty("product_name")?.text ?? "",
      softwareVersion: vnf.requiredProperty("software_version")?.text ?? "",
      vnfdVersion: vnf.requiredProperty("descriptor_version")?.text ?? "",
      description: vnf.property("product_info_description")?.text ?? "",
      vnfmInfo: vnf.requiredProperty("vnfm_info")?.texts ?? [],
      flavourId: vnf.requiredProperty("flavour_id")?.text ?? "",
      deployment: deployment(),
      vdus: vdus(),
      scalingAspects: scalingAspects(),
      instantiationLevels: levels,
      defaultInstantiationLevel: defaultLevel(among: levels))
    vnfd.virtualLinks = virtualLinks()
    vnfd.externalConnectionPoints = externalConnectionPoints()
    vnfd.affinityRules = affinityRules()
    readKubernetesObjects(into: &vnfd)
    vnfd.lcmOperations = lcmOperations(vnf)
    vnfd.day1 = day1()
    vnfd.packageChanges = packageChanges(to: vnfd.id)
    checkScaling(vnfd)
    return vnfd
  }

  private func vdus() -> [VNFD.VDU] {
    let machines = template.nodes(of: TOSCA.compute).map { machine($0) }
    let containers = template.nodes(of: TOSCA.deployableUnit).map { containerUnit($0) }
    if machines.isEmpty, containers.isEmpty {
      template.root.report(
        "The VNFD has no VDU.",
        "Add a node template of the type \(TOSCA.compute) or \(TOSCA.deployableUnit).")
    }
    return machines + containers
  }

  private func machine(_ node: NodeTemplate) -> VNFD.VDU {
    let compute = node.value.required("capabilities")?.required("virtual_compute")?
      .required("properties")
    let disks = compute?.member("virtual_local_storage")?.elements ?? []
    return vdu(
      node, kind: .virtualMachine,
      vcpuMilli: (compute?.required("virtual_cpu")?.required("num_virtual_cpu")?.count ?? 0) * 1000,
      memoryMiB: compute?.required("virtual_memory")?.required("virtual_mem_size")?.mebibytes ?? 0,
      storageGiB: disks.reduce(0) { $0 + ($1.required("size_of_storage")?.gibibytes ?? 0) },
      image: image(node))
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
      containers.reduce(0) { $0 + ($1.requiredProperty(property).map(amount) ?? 0) }
    }
    return vdu(
      node, kind: .container,
      vcpuMilli: sum("requested_cpu_resources") { $0.count },
      memoryMiB: sum("requested_memory_resources") { $0.mebibytes },
      storageGiB: containers.reduce(0) {
        $0 + ($1.property("requested_ephemeral_storage_resources")?.gibibytes ?? 0)
      },
      image: containers.first.map { image($0) } ?? .init(name: "", version: "", sizeMiB: 0))
  }

  private func vdu(
    _ node: NodeTemplate, kind: VNFD.VDU.Kind, vcpuMilli: Int, memoryMiB: Int, storageGiB: Int,
    image: VNFD.SoftwareImage
  ) -> VNFD.VDU {
    let profile = node.requiredProperty("vdu_profile")
    return VNFD.VDU(
      id: node.name,
      name: node.requiredProperty("name")?.text ?? "",
      description: node.property("description")?.text ?? "",
      kind: kind, vcpuMilli: vcpuMilli, memoryMiB: memoryMiB, storageGiB: storageGiB, image: image,
      connectionPoints: connectionPoints(of: node.name),
      minInstances: profile?.required("min_number_of_instances")?.count ?? 0,
      maxInstances: profile?.required("max_number_of_instances")?.count ?? 0,
      initialDelta: initialDelta(of: node),
      scalingDeltas: scalingDeltas(of: node.name))
  }

  private func image(_ node: NodeTemplate) -> VNFD.SoftwareImage {
    guard let artifact = node.artifacts(of: TOSCA.image).first else {
      node.value.report(
        "\(node.name) has no software image.",
        "Add an artefact of the type \(TOSCA.image) with name, version and size.")
      return .init(name: "", version: "", sizeMiB: 0)
    }
    let properties = artifact.required("properties")
    return VNFD.SoftwareImage(
      name: properties?.required("name")?.text ?? "",
      version: properties?.required("version")?.text ?? "",
      sizeMiB: properties?.required("size")?.mebibytes ?? 0)
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
      VNFD.VirtualLink(
        id: node.name,
        description: node.property("description")?.text ?? "",
        layerProtocols: node.requiredProperty("connectivity_type")?
          .required("layer_protocols")?.texts ?? [],
        maxBitrate: node.requiredProperty("vl_profile")?.required("max_bitrate_requirements")?
          .required("root")?.bitrate ?? 0)
    }
  }

  /// `substitution_mappings.requirements` names the external connection points (SOL001 §6.7):
  /// `customer: [ customer_cp, virtual_link ]`.
  private func externalConnectionPoints() -> [VNFD.ExternalConnectionPoint] {
    let mappings = template.root.at(
      "topology_template", "substitution_mappings", "requirements")
    return mappings?.entries.compactMap { name, value in
      guard let first = value.elements.first,
        let point = resolve(first, as: TOSCA.connectionPoint)
      else { return nil }
      let vdu = point.requirements("virtual_binding").first?.text ?? ""
      return VNFD.ExternalConnectionPoint(
        id: name, description: point.property("description")?.text ?? "",
        internalConnectionPoint: "\(vdu)/\(point.name)")
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
          kind: kind, scope: scope, vdus: policy.targets.compactMap { resolveVDU($0)?.name })
      }
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

/// The type names of SOL001 and of our extensions.
enum TOSCA {
  static let vnf = "tosca.nodes.nfv.VNF"
  static let ns = "tosca.nodes.nfv.NS"
  static let compute = "tosca.nodes.nfv.Vdu.Compute"
  static let deployableUnit = "tosca.nodes.nfv.Vdu.OsContainerDeployableUnit"
  static let container = "tosca.nodes.nfv.Vdu.OsContainer"
  static let blockStorage = "tosca.nodes.nfv.Vdu.VirtualBlockStorage"
  static let connectionPoint = "tosca.nodes.nfv.VduCp"
  static let virtualLink = "tosca.nodes.nfv.VnfVirtualLink"
  static let virtualConnectionPoint = "tosca.nodes.nfv.VirtualCp"
  static let chart = "tosca.nodes.nfv.Mciop"
  static let nsVirtualLink = "tosca.nodes.nfv.NsVirtualLink"
  static let sap = "tosca.nodes.nfv.Sap"
  static let image = "tosca.artifacts.nfv.SwImage"
  static let affinityRule = "tosca.policies.nfv.AffinityRule"
  static let antiAffinityRule = "tosca.policies.nfv.AntiAffinityRule"
  static let nsAffinityRule = "tosca.policies.nfv.NsAffinityRule"
  static let nsAntiAffinityRule = "tosca.policies.nfv.NsAntiAffinityRule"
  static let scalingAspects = "tosca.policies.nfv.ScalingAspects"
  static let initialDelta = "tosca.policies.nfv.VduInitialDelta"
  static let scalingDeltas = "tosca.policies.nfv.VduScalingAspectDeltas"
  static let instantiationLevels = "tosca.policies.nfv.InstantiationLevels"
  static let vduInstantiationLevels = "tosca.policies.nfv.VduInstantiationLevels"
  static let packageChange = "tosca.policies.nfv.VnfPackageChange"
  static let nsScalingAspects = "tosca.policies.nfv.NsScalingAspects"
  static let vnfToLevelMapping = "tosca.policies.nfv.VnfToLevelMapping"
  static let configMap = "podium.nodes.nfv.ConfigMap"
  static let day1 = "podium.policies.nfv.Day1Configuration"
  static let placement = "podium.policies.nfv.Placement"
  static let autoScale = "podium.policies.nfv.AutoScale"
  static let autoHeal = "podium.policies.nfv.AutoHeal"
}
