import Descriptors
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// A change to a bundled file that makes it wrong, and what must be said of it.
struct BadDescriptor: Sendable, CustomTestStringConvertible {
  let file: String
  let from: String
  let to: String
  let path: String
  let words: String

  init(_ file: String, _ from: String, _ to: String, at path: String, says words: String) {
    self.file = file
    self.from = from
    self.to = to
    self.path = path
    self.words = words
  }

  var testDescription: String { "\(file): \(to.isEmpty ? "without \(from)" : to)" }

  /// The bundled files with this change in them.
  func files() -> [DescriptorFile] {
    BundledFiles.catalogue.map { original in
      guard original.name == file else { return original }
      var text = original.text
      if let range = text.firstRange(of: from) { text.replaceSubrange(range, with: to) }
      return DescriptorFile(name: file, text: text)
    }
  }

  func problems() -> [DescriptorProblem] {
    do {
      _ = try Catalogue.read(files())
      return []
    } catch {
      return error.problems
    }
  }
}

private let firewall = "cloud-firewall-4.2.0.vnfd.yaml"
private let patched = "cloud-firewall-4.2.1.vnfd.yaml"
private let collector = "log-collector-2.1.0.vnfd.yaml"
private let gateway = "sdwan-gateway-7.3.0.vnfd.yaml"
private let nsd = "cloud-firewall.nsd.yaml"
private let services = "cloud-firewall.services.yaml"
private let security = "managed-security.services.yaml"
private let products = "products.yaml"

private let router = "virtual-router-3.1.0.vnfd.yaml"
private let accelerated = "virtual-router-3.1.0-accelerated.df.yaml"
private let core = "core-5g.nsd.yaml"
private let amf = "core-5g-amf-1.2.0.vnfd.yaml"

