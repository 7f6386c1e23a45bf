import Deciding
import ResourceInterfaces

// What keeps an upgrade honest: the gate behind each phase, the pause, and the rollback that nobody
// has to ask for.
extension FunctionLifecycle {
  /// So often a watch is begun anew because a host took something, before a person is asked.
  private static let mostBeginnings = 5

  /// The time of a gate is over. Whatever went wrong before ended it then.
  static func gateDue(
    _ id: VNFOperation.ID, _ index: Int, _ attempt: Int, _ turn: inout Turn<Self>
  ) {
    guard let operation = turn.state.operations[id], operation.state == .processing,
      operation.leg.indices.contains(index), operation.steps[index].isRunning,
      operation.steps[index].attempts == attempt, let vnf = turn.state.vnfs[operation.vnf]
    else { return }
    guard healthy(vnf, operation, turn.state) < operation.reached else {
      attemptEnded(index, of: id, fault: nil, &turn)
      return
    }
    // News of a component may have been lost: the VIM knows.
    askWhatIsThere(index, of: operation, vnf, &turn)
  }

  /// How many instances of the new version serve, as it is believed.
  private static func healthy(
    _ vnf: VNFRecord, _ operation: VNFOperationRecord, _ state: State
  ) -> Int {
    let images = operation.newImages(state)
    return vnf.components.count { images.contains($0.image) && $0.phase == .ready }
  }

  /// The VIM has said what is there, at the end of a gate that believed too little to serve.
  static func judge(
    _ index: Int, of operation: VNFOperationRecord, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[operation.vnf] else { return }
    let healthy = healthy(vnf, operation, turn.state)
    guard healthy < operation.reached else {
      attemptEnded(index, of: operation.id, fault: nil, &turn)
      return
    }
    makeAgain(operation, "\(healthy) of \(operation.reached) serve", &turn)
  }

  /// Something of a VNF is lost, or a gate begins: an upgrade that made it is not let go on as if
  /// nothing was. What its own image brought down fails it; what a host took is made again.
  ///
  /// While the VIM is at work it looks after that itself.
  static func watchUpgrade(
    of id: VNFInstance.ID, _ resource: Resource.ID?, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[id],
      let operation = vnf.openOperation.flatMap({ turn.state.operations[$0] }),
      operation.kind == .changePackage, operation.state == .processing, operation.reached > 0,
      !operation.leg.contains(where: { $0.isRunning && $0.act.isVIMTask || $0.awaitsRetry })
    else { return }
    let images = operation.newImages(turn.state)
    let lost = vnf.components.filter { $0.phase == .lost }
    if let bad = lost.first(where: { $0.loss == .workload && images.contains($0.image) }) {
      let fault = Fault(
        title: "The new version does not stay healthy",
        detail: "\(bad.name) on \(bad.host ?? "no host") (\(bad.image)): \(bad.reason).",
        errorClass: .unhealthy)
      if let index = operation.leg.indices.first(where: { operation.steps[$0].isRunning }) {
        attemptEnded(index, of: operation.id, fault: fault, &turn)
      } else {
        standStill(operation, fault, &turn)
      }
    } else if let first = lost.first, operation.isWatching {
      makeAgain(operation, "\(first.name): \(first.reason)", &turn)
    }
  }

  /// Goes back to the phase that was reached, has the VIM make again what is missing of it, and
  /// watches it from the beginning.
  private static func makeAgain(
    _ operation: VNFOperationRecord, _ reason: String, _ turn: inout Turn<Self>
  ) {
    guard
      let last = operation.leg.indices.last(where: {
        if case .roll = operation.steps[$0].act { operation.steps[$0].isDone } else { false }
      })
    else { return }
    let running = operation.leg.indices.first { operation.steps[$0].isRunning }
    let beginnings = operation.steps.count { step in
      if case .gate = step.act { step.hasFailed } else { false }
    }
    if beginnings >= mostBeginnings, let running {
      let fault = Fault(
        title: "No end of losses",
        detail:
          "The upgrade of \(operation.vnfName) was watched anew \(beginnings) times, as hosts "
          + "took what was made; the last: \(reason). Look at the hosts, then retry or roll back.",
        errorClass: .internal)
      attemptEnded(running, of: operation.id, fault: fault, &turn)
      return
    }
    let fault = Fault(
      title: "Begun anew", detail: "Not its image is to blame: \(reason).",
      errorClass: .transient)
    if let running {
      turn.record(
        .stepEnded(
          operation: operation.id, vnf: operation.vnf, name: operation.vnfName, step: running,
          title: operation.steps[running].title, fault: fault))
    }
    let rest = operation.steps[last...].map { OperationStep($0.act, $0.title) }
    turn.record(
      .operationResumed(
        operation: operation.id, vnf: operation.vnf, name: operation.vnfName, isUndoing: false,
        leg: rest.inSequence))
    advance(operation.id, &turn)
  }

