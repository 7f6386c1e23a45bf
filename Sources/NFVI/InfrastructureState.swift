import Deciding
import ResourceInterfaces

extension Infrastructure {
  /// What is true of the hosts and of the functions on them.
  package struct State: Codable, Equatable, Sendable {
    /// The hosts' names in order, over all VIMs.
    package internal(set) var hostNames: [HostName] = []
    package internal(set) var hosts = Table<HostName, HostRecord>()
    package internal(set) var workloads = Table<Resource.ID, WorkloadRecord>()
    package internal(set) var functions = Table<VNFInstance.ID, FunctionRecord>()
    package internal(set) var traffic = Table<VNFInstance.ID, TrafficRecord>()
    /// Functions that measure themselves because somebody wants to know.
    package internal(set) var collections = Table<VNFInstance.ID, CollectionRecord>()
    package internal(set) var faults = FaultRoom()

    /// The registries of the sites, while somebody pulls from them.
    package internal(set) var registries = Table<String, RegistryRecord>()
    /// VIMs whose functions do not reach MANO.
    package internal(set) var uplinks = Table<VIMName, CutUplink>()
    /// How long hosts take, by their VIM.
    var stages = Table<VIMName, Stages>()

    package init() {}

    /// How long a host takes.
    func stages(of host: HostRecord) -> Stages { stages[host.vim] ?? .plain }

    /// How long the hosts of a function take.
    func stages(of vnf: VNFInstance.ID) -> Stages {
      functions[vnf]?.workloads.first.flatMap { workloads[$0] }.flatMap { hosts[$0.host] }
        .map { stages(of: $0) } ?? .plain
    }
  }

  package static func apply(_ event: Event, at instant: Instant, to state: inout State) {
    switch event {
    case .hostsInstalled(let vim): state.install(vim, at: instant)
    case .powerLost(let host, _):
      state.cutPower(of: host, at: instant)
      state.hosts.update(host) {
        $0.isUnfed = true
        $0.reset = nil
      }
    case .powerRestored(let host):
      state.setPower(.booting, of: host, at: instant)
      state.hosts.update(host) { $0.isUnfed = false }
    case .hostBooted(let host):
      state.setPower(.on, of: host, at: instant)
    case .resetAccepted(let host, let type, _, _):
      state.setPower(type == .on ? .poweringOn : .poweringOff, of: host, at: instant)
      state.hosts.update(host) { $0.reset = type }
    case .resetRefused: break
    case .poweredOff(let host, _):
      state.cutPower(of: host, at: instant)
      state.hosts.update(host) { if $0.reset?.endsOn != true { $0.reset = nil } }
    case .poweredOn(let host):
      state.setPower(.booting, of: host, at: instant)
      state.hosts.update(host) { $0.reset = nil }
    case .troubleBegun(let host, .linksDown): state.setLinks(of: host, downSince: instant)
    case .troubleEnded(let host, .linksDown): state.setLinks(of: host, downSince: nil)
    case .troubleBegun(let host, let trouble): state.hosts.update(host) { $0[trouble] = instant }
    case .troubleEnded(let host, let trouble): state.hosts.update(host) { $0[trouble] = nil }
    case .workloadStarted(
      let id, let vnf, let host, let compute, let image, let pulls, let fate, let build):
      let stage: WorkloadRecord.Stage = pulls ? .pulling : .starting
      state.start(
        WorkloadRecord(
          id: id, vnf: vnf, host: host, compute: compute, image: image, fate: fate,
          stage: build?.waits == true ? .waiting : stage, imageMiB: build?.imageMiB,
          held: build?.held ?? [], startedAt: instant))
      if let pull = build?.pull { state.beginPull(pull, for: id, at: instant) }
    case .workloadRefused: break
    case .workloadBuilt(let id, _, _, let pull):
      state.move(id, to: pull == nil ? .starting : .pulling, at: instant)
      if let pull { state.beginPull(pull, for: id, at: instant) }
    case .imagePulled(let id, _, _): state.move(id, to: .starting, at: instant)
    case .workloadRunning(let id, _, _): state.move(id, to: .running, at: instant)
    case .workloadReady(let id, _, _): state.move(id, to: .ready, at: instant)
    case .workloadBacksOff(let id, _, _, _):
      state.move(id, to: .backOff, at: instant)
      state.workloads.update(id) { $0.failedAt = instant }
    case .guestShutDown(let id, _, _): state.move(id, to: .shutOff, at: instant)
    case .workloadRestarted(let id, _, _):
      state.move(id, to: .starting, at: instant)
      state.workloads.update(id) {
        $0.failedAt = nil
        $0.fate = nil
        $0.recoveries += 1
      }
    case .workloadMigrated(let id, _, _, let host): state.migrate(id, to: host)
    case .workloadStopping(let id, _, _): state.move(id, to: .stopping, at: instant)
    case .workloadStopped(let id, _, _), .workloadFailed(let id, _, _, _):
      state.remove(id, at: instant)
    case .fault(let event): state.faults.apply(event, at: instant)
    case .hostPanicked(let host, _):
      state.cutPower(of: host, at: instant)
      state.setPower(.booting, of: host, at: instant)
      state.hosts.update(host) { $0.reset = nil }
    case .configurationBegun(let vnf, let operation, let step, let title, let settings):
      state.configure(
        vnf,
        AppliedStep(
          step: step, title: title, operation: operation, settings: settings, appliedAt: nil))
    case .configurationApplied(let vnf, _, let step, _):
      state.functions.update(vnf) { $0.applied(step, at: instant) }
    case .configurationSet(let vnf, let settings, _):
      state.functions.update(vnf) { $0.settings = settings }
    case .configurationChangedOutside(let vnf, let changes, let by):
      state.functions.update(vnf) { $0.settings = $0.settings.applying(changes) }
      guard let vim = state.cut(of: vnf) else { return }
      state.uplinks.update(vim) {
        $0.changes.append(CutUplink.Change(vnf: vnf, changes: changes, by: by))
      }
    case .stepStruck(let vnf, let operation, let step):
      state.functions.update(vnf) {
        $0.unanswered = FunctionRecord.StepOfOperation(step: step, operation: operation)
      }
    case .trafficRose(let vnf, let curve, let number):
      state.traffic[vnf] = TrafficRecord(
        vnf: vnf, curve: curve, startedAt: instant, number: number)
    case .trafficEnded(let vnf, _): state.traffic[vnf] = nil
    case .collectionSet(let vnf, let seconds, let number):
      state.collections[vnf] = seconds.map { CollectionRecord(seconds: $0, number: number) }
    case .uplinkCut(let vim): state.uplinks[vim] = CutUplink(since: instant)
    case .uplinkRestored(let vim): state.uplinks[vim] = nil
    case .collectionHeldBack(let vnf, let vim, let seconds):
      state.uplinks.update(vim) { $0.collections[vnf] = seconds }
    }
  }
}

