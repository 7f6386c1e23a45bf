import Deciding
import ResourceInterfaces

/// What happened at the VNFM.
package enum FunctionEvent: Codable, Equatable, Sendable {
  /// Packages became usable.
  case packagesOnboarded(vnfds: [VNFD])
  case packageDeleted(vnfd: VNFD.ID, title: String)
  case identifierCreated(
    vnf: VNFInstance.ID, name: String, vnfdId: VNFD.ID, productName: String,
    softwareVersion: String, tenant: String, ns: String = "", reference: String)
  case autoHealSet(vnf: VNFInstance.ID, name: String, policy: AutoHeal)
  /// An operation occurrence was accepted and is STARTING.
  case operationStarted(record: VNFOperationRecord)
  /// The NFVO granted what an operation asked for; `seats` are all that it may use.
  case operationGranted(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, grant: Grant.ID,
    seats: [GrantedSeat])
  /// An operation that is retried asks whether its grant still stands.
  case grantAskedAgain(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, request: GrantRequest)
  /// An operation occurrence entered another state.
  case operationEntered(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, kind: VNFOperationKind,
    state: VNFOperationState, fault: Fault?)
  /// A task was asked of an operation occurrence, and is legal.
  case operationAsked(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, task: VNFOperationTask,
    reference: String)
  /// An operation goes on: with the steps that failed, or with another leg of its plan.
  case operationResumed(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, isUndoing: Bool,
    leg: [OperationStep])
  /// An upgrade goes on to no further instances, or goes on again.
  case upgradeHeld(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, isHeld: Bool, by: String)
  /// Nothing is heard by the deadline. `step` is nil while it waits for its grant.
  case operationStuck(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, step: Int?, waitsFor: String,
    on: String, since: Instant)
  /// A step is about to be tried, and this is what undoes it.
  case stepStarted(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, step: Int, title: String,
    attempt: Int, compensations: [OperationStep.Compensation])
  /// An attempt failed, and another one follows.
  case stepFaltered(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, step: Int, title: String,
    attempt: Int, fault: Fault, wait: Span)
  case stepEnded(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, step: Int, title: String,
    fault: Fault?)
  /// What a VIM holds after a rollback was compared with what it held before the operation.
  /// `divergence` is what of that can still be brought back.
  case rollbackChecked(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, notRestored: [String],
    divergence: [String])
  /// A VIM was asked what an operation that was closed as FAILED left behind.
  case reconciliationAsked(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, vim: VIMName, attempt: Int)
  case reconciled(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, findings: [String])
  /// What the VIM told about a resource is now believed.
  case componentChanged(name: String, change: ResourceChange)
  /// The NFVO was told how many components serve.
  case healthReported(
    vnf: VNFInstance.ID, name: String, ready: Int, wanted: Int, cause: String)
  case healScheduled(vnf: VNFInstance.ID, name: String, missing: Int, after: Span)
  /// A heal that was due did not begin.
  case healDropped(vnf: VNFInstance.ID, name: String, reason: String)
  /// Enough heals run on the VIM: this one waits for its turn.
  case healQueued(vnf: VNFInstance.ID, name: String, vim: VIMName, running: Int, before: Int)
  case healGivenUp(vnf: VNFInstance.ID, name: String, reason: String)
  /// What was given up is whole again.
  case healResumed(vnf: VNFInstance.ID, name: String)
  /// The configuration of a VNF in service.
  case configuration(vnf: VNFInstance.ID, name: String, ConfigurationEvent)
  case requestRefused(vnf: VNFInstance.ID?, name: String, request: String, fault: Fault)
  /// What a VIM told of a VNF after `heard` and up to `told` did not arrive, or not in its order: it
  /// is asked what it holds.
  case newsMissed(
    vnf: VNFInstance.ID, name: String, vim: VIMName, heard: Int, told: Int, attempt: Int)
  /// What a VIM holds is known again.
  case newsComplete(vnf: VNFInstance.ID, name: String, vim: VIMName, sequence: Int)
  /// A task has ended; its step does when it is known what the VIM holds after it.
  case taskEndHeld(vnf: VNFInstance.ID, name: String, end: VNFRecord.TaskEnd)
  /// A VIM answered with what was true once.
  case answerOutdated(
    vnf: VNFInstance.ID, name: String, vim: VIMName, sequence: Int, known: Int)
  case vimSilent(vim: VIMName, reason: String)
  /// So many steps waited for it.
  case vimAnswers(vim: VIMName, waited: Int)
  /// A heal waits until the VIM answers: what does not answer may well serve.
  case healHeld(vnf: VNFInstance.ID, name: String, vim: VIMName, since: Instant)
  /// What a VIM holds is asked when it answers.
  case questionHeld(vnf: VNFInstance.ID, name: String, vim: VIMName)
  /// The next attempt at a step waits until the VIM answers.
  case stepHeld(
    operation: VNFOperation.ID, vnf: VNFInstance.ID, name: String, step: Int, title: String,
    vim: VIMName, fault: Fault)
  /// What is believed was compared with what is there, or brought together with it.
  case drift(event: DriftEvent)
}

