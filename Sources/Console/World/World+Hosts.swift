import Core
import Deciding
import Domains
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

extension World {
  func hostUrgency(_ view: VIM.HostView) -> Urgency {
    if layers.nfvo.outages.maintenance[view.name] != nil { return .busy }
    if view.condition == .notReady || view.silentSince != nil { return .wrong }
    return view.resources.isEmpty ? .over : .fine
  }

  func hostName(_ serial: Int) -> HostName? {
    hostNames.indices.contains(serial - 1) ? hostNames[serial - 1] : nil
  }

  func hostView(_ serial: Int) -> VIM.HostView? {
    hostName(serial).flatMap { layers.vim.hosts[$0] }
  }

  package func host(_ serial: Int) -> HostRow? { hostView(serial).map(hostRow) }

  func hostRow(_ view: VIM.HostView) -> HostRow {
    let answers = view.condition == .ready
    return HostRow(
      name: view.name, cluster: view.vim, zone: view.zone,
      cpu: answers ? share(view.allocated.milliCPU, of: view.capacity.milliCPU) : nil,
      memory: answers ? share(view.allocated.memoryMiB, of: view.capacity.memoryMiB) : nil,
      workloads: view.resources.count, state: hostState(view),
      isInMaintenance: layers.nfvo.outages.maintenance[view.name] != nil)
  }

  private func hostState(_ view: VIM.HostView) -> StateWord {
    if layers.nfvo.outages.maintenance[view.name] != nil {
      return StateWord(.off, answersWord(view))
    }
    if view.condition == .notReady { return StateWord(.failed, "down") }
    if let since = view.silentSince {
      return StateWord(.degraded, "silent \(Int((now - since).seconds))s")
    }
    return StateWord(.good, "up")
  }

  /// Somebody works on it, so silence is no news.
  private func answersWord(_ view: VIM.HostView) -> String {
    view.condition == .ready ? "in work" : "in work, down"
  }

  func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }

  package func hostDetail(_ serial: Int) -> HostDetail? {
    guard let view = hostView(serial) else { return nil }
    let record = layers.nfvi.hosts[view.name]
    return HostDetail(
      row: hostRow(view), facts: hostFacts(view, record),
      nics: (record?.nics ?? []).map {
        Fact($0.name, "\($0.speedGbps) Gbit/s, NUMA \($0.numaNode), \($0.virtualFunctions) VFs")
      },
      tenants: view.resources.keys.compactMap { layers.vim.resources[$0] }.map(tenant),
      events: events(about: Subject(.hosts, serial)), nodes: numaNodes(record),
      shares: shares(of: view))
  }

  private func hostFacts(_ view: VIM.HostView, _ record: HostRecord?) -> [Fact] {
    (record.map(hardwareFacts) ?? [Fact("power", "unknown")]) + [
      Fact("cluster", view.vim),
      Fact("zone", "\(view.zone), rack \(view.rack)"),
      Fact(
        "vCPU", "\(view.allocated.vCPUText) of \(view.capacity.vCPUText) given out"),
      Fact(
        "memory", "\(view.allocated.gibibyteText) of \(view.capacity.gibibyteText) GiB given out"),
      Fact("images", "\(view.images.count) pulled"),
    ]
      + (layers.nfvo.outages.maintenance[view.name].map {
        [Fact("maintenance", "by \($0.by) since \($0.since.timeOfDay), no alarms")]
      } ?? [])
  }

  private func tenant(_ resource: ResourceRecord) -> HostDetail.Tenant {
    let function = layers.vnfm.vnfs[resource.vnf]
    return HostDetail.Tenant(
      workload: resource.name, function: function?.name ?? "\(resource.vnf)",
      functionSubject: Subject(.functions, resource.vnf.serial), customer: function?.tenant ?? "",
      compute: "\(resource.compute.vCPUText) vCPU, \(resource.compute.gibibyteText) GiB",
      state: resource.phase.word)
  }
}

extension HostRecord.Power {
  var word: StateWord {
    switch self {
    case .on: StateWord(.good, rawValue)
    case .booting: StateWord(.working, rawValue)
    case .poweringOn: StateWord(.working, "powering on")
    case .poweringOff: StateWord(.working, "powering off")
    case .off: StateWord(.failed, rawValue)
    }
  }
}
