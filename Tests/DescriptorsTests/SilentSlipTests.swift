import Descriptors
import ResourceInterfaces
import Testing

/// Slips that leave a descriptor readable, and would only change what is deployed.
private let vnfdSlips: [Slip] = [
  Slip(
    "\n      properties:\n        virtual_block_storage_data: { size_of_storage: 10 GB }",
    "",
    says: "properties is missing"),
  Slip("{ size_of_storage: 10 GB }", "10 GB", says: "with the member size_of_storage"),
  Slip(
    "4 GiB", "4 GiB\n              numa_enabled: yes", says: "\"yes\" is neither true nor false"
  ),
  Slip(
    "4 GiB", "4 GiB\n              numa_enable: true", says: "Write numa_enabled"),
  Slip(
    "num_virtual_cpu: 2",
    "num_virtual_cpu: 2\n              virtual_cpu_pinning: { virtual_cpu_pinning_policy: sttic }",
    says: "Use one of: static, dynamic"),
  Slip(
    "{ scope: nfvi_node }\n        targets: [ engine ]",
    "{ scope: nfvi_node }\n        targets: [ ]",
    says: "The rule apart is for nobody"),
  Slip(
    "{ scope: nfvi_node }\n        targets: [ engine ]", "{ scope: nfvi_node }",
    says: "targets is missing"),
  Slip("- virtual_storage: disk", "- virtual_storag: disk", says: "Write virtual_storage"),
  Slip("- virtual_link: backplane", "- virtual_linc: backplane", says: "Write virtual_link"),
  Slip(
    "- virtual_binding: engine\n        - virtual_link",
    "- virtual_bindng: engine\n        - virtual_link", says: "Write virtual_binding"),
]

private let nsdSlips: [Slip] = [
  Slip(
    "vnf_profile: { min_number_of_instances: 1,", "vnf_profile: { min_number_of_instances: 5,",
    says: "5, is over the greatest, 4"),
  Slip(
    "ns_profile: { min_number_of_instances: 1,", "ns_profile: { min_number_of_instances: 5,",
    says: "5, is over the greatest, 3"),
  Slip("members: [ left, right ]", "membrs: [ left, right ]", says: "There is \"membrs\""),
  Slip(
    "type: tosca.groups.nfv.NsPlacementGroup", "typ: tosca.groups.nfv.NsPlacementGroup",
    says: "type is missing"),
  Slip("targets: [ both ]", "targets: [ ]", says: "The rule together is for nobody"),
  Slip("        targets: [ left ]\n", "", says: "targets is missing"),
  Slip("targets: [ left ]", "targets: [ ]", says: "The mapping lefts is for nobody"),
  Slip(
    "aspect: width, number_of_instances: { 0: 1, 1: 3 } }", "aspect: width }",
    says: "number_of_instances is missing"),
  Slip(
    "number_of_instances: { 0: 1, 1: 3 } }", "number_of_instances: 3 }",
    says: "A mapping is expected here"),
  Slip("{ 0: 1, 1: 3 }", "{ 0: 1, 1: { most: 3 } }", says: "is not an integer"),
  Slip(
    "1: { root: 300 }", "1: { root: 901 }", says: "901 bit/s on bridge are outside the 1 to 900"),
  Slip(
    "properties: { number_of_instances: { low: 1, high: 2 } }", "properties: { }",
    says: "number_of_instances is missing"),
]

@Suite struct SilentSlipTests {
  @Test(arguments: vnfdSlips)
  func `what a VNFD leaves out or misspells is told of`(_ slip: Slip) throws {
    try expect(slip, in: SmallDescriptors.vnfd)
  }

  @Test(arguments: nsdSlips)
  func `what an NSD leaves out or misspells is told of`(_ slip: Slip) throws {
    try expect(slip, in: SmallDescriptors.nsd)
  }

