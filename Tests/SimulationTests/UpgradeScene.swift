import Core
import Deciding
import Descriptors
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// The kinds of VIM that an upgrade is tried on.
enum Cloud: CaseIterable, Sendable { case kubernetes, openstack }

/// A firewall with four workers in service, which is about to be upgraded. What its cluster really
/// holds is looked at after every message.
struct UpgradeScene {
  var lab: Lab
  /// The fewest workers that served at any moment since the upgrade was asked for.
  private(set) var fewestReady = Int.max
  private(set) var mostHeld = 0

  init(on cloud: Cloud, seed: UInt64 = 31, maxUnavailable: Int = 0, gateSeconds: Int = 30) throws {
    lab = try Lab(seed: seed) { nsds, vnfds in
      for index in vnfds.indices {
        for change in vnfds[index].packageChanges.indices {
          vnfds[index].packageChanges[change].maxUnavailable = maxUnavailable
          vnfds[index].packageChanges[change].healthGateSeconds = gateSeconds
        }
        for vdu in vnfds[index].vdus.indices { vnfds[index].vdus[vdu].minInstances = 1 }
      }
      guard cloud == .openstack else { return }
      for index in vnfds.indices { vnfds[index].becomeVirtualMachines() }
      for index in nsds.indices {
        nsds[index].placement = nsds[index].placement.map {
          NSD.PlacementRule(id: $0.id, vnfProfiles: $0.vnfProfiles, vimKind: .openstack)
        }
        for link in nsds[index].virtualLinkProfiles.indices {
          nsds[index].virtualLinkProfiles[link].latencyMilliseconds = nil
          nsds[index].virtualLinkProfiles[link].jitterMilliseconds = nil
        }
      }
    }
    for step in NSAct.instantiate.preparation {
      try lab.admit(try step(lab.layers))
      try lab.run()
    }
    let ns = try #require(lab.layers.ns).id
    try lab.ask(
      .instantiate(
        ns: ns,
        InstantiateNSRequest(vCPU: 8, memoryGiB: 16, sitePolicy: nil, networks: ["lab-lan"]),
        from: Lab.person))
    try lab.run()
    try #require(
      lab.layers.firewall?.ready == 4, "\(String(describing: lab.layers.operation?.problem))")
    let kind = lab.layers.vim.releases[vnf.id]?.kind
    try #require((kind == .openstack) == (cloud == .openstack))
  }

  // MARK: What is there

  var vnf: VNFRecord {
    guard let vnf = lab.layers.firewall else { preconditionFailure("the firewall is gone") }
    return vnf
  }

  var operation: NSOperationRecord? { lab.layers.operation }

  var vnfOperation: VNFOperationRecord {
    guard let id = vnf.lastOperation, let operation = lab.layers.vnfm.operations[id] else {
      preconditionFailure("there is no operation")
    }
    return operation
  }

  private var resources: [ResourceRecord] { lab.layers.vim.resources(of: vnf.id) }
  var ready: Int { resources.count(where: \.isReady) }
  var held: Int { resources.count }
  private var new: [ResourceRecord] { resources.filter { $0.image.hasSuffix(":4.2.1") } }
  var updated: Int { new.count }
  var updatedReady: Int { new.count(where: \.isReady) }

  var isWatching: Bool {
    vnfOperation.leg.contains { step in
      if case .gate = step.act { step.isRunning } else { false }
    }
  }

  // MARK: What happens

  mutating func upgrade() throws {
    try lab.ask(try NSAct.upgrade.request(lab.layers))
  }

  mutating func spoil(_ fault: ImageFate, passes: Int = 0) throws {
    let newer = try #require(
      lab.layers.nfvo.vnfds.values.map(\.vnfd).first { $0.softwareVersion == "4.2.1" })
    let image = newer.vdus[0].image
    try lab.admit(
      .resource(
        .nfvi(
          .fault(
            .inject(.image("\(image.name):\(image.version)", fault, skip: passes))))))
  }

  mutating func hold(_ isHeld: Bool) throws {
    try lab.admit(.holding(vnfOperation.id, isHeld, by: "lab"))
    try run(for: .zero)
  }

  /// Takes the power from a host with a worker of the new version, or of the old one.
  mutating func losePower(ofUpdated isUpdated: Bool) throws {
    let hit = resources.first { new.contains($0) == isUpdated && $0.isReady } ?? resources.first
    let host = try #require(hit?.host)
    try lab.admit(.resource(.nfvi(.power(host: host, isOn: false))))
  }

  /// Runs on; `watch` sees the world after every message.
  mutating func run(
    for limit: Span = .minutes(300), until isDone: (Self) -> Bool = { _ in false },
    watch: (Self) -> Void = { _ in }
  ) throws {
    var now = self
    try lab.run(for: limit) { layers in
      now.lab.engine = Engine(world: now.lab.engine.world, layers: layers)
      now.fewestReady = min(now.fewestReady, now.ready)
      now.mostHeld = max(now.mostHeld, now.held)
      watch(now)
      return isDone(now)
    }
    (fewestReady, mostHeld) = (now.fewestReady, now.mostHeld)
  }

  // MARK: What must be

  func expectRolledBack(because words: String) throws {
    #expect(operation?.state == .rolledBack)
    #expect(
      operation?.problem?.detail.contains(words) == true,
      "\(String(describing: operation?.problem))")
    #expect(operation?.problem?.detail.contains("Rolled back by itself to 4.2.0") == true)
    #expect(vnfOperation.state == .rolledBack)
    #expect(vnfOperation.fault?.detail.contains(words) == true)
    #expect(vnfOperation.notRestored == [])
    #expect(vnf.softwareVersion == "4.2.0" && vnf.openOperation == nil)
    #expect(updated == 0 && ready == 4 && held == 4)
    try expectSound()
  }

  func expectSound() throws {
    #expect(try Agreement.findings(lab.engine) == [])
  }
}

extension VNFD {
  /// The same as virtual machines, with nothing of Kubernetes about it.
  fileprivate mutating func becomeVirtualMachines() {
    deployment = .virtualMachines
    for index in vdus.indices { vdus[index].kind = .virtualMachine }
    configMaps = []
    services = []
    networkAttachments = []
  }
}
