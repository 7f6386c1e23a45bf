import Deciding
import ResourceInterfaces

/// Where the instances go that a grant request adds: the placement engine over the hosts of one VIM, as
/// the ledgers have them.
struct Seating {
  private let state: NFVOrchestrator.State
  private let request: GrantRequest
  private let vnf: ManagedVNF
  private let vim: VIMRecord
  private let tenant: String

  init(
    _ request: GrantRequest, for vnf: ManagedVNF, on vim: VIMRecord, _ state: NFVOrchestrator.State
  ) {
    self.state = state
    self.request = request
    self.vnf = vnf
    self.vim = vim
    tenant = state.networkServices[vnf.ns]?.tenant ?? ""
  }

  /// A seat for each instance.
  ///
  /// - Throws: the smallest set of constraints that cannot be met together.
  func seats() throws(SeatingConflict) -> [Seat] {
    guard request.addCount > 0 else { return [] }
    var engine = PlacementEngine(
      state.landscape(of: [vim], for: tenant, besides: quotaUseGivenUp),
      held: state.holdings(of: [vim]))
    for (name, hosts) in peers { engine.know(name, on: hosts) }
    switch engine.decide(placement) {
    case .impossible(let conflict): throw SeatingConflict(sentence: conflict.sentence)
    case .placed(let placed):
      return placed.instances.compactMap { instance in
        demand(of: instance.group).map {
          Seat(
            vdu: request.addResources[number(instance.group)].vdu, host: instance.host, demand: $0,
            pieces: instance.pieces)
        }
      }
    }
  }

  private var placement: PlacementRequest {
    let added = request.addResources.enumerated().map { index, demand in
      PlacementRequest.Group(
        id: name(index), unit: vnf.name, count: demand.count, demand: demand.demand,
        peers: "here \(demand.vdu)")
    }
    let vdus = Set(request.addResources.map(\.vdu))
    let others = Set(request.affinityRules.flatMap(\.vdus)).subtracting(vdus).sorted()
    let present = others.map { vdu in
      PlacementRequest.Group(
        id: vdu, unit: vnf.name, count: 0, demand: InstanceDemand(), peers: "here \(vdu)")
    }
    let neighbours = neighbourRules.map { index, _ in
      PlacementRequest.Group(
        id: "neighbours \(index)", unit: Self.neighbours, count: 0, demand: InstanceDemand(),
        peers: "neighbours \(index)")
    }
    var request = PlacementRequest(
      tenant: tenant,
      units: [PlacementRequest.Unit(id: vnf.name), PlacementRequest.Unit(id: Self.neighbours)]
        .filter { $0.id == vnf.name || !neighbours.isEmpty },
      groups: added + present + neighbours,
      rules: self.request.affinityRules.map { rule in
        PlacementRequest.Rule(
          id: "the VNFD", rule.kind, rule.scope,
          groups: rule.vdus.flatMap { vdu in groups(of: vdu) })
      }
        + neighbourRules.map { index, rule in
          PlacementRequest.Rule(
            id: "the NSD", rule.kind, rule.scope,
            groups: added.map(\.id) + ["neighbours \(index)"], parties: .units)
        })
    request.quotaUses = .counting(added)
    return request
  }

  private static let neighbours = "other VNFs of the network service"

  /// What the NSD says about this VNF and others below the site: those that have their place already
  /// bind this one.
  private var neighbourRules: [(index: Int, rule: NSD.AffinityRule)] {
    guard let ns = state.networkServices[vnf.ns], let nsd = state.nsd(of: ns) else { return [] }
    return nsd.affinityRules.enumerated().filter { _, rule in
      rule.scope != .nfviPop && rule.vnfProfiles.contains(vnf.profile)
    }.map { ($0.offset, $0.element) }
  }

  /// The hosts of instances that are there and stay, by the names that the groups have for them.
  private var peers: [(name: String, hosts: [HostName])] {
    let own = (state.seats[vnf.id] ?? []).filter { !isGivenUp($0) }
    var peers: [(name: String, hosts: [HostName])] = Set(own.map(\.vdu)).sorted().map { vdu in
      ("here \(vdu)", own.filter { $0.vdu == vdu }.map(\.host))
    }
    for (index, rule) in neighbourRules {
      let others = state.networkServices[vnf.ns]?.vnfs.compactMap { state.vnfs[$0] } ?? []
      let held = others.filter { other in
        other.id != vnf.id && other.vim == vnf.vim && rule.vnfProfiles.contains(other.profile)
      }.flatMap { state.seatsHeld(by: $0.id) }
      let planned = (state.networkServices[vnf.ns].map { state.plannedPlaces(in: $0) } ?? [])
        .filter { place in
          place.vnfName != vnf.name && place.vim == vnf.vim
            && rule.vnfProfiles.contains(place.profile)
        }.flatMap(\.seats)
      let hosts = (held + planned).map(\.host)
      if !hosts.isEmpty { peers.append(("neighbours \(index)", hosts)) }
    }
    return peers
  }

  private func isGivenUp(_ seat: Seat) -> Bool {
    seat.resource.map { request.replaced.contains($0) } ?? false
  }

  private var quotaUseGivenUp: QuotaUse {
    (state.seats[vnf.id] ?? []).filter(isGivenUp).reduce(QuotaUse()) { $0 + $1.quotaUse }
  }

  // Two demands of one VDU, as in a change of its size, are two groups.
  private func name(_ index: Int) -> String {
    let vdu = request.addResources[index].vdu
    let isFirst = request.addResources.prefix(index).allSatisfy { $0.vdu != vdu }
    return isFirst ? vdu : "\(vdu) (\(index))"
  }

  private func number(_ group: String) -> Int {
    request.addResources.indices.first { name($0) == group } ?? 0
  }

  private func demand(of group: String) -> InstanceDemand? {
    request.addResources.indices.first { name($0) == group }
      .map { request.addResources[$0].demand }
  }

  private func groups(of vdu: String) -> [String] {
    let added = request.addResources.indices.filter { request.addResources[$0].vdu == vdu }
    return added.isEmpty ? [vdu] : added.map(name)
  }
}

extension [String: QuotaUse] {
  /// What VIMs count against quotas: CPU and memory, of which pinned CPUs and hugepages are part.
  static func counting(_ groups: [PlacementRequest.Group]) -> Self {
    Self(
      groups.map { ($0.id, QuotaUse(of: $0.demand)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension QuotaUse {
  /// One instance.
  package init(of demand: InstanceDemand) {
    self.init(milliCPU: demand.milliCPU, memoryMiB: demand.memoryMiB, instances: 1)
  }

  /// `4 vCPU and 8 GiB in 2 instances`.
  package var sentence: String {
    Compute(milliCPU: milliCPU, memoryMiB: memoryMiB).sentence
      + " in \(instances) instance\(instances == 1 ? "" : "s")"
  }
}
