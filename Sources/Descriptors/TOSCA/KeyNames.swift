// The members that TOSCA gives to the parts of a service template (TOSCA Simple Profile in YAML 1.0 to
// 1.3, §3.8 to §3.10), so that a misspelled one is not passed over in silence.

/// The names of members by what has them.
enum KeyNames {
  static let template = [
    "tosca_definitions_version", "namespace", "namespace_prefix", "metadata", "template_name",
    "template_author", "template_version", "description", "dsl_definitions", "repositories",
    "imports", "artifact_types", "data_types", "capability_types", "interface_types",
    "relationship_types", "node_types", "group_types", "policy_types", "topology_template",
  ]

  static let topology = [
    "description", "inputs", "node_templates", "relationship_templates", "groups", "policies",
    "outputs", "substitution_mappings", "workflows",
  ]

  static let node = [
    "type", "description", "metadata", "directives", "properties", "attributes", "requirements",
    "capabilities", "interfaces", "artifacts", "node_filter", "copy",
  ]

  /// Properties that change what is deployed when they are not read; drafts of SOL001 have other names
  /// for some of the rest.
  static let weighty: Set<String> = [
    "vdu_profile", "vl_profile", "vnf_profile", "ns_profile", "sw_image_data",
    "virtual_block_storage_data", "virtual_file_storage_data", "default_level",
  ]

  /// Of the capability `virtual_compute` (SOL001 §6.2.8, §6.2.9, §6.2.12).
  static let cpu = [
    "cpu_architecture", "num_virtual_cpu", "virtual_cpu_clock",
    "virtual_cpu_oversubscription_policy", "vdu_cpu_requirements", "virtual_cpu_pinning",
  ]

  static let memory = [
    "virtual_mem_size", "virtual_mem_oversubscription_policy", "vdu_mem_requirements",
    "numa_enabled",
  ]

  static let pinning = ["virtual_cpu_pinning_policy", "virtual_cpu_pinning_rule"]

  /// What is asked of the hardware and missed by nobody when it is not read.
  static let weightyHardware: Set<String> = [
    "virtual_cpu_pinning", "vdu_mem_requirements", "numa_enabled",
  ]

  /// The requirements of the standard's node types. What is not here, such as a VNF in an NSD, has those
  /// that its descriptor gives it.
  static let requirements: [String: [String]] = [
    "tosca.nodes.Root": ["dependency"],
    "tosca.nodes.nfv.Cp": [],
    "tosca.nodes.nfv.VduCp": ["virtual_link", "virtual_binding", "trunk_binding"],
    "tosca.nodes.nfv.VduSubCp": ["trunk_binding"],
    "tosca.nodes.nfv.VipCp": ["target", "virtual_link"],
    "tosca.nodes.nfv.VirtualCp": ["target", "virtual_link"],
    "tosca.nodes.nfv.VnfExtCp": ["external_virtual_link", "internal_virtual_link"],
    "tosca.nodes.nfv.PnfExtCp": ["external_virtual_link"],
    "tosca.nodes.nfv.Sap": ["external_virtual_link", "internal_virtual_link"],
    "tosca.nodes.nfv.Forwarding": ["virtual_link"],
    "tosca.nodes.nfv.VnfVirtualLink": [],
    "tosca.nodes.nfv.NsVirtualLink": [],
    "tosca.nodes.nfv.Mciop": ["associatedVdu"],
    "tosca.nodes.nfv.Vdu.Compute": ["virtual_storage"],
    "tosca.nodes.nfv.Vdu.OsContainer": [],
    "tosca.nodes.nfv.Vdu.OsContainerDeployableUnit": ["container", "virtual_storage"],
    "tosca.nodes.nfv.Vdu.VirtualBlockStorage": [],
    "tosca.nodes.nfv.Vdu.VirtualFileStorage": ["virtual_link"],
    "tosca.nodes.nfv.Vdu.VirtualObjectStorage": [],
  ]

  static let group = ["type", "description", "metadata", "properties", "members", "interfaces"]

  static let policy = ["type", "description", "metadata", "properties", "targets", "triggers"]
}

extension ServiceTemplate {
  /// Notes members that nothing reads.
  ///
  /// - Returns: false when a part of the template is misspelled, so that nothing in it was read.
  func checkKeys() -> Bool {
    var isSound = root.expect(KeyNames.template, of: "A service template")
    if let topology = root.member("topology_template"), topology.isMapping {
      isSound = topology.expect(KeyNames.topology, of: "A topology template") && isSound
    }
    for node in nodes where node.value.isMapping {
      node.value.expect(KeyNames.node, of: "A node template")
    }
    for group in groups where group.value.isMapping {
      group.value.expect(KeyNames.group, of: "A group", weighing: [])
      _ = group.value.required("type")
    }
    for policy in policies where policy.value.isMapping {
      policy.value.expect(KeyNames.policy, of: "A policy")
    }
    return isSound
  }
}
