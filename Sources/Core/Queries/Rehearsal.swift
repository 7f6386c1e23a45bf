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
  /// Why the request was refused, or why its operation failed.
  package let problem: Problem?

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
        problem: refusal)
    }
    let operation = fork.layers.nfvo.networkServices[request.ns]?.openOperation
    var record = operation.flatMap { fork.layers.nfvo.operations[$0] }
    while record?.state == .processing, try fork.step(until: start + limit, into: &batch) {
      record = operation.flatMap { fork.layers.nfvo.operations[$0] }
    }
    return Rehearsal(
      before: layers, after: fork.layers, events: batch.events, took: fork.now - start,
      hasEnded: record?.state != .processing, problem: record?.problem)
  }

  /// The refusal of a request, when its handling led to one.
  package static func refusal(in events: [RecordedEvent], of sequence: Int) -> Problem? {
    for recorded in events where recorded.causation == sequence {
      if case .nfvo(.requestRefused(_, _, _, _, let problem)) = recorded.event { return problem }
    }
    return nil
  }
}

extension SOL005Request {
  /// The NS that the request is about; a creation has none yet.
  package var ns: NSInstance.ID {
    switch self {
    case .create: NSInstance.ID(serial: 0)
    case .instantiate(let ns, _, _), .scale(let ns, _, _), .update(let ns, _, _),
      .heal(let ns, _, _), .terminate(let ns, _):
      ns
    }
  }
}
