import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

/// How every network service serves, as the functions on the hosts are and not as anybody believes.
struct ChaosOutages {
  enum Level: Int, Comparable {
    case full, degraded, down

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// An outage that began, or that ended after so long.
  struct Change {
    let ns: NSInstance.ID
    let name: String
    let vnfs: [VNFInstance.ID]
    /// Nil when it began.
    let ended: Span?
    let fault: Int?
  }

  private struct Account {
    let name: String
    let tenant: String
    var level = Level.full
    var since: Instant
    var outageSince: Instant?
    var fault: Int?
    var inService = Span.zero
    var down = Span.zero
    var degraded = Span.zero
    var outages = 0

    mutating func pass(to now: Instant) {
      let span = now - since
      inService = inService + span
      switch level {
      case .full: break
      case .degraded: degraded = degraded + span
      case .down: down = down + span
      }
      since = now
    }
  }

  private var accounts: [NSInstance.ID: Account] = [:]
  /// Those that are in service no more.
  private var former: [Account] = []

  /// What changed since it was looked at last, in the order of the services.
  mutating func observe(_ layers: Layers, at now: Instant) -> [Change] {
    var changes: [Change] = []
    for ns in layers.nfvo.networkServices.values where ns.parent == nil {
      guard ns.state == .instantiated, !Self.isTerminating(ns, layers) else {
        if var account = accounts.removeValue(forKey: ns.id) {
          account.pass(to: now)
          former.append(account)
          if let began = account.outageSince {
            changes.append(Change(of: ns, [], ended: now - began, account.fault))
          }
        }
        continue
      }
      let (level, short) = Self.level(of: ns, layers)
      var account = accounts[ns.id] ?? Account(name: ns.name, tenant: ns.tenant, since: now)
      account.pass(to: now)
      account.level = level
      if level != .full, account.outageSince == nil {
        account.outageSince = now
        account.outages += 1
        changes.append(Change(of: ns, short, ended: nil, nil))
      } else if level == .full, let began = account.outageSince {
        account.outageSince = nil
        changes.append(Change(of: ns, short, ended: now - began, account.fault))
        account.fault = nil
      }
      accounts[ns.id] = account
    }
    return changes
  }

  mutating func attribute(_ ns: NSInstance.ID, to fault: Int?) { accounts[ns]?.fault = fault }

  /// What does not serve in full when all is over.
  mutating func close(_ layers: Layers, at now: Instant) -> [(name: String, words: String)] {
    for id in accounts.keys { accounts[id]?.pass(to: now) }
    return accounts.sorted { $0.key < $1.key }.compactMap { _, account in
      account.level == .full
        ? nil : (account.name, account.level == .down ? "does not serve" : "serves with less")
    }
  }

  var services: [ChaosScore.Service] {
    (accounts.sorted { $0.key < $1.key }.map(\.value) + former).map {
      ChaosScore.Service(
        name: $0.name, tenant: $0.tenant, secondsInService: $0.inService.seconds,
        secondsDown: $0.down.seconds, secondsDegraded: $0.degraded.seconds, outages: $0.outages)
    }
  }

  private static func isTerminating(_ ns: NSRecord, _ layers: Layers) -> Bool {
    ns.openOperation.flatMap { layers.nfvo.operations[$0]?.kind } == .terminate
  }

  /// How `ns` serves with all that is nested in it, and the functions that serve with less than they
  /// are to have.
  private static func level(
    of ns: NSRecord, _ layers: Layers
  ) -> (level: Level, short: [VNFInstance.ID]) {
    var level = Level.full
    var short: [VNFInstance.ID] = []
    for member in layers.nfvo.family(of: ns) where member.state == .instantiated {
      let sized = layers.nfvo.nsd(of: member)?.vnfProfiles.filter(\.isSized).map(\.id) ?? []
      for vnf in member.vnfs {
        guard let record = layers.vnfm.vnfs[vnf], record.instantiationState == .instantiated,
          record.wanted > 0,
          record.openOperation.flatMap({ layers.vnfm.operations[$0]?.kind }) != .terminate
        else { continue }
        let ready = layers.nfvi.functions[vnf]?.ready ?? 0
        guard ready < record.wanted else { continue }
        short.append(vnf)
        let profile = layers.nfvo.vnfs[vnf]?.profile ?? ""
        let isMain = sized.isEmpty || sized.contains(profile)
        level = max(level, ready == 0 && isMain ? .down : .degraded)
      }
    }
    return (level, short)
  }
}

extension ChaosOutages.Change {
  fileprivate init(
    of ns: NSRecord, _ vnfs: [VNFInstance.ID], ended: Span?, _ fault: Int?
  ) {
    self.init(ns: ns.id, name: ns.name, vnfs: vnfs, ended: ended, fault: fault)
  }
}