extension Infrastructure.State {
  fileprivate mutating func install(_ vim: Inventory.VIM, at instant: Instant) {
    stages[vim.id] = vim.stages
    for host in vim.hosts where hosts[host.id] == nil {
      hosts[host.id] = HostRecord(host, of: vim, at: instant)
      hostNames.append(host.id)
    }
    hostNames.sort()
  }

  fileprivate mutating func setPower(
    _ power: HostRecord.Power, of host: HostName, at instant: Instant
  ) {
    hosts.update(host) {
      $0.power = power
      $0.powerSince = instant
      $0.powerChanges += 1
    }
  }

  fileprivate mutating func cutPower(of host: HostName, at instant: Instant) {
    for id in hosts[host]?.workloads.keys ?? [] { remove(id, at: instant) }
    hosts.update(host) { $0.linksDownSince = nil }
    setPower(.off, of: host, at: instant)
  }

  /// Functions have nothing of what runs on a host that nothing reaches.
  fileprivate mutating func setLinks(of host: HostName, downSince instant: Instant?) {
    let workloads = hosts[host]?.workloads.keys.compactMap { self.workloads[$0] } ?? []
    for workload in workloads { countAnswer(workload, -1) }
    hosts.update(host) { $0.linksDownSince = instant }
    for workload in workloads { countAnswer(workload, 1) }
  }

  fileprivate mutating func start(_ workload: WorkloadRecord) {
    workloads[workload.id] = workload
    hosts.update(workload.host) {
      $0.workloads[workload.id] = workload.vnf
      $0.used = $0.used + workload.compute
      $0.account(workload.held, sign: 1)
      $0.pulls += workload.stage == .pulling ? 1 : 0
      $0.building += workload.isBuilt ? 1 : 0
      if workload.stage == .waiting { $0.waiting.append(workload.id) }
    }
    functions.update(
      workload.vnf, default: FunctionRecord(vnf: workload.vnf, since: workload.startedAt)
    ) {
      $0.workloads.append(workload.id)
    }
  }

  fileprivate mutating func beginPull(
    _ pull: WorkloadBuild.Pull, for id: Resource.ID, at instant: Instant
  ) {
    registries.update(pull.site, default: RegistryRecord(since: instant)) {
      $0.begin(pull, for: id, at: instant)
    }
  }

