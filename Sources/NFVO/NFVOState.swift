import Deciding
import ResourceInterfaces
import ServiceInterfaces

extension NFVOrchestrator.State {
  /// Changes the state as `event` says; decides nothing.
  mutating func apply(_ event: NFVOEvent, at instant: Instant) {
    switch event {
    case .onboarded(let nsds, let vnfds, let inventory):
      onboard(nsds, vnfds, inventory, at: instant)
    case .catalogue(let event): apply(event, at: instant)
    case .nsCreated(let record, let baseName):
      networkServices[record.id] = record
      nsIdByName[record.name] = record.id
      if let order = record.resourceOrder { nsByResourceOrder[order] = record.id }
      nameSerials.update(baseName, default: 0) { $0 += 1 }
      nsds.update(record.nsd.rawValue) { $0.instances += 1 }
      if let parent = record.parent {
        networkServices.update(parent) { $0.nested.append(record.id) }
      }
    case .operationStarted(let record, let networks): start(record, networks)
    case .capacityReported(let report): take(report, at: instant)
    case .placementDecided(let operation, let ns, _, let decision):
      operations.update(operation) {
        $0.placement = decision.keeping($0.placement)
        if decision.chosen != nil { $0.requirement = nil }
        $0.awaitedVIMs = []
      }
      place(ns, decision)
    case .taskRequested(let operation, _, let task, _, _, let reference):
      update(operation, task) {
        $0.stage = .requested
        $0.reference = reference
        $0.requests += 1
        $0.startedAt = instant
      }
    case .vnfAssigned(let operation, let task, let vnf):
      update(operation, task) { $0.vnf = vnf.id }
      vnfs[vnf.id] = vnf
      networkServices.update(vnf.ns) { $0.vnfs.append(vnf.id) }
      vnfds.update(vnf.vnfdId.rawValue) { $0.instances += 1 }
    case .taskRefused(let operation, _, let task, _, let fault):
      update(operation, task) {
        $0.stage = .undone
        $0.fault = fault
        $0.endedAt = instant
      }
    case .vnfOperationChanged(let operation, let task, _, let notification):
      change(operation, task, notification, at: instant)
    case .operationEntered(let operation, _, _, _, let state, let problem):
      enter(state, operation, problem, at: instant)
    case .lifecycle(let event): apply(event, at: instant)
    default: applyCondition(event, at: instant)
    }
  }

  private mutating func onboard(
    _ newNSDs: [NSD], _ newVNFDs: [VNFD], _ inventory: Inventory?, at instant: Instant
  ) {
    for nsd in newNSDs {
      let instances = nsds[nsd.id.rawValue]?.instances ?? 0
      nsds[nsd.id.rawValue] = NSDRecord(nsd: nsd, onboardedAt: instant, instances: instances)
      nsdIdByName[nsd.name] = nsd.id.rawValue
    }
    for vnfd in newVNFDs {
      let instances = vnfds[vnfd.id.rawValue]?.instances ?? 0
      vnfds[vnfd.id.rawValue] = VNFDRecord(
        vnfd: vnfd, onboardedAt: instant, instances: instances)
    }
    for vim in inventory?.vims ?? [] {
      vims[vim.id] = VIMRecord(vim, at: inventory?.site(vim.site)).carrying(vims[vim.id])
      for host in vim.hosts {
        outages.vimByHost[host.id] = vim.id
        hosts[host.id] = HostLedger(host, of: vim).carrying(hosts[host.id])
      }
    }
    if let inventory {
      sites = inventory.sites
      links = inventory.links
    }
  }

  private mutating func start(_ record: NSOperationRecord, _ networks: [String]?) {
    operations[record.id] = record
    openOperations += 1
    if let key = Self.requestKey(record.requester, record.kind) { requests[key] = record.id }
    networkServices.update(record.ns) {
      if $0.openOperation == nil {
        $0.openOperation = record.id
      } else {
        $0.concurrentHeals.append(record.id)
      }
      $0.lastOperation = record.id
      if record.kind == .instantiate {
        $0.instantiation = record.id
        $0.choice = record.choice ?? NSChoice()
        ($0.sitePolicy, $0.site) = (record.requirement?.sitePolicy, record.requirement?.site)
      }
      $0.recentOperations = $0.recentOperations.suffix(11) + [record.id]
      if let networks { $0.networks = networks }
    }
    for task in record.tasks where task.act == .automaticHeal {
      guard let vnf = task.vnf else { continue }
      vnfs.update(vnf) { $0.automaticHeal = record.id }
    }
  }

  private mutating func take(_ report: CapacityReport, at instant: Instant) {
    vims.update(report.vim) {
      $0.capacity = report.capacity
      $0.allocated = report.allocated
      $0.hostsUp = report.hostsUp
      $0.hosts = report.hosts
      $0.largestRoom = report.largestRoom
      $0.reportedAt = instant
      $0.unknown = $0.unknown(in: report)
    }
    guard let operation = report.query.flatMap({ NSOperation.ID($0) }) else { return }
    operations.update(operation) { $0.awaitedVIMs.removeAll { $0 == report.vim } }
  }

  private mutating func place(_ ns: NSInstance.ID, _ decision: PlacementDecision) {
    guard let vim = decision.chosen, let record = networkServices[ns] else { return }
    takeLinks(decision.passages, for: ns)
    guard record.vim == nil else { return }
    networkServices.update(ns) { $0.vim = vim }
    nsCounts.update(Self.countKey(record, vim), default: 0) { $0 += 1 }
  }

