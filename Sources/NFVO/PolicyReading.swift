import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// A policy of an NS instance as it stands at one moment: what it sees, and what it makes of it.
package struct PolicyReading: Equatable, Sendable {
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case scale, heal
  }

  package let ns: NSInstance.ID
  package let nsName: String
  package let policy: String
  package let kind: Kind
  /// The VNF that it scales; nil for healing, and while the VNF is not there.
  package let vnf: VNFInstance.ID?
  package let vnfName: String
  /// What is measured, and the last measurements in per cent, oldest first.
  package let metric: String
  package let samples: [Int]
  package let thresholdOut: Double?
  package let thresholdIn: Double?
  package let hysteresis: Double?
  package let level: Int?
  package let levels: ClosedRange<Int>?
  package let hold: PolicyHold?
  /// The last decisions, oldest first.
  package let decisions: [ScalingRecord.Decision]
  /// What it makes of what it sees now.
  package let verdict: String
  /// Whether it would act, or waits to.
  package let isStirred: Bool

  package var percent: Int? { samples.last }
}

extension NFVOrchestrator.State {
  /// The policies of an NS as they stand at `now`, in the order of its NSD.
  package func policies(of ns: NSRecord, at now: Instant) -> [PolicyReading] {
    guard let nsd = nsd(of: ns), ns.state != .terminated else { return [] }
    let vnfs = ns.vnfs.compactMap { self.vnfs[$0] }
    var readings = nsd.autoScale.flatMap { policy in
      vnfs.filter { $0.profile == policy.vnfProfile }.map { reading(policy, $0, ns, at: now) }
    }
    if let policy = nsd.autoHeal { readings.append(reading(policy, vnfs, ns)) }
    return readings
  }

  /// What a policy would decide if its metric were `percent` and had been there for long enough.
  package func trial(
    of policy: NSD.AutoScalePolicy, _ vnf: ManagedVNF, _ ns: NSRecord, percent: Int,
    at now: Instant
  ) -> String {
    var record =
      scaling[vnf.id]?.first { $0.policy == policy.id }
      ?? ScalingRecord(
        policy: policy.id, aspect: policy.aspect, metric: policy.metric.rawValue, trendSince: now)
    record.percent = percent
    record.trend = policy.trend(at: percent, from: .steady)
    record.trendSince = Instant(
      milliseconds: now.milliseconds - Int64(policy.stabilisationSeconds) * 1_000)
    return judgement(of: policy, record, vnf, ns, at: now).sentence
  }

  private func reading(
    _ policy: NSD.AutoScalePolicy, _ vnf: ManagedVNF, _ ns: NSRecord, at now: Instant
  ) -> PolicyReading {
    let record = scaling[vnf.id]?.first { $0.policy == policy.id }
    let judgement = record.map { self.judgement(of: policy, $0, vnf, ns, at: now) }
    let highest = max(
      0, min(policy.maxLevel, vnfd(of: vnf)?.aspect(policy.aspect)?.maxScaleLevel ?? 0))
    return PolicyReading(
      ns: ns.id, nsName: ns.name, policy: policy.id, kind: .scale, vnf: vnf.id, vnfName: vnf.name,
      metric: policy.metric.rawValue, samples: record?.samples.map(\.percent) ?? [],
      thresholdOut: policy.thresholdOut, thresholdIn: policy.thresholdIn,
      hysteresis: policy.hysteresis, level: vnf.level(of: policy.aspect),
      levels: min(max(0, policy.minLevel), highest)...highest, hold: hold(of: policy.id, at: ns.id),
      decisions: record?.decisions ?? [],
      verdict: judgement?.sentence ?? "nothing has been measured yet",
      isStirred: record.map { $0.trend != .steady } ?? false)
  }

  private func reading(
    _ policy: NSD.AutoHealPolicy, _ vnfs: [ManagedVNF], _ ns: NSRecord
  ) -> PolicyReading {
    let hurt = vnfs.filter { $0.ready < $0.wanted && policy.vnfProfiles.contains($0.profile) }
    let list = hurt.map { "\($0.name) \($0.ready)/\($0.wanted)" }.joined(separator: ", ")
    let given = vnfs.contains { alarm(.healingGivenUp, of: "\($0.id)") != nil }
    return PolicyReading(
      ns: ns.id, nsName: ns.name, policy: Self.healingPolicy, kind: .heal, vnf: nil,
      vnfName: policy.vnfProfiles.joined(separator: ", "), metric: "components that serve",
      samples: [], thresholdOut: nil, thresholdIn: nil, hysteresis: nil, level: nil, levels: nil,
      hold: hold(of: Self.healingPolicy, at: ns.id), decisions: [],
      verdict: hurt.isEmpty
        ? "all components serve"
        : given
          ? "\(list): gave up, a person must heal it"
          : "\(list): heals \(policy.delaySeconds) s after a loss", isStirred: !hurt.isEmpty)
  }
}
