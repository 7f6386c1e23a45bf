import Deciding
import ResourceInterfaces

/// A VIM that does not answer. Nothing is known of what runs on it, so nothing of it is healed, and steps
/// that wait for it wait until it answers.
package struct UnreachableVIM: Codable, Equatable, Sendable {
  /// A step whose next attempt waits.
  package struct Held: Codable, Equatable, Sendable {
    package let operation: VNFOperation.ID
    package let step: Int
    package let attempts: Int
  }

  package let since: Instant
  package let reason: String
  package internal(set) var steps: [Held] = []
  /// VNFs of which it is to say what there is.
  package internal(set) var questions: [VNFInstance.ID] = []
}

extension FunctionLifecycle {
  static func vimState(
    _ vim: VIMName, isUp: Bool, _ reason: String, _ turn: inout Turn<Self>
  ) {
    let outage = turn.state.unreachable[vim]
    guard isUp else {
      if outage == nil { turn.record(.vimSilent(vim: vim, reason: reason)) }
      return
    }
    guard let outage else { return }
    turn.record(.vimAnswers(vim: vim, waited: outage.steps.count))
    for vnf in outage.questions { askAfterSilence(vnf, of: vim, &turn) }
    for held in outage.steps {
      attemptDue(held.operation, held.step, held.attempts, &turn)
      guard let operation = turn.state.operations[held.operation] else { continue }
      watchAgain(operation, &turn)
    }
    healNext(on: vim, &turn)
  }

  /// Why an attempt that failed is not counted and the next one waits: nobody can be asked.
  static func outage(
    ofStep step: OperationStep, in operation: VNFOperationRecord, _ fault: Fault, _ state: State
  ) -> (vim: VIMName, outage: UnreachableVIM)? {
    guard let vim = operation.target.vim, let outage = state.unreachable[vim],
      fault.errorClass == .transient || fault.errorClass == .timeout, !operation.isCancelPending,
      !operation.leg.contains(where: \.hasFailed)
    else { return nil }
    switch step.act {
    case .drain, .gate, .note: return nil
    case .apply, .roll, .replace, .delete, .snapshot, .revert, .dropSnapshot, .configure, .check,
      .callOff, .audit:
      return (vim, outage)
    }
  }
}

extension FunctionLifecycle.State {
  mutating func applyToReach(_ event: FunctionEvent, at instant: Instant) {
    switch event {
    case .vimSilent(let vim, let reason):
      unreachable[vim] = UnreachableVIM(since: instant, reason: reason)
    case .vimAnswers(let vim, _): unreachable[vim] = nil
    case .healHeld(let vnf, _, let vim, _): queueHeal(of: vnf, on: vim)
    case .questionHeld(let vnf, _, let vim):
      unreachable.update(vim) { $0.questions.append(vnf) }
    case .stepHeld(let operation, _, _, let index, _, let vim, let fault):
      guard let step = operations[operation]?.steps[index] else { return }
      unreachable.update(vim) {
        $0.steps.append(
          UnreachableVIM.Held(operation: operation, step: index, attempts: step.attempts))
      }
      operations.update(operation) { $0.steps[index].hold(fault) }
    default: break
    }
  }
}

extension OperationStep {
  /// Waits for its next attempt until its VIM answers; those before are not held against it.
  fileprivate mutating func hold(_ fault: Fault) {
    attemptedAt = nil
    self.fault = fault
    forgivenAttempts = attempts
    awaitsVIM = true
  }
}
