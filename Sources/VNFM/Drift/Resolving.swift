import Deciding
import ResourceInterfaces

// Putting drift right: adopted, deleted or made anew, step by step. Each begins with a look whether it
// is still so, and ends with one that it is not.
extension FunctionLifecycle {
  private static let orderPatience = Span.minutes(1)
  private static let orderAttempts = 5
  /// What was told to stop may take a while.
  private static let verifyPeriod = Span.seconds(10)
  private static let verifyAttempts = 60

  /// Why a difference cannot be put right so now; nil when it can.
  package static func objection(
    to remedy: DriftRemedy, of record: DriftRecord, _ state: State
  ) -> Fault? {
    if !record.isOpen {
      return Fault(
        title: "Nothing differs", detail: "\(record.id) is over: \(record.closedReason ?? "").")
    }
    if let resolution = record.resolution, resolution.endedAt == nil {
      return Fault(
        title: "Being put right",
        detail: "\(record.id): \(resolution.by) asked for \(resolution.remedy.rawValue) at "
          + "\(resolution.startedAt.timeOfDay). Wait until that has ended.", errorClass: .busy)
    }
    guard record.remedies.contains(remedy) else {
      return Fault(
        title: "Not possible", detail: record.whyNot(remedy), errorClass: .rejected)
    }
    guard let vnf = state.vnfs[record.place.vnf] else {
      return remedy == .delete
        ? nil
        : Fault(
          title: "VNF unknown",
          detail: "There is no \(record.place.vnf): \(record.sighting.object) can only be deleted.",
          errorClass: .notFound)
    }
    if let open = vnf.openOperation, let operation = state.operations[open] {
      return Fault(
        title: "Another operation is open",
        detail: "\(operation.kind.rawValue) \(open) of \(vnf.name) is \(operation.state.rawValue). "
          + "Wait until it has ended.", errorClass: .busy)
    }
    if remedy == .adopt, record.sighting.kind == .orphan,
      vnf.vim != record.place.vim || !isVacant(record.sighting.vdu, of: vnf, state)
    {
      return Fault(
        title: "No place for it",
        detail: "\(vnf.name) has all the \(record.sighting.vdu) components that it wants on "
          + "\(vnf.vim ?? "no VIM"). Delete \(record.sighting.object), or scale \(vnf.name) out "
          + "first.", errorClass: .rejected)
    }
    if remedy == .adopt, record.sighting.kind == .orphan,
      state.vnfd(of: vnf)?.vdu(record.sighting.vdu)?.demand.hardware != HardwareDemand.none
    {
      return Fault(
        title: "Other hardware",
        detail: "\(record.sighting.object) was made without the hardware that a "
          + "\(record.sighting.vdu) is to have. Delete it.", errorClass: .rejected)
    }
    return nil
  }

  static func resolve(
    _ id: Drift.ID, _ remedy: DriftRemedy, _ by: String, _ turn: inout Turn<Self>
  ) {
    let record = turn.state.drift[id]
    let fault =
      record.map { objection(to: remedy, of: $0, turn.state) }
      ?? Fault(title: "Drift unknown", detail: "There is no \(id).", errorClass: .notFound)
    guard let record, fault == nil else {
      guard let fault else { return }
      turn.record(
        .requestRefused(
          vnf: record?.place.vnf, name: "\(id)", request: remedy.rawValue, fault: fault))
      return
    }
    turn.record(
      .drift(
        event: .resolutionBegun(
          id, record.place,
          DriftResolution(
            remedy: remedy, by: by, startedAt: turn.now, steps: record.steps(of: remedy)))))
    beginStep(of: id, &turn)
  }

  // MARK: The steps

  private static func beginStep(of id: Drift.ID, _ turn: inout Turn<Self>) {
    guard let record = turn.state.drift.findings[id], let resolution = record.resolution,
      let index = resolution.current
    else { return }
    let step = resolution.steps[index]
    started(record, index, attempt: 1, operation: nil, &turn)
    switch step.act {
    case .look: planLook(at: record.place, after: .zero, &turn)
    case .verify: planLook(at: record.place, after: verifyPeriod, &turn)
    case .discard, .adopt: order(record, index, attempt: 1, &turn)
    case .believe: believeInMove(record, &turn)
    case .restore: restore(record, index, &turn)
    }
  }

  private static func started(
    _ record: DriftRecord, _ index: Int, attempt: Int, operation: VNFOperation.ID?,
    _ turn: inout Turn<Self>
  ) {
    turn.record(
      .drift(
        event: .stepStarted(
          record.id, record.place, step: index,
          title: record.resolution?.steps[index].title ?? "", attempt: attempt,
          operation: operation)))
  }

  /// The current step has ended, well or not: the next one begins, or none does.
  static func endStep(of id: Drift.ID, _ fault: Fault?, _ turn: inout Turn<Self>) {
    guard let record = turn.state.drift.findings[id], let resolution = record.resolution,
      let index = resolution.current
    else { return }
    turn.record(
      .drift(
        event: .stepEnded(
          id, record.place, step: index, title: resolution.steps[index].title, fault: fault)))
    if fault == nil { beginStep(of: id, &turn) }
  }

