import Core
import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM
import VNFM

extension World {
  /// The name behind a serial: the first VIM of the inventory has the highest, to come first.
  func vimName(_ serial: Int) -> VIMName? {
    let names = layers.vim.names
    return (1...max(1, names.count)).contains(serial) && !names.isEmpty
      ? names[names.count - serial] : nil
  }

  func vimSubject(_ name: VIMName?) -> Subject? {
    let names = layers.vim.names
    return name.flatMap { names.firstIndex(of: $0) }.map { Subject(.vims, names.count - $0) }
  }

  private func cluster(_ serial: Int) -> ClusterRecord? {
    vimName(serial).flatMap { layers.vim.clusters[$0] }
  }

  func vimUrgency(_ serial: Int) -> Urgency? {
    guard let cluster = cluster(serial) else { return nil }
    if cluster.hostsUp < cluster.hosts.count { return .wrong }
    return connection(of: cluster.name).tone == .good ? .fine : .wrong
  }

  /// Whether MANO works on a VIM.
  private func connection(of vim: VIMName) -> StateWord {
    guard let breaker = layers.nfvo.breakers[vim] else { return StateWord(.good, "answers") }
    switch breaker.state {
    case .closed where breaker.failed.isEmpty: return StateWord(.good, "answers")
    case .closed: return StateWord(.degraded, "falters")
    case .open: return StateWord(.failed, "left alone")
    case .halfOpen: return StateWord(.working, "being tried")
    }
  }

  package func vim(_ serial: Int) -> VIMRow? {
    guard let cluster = cluster(serial) else { return nil }
    return VIMRow(
      name: cluster.name, kind: cluster.kind, site: cluster.site,
      connection: connection(of: cluster.name), hostsUp: cluster.hostsUp,
      hosts: cluster.hosts.count,
      cpu: share(cluster.allocated.milliCPU, of: cluster.capacity.milliCPU),
      memory: share(cluster.allocated.memoryMiB, of: cluster.capacity.memoryMiB),
      resources: cluster.counts.total, ready: cluster.counts.ready, releases: cluster.releases,
      openTasks: cluster.openTasks, queued: cluster.queued,
      tightestQuota: cluster.quotas.compactMap { use(of: $0, on: cluster).max }.max())
  }

  package func vimDetail(_ serial: Int) -> VIMDetail? {
    guard let cluster = cluster(serial), let row = vim(serial) else { return nil }
    return VIMDetail(row: row, title: cluster.title, facts: facts(cluster, row))
  }

  private func facts(_ cluster: ClusterRecord, _ row: VIMRow) -> [Fact] {
    let counts = cluster.counts
    let making = counts.total - counts.ready - counts.lost
    var facts = [Fact("API", "", state: row.connection)]
    if let breaker = layers.nfvo.breakers[cluster.name], !breaker.failed.isEmpty {
      let failures = "\(breaker.failed.count) VNFs in a row"
      facts.append(Fact("failed", "\(failures), the last: \(breaker.lastFault)"))
    }
    facts += [
      Fact("tasks", "\(cluster.openTasks) at work, \(cluster.queued) wait for the scheduler"),
      Fact("holds", "\(counts.ready) serve, \(making) on their way, \(counts.lost) lost"),
    ]
    guard let record = layers.nfvo.vims[cluster.name] else { return facts }
    let reported = record.reportedAt.map { "\((now - $0).short) ago" } ?? "not yet"
    return facts + [
      Fact("granted", "\(record.reserved.vCPUText) vCPU held by \(record.reservations) grants"),
      Fact("reported", reported),
    ]
  }

  // MARK: what it holds

  package func count(_ chapter: VIMChapter, of serial: Int) -> Int {
    guard let cluster = cluster(serial) else { return 0 }
    return switch chapter {
    case .resources, .releases: clusterIndex?.index(of: chapter, on: cluster.name).count ?? 0
    case .hosts: cluster.hosts.count
    case .quotas: cluster.quotas.count
    }
  }

  package func row(of object: Int, in chapter: VIMChapter, of serial: Int) -> Int? {
    guard let cluster = cluster(serial) else { return nil }
    return switch chapter {
    case .resources, .releases:
      clusterIndex?.index(of: chapter, on: cluster.name).row(of: object)
    case .hosts: hostName(object).flatMap { cluster.hosts.firstIndex(of: $0) }
    case .quotas: cluster.quotas.indices.contains(object) ? object : nil
    }
  }