private let badTemplates: [BadDescriptor] = [
  BadDescriptor(
    accelerated, "      flavour_id: accelerated\n", "      other: accelerated\n",
    at: "substitution_mappings", says: "does not say which deployment flavour"),
  BadDescriptor(
    accelerated, "flavour_id: accelerated", "flavour_id: standard", at: "$",
    says: "another template of the flavour standard"),
  BadDescriptor(
    router, "flavour_id: { get_input: selected_flavour }", "flavour_id: huge",
    at: "virtual_router.properties.flavour_id", says: "There is no template of the flavour huge"),
  BadDescriptor(
    "virtual-router.nsd.yaml", "flavour_id: standard", "flavour_id: huge",
    at: "router.properties.flavour_id", says: "no deployment flavour huge"),
  BadDescriptor(
    core, "descriptor_id: d1e6a8b3-7f40-4b62-8d95-5c0e00000101", "descriptor_id: nothing",
    at: "user_plane.properties.descriptor_id", says: "There is no NSD nothing"),
  BadDescriptor(
    core, "- radio: radio_link\n        - sessions", "- radios: radio_link\n        - sessions",
    at: "user_plane.requirements", says: "no SAP radios"),
  BadDescriptor(
    amf, "max_bitrate_requirements: { root: 500000000",
    "max_bitrate_requirements: { root: 400000000",
    at: "context_sync.properties.vl_profile", says: "At the highest levels there are 500000000"),
  BadDescriptor(
    amf, "targets: [ context_sync ]", "targets: [ context_sink ]", at: "targets[0]",
    says: "Did you mean context_sync?"),
  BadDescriptor(firewall, "topology_template:", "topology_template: [", at: "$", says: "not YAML"),
  BadDescriptor(
    firewall, "provider: Northgate Networks", "provider: a\n        provider: b", at: "$",
    says: "more than once"),
  BadDescriptor(
    firewall, "descriptor_id", "descriptor_ids", at: "firewall.properties",
    says: "descriptor_id is missing"),
  BadDescriptor(
    firewall, "  - podium_nfv_types.yaml", "  - podium_types.yaml", at: "$.imports[1]",
    says: "is not there"),
  BadDescriptor(
    firewall, "type: tosca.nodes.nfv.VnfVirtualLink", "type: acme.nodes.Link",
    at: "session_sync.type", says: "acme.nodes.Link is not known"),
  BadDescriptor(
    firewall, "max_number_of_instances: 8", "max_number_of_instances: 6",
    at: "worker.properties.vdu_profile", says: "there are 8 instances"),
  BadDescriptor(
    firewall, "min_number_of_instances: 2", "min_number_of_instances: 3",
    at: "worker.properties.vdu_profile", says: "At level 0 there are 2"),
  BadDescriptor(
    firewall, "min_number_of_instances: 2", "min_number_of_instances: two",
    at: "min_number_of_instances", says: "is not an integer"),
  BadDescriptor(
    firewall, "max_number_of_instances: 8", "max_number_of_instances: -1",
    at: "max_number_of_instances", says: "out of range"),
  BadDescriptor(
    firewall, "requested_memory_resources: 4 GiB", "requested_memory_resources: 4 bananas",
    at: "requested_memory_resources", says: "such as 4 GiB"),
  BadDescriptor(
    firewall, "requested_memory_resources: 4 GiB", "requested_memory_resources: 99999999999 TiB",
    at: "requested_memory_resources", says: "too large"),
  BadDescriptor(
    firewall, "- container: engine", "- container: engin", at: "requirements[0].container",
    says: "Did you mean engine?"),
  BadDescriptor(
    firewall, "type: tosca.artifacts.nfv.SwImage", "type: tosca.artifacts.File",
    at: "node_templates.engine", says: "no software image"),
  BadDescriptor(
    firewall, "type: podium.nodes.nfv.HelmRelease", "type: tosca.nodes.Root",
    at: "node_templates.worker", says: "Nothing deploys"),
  BadDescriptor(
    firewall, "podium.service_type: ClusterIP", "podium.service_type: Mesh",
    at: "management.metadata", says: "ClusterIP, NodePort, LoadBalancer"),
  BadDescriptor(
    firewall, "vnic_type: direct", "vnic_type: indirect", at: "customer_cp.properties.vnic_type",
    says: "direct-physical"),
  BadDescriptor(
    firewall, "- virtual_link: session_sync", "- virtual_link: session_sink",
    at: "requirements[1].virtual_link", says: "Did you mean session_sync?"),
  BadDescriptor(
    firewall, "customer: [ customer_cp, virtual_link ]", "customer: [ custom_cp, virtual_link ]",
    at: "requirements.customer[0]", says: "customer_cp"),
  BadDescriptor(
    firewall, "max_scale_level: 3", "max_scale_level: 1001", at: "aspects.firewall-workers",
    says: "at most 1000"),
  BadDescriptor(
    firewall, "step_deltas: [ pair ]", "step_deltas: [ pear ]", at: "step_deltas[0]",
    says: "Did you mean pair?"),
  BadDescriptor(
    firewall, "step_deltas: [ pair ]", "step_deltas: [ pair, pair ]", at: "firewall-workers",
    says: "3 levels and 2 step deltas"),
  BadDescriptor(
    firewall, "aspect: firewall-workers", "aspect: firewall-worker", at: "properties.aspect",
    says: "Did you mean firewall-workers?"),
  BadDescriptor(
    firewall, "default_level: small", "default_level: tiny", at: "default_level",
    says: "not among the levels"),
  BadDescriptor(
    firewall, "          default_level: small\n", "", at: "instantiation_levels",
    says: "default level is not stated"),
  BadDescriptor(
    firewall, "medium: { number_of_instances: 4 }", "medium: { number_of_instances: 5 }",
    at: "levels.medium", says: "states 5 instances of worker, but its scale levels come to 4"),
  BadDescriptor(
    firewall, "            medium: { number_of_instances: 4 }\n", "", at: "levels.medium",
    says: "does not say how many"),
  BadDescriptor(
    firewall, "firewall-workers: { scale_level: 3 }", "firewall-workers: { scale_level: 4 }",
    at: "scale_info", says: "beyond the aspect's 3"),
  BadDescriptor(
    firewall, "firewall-workers: { scale_level: 3 }", "workers: { scale_level: 3 }",
    at: "scale_info.workers", says: "no scaling aspect workers"),
  BadDescriptor(
    firewall, "scope: nfvi_node", "scope: room", at: "properties.scope", says: "nfvi_pop"),
  BadDescriptor(
    firewall, "kind: basePolicy", "kind: base", at: "steps[0].kind", says: "basePolicy"),
  BadDescriptor(
    firewall, "targets: [ worker ]", "targets: [ workers ]", at: "targets[0]",
    says: "Did you mean worker?"),
  BadDescriptor(
    patched, "destination_descriptor_id: 8f2a6d0e", "destination_descriptor_id: 9f2a6d0e",
    at: "destination_descriptor_id", says: "not this VNFD"),
  BadDescriptor(
    patched, "source_descriptor_id: 8f2a6d0e-2f6e-4c6b-8d3a-0c10f1e04200",
    "source_descriptor_id: nothing", at: "$.topology_template.policies", says: "not there"),
  BadDescriptor(
    patched, "modification_qualifier: up", "modification_qualifier: sideways",
    at: "modification_qualifier", says: "up, down"),
  BadDescriptor(
    collector, "- virtual_storage: log-store", "- virtual_storage: log-shop",
    at: "virtual_storage", says: "Did you mean log-store?"),
  BadDescriptor(
    gateway, "num_virtual_cpu: 2", "num_virtual_cpus: 2", at: "virtual_cpu",
    says: "num_virtual_cpus"),
  BadDescriptor(
    nsd, "descriptor_id: 8f2a6d0e-2f6e-4c6b-8d3a-0c10f1e04200", "descriptor_id: unknown",
    at: "firewall.properties.descriptor_id", says: "There is no VNFD unknown"),
  BadDescriptor(
    nsd, "instantiation_level: small", "instantiation_level: smal",
    at: "vnf_profile.instantiation_level", says: "Did you mean small?"),
  BadDescriptor(
    nsd, "- customer: customer_link", "- customers: customer_link", at: "firewall.requirements",
    says: "Did you mean customer?"),
  BadDescriptor(
    nsd, "        - customer: customer_link\n", "", at: "node_templates.firewall",
    says: "is on no virtual link"),
  BadDescriptor(
    nsd, "    log_collector:\n      type: tosca.nodes.nfv.VNF\n",
    "    log_collector:\n      type: tosca.nodes.nfv.PNF\n", at: "dependency",
    says: "log_collector is of the type tosca.nodes.nfv.PNF"),
  BadDescriptor(
    nsd, "        - log: log_link\n\n    customer_link",
    "        - log: log_link\n        - dependency: firewall\n\n    customer_link",
    at: "node_templates.firewall", says: "firewall → log_collector → firewall"),
  BadDescriptor(
    nsd, "internal_virtual_link: customer_link", "internal_virtual_link: nowhere",
    at: "internal_virtual_link", says: "no node template nowhere"),
  BadDescriptor(
    nsd, "vim_kind: kubernetes", "vim_kind: docker", at: "vim_kind", says: "kubernetes, openstack"),
  BadDescriptor(
    nsd, "latency: 10 ms\n        targets", "latency: soon\n        targets",
    at: "edge_placement.properties.latency", says: "such as 20 ms"),
  BadDescriptor(
    nsd, "aspect: firewall-workers", "aspect: workers", at: "firewall_auto_scale",
    says: "no scaling aspect workers"),
  BadDescriptor(nsd, "max_level: 3", "max_level: 9", at: "firewall_auto_scale", says: "beyond"),
  BadDescriptor(
    nsd, "threshold_in: 30", "threshold_in: 70", at: "firewall_auto_scale", says: "by turns"),
  BadDescriptor(
    nsd, "metric: cpuUtilisation", "metric: cpu", at: "properties.metric", says: "cpuUtilisation"),
]

