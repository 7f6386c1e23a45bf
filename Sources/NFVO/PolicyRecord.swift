import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// Why a policy of a network service does nothing for the time being.
package struct PolicyHold: Codable, Equatable, Sendable {
  package let by: String
  package let reason: String
  package let at: Instant

  package var sentence: String {
    "\(by) paused the policy at \(at.timeOfDay)" + (reason.isEmpty ? "" : ": \(reason)")
  }
}

/// Keeps a policy from scaling to and fro: whoever turns round too often is paused, and a person is
/// asked.
package enum FlapGuard {
  /// So many changes of direction within ``window`` are too many.
  package static let limit = 3
  package static let window = Span.minutes(30)

  /// Why scaling by `steps` now would be flapping; nil when it would not.
  static func reason(
    against wish: AutoScaleJudgement, _ record: ScalingRecord, at now: Instant
  ) -> String? {
    let past = record.decisions.filter { $0.kind.isAct && now - $0.at <= window }
    let turns = past.map { $0.kind == .scalesOut } + [wish.kind == .scalesOut]
    let changes = zip(turns, turns.dropFirst()).count { $0 != $1 }
    guard changes >= limit else { return nil }
    return "it would change direction for the \(changes)rd time within "
      + "\(window.milliseconds / 60_000) min; its thresholds are too close or its cooldowns too short"
  }
}

extension ScalingRecord.Decision.Kind {
  /// Whether something is done.
  package var isAct: Bool { self == .scalesOut || self == .scalesIn }
}

extension NFVOrchestrator.State {
  /// The name of the policy that heals, which SOL001 gives none.
  package static let healingPolicy = "auto-heal"

  static func policyKey(_ ns: NSInstance.ID, _ policy: String) -> String { "\(ns)/\(policy)" }

  /// Why a policy of an NS does nothing at present; nil when it acts.
  package func hold(of policy: String, at ns: NSInstance.ID) -> PolicyHold? {
    policyHolds[Self.policyKey(ns, policy)]
  }

  /// The names of an NS's policies: those that scale in the NSD's order, then the one that heals.
  package func policyNames(of ns: NSRecord) -> [String] {
    guard let nsd = nsd(of: ns) else { return [] }
    return nsd.autoScale.map(\.id) + (nsd.autoHeal == nil ? [] : [Self.healingPolicy])
  }

  /// A policy that a person resumed begins with a clean record: what it did before does not count
  /// against it.
  mutating func resume(_ policy: String, of ns: NSInstance.ID) {
    for vnf in networkServices[ns]?.vnfs ?? [] where scaling[vnf] != nil {
      scaling.update(vnf) { records in
        for index in records.indices where records[index].policy == policy {
          records[index].decisions = []
        }
      }
    }
  }
}
