import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

@Suite struct `A remediation plan` {
  private static func inService() throws -> Lab {
    try NSAct.scaleOut.prepare(seed: 31)
  }

  private static func findings(_ lab: Lab) -> [ComplianceFinding] {
    Compliance.findings(lab.layers)
  }

  /// Asks for a remedy as the command does, and lets it come to its end.
  private static func carryOut(_ remedy: Remedy, _ lab: inout Lab) throws {
    try lab.admit(try remedy.message(in: lab.layers, by: "auditor"))
    try lab.run()
  }

  @Test func `puts a drifted configuration back, and names who changed it and when`() throws {
    var lab = try Self.inService()
    let firewall = try #require(lab.layers.firewall)
    let setting = try #require(firewall.configured.wanted.settings.keys.sorted().first)
    try lab.admit(
      .resource(
        .nfvi(
          .configuration(
            .changeOutside(
              vnf: firewall.id,
              [ConfigurationChange(name: setting, before: nil, after: "tampered")],
              by: "mallory")))))
    try lab.run()
    let finding = try #require(Self.findings(lab).first)
    #expect(finding.baseline == .configuration && finding.what == setting)
    #expect(finding.by == "mallory" && finding.since != nil && finding.found == "tampered")
    let remedies = Compliance.remedies(for: Self.findings(lab))
    #expect(remedies.map(\.act) == [.reconcile])
    let before = lab.layers.vnfm
    let trial = try lab.engine.trying(remedies, by: "auditor")
    #expect(trial.map(\.problem) == [nil] && trial.allSatisfy { $0.left.isEmpty })
    #expect(lab.layers.vnfm == before, "a trial changed something")
    for remedy in remedies { try Self.carryOut(remedy, &lab) }
    #expect(Self.findings(lab).isEmpty)
    #expect(lab.layers.firewall?.configuration == .configured)
  }

  @Test func `brings back what was lost`() throws {
    var lab = try Self.inService()
    let ns = try #require(lab.layers.ns).id
    try lab.admit(
      .service(.assurance(.policy(ns: ns, policy: "auto-heal", .pause, from: Lab.person))))
    let host = try #require(lab.layers.firewall?.components.first?.host)
    try lab.admit(.resource(.nfvi(.power(host: host, isOn: false))))
    try lab.run()
    let remedies = Compliance.remedies(for: Self.findings(lab))
    #expect(remedies.map(\.act) == [.heal])
    #expect(remedies.first?.findings.first?.baseline == .resource)
    let trial = try lab.engine.trying(remedies, by: "auditor")
    #expect(trial.map(\.problem) == [nil])
    for remedy in remedies { try Self.carryOut(remedy, &lab) }
    #expect(Self.findings(lab).isEmpty)
  }

  @Test func `says why it cannot be carried out`() throws {
    var lab = try Self.inService()
    let ns = try #require(lab.layers.ns)
    try lab.admit(
      .service(.assurance(.policy(ns: ns.id, policy: "auto-heal", .pause, from: Lab.person))))
    for host in lab.layers.vim.hosts.values where host.vim == ns.vim {
      try lab.admit(.resource(.nfvi(.power(host: host.name, isOn: false))))
    }
    try lab.run()
    let remedies = Compliance.remedies(for: Self.findings(lab))
    #expect(!remedies.isEmpty)
    let trial = try lab.engine.trying(remedies, by: "auditor")
    #expect(trial.allSatisfy { $0.problem != nil && !$0.left.isEmpty })
  }
}
