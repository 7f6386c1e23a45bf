import Deciding
import Domains
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

/// Whether the layers agree: the clusters and hosts hold exactly what is believed above them.
///
/// A change is on its way from the NFVI up for as long as messages are, so a function that is being
/// worked on is looked at again when its work is done.
package enum Agreement {
  /// What does not agree in `engine`, a sentence each.
  ///
  /// What its blocks have told each other at this very moment may still be on its way, as after a
  /// crash between two turns; it arrives on a copy before anything is compared.
  package static func findings(_ engine: Engine) throws(JournalError) -> [String] {
    var settled = engine
    var batch = Batch.rehearsed
    while try settled.step(until: engine.now, into: &batch) {}
    return findings(settled.layers)
  }

  /// What does not agree, a sentence each.
  package static func findings(_ layers: Layers) -> [String] {
    excesses(layers) + hostFindings(layers) + clusterFindings(layers) + functionFindings(layers)
      + serviceFindings(layers) + ledgerFindings(layers)
  }

  /// What is given out beyond what there is, a sentence each: never, not even for a moment.
  package static func excesses(_ layers: Layers) -> [String] {
    var findings = layers.nfvo.quotaExcesses.map { "\($0)." }
    for ledger in layers.nfvo.hosts.values {
      findings += ledger.excesses.map { "\(ledger.name) of \(ledger.vim): \($0)." }
    }
    for view in layers.vim.hosts.values
    where !(view.allocated + view.others).fits(in: view.capacity) {
      findings.append("\(view.vim) gave out more of \(view.name) than it has.")
    }
    for host in layers.nfvi.hosts.values where !host.used.fits(in: host.allocatable) {
      findings.append("\(host.name) runs more than it can carry.")
    }
    return findings
  }

  /// Functions that nobody works on: no operation, task or heal, and no workload between two states.
  static func isQuiet(_ vnf: VNFInstance.ID, _ layers: Layers) -> Bool {
    guard layers.vim.releases[vnf]?.task == nil else { return false }
    if let vim = layers.vim.releases[vnf]?.vim, layers.vim.clusters[vim]?.cut != nil {
      return false
    }
    guard let record = layers.vnfm.vnfs[vnf] else { return true }
    return record.openOperation == nil && !record.healing.isDue && record.news.missing == nil
      && layers.vim.resources(of: vnf).allSatisfy { $0.isReady }
      && record.components.allSatisfy { $0.phase == .ready }
  }

  /// What runs is what its VIM placed.
  private static func hostFindings(_ layers: Layers) -> [String] {
    var findings: [String] = []
    for view in layers.vim.hosts.values {
      let placed = view.resources.keys.compactMap { layers.vim.resources[$0] }
      let sum = placed.reduce(Compute.none) { $0 + $1.compute }
      if sum != view.allocated {
        findings.append(
          "\(view.vim) counts \(view.allocated) on \(view.name), its resources take \(sum).")
      }
      for resource in placed where resource.host != view.name {
        findings.append("\(resource.name) is listed on \(view.name) and stands elsewhere.")
      }
    }
    for host in layers.nfvi.hosts.values {
      let held = host.workloads.keys.compactMap { layers.nfvi.workloads[$0] }
      findings += host.excesses(holding: held).map { "\($0)." }
    }
    // What is on a host that nothing reaches is put right when it is reached again.
    for workload in layers.nfvi.workloads.values
    where layers.nfvi.hosts[workload.host]?.linksDownSince == nil {
      guard let resource = layers.vim.resources[workload.id] else {
        findings.append("\(workload.host) runs \(workload.id), which no VIM knows: an orphan.")
        continue
      }
      if resource.host != workload.host {
        findings.append("\(resource.name) runs on \(workload.host), its VIM says otherwise.")
      }
    }
    for resource in layers.vim.resources.values where resource.isReady {
      guard isQuiet(resource.vnf, layers),
        let host = resource.host.flatMap({ layers.nfvi.hosts[$0] })
      else { continue }
      let stage = layers.nfvi.workloads[resource.id]?.stage
      // A machine that was shut down from inside is found by the next power-state sync.
      if host.power == .on, host.linksDownSince == nil, stage != .ready, stage != .shutOff {
        findings.append("\(resource.name) is ready to its VIM and does not run on \(host.name).")
      }
    }
    return findings
  }

  /// Sums of the clusters are right, and every release belongs to a function that exists.
  private static func clusterFindings(_ layers: Layers) -> [String] {
    var findings: [String] = []
    for cluster in layers.vim.clusters.values {
      let up = cluster.hosts.compactMap { layers.vim.hosts[$0] }.filter { $0.condition == .ready }
      let sum = up.reduce(Compute.none) { $0 + $1.allocated }
      if sum != cluster.allocated {
        findings.append("\(cluster.name) counts \(cluster.allocated), its hosts carry \(sum).")
      }
    }
    for (id, tag) in layers.vim.strays.rows where !isFound(id, tag, layers) {
      let resource = layers.vim.resources[id]
      findings.append(
        "\(resource?.vim ?? "A VIM") holds \(resource?.name ?? "\(id)"), which nobody believes in: an "
          + "orphan that was not found.")
    }
    for release in layers.vim.releases.values
    where layers.vnfm.vnfs[release.vnf] == nil && release.task == nil {
      findings.append("\(release.vim) holds \(release.name), which no VNF owns: an orphan.")
    }
    return findings
  }

  /// Whether somebody is asked about what was made by hand.
  private static func isFound(_ id: Resource.ID, _ tag: OwnerTag, _ layers: Layers) -> Bool {
    guard let resource = layers.vim.resources[id], let vnf = tag.vnf else { return false }
    return layers.vnfm.drift.findings(at: DriftPlace(vim: resource.vim, vnf: vnf))
      .contains { $0.sighting.resource == id }
  }

  /// What the VNFM believes of a function is what its cluster holds, but for what is known to differ.
  private static func functionFindings(_ layers: Layers) -> [String] {
    var findings: [String] = []
    for record in layers.vnfm.vnfs.values where isQuiet(record.id, layers) {
      let place = record.vim.map { DriftPlace(vim: $0, vnf: record.id) }
      guard place.map({ layers.vnfm.drift.findings(at: $0).isEmpty }) ?? true else { continue }
      let believed = record.components.map(\.resource).sorted()
      let held = layers.vim.resources(of: record.id).map(\.id).sorted()
      if believed != held {
        findings.append(
          "\(record.name): the VNFM believes in \(believed.count) components, the cluster holds "
            + "\(held.count), or others.")
      }
      // What differs from the record and is known to is no disagreement: an alarm asks for somebody.
      if record.instantiationState == .instantiated, record.divergence.isEmpty,
        record.components.count != record.wanted
      {
        findings.append(
          "\(record.name) wants \(record.wanted) components and has \(record.components.count).")
      }
      guard let managed = layers.nfvo.vnfs[record.id] else {
        findings.append("\(record.name) belongs to no network service.")
        continue
      }
      let seats = (layers.nfvo.seats[record.id] ?? []).map {
        "\($0.resource.map { "\($0)" } ?? "nothing") on \($0.host)"
      }
      let places = layers.vim.resources(of: record.id).map { "\($0.id) on \($0.host ?? "none")" }
      if seats.sorted() != places.sorted() {
        findings.append(
          "\(record.name): the NFVO counts \(seats.joined(separator: ", ")), the cluster holds "
            + "\(places.joined(separator: ", ")).")
      }
      if layers.nfvo.networkServices[managed.ns]?.vnfs.contains(record.id) != true {
        findings.append("\(managed.ns) does not list \(record.name), which names it as its own.")
      }
    }
    return findings
  }

  /// Reservations end with their operations, and active services stand on something.
  private static func serviceFindings(_ layers: Layers) -> [String] {
    var findings: [String] = []
    if layers.vnfm.openOperations == 0, layers.nfvo.openOperations == 0 {
      for vim in layers.nfvo.vims.values where vim.reserved != .none {
        findings.append("\(vim.id): \(vim.reserved) stays reserved with no operation open.")
      }
    }
    for record in layers.nfvo.networkServices.values where record.openOperation == nil {
      for vnf in record.vnfs where layers.vnfm.vnfs[vnf] == nil && record.state == .instantiated {
        findings.append("\(record.name) counts on \(vnf), which the VNFM does not have.")
      }
    }
    for service in layers.som.services.values where service.state == .active {
      guard let ns = service.resource?.ns, service.openOrder == nil else { continue }
      if layers.nfvo.networkServices[ns]?.state != .instantiated,
        service.operatingStatus == .running
      {
        findings.append(
          "\(service.specification) of \(service.customer) is active on \(ns), which is not instantiated."
        )
      }
    }
    return findings
  }
}