  package func object(at row: Int, in chapter: VIMChapter, of serial: Int) -> VIMObject? {
    guard let cluster = cluster(serial), row >= 0 else { return nil }
    switch chapter {
    case .resources:
      let index = clusterIndex?.index(of: chapter, on: cluster.name)
      return index?.serial(at: row).flatMap { layers.vim.resources[Resource.ID(serial: $0)] }
        .map { object($0, cluster.kind) }
    case .releases:
      let index = clusterIndex?.index(of: chapter, on: cluster.name)
      return index?.serial(at: row)
        .flatMap { layers.vim.releases[VNFInstance.ID(serial: $0)] }.map(object)
    case .hosts:
      return cluster.hosts.indices.contains(row)
        ? layers.vim.hosts[cluster.hosts[row]].flatMap(hostObject) : nil
    case .quotas:
      return cluster.quotas.indices.contains(row)
        ? object(cluster.quotas[row], row, on: cluster) : nil
    }
  }

  private func object(_ resource: ResourceRecord, _ kind: VIMKind) -> VIMObject {
    let size = "\(resource.compute.vCPUText) vCPU, \(resource.compute.gibibyteText) GiB"
    return VIMObject(
      serial: resource.id.serial, subject: Subject(.functions, resource.vnf.serial),
      name: resource.name, state: StateWord(tone(resource), resource.status),
      reason: resource.reason, kind: resource.size(on: kind) ?? size,
      place: resource.host ?? "", age: now - resource.createdAt)
  }

  private func tone(_ resource: ResourceRecord) -> StateWord.Tone {
    switch resource.phase {
    case .lost: .failed
    case .pending: .waiting
    case .deleted: .off
    case .creating, .running: .working
    case .ready: resource.isReady ? .good : .working
    }
  }

  private func object(_ release: ReleaseRecord) -> VIMObject {
    let task = release.task.flatMap { layers.vim.tasks[$0] }
    let work = task.map {
      "\($0.verb) \($0.status(on: release.kind)), \((now - $0.startedAt).short)"
    }
    let serve = release.components.reduce(0) { $0 + $1.ready }
    let wanted = release.components.reduce(0) { $0 + $1.replicas }
    let tone: StateWord.Tone =
      task != nil ? .working : !release.statusReason.isEmpty ? .failed : .good
    return VIMObject(
      serial: release.vnf.serial, subject: Subject(.functions, release.vnf.serial),
      name: release.name, state: StateWord(tone, release.status),
      reason: work
        ?? (release.statusReason.isEmpty ? "\(serve)/\(wanted) serve" : release.statusReason),
      kind: "\(release.chart) \(release.version)", place: release.tenant,
      age: now - release.createdAt)
  }

  private func hostObject(_ view: VIM.HostView) -> VIMObject? {
    guard let subject = hostSubject(view.name) else { return nil }
    let row = hostRow(view)
    let work = "\(row.workloads) here"
    return VIMObject(
      serial: subject.serial, subject: subject, name: row.name, state: row.state,
      reason: view.images.isEmpty ? work : "\(work), \(view.images.count) images",
      kind: "rack \(view.rack)", place: view.zone, age: nil, cpu: row.cpu, memory: row.memory)
  }

  private func object(
    _ quota: Inventory.Quota, _ row: Int, on cluster: ClusterRecord
  ) -> VIMObject {
    let use = use(of: quota, on: cluster)
    let held = cluster.tenants[quota.tenant]
    let compute = held?.compute ?? .none
    let parts: [String?] = [
      quota.instances.map { "\(held?.instances ?? 0) of \($0) instances" },
      quota.vcpu.map { "\(compute.vCPUText) of \($0) vCPU" },
      quota.memoryGiB.map { "\(compute.gibibyteText) of \($0) GiB" },
    ]
    let used = use.max ?? 0
    let tone: StateWord.Tone = used >= 1 ? .failed : used > 0.8 ? .degraded : .good
    let word = use.max.map { "\(Int(($0 * 100).rounded()))% used" } ?? "no limit"
    return VIMObject(
      serial: row, subject: nil, name: quota.tenant, state: StateWord(tone, word),
      reason: parts.compactMap { $0 }.joined(separator: ", "), kind: "", place: "", age: nil,
      cpu: use.cpu, memory: use.memory)
  }

  /// How much of a quota its tenant has, of each thing, and of the scarcest.
  private func use(
    of quota: Inventory.Quota, on cluster: ClusterRecord
  ) -> (cpu: Double?, memory: Double?, max: Double?) {
    let held = cluster.tenants[quota.tenant]
    let compute = held?.compute ?? .none
    let cpu = quota.vcpu.map { share(compute.milliCPU, of: $0 * 1_000) }
    let memory = quota.memoryGiB.map { share(compute.memoryMiB, of: $0 * 1_024) }
    let instances = quota.instances.map { share(held?.instances ?? 0, of: $0) }
    return (cpu, memory, [cpu, memory, instances].compactMap { $0 }.max())
  }
}
