import Core
import Deciding
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

extension World {
  package func operationDetail(_ serial: Int) -> OperationDetail? {
    switch operationSerials[serial] {
    case .ns(let id): layers.nfvo.operations[id].map(detail)
    case .vnf(let id): layers.vnfm.operations[id].map(detail)
    case nil: nil
    }
  }

  private func detail(_ record: NSOperationRecord) -> OperationDetail {
    let story = OperationStory(record, in: layers)
    let serial = operationSerials.serial(of: .ns(record.id)) ?? 0
    let subject = Subject(.operations, serial)
    return OperationDetail(
      row: row(record), service: Subject(.services, record.ns.serial), serviceName: record.nsName,
      problem: problem(story, row(record)), possibilities: possibilities(of: subject),
      steps: record.tasks.flatMap { steps(of: $0, in: record, from: record.startedAt) },
      undone: story.undone,
      leftovers: story.leftovers
        + parts(of: record).flatMap(\.notRestored).filter {
          !story.leftovers.contains($0)
        },
      interventions: record.interventions.map {
        "\($0.at.timeOfDay)  \($0.task), by \($0.requester.words)"
      },
      facts: [
        Fact("purpose", record.purpose), Fact("asked by", record.requester.words),
        Fact("automatic", record.isAutomaticInvocation ? "yes" : "no"),
        Fact("started", record.startedAt.timeOfDay),
        Fact("state since", record.stateEnteredAt.timeOfDay),
        Fact("progress", "\(record.progress.done) of \(record.progress.total) \(record.partsWord)"),
        Fact("where", story.place.sentence),
      ],
      events: events(limit: 20, of: Set([.ns(record.id)] + parts(of: record).map { .vnf($0.id) })),
      isClosed: record.state.isTerminal)
  }

  private func detail(_ record: VNFOperationRecord) -> OperationDetail {
    let story = OperationStory(record, in: layers)
    let serial = operationSerials.serial(of: .vnf(record.id)) ?? 0
    let ns = layers.nfvo.vnfs[record.vnf]?.ns
    return OperationDetail(
      row: row(record), service: ns.map { Subject(.services, $0.serial) },
      serviceName: ns.flatMap { layers.nfvo.networkServices[$0]?.name } ?? "",
      problem: problem(story, row(record)),
      possibilities: possibilities(of: Subject(.operations, serial)),
      steps: steps(of: record, from: record.startedAt, depth: 0), undone: story.undone,
      leftovers: record.notRestored, interventions: [],
      facts: [
        Fact("purpose", record.purpose),
        Fact(
          "part of", parent(of: record).map { "\($0.kind.rawValue) \($0.id)" } ?? "no NS operation"),
        Fact("automatic", record.isAutomaticInvocation ? "yes" : "no"),
        Fact("started", record.startedAt.timeOfDay),
        Fact("state since", record.stateEnteredAt.timeOfDay),
        Fact("paused", record.heldBy.map { "by \($0)" } ?? "no"),
        Fact("progress", "\(record.progress.done) of \(record.progress.total) steps"),
        Fact("where", story.place.sentence),
      ], events: events(limit: 20, of: [.vnf(record.id)]), isClosed: record.state.isTerminal)
  }

  /// What is wrong, why, and where.
  private func problem(_ story: OperationStory, _ row: OperationRow) -> [String] {
    if let failed = story.whatFailed {
      return ["\(failed)."] + story.why + [
        "Where: \(story.place.sentence)."
      ]
    }
    return row.state.tone == .degraded ? ["It is stuck: \(row.standing)."] : []
  }

  private func possibilities(of subject: Subject) -> [OperationDetail.Possibility] {
    guard let open = openOperation(of: subject) else { return [] }
    return NSOperationTask.kinds.map {
      OperationDetail.Possibility(
        action: $0.action, task: $0.description, objection: open.objections[$0])
    }
  }

  private func events(limit: Int, of operations: Set<AnyOperation>) -> [EventLine] {
    var lines: [EventLine] = []
    for recorded in recent.reversed() {
      guard let operation = recorded.event.operation, operations.contains(operation) else {
        continue
      }
      lines.append(line(recorded))
      if lines.count == limit { break }
    }
    return lines.reversed()
  }

  // MARK: steps