  private func expect(_ slip: Slip, in text: String) throws {
    let error = #expect(throws: DescriptorProblems.self) {
      try SmallDescriptors.read(text, (slip.from, slip.to))
    }
    let problems = error?.problems ?? []
    #expect(problems.count == slip.count, "\(String(describing: error))")
    for words in slip.says {
      #expect(problems.contains { "\($0)".contains(words) }, "\(String(describing: error))")
    }
    #expect(problems.allSatisfy { $0.line != nil && $0.path != "$" })
  }

  @Test func `an object storage may leave its size open, and a note says so`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd, ("Vdu.VirtualBlockStorage", "Vdu.VirtualObjectStorage"),
      (
        "virtual_block_storage_data: { size_of_storage: 10 GB }",
        "virtual_object_storage_data: { note: none }"
      ))
    #expect(package.vnfd?.vdus.first?.storageGiB == 0)
    #expect(package.notes("The object storage disk does not say how large it may grow"))
  }

  @Test func `a requirement that the standard does not know is noted with its place`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd,
      ("- virtual_storage: disk", "- virtual_storage: disk\n        - licence: server"))
    #expect(
      package.notes(
        "The list of requirements of tosca.nodes.nfv.Vdu.Compute has no member licence"))
  }

  @Test func `what is asked of the hardware is read in the spellings of YAML`() throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.vnfd, ("4 GiB", "4 GiB\n              numa_enabled: True"),
      (
        "num_virtual_cpu: 2",
        "num_virtual_cpu: 2\n              virtual_cpu_pinning: { virtual_cpu_pinning_policy: static }"
      ))
    #expect(package.vnfd?.vdus.first?.hardware.isSameNUMA == true)
    #expect(package.vnfd?.vdus.first?.hardware.isPinned == true)
  }

  @Test(arguments: [("{ }", false), ("{ hugepages-2Mi: 100 MiB }", true)])
  func `hugepages are asked for when there are some`(written: String, asked: Bool) throws {
    let package = try SmallDescriptors.read(
      SmallDescriptors.pods,
      (
        "requested_memory_resources: 128 MiB",
        "requested_memory_resources: 128 MiB\n        huge_pages_resources: \(written)"
      ))
    #expect((package.vnfd?.vdus.first?.hardware.usesHugepages ?? false) == asked)
  }
}

@Suite struct InventoryLinkTests {
  private func problems(_ links: String, quotas: String = "[ ]") -> [DescriptorProblem] {
    let text = """
      inventory:
        sites:
          - { id: a, title: A, tags: [ ], customerLatency: 5 ms }
          - { id: b, title: B, tags: [ ], customerLatency: 5 ms }
        links: \(links)
        vims:
          - id: one
            kind: openstack
            title: One
            site: a
            allocationRatio: { cpu: 1.0, memory: 1.0 }
            quotas: \(quotas)
            hosts:
              - { name: h1, zone: z, rack: r, vcpu: 8, memory: 8 GiB, storage: 10 GiB, numaNodes: 1, nics: [ ] }

      """
    do {
      _ = try Inventory.read(DescriptorFile(name: "inventory.yaml", text: text))
      return []
    } catch {
      return error.problems
    }
  }

  private let good = "{ between: [ a, b ], latency: 5 ms, bandwidthGbps: 10 }"

  @Test func `a link without ends is told of once`() {
    #expect(problems("[ \(good) ]").isEmpty)
    #expect(
      problems("[ { latency: 5 ms, bandwidthGbps: 10 } ]").map(\.message) == [
        "The mandatory member between is missing."
      ])
  }

  @Test func `a second link between two sites is told of, whichever is named first`() {
    let second = "{ between: [ b, a ], latency: 5 ms, bandwidthGbps: 10 }"
    #expect(
      problems("[ \(good), \(second) ]").map(\.message) == [
        "A link between b and a is there already."
      ])
  }

  @Test func `a second quota of a tenant is told of`() {
    #expect(
      problems("[ ]", quotas: "[ { tenant: t, vcpu: 1 }, { tenant: t, vcpu: 2 } ]").map(\.message)
        == ["t is there more than once."])
  }
}
