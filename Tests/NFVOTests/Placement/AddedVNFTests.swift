import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// Where VNFs go that are added to a network service: bound to what is there, by the same rules.
@Suite struct `VNFs that are added` {
  /// The test's NSD with collectors that may be anywhere, and one to three of them.
  private static func nsd(_ change: (inout NSD) -> Void = { _ in }) -> NSD {
    var nsd = Descriptors.nsd
    nsd.placement[0].vnfProfiles = ["firewall"]
    nsd.scalingAspects = [
      NSD.NSScalingAspect(
        id: "collectors", name: "collectors",
        levels: (1...3).map { .init(vnfInstances: ["log_collector": $0]) })
    ]
    change(&nsd)
    return nsd
  }

  /// With a link between firewall and collectors.
  private static func linked(
    _ nsd: inout NSD, latency: Int? = nil, bitrate: Int = 0
  ) {
    for index in nsd.vnfProfiles.indices {
      nsd.vnfProfiles[index].virtualLinks = ["logs": "inner"]
    }
    var link = NSD.VirtualLinkProfile(id: "inner", maxBitrate: 0, latencyMilliseconds: latency)
    link.minBitrate = bitrate
    nsd.virtualLinkProfiles = [link]
  }

  /// Has the collectors in the core, away from the firewall.
  private static func inCore(_ nsd: inout NSD) {
    nsd.placement.append(
      NSD.PlacementRule(
        id: "core_placement", vnfProfiles: ["log_collector"], siteTag: "core",
        vimKind: .kubernetes, latencyMilliseconds: nil))
  }

  private static func apart(_ profiles: [String]) -> [NSD.AffinityRule] {
    [NSD.AffinityRule(kind: .antiAffinity, scope: .nfviPop, vnfProfiles: profiles)]
  }

  private static func link(
    _ one: String, _ other: String, latency: Int, bandwidth: Int = 10_000_000_000
  ) -> Inventory.Link {
    Inventory.Link(
      ends: [one, other], latencyMilliseconds: latency, jitterMilliseconds: 0,
      bandwidth: bandwidth, price: 1)
  }

  private static func stack(_ nsd: NSD, links: [Inventory.Link] = []) -> Stack {
    var inventory = Descriptors.inventory()
    inventory.links = links
    var stack = Stack(nsd: nsd, inventory: inventory)
    stack.order()
    stack.run()
    return stack
  }

  private static func collectors(_ stack: Stack) -> [VIMName] {
    stack.vnfs.filter { $0.profile == "log_collector" }.map(\.vim)
  }

  @Test func `go where their like are, when nothing speaks against it`() throws {
    // Another core is as good, and emptier.
    var inventory = Descriptors.inventory()
    inventory.sites.append(
      Inventory.Site(
        id: "core-2", title: "Core 2", tags: ["core"], customerLatencyMilliseconds: 15))
    var other = try #require(inventory.vim("k8s-core-1"))
    (other.id, other.title, other.site) = ("k8s-core-2", "k8s-core-2", "core-2")
    for index in other.hosts.indices { other.hosts[index].id = "k8s-core-2-w\(index + 1)" }
    inventory.vims.append(other)
    var stack = Stack(nsd: Self.nsd(Self.inCore), inventory: inventory)
    stack.order()
    stack.run()
    #expect(Self.collectors(stack) == ["k8s-core-1"])
    stack.scaleNS(.out)
    stack.run()
    #expect(stack.operations(.scale).first?.state == .completed)
    #expect(Self.collectors(stack) == ["k8s-core-1", "k8s-core-1"])
    #expect(stack.operations(.scale).first?.placement?.chosen == "k8s-core-1")
  }

  @Test func `keep away from what is there, where the NSD says so`() throws {
    var stack = Self.stack(Self.nsd { $0.affinityRules = Self.apart(["log_collector"]) })
    #expect(Self.collectors(stack) == ["k8s-edge-1"])
    stack.request(
      .update(ns: Stack.ns, .instantiateVNF(profile: "log_collector"), from: Stack.person))
    stack.run()
    let places = Self.collectors(stack)
    #expect(places.count == 2 && places[0] == "k8s-edge-1" && places[1] != "k8s-edge-1")
    for vnf in stack.vnfs {
      #expect(stack.vims.owned(by: vnf.id).allSatisfy { stack.vims.pods[$0]?.vim == vnf.vim })
    }
  }

