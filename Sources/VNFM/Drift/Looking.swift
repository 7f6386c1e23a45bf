import Deciding
import ResourceInterfaces

// The second look, at one VNF: what differs after it is drift, since no news is on its way any more.
extension FunctionLifecycle {
  /// Looks at a VNF once more, unless that is about to be done.
  static func planLook(at place: DriftPlace, after delay: Span, _ turn: inout Turn<Self>) {
    guard turn.state.drift.looks[place] == nil else { return }
    turn.record(.drift(event: .lookPlanned(place, number: turn.message)))
    turn.wake(.drift(.look(place, number: turn.message)), after: delay)
  }

  static func askLook(
    _ place: DriftPlace, _ number: Int, attempt: Int, _ turn: inout Turn<Self>
  ) {
    guard turn.state.drift.looks[place]?.number == number else { return }
    turn.record(.drift(event: .lookAsked(place, attempt: attempt)))
    turn.send(.vim(.list(vim: place.vim, ListQuery(number: number, vnf: place.vnf))))
    turn.wake(.drift(.lookOverdue(place, number: number, attempt: attempt)), after: driftPatience)
  }

  static func lookFailed(_ place: DriftPlace, _ turn: inout Turn<Self>) {
    turn.record(.drift(event: .lookEnded(place, compared: false)))
    let fault = Fault(
      title: "No answer",
      detail:
        "\(place.vim) has not said what it holds of \(place.vnf). Look there, then try again.",
      errorClass: .timeout)
    for record in turn.state.drift.findings(at: place) where record.isLooking {
      endStep(of: record.id, fault, &turn)
    }
    endCheckIfDone(of: place.vim, &turn)
  }

  static func looked(
    _ place: DriftPlace, _ number: Int, _ holding: Holding?, _ turn: inout Turn<Self>
  ) {
    guard let look = turn.state.drift.looks[place], look.number == number, look.attempts > 0
    else { return }
    askForMissedNews([(place, holding)], &turn)
    let comparison = compare(place, with: holding, turn.state)
    turn.record(.drift(event: .lookEnded(place, compared: comparison != nil)))
    if let comparison {
      settle(comparison, at: place, holding, &turn)
    }
    for record in turn.state.drift.findings(at: place) where record.isLooking {
      lookedFor(record, isCompared: comparison != nil, &turn)
    }
    endCheckIfDone(of: place.vim, &turn)
  }

  /// Writes down what differs now and what does not any more, and believes what was only not told.
  private static func settle(
    _ comparison: DriftComparison, at place: DriftPlace, _ holding: Holding?,
    _ turn: inout Turn<Self>
  ) {
    let before = turn.state.drift.findings(at: place)
    for record in before {
      let now = comparison.sightings.first { $0.isSame(as: record.sighting) }
      if let now, now != record.sighting {
        turn.record(.drift(event: .changed(record.id, place, now)))
      }
    }
    close(before, comparison, at: place, &turn)
    for sighting in comparison.sightings
    where !sighting.isLeaving && !before.contains(where: { $0.sighting.isSame(as: sighting) }) {
      let vnf = turn.state.vnfs[place.vnf]
      turn.record(
        .drift(
          event: .found(
            DriftRecord(
              id: turn.makeID(Drift.self), place: place, vnfName: vnf?.name ?? "\(place.vnf)",
              ns: vnf?.ns ?? holding?.owner.ns ?? "",
              tenant: vnf?.tenant ?? holding?.owner.tenant ?? "", sighting: sighting,
              foundAt: turn.now))))
    }
    for change in comparison.news { take(change, &turn) }
    tellDrift(at: place, hadFindings: !before.isEmpty, &turn)
    if !comparison.news.isEmpty { healIfNeeded(place.vnf, &turn) }
  }

  private static func close(
    _ records: [DriftRecord], _ comparison: DriftComparison, at place: DriftPlace,
    _ turn: inout Turn<Self>
  ) {
    var missing = comparison.vacancies
    for record in records.reversed() {
      let sighting = record.sighting
      if comparison.sightings.contains(where: { $0.isSame(as: sighting) }) {
        if sighting.kind == .missing { missing[sighting.vdu, default: 0] -= 1 }
        continue
      }
      // What is not believed in any more is missing until another one is in its place.
      if sighting.kind == .missing, missing[sighting.vdu, default: 0] > 0 {
        missing[sighting.vdu, default: 0] -= 1
        continue
      }
      let reason =
        record.isBeingResolved
        ? "\(record.resolution?.remedy.rawValue ?? "") by \(record.resolution?.by ?? "")"
        : sighting.kind == .missing ? "its place is taken again" : "it is not so any more"
      turn.record(
        .drift(event: .closed(record.id, place, what: sighting.sentence, reason: reason)))
    }
  }

  private static func take(_ change: ResourceChange, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[change.vnf], !vnf.components.know(change) else { return }
    turn.record(.componentChanged(name: vnf.name, change: change))
    reportHealth(
      of: change.vnf,
      "\(change.name) was found \(change.reason.isEmpty ? change.phase.rawValue : change.reason)",
      change.phase == .lost ? change.host : nil, &turn)
  }

  /// Tells the NFVO what differs at a place, and where components are.
  static func tellDrift(at place: DriftPlace, hadFindings: Bool, _ turn: inout Turn<Self>) {
    let findings = turn.state.drift.findings(at: place)
    let vnf = turn.state.vnfs[place.vnf]
    guard hadFindings || !findings.isEmpty else { return }
    turn.send(
      .nfvo(
        .drift(
          DriftNotice(
            vim: place.vim, vnf: place.vnf, findings: findings.map(\.sighting.sentence),
            components: vnf.flatMap { vnf in
              vnf.openOperation == nil && vnf.vim == place.vim
                ? placedComponents(of: vnf, [turn.state.vnfd(of: vnf)].compactMap(\.self)) : nil
            }))))
  }

  /// After an operation of a VNF has ended: what differed may not any more, or otherwise.
  static func lookForDriftAgain(after operation: VNFOperationRecord, _ turn: inout Turn<Self>) {
    guard let vim = operation.target.vim else { return }
    let place = DriftPlace(vim: vim, vnf: operation.vnf)
    let findings = turn.state.drift.findings(at: place)
    guard !findings.isEmpty else { return }
    for record in findings where record.resolution?.operation == operation.id {
      restored(record, operation.id, &turn)
    }
    planLook(at: place, after: secondLook, &turn)
  }
}

extension DriftComparison {
  /// Whether there is nothing to look at again.
  var isClean: Bool { news.isEmpty && sightings.allSatisfy(\.isLeaving) }
}

extension DriftRecord {
  /// Whether it waits for a look.
  var isLooking: Bool {
    guard let resolution, let current = resolution.current else { return false }
    let step = resolution.steps[current]
    return step.startedAt != nil && (step.act == .look || step.act == .verify)
  }
}
