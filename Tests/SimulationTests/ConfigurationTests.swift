import Core
import Deciding
import NFVI
import ResourceInterfaces
import Testing
import VNFM

@testable import Podium

/// Day-2 configuration through the whole core: the VNFM's wish, the function's truth, and others'
/// hands.
@Suite struct `The configuration of a function in service` {
  /// The engine after one order has been completed, and its firewall.
  private static func inService() throws -> (engine: Engine, vnf: VNFInstance.ID) {
    var engine = Engine(world: OrderBench.world)
    var batch = Batch.rehearsed
    for message in Genesis.messages(try Bundled.catalogue(), try Bundled.inventory()) {
      try engine.admit(message, from: .world, into: &batch)
    }
    for message in try OrderBench.messages(0..<1) {
      try engine.admit(message, from: .person, into: &batch)
    }
    while try engine.step(until: Instant(milliseconds: .max), into: &batch) {}
    let firewall = engine.layers.vnfm.vnfs.values.first { $0.productName == "Cloud Firewall" }
    return (engine, try #require(firewall).id)
  }

  private static func tell(_ message: ConfigurationMessage, _ engine: inout Engine) throws {
    var batch = Batch.rehearsed
    try engine.admit(.resource(.vnfm(.configuration(message))), from: .person, into: &batch)
    while try engine.step(until: Instant(milliseconds: .max), into: &batch) {}
  }

  private static func changeOutside(
    _ vnf: VNFInstance.ID, _ name: String, _ value: String, _ engine: inout Engine
  ) throws {
    var batch = Batch.rehearsed
    let change = ConfigurationChange(name: name, before: nil, after: value)
    let message = FunctionConfigurationMessage.changeOutside(vnf: vnf, [change], by: "mallory")
    try engine.admit(.resource(.nfvi(.configuration(message))), from: .world, into: &batch)
    while try engine.step(until: Instant(milliseconds: .max), into: &batch) {}
  }

  @Test func `is the Day-1 template at first, at both ends`() throws {
    let (engine, vnf) = try Self.inService()
    let record = try #require(engine.layers.vnfm.vnfs[vnf])
    let function = try #require(engine.layers.nfvi.functions[vnf])
    #expect(record.configured.wanted["logging.format"] == "cef")
    #expect(record.configured.wanted == function.settings)
    #expect(record.configured.version == 1 && record.configured.history.first?.reason == "Day-1")
    #expect(Compliance.findings(engine.layers).isEmpty)
  }

  @Test func `changes, is remembered, and goes back to any version`() throws {
    var (engine, vnf) = try Self.inService()
    for format in ["json", "syslog"] {
      try Self.tell(
        .change(
          vnf: vnf, [ConfigurationChange(name: "logging.format", before: nil, after: format)],
          by: "anna"), &engine)
    }
    #expect(engine.layers.nfvi.functions[vnf]?.settings["logging.format"] == "syslog")
    #expect(engine.layers.vnfm.vnfs[vnf]?.configured.version == 3)
    try Self.tell(.restore(vnf: vnf, version: 1, by: "anna"), &engine)
    let record = try #require(engine.layers.vnfm.vnfs[vnf])
    #expect(record.configuration == .configured && record.configured.version == 4)
    #expect(record.configured.wanted["logging.format"] == "cef")
    #expect(engine.layers.nfvi.functions[vnf]?.settings == record.configured.wanted)
    #expect(record.configured.configuration(asOf: 3)?["logging.format"] == "syslog")
  }

  @Test func `drifts when somebody changes the function, who is named; and is put right`() throws {
    var (engine, vnf) = try Self.inService()
    try Self.changeOutside(vnf, "base-policy.template", "allow-all", &engine)
    #expect(engine.layers.vnfm.vnfs[vnf]?.configuration == .drifted)
    let finding = try #require(Compliance.findings(engine.layers).first)
    #expect(finding.what == "base-policy.template" && finding.by == "mallory")
    #expect(finding.expected == "deny-by-default" && finding.found == "allow-all")
    try Self.tell(.reconcile(vnf: vnf, by: "anna"), &engine)
    #expect(engine.layers.vnfm.vnfs[vnf]?.configuration == .configured)
    #expect(
      engine.layers.nfvi.functions[vnf]?.settings["base-policy.template"] == "deny-by-default")
    #expect(Compliance.findings(engine.layers).isEmpty)
  }

  @Test func `is what somebody else made of it once that is adopted`() throws {
    var (engine, vnf) = try Self.inService()
    try Self.changeOutside(vnf, "logging.target", "siem-2", &engine)
    try Self.tell(.adopt(vnf: vnf, by: "anna"), &engine)
    let record = try #require(engine.layers.vnfm.vnfs[vnf])
    #expect(
      record.configured.wanted["logging.target"] == "siem-2" && record.configured.drift.isEmpty)
    try Self.tell(.audit(vnf: vnf), &engine)
    #expect(engine.layers.vnfm.vnfs[vnf]?.configuration == .configured)
  }

  @Test func `cannot be changed to what it is, to no version, or while it is being changed`() throws
  {
    var (engine, vnf) = try Self.inService()
    let same = ConfigurationChange(name: "logging.format", before: nil, after: "cef")
    let other = ConfigurationChange(name: "logging.format", before: nil, after: "json")
    var batch = Batch.rehearsed
    let messages: [ConfigurationMessage] = [
      .change(vnf: vnf, [same], by: "anna"), .restore(vnf: vnf, version: 9, by: "anna"),
      .adopt(vnf: vnf, by: "anna"), .change(vnf: vnf, [other], by: "anna"),
      .reconcile(vnf: vnf, by: "bert"),
    ]
    for message in messages {
      try engine.admit(.resource(.vnfm(.configuration(message))), from: .person, into: &batch)
    }
    while try engine.step(until: engine.now, into: &batch) {}
    let refused = batch.events.compactMap { recorded -> String? in
      if case .vnfm(.configuration(_, _, .refused(_, _, let fault))) = recorded.event {
        return fault.title
      }
      return nil
    }
    #expect(
      refused == [
        "Nothing to change", "Version unknown", "Nothing to adopt", "A change is on its way",
      ])
  }

  @Test func `is given to all members again when they are healed or upgraded`() throws {
    var (engine, vnf) = try Self.inService()
    let other = ConfigurationChange(name: "logging.format", before: nil, after: "json")
    try Self.tell(.change(vnf: vnf, [other], by: "anna"), &engine)
    let hosts = try #require(engine.layers.vnfm.vnfs[vnf]).components.compactMap(\.host)
    var batch = Batch.rehearsed
    for host in hosts {
      try engine.admit(
        .resource(.nfvi(.power(host: host, isOn: false))), from: .world, into: &batch)
    }
    while try engine.step(until: Instant(milliseconds: .max), into: &batch) {}
    let record = try #require(engine.layers.vnfm.vnfs[vnf])
    #expect(record.ready == record.wanted && record.configuration == .configured)
    #expect(engine.layers.nfvi.functions[vnf]?.settings == record.configured.wanted)
    #expect(record.configured.wanted["logging.format"] == "json")
  }
}
