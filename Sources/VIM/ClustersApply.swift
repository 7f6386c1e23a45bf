import Deciding
import ResourceInterfaces

// The only place where the VIMs' state changes. Nothing is decided here.

extension Clusters {
  package static func apply(_ event: Event, at instant: Instant, to state: inout State) {
    if !state.faults.active.isEmpty, let vnf = event.function {
      state.keepView(of: vnf, at: instant)
    }
    if let label = event.toldOf, state.isTold(of: label.id, after: event) {
      state.count(label.vnf)
    }
    switch event {
    case .clusterAdded(let cluster): state.add(cluster)
    case .taskAccepted(let task, let vim, _, let verb):
      state.begin(task, on: vim, verb: verb, at: instant)
    case .taskRefused(let token, let attempt, let vim, let work, let fault):
      state.tasks[token] = TaskRecord(
        token: token, vim: vim, work: work, attempt: attempt, verb: work.rawValue,
        startedAt: instant, endedAt: instant, fault: fault)
    case .taskForestalled(let token, let attempt, let vim, let fault):
      state.tasks[token] = TaskRecord(
        token: token, vim: vim, work: nil, attempt: attempt, verb: "task", startedAt: instant,
        endedAt: instant, fault: fault)
    case .taskEnded(let token, _, _, let fault): state.end(token, fault: fault, at: instant)
    case .taskKilled(let token, _, _, _): state.kill(token, at: instant)
    case .releaseUnlocked(let vnf, _, _, _):
      state.releases.update(vnf) {
        $0.isLocked = false
        $0.status = "deployed"
        $0.revision += 1
      }
    case .objectsCreated(let vnf, _, _): state.releases.update(vnf) { $0.hasObjects = true }
    case .claimBound(let vnf, let claim, _, let phase): state.bind(claim, of: vnf, phase: phase)
    case .releaseRemoved(let vnf, _): state.removeRelease(of: vnf)
    case .snapshotTaken(let vnf, _, let snapshot): state.keep(snapshot, of: vnf, at: instant)
    case .snapshotDropped(let vnf, _, let snapshot):
      state.releases.update(vnf) { $0.snapshots.removeAll { $0.id == snapshot } }
    case .fault(let event):
      state.faults.apply(event, at: instant)
      if case .ended = event { state.forgetViews() }
    case .hostTroubled(let host, let trouble): state.set(trouble, on: host, true)
    case .hostRelieved(let host, let trouble): state.set(trouble, on: host, false)
    case .siteCut(let vim): state.clusters.update(vim) { $0.cut = SiteCut(since: instant) }
    case .cutNoticed(let vim, _): state.keep(onCutOf: vim) { $0.isNoticed = true }
    case .siteReconnected(let vim): state.clusters.update(vim) { $0.cut = nil }
    case .changesMarked(let vim, _): state.clusters.update(vim) { $0.unmarked = Table() }
    case .byHand(let event): state.apply(event, at: instant)
    case .taskStruck(let token, let attempt, let vim, let fault):
      state.strike(token, attempt, on: vim, with: fault, at: instant)
    case .hostSilent(let host):
      state.hosts.update(host) {
        $0.silentSince = instant
        $0.silences += 1
      }
    case .hostResumed(let host): state.hosts.update(host) { $0.silentSince = nil }
    case .hostNotReady(let host, _): state.setCondition(.notReady, of: host)
    case .hostReady(let host): state.setCondition(.ready, of: host)
    default: applyToResource(event, at: instant, to: &state)
    }
  }

