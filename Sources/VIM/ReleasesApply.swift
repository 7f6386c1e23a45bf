import Deciding
import ResourceInterfaces

// How releases change: begun, bound, ended, removed.

extension Clusters.State {
  mutating func begin(
    _ task: VIMTask, on vim: VIMName, verb: String, at instant: Instant
  ) {
    guard let kind = clusters[vim]?.kind else { return }
    tasks[task.token] = TaskRecord(
      token: task.token, vim: vim, work: task.act.work, attempt: task.attempt, verb: verb,
      startedAt: instant)
    clusters.update(vim) { $0.openTasks += 1 }
    switch task.act {
    case .apply(let wanted):
      if releases[task.vnf] == nil { clusters.update(vim) { $0.releases += 1 } }
      lastVNF = max(lastVNF, task.vnf.serial)
      releases[task.vnf] =
        releases[task.vnf]?.upgraded(to: wanted)
        ?? ReleaseRecord(wanted, for: task, on: vim, kind: kind, at: instant)
    case .replace(_, let wanted): releases.update(task.vnf) { $0.want(wanted) }
    case .revert(let id): releases.update(task.vnf) { $0.revert(to: id) }
    case .delete, .snapshot, .dropSnapshot: break
    }
    releases.update(task.vnf) {
      $0.task = task.token
      $0.work = task.act.work
      guard !$0.isLocked || task.act.work == .delete else { return }
      $0.status = kind.dialect.releaseStatus(
        task.act.work, revision: $0.revision, .inProgress)
      $0.statusReason = ""
      if task.act.work == .delete { $0.wantNothing() }
    }
  }

  mutating func bind(_ claim: String, of vnf: VNFInstance.ID, phase: String) {
    releases.update(vnf) { release in
      guard let index = release.claims.firstIndex(where: { $0.name == claim }) else { return }
      release.claims[index].isBound = true
      release.claims[index].phase = phase
    }
    guard let release = releases[vnf], release.areClaimsBound else { return }
    for id in release.resources where resources[id]?.phase == .pending { enqueue(id) }
  }

  mutating func end(_ token: TaskToken, fault: Fault?, at instant: Instant) {
    guard let task = tasks[token], task.endedAt == nil else { return }
    tasks.update(token) {
      $0.endedAt = instant
      $0.fault = fault
    }
    clusters.update(task.vim) { $0.openTasks -= 1 }
    keep(onCutOf: task.vim) { $0.ends.append(token) }
    guard releases[token.vnf]?.task == token else { return }
    releases.update(token.vnf) {
      $0.task = nil
      $0.work = nil
      guard !$0.isLocked else { return }
      $0.status = $0.kind.dialect.releaseStatus(
        task.work ?? .apply, revision: $0.revision, fault == nil ? .done : .failed)
      $0.statusReason = fault?.detail ?? ""
    }
    if task.work != .snapshot, task.work != .dropSnapshot {
      settleForWhatIs(token.vnf, after: fault)
    }
  }

  /// A task that was killed has ended; nothing of what it left is put right.
  mutating func kill(_ token: TaskToken, at instant: Instant) {
    guard let task = tasks[token], task.endedAt == nil else { return }
    tasks.update(token) {
      $0.endedAt = instant
      $0.fault = .silenced
    }
    clusters.update(task.vim) { $0.openTasks -= 1 }
    releases.update(token.vnf) {
      $0.task = nil
      $0.work = nil
      $0.isLocked = true
      $0.statusReason = "\(task.verb) was killed"
    }
    settleForWhatIs(token.vnf, after: .silenced)
  }

  /// After a failure nobody makes the rest: what is there is what there is until the next task.
  private mutating func settleForWhatIs(_ vnf: VNFInstance.ID, after fault: Fault?) {
    guard let release = releases[vnf] else { return }
    if fault != nil {
      for index in release.components.indices {
        let held = release.components[index].resources
          .filter { resources[$0]?.isTerminating == false }
        releases.update(vnf) { $0.components[index].replicas = held.count }
      }
    }
    releases.update(vnf) { $0.components.removeAll { $0.replicas == 0 && $0.resources.isEmpty } }
  }

  mutating func keep(_ snapshot: VNFSnapshot.ID, of vnf: VNFInstance.ID, at instant: Instant) {
    releases.update(vnf) { release in
      release.snapshots.removeAll { $0.id == snapshot }
      release.snapshots.append(
        SnapshotRecord(id: snapshot, release: release.source, takenAt: instant))
    }
  }