extension FunctionEvent: Narrated {
  package var entity: String {
    switch self {
    case .packagesOnboarded, .packageDeleted: "vnfm"
    case .identifierCreated(let vnf, _, _, _, _, _, _, _): "\(vnf)"
    case .autoHealSet(let vnf, _, _): "\(vnf)"
    case .operationStarted(let record): "\(record.vnf)"
    case .operationGranted(_, let vnf, _, _, _), .grantAskedAgain(_, let vnf, _, _): "\(vnf)"
    case .operationEntered(_, let vnf, _, _, _, _): "\(vnf)"
    case .stepStarted(_, let vnf, _, _, _, _, _), .stepFaltered(_, let vnf, _, _, _, _, _, _),
      .operationAsked(_, let vnf, _, _, _), .operationResumed(_, let vnf, _, _, _),
      .operationStuck(_, let vnf, _, _, _, _, _), .upgradeHeld(_, let vnf, _, _, _),
      .rollbackChecked(_, let vnf, _, _, _),
      .reconciliationAsked(_, let vnf, _, _, _), .reconciled(_, let vnf, _, _):
      "\(vnf)"
    case .stepEnded(_, let vnf, _, _, _, _): "\(vnf)"
    case .componentChanged(_, let change): "\(change.vnf)"
    case .healthReported(let vnf, _, _, _, _): "\(vnf)"
    case .healScheduled(let vnf, _, _, _): "\(vnf)"
    case .healDropped(let vnf, _, _): "\(vnf)"
    case .healQueued(let vnf, _, _, _, _): "\(vnf)"
    case .healGivenUp(let vnf, _, _): "\(vnf)"
    case .healResumed(let vnf, _): "\(vnf)"
    case .configuration(let vnf, _, _): "\(vnf)"
    case .newsMissed(let vnf, _, _, _, _, _), .newsComplete(let vnf, _, _, _),
      .taskEndHeld(let vnf, _, _), .answerOutdated(let vnf, _, _, _, _),
      .healHeld(let vnf, _, _, _), .questionHeld(let vnf, _, _),
      .stepHeld(_, let vnf, _, _, _, _, _):
      "\(vnf)"
    case .vimSilent(let vim, _), .vimAnswers(let vim, _): vim
    case .requestRefused(let vnf, _, _, _): vnf.map { "\($0)" } ?? "vnfm"
    case .drift(let event): event.entity
    }
  }