  private static func applyToResource(
    _ event: Event, at instant: Instant, to state: inout State
  ) {
    switch event {
    case .resourceCreated(let label, let vdu, let image, let compute, let reason):
      state.create(label, vdu: vdu, image: image, compute: compute, reason: reason, at: instant)
    case .resourceWaits(let label, let reason):
      state.resources.update(label.id) { $0.reason = reason }
      state.dequeue(label.id)
    case .resourceProgressed(let label, let reason):
      state.resources.update(label.id) { $0.reason = reason }
    case .resourceScheduled(let label, let host, let reason):
      state.place(label.id, on: host, reason: reason)
    case .resourceRescheduled(let label, let host, let reason):
      state.unplace(label.id, from: host, reason: reason)
    case .resourceRunning(let label, let host):
      state.change(label.id, to: .running, reason: "")
      guard let image = state.resources[label.id]?.image else { return }
      state.hosts.update(host) { if !$0.images.contains(image) { $0.images.append(image) } }
    case .resourceReady(let label, _):
      state.change(label.id, to: .ready, reason: "") {
        $0.readyAt = instant
        $0.loss = nil
      }
    case .resourceLost(let label, _, let reason, let cause):
      let status = state.releases[label.vnf]?.kind.dialect.status(lostFor: reason, cause)
      state.change(label.id, to: .lost, reason: reason) {
        $0.readyAt = nil
        $0.loss = cause
        $0.status = status ?? $0.status
      }
    case .resourceRestarted(let label, _, let restarts):
      state.resources.update(label.id) { $0.restarts = restarts }
    case .resourceTerminating(let label, let reason):
      let status = state.resources[label.id].flatMap { state.clusters[$0.vim] }?.kind.dialect
        .terminating
      state.change(label.id, to: nil, reason: reason) {
        $0.isTerminating = true
        $0.status = status ?? $0.status
      }
    case .resourceRemoved(let label, _): state.remove(label.id)
    default: break
    }
  }
}

extension Clusters.State {
  fileprivate mutating func add(_ cluster: Inventory.VIM) {
    let hosts = cluster.hosts.map { HostView($0, of: cluster) }.sorted { $0.name < $1.name }
    names.append(cluster.id)
    clusters[cluster.id] = ClusterRecord(
      name: cluster.id, kind: cluster.kind, title: cluster.title, site: cluster.site,
      hosts: hosts.map(\.name), hostsUp: hosts.count,
      capacity: hosts.reduce(.none) { $0 + $1.capacity }, allocated: .none,
      quotas: cluster.quotas, stages: cluster.stages)
    for host in hosts { self.hosts[host.name] = host }
  }

  fileprivate mutating func setCondition(_ condition: HostView.Condition, of name: HostName) {
    guard let host = hosts[name] else { return }
    hosts.update(name) {
      $0.condition = condition
      if condition == .ready { $0.silentSince = nil }
    }
    keep(onCutOf: host.vim) { $0.hosts[name] = true }
    guard host.condition != condition else { return }
    clusters.update(host.vim) {
      $0.hostsUp += condition == .ready ? 1 : -1
      $0.capacity =
        condition == .ready ? $0.capacity + host.capacity : $0.capacity - host.capacity
      $0.allocated =
        condition == .ready ? $0.allocated + host.allocated : $0.allocated - host.allocated
    }
  }

  fileprivate mutating func create(
    _ label: ResourceLabel, vdu: String, image: String, compute: Compute, reason: String,
    at instant: Instant
  ) {
    guard let release = releases[label.vnf] else { return }
    resources[label.id] = ResourceRecord(
      id: label.id, vim: release.vim, vnf: label.vnf, vdu: vdu, name: label.name,
      type: label.type, image: image, compute: compute,
      hardware: release.component(vdu)?.hardware ?? .none,
      generation: release.component(vdu)?.generation ?? 1, phase: .pending,
      status: release.kind.dialect.status(.pending), reason: reason, createdAt: instant)
    updateComponent(vdu, of: label.vnf) {
      $0.resources.append(label.id)
      $0.made += 1
    }
    clusters.update(release.vim) { $0.counts.add(1, in: .pending) }
    count(1, compute, for: release.tenant, in: release.vim)
    if release.areClaimsBound { enqueue(label.id) }
  }

  /// Puts a resource into the queue of its scheduler.
  mutating func enqueue(_ id: Resource.ID) {
    guard let resource = resources[id], !resource.isQueued else { return }
    resources.update(id) { $0.isQueued = true }
    clusters.update(resource.vim) { $0.queued += 1 }
  }

  fileprivate mutating func dequeue(_ id: Resource.ID) {
    guard let resource = resources[id], resource.isQueued else { return }
    resources.update(id) { $0.isQueued = false }
    clusters.update(resource.vim) { $0.queued -= 1 }
  }

