// The types of ETSI GS NFV-SOL 001, known without a network: what derives from what, and which
// properties there are, over all versions from 2.5.1 to 4.4.1. Derived from the type files that ETSI
// publishes under the 3-Clause BSD licence (Copyright ETSI, https://forge.etsi.org/legal).

/// A type of the standard.
struct StandardType {
  let parent: String
  /// Its own properties, not those of its parents.
  let properties: [String]

  private init(_ parent: String, _ properties: String) {
    self.parent = parent
    self.properties = properties.split(separator: " ").map(String.init)
  }

  /// Node, policy, group and artefact types by name.
  static let all: [String: StandardType] = [
    "tosca.artifacts.Implementation.nfv.Mistral": .init("tosca.artifacts.Implementation", ""),
    "tosca.artifacts.nfv.HelmChart": .init("tosca.artifacts.File", ""),
    "tosca.artifacts.nfv.SwImage": .init(
      "tosca.artifacts.Deployment.Image",
      """
      checksum container_format disk_format min_disk min_ram name operating_system provider \
      size supported_virtualisation_environments version
      """),
    "tosca.groups.nfv.NsPlacementGroup": .init("tosca.groups.Root", "description"),
    "tosca.groups.nfv.PlacementGroup": .init("tosca.groups.Root", "description"),
    "tosca.groups.nfv.VNFFG": .init("tosca.groups.Root", "description"),
    "tosca.nodes.nfv.Cp": .init(
      "tosca.nodes.Root",
      "description ip_stack_mode layer_protocols protocol role trunk_mode"),
    "tosca.nodes.nfv.Forwarding": .init("tosca.nodes.Root", ""),
    "tosca.nodes.nfv.Mciop": .init("tosca.nodes.Root", ""),
    "tosca.nodes.nfv.NFP": .init("tosca.nodes.Root", ""),
    "tosca.nodes.nfv.NS": .init(
      "tosca.nodes.Root",
      """
      descriptor_id designer ext_invariant_id flavour_id invariant_id name ns_profile \
      priority service_availability_level strict_nsd_constituent_onboarding version
      """),
    "tosca.nodes.nfv.NfpPosition": .init(
      "tosca.nodes.Root",
      "forwarding_behaviour forwarding_behaviour_input_parameters"),
    "tosca.nodes.nfv.NfpPositionElement": .init("tosca.nodes.Root", ""),
    "tosca.nodes.nfv.NsVirtualLink": .init(
      "tosca.nodes.Root",
      "connectivity_type description test_access vl_profile"),
    "tosca.nodes.nfv.PNF": .init(
      "tosca.nodes.Root",
      """
      descriptor_id descriptor_invariant_id ext_invariant_id function_description \
      geographical_location_info name provider version version_dependency
      """),
    "tosca.nodes.nfv.PnfExtCp": .init("tosca.nodes.nfv.Cp", ""),
    "tosca.nodes.nfv.Sap": .init("tosca.nodes.nfv.Cp", ""),
    "tosca.nodes.nfv.VNF": .init(
      "tosca.nodes.Root",
      """
      configurable_properties default_localization_language descriptor_id descriptor_version \
      ext_invariant_id flavour_description flavour_id lcm_operations_configuration \
      localization_languages modifiable_attributes monitoring_parameters \
      product_info_description product_info_name product_name provider software_version \
      vnf_profile vnfm_info
      """),
    "tosca.nodes.nfv.Vdu.Compute": .init(
      "tosca.nodes.Root",
      """
      boot_data boot_order configurable_properties description monitoring_parameters name \
      nfvi_constraints sw_image_data vdu_profile
      """),
    "tosca.nodes.nfv.Vdu.OsContainer": .init(
      "tosca.nodes.Root",
      """
      cpu_pinning_requirements cpu_resource_limit description \
      ephemeral_storage_resource_limit extended_resource_requests huge_pages_resources \
      memory_resource_limit name requested_cpu_resources \
      requested_ephemeral_storage_resources requested_memory_resources
      """),
    "tosca.nodes.nfv.Vdu.OsContainerDeployableUnit": .init(
      "tosca.nodes.Root",
      """
      configurable_properties description logical_node mcio_constraint_params \
      mcio_identification_data name nfvi_constraints requested_additional_capabilities \
      vdu_profile
      """),
    "tosca.nodes.nfv.Vdu.VirtualBlockStorage": .init(
      "tosca.nodes.Root",
      "nfvi_maintenance_info per_vnfc_instance sw_image_data virtual_block_storage_data"),
    "tosca.nodes.nfv.Vdu.VirtualFileStorage": .init(
      "tosca.nodes.Root",
      "nfvi_maintenance_info per_vnfc_instance virtual_file_storage_data"),
    "tosca.nodes.nfv.Vdu.VirtualObjectStorage": .init(
      "tosca.nodes.Root",
      "nfvi_maintenance_info per_vnfc_instance virtual_object_storage_data"),
    "tosca.nodes.nfv.VduCp": .init(
      "tosca.nodes.nfv.Cp",
      "bitrate_requirement order virtual_network_interface_requirements vnic_type"),
    "tosca.nodes.nfv.VduSubCp": .init("tosca.nodes.nfv.VduCp", "segmentation_id segmentation_type"),
    "tosca.nodes.nfv.VipCp": .init("tosca.nodes.nfv.Cp", "dedicated_ip_address vip_function"),
    "tosca.nodes.nfv.VirtualCp": .init(
      "tosca.nodes.nfv.Cp",
      "additionalServiceData address_pool_name_configurable"),
    "tosca.nodes.nfv.VnfExtCp": .init(
      "tosca.nodes.nfv.Cp",
      "virtual_network_interface_requirements"),
    "tosca.nodes.nfv.VnfVirtualLink": .init(
      "tosca.nodes.Root",
      """
      connectivity_type description externally_managed monitoring_parameters \
      nfvi_maintenance_info test_access vl_profile
      """),
    "tosca.policies.nfv.Abstract.SecurityGroupRule": .init(
      "tosca.policies.Root",
      "description direction ether_type port_range_max port_range_min protocol"),
    "tosca.policies.nfv.AffinityRule": .init(
      "tosca.policies.Placement",
      "nfvi_maintenance_group_info scope"),
    "tosca.policies.nfv.AntiAffinityRule": .init(
      "tosca.policies.Placement",
      "nfvi_maintenance_group_info scope"),
    "tosca.policies.nfv.DataFlowInfo": .init(
      "tosca.policies.Root",
      "associated_mirroring_job_name data_flow_info_id direction"),
    "tosca.policies.nfv.InstantiationLevels": .init("tosca.policies.Root", "default_level levels"),
    "tosca.policies.nfv.LcmCoordinationAction": .init("tosca.policies.Root", "action action_name"),
    "tosca.policies.nfv.LcmCoordinationsForLcmOperation": .init(
      "tosca.policies.Root",
      "actions referenced_coordination_actions vnf_lcm_operation"),
    "tosca.policies.nfv.NfpRule": .init(
      "tosca.policies.Root",
      """
      destination_ip_address_prefix destination_port_range dscp ether_destination_address \
      ether_source_address ether_type extended_criteria protocol source_ip_address_prefix \
      source_port_range vlan_tag
      """),
    "tosca.policies.nfv.NsAffinityRule": .init("tosca.policies.Placement", "scope"),
    "tosca.policies.nfv.NsAntiAffinityRule": .init("tosca.policies.Placement", "scope"),
    "tosca.policies.nfv.NsAutoScale": .init("tosca.policies.Root", ""),
    "tosca.policies.nfv.NsInstantiationLevels": .init(
      "tosca.policies.Root",
      "default_level ns_levels"),
    "tosca.policies.nfv.NsMonitoring": .init("tosca.policies.Root", "ns_monitoring_parameters"),
    "tosca.policies.nfv.NsScalingAspects": .init("tosca.policies.Root", "aspects"),
    "tosca.policies.nfv.NsSecurityGroupRule": .init(
      "tosca.policies.nfv.Abstract.SecurityGroupRule",
      ""),
    "tosca.policies.nfv.NsToInstantiationLevelMapping": .init(
      "tosca.policies.Root",
      "number_of_instances"),
    "tosca.policies.nfv.NsToLevelMapping": .init(
      "tosca.policies.Root",
      "aspect number_of_instances"),
    "tosca.policies.nfv.PnfSecurityGroupRule": .init(
      "tosca.policies.nfv.Abstract.SecurityGroupRule",
      ""),
    "tosca.policies.nfv.ScalingAspects": .init("tosca.policies.Root", "aspects"),
    "tosca.policies.nfv.SecurityGroupRule": .init(
      "tosca.policies.nfv.Abstract.SecurityGroupRule",
      "description direction ether_type port_range_max port_range_min protocol"),
    "tosca.policies.nfv.SupportedVnfInterface": .init(
      "tosca.policies.Root",
      "details interface_name"),
    "tosca.policies.nfv.VduInitialDelta": .init("tosca.policies.Root", "initial_delta"),
    "tosca.policies.nfv.VduInstantiationLevels": .init("tosca.policies.Root", "levels"),
    "tosca.policies.nfv.VduScalingAspectDeltas": .init("tosca.policies.Root", "aspect deltas"),
    "tosca.policies.nfv.VipCpInitialDelta": .init("tosca.policies.Root", "initial_delta"),
    "tosca.policies.nfv.VipCpInstantiationLevels": .init("tosca.policies.Root", "levels"),
    "tosca.policies.nfv.VipCpScalingAspectDeltas": .init("tosca.policies.Root", "aspect deltas"),
    "tosca.policies.nfv.VirtualLinkBitrateInitialDelta": .init(
      "tosca.policies.Root",
      "initial_delta"),
    "tosca.policies.nfv.VirtualLinkBitrateScalingAspectDeltas": .init(
      "tosca.policies.Root",
      "aspect deltas"),
    "tosca.policies.nfv.VirtualLinkInstantiationLevels": .init("tosca.policies.Root", "levels"),
    "tosca.policies.nfv.VirtualLinkToInstantiationLevelMapping": .init(
      "tosca.policies.Root",
      "bit_rate_requirements"),
    "tosca.policies.nfv.VirtualLinkToLevelMapping": .init(
      "tosca.policies.Root",
      "aspect bit_rate_requirements"),
    "tosca.policies.nfv.VnfIndicator": .init("tosca.policies.Root", "source"),
    "tosca.policies.nfv.VnfMonitoring": .init("tosca.policies.Root", "vnf_monitoring_parameters"),
    "tosca.policies.nfv.VnfPackageChange": .init(
      "tosca.policies.Root",
      """
      actions additional_modification_description component_mappings destination_flavour_id \
      modification_qualifier referenced_coordination_actions selector
      """),
    "tosca.policies.nfv.VnfToInstantiationLevelMapping": .init(
      "tosca.policies.Root",
      "number_of_instances"),
    "tosca.policies.nfv.VnfToLevelMapping": .init(
      "tosca.policies.Root",
      "aspect number_of_instances"),
  ]

