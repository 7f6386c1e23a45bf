import Descriptors
import Foundation
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// What ships with the program is sound and is what the walkthrough needs.
@Suite struct BundledCatalogueTests {
  @Test func `the bundled catalogue has no problem`() throws {
    let catalogue = try Catalogue.bundled()
    #expect(catalogue.vnfds.count == 8)
    #expect(
      catalogue.nsds.map(\.name) == [
        "cloud-firewall-ns", "core-5g-user-plane-ns", "core-5g-ns", "sdwan-overlay-ns",
        "virtual-router-ns",
      ])
    #expect(catalogue.specifications.filter { $0.kind == .cfs }.count == 3)
  }

  @Test func `the 5G core is of two functions and a network service in it`() throws {
    let catalogue = try Catalogue.bundled()
    let core = try #require(catalogue.nsd(named: "core-5g-ns"))
    #expect(core.vnfProfiles.map(\.id) == ["amf", "smf"])
    #expect(core.vnfProfiles.last?.dependsOn == ["amf"])
    let nested = try #require(core.nestedNSProfiles.first)
    #expect(nested.id == "user_plane")
    #expect(nested.virtualLinks == ["radio": "radio_link", "sessions": "sessions_link"])
    let userPlane = try #require(catalogue.nsd(nested.nsdId))
    #expect(userPlane.vnfProfiles.map(\.id) == ["upf"])
    let amf = try #require(catalogue.vnfd(core.vnfProfiles[0].vnfdId))
    #expect(
      (0...3).map { amf.instances(of: "amf-worker", at: ["amf-workers": $0]) } == [2, 3, 4, 6])
    #expect(
      amf.bitrate(of: "context_sync", at: ["amf-workers": 3])
        == Bitrate(root: 500_000_000, leaf: 50_000_000))
  }

  @Test func `the virtual router is larger in its other flavour`() throws {
    let catalogue = try Catalogue.bundled()
    let router = try #require(catalogue.vnfds.first { $0.productName == "Virtual Router" })
    #expect(router.flavourIds == ["standard", "accelerated"])
    let large = try #require(router.inFlavour("accelerated"))
    #expect(large.id == router.id && large.provider == "Westgate Routing")
    #expect(router.vdus[0].vcpuMilli == 2_000 && large.vdus[0].vcpuMilli == 4_000)
    #expect(router.aspect("routers")?.maxScaleLevel == 3)
    #expect(large.aspect("routers")?.maxScaleLevel == 1)
    #expect(large.vdus[0].connectionPoints.allSatisfy { $0.kind == .direct })
    #expect(router.inFlavour("huge") == nil)
  }

  @Test func `every file of the catalogue folder is bundled`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Descriptors/Catalogue")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }
    let bundled =
      BundledFiles.catalogue.map(\.name)
      + ["inventory.yaml", "sd-wan-order.json", "stages.yaml"]
    #expect(files.sorted() == bundled.sorted())
    for file in BundledFiles.catalogue + [BundledFiles.inventory, BundledFiles.stages] {
      let onDisk = try String(contentsOf: folder.appending(path: file.name), encoding: .utf8)
      #expect(file.text == onDisk)
    }
  }

  @Test func `the product consists of the three services of the walkthrough`() throws {
    let catalogue = try Catalogue.bundled()
    let product = try #require(
      catalogue.product(named: "SD-WAN Premium with Cloud Security"))
    #expect(
      product.serviceSpecifications == [
        "CFS:SD-WAN-Overlay", "CFS:Cloud-Firewall", "CFS:Managed-Security",
      ])
  }

  @Test func `the cloud firewall decomposes into instance, policy and feed behind gates`() throws {
    let catalogue = try Catalogue.bundled()
    let firewall = try #require(catalogue.specification(named: "CFS:Cloud-Firewall"))
    let parts = firewall.components.map { component in
      let target = catalogue.specification(named: component.specification)?.target
      let gates = component.dependsOn.map(\.description).joined(separator: ",")
      return "\(component.specification) \(target?.rawValue ?? "-") <\(gates)>"
    }
    #expect(
      parts == [
        "RFS:CNF-Firewall-Instance MANO <>",
        "RFS:Firewall-Policy-Config NSO <instance>",
        "RFS:Security-Monitoring-Feed SIEM <instance>",
      ])
  }

  @Test func `values given to the CFS reach the RFS, and defaults fill the rest`() throws {
    let catalogue = try Catalogue.bundled()
    let firewall = try #require(catalogue.specification(named: "CFS:Cloud-Firewall"))
    let component = try #require(firewall.component("instance"))
    let rfs = try #require(catalogue.specification(named: component.specification))
    let values = rfs.values(
      given: component.values(from: firewall.values(given: ["vCPU": .integer(8)])))
    #expect(
      values
        == ["vCPU": 8, "memory": 8].mapValues(JSONValue.integer).merging(
          ["placementPolicy": .string("edge")]) { first, _ in first })
  }

  @Test func `the sizing of the walkthrough chooses two firewall workers`() throws {
    let catalogue = try Catalogue.bundled()
    let nsd = try #require(catalogue.nsd(named: "cloud-firewall-ns"))
    let profile = try #require(nsd.vnfProfiles.first { $0.isSized })
    let vnfd = try #require(catalogue.vnfd(profile.vnfdId))
    let level = try #require(
      vnfd.instantiationLevel(atLeastVcpuMilli: 4000, memoryMiB: 8 * 1024))
    #expect(vnfd.instances(of: "worker", at: level.scaleInfo) == 2)
    let scaled = try vnfd.levels(from: level.scaleInfo, scaling: "firewall-workers", bySteps: 1)
    #expect(vnfd.instances(of: "worker", at: scaled) == 4)
    #expect(vnfd.demand(at: level.scaleInfo)?.vcpuMilli == 4000)
    #expect(vnfd.instantiationLevel(atLeastVcpuMilli: 20000, memoryMiB: 1) == nil)
  }

  @Test func `the security patch is an upgrade of the firewall that is deployed`() throws {
    let catalogue = try Catalogue.bundled()
    let nsd = try #require(catalogue.nsd(named: "cloud-firewall-ns"))
    let profile = try #require(nsd.vnfProfile("firewall"))
    #expect(catalogue.upgrades(from: profile.vnfdId).map(\.softwareVersion) == ["4.2.1"])
    #expect(catalogue.vnfd(profile.vnfdId)?.softwareVersion == "4.2.0")
  }

  @Test func `the firewall brings everything that step 6 deploys`() throws {
    let catalogue = try Catalogue.bundled()
    let firewall = try #require(
      catalogue.vnfds.first { $0.productName == "Cloud Firewall" && $0.softwareVersion == "4.2.0" })
    let collector = try #require(catalogue.vnfds.first { $0.productName == "Log Collector" })
    #expect(firewall.configMaps.count == 2)
    #expect(firewall.services.map(\.name) == ["management"])
    #expect(firewall.networkAttachments.map(\.cni) == ["sriov", "sriov", "macvlan"])
    #expect(collector.persistentVolumeClaims.map(\.sizeGiB) == [50])
    #expect(
      firewall.day1.map(\.kind) == [.basePolicy, .managementInterface, .healthCheck, .logging])
    guard case .helm(let chart) = firewall.deployment else {
      Issue.record("the firewall is not deployed by Helm")
      return
    }
    #expect(chart.name == "cloud-firewall")
  }

  @Test func `the bundled inventory has 48 hosts in three VIMs`() throws {
    let inventory = try Inventory.bundled()
    #expect(inventory.vims.map(\.id) == ["k8s-edge-1", "k8s-core-1", "os-dc-1"])
    #expect(inventory.vims.map(\.hosts.count) == [16, 16, 16])
    #expect(Set(inventory.vims.flatMap(\.hosts).map(\.id)).count == 48)
    #expect(inventory.vim("os-dc-1")?.cpuAllocationRatioMilli == 2000)
    #expect(inventory.vims.first?.hosts.first?.id == "edge-1-w01")
  }

  @Test
  func
    `the bundled inventory says what hosts have by the piece, what things cost, who may have how much`()
    throws
  {
    let inventory = try Inventory.bundled()
    #expect(inventory.sites.map(\.customerJitterMilliseconds) == [1, 3, 6])
    #expect(inventory.links.map(\.jitterMilliseconds) == [1, 1, 2])
    #expect(inventory.links.map(\.price) == [4, 2, 5])
    #expect(inventory.vims.map(\.vcpuPrice) == [4, 2, 1])
    let hosts = inventory.vims.map { $0.hosts[0] }
    #expect(hosts.map(\.dedicatedCPUs) == [16, 24, 24])
    #expect(hosts.map(\.hugepagesGiB) == [32, 64, 96])
    #expect(hosts.map { $0.nics.map(\.virtualFunctions) } == [[16, 16], [32, 32], [32, 32]])
    for vim in inventory.vims {
      // Two racks on each power feed.
      let feeds = Dictionary(grouping: vim.hosts) { $0.zoneGroup ?? "" }
      #expect(feeds.count == 2 && feeds.values.allSatisfy { Set($0.map(\.zone)).count == 2 })
    }
    let quota = Inventory.Quota(
      tenant: "Globex Corporation", vcpu: 160, memoryGiB: 640, instances: 120)
    #expect(inventory.vims[0].quotas.first == quota)
  }

  @Test func `the example order is read without a problem and has the three items`() throws {
    let catalogue = try Catalogue.bundled()
    let order = try ServiceOrderDocument.read(
      Catalogue.exampleOrder, specifications: catalogue.specifications)
    #expect(
      order.serviceOrderItem.map { $0.service.serviceSpecification?.name } == [
        "CFS:SD-WAN-Overlay", "CFS:Cloud-Firewall", "CFS:Managed-Security",
      ])
    #expect(order.customer?.name == "Globex Corporation")
  }

  @Test func `a catalogue and an order survive encoding`() throws {
    let catalogue = try Catalogue.bundled()
    let order = try ServiceOrderDocument.read(
      Catalogue.exampleOrder, specifications: catalogue.specifications)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let decoder = JSONDecoder()
    #expect(try decoder.decode(Catalogue.self, from: encoder.encode(catalogue)) == catalogue)
    let bytes = try encoder.encode(order)
    #expect(try decoder.decode(ServiceOrderDocument.self, from: bytes) == order)
    #expect(
      try ServiceOrderDocument.read(bytes, specifications: catalogue.specifications) == order)
    let inventory = try Inventory.bundled()
    #expect(try decoder.decode(Inventory.self, from: encoder.encode(inventory)) == inventory)
  }
}
