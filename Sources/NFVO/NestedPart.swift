import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What an NS operation does to a network service that is nested in its own.
package enum NestedAct: Codable, Equatable, Sendable {
  /// Makes one from an NSD.
  case instantiate(nsd: NSD.ID, choice: NSChoice = NSChoice())
  case heal(cause: String)
  case terminate

  package var kind: NSOperationKind {
    switch self {
    case .instantiate: .instantiate
    case .heal: .heal
    case .terminate: .terminate
    }
  }
}

/// The nested network service that a part of an NS operation concerns, and what the part knows of the
/// operation there.
package struct NestedPart: Codable, Equatable, Sendable {
  package internal(set) var ns: NSInstance.ID?
  package internal(set) var operation: NSOperation.ID?
  /// Whether the operation there, which stands still, may be continued with what remains of it.
  package internal(set) var mayContinue = false
  /// Whether that is what it is asked for next.
  package internal(set) var isContinued = false
  /// Whether it ended PARTIALLY_COMPLETED.
  package internal(set) var isPartial = false
}

/// How the operation of a nested network service stands, as the operation around needs to know it.
package struct NestedNews: Codable, Equatable, Sendable {
  package let operation: NSOperation.ID
  package let kind: NSOperationKind
  package let state: OperationState
  package let problem: Problem?
  package let mayContinue: Bool
  /// Why it cannot be rolled back, where it stands still; nil when it can.
  package let whyNoRollback: String?
  /// What it left otherwise than it was or was to be, a sentence each.
  package let leftovers: [String]

  init(_ record: NSOperationRecord) {
    operation = record.id
    kind = record.kind
    state = record.state
    problem = record.problem
    let standsStill = record.state == .failedTemp
    mayContinue = standsStill && record.objection(to: .continue) == nil
    whyNoRollback = standsStill ? record.objection(to: .rollback)?.detail : nil
    leftovers = standsStill ? [] : record.leftovers
  }

  var fault: Fault? { problem.map { Fault(title: $0.title, detail: $0.detail) } }
}

extension VNFTask {
  package var isNested: Bool { if case .nested = act { true } else { false } }

  /// The operation that it consists of, of whichever level.
  package var operationName: String? {
    operation.map { "\($0)" } ?? nested?.operation.map { "\($0)" }
  }

  /// Whether it stands still in a nested network service that can go on without what failed there.
  var mayGoOn: Bool { operationState == .failedTemp && nested?.mayContinue == true }

  /// Whether it does not know yet what `news` say.
  func awaits(_ news: NestedNews) -> Bool {
    if let undoing, undoing.nestedOperation == news.operation, undoing.act != nil {
      return undoing.operationState != news.state.ofPart || undoing.stage == .requested
    }
    return operationState != news.state.ofPart || stage == .requested
      || undoing?.stage == .requested
  }

  /// Takes note of how the operation of its nested network service stands.
  mutating func take(_ news: NestedNews, at instant: Instant) {
    if undoing?.nestedOperation == news.operation, undoing?.act != nil {
      takeUndoing(news)
      return
    }
    operationState = news.state.ofPart
    stage = news.state.ofPart.stage
    fault = news.fault ?? (news.state == .completed ? nil : fault)
    whyNoRollback = news.whyNoRollback
    lostForGood = news.leftovers
    endedAt = news.state.isTerminal ? instant : nil
    nested?.mayContinue = news.mayContinue
    nested?.isContinued = false
    nested?.isPartial = news.state == .partiallyCompleted
    followRollback()
  }

  private mutating func takeUndoing(_ news: NestedNews) {
    undoing?.operationState = news.state.ofPart
    undoing?.fault = news.fault
    switch news.state {
    case .starting, .processing, .rollingBack: undoing?.stage = news.state.ofPart.stage
    case .failedTemp, .failed, .rolledBack: undoing?.stage = .failed
    case .completed, .partiallyCompleted:
      undoing?.stage = .completed
      stage = .undone
      nested?.ns = nil
    }
  }
}

extension OperationState {
  /// The state in the words of a VNF operation, in which the parts of an operation are told.
  var ofPart: VNFOperationState {
    switch self {
    case .starting: .starting
    case .processing: .processing
    case .completed, .partiallyCompleted: .completed
    case .failedTemp: .failedTemp
    case .rollingBack: .rollingBack
    case .rolledBack: .rolledBack
    case .failed: .failed
    }
  }
}

extension VNFTask.Undoing {
  /// Whether a nested network service is asked for it.
  var isNested: Bool {
    if case .nested? = act { true } else { nestedOperation != nil }
  }

  /// The operation that undoes, of whichever level.
  package var operationName: String? {
    operation.map { "\($0)" } ?? nestedOperation.map { "\($0)" }
  }
}