private let badSpecifications: [BadDescriptor] = [
  BadDescriptor(services, "serviceSpecification:", "services:", at: "$", says: "neither"),
  BadDescriptor(
    services, "name: RFS:CNF-Firewall-Instance\n        role", "name: RFS:Firewall\n        role",
    at: "serviceSpecRelationship[0].name", says: "There is no RFS RFS:Firewall"),
  BadDescriptor(
    services, "dependsOn: [ instance ]", "dependsOn: [ instanze ]", at: "dependsOn[0]",
    says: "Did you mean instance?"),
  BadDescriptor(
    services, "dependsOn: [ instance ]", "dependsOn: [ policy ]", at: "dependsOn",
    says: "CFS:Cloud-Firewall/policy → CFS:Cloud-Firewall/policy"),
  BadDescriptor(
    services, "dependsOn: [ instance ]", "dependsOn: [ \"CFS:Managed-Security/detection\" ]",
    at: "dependsOn", says: "Gates wait for one another"),
  BadDescriptor(
    services, "dependsOn: [ instance ]", "dependson: [ instance ]", at: "dependson",
    says: "Did you mean dependsOn?"),
  BadDescriptor(
    services, "- { to: vCPU, from: vCPU }", "- { to: cpus, from: vCPU }", at: "[0].to",
    says: "no characteristic cpus"),
  BadDescriptor(
    services, "- { to: vCPU, from: vCPU }", "- { to: vCPU, from: cores }", at: "[0].from",
    says: "no characteristic cores"),
  BadDescriptor(
    services, "- { to: vCPU, from: vCPU }", "- { to: vCPU }", at: "characteristicMapping[0]",
    says: "from nowhere"),
  BadDescriptor(
    services, "target: MANO", "target: CLOUD", at: "resource.target", says: "MANO, NSO, SIEM"),
  BadDescriptor(
    services, "networkService: cloud-firewall-ns", "networkService: cloud-firewal-ns",
    at: "resource.networkService", says: "Did you mean cloud-firewall-ns?"),
  BadDescriptor(
    services, "vcpu: vCPU", "vcpu: cores", at: "resource.vcpu", says: "no characteristic cores"),
  BadDescriptor(
    services, "{ sap: customer,", "{ sap: custom,", at: "networks[0].sap",
    says: "Did you mean customer?"),
  BadDescriptor(services, "{ kind: acl,", "{ kind: acls,", at: "[0].kind", says: "urlFilter"),
  BadDescriptor(services, "format: cef", "format: xml", at: "resource.format", says: "syslog"),
  BadDescriptor(
    services, "valueType: integer", "valueType: int", at: "valueType", says: "integer, number"),
  BadDescriptor(
    services, "{ isDefault: true, value: 4,", "{ isDefault: true, value: 2,", at: ".value",
    says: "The default of vCPU is 2 vCPU; legal are 4 to 16"),
  BadDescriptor(
    services, "name: CFS:Cloud-Firewall\n", "name: Cloud-Firewall\n", at: "[0].name",
    says: "does not begin with CFS:"),
  BadDescriptor(
    services, "\"@type\": CustomerFacing", "\"@type\": Customer", at: "@type",
    says: "ResourceFacingServiceSpecification"),
  BadDescriptor(
    services, "id: rfs-firewall-policy-config", "id: cfs-cloud-firewall", at: ".id",
    says: "another specification id"),
  BadDescriptor(
    services, "role: policy", "role: instance", at: "serviceSpecRelationship[1].role",
    says: "another component instance"),
  BadDescriptor(
    security, "CFS:Cloud-Firewall/policy", "CFS:Cloud-Wall/policy", at: "dependsOn[0]",
    says: "CFS:Cloud-Wall"),
  BadDescriptor(
    products, "CFS:Managed-Security ]", "CFS:Managed-Securit ]", at: "serviceSpecifications[2]",
    says: "Did you mean CFS:Managed-Security?"),
  BadDescriptor(
    products, "pricePlan:", "priceplan:", at: "productSpecification[0]", says: "pricePlan"),
]