  mutating func place(_ id: Resource.ID, on name: HostName, reason: String) {
    guard let resource = resources[id], let host = hosts[name] else { return }
    dequeue(id)
    change(id, to: .creating, reason: reason) { $0.host = name }
    hosts.update(name) {
      $0.allocated = $0.allocated + resource.compute
      $0.piecesAllocated = $0.piecesAllocated + resource.hardware.pieces
      $0.resources[id] = resource.vnf
    }
    guard host.condition == .ready else { return }
    clusters.update(host.vim) { $0.allocated = $0.allocated + resource.compute }
  }

  /// Takes a resource from a host that did not take it, back to the scheduler.
  fileprivate mutating func unplace(_ id: Resource.ID, from name: HostName, reason: String) {
    guard let resource = resources[id], let host = hosts[name] else { return }
    change(id, to: .pending, reason: reason) {
      $0.host = nil
      $0.refusals.append(ResourceRecord.Refusal(host: name, reason: reason))
    }
    hosts.update(name) {
      $0.allocated = $0.allocated - resource.compute
      $0.piecesAllocated = $0.piecesAllocated - resource.hardware.pieces
      $0.resources[id] = nil
    }
    enqueue(id)
    guard host.condition == .ready else { return }
    clusters.update(host.vim) { $0.allocated = $0.allocated - resource.compute }
  }

  fileprivate mutating func set(_ trouble: HostTrouble, on name: HostName, _ isOn: Bool) {
    hosts.update(name) {
      $0.troubles.removeAll { $0 == trouble }
      if isOn { $0.troubles.append(trouble) }
    }
    keep(onCutOf: hosts[name]?.vim) { $0.hosts[name] = true }
  }

  /// Moves a resource to `phase` (`nil`: leaves it where it is) and keeps all counters right.
  fileprivate mutating func change(
    _ id: Resource.ID, to phase: ResourceChange.Phase?, reason: String,
    _ also: (inout ResourceRecord) -> Void = { _ in }
  ) {
    guard let before = resources[id], let cluster = clusters[before.vim] else { return }
    var after = before
    after.reason = reason
    if let phase {
      after.phase = phase
      after.status = cluster.kind.dialect.status(phase)
    }
    also(&after)
    resources[id] = after
    if before.phase != after.phase {
      clusters.update(before.vim) {
        $0.counts.add(-1, in: before.phase)
        $0.counts.add(1, in: after.phase)
      }
    }
    countReady(before: before, after: after)
  }

  private mutating func countReady(before: ResourceRecord, after: ResourceRecord?) {
    let isReady = after?.isReady ?? false
    guard before.isReady != isReady, strays[before.id] == nil else { return }
    updateComponent(before.vdu, of: before.vnf) { $0.ready += isReady ? 1 : -1 }
  }

  mutating func remove(_ id: Resource.ID) {
    guard let resource = resources[id] else { return }
    dequeue(id)
    countReady(before: resource, after: nil)
    let tenant = tenant(of: resource)
    forgetStray(id)
    resources[id] = nil
    clusters.update(resource.vim) { $0.counts.add(-1, in: resource.phase) }
    count(-1, Compute.none - resource.compute, for: tenant, in: resource.vim)
    updateComponent(resource.vdu, of: resource.vnf) { $0.resources.removeAll { $0 == id } }
    guard let name = resource.host, let host = hosts[name] else { return }
    hosts.update(name) {
      $0.allocated = $0.allocated - resource.compute
      $0.piecesAllocated = $0.piecesAllocated - resource.hardware.pieces
      $0.resources[id] = nil
    }
    guard host.condition == .ready else { return }
    clusters.update(host.vim) { $0.allocated = $0.allocated - resource.compute }
  }

  mutating func updateComponent(
    _ vdu: String, of vnf: VNFInstance.ID, _ change: (inout ComponentRecord) -> Void
  ) {
    releases.update(vnf) {
      guard let index = $0.components.firstIndex(where: { $0.vdu == vdu }) else { return }
      change(&$0.components[index])
    }
  }
}

extension HostView {
  fileprivate init(_ host: Inventory.Host, of cluster: Inventory.VIM) {
    self.init(
      name: host.id, vim: cluster.id, zone: host.zone, rack: host.rack,
      capacity: Compute(
        milliCPU: host.vcpu * cluster.cpuAllocationRatioMilli,
        memoryMiB: host.memoryGiB * 1_024 * cluster.memoryAllocationRatioMilli / 1_000),
      maxResources: cluster.maxPodsPerHost, pieces: host.cells.reduce(.none, +))
  }
}