  @Test func `keep to the latency of the links to what is there`() throws {
    var stack = Self.stack(
      Self.nsd { nsd in
        Self.linked(&nsd, latency: 5)
        nsd.affinityRules = Self.apart(["log_collector"])
      },
      links: [
        Self.link("edge-1", "core-1", latency: 9), Self.link("edge-1", "edge-2", latency: 4),
      ])
    stack.scaleNS(.out)
    stack.run()
    #expect(Self.collectors(stack) == ["k8s-edge-1", "k8s-edge-2"])
    // There is no third site near enough: nothing is done, and the reason names the rule.
    stack.scaleNS(.out)
    stack.run()
    let operation = try #require(stack.operations(.scale).last)
    #expect(operation.state == .rolledBack)
    #expect(operation.problem?.title == "No place for the network service")
    #expect(
      operation.problem?.detail.contains("inner needs at most 5 ms between") == true,
      "\(operation.problem?.detail ?? "")")
    #expect(stack.service?.openOperation == nil && stack.nfvo.plannedPlaces.isEmpty)
  }

  @Test func `keep to the site that the order named`() throws {
    var inventory = Descriptors.inventory()
    inventory.links = []
    var stack = Stack(nsd: Self.nsd(), inventory: inventory)
    stack.order(sitePolicy: "k8s-edge-2")
    stack.run()
    stack.scaleNS(.out, by: 2)
    stack.run()
    #expect(Self.collectors(stack) == Array(repeating: "k8s-edge-2", count: 3))
  }

  @Test func `take of the links what they need, and give it back when they leave`() throws {
    var stack = Self.stack(
      Self.nsd { nsd in
        Self.linked(&nsd, bitrate: 300_000_000)
        Self.inCore(&nsd)
      }, links: [Self.link("edge-1", "core-1", latency: 3, bandwidth: 1_000_000_000)])
    #expect(stack.nfvo.linkUse == [300_000_000])
    stack.scaleNS(.out, by: 2)
    stack.run()
    #expect(stack.operations(.scale).first?.state == .completed)
    #expect(stack.nfvo.linkUse == [900_000_000])
    // There is room for three.
    stack.request(
      .update(ns: Stack.ns, .instantiateVNF(profile: "log_collector"), from: Stack.person))
    stack.run()
    let refused = try #require(stack.operations(.update).first)
    #expect(refused.state == .rolledBack)
    #expect(refused.problem?.detail.contains("inner needs 300 Mbit/s between") == true)
    #expect(stack.nfvo.linkUse == [900_000_000])
    stack.scaleNS(.inward)
    stack.run()
    #expect(stack.nfvo.linkUse == [600_000_000])
    let last = try #require(stack.vnfs.last { $0.profile == "log_collector" })
    stack.request(.update(ns: Stack.ns, .terminateVNF(vnf: last.name), from: Stack.person))
    stack.run()
    #expect(stack.nfvo.linkUse == [300_000_000])
    stack.request(.terminate(ns: Stack.ns, from: Stack.person))
    stack.run()
    #expect(stack.nfvo.linkUse == [0])
  }

  @Test func `give back what they took when they are rolled back`() throws {
    var stack = Self.stack(
      Self.nsd { nsd in
        Self.linked(&nsd, bitrate: 300_000_000)
        Self.inCore(&nsd)
      }, links: [Self.link("edge-1", "core-1", latency: 3, bandwidth: 1_000_000_000)])
    stack.vims.nextFault = Fault(title: "NoDisk", detail: "The disk is full.")
    stack.scaleNS(.out, by: 2)
    stack.run(for: .minutes(10))
    let operation = try #require(stack.operations(.scale).first)
    #expect(operation.state == .failedTemp && stack.nfvo.linkUse == [900_000_000])
    stack.request(.task(.rollback, operation: operation.id, from: Stack.person))
    stack.run(for: .minutes(10))
    #expect(stack.operations(.scale).first?.state == .rolledBack)
    #expect(stack.nfvo.linkUse == [300_000_000])
    #expect(Self.collectors(stack).count == 1)
  }
}

extension Stack {
  /// Scales the network service by its collectors.
  fileprivate mutating func scaleNS(_ direction: ScaleNSRequest.Direction, by steps: Int = 1) {
    request(
      .scale(
        ns: Self.ns,
        ScaleNSRequest(
          scaleType: .ns, vnfInstanceId: nil, aspectId: "collectors", direction: direction,
          numberOfSteps: steps),
        from: Self.person))
  }
}
