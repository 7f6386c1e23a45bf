import Deciding
import ResourceInterfaces

// What is there with the tag of this installation, told part by part; and what becomes of those
// objects that nobody believed in. Objects of others are not even looked at.

extension Clusters {
  static func list(_ vim: VIMName, _ query: ListQuery, _ turn: inout Turn<Self>) {
    guard turn.state.clusters[vim] != nil else { return }
    say(.vnfm(.drift(.listed(turn.state.listing(of: vim, query)))), by: vim, &turn)
  }

  static func own(_ order: OwnershipOrder, on vim: VIMName, _ turn: inout Turn<Self>) {
    var fault: Fault?
    do {
      switch order.act {
      case .discard: try discard(order, on: vim, &turn)
      case .adopt: try adopt(order, on: vim, &turn)
      }
    } catch {
      fault = error
    }
    say(
      .vnfm(.drift(.owned(drift: order.drift, attempt: order.attempt, fault: fault))), by: vim,
      &turn)
  }

  /// What is gone already is as it is to be.
  private static func discard(
    _ order: OwnershipOrder, on vim: VIMName, _ turn: inout Turn<Self>
  ) throws(Fault) {
    if let stranger = turn.state.strangers[order.object] { throw .notOurs(stranger) }
    guard let resource = turn.state.resources[order.object], resource.vim == vim else { return }
    guard turn.state.strays[resource.id]?.ourVNF == order.vnf else {
      throw Fault(
        title: "In use",
        detail: "\(resource.name) is part of a release. Scale in, or terminate the VNF.",
        errorClass: .rejected)
    }
    retire(resource, reason: "nobody believes in it", &turn)
  }

  private static func adopt(
    _ order: OwnershipOrder, on vim: VIMName, _ turn: inout Turn<Self>
  ) throws(Fault) {
    if let stranger = turn.state.strangers[order.object] { throw .notOurs(stranger) }
    guard let resource = turn.state.resources[order.object], resource.vim == vim,
      !resource.isTerminating
    else {
      throw Fault(
        title: "Gone", detail: "\(vim) does not hold \(order.object) any more. Check again.",
        errorClass: .notFound)
    }
    // A repeat.
    guard turn.state.strays[resource.id] != nil else { return }
    guard let release = turn.state.releases[order.vnf], release.vim == vim,
      release.component(resource.vdu) != nil, resource.vnf == order.vnf
    else {
      throw Fault(
        title: "Nothing to join",
        detail: "\(vim) has no release of \(order.vnf) with a \(resource.vdu). Delete "
          + "\(resource.name).", errorClass: .rejected)
    }
    guard release.component(resource.vdu)?.hardware == resource.hardware else {
      throw Fault(
        title: "Other hardware",
        detail:
          "\(resource.name) was made without the hardware that a \(resource.vdu) has. Delete it.",
        errorClass: .rejected)
    }
    if release.task != nil { throw release.kind.dialect.busy(release) }
    record(.byHand(.adopted(resource.label, release: release.name)), about: resource.id, &turn)
  }
}

extension Fault {
  fileprivate static func notOurs(_ stranger: Stranger) -> Self {
    Self(
      title: "Not ours",
      detail: "\(stranger.name) on \(stranger.vim) belongs to somebody else: it is left alone.",
      errorClass: .rejected)
  }
}

extension Clusters.State {
  /// The part that `query` asks for: reads what comes into it, and the VNFs before the next.
  func listing(of vim: VIMName, _ query: ListQuery) -> Listing {
    if let vnf = query.vnf {
      return Listing(
        vim: vim, query: query, holdings: [holding(of: vnf, on: vim)].compactMap(\.self),
        through: nil)
    }
    let first = (query.after?.serial ?? 0) + 1
    // Tags may name VNFs that this VIM never had a release of.
    let beyond = straysByVNF.keys.filter { $0.serial >= first && $0.serial > lastVNF }
    let serials = Array(first..<max(first, lastVNF + 1)) + beyond.map(\.serial)
    var holdings: [Holding] = []
    var objects = 0
    for (index, serial) in serials.enumerated() {
      let vnf = VNFInstance.ID(serial: serial)
      guard let holding = holding(of: vnf, on: vim) else { continue }
      holdings.append(holding)
      objects += holding.objects.count
      if objects >= query.limit, index < serials.count - 1 {
        return Listing(vim: vim, query: query, holdings: holdings, through: vnf)
      }
    }
    return Listing(vim: vim, query: query, holdings: holdings, through: nil)
  }

  private func holding(of vnf: VNFInstance.ID, on vim: VIMName) -> Holding? {
    let release = releases[vnf].flatMap { $0.vim == vim ? $0 : nil }
    let own = release?.resources ?? []
    let loose = (straysByVNF[vnf] ?? []).filter { resources[$0]?.vim == vim }
    guard release != nil || !loose.isEmpty else { return nil }
    let owner = release?.owner ?? loose.first.flatMap { strays[$0] }
    guard let owner else { return nil }
    let sequence = told(of: vnf)
    return Holding(
      owner: owner, vnf: vnf, sequence: sequence,
      networkAttachments: release?.networkAttachments ?? [],
      objects: (own + loose).sorted().compactMap { resources[$0] }.map {
        HeldObject(change: $0.change(sequence: 0), compute: $0.compute, isLeaving: $0.isTerminating)
      })
  }
}

extension ReleaseRecord {
  /// The tag on all that it has.
  package var owner: OwnerTag { OwnerTag(vnf: vnf, ns: ns, tenant: tenant) }
}
