import Foundation
import Testing

/// The catalogue on the command line: what scripts rely on.
struct PackageCommandTests {
  private static let descriptor = """
    tosca_definitions_version: tosca_simple_yaml_1_2
    topology_template:
      node_templates:
        probe:
          type: tosca.nodes.nfv.VNF
          properties:
            descriptor_id: 5f1b1a52-0000-4000-8000-000000000002
            descriptor_version: "1.0"
            provider: Acme
            product_name: Probe
            software_version: "1.0"
            flavour_id: simple
            vnfm_info: [ any ]
        engine:
          type: tosca.nodes.nfv.Vdu.Compute
          properties:
            name: engine
            vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 1 }
            sw_image_data: { name: probe, version: "1.0", size: 1 GiB }
          capabilities:
            virtual_compute:
              properties:
                virtual_cpu: { num_virtual_cpu: 1 }
                virtual_memory: { virtual_mem_size: 2 GiB }
    """

  @Test func `a descriptor is onboarded, is there after a restart, and goes the way it came`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let file = folder.appendingPathComponent("probe.yaml")
      try Self.descriptor.write(to: file, atomically: true, encoding: .utf8)

      let checked = try await podium("package", "check", file.path)
      #expect(checked.code == 0 && checked.output.contains("Probe 1.0 of Acme"))
      let rehearsed = try await podium(
        "package", "onboard", file.path, "--dry-run", "--state", state)
      #expect(rehearsed.code == 0)
      #expect(!FileManager.default.fileExists(atPath: state))

      let onboarded = try await podium(
        "package", "onboard", file.path, "--json", "--state", state)
      #expect(onboarded.code == 0)
      for words in ["\"outcome\" : \"onboarded\"", "\"operationalState\" : \"ENABLED\""] {
        #expect(onboarded.output.contains(words), "\(onboarded.output)")
      }
      let digest = try await podium("journal", "digest", "--state", state).output
      let again = try await podium("package", "onboard", file.path, "--state", state)
      #expect(again.code == 0 && again.output.contains("nothing changed"))
      #expect(try await podium("journal", "digest", "--state", state).output == digest)

