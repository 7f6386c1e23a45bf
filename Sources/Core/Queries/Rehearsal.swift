import Deciding
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

/// What would happen: a request run to its end on a fork of the engine, in virtual time.
///
/// The same deciders, state and chance as the real run, so the plan is not an estimate: unless
/// something else happens in between, running the request does exactly this.
package struct Rehearsal: Sendable {
  package let before: Layers
  package let after: Layers
  package let events: [RecordedEvent]
  /// From the request to the end of its operation.
  package let took: Span
  /// Whether the operation came to an end within the time given.
  package let hasEnded: Bool
  /// Why the request was refused, or why its operation did not end as it should.
  package let problem: Problem?
  /// The NS operation that it is about; nil when it was refused.
  package let operation: NSOperationRecord?

  /// Nothing that a person waits for takes longer than this.
  package static let limit = Span.minutes(60)
}

extension Engine {
  /// Runs `request` on a copy of this engine until its operation has ended.
  package func rehearsing(
    _ request: SOL005Request, limit: Span = Rehearsal.limit
  ) throws(JournalError) -> Rehearsal {
    var fork = self
    var batch = Batch.rehearsed
    let sequence = try fork.admit(.service(.nfvo(request)), from: .person, into: &batch)
    let start = fork.now
    while try fork.step(until: start, into: &batch), !batch.hasHandled(sequence) {}
    if let refusal = Self.refusal(in: batch.events, of: sequence) {
      return Rehearsal(
        before: layers, after: fork.layers, events: batch.events, took: .zero, hasEnded: true,
        problem: refusal, operation: nil)
    }
    let id = request.operation(before: layers, after: fork.layers)
    var record = id.flatMap { fork.layers.nfvo.operations[$0] }
    while record?.state.isMoving == true, try fork.step(until: start + limit, into: &batch) {
      record = id.flatMap { fork.layers.nfvo.operations[$0] }
    }
    let took = fork.now - start
    // What the end of the operation told the blocks below is part of it.
    while try fork.step(until: fork.now, into: &batch) {}
    let isAsWished = record.map { request.expects($0.state) } ?? true
    return Rehearsal(
      before: layers, after: fork.layers, events: batch.events, took: took,
      hasEnded: record?.state.isMoving != true, problem: isAsWished ? nil : record?.problem,
      operation: record)
  }

  /// Asks a task of a VNF operation, on a copy of this engine, until that stands still or has ended.
  package func rehearsing(
    _ task: VNFOperationTask, of id: VNFOperation.ID, limit: Span = Rehearsal.limit
  ) throws(JournalError) -> Rehearsal {
    var fork = self
    var batch = Batch.rehearsed
    let sequence = try fork.admit(.task(task, id), from: .person, into: &batch)
    let start = fork.now
    while try fork.step(until: start, into: &batch), !batch.hasHandled(sequence) {}
    var record = fork.layers.vnfm.operations[id]
    let refusal = Self.refusal(in: batch.events, of: sequence)
    while refusal == nil, record?.state.isMoving == true,
      try fork.step(until: start + limit, into: &batch)
    {
      record = fork.layers.vnfm.operations[id]
    }
    let took = fork.now - start
    while try fork.step(until: fork.now, into: &batch) {}
    let fault = record.flatMap { task.expects($0.state) ? nil : $0.fault }
    return Rehearsal(
      before: layers, after: fork.layers, events: batch.events, took: took,
      hasEnded: record?.state.isMoving != true,
      problem: refusal ?? fault.map { Problem(status: 500, title: $0.title, detail: $0.detail) },
      operation: nil)
  }

  /// Makes an identifier and instantiates it, on a copy of this engine.
  package func rehearsing(
    _ creation: CreateNSRequest, then instantiation: InstantiateNSRequest
  ) throws(JournalError) -> (rehearsal: Rehearsal, ns: NSInstance.ID?) {
    var fork = self
    var batch = Batch.rehearsed
    let message = Message.service(.nfvo(.create(creation)))
    let sequence = try fork.admit(message, from: .person, into: &batch)
    while try fork.step(until: fork.now, into: &batch) {}
    guard let ns = Self.created(in: batch.events, by: sequence) else {
      return (
        Rehearsal(
          before: layers, after: fork.layers, events: batch.events, took: .zero, hasEnded: true,
          problem: Self.refusal(in: batch.events, of: sequence), operation: nil), nil
      )
    }
    let request = SOL005Request.instantiate(ns: ns, instantiation, from: creation.requester)
    return (try fork.rehearsing(request), ns)
  }

