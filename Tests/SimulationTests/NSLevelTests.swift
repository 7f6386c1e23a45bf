import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// Network services in the flavours of their NSDs, and at their instantiation levels.
struct NSLevelTests {
  private func made(
    _ nsd: String, flavour: String? = nil, level: String? = nil,
    alter: (inout [NSD]) -> Void = { _ in }
  ) throws -> Lab {
    var lab = try Lab(seed: 9, alter: { nsds, _ in alter(&nsds) })
    try lab.make(
      nsd,
      InstantiateNSRequest(
        vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: [], flavourId: flavour,
        instantiationLevel: level))
    return lab
  }

  private func scale(_ lab: inout Lab, to level: String) throws {
    try lab.ask(
      .scaleToNSLevel(ns: try #require(lab.layers.ns).id, level: level, from: Lab.person))
    try lab.run()
  }

  @Test func `a level says how many network services there are, and scaling goes to another`()
    throws
  {
    var lab = try made("core-5g-ns", level: "regional")
    #expect(lab.layers.operation?.state == .completed)
    var ns = try #require(lab.layers.ns)
    #expect(ns.nested.count == 2 && ns.choice.instantiationLevel == "regional")

    try scale(&lab, to: "small")
    #expect(lab.layers.operation?.purpose == "level small: - lab-user-plane-2")
    ns = try #require(lab.layers.ns)
    #expect(ns.nested.count == 1 && ns.choice.instantiationLevel == "small")

    lab.forget()
    try scale(&lab, to: "small")
    #expect(lab.events.contains { $0.event.sentence.contains("has as much as the level small") })
    try scale(&lab, to: "huge")
    #expect(
      lab.events.contains {
        $0.event.sentence.contains("has no instantiation level huge. It has: small, regional.")
      })
    try scale(&lab, to: "regional")
    #expect(lab.layers.ns?.nested.count == 2)
    #expect(Agreement.findings(lab.layers) == [])
  }

  @Test func `a scaling to a level that is rolled back leaves the level as it was`() throws {
    var lab = try made("core-5g-ns")
    let rule = FaultRule(.quotaCut, at: FaultPlace(vim: "k8s-edge-1"))
    try lab.admit(.resource(.vim(.fault(.inject(rule)))), from: .world)
    try scale(&lab, to: "regional")
    let operation = try #require(lab.layers.operation)
    #expect(operation.ns == lab.layers.ns?.id && operation.state == .failedTemp)
    try lab.ask(.task(.rollback, operation: operation.id, from: Lab.person))
    try lab.run()
    #expect(lab.layers.nfvo.operations[operation.id]?.state == .rolledBack)
    #expect(lab.layers.ns?.choice.instantiationLevel == nil)
    #expect(lab.layers.ns?.nested.count == 1)
    #expect(Agreement.findings(lab.layers) == [])
  }

  @Test func `a flavour of the NSD has flavours of its VNFs and wider links`() throws {
    let lab = try made("virtual-router-ns", flavour: "accelerated")
    #expect(lab.layers.operation?.state == .completed)
    let ns = try #require(lab.layers.ns)
    let vnf = try #require(ns.vnfs.first.flatMap { lab.layers.vnfm.vnfs[$0] })
    #expect(vnf.flavourId == "accelerated")
    #expect(lab.layers.nfvo.vnfs[vnf.id]?.flavourId == "accelerated")
    let router = try #require(lab.layers.vim.resources(of: vnf.id).first)
    #expect(router.compute == Compute(milliCPU: 4_000, memoryMiB: 8_192))
    #expect(lab.layers.nfvo.nsd(of: ns)?.virtualLinkProfiles.first?.minBitrate == 10_000_000_000)
    #expect(Agreement.findings(lab.layers) == [])
  }

  @Test(arguments: [
    (
      "turbo", nil,
      "virtual-router-ns has no deployment flavour turbo. It has: default, accelerated."
    ),
    ("accelerated", "large", "virtual-router-ns has no instantiation level large. It has none."),
  ])
  func `what the NSD does not have is refused with what it has`(
    flavour: String, level: String?, sentence: String
  ) throws {
    let lab = try made("virtual-router-ns", flavour: flavour, level: level)
    #expect(lab.layers.ns?.state == .notInstantiated && lab.layers.operation == nil)
    #expect(lab.events.contains { $0.event.sentence.contains(sentence) })
  }

  @Test func `a network service inside is made in the flavour and at the level that is asked for`()
    throws
  {
    let lab = try made("core-5g-ns") { nsds in
      for index in nsds.indices {
        switch nsds[index].name {
        case "core-5g-user-plane-ns":
          var wide = nsds[index]
          wide.flavourId = "wide"
          wide.instantiationLevels = [
            .init(id: "one", vnfInstances: [wide.vnfProfiles[0].id: 1]),
            .init(id: "two", vnfInstances: [wide.vnfProfiles[0].id: 2]),
          ]
          wide.defaultInstantiationLevel = "one"
          nsds[index].otherFlavours = [wide]
        case "core-5g-ns":
          nsds[index].nestedNSProfiles[0].flavourId = "wide"
          nsds[index].nestedNSProfiles[0].instantiationLevel = "two"
        default: break
        }
      }
    }
    #expect(lab.layers.operation?.state == .completed)
    let ns = try #require(lab.layers.ns)
    let nested = try #require(lab.layers.nfvo.nested(in: ns).first)
    #expect(nested.choice == NSChoice(flavourId: "wide", instantiationLevel: "two"))
    #expect(nested.vnfs.count == 2)
    #expect(Agreement.findings(lab.layers) == [])
  }

  @Test func `links between sites carry what the level says, also for what is added`() throws {
    func bitrates(_ lab: Lab) throws -> [Int] {
      let nested = lab.layers.nfvo.nested(in: try #require(lab.layers.ns))
      return nested.map { $0.passages.map(\.bitrate).max() ?? 0 }
    }
    #expect(try bitrates(try made("core-5g-ns")) == [1_000_000_000])
    var lab = try made("core-5g-ns", level: "regional")
    #expect(try bitrates(lab) == [4_000_000_000, 4_000_000_000])
    try scale(&lab, to: "small")
    #expect(try bitrates(lab) == [4_000_000_000])

    var other = try made("core-5g-ns")
    try scale(&other, to: "regional")
    #expect(try bitrates(other) == [1_000_000_000, 4_000_000_000])
    #expect(Agreement.findings(other.layers) == [])
  }

  @Test func `links carry what the level of a scaling aspect says`() throws {
    var lab = try made("core-5g-ns") { nsds in
      for index in nsds.indices where nsds[index].name == "core-5g-ns" {
        func level(_ count: Int, _ rate: Int) -> NSD.NSScalingAspect.Level {
          .init(
            vnfInstances: [:], nsInstances: ["user_plane": count],
            linkBitrates: ["radio_link": Bitrate(root: rate)])
        }
        nsds[index].scalingAspects = [
          NSD.NSScalingAspect(
            id: "planes", name: "planes",
            levels: [level(1, 2_000_000_000), level(2, 3_000_000_000)])
        ]
      }
    }
    let ns = try #require(lab.layers.ns).id
    try lab.ask(
      .scale(
        ns: ns,
        ScaleNSRequest(
          scaleType: .ns, vnfInstanceId: nil, aspectId: "planes", direction: .out,
          numberOfSteps: 1), from: Lab.person))
    try lab.run()
    let nested = lab.layers.nfvo.nested(in: try #require(lab.layers.ns))
    #expect(
      nested.map { $0.passages.map(\.bitrate).max() } == [2_000_000_000, 3_000_000_000])
  }
}