  static func countKey(_ ns: NSRecord, _ vim: VIMName) -> String {
    "\(ns.tenant)|\(ns.nsd)|\(vim)"
  }

  mutating func update(
    _ operation: NSOperation.ID, _ task: Int, _ change: (inout VNFTask) -> Void
  ) {
    operations.update(operation) {
      guard $0.tasks.indices.contains(task) else { return }
      change(&$0.tasks[task])
    }
  }

  private mutating func change(
    _ id: NSOperation.ID, _ task: Int, _ notification: VNFOperationNotification,
    at instant: Instant
  ) {
    update(id, task) {
      $0.operation = notification.operation
      $0.operationState = notification.state
      $0.stage = notification.state.stage
      $0.ask = nil
      $0.fault = notification.fault ?? (notification.state == .completed ? nil : $0.fault)
      $0.whyNoRollback = notification.whyNoRollback
      $0.lostForGood = notification.notRestored
      $0.endedAt = notification.state.isTerminal ? instant : nil
      $0.followRollback()
    }
    guard let operation = operations[id], operation.tasks.indices.contains(task) else { return }
    end(notification, as: operation.tasks[task].act, of: id)
  }

  /// What the end of a VNF operation makes of its VNF.
  mutating func end(
    _ notification: VNFOperationNotification, as act: VNFTask.Act, of id: NSOperation.ID
  ) {
    guard notification.state.isTerminal else { return }
    vnfs.update(notification.vnf) {
      $0.lastEnded = notification.operation
      if $0.automaticHeal == id { $0.automaticHeal = nil }
    }
    if notification.state == .completed { finish(act, of: notification.vnf) }
    if let instance = notification.instance { take(instance, of: notification.vnf) }
  }

  /// The VNFM knows best how an instance is.
  private mutating func take(_ instance: VNFInstanceInfo, of id: VNFInstance.ID) {
    change(id, to: instance.vnfdId)
    vnfs.update(id) {
      $0.flavourId = instance.flavourId
      $0.levels = instance.levels
      $0.networks = instance.networks
      $0.isStopped = instance.vnfState == .stopped
    }
  }

  private mutating func change(_ id: VNFInstance.ID, to vnfdId: VNFD.ID) {
    guard let vnf = vnfs[id], vnf.vnfdId != vnfdId else { return }
    vnfds.update(vnf.vnfdId.rawValue) { $0.instances -= 1 }
    vnfds.update(vnfdId.rawValue) { $0.instances += 1 }
    vnfs.update(id) { $0.vnfdId = vnfdId }
  }

  /// What a VNF operation that is done made of the VNF.
  private mutating func finish(_ act: VNFTask.Act, of id: VNFInstance.ID) {
    guard let vnf = vnfs[id] else { return }
    switch act {
    case .instantiate: vnfs.update(id) { $0.isInstantiated = true }
    case .scale(let aspect, let steps):
      vnfs.update(id) { vnf in
        vnf.levels = vnf.levels.map {
          $0.aspectId == aspect
            ? ScaleLevel(aspectId: aspect, level: $0.level + steps) : $0
        }
      }
    case .changePackage(let vnfdId, _): change(id, to: vnfdId)
    case .terminate:
      vnfds.update(vnf.vnfdId.rawValue) { $0.instances -= 1 }
      vnfs[id] = nil
      scaling[id] = nil
      performance.forget(id, of: vnf.ns)
      networkServices.update(vnf.ns) { $0.vnfs.removeAll { $0 == id } }
      giveBackLinks(of: [vnf.name], in: vnf.ns)
    case .heal, .automaticHeal, .change, .nested: break
    }
  }

  private mutating func enter(
    _ state: OperationState, _ id: NSOperation.ID, _ problem: Problem?, at instant: Instant
  ) {
    guard let before = operations[id] else { return }
    operations.update(id) {
      $0.state = state
      $0.stateEnteredAt = instant
      $0.problem = problem
      if state.isTerminal { $0.endedAt = instant }
      $0.resume(from: before.state)
    }
    giveBackTurn(before, entering: state)
    if let after = operations[id] { followPlaces(of: after) }
    if state == .failedTemp, before.state != .failedTemp { failedOperations += 1 }
    if state != .failedTemp, before.state == .failedTemp { failedOperations -= 1 }
    guard state.isTerminal, !before.state.isTerminal else { return }
    openOperations -= 1
    guard var ns = networkServices[before.ns] else { return }
    if ns.openOperation == id {
      ns.openOperation = ns.concurrentHeals.isEmpty ? nil : ns.concurrentHeals.removeFirst()
    } else {
      ns.concurrentHeals.removeAll { $0 == id }
    }
    if state == .completed { finish(before, of: &ns, at: instant) }
    if before.kind == .instantiate { settle(&ns, state) }
    networkServices[before.ns] = ns
  }

  private mutating func finish(
    _ operation: NSOperationRecord, of ns: inout NSRecord, at instant: Instant
  ) {
    switch operation.kind {
    case .instantiate: ns.state = .instantiated
    case .terminate:
      ns.state = .terminated
      ns.terminatedAt = instant
      nsds.update(ns.nsd.rawValue) { $0.instances -= 1 }
      giveBackPlace(of: &ns)
      let id = ns.id
      if let parent = ns.parent {
        networkServices.update(parent) { $0.nested.removeAll { $0 == id } }
      }
    case .scale: ns.choice = operation.choice ?? ns.choice
    case .update, .heal: break
    }
  }
}
