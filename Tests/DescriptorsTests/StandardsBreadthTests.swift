import Descriptors
import Foundation
import ResourceInterfaces
import Testing

/// What SOL001 permits and a narrow reader would refuse.
@Suite struct StandardsBreadthTests {
  @Test func `a byte order mark and UTF-16 are YAML`() throws {
    let plain = Array(SmallDescriptors.vnfd.utf8)
    let marked = try SmallDescriptors.read([0xEF, 0xBB, 0xBF] + plain)
    let wide = try #require(SmallDescriptors.vnfd.data(using: .utf16))
    let broad = try SmallDescriptors.read([UInt8](wide))
    let expected = try SmallDescriptors.read(plain).vnfd
    #expect(marked.vnfd == expected)
    #expect(broad.vnfd == expected)
  }

  @Test func `bytes that are no UTF-8 are noted with their line`() throws {
    let text = SmallDescriptors.vnfd.replacing("provider: Acme", with: "provider: Acm#")
    let bytes = Array(text.utf8).map { $0 == UInt8(ascii: "#") ? 0xE9 : $0 }
    let package = try SmallDescriptors.read(bytes)
    #expect(package.notes.compactMap(\.line) == [17])
  }

  @Test func `vnic types of all versions are known`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd, ("vnic_type: normal", "vnic_type: virtio"))
    #expect(package.vnfd?.vdus.first?.connectionPoints.first?.kind == .virtio)
  }

  @Test(arguments: [
    ("cis_node", AffinityScope.nfviNode as AffinityScope?), ("container_namespace", nil),
  ])
  func `affinity scopes of release 4 are taken, or left aside with a note`(
    word: String, scope: AffinityScope?
  ) throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd, ("scope: nfvi_node", "scope: \(word)"))
    let expected: [AffinityScope] = scope.map { [$0] } ?? []
    #expect(package.vnfd?.affinityRules.map(\.scope) == expected)
    #expect(package.notes(word) == (scope == nil))
  }

  @Test func `a rule for links and charts is none for VDUs`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd,
      (
        "scope: nfvi_node }\n        targets: [ engine ]",
        "scope: zone }\n        targets: [ engine, backplane ]"
      ))
    #expect(package.vnfd?.affinityRules.map(\.vdus) == [["engine"]])
  }

  @Test func `a mapping of TOSCA 1.3 names the connection point in its member mapping`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd,
      ("outside: [ port, virtual_link ]", "outside: { mapping: [ port, virtual_link ] }"))
    #expect(package.vnfd?.externalConnectionPoints.map(\.id) == ["outside"])
  }

  @Test func `sw_image_data counts before what an artefact says beside it`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd,
      (
        "      requirements:\n        - virtual_storage: disk",
        """
              artifacts:
                image:
                  type: tosca.artifacts.nfv.SwImage
                  file: Files/router.qcow2
                  properties: { note: none }
              requirements:
                - virtual_storage: disk
        """
      ))
    let image = package.vnfd?.vdus.first?.image
    #expect(image?.name == "router")
    #expect(image?.sizeMiB == 1024)
    #expect(image?.file == "Files/router.qcow2")
  }

  @Test func `a capability without the member properties is read all the same, with a note`() throws
  {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd,
      ("          properties:\n            virtual_cpu", "            virtual_cpu"))
    #expect(package.vnfd?.vdus.first?.vcpuMilli == 2_000)
    #expect(package.vnfd?.vdus.first?.memoryMiB == 4_096)
    #expect(package.notes("do not stand under `properties`"))
  }

  @Test func `file and object storages count as block storages do`() throws {
    for (type, data) in [
      (
        "VirtualFileStorage",
        "virtual_file_storage_data: { size_of_storage: 10 GB, file_system_protocol: nfs }"
      ),
      ("VirtualObjectStorage", "virtual_object_storage_data: { max_size_of_storage: 10 GB }"),
    ] {
      let package = try SmallDescriptors.read(
        SmallDescriptors.vnfd, ("VirtualBlockStorage", type),
        ("virtual_block_storage_data: { size_of_storage: 10 GB }", data))
      #expect(package.vnfd?.vdus.first?.storageGiB == 10, "\(type)")
    }
  }

  @Test func `steps of virtual addresses have deltas too`() throws {
    _ = try SmallDescriptors.read(
      SmallDescriptors.vnfd,
      (
        "    - initial:\n",
        """
            - addresses:
                type: tosca.policies.nfv.VipCpScalingAspectDeltas
                properties: { aspect: reach, deltas: { further: { number_of_instances: 1 } } }
                targets: [ port ]
            - initial:

        """
      ),
      (
        "            size:\n",
        """
                    reach: { name: reach, description: a, max_scale_level: 1, step_deltas: [ further ] }
                    size:

        """
      ))
  }

  // MARK: - Pods

  @Test func `what a pod runs, its chart alone may say`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.pods, ("      requirements:\n        - container: cache\n", ""))
    #expect(package.vnfd?.vdus.map(\.id) == ["pod"])
    #expect(package.notes("its chart alone says what it runs"))
    #expect(throws: DescriptorProblems.self) {
      try SmallDescriptors.read(
        SmallDescriptors.pods, ("      requirements:\n        - container: cache\n", ""),
        ("        - associatedVdu: pod\n", "        - associatedVdu: cache\n"))
    }
  }

  @Test func `a pod is read with its container, image and chart`() throws {
    let vnfd = try #require(try SmallDescriptors.read(SmallDescriptors.pods).vnfd)
    let pod = try #require(vnfd.vdus.first)
    #expect(pod.vcpuMilli == 250)
    #expect(pod.memoryMiB == 128)
    #expect([pod.image.name, pod.image.version] == ["cache", "7.2"])
    #expect(vnfd.deployment == .helm(VNFD.HelmChart(name: "cache", version: "1.4.0")))
  }

  @Test func `a pod with two containers has two images`() throws {
    let vnfd = try #require(
      try SmallDescriptors.read(
        SmallDescriptors.pods,
        (
          "        - container: cache\n", "        - container: cache\n        - container: guard\n"
        ),
        (
          "    chart:\n",
          """
              guard:
                type: tosca.nodes.nfv.Vdu.OsContainer
                properties: { name: guard, description: it, requested_cpu_resources: 50, requested_memory_resources: 32 MiB }
                artifacts: { image: { type: tosca.artifacts.nfv.SwImage, file: "guard:1" } }
              chart:

          """
        )
      ).vnfd)
    let pod = try #require(vnfd.vdus.first)
    #expect(pod.vcpuMilli == 300)
    #expect(pod.memoryMiB == 160)
    #expect(([pod.image] + pod.furtherImages).map(\.name) == ["cache", "guard"])
  }
}

