import Deciding
import NFVI
import ResourceInterfaces
import VIM

// What must hold after every turn, whatever happened; a sentence for each thing that does not.

func vimFindings(_ state: Clusters.State) -> [String] {
  var findings: [String] = []
  func check(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds { findings.append(sentence()) }
  }
  let resources = state.resources.values
  for name in state.names {
    guard let cluster = state.clusters[name] else { continue }
    var allocated = Compute.none
    var capacity = Compute.none
    var up = 0
    for host in cluster.hosts.compactMap({ state.hosts[$0] }) {
      check(host.allocated.fits(in: host.capacity), "\(host.name) gives out more than it has.")
      let held = resources.filter { $0.host == host.name }
      check(
        held.reduce(.none) { $0 + $1.compute } == host.allocated,
        "\(host.name) counts its allocation wrong.")
      check(
        Set(held.map(\.id)) == Set(host.resources.keys) && held.count == host.resources.count,
        "\(host.name) lists others than what is on it.")
      check(host.resources.count <= host.maxResources ?? .max, "\(host.name) is too full.")
      guard host.condition == .ready else { continue }
      up += 1
      allocated = allocated + host.allocated
      capacity = capacity + host.capacity
    }
    check(cluster.allocated == allocated, "\(name) counts its allocation wrong.")
    check(cluster.capacity == capacity, "\(name) counts its capacity wrong.")
    check(cluster.hostsUp == up, "\(name) counts its hosts wrong.")
    var counts: [ResourceChange.Phase: Int] = [:]
    for resource in resources where resource.vim == name { counts[resource.phase, default: 0] += 1 }
    check(
      [
        cluster.counts.pending, cluster.counts.creating, cluster.counts.running,
        cluster.counts.ready, cluster.counts.lost,
      ] == [.pending, .creating, .running, .ready, .lost].map { counts[$0] ?? 0 },
      "\(name) counts its phases wrong.")
    for (tenant, use) in zip(cluster.tenants.keys, cluster.tenants.values) {
      let held = resources.filter {
        $0.vim == name && state.releases[$0.vnf]?.tenant == tenant
      }
      check(
        use.instances == held.count && use.compute == held.reduce(.none) { $0 + $1.compute },
        "\(name) counts what \(tenant) holds wrong.")
    }
    check(
      cluster.queued == resources.count { $0.vim == name && $0.isQueued },
      "\(name) counts the queue of its scheduler wrong.")
    check(
      cluster.releases == state.releases.count { $0.vim == name },
      "\(name) counts its releases wrong.")
    check(
      cluster.openTasks == state.tasks.count { $0.vim == name && $0.endedAt == nil },
      "\(name) counts its tasks wrong.")
  }
  return findings + releaseFindings(state)
}

private func releaseFindings(_ state: Clusters.State) -> [String] {
  var findings: [String] = []
  var listed = 0
  for release in state.releases.values {
    for component in release.components {
      let records = component.resources.compactMap { state.resources[$0] }
      listed += records.count
      if records.count != component.resources.count {
        findings.append("\(component.name) lists what is not there.")
      }
      if component.ready != records.count(where: \.isReady) {
        findings.append("\(component.name) counts its ready ones wrong.")
      }
      let hosts = records.compactMap(\.host)
      if component.isSpread, Set(hosts).count != hosts.count {
        findings.append("\(component.name) breaks its anti-affinity on \(hosts).")
      }
    }
  }
  if listed != state.resources.count { findings.append("A resource belongs to no release.") }
  return findings
}

func nfviFindings(_ state: Infrastructure.State) -> [String] {
  var findings: [String] = []
  let workloads = state.workloads.values
  for host in state.hosts.values {
    let held = workloads.filter { $0.host == host.name }
    if !host.used.fits(in: host.allocatable) { findings.append("\(host.name) is overloaded.") }
    if held.reduce(.none, { $0 + $1.compute }) != host.used {
      findings.append("\(host.name) counts its use wrong.")
    }
    if Set(held.map(\.id)) != Set(host.workloads.keys) || held.count != host.workloads.count {
      findings.append("\(host.name) lists others than what runs on it.")
    }
    if host.pulls != held.count(where: { $0.stage == .pulling }) {
      findings.append("\(host.name) counts its pulls wrong.")
    }
    if host.building != held.count(where: { $0.stage == .pulling || $0.stage == .starting }) {
      findings.append("\(host.name) counts what it builds wrong.")
    }
    if Set(host.waiting) != Set(held.filter { $0.stage == .waiting }.map(\.id)) {
      findings.append("\(host.name) lists what waits wrong.")
    }
    if host.power != .on, !held.isEmpty { findings.append("\(host.name) runs without power.") }
  }
  let pulling = workloads.filter { $0.stage == .pulling }.map(\.id)
  let pulled = state.registries.values.flatMap(\.pulls).map(\.workload)
  if Set(pulled) != Set(pulling) || pulled.count != pulling.count {
    findings.append("The registries give to others than those that pull.")
  }
  for function in state.functions.values {
    let held = workloads.filter { $0.vnf == function.vnf }
    let ready = held.count { $0.stage == .ready }
    let running = held.count { $0.stage == .running } + ready
    if function.ready != ready || function.running != running || held.isEmpty
      || Set(held.map(\.id)) != Set(function.workloads)
    {
      findings.append("\(function.vnf) counts its workloads wrong.")
    }
  }
  return findings
}

extension World {
  /// What VIM and NFVI disagree about; at rest there is nothing.
  var disagreements: [String] {
    let believed = vim.resources.values.filter { $0.phase != .lost && $0.host != nil }
    return Set(believed.map(\.id)).symmetricDifference(nfvi.workloads.keys).sorted()
      .map { "\($0) is known to one of VIM and NFVI only." }
  }

  /// Whether the events alone, from nothing, give the state.
  var equalsReplay: Bool {
    var replayed = Clusters.State()
    for (at, event) in vimEvents { Clusters.apply(event, at: at, to: &replayed) }
    var truth = Infrastructure.State()
    for (at, event) in nfviEvents { Infrastructure.apply(event, at: at, to: &truth) }
    return replayed == vim && truth == nfvi
  }
}