  /// The refusal of a request, when its handling led to one.
  package static func refusal(in events: [RecordedEvent], of sequence: Int) -> Problem? {
    for recorded in events where recorded.causation == sequence {
      if case .nfvo(.requestRefused(_, _, _, _, let problem)) = recorded.event { return problem }
      if case .vnfm(.requestRefused(_, _, _, let fault)) = recorded.event {
        return Problem(status: 409, title: fault.title, detail: fault.detail)
      }
      if case .som(.requestRefused(_, _, let problem)) = recorded.event { return problem }
    }
    return nil
  }

  /// The NS identifier that a request led to.
  package static func created(
    in events: [RecordedEvent], by sequence: Int
  ) -> NSInstance.ID? {
    for recorded in events where recorded.causation == sequence {
      if case .nfvo(.nsCreated(let record, _)) = recorded.event { return record.id }
    }
    return nil
  }
}

extension SOL005Request {
  /// The NS that the request is about; nil for a creation, and for what is not known.
  package func ns(in layers: Layers) -> NSInstance.ID? {
    switch self {
    case .create: nil
    case .instantiate(let ns, _, _), .scale(let ns, _, _), .scaleToLevel(let ns, _, _),
      .scaleToNSLevel(let ns, _, _), .update(let ns, _, _), .heal(let ns, _, _),
      .terminate(let ns, _):
      ns
    case .task(_, let operation, _): layers.nfvo.operations[operation]?.ns
    }
  }

  /// The operation that the request began, or that it is about.
  package func operation(before: Layers, after: Layers) -> NSOperation.ID? {
    if case .task(_, let operation, _) = self { return operation }
    guard let ns = ns(in: after), let last = after.nfvo.networkServices[ns]?.lastOperation,
      last != before.nfvo.networkServices[ns]?.lastOperation
    else { return nil }
    return last
  }

  /// Whether `state` is how its operation is to end.
  package func expects(_ state: OperationState) -> Bool {
    guard case .task(let task, _, _) = self else { return state == .completed }
    return switch task {
    case .retry: state == .completed
    case .continue: state == .completed || state == .partiallyCompleted
    case .rollback: state == .rolledBack
    case .fail: state == .failed
    case .cancel: state == .failedTemp || state == .completed
    }
  }
}

extension Rehearsal {
  /// The NS that a VNF operation is about.
  package func ns(of operation: VNFOperation.ID) -> NSInstance.ID? {
    before.vnfm.operations[operation].flatMap { before.nfvo.vnfs[$0.vnf]?.ns }
  }
}

extension Message {
  /// A task for a VNF operation, asked by a person.
  package static func task(_ task: VNFOperationTask, _ operation: VNFOperation.ID) -> Self {
    .resource(.vnfm(.task(task, operation: operation, reference: "")))
  }

  /// A person pauses an upgrade, or lets it go on.
  package static func holding(_ operation: VNFOperation.ID, _ isHeld: Bool, by: String) -> Self {
    .resource(.vnfm(.holdUpgrade(operation: operation, isHeld: isHeld, by: by)))
  }
}

extension VNFOperationTask {
  /// Whether `state` is how its operation is to end.
  fileprivate func expects(_ state: VNFOperationState) -> Bool {
    switch self {
    case .retry: state == .completed
    case .rollback: state == .rolledBack
    case .fail: state == .failed
    case .cancel: state == .failedTemp || state == .rolledBack
    }
  }
}

extension VNFOperationState {
  /// Whether the occurrence goes on without anybody doing anything.
  package var isMoving: Bool {
    switch self {
    case .starting, .processing, .rollingBack: true
    case .completed, .failedTemp, .rolledBack, .failed: false
    }
  }
}

extension OperationState {
  /// Whether the occurrence goes on without anybody doing anything.
  package var isMoving: Bool {
    switch self {
    case .starting, .processing, .rollingBack: true
    case .completed, .partiallyCompleted, .failedTemp, .rolledBack, .failed: false
    }
  }
}