      let listed = try await podium("package", "list", "--state", state)
      #expect(listed.output.contains("Probe"))
      let early = try await podium("package", "delete", "Probe", "--state", state)
      #expect(early.code == 1 && early.errors.contains("disable it first"))
      #expect(try await podium("package", "disable", "Probe", "--state", state).code == 0)
      #expect(try await podium("package", "delete", "Probe", "--state", state).code == 0)
      let gone = try await podium("package", "show", "Probe", "--state", state)
      #expect(gone.code == 1 && gone.errors.contains("no Probe in the catalogue"))
      #expect(try await podium("nsd", "disable", "cloud-firewall-ns", "--state", state).code == 0)
      let nsds = try await podium("nsd", "list", "--state", state)
      #expect(nsds.output.contains("DISABLED"))
      #expect(try await podium("check", "--state", state).code == 0)
    }
  }

  @Test func `a file with problems is refused with all of them and leaves nothing behind`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let file = folder.appendingPathComponent("probe.yaml")
      let text = Self.descriptor.replacingOccurrences(of: "2 GiB", with: "two")
        .replacingOccurrences(of: "provider: Acme", with: "maker: Acme")
      try text.write(to: file, atomically: true, encoding: .utf8)
      let refused = try await podium("package", "onboard", file.path, "--state", state)
      #expect(refused.code == 1 && refused.output == "")
      #expect(refused.errors.contains("probe.yaml:7: $.topology_template.node_templates.probe"))
      #expect(refused.errors.contains("virtual_mem_size"))
      #expect(!FileManager.default.fileExists(atPath: state))
      let report = try await podium(
        "package", "onboard", file.path, "--json", "--state", state)
      #expect(report.code == 1 && report.output.contains("\"outcome\" : \"refused\""))
      #expect(report.output.contains("\"line\" : 7"))
      let kind = try await podium("nsd", "onboard", file.path, "--state", state)
      #expect(kind.code == 1)
    }
  }

  private static let service = """
    tosca_definitions_version: tosca_simple_yaml_1_2
    topology_template:
      node_templates:
        service:
          type: tosca.nodes.nfv.NS
          properties: { descriptor_id: probe-nsd, designer: Acme, version: "1", name: probe-ns, invariant_id: i, flavour_id: f }
        probe:
          type: tosca.nodes.nfv.VNF
          properties: { descriptor_id: 5f1b1a52-0000-4000-8000-000000000002 }
        other:
          type: tosca.nodes.nfv.VNF
          properties: { descriptor_id: nowhere }
    """

  @Test func `a foreign package is used from an NSD of one's own, or all that is missing is said`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let state = ["--state", folder.appendingPathComponent("state").path]
      let vnfd = folder.appendingPathComponent("probe.yaml")
      let nsd = folder.appendingPathComponent("service.yaml")
      try Self.service.write(to: nsd, atomically: true, encoding: .utf8)
      #expect(try await podium(["nsd", "onboard", nsd.path] + state).code == 0)
      let make = ["ns", "instantiate", "probe-ns", "--tenant", "acme", "--name", "probes"] + state
      let digest = try await podium(["journal", "digest"] + state).output
      let early = try await podium(make)
      #expect(early.code == 1)
      for words in ["5f1b1a52-0000-4000-8000-000000000002", "nowhere"] {
        #expect(early.errors.contains(words), "\(early.errors)")
      }
      #expect(try await podium(["journal", "digest"] + state).output == digest, "nothing is left")

      try Self.descriptor.write(to: vnfd, atomically: true, encoding: .utf8)
      #expect(try await podium(["package", "onboard", vnfd.path] + state).code == 0)
      let later = Self.descriptor.replacingOccurrences(of: "000000000002", with: "000000000003")
        .replacingOccurrences(of: "software_version: \"1.0\"", with: "software_version: \"1.1\"")
      try later.write(to: vnfd, atomically: true, encoding: .utf8)
      #expect(try await podium(["package", "onboard", vnfd.path] + state).code == 0)
      let several = try await podium(["package", "show", "Probe"] + state)
      #expect(several.errors.contains("Probe 1.0") && several.errors.contains("Probe 1.1"))
      let shown = try await podium(["package", "show", "Probe 1.1", "--json"] + state).output
      for key in [
        "vnfdId", "vnfProvider", "vnfProductName", "vnfSoftwareVersion", "vnfdVersion", "vnfmInfo",
        "checksum", "softwareImages", "additionalArtifacts", "onboardingState", "operationalState",
        "usageState", "deploymentFlavours",
      ] {
        #expect(shown.contains("\"\(key)\" :"), "\(key) in \(shown)")
      }

      let single = Self.service.replacingOccurrences(
        of: "nowhere", with: "5f1b1a52-0000-4000-8000-000000000003"
      )
      .replacingOccurrences(of: "probe-nsd", with: "probe-nsd-2").replacingOccurrences(
        of: "name: probe-ns,", with: "name: probe-pair,")
      try single.write(to: nsd, atomically: true, encoding: .utf8)
      #expect(try await podium(["nsd", "onboard", nsd.path] + state).code == 0)
      let made = try await podium(
        ["ns", "instantiate", "probe-pair", "--tenant", "acme", "--name", "pair", "--wait"] + state)
      #expect(made.code == 0, "\(made.errors)")
      #expect(try await podium(["package", "disable", "Probe 1.1"] + state).code == 0)
      let used = try await podium(["package", "delete", "Probe 1.1"] + state)
      #expect(used.code == 1 && used.errors.contains("terminate them"), "\(used.errors)")
      #expect(try await podium(["ns", "terminate", "pair", "--wait"] + state).code == 0)
      #expect(try await podium(["package", "delete", "Probe 1.1"] + state).code == 0)
      #expect(try await podium(["check"] + state).code == 0)
    }
  }
}
