import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// A world with functions in service on a Kubernetes cluster and on a cloud of some kind, in which
/// somebody works by hand.
struct DriftLab {
  var lab: Lab
  private var chance: Chance
  /// What the drawn work is to be found as.
  private(set) var expected: Set<DriftRecord.Essence> = []
  private var touched: Set<String> = []

  /// Services in service, once for each kind of cloud.
  static func world(_ kind: VIMKind, seed: UInt64) throws -> Lab {
    var inventory = try Bundle.inventory.get()
    let index = try #require(inventory.vims.firstIndex { $0.kind.runs == .virtualMachine })
    inventory.vims[index].kind = kind
    var lab = try Lab(seed: seed, on: inventory)
    for (nsd, name) in [
      ("cloud-firewall-ns", "fw-1"), ("cloud-firewall-ns", "fw-2"), ("virtual-router-ns", "vr-1"),
      ("virtual-router-ns", "vr-2"),
    ] {
      try lab.ask(
        .create(
          CreateNSRequest(
            nsdName: nsd, nsName: name, tenant: "Lab", service: nil, from: Lab.person)))
      try lab.run()
      try lab.ask(
        .instantiate(
          ns: try #require(lab.layers.ns).id,
          InstantiateNSRequest(
            vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: ["\(name)-lan"]),
          from: Lab.person))
      try lab.run()
    }
    lab.forget()
    return lab
  }

  init(_ world: Lab, seed: UInt64) throws {
    lab = world
    chance = Chance(seed: seed, message: 1)
    // Where nobody heals by himself, what is missing waits for somebody.
    guard chance.happens(0.5) else { return }
    for ns in lab.layers.nfvo.networkServices.values {
      try lab.admit(
        .service(.assurance(.policy(ns: ns.id, policy: "auto-heal", .pause, from: Lab.person))))
    }
    try lab.run()
  }

  var layers: Layers { lab.layers }

