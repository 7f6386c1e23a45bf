import Deciding
import ResourceInterfaces

// What a VNF is to have against what there is: the controllers of a cluster.

extension Clusters {
  /// Takes the next steps of the task at work on `vnf`, and ends it when nothing is left to do.
  /// Without a task nothing is done: what is lost then is the VNFM's to replace.
  static func settle(_ vnf: VNFInstance.ID, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[vnf], let token = release.task,
      let work = release.work, work != .snapshot, work != .dropSnapshot
    else { return }
    if work == .delete {
      guard release.resources.isEmpty else { return }
      let delay = turn.state.delays(of: release.vim).removal
      turn.wake(.removal(token), after: turn.chance.draw(delay))
      return
    }
    guard release.hasObjects else { return }
    for component in release.components where turn.state.releases[vnf]?.task == token {
      giveUpLost(of: component, &turn)
      settle(component.vdu, of: vnf, rolls: work.rolls, &turn)
    }
    guard let settled = turn.state.releases[vnf], settled.task == token,
      settled.isAsWanted(turn.state)
    else { return }
    end(token, of: settled.name, on: settled.vim, fault: nil, &turn)
  }

  private static func giveUpLost(of component: ComponentRecord, _ turn: inout Turn<Self>) {
    for id in component.resources {
      guard let resource = turn.state.resources[id], resource.phase == .lost else { continue }
      retire(resource, reason: "lost, another takes its place", &turn)
    }
  }

  private static func settle(
    _ vdu: String, of vnf: VNFInstance.ID, rolls: Bool, _ turn: inout Turn<Self>
  ) {
    guard let component = turn.state.releases[vnf]?.component(vdu) else { return }
    let all = component.resources.compactMap { turn.state.resources[$0] }
    let live = all.filter { !$0.isTerminating }
    let kept = rolls ? component.kept(of: live) : []
    let old = rolls ? live.filter { !component.isCurrent($0) && !kept.contains($0.id) } : []
    guard old.isEmpty else { return roll(component, old: old, live: live, vnf, &turn) }
    create(component.replicas - live.count, of: component, vnf, &turn)
    for resource in live.suffix(max(0, live.count - component.replicas)).reversed() {
      retire(resource, reason: "scale in", &turn)
    }
  }

  /// Surge, wait until it is ready, stop one old: never fewer ready than the floor, which is as
  /// many as there are to be when nobody says otherwise, or than there were, whichever is less.
  private static func roll(
    _ component: ComponentRecord, old: [ResourceRecord], live: [ResourceRecord],
    _ vnf: VNFInstance.ID, _ turn: inout Turn<Self>
  ) {
    for resource in old where !resource.isReady {
      retire(resource, reason: "rolling update", &turn)
    }
    let floor = min(component.floor ?? component.replicas, component.replicas)
    let surplus = live.count(where: \.isReady) - floor
    for resource in old.filter(\.isReady).prefix(max(0, surplus)) {
      retire(resource, reason: "rolling update", &turn)
    }
    let held = turn.state.releases[vnf]?.component(component.vdu)?.resources.count ?? 0
    let room = component.replicas + component.surge - held
    let wanted = component.replicas - (live.count - old.count)
    create(min(room, wanted), of: component, vnf, &turn)
  }

  /// Makes new resources, and sends them to the scheduler once the volumes are there. What stays as
  /// it was comes first: it is what is known to serve.
  private static func create(
    _ count: Int, of component: ComponentRecord, _ vnf: VNFInstance.ID,
    _ turn: inout Turn<Self>
  ) {
    guard count > 0, let release = turn.state.releases[vnf] else { return }
    let dialect = release.kind.dialect
    if let excess = turn.state.excess(of: count, component.compute, for: release) {
      return fail(vnf, dialect.quotaExceeded(excess, tenant: release.tenant), &turn)
    }
    var made: [Resource.ID] = []
    for _ in 0..<count {
      guard let current = turn.state.releases[vnf]?.component(component.vdu) else { return }
      let template = current.nextTemplate(turn.state)
      let letters = turn.letters(5)
      let label = ResourceLabel(
        id: turn.makeID(Resource.self), vnf: vnf,
        name: dialect.resourceName(component: template) { String(letters.prefix($0)) },
        type: dialect.resourceType)
      record(
        .resourceCreated(
          label, vdu: component.vdu, image: template.image, compute: template.compute,
          reason: dialect.reason(waitingForClaims: !release.areClaimsBound)),
        about: label.id, &turn)
      made.append(label.id)
    }
    if release.areClaimsBound { callScheduler(for: made, on: release.vim, &turn) }
  }

