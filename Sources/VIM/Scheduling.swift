import Deciding
import ResourceInterfaces

// Which host takes a resource. Hosts are only ever given what fits, so that no cluster gives out
// more than capacity times allocation ratio.

extension Clusters {
  /// Decides on a host for a resource that waits for one.
  static func schedule(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let resource = turn.state.resources[id], resource.phase == .pending,
      let release = turn.state.releases[resource.vnf], release.areClaimsBound
    else { return }
    switch turn.state.placement(of: resource) {
    case .host(let host): place(resource, on: host, kind: release.kind, &turn)
    case .none(let refusals, let total):
      let reason =
        release.kind.dialect.noHost(refusals, total: total, for: resource.compute)
        + (resource.refusals.last.map { " \($0.host) refused it: \($0.reason)." } ?? "")
      if resource.reason != reason {
        record(.resourceWaits(resource.label, reason: reason), about: id, &turn)
      }
      let delays = turn.state.delays(of: resource.vim)
      let isOverdue = turn.now - resource.createdAt >= delays.deadline
      if let retry = delays.retry, !isOverdue {
        turn.wake(.schedule(id), after: retry)
      } else {
        let fault = Fault(
          title: "No host for \(resource.name)",
          detail: "\(reason) Free capacity on \(resource.vim), or choose another VIM.",
          errorClass: .capacity)
        fail(resource.vnf, fault, &turn)
      }
    }
  }

  private static func place(
    _ resource: ResourceRecord, on host: HostName, kind: VIMKind, _ turn: inout Turn<Self>
  ) {
    let reason = kind.dialect.preparation.first ?? kind.dialect.startReason
    record(
      .resourceScheduled(resource.label, host: host, reason: reason), about: resource.id, &turn)
    if let delay = turn.state.delays(of: resource.vim).preparation,
      !kind.dialect.preparation.isEmpty
    {
      turn.wake(.prepare(resource.id, step: 0), after: turn.chance.draw(delay))
    } else {
      start(resource.id, &turn)
    }
  }

  /// A server goes on from one task state to the next, and is started after the last.
  static func prepare(_ id: Resource.ID, step: Int, _ turn: inout Turn<Self>) {
    guard let resource = turn.state.resources[id], resource.phase == .creating,
      !resource.isTerminating, let kind = turn.state.clusters[resource.vim]?.kind
    else { return }
    let steps = kind.dialect.preparation
    guard step < steps.count, resource.reason == steps[step] else { return }
    if step + 1 < steps.count, let delay = turn.state.delays(of: resource.vim).preparation {
      record(
        .resourceProgressed(resource.label, reason: steps[step + 1]), about: id, &turn)
      turn.wake(.prepare(id, step: step + 1), after: turn.chance.draw(delay))
    } else {
      record(
        .resourceProgressed(resource.label, reason: kind.dialect.startReason), about: id, &turn)
      start(id, &turn)
    }
  }

  static func start(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let resource = turn.state.resources[id], let name = resource.host,
      let host = turn.state.hosts[name],
      let component = turn.state.releases[resource.vnf]?.component(resource.vdu)
    else { return }
    turn.send(
      .nfvi(
        .start(
          host: name, workload: id, vnf: resource.vnf, compute: resource.compute,
          image: resource.image, imageMiB: component.imageMiB(of: resource),
          isImagePresent: host.images.contains(resource.image), hardware: resource.hardware)))
  }
}

/// What the scheduler found.
enum Placement: Equatable, Sendable {
  case host(HostName)
  case none(Refusals, total: Int)
}

extension Clusters.State {
  /// The least allocated of the hosts where a replica has a place that is free, or else of all hosts
  /// that take `resource`; the first by name among equals. Reads the hosts of one cluster and the
  /// replicas of one component.
  func placement(of resource: ResourceRecord) -> Placement {
    guard let cluster = clusters[resource.vim] else { return .none(Refusals(), total: 0) }
    let taken = hostsTaken(by: resource)
    let tried = Set(resource.refusals.map(\.host))
    let seats = placement(of: resource, among: freeSeats(for: resource), except: taken, tried)
    if case .host = seats { return seats }
    return placement(of: resource, among: cluster.hosts, except: taken, tried)
  }

  private func placement(
    of resource: ResourceRecord, among names: [HostName], except taken: Set<HostName>,
    _ tried: Set<HostName>
  ) -> Placement {
    var refusals = Refusals()
    var best: (host: HostName, score: Int)?
    for name in names {
      guard let host = hosts[name] else { continue }
      let refusal =
        tried.contains(name)
        ? \Refusals.tried : host.refusal(of: resource, isTaken: taken.contains(name))
      if let refusal {
        refusals[keyPath: refusal] += 1
        continue
      }
      let score = host.freeShare(after: resource.compute)
      if best.map({ score > $0.score }) ?? true { best = (name, score) }
    }
    return best.map { .host($0.host) } ?? .none(refusals, total: names.count)
  }

  /// The hosts, in the order of their names, where fewer replicas are than have a place there.
  private func freeSeats(for resource: ResourceRecord) -> [HostName] {
    guard let component = releases[resource.vnf]?.component(resource.vdu) else { return [] }
    var seats: [HostName: Int] = [:]
    for host in component.seats { seats[host, default: 0] += 1 }
    for id in component.resources {
      guard let host = resources[id]?.host else { continue }
      seats[host, default: 0] -= 1
    }
    return seats.filter { $0.value > 0 }.keys.sorted()
  }

  /// The hosts that hold a replica of the same component, where no two may share one.
  private func hostsTaken(by resource: ResourceRecord) -> Set<HostName> {
    guard let component = releases[resource.vnf]?.component(resource.vdu), component.isSpread
    else { return [] }
    return Set(component.resources.compactMap { resources[$0]?.host })
  }
}

extension HostView {
  /// The first reason for which the host does not take `compute`; `nil` when it does.
  fileprivate func refusal(
    of resource: ResourceRecord, isTaken: Bool
  ) -> WritableKeyPath<Refusals, Int>? {
    let compute = resource.compute
    if condition == .notReady { return \.notReady }
    if troubles.contains(.diskFull) { return \.diskFull }
    if isTaken { return \.antiAffinity }
    if compute.milliCPU > room.milliCPU { return \.cpu }
    if compute.memoryMiB > room.memoryMiB { return \.memory }
    let pieces = resource.hardware.pieces
    let free = self.pieces - piecesAllocated
    if pieces.dedicatedCPUs > max(0, free.dedicatedCPUs) { return \.dedicatedCPUs }
    if pieces.hugepagesMiB > max(0, free.hugepagesMiB) { return \.hugepages }
    if pieces.functions > max(0, free.functions) { return \.functions }
    if let maxResources, resources.count >= maxResources { return \.full }
    return nil
  }

  /// How much stays free, CPU and memory alike, in thousandths of the host twice.
  fileprivate func freeShare(after compute: Compute) -> Int {
    let left = room - compute
    return left.milliCPU * 1_000 / max(1, capacity.milliCPU)
      + left.memoryMiB * 1_000 / max(1, capacity.memoryMiB)
  }
}
