import Deciding
import ResourceInterfaces
import VNFM

// What is believed and what is there: read, and tried out.

extension Layers {
  /// What differs at present, in the order in which it was found.
  package var drift: [DriftRecord] { vnfm.drift.findings.values }

  /// How `record` can be put right now, the usual way first.
  package func remedies(for record: DriftRecord) -> [DriftRemedy] {
    record.remedies.filter { FunctionLifecycle.objection(to: $0, of: record, vnfm) == nil }
  }
}

/// What became of a difference that was put right, or would.
package struct DriftOutcome: Codable, Equatable, Sendable {
  package let id: String
  package let vnfInstanceName: String
  package let what: String
  package let remedy: DriftRemedy
  /// What was done, a title each.
  package let steps: [String]
  /// Why it was refused or did not help; nil when it did.
  package let problem: String?
  /// Other findings that were put right with it.
  package let alsoResolved: [String]
  package let seconds: Double

  /// Of `record` as it was, once nobody works on it any more in `layers`.
  package init(_ record: DriftRecord, _ remedy: DriftRemedy, from before: Layers, to layers: Layers)
  {
    let now = layers.vnfm.drift[record.id]
    let resolution = now?.resolution
    id = "\(record.id)"
    vnfInstanceName = record.vnfName
    what = record.sighting.sentence
    self.remedy = remedy
    let operation = resolution?.operation.flatMap { layers.vnfm.operations[$0] }
    steps = (resolution?.steps ?? []).flatMap { step in
      [step.title] + (step.act == .restore ? (operation?.steps.map { "  " + $0.title } ?? []) : [])
    }
    problem =
      resolution?.fault?.detail
      ?? (now?.isOpen == true ? "it is still so: \(record.sighting.sentence)" : nil)
    alsoResolved = before.drift.filter {
      $0.id != record.id && layers.vnfm.drift.findings[$0.id] == nil
    }.map { "\($0.id)" }
    let end = resolution?.endedAt ?? now?.closedAt
    seconds = resolution.flatMap { known in end.map { ($0 - known.startedAt).seconds } } ?? 0
  }

  /// Of what was refused.
  package init(_ record: DriftRecord, _ remedy: DriftRemedy, refused fault: Fault) {
    id = "\(record.id)"
    vnfInstanceName = record.vnfName
    what = record.sighting.sentence
    self.remedy = remedy
    steps = []
    problem = fault.detail
    alsoResolved = []
    seconds = 0
  }
}

extension DriftRecord {
  /// The request that puts it right.
  package func message(_ remedy: DriftRemedy, by person: String) -> Message {
    .resource(.vnfm(.drift(.resolve(id, remedy, by: person))))
  }

  /// Whether nobody works on it any more, and neither on its VNF because of it.
  package func isOver(in layers: Layers) -> Bool {
    layers.vnfm.drift[id]?.isBeingResolved != true
  }
}

extension Engine {
  /// Puts findings right one after the other on a copy, which is thrown away. Those that are put right
  /// with others are left out.
  package func tryingDrift(
    _ plan: [(record: DriftRecord, remedy: DriftRemedy)], by person: String
  ) throws(JournalError) -> [DriftOutcome] {
    var outcomes: [DriftOutcome] = []
    var fork = self
    for (record, remedy) in plan {
      guard let now = fork.layers.vnfm.drift.findings[record.id] else { continue }
      if let fault = FunctionLifecycle.objection(to: remedy, of: now, fork.layers.vnfm) {
        outcomes.append(DriftOutcome(record, remedy, refused: fault))
        continue
      }
      let before = fork.layers
      var batch = Batch.rehearsed
      try fork.admit(record.message(remedy, by: person), from: .person, into: &batch)
      while try fork.step(until: fork.now, into: &batch) {}
      let deadline = fork.now + Rehearsal.limit
      while !record.isOver(in: fork.layers), try fork.step(until: deadline, into: &batch) {}
      outcomes.append(DriftOutcome(record, remedy, from: before, to: fork.layers))
    }
    return outcomes
  }
}
