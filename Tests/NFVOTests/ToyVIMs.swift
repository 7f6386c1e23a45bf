import Deciding
import ResourceInterfaces

/// Clusters that do at once what they are told, for as long as a test does not tell them otherwise.
struct ToyVIMs {
  struct Pod {
    let vnf: VNFInstance.ID
    let vdu: String
    let vim: VIMName
    let host: HostName
    let compute: Compute
    let image: String
    var isLost = false
  }

  var inventory: Inventory
  private(set) var pods: [Resource.ID: Pod] = [:]
  private(set) var releases: [VNFInstance.ID: Release] = [:]
  private var serial = 0
  /// The fault that the next task ends with.
  var nextFault: Fault?
  /// VIMs that do not answer.
  var silent: Set<VIMName> = []
  /// How long a task takes.
  var taskTime = Span.zero

  init(_ inventory: Inventory) { self.inventory = inventory }

  func capacity(of vim: VIMName, query: String?) -> CapacityReport? {
    guard let cluster = inventory.vim(vim), !silent.contains(vim) else { return nil }
    let rooms = cluster.hosts.map { host in
      let used = pods.values.filter { $0.host == host.id }.reduce(Compute.none) { $0 + $1.compute }
      return Compute(milliCPU: host.vcpu * 1_000, memoryMiB: host.memoryGiB * 1_024) - used
    }
    let used = pods.values.filter { $0.vim == vim }.reduce(Compute.none) { $0 + $1.compute }
    return CapacityReport(
      vim: vim, query: query, capacity: rooms.reduce(used, +), allocated: used,
      hostsUp: cluster.hosts.count, hosts: cluster.hosts.count,
      largestRoom: rooms.max { $0.milliCPU < $1.milliCPU } ?? .none)
  }

  /// Does `task` and says what changed, before the task's end.
  mutating func perform(_ task: VIMTask, on vim: VIMName) -> [ResourceChange] {
    switch task.act {
    case .apply(let release): apply(release, task.vnf, vim)
    case .replace(let resources, _): replace(resources, task.vnf, vim)
    case .delete: delete(task.vnf)
    case .snapshot, .revert, .dropSnapshot: []
    }
  }

  private mutating func delete(_ vnf: VNFInstance.ID) -> [ResourceChange] {
    releases[vnf] = nil
    return owned(by: vnf).map { remove($0) }
  }

  /// What is there of a VNF.
  func description(of vnf: VNFInstance.ID, on vim: VIMName, query: TaskToken) -> VIMDescription {
    VIMDescription(
      vim: vim, vnf: vnf, query: query, exists: releases[vnf] != nil,
      networkAttachments: releases[vnf]?.networkAttachments ?? [],
      resources: owned(by: vnf).compactMap { change($0, .ready, "") }, snapshots: [])
  }

  func owned(by vnf: VNFInstance.ID) -> [Resource.ID] {
    pods.filter { $0.value.vnf == vnf }.keys.sorted()
  }

  mutating func lose(_ resource: Resource.ID) -> ResourceChange? {
    pods[resource]?.isLost = true
    return change(resource, .lost, "NodeLost")
  }

  private mutating func apply(
    _ release: Release, _ vnf: VNFInstance.ID, _ vim: VIMName
  ) -> [ResourceChange] {
    releases[vnf] = release
    var changes: [ResourceChange] = []
    for component in release.components {
      let mine = owned(by: vnf).filter { pods[$0]?.vdu == component.vdu }
      let stale = mine.filter { pods[$0]?.image != component.image }
      let kept = mine.count - stale.count
      for _ in stale.prefix(max(0, component.replicas - kept)) {
        changes += make(component, vnf, vim)
      }
      changes += stale.map { remove($0) }
      let now = owned(by: vnf).filter { pods[$0]?.vdu == component.vdu }
      for _ in 0..<max(0, component.replicas - now.count) {
        changes += make(component, vnf, vim)
      }
      changes += now.suffix(max(0, now.count - component.replicas)).map { remove($0) }
    }
    return changes
  }

  private mutating func replace(
    _ resources: [Resource.ID], _ vnf: VNFInstance.ID, _ vim: VIMName
  ) -> [ResourceChange] {
    resources.flatMap { resource -> [ResourceChange] in
      guard let pod = pods[resource],
        let component = releases[vnf]?.components.first(where: { $0.vdu == pod.vdu })
      else { return [] }
      return [remove(resource)] + make(component, vnf, vim)
    }
  }

  private mutating func make(
    _ component: Release.Component, _ vnf: VNFInstance.ID, _ vim: VIMName
  ) -> [ResourceChange] {
    serial += 1
    let id = Resource.ID(serial: serial)
    let hosts = inventory.vim(vim)?.hosts.map(\.id) ?? ["?"]
    let taken = pods.values.filter { $0.vnf == vnf && $0.vdu == component.vdu }.map(\.host)
    let seat = component.seats.sorted().first { host in
      taken.count { $0 == host } < component.seats.count { $0 == host }
    }
    pods[id] = Pod(
      vnf: vnf, vdu: component.vdu, vim: vim, host: seat ?? hosts[serial % hosts.count],
      compute: component.compute, image: component.image)
    return [change(id, .pending, ""), change(id, .creating, ""), change(id, .ready, "")]
      .compactMap { $0 }
  }

  private mutating func remove(_ resource: Resource.ID) -> ResourceChange {
    let change = change(resource, .deleted, "")
    pods[resource] = nil
    return change
      ?? ResourceChange(
        vim: "", vnf: VNFInstance.ID(serial: 1), vdu: "", resource: resource, name: "", type: "",
        host: nil, phase: .deleted, image: "", reason: "")
  }

  private func change(
    _ resource: Resource.ID, _ phase: ResourceChange.Phase, _ reason: String
  ) -> ResourceChange? {
    pods[resource].map { pod in
      ResourceChange(
        vim: pod.vim, vnf: pod.vnf, vdu: pod.vdu, resource: resource,
        name: "\(pod.vnf)-\(resource)", type: "Pod", host: pod.host, phase: phase,
        image: pod.image, reason: reason)
    }
  }
}
