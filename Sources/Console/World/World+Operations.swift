import Core
import Deciding
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

extension World {
  func operationUrgency(_ serial: Int) -> Urgency? {
    switch operationSerials[serial] {
    case .ns(let id): layers.nfvo.operations[id].map(urgency)
    case .vnf(let id): layers.vnfm.operations[id].map(urgency)
    case nil: nil
    }
  }

  private func urgency(_ record: NSOperationRecord) -> Urgency {
    if record.state.isTerminal { return .over }
    // What a person decides about is the whole; its part stands behind it.
    let around = record.requester.parentOperation.flatMap { layers.nfvo.operations[$0] }
    if around?.state.isTerminal == false { return .busy }
    if record.state == .failedTemp { return .wrong }
    return stuck(record) == nil ? .busy : .wrong
  }

  private func urgency(_ record: VNFOperationRecord) -> Urgency {
    if record.state.isTerminal { return .over }
    guard record.state == .failedTemp || record.isStuck else { return .busy }
    // What a person decides about is the whole; its part stands behind it.
    return parent(of: record).map { !$0.state.isTerminal } == true ? .busy : .wrong
  }

  /// The NS operation that a VNF operation is a part of.
  func parent(of record: VNFOperationRecord) -> NSOperationRecord? {
    NSOperation.ID(record.reference.prefix { $0 != "/" }).flatMap { layers.nfvo.operations[$0] }
  }

  /// The VNF operations that an NS operation consists of, those of nested network services last.
  func parts(of record: NSOperationRecord) -> [VNFOperationRecord] {
    let own = record.tasks.flatMap { [$0.operation, $0.undoing?.operation] }
      .compactMap { $0.flatMap { layers.vnfm.operations[$0] } }
    let nested = record.tasks.flatMap { [$0.nested?.operation, $0.undoing?.nestedOperation] }
      .compactMap { $0.flatMap { layers.nfvo.operations[$0] } }
    return own + nested.flatMap { parts(of: $0) }
  }

  private func stuck(_ record: NSOperationRecord) -> VNFOperationRecord? {
    record.state == .processing || record.state == .rollingBack
      ? parts(of: record).first(where: \.isStuck) : nil
  }

  func subject(_ operation: AnyOperation) -> Subject? {
    operationSerials.serial(of: operation).map { Subject(.operations, $0) }
  }

  package func operation(_ serial: Int) -> OperationRow? {
    switch operationSerials[serial] {
    case .ns(let id): layers.nfvo.operations[id].map(row)
    case .vnf(let id): layers.vnfm.operations[id].map(row)
    case nil: nil
    }
  }

  func row(_ record: NSOperationRecord) -> OperationRow {
    let stuck = stuck(record)
    return OperationRow(
      id: "\(record.id)", level: "NS", kind: record.kind.rawValue, object: record.nsName,
      state: stuck == nil ? record.word : StateWord(.degraded, record.state.rawValue),
      progress: record.share, isAutomatic: record.isAutomaticInvocation,
      requester: record.requester.words, startedAt: record.startedAt.timeOfDay,
      took: (record.endedAt ?? now) - record.startedAt,
      standing: stuck?.standing ?? running(record) ?? record.standing)
  }

  /// What the part that runs is at, when one does.
  private func running(_ record: NSOperationRecord) -> String? {
    guard record.state == .processing || record.state == .rollingBack, record.waitsFor == nil,
      let part = parts(of: record).last(where: { !$0.state.isTerminal })
    else { return nil }
    return "\(part.vnfName): \(part.standing)"
  }

  func row(_ record: VNFOperationRecord) -> OperationRow {
    let parent = parent(of: record)
    return OperationRow(
      id: "\(record.id)", level: "VNF", kind: record.kind.rawValue, object: record.vnfName,
      state: record.isStuck ? StateWord(.degraded, record.state.rawValue) : record.state.word,
      progress: record.share, isAutomatic: record.isAutomaticInvocation,
      requester: parent.map { "NFVO \($0.id)" } ?? (record.isAutomaticInvocation ? "VNFM" : "NFVO"),
      startedAt: record.startedAt.timeOfDay, took: (record.endedAt ?? now) - record.startedAt,
      standing: record.standing)
  }
}

extension NSOperationRecord {
  /// Its state, and whether it works or waits for its turn.
  var word: StateWord {
    waitsFor == nil ? state.word : StateWord(.waiting, state.rawValue)
  }

  /// How far it is while it works.
  var share: Double? {
    guard state == .processing || state == .rollingBack, progress.total > 0 else { return nil }
    return Double(progress.done) / Double(progress.total)
  }
}

extension VNFOperationRecord {
  /// Whether a step waits longer than it should.
  var isStuck: Bool { !state.isTerminal && leg.contains { $0.stuckSince != nil } }

  /// How far it is while it works.
  var share: Double? {
    guard state == .processing || state == .rollingBack, progress.total > 0 else { return nil }
    return Double(progress.done) / Double(progress.total)
  }

  /// How it stands, for people.
  var standing: String {
    if let fault, state == .failedTemp || state == .failed || state == .rolledBack {
      return fault.detail
    }
    if state == .starting { return "waits for the grant of the NFVO" }
    guard let step = running?.step else { return purpose }
    return "\(step.title), \(step.note(in: self))"
  }
}

extension OperationStep {
  /// Whom it waits for since when, why it failed, and how often it was tried.
  func note(in operation: VNFOperationRecord) -> String {
    let whom = FunctionLifecycle.whom(act, operation)
    let tries = attempts > 1 ? "attempt \(attempts), " : ""
    if let stuckSince {
      return "\(tries)\(whom) has not answered since \(stuckSince.timeOfDay)"
    }
    if let fault, hasFailed {
      return attempts > 1 ? "\(attempts) attempts: \(fault.detail)" : fault.detail
    }
    if isRunning {
      return "\(tries)waits for \(whom)" + (attemptedAt.map { " since \($0.timeOfDay)" } ?? "")
    }
    if awaitsRetry {
      return "attempt \(attempts) failed, tried again by itself"
        + (fault.map { ": \($0.detail)" } ?? "")
    }
    if isDone { return attempts > 1 ? "\(attempts) attempts" : "" }
    let open = dependsOn.first {
      operation.steps.indices.contains($0) && !operation.steps[$0].isDone
    }
    if open == nil, let heldBy = operation.heldBy, operation.holds(self) {
      return "paused by \(heldBy)"
    }
    return open.map { "after «\(operation.steps[$0].title)»" } ?? ""
  }
}
