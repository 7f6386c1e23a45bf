import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// Network services whose VNFs do not all go to one VIM, from what NSD, VNFD and inventory say.
@Suite struct `A network service over several VIMs` {
  /// The test's NSD, whose collector may be anywhere.
  private static func nsd(
    _ change: (inout NSD) -> Void = { _ in }
  ) -> NSD {
    var nsd = Descriptors.nsd
    nsd.placement[0].vnfProfiles = ["firewall"]
    change(&nsd)
    return nsd
  }

  private static func link(
    _ one: String, _ other: String, latency: Int, jitter: Int = 0, price: Int = 1,
    bandwidth: Int = 10_000_000_000
  ) -> Inventory.Link {
    Inventory.Link(
      ends: [one, other], latencyMilliseconds: latency, jitterMilliseconds: jitter,
      bandwidth: bandwidth, price: price)
  }

  private static func stack(
    _ nsd: NSD, links: [Inventory.Link] = [], _ change: (inout Inventory) -> Void = { _ in }
  ) -> Stack {
    var inventory = Descriptors.inventory()
    inventory.links = links
    change(&inventory)
    return Stack(nsd: nsd, inventory: inventory)
  }

  private static func places(_ stack: Stack) -> [String: VIMName] {
    Dictionary(stack.vnfs.map { ($0.profile, $0.vim) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func `is kept at one site when nothing speaks against it`() {
    var stack = Self.stack(Self.nsd())
    stack.order()
    stack.run()
    #expect(
      Self.places(stack) == ["firewall": "k8s-edge-1", "log_collector": "k8s-edge-1"])
  }

  @Test func `is parted by anti-affinity over sites, and each VNF is made where it was placed`()
    throws
  {
    var stack = Self.stack(
      Self.nsd {
        $0.affinityRules = [
          NSD.AffinityRule(
            kind: .antiAffinity, scope: .nfviPop, vnfProfiles: ["firewall", "log_collector"])
        ]
      })
    stack.order()
    stack.run()
    let places = Self.places(stack)
    #expect(places["firewall"] == "k8s-edge-1" && places["log_collector"] == "k8s-core-1")
    #expect(stack.operations(.instantiate).first?.state == .completed)
    let decision = try #require(stack.operations(.instantiate).first?.placement)
    #expect(
      decision.sentence
        == "globex-fw-log-collector-1 on k8s-core-1 at core-1; globex-fw-1 on k8s-edge-1 at edge-1")
    for vnf in stack.vnfs {
      #expect(stack.vims.owned(by: vnf.id).allSatisfy { stack.vims.pods[$0]?.vim == vnf.vim })
      #expect(stack.nfvo.seats[vnf.id]?.allSatisfy { $0.host.hasPrefix(vnf.vim) } == true)
    }
  }

  /// The firewall must be at the edge and the collector elsewhere; the link between them decides where.
  @Test(arguments: [
    (3, 2, nil, "k8s-core-1"), (9, 2, nil, "k8s-edge-2"), (3, 9, 4, "k8s-edge-2"),
    (9, 9, nil, nil),
  ])
  func `keeps to the latency and jitter that a virtual link allows between sites`(
    latency: Int, jitter: Int, bound: Int?, expected: VIMName?
  ) throws {
    let nsd = Self.nsd { nsd in
      nsd.affinityRules = [
        NSD.AffinityRule(
          kind: .antiAffinity, scope: .nfviPop, vnfProfiles: ["firewall", "log_collector"])
      ]
      nsd.vnfProfiles[0].virtualLinks = ["logs": "inner"]
      nsd.vnfProfiles[1].virtualLinks = ["logs": "inner"]
      var link = NSD.VirtualLinkProfile(id: "inner", maxBitrate: 0, latencyMilliseconds: 5)
      link.jitterMilliseconds = bound
      nsd.virtualLinkProfiles = [link]
    }
    let links =
      [Self.link("edge-1", "core-1", latency: latency, jitter: jitter)]
      + (expected == nil ? [] : [Self.link("edge-1", "edge-2", latency: 5, jitter: 3)])
    var stack = Self.stack(nsd, links: links) { inventory in
      inventory.vims.removeAll { $0.id == "k8s-edge-2" && expected == nil }
    }
    stack.order(sitePolicy: nil)
    stack.run(for: .minutes(30))
    #expect(Self.places(stack)["log_collector"] == expected)
    guard expected == nil else { return }
    let problem = try #require(stack.operations(.instantiate).first?.problem)
    #expect(problem.detail.contains("inner needs at most 5 ms between"), "\(problem.detail)")
    #expect(problem.detail.contains("in different sites"), "\(problem.detail)")
  }

  @Test func `takes the bandwidth of links until they are full, and gives it back`() throws {
    let nsd = Self.nsd { nsd in
      nsd.affinityRules = [
        NSD.AffinityRule(
          kind: .antiAffinity, scope: .nfviPop, vnfProfiles: ["firewall", "log_collector"])
      ]
      nsd.vnfProfiles[0].virtualLinks = ["logs": "inner"]
      nsd.vnfProfiles[1].virtualLinks = ["logs": "inner"]
      var link = NSD.VirtualLinkProfile(id: "inner", maxBitrate: 0)
      link.minBitrate = 600_000_000
      nsd.virtualLinkProfiles = [link]
    }
    var stack = Self.stack(
      nsd, links: [Self.link("edge-1", "core-1", latency: 3, bandwidth: 1_000_000_000)])
    stack.order(1, name: "a")
    stack.run()
    #expect(stack.nfvo.linkUse == [600_000_000])
    stack.order(2, name: "b")
    stack.run(for: .minutes(30))
    #expect(stack.operations(.instantiate).last?.state == .failedTemp)
    stack.request(.terminate(ns: Stack.ns, from: Stack.person))
    stack.run(for: .minutes(30))
    #expect(stack.nfvo.linkUse == [0])
    let second = try #require(stack.operations(.instantiate).last).id
    stack.request(.task(.retry, operation: second, from: Stack.person))
    stack.run()
    #expect(stack.operations(.instantiate).last?.state == .completed)
    #expect(stack.nfvo.linkUse == [600_000_000])
  }

  @Test func `goes where it costs less, when all else is equal`() throws {
    let decided = try ["k8s-edge-1", "k8s-edge-2"].map { cheap in
      var stack = Self.stack(Self.nsd()) { inventory in
        for index in inventory.vims.indices {
          inventory.vims[index].vcpuPrice = inventory.vims[index].id == cheap ? 1 : 5
          inventory.vims[index].hosts = Descriptors.inventory().vims[1].hosts.map { host in
            var host = host
            host.id = "\(inventory.vims[index].id)-\(host.id)"
            return host
          }
        }
      }
      stack.order()
      stack.run()
      return try #require(stack.operations(.instantiate).first?.placement)
    }
    #expect(decided.map(\.chosen) == ["k8s-edge-1", "k8s-edge-2"])
    let other = decided[1].candidates.first { $0.vim == "k8s-edge-1" }
    #expect(other?.reason == "possible, but it costs 22 there and 4 on k8s-edge-2")
  }

  @Test func `keeps to the quota of its tenant, and says what is missing`() throws {
    var stack = Self.stack(Self.nsd()) { inventory in
      for index in inventory.vims.indices {
        inventory.vims[index].quotas = [Inventory.Quota(tenant: "Globex", vcpu: 3)]
      }
    }
    stack.order(1, tenant: "Globex")
    stack.order(2, name: "other", tenant: "Initech")
    stack.run(for: .minutes(30))
    let problem = try #require(stack.operations(.instantiate).first?.problem)
    #expect(
      problem.detail.contains("the quota of Globex on k8s-edge-1 lacks 1.5 vCPU"),
      "\(problem.detail)")
    #expect(stack.operations(.instantiate).last?.state == .completed)
    #expect(stack.nfvo.use(of: "Initech", on: "k8s-edge-1").milliCPU == 4_500)
  }
}
