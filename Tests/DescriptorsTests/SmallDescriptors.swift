import Descriptors
import Foundation
import ResourceInterfaces
import Testing

/// Small descriptors in order, to be changed in one way at a time.
enum SmallDescriptors {
  static let types = """
    tosca_definitions_version: tosca_simple_yaml_1_3
    node_types:
      acme.Router:
        derived_from: tosca.nodes.nfv.VNF

    """

  /// Two VDUs that scale together, with storage, an inner link and a way out.
  static let vnfd = """
    tosca_definitions_version: tosca_simple_yaml_1_3
    imports:
      - etsi_nfv_sol001_vnfd_types.yaml
      - types.yaml
    topology_template:
      substitution_mappings:
        node_type: acme.Router
        properties: { flavour_id: simple }
        requirements:
          outside: [ port, virtual_link ]
      node_templates:
        router:
          type: acme.Router
          properties:
            descriptor_id: 5f1b1a52-0000-4000-8000-000000000001
            descriptor_version: "1.0"
            provider: Acme
            product_name: Router
            software_version: "1.0"
            flavour_id: simple
            vnfm_info: [ "etsivnfm:v3.3.1" ]
        engine:
          type: tosca.nodes.nfv.Vdu.Compute
          properties:
            name: engine
            description: does it
            vdu_profile:
              min_number_of_instances: 1
              max_number_of_instances: 3
            sw_image_data: { name: router, version: "1.0", size: 1 GiB }
          capabilities:
            virtual_compute:
              properties:
                virtual_cpu:
                  num_virtual_cpu: 2
                virtual_memory:
                  virtual_mem_size: 4 GiB
          requirements:
            - virtual_storage: disk
        disk:
          type: tosca.nodes.nfv.Vdu.VirtualBlockStorage
          properties:
            virtual_block_storage_data: { size_of_storage: 10 GB }
        port:
          type: tosca.nodes.nfv.VduCp
          properties:
            layer_protocols: [ ipv4 ]
            vnic_type: normal
          requirements:
            - virtual_binding: engine
        inner:
          type: tosca.nodes.nfv.VduCp
          properties:
            layer_protocols: [ ipv4 ]
          requirements:
            - virtual_binding: engine
            - virtual_link: backplane
        backplane:
          type: tosca.nodes.nfv.VnfVirtualLink
          properties:
            connectivity_type: { layer_protocols: [ ipv4 ] }
            vl_profile:
              max_bitrate_requirements: { root: 1000000 }
              min_bitrate_requirements: { root: 1000 }
      policies:
        - aspects:
            type: tosca.policies.nfv.ScalingAspects
            properties:
              aspects:
                size:
                  name: size
                  description: how many
                  max_scale_level: 2
                  step_deltas: [ one ]
        - initial:
            type: tosca.policies.nfv.VduInitialDelta
            properties: { initial_delta: { number_of_instances: 1 } }
            targets: [ engine ]
        - deltas:
            type: tosca.policies.nfv.VduScalingAspectDeltas
            properties:
              aspect: size
              deltas: { one: { number_of_instances: 1 } }
            targets: [ engine ]
        - levels:
            type: tosca.policies.nfv.InstantiationLevels
            properties:
              levels:
                small: { description: small, scale_info: { size: { scale_level: 0 } } }
                large: { description: large, scale_info: { size: { scale_level: 2 } } }
              default_level: small
        - engines:
            type: tosca.policies.nfv.VduInstantiationLevels
            properties:
              levels: { small: { number_of_instances: 1 }, large: { number_of_instances: 3 } }
            targets: [ engine ]
        - apart:
            type: tosca.policies.nfv.AntiAffinityRule
            properties: { scope: nfvi_node }
            targets: [ engine ]

    """