  fileprivate mutating func move(
    _ id: Resource.ID, to stage: WorkloadRecord.Stage, at instant: Instant
  ) {
    guard let before = workloads[id] else { return }
    workloads.update(id) { $0.stage = stage }
    release(before, at: instant)
    count(before, -1)
    if let after = workloads[id] { count(after, 1) }
  }

  /// Adds what a workload counts for in its stage to its host and its function, or takes it away.
  private mutating func count(_ workload: WorkloadRecord, _ one: Int) {
    if workload.isBuilt {
      hosts.update(workload.host) {
        $0.building += one
        $0.pulls += workload.stage == .pulling ? one : 0
      }
    }
    countAnswer(workload, one)
  }

  private mutating func countAnswer(_ workload: WorkloadRecord, _ one: Int) {
    guard workload.answers, hosts[workload.host]?.linksDownSince == nil else { return }
    functions.update(workload.vnf) {
      $0.running += one
      $0.ready += workload.stage == .ready ? one : 0
    }
  }

  /// Takes a workload out of the queues that it stood in.
  private mutating func release(_ workload: WorkloadRecord, at instant: Instant) {
    switch workload.stage {
    case .waiting: hosts.update(workload.host) { $0.waiting.removeAll { $0 == workload.id } }
    case .pulling:
      guard let site = hosts[workload.host]?.site else { return }
      registries.update(site) { $0.end(workload.id, at: instant) }
    case .starting, .running, .ready, .backOff, .shutOff, .stopping: break
    }
  }

  fileprivate mutating func remove(_ id: Resource.ID, at instant: Instant) {
    guard let workload = workloads[id] else { return }
    release(workload, at: instant)
    count(workload, -1)
    workloads[id] = nil
    hosts.update(workload.host) {
      $0.workloads[id] = nil
      $0.used = $0.used - workload.compute
      $0.account(workload.held, sign: -1)
    }
    functions.update(workload.vnf) { $0.workloads.removeAll { $0 == id } }
    if functions[workload.vnf]?.workloads.isEmpty == true { functions[workload.vnf] = nil }
  }

  fileprivate mutating func migrate(_ id: Resource.ID, to host: HostName) {
    guard let workload = workloads[id] else { return }
    hosts.update(workload.host) {
      $0.workloads[id] = nil
      $0.used = $0.used - workload.compute
    }
    hosts.update(host) {
      $0.workloads[id] = workload.vnf
      $0.used = $0.used + workload.compute
    }
    workloads.update(id) { $0.host = host }
  }

  fileprivate mutating func configure(_ vnf: VNFInstance.ID, _ step: AppliedStep) {
    functions.update(vnf) { function in
      if let index = function.configuration.firstIndex(where: { $0.step == step.step }) {
        function.configuration[index] = step
      } else {
        function.configuration.append(step)
      }
    }
  }
}

extension FunctionRecord {
  fileprivate mutating func applied(_ step: String, at instant: Instant) {
    guard let index = configuration.firstIndex(where: { $0.step == step }) else { return }
    configuration[index].appliedAt = instant
    settings = configuration[index].settings
  }
}

extension HostRecord {
  fileprivate init(_ host: Inventory.Host, of vim: Inventory.VIM, at instant: Instant) {
    let memoryMiB = host.memoryGiB * 1_024
    self.init(
      name: host.id, vim: vim.id, kind: vim.kind, zone: host.zone, rack: host.rack,
      site: vim.site,
      capacity: Compute(milliCPU: host.vcpu * 1_000, memoryMiB: memoryMiB),
      allocatable: Compute(
        milliCPU: host.vcpu * vim.cpuAllocationRatioMilli,
        memoryMiB: memoryMiB * vim.memoryAllocationRatioMilli / 1_000),
      storageGiB: host.storageGiB, numaNodes: host.numaNodes, nics: host.nics,
      sockets: host.sockets > 0 ? host.sockets : max(1, host.numaNodes),
      hypervisor: host.hypervisor ?? vim.kind.usualHypervisor,
      vSwitch: host.vSwitch ?? vim.kind.usualVSwitch,
      disks: host.disks.isEmpty
        ? [Inventory.Disk(name: "disk0", sizeGiB: host.storageGiB)] : host.disks,
      bmc: (host.bmc ?? .redfish).rawValue,
      cells: host.cells.map { NUMACell(has: $0) },
      functionsUsed: host.nics.map { _ in 0 }, powerSince: instant)
  }
}