  /// A task that is met with silence is known, and never begun.
  mutating func strike(
    _ token: TaskToken, _ attempt: Int, on vim: VIMName, with fault: InjectedFault,
    at instant: Instant
  ) {
    if fault == .silence {
      tasks[token] = TaskRecord(
        token: token, vim: vim, work: nil, attempt: attempt, verb: "task",
        startedAt: instant, endedAt: instant, fault: .silenced)
    }
    tasks.update(token) { $0.injected = fault }
  }

  mutating func removeRelease(of vnf: VNFInstance.ID) {
    guard let release = releases[vnf] else { return }
    releases[vnf] = nil
    clusters.update(release.vim) { $0.releases -= 1 }
  }
}

extension ReleaseRecord {
  fileprivate init(
    _ wanted: Release, for task: VIMTask, on vim: VIMName, kind: VIMKind, at instant: Instant
  ) {
    self.init(
      vnf: task.vnf, vim: vim, kind: kind, tenant: task.tenant, ns: task.ns, name: wanted.name,
      chart: wanted.chart, version: wanted.version, status: "", revision: 1,
      components: wanted.components.map {
        ComponentRecord($0, of: wanted, kind: kind)
      },
      services: wanted.services, configMaps: wanted.configMaps,
      claims: wanted.volumeClaims.map { ClaimRecord($0, kind: kind) },
      networkAttachments: wanted.networkAttachments, createdAt: instant, source: wanted)
  }

  fileprivate func upgraded(to wanted: Release) -> Self {
    var release = self
    if !kind.dialect.attachesToRunning, networkAttachments != wanted.networkAttachments {
      release.outdateAll()
    }
    release.chart = wanted.chart
    release.version = wanted.version
    release.revision += 1
    release.services = wanted.services
    release.configMaps = wanted.configMaps
    release.networkAttachments = wanted.networkAttachments
    release.hasObjects = false
    release.claims = wanted.volumeClaims.map { claim in
      claims.first { $0.name == claim.name } ?? ClaimRecord(claim, kind: kind)
    }
    release.want(wanted)
    return release
  }

  /// Has the components be as `wanted` says; those that it leaves out go.
  fileprivate mutating func want(_ wanted: Release) {
    source = wanted
    wantNothing()
    for component in wanted.components {
      if let index = components.firstIndex(where: { $0.vdu == component.vdu }) {
        components[index].want(component)
      } else {
        components.append(ComponentRecord(component, of: wanted, kind: kind))
      }
    }
  }

  /// Puts back what a snapshot kept: the release and what the volumes held then.
  fileprivate mutating func revert(to id: VNFSnapshot.ID) {
    guard let snapshot = snapshots.first(where: { $0.id == id }) else { return }
    self = upgraded(to: snapshot.release)
    outdateAll()
    // What was granted then is not granted now.
    for index in components.indices { components[index].seats = [] }
    for index in claims.indices { claims[index].restoredFrom = id }
  }

  private mutating func outdateAll() {
    for index in components.indices { components[index].generation += 1 }
  }

  fileprivate mutating func wantNothing() {
    for index in components.indices { components[index].replicas = 0 }
  }
}

extension ComponentRecord {
  fileprivate init(_ component: Release.Component, of release: Release, kind: VIMKind) {
    self.init(
      vdu: component.vdu,
      name: kind.dialect.componentName(
        release: release.name, vdu: component.vdu, isOnly: release.components.count == 1),
      replicas: component.replicas, image: component.image, imageMiB: component.imageMiB,
      compute: component.compute, isSpread: component.isSpread, former: component.former,
      floor: component.floor, surge: component.surge, seats: component.seats,
      hardware: component.hardware)
  }

  fileprivate mutating func want(_ component: Release.Component) {
    replicas = component.replicas
    image = component.image
    imageMiB = component.imageMiB
    compute = component.compute
    isSpread = component.isSpread
    former = component.former
    floor = component.floor
    surge = component.surge
    seats = component.seats
    hardware = component.hardware
  }
}

extension ClaimRecord {
  fileprivate init(_ claim: Release.VolumeClaim, kind: VIMKind) {
    self.init(
      name: claim.name, gibibytes: claim.gibibytes,
      phase: kind.dialect.claimPhase(isBound: false), isBound: false)
  }
}