/// Network services: levels, nested ones, forwarding graphs.
@Suite struct NetworkServiceReadingTests {
  @Test func `levels are in the order of their numbers, with all that is mapped to them`() throws {
    let package = try SmallDescriptors.read(SmallDescriptors.nsd)
    let nsd = try #require(package.nsd)
    let aspect = try #require(nsd.scalingAspects.first)
    #expect(aspect.levels.map(\.description) == ["one", "two"])
    #expect(aspect.levels.map(\.vnfInstances) == [["left": 1], ["left": 3]])
    #expect(aspect.levels.map(\.nsInstances) == [["inside": 1], ["inside": 2]])
    #expect(aspect.levels.compactMap { $0.linkBitrates["bridge"]?.root } == [100, 300])
    #expect(nsd.instantiationLevels.map(\.vnfInstances) == [["right": 1], ["right": 2]])
    #expect(nsd.defaultInstantiationLevel == "low")
    #expect(nsd.vnfProfiles.map(\.instances) == [1, 1])
    #expect(nsd.affinityRules.map(\.vnfProfiles) == [["left", "right"]])
    #expect(package.notes.allSatisfy { !"\($0)".contains("level") }, "\(package.notes)")
  }

  @Test func `there are as many at instantiation as the default level says`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.nsd, ("default_level: low", "default_level: high"),
      ("{ 0: 1, 1: 3 }", "{ 0: 2, 1: 3 }"))
    let nsd = try #require(package.nsd)
    #expect(nsd.vnfProfiles.map(\.instances) == [2, 2])
  }

  @Test func `a function may be on a link by way of a forwarding graph`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.nsd, ("- outside: bridge", "- outside: ingress"))
    #expect(package.nsd?.vnfProfiles.first?.virtualLinks == ["outside": "bridge"])
  }

  @Test func `a rule may be for links and network services beside functions`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.nsd, ("targets: [ both ]", "targets: [ left, bridge, inside ]"))
    #expect(package.nsd?.affinityRules.map(\.vnfProfiles) == [["left"]])
  }

  @Test(arguments: [
    Slip(
      "aspect: width, number_of_instances: { 0: 1, 1: 3 }",
      "aspect: widht, number_of_instances: { 0: 1, 1: 3 }", says: "Did you mean width?"),
    Slip("{ 0: 1, 1: 3 }", "{ 0: 1, 2: 3 }", says: "has no level 2"),
    Slip("{ 0: 1, 1: 3 }", "{ 0: 1, 1: 9 }", says: "9 of left are outside the 1 to 4"),
    Slip("{ 0: 1, 1: 2 }", "{ 0: 1, 1: 5 }", says: "5 of inside are outside the 1 to 3"),
    Slip(
      "1: { description: two }", "2: { description: two }", says: "Number them from 0 on"),
    Slip("{ low: 1, high: 2 }", "{ low: 1, hihg: 2 }", says: "Did you mean high?"),
    Slip("          default_level: low\n", "", says: "default_level with one of: low, high"),
    Slip("default_level: low", "default_level: lwo", says: "Did you mean low?"),
    Slip("targets: [ both ]", "targets: [ booth ]", says: "no node template booth"),
  ])
  func `what does not fit together is named`(_ slip: Slip) throws {
    let error = #expect(throws: DescriptorProblems.self) {
      try SmallDescriptors.read(SmallDescriptors.nsd, (slip.from, slip.to))
    }
    #expect(error?.problems.count == slip.count, "\(String(describing: error))")
    for words in slip.says {
      #expect("\(String(describing: error))".contains(words), "\(String(describing: error))")
    }
  }

  @Test func `physical functions of a design tool are known by their metadata`() throws {
    let text = """
      tosca_definitions_version: tosca_simple_yaml_1_1
      metadata: { UUID: s-1, name: S, type: Service }
      node_types: { org.example.pnf: { derived_from: tosca.nodes.Root } }
      topology_template:
        node_templates:
          radio:
            type: org.example.pnf
            metadata: { type: PNF, UUID: p-1 }

      """
    let nsd = try #require(try SmallDescriptors.read(text).nsd)
    #expect(nsd.pnfProfiles.map(\.pnfdId.rawValue) == ["p-1"])
  }
}
