import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces

extension World {
  /// Where the policies of an NS stand in the list; nil when it has none, or is not in service.
  func policyUrgency(_ serial: Int) -> Urgency? {
    let id = NSInstance.ID(serial: serial)
    guard let ns = layers.nfvo.networkServices[id], ns.state == .instantiated else { return nil }
    let names = layers.nfvo.policyNames(of: ns)
    guard !names.isEmpty else { return nil }
    if names.contains(where: { layers.nfvo.hold(of: $0, at: id) != nil }) { return .wrong }
    let isStirred =
      ns.health != .full
      || ns.vnfs.contains { vnf in
        layers.nfvo.scaling[vnf]?.contains { $0.trend == .out } == true
      }
    if isStirred { return .busy }
    return ns.vnfs.contains { layers.nfvo.scaling[$0] != nil } ? .fine : .over
  }

  package func policies(limit: Int) -> [PolicyRow] {
    var rows: [PolicyRow] = []
    var place = 0
    while rows.count < limit, let serial = policyIndex.serial(at: place) {
      place += 1
      guard let ns = layers.nfvo.networkServices[NSInstance.ID(serial: serial)] else { continue }
      rows += layers.nfvo.policies(of: ns, at: now).map(policyRow)
    }
    return Array(rows.prefix(limit))
  }

  private func policyRow(_ reading: PolicyReading) -> PolicyRow {
    let decisions = reading.decisions.reversed().map { decision in
      PolicyRow.Decision(
        clock: decision.at.timeOfDay, text: decision.sentence, tone: decision.kind.tone)
    }
    return PolicyRow(
      service: Subject(.services, reading.ns.serial), serviceName: reading.nsName,
      policy: reading.policy, what: reading.vnfName, state: word(reading), metric: reading.metric,
      percent: reading.percent, samples: reading.samples.map(Double.init),
      thresholdOut: reading.thresholdOut, thresholdIn: reading.thresholdIn,
      level: reading.level.flatMap { level in
        reading.levels.map { "\(level) of \($0.lowerBound)-\($0.upperBound)" }
      } ?? "", verdict: reading.verdict, hold: reading.hold?.sentence, decisions: decisions,
      facts: facts(reading))
  }

  func word(_ reading: PolicyReading) -> StateWord {
    if reading.hold != nil { return StateWord(.degraded, "paused") }
    if reading.isStirred { return StateWord(.working, reading.kind == .heal ? "heals" : "stirs") }
    return StateWord(.good, "watches")
  }

  private func facts(_ reading: PolicyReading) -> [Fact] {
    var facts = [
      Fact("network service", reading.nsName),
      Fact(reading.kind == .heal ? "heals" : "scales", reading.vnfName),
    ]
    if let out = reading.thresholdOut, let inward = reading.thresholdIn,
      let hysteresis = reading.hysteresis
    {
      facts += [
        Fact("out", "over \(Int(out)) % plus \(Int(hysteresis))"),
        Fact("in", "under \(Int(inward)) % minus \(Int(hysteresis))"),
      ]
    }
    if let level = reading.level, let levels = reading.levels {
      facts.append(Fact("level", "\(level), from \(levels.lowerBound) to \(levels.upperBound)"))
    }
    return facts
  }
}

extension ScalingRecord.Decision.Kind {
  fileprivate var tone: StateWord.Tone {
    switch self {
    case .scalesOut, .scalesIn: .good
    case .waits: .working
    case .busy, .paused, .flaps: .degraded
    case .bound, .wouldReturn, .stepless, .steady: .waiting
    }
  }
}