  /// Names under which drafts of the TOSCA NFV profile and older products know types of the
  /// standard.
  static let olderNames: [String: String] = [
    "tosca.nodes.nfv.Cpd": "tosca.nodes.nfv.VduCp",
    "tosca.nodes.nfv.VduCpd": "tosca.nodes.nfv.VduCp",
    "tosca.nodes.nfv.VnfExtCpd": "tosca.nodes.nfv.VnfExtCp",
    "tosca.nodes.nfv.VDU.Compute": "tosca.nodes.nfv.Vdu.Compute",
    "tosca.nodes.nfv.VDU.VirtualStorage": "tosca.nodes.nfv.Vdu.VirtualBlockStorage",
    "tosca.nodes.nfv.Vdu.VirtualStorage": "tosca.nodes.nfv.Vdu.VirtualBlockStorage",
    "tosca.nodes.nfv.VnfVirtualLinkDesc": "tosca.nodes.nfv.VnfVirtualLink",
    "tosca.nodes.nfv.NsVirtualLinkDesc": "tosca.nodes.nfv.NsVirtualLink",
    "tosca.nodes.nfv.VL": "tosca.nodes.nfv.NsVirtualLink",
    "tosca.nodes.nfv.ext.zte.VL": "tosca.nodes.nfv.NsVirtualLink",
    "tosca.nodes.nfv.ext.zte.VNF": "tosca.nodes.nfv.VNF",
  ]
}
