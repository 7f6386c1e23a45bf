import Deciding
import ResourceInterfaces

/// What somebody did in a cluster by hand, or had Podium do with what was made by hand.
package enum HandEvent: Codable, Equatable, Sendable {
  case deleted(ResourceLabel)
  /// With the tag of this installation, and in no release.
  case made(
    ResourceLabel, vim: VIMName, OwnerTag, vdu: String, image: String, Compute, host: HostName)
  case strangerMade(Stranger)
  case imageChanged(ResourceLabel, image: String)
  case resized(ResourceLabel, from: Compute, to: Compute)
  case moved(ResourceLabel, from: HostName, to: HostName)
  case networksChanged(VNFInstance.ID, release: String, [String])
  /// What was made by hand is part of its release from now on.
  case adopted(ResourceLabel, release: String)
}

extension HandEvent: Narrated {
  package var entity: String {
    switch self {
    case .deleted(let label), .made(let label, _, _, _, _, _, _), .imageChanged(let label, _),
      .resized(let label, _, _), .moved(let label, _, _), .adopted(let label, _):
      "\(label.vnf)"
    case .strangerMade(let stranger): stranger.vim
    case .networksChanged(let vnf, _, _): "\(vnf)"
    }
  }

  package var sentence: String {
    switch self {
    case .deleted(let label): "\(label.words) deleted by hand"
    case .made(let label, _, _, _, let image, _, let host):
      "\(label.words) made by hand from \(image) on \(host)"
    case .strangerMade(let stranger): "\(stranger.name) of others runs on \(stranger.host)"
    case .imageChanged(let label, let image): "\(label.words): image changed to \(image) by hand"
    case .resized(let label, _, let size):
      "\(label.words): resized to \(size.milliCPU) mCPU and \(size.memoryMiB) MiB by hand"
    case .moved(let label, let from, let to): "\(label.words) moved from \(from) to \(to) by hand"
    case .networksChanged(_, let release, let networks):
      "\(release): networks changed by hand to \(networks.isEmpty ? "none" : networks.joined(separator: ", "))"
    case .adopted(let label, let release): "\(label.words) made part of \(release)"
    }
  }
}

extension HandEvent {
  /// The VNF that changes; nil for what belongs to others.
  var function: VNFInstance.ID? {
    switch self {
    case .deleted(let label), .made(let label, _, _, _, _, _, _), .imageChanged(let label, _),
      .resized(let label, _, _), .moved(let label, _, _), .adopted(let label, _):
      label.vnf
    case .networksChanged(let vnf, _, _): vnf
    case .strangerMade: nil
    }
  }
}

extension Clusters.State {
  mutating func apply(_ event: HandEvent, at instant: Instant) {
    switch event {
    case .deleted(let label): remove(label.id)
    case .made(let label, let vim, let owner, let vdu, let image, let compute, let host):
      make(label, vim, owner, vdu, image, compute, on: host, at: instant)
    case .strangerMade(let stranger):
      strangers[stranger.id] = stranger
      hosts.update(stranger.host) { $0.others = $0.others + stranger.compute }
    case .imageChanged(let label, let image): resources.update(label.id) { $0.image = image }
    case .resized(let label, let from, let to):
      guard let resource = resources[label.id] else { return }
      resources.update(label.id) { $0.compute = to }
      give(to - from, to: resource)
    case .moved(let label, _, let host): move(label.id, to: host)
    case .networksChanged(let vnf, _, let networks):
      releases.update(vnf) { $0.networkAttachments = networks }
    case .adopted(let label, _): adopt(label)
    }
  }

  /// Something that no release has, on its host at once.
  private mutating func make(
    _ label: ResourceLabel, _ vim: VIMName, _ owner: OwnerTag, _ vdu: String, _ image: String,
    _ compute: Compute, on host: HostName, at instant: Instant
  ) {
    guard let kind = clusters[vim]?.kind else { return }
    resources[label.id] = ResourceRecord(
      id: label.id, vim: vim, vnf: label.vnf, vdu: vdu, name: label.name, type: label.type,
      image: image, compute: compute, hardware: .none,
      generation: releases[label.vnf]?.component(vdu)?.generation ?? 1, phase: .pending,
      status: kind.dialect.status(.pending), reason: "", createdAt: instant)
    strays[label.id] = owner
    straysByVNF.update(label.vnf, default: []) { $0.append(label.id) }
    clusters.update(vim) { $0.counts.add(1, in: .pending) }
    count(1, compute, for: owner.tenant, in: vim)
    place(label.id, on: host, reason: kind.dialect.startReason)
  }

  private mutating func adopt(_ label: ResourceLabel) {
    forgetStray(label.id)
    guard let resource = resources[label.id] else { return }
    updateComponent(resource.vdu, of: label.vnf) {
      $0.resources.append(label.id)
      $0.made += 1
      $0.ready += resource.isReady ? 1 : 0
      $0.replicas = max($0.replicas, $0.resources.count)
    }
    let generation = releases[label.vnf]?.component(resource.vdu)?.generation ?? 1
    resources.update(label.id) { $0.generation = generation }
  }

  mutating func forgetStray(_ id: Resource.ID) {
    guard strays[id] != nil, let vnf = resources[id]?.vnf else { return }
    strays[id] = nil
    straysByVNF.update(vnf) { $0.removeAll { $0 == id } }
    if straysByVNF[vnf]?.isEmpty == true { straysByVNF[vnf] = nil }
  }

  /// A resource takes so much more of its host, its cluster and its tenant's quota.
  private mutating func give(_ compute: Compute, to resource: ResourceRecord) {
    count(0, compute, for: tenant(of: resource), in: resource.vim)
    guard let name = resource.host, let host = hosts[name] else { return }
    hosts.update(name) { $0.allocated = $0.allocated + compute }
    guard host.condition == .ready else { return }
    clusters.update(host.vim) { $0.allocated = $0.allocated + compute }
  }

  private mutating func move(_ id: Resource.ID, to name: HostName) {
    guard let resource = resources[id] else { return }
    for (host, isThere) in [(resource.host, false), (name, true)] {
      guard let host, let view = hosts[host] else { continue }
      let sum = isThere ? view.allocated + resource.compute : view.allocated - resource.compute
      hosts.update(host) {
        $0.allocated = sum
        $0.resources[id] = isThere ? resource.vnf : nil
      }
      guard view.condition == .ready else { continue }
      clusters.update(view.vim) { $0.allocated = $0.allocated + sum - view.allocated }
    }
    resources.update(id) { $0.host = name }
  }

  /// The tenant whose quota counts `resource`.
  func tenant(of resource: ResourceRecord) -> String {
    strays[resource.id]?.tenant ?? releases[resource.vnf]?.tenant ?? ""
  }

  mutating func count(
    _ instances: Int, _ compute: Compute, for tenant: String, in vim: VIMName
  ) {
    clusters.update(vim) {
      $0.tenants.update(tenant, default: TenantUse()) {
        $0.instances += instances
        $0.compute = $0.compute + compute
      }
    }
  }
}