  /// Two VNFs and a network service, which scale by one aspect, on a link with a way out.
  static let nsd = """
    tosca_definitions_version: tosca_simple_yaml_1_3
    imports: [ etsi_nfv_sol001_nsd_types.yaml ]
    topology_template:
      node_templates:
        service:
          type: tosca.nodes.nfv.NS
          properties: { descriptor_id: nsd-1, designer: Acme, version: "1", name: pair, invariant_id: i, flavour_id: f }
        left:
          type: tosca.nodes.nfv.VNF
          properties:
            descriptor_id: vnfd-1
            vnf_profile: { min_number_of_instances: 1, max_number_of_instances: 4 }
          requirements:
            - outside: bridge
        right:
          type: tosca.nodes.nfv.VNF
          properties:
            descriptor_id: vnfd-2
            vnf_profile: { min_number_of_instances: 1, max_number_of_instances: 4 }
        inside:
          type: tosca.nodes.nfv.NS
          properties:
            descriptor_id: nsd-2
            ns_profile: { min_number_of_instances: 1, max_number_of_instances: 3 }
        bridge:
          type: tosca.nodes.nfv.NsVirtualLink
          properties:
            connectivity_type: { layer_protocols: [ ipv4 ] }
            vl_profile: { max_bitrate_requirements: { root: 900 }, min_bitrate_requirements: { root: 1 } }
        ingress:
          type: tosca.nodes.nfv.Forwarding
          requirements:
            - virtual_link: bridge
      groups:
        both:
          type: tosca.groups.nfv.NsPlacementGroup
          members: [ left, right ]
      policies:
        - aspects:
            type: tosca.policies.nfv.NsScalingAspects
            properties:
              aspects:
                width:
                  name: width
                  description: how wide
                  ns_scale_levels:
                    1: { description: two }
                    0: { description: one }
        - lefts:
            type: tosca.policies.nfv.VnfToLevelMapping
            properties: { aspect: width, number_of_instances: { 0: 1, 1: 3 } }
            targets: [ left ]
        - insides:
            type: tosca.policies.nfv.NsToLevelMapping
            properties: { aspect: width, number_of_instances: { 0: 1, 1: 2 } }
            targets: [ inside ]
        - bridges:
            type: tosca.policies.nfv.VirtualLinkToLevelMapping
            properties:
              aspect: width
              bit_rate_requirements: { 0: { root: 100 }, 1: { root: 300 } }
            targets: [ bridge ]
        - levels:
            type: tosca.policies.nfv.NsInstantiationLevels
            properties:
              ns_levels: { low: { description: low }, high: { description: high } }
              default_level: low
        - rights:
            type: tosca.policies.nfv.VnfToInstantiationLevelMapping
            properties: { number_of_instances: { low: 1, high: 2 } }
            targets: [ right ]
        - together:
            type: tosca.policies.nfv.NsAffinityRule
            properties: { scope: zone }
            targets: [ both ]

    """

  /// A pod of one container, with a chart.
  static let pods = """
    tosca_definitions_version: tosca_simple_yaml_1_3
    imports: [ etsi_nfv_sol001_vnfd_types.yaml ]
    topology_template:
      node_templates:
        function:
          type: tosca.nodes.nfv.VNF
          properties:
            descriptor_id: cnf-1
            descriptor_version: "1"
            provider: Acme
            product_name: Cache
            software_version: "7.2"
            flavour_id: simple
            vnfm_info: [ any ]
        pod:
          type: tosca.nodes.nfv.Vdu.OsContainerDeployableUnit
          properties:
            name: pod
            description: a pod
            vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 1 }
          requirements:
            - container: cache
        cache:
          type: tosca.nodes.nfv.Vdu.OsContainer
          properties:
            name: cache
            description: it
            requested_cpu_resources: 250
            requested_memory_resources: 128 MiB
          artifacts:
            image:
              type: tosca.artifacts.nfv.SwImage
              file: registry.example/cache:7.2
        chart:
          type: tosca.nodes.nfv.Mciop
          requirements:
            - associatedVdu: pod
          artifacts:
            chart:
              type: tosca.artifacts.nfv.HelmChart
              file: Files/cache-1.4.0.tgz

    """

  /// Reads one of them from a folder of its own, beside the types.
  static func read(_ bytes: [UInt8], types: String = types) throws -> ReadPackage {
    let scratch = try Scratch()
    _ = try scratch.write(Array(types.utf8), as: "types.yaml")
    return try ReadPackage.read(try scratch.write(bytes, as: "small.yaml"))
  }

  static func read(
    _ text: String, _ changes: (String, String)..., types: String = types
  ) throws -> ReadPackage {
    var text = text
    for (from, to) in changes {
      let range = try #require(text.firstRange(of: from), "\(from) is there")
      text.replaceSubrange(range, with: to)
    }
    return try read(Array(text.utf8), types: types)
  }
}

extension ReadPackage {
  var vnfd: VNFD? { if case .vnf(let vnfd) = descriptor { vnfd } else { nil } }
  var nsd: NSD? { if case .ns(let nsd) = descriptor { nsd } else { nil } }

  func notes(_ words: String) -> Bool { notes.contains { "\($0)".contains(words) } }
}