  private mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[Int(chance.next() % UInt64(elements.count))]
  }

  // MARK: What is done by hand

  /// Draws one act, does it, and notes what it is to be found as when it could be done.
  ///
  /// - Returns: whether it was done.
  mutating func disturb() throws -> Bool {
    let resources = layers.vim.resources.values.filter {
      layers.vim.strays[$0.id] == nil && !touched.contains("\($0.id)")
    }
    guard let resource = pick(resources) else { return false }
    let act = chance.next() % 8
    let (vim, work) = try work(act, on: resource)
    lab.forget()
    try lab.admit(.resource(.vim(.byHand(vim: vim, work))), from: .world)
    try lab.run()
    let done = lab.events.compactMap { recorded -> HandEvent? in
      if case .vim(.byHand(let event)) = recorded.event { event } else { nil }
    }
    for event in done { note(event) }
    return !done.isEmpty
  }

  private mutating func work(
    _ act: UInt64, on resource: ResourceRecord
  ) throws -> (VIMName, HandWork) {
    let vim = resource.vim
    let tag = try #require(layers.vim.releases[resource.vnf]).owner
    let work: HandWork
    switch act {
    case 0: work = .delete(resource.id)
    case 1:
      work = .make(
        owner: tag, vdu: resource.vdu, image: resource.image, compute: resource.compute)
    case 2:
      // What a driver that crashed left of a VNF that is gone, or is not yet.
      let vnf = VNFInstance.ID(serial: 50 + Int(chance.next() % 3) * 1_000_000)
      work = .make(
        owner: OwnerTag(vnf: vnf, ns: "ns-77", tenant: "Gone"), vdu: "left",
        image: resource.image, compute: Compute(milliCPU: 500, memoryMiB: 512))
    case 3: work = .changeImage(resource.id, "\(resource.image)-patched")
    case 4:
      let more = Compute(milliCPU: 1_000, memoryMiB: 256)
      work = .resize(resource.id, resource.compute + more)
    case 5:
      let hosts = layers.vim.clusters[vim]?.hosts.filter { $0 != resource.host } ?? []
      work = .move(resource.id, pick(hosts) ?? "")
    case 6:
      guard touched.insert("\(resource.vnf)").inserted else {
        return (vim, .delete(resource.id))
      }
      let networks = try #require(layers.vim.releases[resource.vnf]).networkAttachments
      work = .attach(
        resource.vnf,
        networks: chance.happens(0.5) ? Array(networks.dropLast()) : networks + ["rogue-lan"])
    default: work = stranger(beside: tag, resource)
    }
    touched.insert("\(resource.id)")
    return (vim, work)
  }

  /// Somebody else's, with tags that look more or less like ours.
  private mutating func stranger(beside tag: OwnerTag, _ resource: ResourceRecord) -> HandWork {
    let owner: OwnerTag? =
      switch chance.next() % 4 {
      case 0: nil
      case 1: OwnerTag(instance: "podium-2", vnf: tag.vnf, ns: tag.ns, tenant: tag.tenant)
      case 2: OwnerTag(managedBy: "terraform", vnf: tag.vnf, ns: tag.ns, tenant: tag.tenant)
      default: OwnerTag(vnf: nil, ns: tag.ns, tenant: tag.tenant)
      }
    return .make(
      owner: owner, vdu: resource.vdu, image: resource.image,
      compute: Compute(milliCPU: 250, memoryMiB: 256))
  }

  private mutating func note(_ event: HandEvent) {
    func expect(
      _ kind: DriftSighting.Kind, _ aspect: DriftSighting.Aspect, _ label: ResourceLabel
    ) {
      expected.insert(
        DriftRecord.Essence(
          vnf: label.vnf, kind: kind, aspect: aspect, resource: label.id, object: label.name))
    }
    switch event {
    case .deleted(let label): expect(.missing, .existence, label)
    case .made(let label, _, _, _, _, _, _): expect(.orphan, .existence, label)
    case .imageChanged(let label, _): expect(.different, .image, label)
    case .resized(let label, _, _): expect(.different, .size, label)
    case .moved(let label, _, _): expect(.different, .host, label)
    case .networksChanged(let vnf, _, let networks):
      let release = layers.vim.releases[vnf]?.source.networkAttachments ?? []
      for network in Set(networks).symmetricDifference(release) {
        expected.insert(
          DriftRecord.Essence(
            vnf: vnf, kind: .different, aspect: .network, resource: nil, object: network))
      }
    case .strangerMade, .adopted: break
    }
  }

  // MARK: What is found and put right

  /// Compares everything; answers what was found anew.
  mutating func check() throws -> [DriftRecord.Essence] {
    lab.forget()
    try lab.admit(
      .resource(
        .vnfm(.drift(.check(vims: layers.vim.names, reads: false, by: "lab")))))
    try lab.run()
    return lab.events.compactMap { recorded in
      if case .vnfm(.drift(.found(let record))) = recorded.event {
        record.essence
      } else {
        nil
      }
    }
  }

  /// Puts everything right, each by a remedy that is drawn among those that are possible.
  mutating func resolveAll() throws {
    for record in layers.drift {
      guard let now = layers.vnfm.drift.findings[record.id] else { continue }
      guard let remedy = pick(layers.remedies(for: now)) else { continue }
      try lab.admit(now.message(remedy, by: "lab"))
      try lab.run()
    }
  }
}

extension DriftRecord {
  /// What of a finding can be said before it is found.
  struct Essence: Hashable, CustomStringConvertible {
    let vnf: VNFInstance.ID
    let kind: DriftSighting.Kind
    let aspect: DriftSighting.Aspect
    let resource: Resource.ID?
    let object: String

    var description: String { "\(vnf): \(kind.rawValue) \(aspect.rawValue) \(object)" }
  }

  var essence: Essence {
    Essence(
      vnf: place.vnf, kind: sighting.kind, aspect: sighting.aspect, resource: sighting.resource,
      object: sighting.object)
  }
}