@Suite struct DescriptorProblemTests {
  @Test(arguments: badTemplates + badSpecifications)
  func `a wrong descriptor gets its problem with file, line, path and remedy`(
    bad: BadDescriptor
  ) throws {
    let original = try #require(BundledFiles.catalogue.first { $0.name == bad.file })
    try #require(original.text.contains(bad.from), "the change must apply")
    let problems = bad.problems()
    let match = problems.first {
      $0.file == bad.file && $0.path.contains(bad.path) && "\($0)".contains(bad.words)
    }
    #expect(match != nil, "\(DescriptorProblems(problems))")
    #expect(problems.allSatisfy { $0.line != nil })
    #expect(problems.allSatisfy { $0.message.hasSuffix(".") && !$0.remedy.isEmpty })
  }

  @Test func `a problem names the line that is wrong`() throws {
    let bad = BadDescriptor(
      firewall, "default_level: small", "default_level: tiny", at: "", says: "")
    let text = try #require(bad.files().first { $0.name == firewall }?.text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let index = try #require(lines.firstIndex { $0.contains("default_level: tiny") })
    #expect(bad.problems().map(\.line) == [index + 1])
  }

  @Test func `all problems of all files come at once, in the order of files and lines`() {
    var files = BundledFiles.catalogue
    for bad in [
      BadDescriptor(firewall, "scope: nfvi_node", "scope: room", at: "", says: ""),
      BadDescriptor(nsd, "vim_kind: kubernetes", "vim_kind: docker", at: "", says: ""),
      BadDescriptor(services, "format: cef", "format: xml", at: "", says: ""),
    ] {
      guard let changed = bad.files().first(where: { $0.name == bad.file }) else { continue }
      files = files.map { $0.name == bad.file ? changed : $0 }
    }
    let error = #expect(throws: DescriptorProblems.self) { try Catalogue.read(files) }
    #expect(error?.problems.map(\.file) == [firewall, nsd, services])
  }