  /// The scheduler takes one after the other, those that came before first.
  static func callScheduler(
    for resources: [Resource.ID], on vim: VIMName, _ turn: inout Turn<Self>
  ) {
    let decision = turn.state.delays(of: vim).scheduling
    let before = max(0, (turn.state.clusters[vim]?.queued ?? 0) - resources.count)
    var delay = Span(milliseconds: decision.median.milliseconds * Int64(before))
    for id in resources {
      delay = delay + turn.chance.draw(decision)
      turn.wake(.schedule(id), after: delay)
    }
  }

  /// Tells a resource to stop, or removes it at once when nothing of it runs any more.
  static func retire(_ resource: ResourceRecord, reason: String, _ turn: inout Turn<Self>) {
    guard !resource.isTerminating else { return }
    guard let host = resource.host else {
      remove(resource, reason: reason, &turn)
      return
    }
    // A lost one is told as well: its host may be back with something of it still running.
    turn.send(.nfvi(.stop(host: host, workload: resource.id)))
    if resource.phase == .lost {
      remove(resource, reason: reason, &turn)
    } else {
      turn.record(.resourceTerminating(resource.label, reason: reason))
    }
  }

  /// Forgets a resource and gives back what it held.
  static func remove(_ resource: ResourceRecord, reason: String, _ turn: inout Turn<Self>) {
    let isStray = turn.state.strays[resource.id] != nil
    turn.record(.resourceRemoved(resource.label, reason: reason))
    if !isStray { tell(resource, as: .deleted, reason: reason, &turn) }
  }
}

extension ReleaseRecord {
  package func component(_ vdu: String) -> ComponentRecord? { components.first { $0.vdu == vdu } }

  /// Whether a task has nothing left to do: each component complete and ready, nothing on its way
  /// out. A replacement leaves images alone, so it does not ask for them.
  fileprivate func isAsWanted(_ state: Clusters.State) -> Bool {
    guard areClaimsBound else { return false }
    return components.allSatisfy { component in
      guard component.resources.count == component.replicas,
        component.ready == component.replicas
      else { return false }
      guard work?.rolls == true else { return true }
      let all = component.resources.compactMap { state.resources[$0] }
      let kept = component.kept(of: all)
      // Where an upgrade begins once more, what is made anew already is not made as it was again.
      return all.allSatisfy { component.isCurrent($0) || kept.contains($0.id) }
    }
  }
}

extension VIMTask.Work {
  /// Whether it makes anew what is made from something else than it should be.
  var rolls: Bool { self == .apply || self == .revert }
}

extension ComponentRecord {
  /// Whether a resource is made from what the component is now to be made from.
  fileprivate func isCurrent(_ resource: ResourceRecord) -> Bool {
    resource.image == image && resource.compute == compute && resource.generation == generation
  }

  /// Those of `live` that stay as they were: the newest, as the oldest are made anew first.
  fileprivate func kept(of live: [ResourceRecord]) -> Set<Resource.ID> {
    guard let former else { return [] }
    let same = live.filter { $0.image == former.image && $0.compute == former.compute }
    return Set(same.suffix(former.count).map(\.id))
  }

  /// The component as the next resource of it is made from: as it was, while such are missing.
  fileprivate func nextTemplate(_ state: Clusters.State) -> Self {
    guard let former else { return self }
    let live = resources.compactMap { state.resources[$0] }.filter { !$0.isTerminating }
    guard kept(of: live).count < former.count else { return self }
    var template = self
    template.image = former.image
    template.compute = former.compute
    return template
  }

  /// The size of the image that `resource` is made from.
  func imageMiB(of resource: ResourceRecord) -> Int {
    former.map { $0.image == resource.image ? $0.imageMiB : imageMiB } ?? imageMiB
  }
}

extension Turn<Clusters> {
  /// Letters for a generated name.
  fileprivate mutating func letters(_ count: Int) -> String {
    String((0..<count).map { _ in safeLetters[Int(chance.next() % UInt64(safeLetters.count))] })
  }
}
