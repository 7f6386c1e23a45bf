import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// What an inventory says of sites, links, zones, hosts and quotas decides where a network service goes.
@Suite struct `What an inventory says` {
  /// The test's NSD, whose customer comes in on a link to the firewall.
  private static func nsd(jitter: Int?) -> NSD {
    var nsd = Descriptors.nsd
    nsd.vnfProfiles[0].virtualLinks = ["outside": "access"]
    nsd.vnfProfiles[1].virtualLinks = ["logs": "inner"]
    var link = NSD.VirtualLinkProfile(id: "access", maxBitrate: 0)
    link.jitterMilliseconds = jitter
    nsd.virtualLinkProfiles = [link]
    nsd.sapds = [NSD.SAPD(id: "customer", virtualLink: "access")]
    return nsd
  }

  private static func run(
    _ nsd: NSD, _ change: (inout Inventory) -> Void
  ) -> Stack {
    var inventory = Descriptors.inventory()
    change(&inventory)
    var stack = Stack(nsd: nsd, inventory: inventory)
    stack.order()
    stack.run(for: .minutes(30))
    return stack
  }

  /// Bounds, and where the firewall goes.
  private static let jitters: [(Int?, VIMName?)] = [
    (nil, "k8s-edge-1"), (3, "k8s-edge-2"), (1, nil),
  ]

  @Test(arguments: jitters)
  func `by how much the latency to customers varies`(bound: Int?, expected: VIMName?) throws {
    let stack = Self.run(Self.nsd(jitter: bound)) { inventory in
      for index in inventory.sites.indices {
        inventory.sites[index].customerJitterMilliseconds = [4, 2, 2][index]
      }
    }
    let operation = try #require(stack.operations(.instantiate).first)
    #expect(operation.placement?.vim(named: "globex-fw-1") == expected)
    guard bound != nil else { return }
    let reason = operation.placement?.candidates.first { $0.vim == "k8s-edge-1" }?.reason ?? ""
    #expect(
      reason.hasPrefix("4 ms of jitter to the customer, at most \(bound ?? 0) ms allowed (access)"),
      "\(reason)")
    guard expected == nil else { return }
    let detail = operation.problem?.detail ?? ""
    #expect(detail.contains("1 ms of jitter to the customer (access)"), "\(detail)")
  }

  /// Firewall and collector must part, and the way to either other site is paid for.
  @Test(arguments: [(9, 1, "k8s-edge-2"), (1, 9, "k8s-core-1")])
  func `what a link costs`(core: Int, edge: Int, expected: VIMName) throws {
    var nsd = Descriptors.nsd
    nsd.placement[0].vnfProfiles = ["firewall"]
    nsd.placement.append(
      NSD.PlacementRule(id: "here", vnfProfiles: ["firewall"], siteTag: "first"))
    nsd.affinityRules = [
      NSD.AffinityRule(
        kind: .antiAffinity, scope: .nfviPop, vnfProfiles: ["firewall", "log_collector"])
    ]
    for index in nsd.vnfProfiles.indices {
      nsd.vnfProfiles[index].virtualLinks = ["logs": "inner"]
    }
    var link = NSD.VirtualLinkProfile(id: "inner", maxBitrate: 0)
    link.minBitrate = 1_000_000
    nsd.virtualLinkProfiles = [link]
    let stack = Self.run(nsd) { inventory in
      inventory.sites[0].tags.append("first")
      // The same room everywhere, so that nothing but the price is left.
      let hosts = inventory.vims[0].hosts.prefix(2)
      for index in inventory.vims.indices {
        inventory.vims[index].hosts = hosts.enumerated().map { number, host in
          var host = host
          host.id = "\(inventory.vims[index].id)-w\(number)"
          return host
        }
      }
      inventory.links = [("core-1", core), ("edge-2", edge)].map { site, price in
        Inventory.Link(
          ends: ["edge-1", site], latencyMilliseconds: 2, jitterMilliseconds: 0,
          bandwidth: 1_000_000_000, price: price)
      }
    }
    let decision = try #require(stack.operations(.instantiate).first?.placement)
    #expect(decision.vim(named: "globex-fw-1") == "k8s-edge-1")
    #expect(decision.vim(named: "globex-fw-log-collector-1") == expected)
  }

  @Test func `which zones count as one`() throws {
    var vnfd = Descriptors.firewall("4.2.0")
    vnfd.affinityRules = [
      VNFD.AffinityRule(kind: .antiAffinity, scope: .zoneGroup, vdus: ["worker"])
    ]
    for isGrouped in [false, true] {
      var inventory = Descriptors.inventory()
      inventory.vims.removeAll { $0.id != "k8s-edge-1" }
      for index in inventory.vims[0].hosts.indices {
        // Two zones, of one group or each alone.
        inventory.vims[0].hosts[index].zone = index < 2 ? "a" : "b"
        inventory.vims[0].hosts[index].zoneGroup = isGrouped ? "feed" : nil
      }
      var stack = Stack(
        nsd: Descriptors.nsd, vnfds: [vnfd, Descriptors.collector], inventory: inventory)
      stack.order()
      stack.run(for: .minutes(30))
      let operation = try #require(stack.operations(.instantiate).first)
      guard isGrouped else {
        let zones = try #require(stack.nfvo.seats[try stack.firewall.id]).compactMap {
          stack.nfvo.hosts[$0.host]?.zone
        }
        #expect(zones.sorted() == ["a", "b"])
        continue
      }
      #expect(operation.state == .failedTemp)
      let detail = operation.problem?.detail ?? ""
      #expect(detail.contains("2 zone groups") && detail.contains("one qualifies"), "\(detail)")
    }
  }

  @Test func `which CPUs, hugepages and functions its hosts have, node by node`() throws {
    var vnfd = Descriptors.firewall("4.2.0")
    vnfd.vdus[0].hardware = VNFD.HardwareNeeds(
      isPinned: true, usesHugepages: true, isSameNUMA: true)
    for (cpus, pages, isEnough) in [(4, 8, true), (2, 8, false), (4, 4, false)] {
      var inventory = Descriptors.inventory()
      inventory.vims.removeAll { $0.id != "k8s-edge-1" }
      for index in inventory.vims[0].hosts.indices {
        inventory.vims[0].hosts[index].numaNodes = 2
        inventory.vims[0].hosts[index].dedicatedCPUs = cpus
        inventory.vims[0].hosts[index].hugepagesGiB = pages
      }
      var stack = Stack(
        nsd: Descriptors.nsd, vnfds: [vnfd, Descriptors.collector], inventory: inventory)
      stack.order()
      stack.run(for: .minutes(30))
      let operation = try #require(stack.operations(.instantiate).first)
      #expect(operation.state == (isEnough ? .completed : .failedTemp), "\(cpus) \(pages)")
      guard isEnough else {
        let wish = "2 free dedicated CPUs"
        let detail = operation.problem?.detail ?? ""
        #expect(
          detail.contains(wish) || detail.contains("4 GiB of free hugepages"), "\(detail)")
        continue
      }
      for seat in try #require(stack.nfvo.seats[try stack.firewall.id]) {
        #expect(seat.pieces.count == 1)
        let cell = try #require(stack.nfvo.hosts[seat.host]?.used.cells[seat.pieces[0].cell])
        #expect(cell == Landscape.Cell(dedicatedCPUs: 2, hugepagesMiB: 4_096, functions: 0))
      }
      #expect(stack.nfvo.recount(of: inventory) == [])
    }
  }
}

extension PlacementDecision {
  fileprivate func vim(named name: String) -> VIMName? {
    places.first { $0.vnfName == name }?.vim
  }
}
