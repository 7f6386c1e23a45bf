import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Events about grants, health and policies.
extension NFVOrchestrator.State {
  mutating func applyCondition(_ event: NFVOEvent, at instant: Instant) {
    switch event {
    case .granted, .grantRefused, .reservationEnded, .reservationPaused, .reservationResumed,
      .grantExpired:
      applyGrant(event)
    case .vnfHealthChanged(let vnf, _, let ready, let wanted, _):
      vnfs.update(vnf) {
        $0.ready = ready
        $0.wanted = wanted
      }
      if ready >= wanted { endSuppression(of: vnf) }
    case .nsHealthChanged(let ns, _, let level, let cause):
      networkServices.update(ns) {
        $0.health = level
        $0.healthCause = cause
      }
    case .alarmRaised, .alarmChanged, .alarmCorrelated, .alarmCleared, .assurance:
      applyAlarm(event, at: instant)
    case .performance(let event): performance.apply(event, at: instant)
    default: applyScaling(event, at: instant)
    }
  }

  private mutating func applyScaling(_ event: NFVOEvent, at instant: Instant) {
    switch event {
    case .loadMeasured(
      let vnf, _, let policy, let aspect, let metric, let percent, let isEstimated, let trend,
      let since):
      var records = scaling[vnf] ?? []
      var record =
        records.first { $0.policy == policy }
        ?? ScalingRecord(
          policy: policy, aspect: aspect, metric: metric, trendSince: instant)
      records.removeAll { $0.policy == policy }
      if !isEstimated {
        record.samples.append(ScalingRecord.Sample(at: instant, percent: percent))
        if record.samples.count > ScalingRecord.sampleLimit { record.samples.removeFirst() }
      }
      record.percent = percent
      record.isEstimated = isEstimated
      record.trend = trend
      record.trendSince = since
      records.append(record)
      scaling[vnf] = records.sorted { $0.policy < $1.policy }
    case .scalingEnded(let vnf, _, let aspect, let failure):
      let free = vnfs[vnf].flatMap { vims[$0.vim]?.free } ?? .none
      scaling.update(vnf) { records in
        for index in records.indices {
          records[index].lastScaledAt = instant
          guard records[index].aspect == aspect else { continue }
          records[index].note(failure, free: free)
        }
      }
    case .scalingDecided(let vnf, _, let policy, let kind, let decision):
      update(vnf, policy) {
        $0.remember(ScalingRecord.Decision(at: instant, kind: kind, sentence: decision))
      }
    case .scalingPlanned(let vnf, _, let policy, let dueAt, let reason):
      update(vnf, policy) {
        $0.dueAt = dueAt
        $0.remember(ScalingRecord.Decision(at: instant, kind: .waits, sentence: reason))
      }
    default: break
    }
  }

  private mutating func update(
    _ vnf: VNFInstance.ID, _ policy: String, _ change: (inout ScalingRecord) -> Void
  ) {
    scaling.update(vnf) { records in
      guard let index = records.firstIndex(where: { $0.policy == policy }) else { return }
      change(&records[index])
    }
  }
}