  /// One part, the steps of its operation or its parts, and what undoes it; times are from `start`.
  private func steps(
    of task: VNFTask, in record: NSOperationRecord, from start: Instant, depth: Int = 0
  ) -> [OperationDetail.Step] {
    let operation = task.operation.flatMap { layers.vnfm.operations[$0] }
    let nested = task.nested?.operation.flatMap { layers.nfvo.operations[$0] }
    let target =
      task.vnf.map { Subject(.functions, $0.serial) }
      ?? task.nested?.ns.map { Subject(.services, $0.serial) }
    let kind = task.act.kind.rawValue
    var steps = [
      OperationDetail.Step(
        depth: depth,
        title: "\(task.vnfName)  \(kind)" + (task.operationName.map { " \($0)" } ?? ""),
        state: record.state.isMoving || task.stage != .waiting
          ? task.word : StateWord(.off, "not run"),
        begin: (task.startedAt ?? operation?.startedAt).map { $0 - start },
        end: (task.endedAt ?? operation?.endedAt
          ?? (task.isRunning ? nil : operation?.stateEnteredAt))
          .map { $0 - start },
        note: note(of: task, in: record, operation), target: target)
    ]
    if let operation { steps += self.steps(of: operation, from: start, depth: depth + 1) }
    if let nested { steps += self.steps(of: nested, from: start, depth: depth + 1) }
    guard let undoing = task.undoing, let act = undoing.act else { return steps }
    let undo = undoing.operation.flatMap { layers.vnfm.operations[$0] }
    let nestedUndo = undoing.nestedOperation.flatMap { layers.nfvo.operations[$0] }
    let begin = undo?.startedAt ?? nestedUndo?.startedAt
    let end = undo?.endedAt ?? nestedUndo?.endedAt
    steps.append(
      OperationDetail.Step(
        depth: depth,
        title: "\(task.vnfName)  \(act.kind.rawValue)"
          + (undoing.operationName.map { " \($0)" } ?? ""),
        state: undoing.stage.word,
        begin: begin.map { $0 - start }, end: end.map { $0 - start },
        note: undoing.fault?.detail ?? "undoes \(kind)", target: target, isUndoing: true))
    if let undo { steps += self.steps(of: undo, from: start, depth: depth + 1) }
    if let nestedUndo { steps += self.steps(of: nestedUndo, from: start, depth: depth + 1) }
    return steps
  }

  private func steps(
    of nested: NSOperationRecord, from start: Instant, depth: Int
  ) -> [OperationDetail.Step] {
    nested.tasks.flatMap { steps(of: $0, in: nested, from: start, depth: depth) }
  }

  private func note(
    of task: VNFTask, in record: NSOperationRecord, _ operation: VNFOperationRecord?
  ) -> String {
    if task.isGivenUp { return "given up" + (task.fault.map { ": \($0.detail)" } ?? "") }
    // The step that failed says why.
    if let fault = task.fault { return task.operationName == nil ? fault.detail : fault.title }
    if let waitsFor = record.waitsFor, task.stage == .waiting { return "waits: \(waitsFor)" }
    guard task.stage == .waiting else { return "" }
    let open = record.tasks.filter {
      task.dependsOn.contains($0.profile) && $0.stage != .completed
    }
    return open.isEmpty ? "" : "after \(open.map(\.vnfName).joined(separator: ", "))"
  }

  private func steps(
    of record: VNFOperationRecord, from start: Instant, depth: Int
  ) -> [OperationDetail.Step] {
    record.steps.enumerated().map { index, step in
      OperationDetail.Step(
        depth: depth, title: step.title,
        state: step.word(isLeft: index < record.legStart || !record.isMoving),
        begin: step.startedAt.map { $0 - start }, end: step.endedAt.map { $0 - start },
        note: step.note(in: record), target: Subject(.functions, record.vnf.serial),
        isUndoing: step.isCompensation)
    }
  }
}

extension NSOperationRecord {
  fileprivate var partsWord: String { tasks.contains(where: \.isNested) ? "parts" : "VNFs" }
}

extension VNFOperationRecord {
  fileprivate var isMoving: Bool { state.isMoving }
}

extension OperationStep {
  /// As a line of the timeline shows it; what will not be done any more is `left out`.
  fileprivate func word(isLeft: Bool) -> StateWord {
    if hasFailed { return StateWord(.failed, "failed") }
    if isDone { return StateWord(.good, isCompensation ? "undone" : "done") }
    if stuckSince != nil { return StateWord(.degraded, "stuck") }
    if isRunning { return StateWord(.working, "runs") }
    if awaitsRetry { return StateWord(.degraded, "retries") }
    return isLeft ? StateWord(.off, "not run") : StateWord(.waiting, "waits")
  }
}

extension VNFTask {
  fileprivate var word: StateWord {
    isGivenUp ? StateWord(.degraded, "given up") : stage.word
  }
}

extension VNFTask.Stage {
  fileprivate var word: StateWord {
    switch self {
    case .waiting: StateWord(.waiting, "waits")
    case .requested, .starting: StateWord(.working, rawValue)
    case .processing, .rollingBack:
      StateWord(.working, self == .processing ? "runs" : "rolls back")
    case .completed: StateWord(.good, "done")
    case .failed: StateWord(.failed, "failed")
    case .undone: StateWord(.off, "undone")
    }
  }
}

extension NSOperationTask {
  /// The action that asks for it.
  var action: ActionID {
    switch self {
    case .retry: .retry
    case .rollback: .rollback
    case .continue: .continueOperation
    case .fail: .fail
    case .cancel(.graceful): .cancel
    case .cancel(.forceful): .cancelForceful
    }
  }
}
