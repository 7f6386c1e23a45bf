import Deciding
import ResourceInterfaces

// What somebody does in a cluster by hand, past Podium. No notification tells of it, as where the watch
// was broken or nobody had one; only a listing shows it.

extension Clusters {
  static func byHand(_ work: HandWork, in vim: VIMName, _ turn: inout Turn<Self>) {
    guard let cluster = turn.state.clusters[vim] else { return }
    switch work {
    case .delete(let id):
      guard let resource = turn.state.resources[id], resource.vim == vim else { return }
      if let host = resource.host { turn.send(.nfvi(.stop(host: host, workload: id))) }
      turn.record(.byHand(.deleted(resource.label)))
    case .make(let owner, let vdu, let image, let compute):
      make(owner, vdu, image, compute, in: cluster, &turn)
    case .changeImage(let id, let image):
      guard let resource = turn.state.resources[id], resource.vim == vim, resource.image != image
      else { return }
      turn.record(.byHand(.imageChanged(resource.label, image: image)))
    case .resize(let id, let compute): resize(id, to: compute, in: vim, &turn)
    case .move(let id, let host):
      guard let resource = turn.state.resources[id], resource.vim == vim, resource.isReady,
        resource.hardware == .none, cluster.kind.runs == .virtualMachine,
        turn.state.hosts[host]?.mayTake(resource.compute, in: vim) == true
      else { return }
      turn.send(.nfvi(.migrate(workload: id, to: host)))
    case .attach(let vnf, let networks):
      guard let release = turn.state.releases[vnf], release.vim == vim,
        release.networkAttachments != networks
      else { return }
      turn.record(.byHand(.networksChanged(vnf, release: release.name, networks)))
    }
  }

  /// A machine runs on another host, since somebody moved it.
  static func migrated(_ id: Resource.ID, to host: HostName, _ turn: inout Turn<Self>) {
    guard let resource = turn.state.resources[id], let from = resource.host, from != host else {
      return
    }
    turn.record(.byHand(.moved(resource.label, from: from, to: host)))
  }

  /// On the host with the most room; nothing is made where none has any.
  private static func make(
    _ owner: OwnerTag?, _ vdu: String, _ image: String, _ compute: Compute,
    in cluster: ClusterRecord, _ turn: inout Turn<Self>
  ) {
    let hosts = cluster.hosts.compactMap { turn.state.hosts[$0] }
    let fitting = hosts.filter { $0.mayTake(compute, in: cluster.name) && $0.silentSince == nil }
    guard let host = fitting.max(by: { $0.room.milliCPU < $1.room.milliCPU }) else { return }
    let id = turn.makeID(Resource.self)
    let name = "\(owner?.vnf.map { "\($0)" } ?? owner?.tenant ?? "other")-\(vdu)-\(id.serial)"
    guard let owner, let vnf = owner.ourVNF else {
      turn.record(
        .byHand(
          .strangerMade(
            Stranger(
              id: id, vim: cluster.name, name: name, owner: owner, host: host.name, image: image,
              compute: compute))))
      return
    }
    let label = ResourceLabel(
      id: id, vnf: vnf, name: name, type: cluster.kind.dialect.resourceType)
    turn.record(
      .byHand(
        .made(label, vim: cluster.name, owner, vdu: vdu, image: image, compute, host: host.name)))
    turn.send(
      .nfvi(
        .start(
          host: host.name, workload: id, vnf: vnf, compute: compute, image: image, imageMiB: 0,
          isImagePresent: true)))
  }

  private static func resize(
    _ id: Resource.ID, to compute: Compute, in vim: VIMName, _ turn: inout Turn<Self>
  ) {
    guard let resource = turn.state.resources[id], resource.vim == vim, resource.isReady,
      resource.compute != compute, resource.compute.fits(in: compute),
      let host = resource.host.flatMap({ turn.state.hosts[$0] }),
      (compute - resource.compute).fits(in: host.room)
    else { return }
    turn.record(.byHand(.resized(resource.label, from: resource.compute, to: compute)))
  }
}

extension HostView {
  /// Whether it is up, of `vim`, and has room.
  fileprivate func mayTake(_ compute: Compute, in vim: VIMName) -> Bool {
    let isFull = maxResources.map { resources.count >= $0 } ?? false
    return self.vim == vim && condition == .ready && compute.fits(in: room) && !isFull
  }
}

/// An object of somebody else: never listed, never touched. It takes its share of a host.
package struct Stranger: Codable, Equatable, Sendable {
  package let id: Resource.ID
  package let vim: VIMName
  package let name: String
  /// Another manager's tag; nil for none.
  package let owner: OwnerTag?
  package let host: HostName
  package let image: String
  package let compute: Compute
}