  package var sentence: String {
    switch self {
    case .packagesOnboarded(let vnfds):
      "onboarded "
        + vnfds.map { "\($0.productName) \($0.softwareVersion)" }.joined(separator: ", ")
    case .packageDeleted(_, let title): "forgot \(title), which the NFVO deleted"
    case .identifierCreated(_, let name, _, let product, let version, let tenant, _, _):
      "\(name): VNF identifier created for \(tenant), \(product) \(version)"
    case .autoHealSet(_, let name, let policy):
      "\(name): automatic healing "
        + (policy.isEnabled
          ? "on, after \(policy.delaySeconds) s, \(policy.maxAttempts) attempts" : "off")
    case .operationStarted(let record):
      "\(record.vnfName): \(record.kind.rawValue) \(record.id) STARTING, \(record.purpose)"
    case .operationGranted(let operation, _, let name, let grant, _):
      "\(name): \(grant) received for \(operation)"
    case .grantAskedAgain(let operation, _, let name, _):
      "\(name): \(operation) asks whether its grant still stands"
    case .operationEntered(_, _, let name, let kind, let state, let fault):
      "\(name): \(kind.rawValue) \(state.rawValue)" + (fault.map { ": \($0.title)" } ?? "")
    case .operationAsked(let operation, _, let name, let task, _):
      "\(name): \(task.word) of \(operation) accepted"
    case .operationResumed(let operation, _, let name, let isUndoing, let leg):
      "\(name): \(operation) "
        + (isUndoing ? "is rolled back" : "goes on") + leg.words
    case .upgradeHeld(let operation, _, let name, let isHeld, let by):
      "\(name): \(operation) \(isHeld ? "is paused" : "goes on"), asked by \(by)"
    case .operationStuck(let operation, _, let name, _, let waitsFor, let whom, let since):
      "\(name): \(operation) is stuck: waits for \(whom) since \(since.timeOfDay): \(waitsFor)"
    case .rollbackChecked(let operation, _, let name, let findings, _):
      "\(name): \(operation) rolled back, "
        + (findings.isEmpty
          ? "the cluster is as it was" : "not as it was: \(findings.joined(separator: "; "))")
    case .reconciliationAsked(let operation, _, let name, let vim, let attempt):
      "\(name): \(vim) is asked what \(operation) left behind"
        + (attempt == 1 ? "" : ", attempt \(attempt)")
    case .reconciled(let operation, _, let name, let findings):
      "\(name): \(operation) left "
        + (findings.isEmpty
          ? "nothing to be reconciled" : "to be reconciled: \(findings.joined(separator: "; "))")
    case .stepStarted(_, _, let name, _, let title, let attempt, _):
      "\(name): \(title)" + (attempt == 1 ? "" : ", attempt \(attempt)")
    case .stepFaltered(_, _, let name, _, let title, let attempt, let fault, let wait):
      "\(name): attempt \(attempt) failed: \(title): \(fault.title), again in "
        + "\(wait.milliseconds / 1_000) s"
    case .stepEnded(_, _, let name, _, let title, nil): "\(name): done: \(title)"
    case .stepEnded(_, _, let name, _, let title, let fault?):
      "\(name): failed: \(title): \(fault.title)"
    case .componentChanged(_, let change): Self.sentence(of: change)
    case .healthReported(_, let name, let ready, let wanted, let cause):
      "\(name): \(ready) of \(wanted) serve, \(cause)"
    case .healScheduled(_, let name, let missing, let delay):
      "\(name): HEAL of \(missing) lost begins in \(delay.milliseconds / 1_000) s"
    case .healDropped(_, let name, let reason): "\(name): HEAL not begun: \(reason)"
    case .healQueued(_, let name, let vim, let running, let before):
      "\(name): HEAL waits for its turn, \(running) run on \(vim)"
        + (before == 0 ? "" : ", \(before) wait before it")
    case .healGivenUp(_, let name, let reason):
      "\(name): automatic healing gave up, a person must heal it: \(reason)"
    case .healResumed(_, let name): "\(name): whole again, automatic healing goes on"
    case .configuration(_, let name, let event): "\(name): \(event.sentence)"
    case .drift(let event): event.sentence
    case .requestRefused(_, let name, let request, let fault):
      "\(name): \(request) refused: \(fault.detail)"
    case .newsMissed(_, let name, let vim, let heard, let told, let attempt):
      "\(name): what \(vim) told after change \(heard) and up to \(told) is not all here, it is "
        + "asked what it holds" + (attempt == 1 ? "" : ", attempt \(attempt)")
    case .newsComplete(_, let name, let vim, let sequence):
      "\(name): what \(vim) holds is known again, up to change \(sequence)"
    case .taskEndHeld(_, let name, let end):
      "\(name): \(end.token) has ended, first it is asked what is there"
    case .vimSilent(_, let reason): "does not answer the VNFM: \(reason); nothing of it is healed"
    case .vimAnswers(_, let waited):
      "answers the VNFM again" + (waited == 0 ? "" : ", \(waited) steps go on")
    case .healHeld(_, let name, let vim, let since):
      "\(name): HEAL waits, \(vim) is out of reach since \(since.timeOfDay)"
    case .questionHeld(_, let name, let vim):
      "\(name): \(vim) is asked what it holds when it answers"
    case .stepHeld(_, _, let name, _, let title, let vim, _):
      "\(name): waits for \(vim) to answer: \(title)"
    case .answerOutdated(_, let name, let vim, let sequence, let known):
      "\(name): \(vim) answered how it was after change \(sequence), \(known) is known: asked again"
    }
  }

  private static func sentence(of change: ResourceChange) -> String {
    let place = change.host.map { " on \($0)" } ?? ""
    let reason = change.reason.isEmpty ? "" : ", \(change.reason)"
    return "\(change.type) \(change.name) \(change.phase.rawValue)\(place)\(reason)"
  }
}

extension [OperationStep] {
  /// `: Bring the cluster back to 1 worker, Look at what the cluster holds`
  fileprivate var words: String {
    isEmpty ? "" : ": " + map(\.title).joined(separator: ", ")
  }
}
