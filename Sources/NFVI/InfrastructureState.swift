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
    /// Faults that are to happen, in the order in which they were injected.
    package internal(set) var faultRules: [ConfigurationFaultRule] = []
    /// Images from which nothing good is made, by their names.
    package internal(set) var badImages = Table<String, ImageFaultRule>()

    package init() {}
  }

  package static func apply(_ event: Event, at instant: Instant, to state: inout State) {
    switch event {
    case .hostsInstalled(let vim): state.install(vim, at: instant)
    case .powerLost(let host, _): state.cutPower(of: host, at: instant)
    case .powerRestored(let host): state.setPower(.booting, of: host, at: instant)
    case .hostBooted(let host): state.setPower(.on, of: host, at: instant)
    case .workloadStarted(
      let id, let vnf, let host, let compute, let image, let pulls, let fate):
      state.start(
        WorkloadRecord(
          id: id, vnf: vnf, host: host, compute: compute, image: image, fate: fate,
          stage: pulls ? .pulling : .starting, startedAt: instant))
      if fate == nil { state.badImages.update(image) { $0 = $0.passed } }
    case .workloadRefused: break
    case .workloadRunning(let id, _, _): state.move(id, to: .running)
    case .workloadReady(let id, _, _): state.move(id, to: .ready)
    case .workloadStopping(let id, _, _): state.move(id, to: .stopping)
    case .workloadStopped(let id, _, _), .workloadFailed(let id, _, _, _): state.remove(id)
    case .imageSpoilt(let rule): state.badImages[rule.image] = rule
    case .imageMended(let image): state.badImages[image] = nil
    case .configurationBegun(let vnf, let operation, let step, let title, let settings):
      state.configure(
        vnf,
        AppliedStep(
          step: step, title: title, operation: operation, settings: settings, appliedAt: nil))
    case .configurationApplied(let vnf, _, let step, _):
      state.functions.update(vnf) { $0.applied(step, at: instant) }
    case .configurationSet(let vnf, let settings, _):
      state.functions.update(vnf) { $0.settings = settings }
    case .configurationChangedOutside(let vnf, let changes, _):
      state.functions.update(vnf) { $0.settings = $0.settings.applying(changes) }
    case .faultInjected(let rule): state.faultRules.append(rule)
    case .faultStruck(let rule, let operation, let step):
      state.faultRules.removeAll { $0 == rule }
      guard rule.fault == .lostReply else { break }
      state.functions.update(rule.vnf) {
        $0.unanswered = FunctionRecord.StepOfOperation(step: step, operation: operation)
      }
    case .trafficRose(let vnf, let curve, let number):
      state.traffic[vnf] = TrafficRecord(
        vnf: vnf, curve: curve, startedAt: instant, number: number)
    case .trafficEnded(let vnf, _): state.traffic[vnf] = nil
    case .collectionSet(let vnf, let seconds, let number):
      state.collections[vnf] = seconds.map { CollectionRecord(seconds: $0, number: number) }
    }
  }
}

extension Infrastructure.State {
  fileprivate mutating func install(_ vim: Inventory.VIM, at instant: Instant) {
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
    for id in hosts[host]?.workloads.keys ?? [] { remove(id) }
    setPower(.off, of: host, at: instant)
  }

  fileprivate mutating func start(_ workload: WorkloadRecord) {
    workloads[workload.id] = workload
    hosts.update(workload.host) {
      $0.workloads[workload.id] = workload.vnf
      $0.used = $0.used + workload.compute
      $0.pulls += workload.stage == .pulling ? 1 : 0
    }
    functions.update(workload.vnf, default: FunctionRecord(vnf: workload.vnf)) {
      $0.workloads.append(workload.id)
    }
  }

  fileprivate mutating func move(_ id: Resource.ID, to stage: WorkloadRecord.Stage) {
    guard let before = workloads[id] else { return }
    workloads.update(id) { $0.stage = stage }
    count(before, -1)
    if let after = workloads[id] { count(after, 1) }
  }

  /// Adds what a workload counts for in its stage to its host and its function, or takes it away.
  private mutating func count(_ workload: WorkloadRecord, _ one: Int) {
    if workload.stage == .pulling { hosts.update(workload.host) { $0.pulls += one } }
    guard workload.answers else { return }
    functions.update(workload.vnf) {
      $0.running += one
      $0.ready += workload.stage == .ready ? one : 0
    }
  }

  fileprivate mutating func remove(_ id: Resource.ID) {
    guard let workload = workloads[id] else { return }
    count(workload, -1)
    workloads[id] = nil
    hosts.update(workload.host) {
      $0.workloads[id] = nil
      $0.used = $0.used - workload.compute
    }
    functions.update(workload.vnf) { $0.workloads.removeAll { $0 == id } }
    if functions[workload.vnf]?.workloads.isEmpty == true { functions[workload.vnf] = nil }
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
      powerSince: instant)
  }
}