  @Test func `the same VNFD twice is a problem`() {
    let twin = BundledFiles.catalogue.first { $0.name == firewall }
    let files = BundledFiles.catalogue + [DescriptorFile(name: "twin.yaml", text: twin?.text ?? "")]
    let error = #expect(throws: DescriptorProblems.self) { try Catalogue.read(files) }
    #expect(error?.problems.map(\.file) == ["twin.yaml"])
  }

  @Test(arguments: ["", "3", "[]", "- a", "{}", "a: b", "tosca_definitions_version: x", "\u{0}"])
  func `a file of no use is a problem and no trap`(text: String) {
    let files = BundledFiles.catalogue + [DescriptorFile(name: "odd.yaml", text: text)]
    do {
      _ = try Catalogue.read(files)
      #expect(text == "tosca_definitions_version: x", "only a file of types may say nothing")
    } catch {
      #expect(Set(error.problems.map(\.file)) == ["odd.yaml"])
    }
  }
}

@Suite struct InventoryProblemTests {
  @Test(arguments: [
    ("site: core-1", "site: core-9", "There is no site core-9"),
    ("kind: kubernetes", "kind: mesos", "kubernetes, openstack"),
    ("allocationRatio: { cpu: 2.0", "allocationRatio: { cpu: 0", "out of range"),
    ("name: edge-1-w02", "name: edge-1-w01", "more than once"),
    ("name: dc-1-h01", "name: edge-1-w01", "more than once"),
    ("numaNode: 1", "numaNode: 2", "NUMA nodes count from 0"),
    ("memory: 128 GiB", "memory: 128", "such as 4 GiB"),
    ("customerLatency: 5 ms", "latency: 5 ms", "customerLatency is missing"),
    ("maxPodsPerHost: 110", "maxPods: 110", "maxPodsPerHost is missing"),
    ("vcpu: 32", "vcpu: 0", "no CPU"),
    ("inventory:", "inventories:", "inventory is missing"),
  ])
  func `a wrong inventory gets its problem`(from: String, to: String, words: String) throws {
    var text = BundledFiles.inventory.text
    let range = try #require(text.firstRange(of: from))
    text.replaceSubrange(range, with: to)
    let file = DescriptorFile(name: "inventory.yaml", text: text)
    let error = #expect(throws: DescriptorProblems.self) { try Inventory.read(file) }
    #expect(error.map { "\($0)".contains(words) } == true, "\(String(describing: error))")
  }
}