  /// A step failed for good. An upgrade whose new version does not stay healthy is rolled back at
  /// once; everything else waits in FAILED_TEMP for somebody.
  static func standStill(
    _ operation: VNFOperationRecord, _ fault: Fault, _ turn: inout Turn<Self>
  ) {
    guard operation.kind == .changePackage, operation.state == .processing,
      fault.errorClass == .unhealthy, let origin = operation.origin
    else {
      enter(operation.id, on: .failed, fault, &turn)
      return
    }
    let cause = Fault(
      title: fault.title,
      detail: "\(fault.detail) Rolled back by itself to \(origin.softwareVersion).",
      errorClass: .unhealthy)
    enter(operation.id, on: .failed, cause, isTold: false, &turn)
    guard let failed = turn.state.operations[operation.id] else { return }
    resume(failed, undoingSteps(of: failed), on: .rollback, &turn)
  }

  // MARK: Pause

  /// Lets an upgrade go on to no further instances, or go on again. A repeat changes nothing.
  static func holdUpgrade(
    _ id: VNFOperation.ID, _ isHeld: Bool, _ by: String, _ turn: inout Turn<Self>
  ) {
    let word = isHeld ? "pause" : "resume"
    guard let operation = turn.state.operations[id] else {
      let fault = Fault(
        title: "Operation unknown", detail: "There is no VNF operation \(id).",
        errorClass: .notFound)
      refuse(nil, "\(id)", word, "", fault, &turn)
      return
    }
    if let fault = operation.objection(toHolding: isHeld) {
      refuse(operation.vnf, operation.vnfName, word, "", fault, &turn)
      return
    }
    guard operation.isHeld != isHeld else { return }
    turn.record(
      .upgradeHeld(
        operation: id, vnf: operation.vnf, name: operation.vnfName, isHeld: isHeld, by: by))
    guard !isHeld else { return }
    advance(id, &turn)
    watchOver(id, &turn)
  }
}

extension VNFOperationRecord {
  /// Why it cannot be paused (or go on again); nil when it can.
  package func objection(toHolding isHeld: Bool) -> Fault? {
    guard kind != .changePackage || state != .processing else { return nil }
    return Fault(
      title: isHeld ? "Cannot be paused" : "Cannot go on",
      detail: "\(kind.rawValue) \(id) of \(vnfName) is \(state.rawValue). Only a "
        + "\(VNFOperationKind.changePackage.rawValue) that is "
        + "\(VNFOperationState.processing.rawValue) can be paused and go on.")
  }

  /// The furthest phase of an upgrade that was begun.
  private var furthest: RollPhase? {
    var furthest: RollPhase?
    for step in steps where step.startedAt != nil {
      guard case .roll(let phase) = step.act, phase.number > furthest?.number ?? 0 else { continue }
      furthest = phase
    }
    return furthest
  }

  /// How many instances an upgrade has made from the new package, or is about to.
  var reached: Int { furthest?.parts.reduce(0) { $0 + $1.updated } ?? 0 }

  /// Whether it is paused before `step`: what was begun is watched and made again, and goes no
  /// further.
  package func holds(_ step: OperationStep) -> Bool {
    guard isHeld, case .roll(let phase) = step.act else { return false }
    return phase.number > furthest?.number ?? 0
  }

  /// Whether a gate is under way, or it is paused behind one.
  var isWatching: Bool {
    let isGate = leg.contains { step in
      if case .gate = step.act { step.isRunning } else { false }
    }
    return isGate || isHeld && !leg.contains(where: \.isRunning)
  }

  /// The images of the package that it changes to.
  func newImages(_ state: FunctionLifecycle.State) -> Set<String> {
    Set((try? state.vnfd(of: target))?.vdus.map(\.imageReference) ?? [])
  }
}