  /// A look was answered, and the difference is still there.
  static func lookedFor(
    _ record: DriftRecord, isCompared: Bool, _ turn: inout Turn<Self>
  ) {
    guard let resolution = record.resolution, let index = resolution.current else { return }
    let step = resolution.steps[index]
    let isBusy = Fault(
      title: "Being worked on",
      detail: "\(record.vnfName) is being worked on. Wait until that has ended, then try again.",
      errorClass: .busy)
    if step.act == .look {
      return endStep(of: record.id, isCompared ? nil : isBusy, &turn)
    }
    guard step.attempts < verifyAttempts else {
      return endStep(
        of: record.id,
        isCompared
          ? Fault(
            title: "Still so", detail: "It is still so: \(record.sighting.sentence).",
            errorClass: .internal) : isBusy,
        &turn)
    }
    started(record, index, attempt: step.attempts + 1, operation: nil, &turn)
    planLook(at: record.place, after: verifyPeriod, &turn)
  }

  private static func order(
    _ record: DriftRecord, _ index: Int, attempt: Int, _ turn: inout Turn<Self>
  ) {
    guard let object = record.sighting.resource, let resolution = record.resolution else { return }
    turn.send(
      .vim(
        .own(
          vim: record.place.vim,
          OwnershipOrder(
            drift: record.id, attempt: attempt,
            act: resolution.steps[index].act == .adopt ? .adopt : .discard,
            vnf: record.place.vnf, object: object))))
    turn.wake(
      .drift(.orderOverdue(record.id, step: index, attempt: attempt)), after: orderPatience)
  }

  static func orderOverdue(
    _ id: Drift.ID, _ step: Int, _ attempt: Int, _ turn: inout Turn<Self>
  ) {
    guard let record = turn.state.drift.findings[id], let resolution = record.resolution,
      resolution.current == step, resolution.steps[step].attempts == attempt
    else { return }
    guard attempt < orderAttempts else {
      return endStep(
        of: id,
        Fault(
          title: "No answer",
          detail: "\(record.place.vim) has not answered to: \(resolution.steps[step].title). Look "
            + "there, then try again.", errorClass: .timeout),
        &turn)
    }
    started(record, step, attempt: attempt + 1, operation: nil, &turn)
    order(record, step, attempt: attempt + 1, &turn)
  }

  static func owned(
    _ id: Drift.ID, _ attempt: Int, _ fault: Fault?, _ turn: inout Turn<Self>
  ) {
    guard let record = turn.state.drift.findings[id], let resolution = record.resolution,
      let index = resolution.current,
      resolution.steps[index].act == .discard || resolution.steps[index].act == .adopt
    else { return }
    // What may be gone a moment later is tried again when the order is overdue.
    if let fault, fault.errorClass == .transient || fault.errorClass == .busy { return }
    endStep(of: id, fault, &turn)
  }

  /// A component that was moved is where it is.
  private static func believeInMove(_ record: DriftRecord, _ turn: inout Turn<Self>) {
    let vnf = turn.state.vnfs[record.place.vnf]
    guard let vnf,
      let component = vnf.components.first(where: { $0.resource == record.sighting.resource })
    else { return endStep(of: record.id, .gone(record), &turn) }
    turn.record(
      .componentChanged(
        name: vnf.name,
        change: ResourceChange(
          vim: record.place.vim, vnf: vnf.id, vdu: component.vdu, resource: component.resource,
          name: component.name, type: component.type, host: record.sighting.found,
          phase: component.phase, image: component.image, reason: component.reason,
          loss: component.loss)))
    endStep(of: record.id, nil, &turn)
  }

  /// Begins the HEAL that brings all of the VNF back that can be brought back.
  private static func restore(
    _ record: DriftRecord, _ index: Int, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[record.place.vnf], let vnfd = turn.state.vnfd(of: vnf) else {
      return endStep(of: record.id, .gone(record), &turn)
    }
    guard vnf.openOperation == nil else {
      return endStep(of: record.id, .busy(vnf), &turn)
    }
    do {
      let sightings = turn.state.drift.findings(at: record.place).map(\.sighting)
      let plan = try restoring(vnf, vnfd, record, sightings)
      start(plan, vnf, &turn)
    } catch {
      return endStep(of: record.id, error, &turn)
    }
    let operation = turn.state.vnfs[vnf.id]?.openOperation
    started(record, index, attempt: 1, operation: operation, &turn)
  }

  /// The HEAL of a finding has ended.
  static func restored(
    _ record: DriftRecord, _ operation: VNFOperation.ID, _ turn: inout Turn<Self>
  ) {
    guard let resolution = record.resolution, let index = resolution.current,
      resolution.steps[index].act == .restore, let ended = turn.state.operations[operation]
    else { return }
    let fault =
      ended.state == .completed
      ? nil
      : ended.fault
        ?? Fault(
          title: "Not restored", detail: "\(operation) is \(ended.state.rawValue).",
          errorClass: .internal)
    endStep(of: record.id, fault, &turn)
  }
}

extension Fault {
  fileprivate static func gone(_ record: DriftRecord) -> Self {
    Self(
      title: "Gone",
      detail: "\(record.vnfName) is not as it was when \(record.id) was found. "
        + "Check again.", errorClass: .notFound)
  }

  fileprivate static func busy(_ vnf: VNFRecord) -> Self {
    Self(
      title: "Another operation is open",
      detail: "\(vnf.name) is being worked on. Wait until that has ended, then try again.",
      errorClass: .busy)
  }
}
