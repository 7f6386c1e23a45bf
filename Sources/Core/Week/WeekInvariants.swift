import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import VIM
import VNFM

/// What must hold after every single turn of a large network, looked at where the turn has changed
/// something: capacity is never exceeded, nothing runs that nobody placed, and what had a spare replica
/// went on serving.
package struct WeekInvariants {
  /// What did not hold, a sentence each; kept short.
  package private(set) var breaches: [String] = []
  /// How often something was looked at.
  package private(set) var checks = 0
  /// How often a function stopped serving.
  package private(set) var outages = 0
  /// How many replicas of a function serve, as its hosts have it.
  private var ready: [VNFInstance.ID: Int] = [:]

  private static let keptBreaches = 20

  package init() {}

  mutating func breach(_ sentence: String) {
    guard breaches.count < Self.keptBreaches else { return }
    breaches.append(sentence)
  }

  /// Looks at what `events`, of one turn, have changed. `struck` are the functions on a host that lost
  /// its power or its kernel in this turn.
  package mutating func check(
    _ events: [RecordedEvent], struck: Set<VNFInstance.ID>, _ layers: Layers
  ) {
    for recorded in events {
      switch recorded.event {
      case .nfvi(let event): check(event, struck: struck, layers)
      case .vim(.resourceScheduled(let label, let host, _)): check(host, of: label, layers)
      case .nfvo(.granted(let grant, _)):
        for host in Set(grant.seats.map(\.host)) { checkLedger(host, layers) }
      default: break
      }
    }
    for vnf in struck { follow(vnf, isStruck: true, layers) }
  }

  private mutating func check(
    _ event: Infrastructure.Event, struck: Set<VNFInstance.ID>, _ layers: Layers
  ) {
    switch event {
    case .workloadStarted(let id, let vnf, let host, _, _, _, _, _):
      checks += 1
      if let record = layers.nfvi.hosts[host], !record.used.fits(in: record.allocatable) {
        breach("\(host) runs more than it has: \(record.used.sentence).")
      }
      if layers.vim.resources[id] == nil { breach("\(host) runs \(id) of \(vnf), an orphan.") }
    case .workloadReady(_, let vnf, _), .workloadStopping(_, let vnf, _),
      .workloadStopped(_, let vnf, _), .workloadFailed(_, let vnf, _, _):
      follow(vnf, isStruck: struck.contains(vnf), layers)
    default: break
    }
  }

  private mutating func check(_ name: HostName, of label: ResourceLabel, _ layers: Layers) {
    checks += 1
    guard let host = layers.vim.hosts[name] else { return }
    if !host.allocated.fits(in: host.capacity) {
      breach("\(host.vim) gave out more of \(name) than it has: \(host.allocated.sentence).")
    }
    if host.condition != .ready { breach("\(label.name) was put on \(name), which is not ready.") }
  }

  private mutating func checkLedger(_ name: HostName, _ layers: Layers) {
    checks += 1
    for excess in layers.nfvo.hosts[name]?.excesses ?? [] { breach("\(name): \(excess).") }
  }

  /// A function whose last replica ceased to serve, though it had more than one before this turn or
  /// nothing struck it, was taken down by MANO or by its cluster.
  private mutating func follow(_ vnf: VNFInstance.ID, isStruck: Bool, _ layers: Layers) {
    checks += 1
    let before = ready[vnf] ?? 0
    let now = layers.nfvi.functions[vnf]?.ready ?? 0
    ready[vnf] = now == 0 ? nil : now
    guard now == 0, before > 0 else { return }
    outages += 1
    let name = layers.vnfm.vnfs[vnf]?.name ?? "\(vnf)"
    if before > 1 { breach("All \(before) replicas of \(name) ceased to serve at once.") }
    if !isStruck { breach("The last replica of \(name) was taken down.") }
  }
}
