import Deciding
import ResourceInterfaces

// Belief against truth: after a rollback, and after an operation was closed as FAILED, the VIM is asked
// what it really holds. What it says is believed, and what is not as it should be is listed.
extension FunctionLifecycle {
  static func described(_ description: VIMDescription, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[description.vnf],
      awaits(description.query, of: vnf, turn.state)
    else { return }
    guard !vnf.news.isOutdated(description) else {
      askAgain(description, about: vnf, &turn)
      return
    }
    let changes = believe(description, of: vnf, &turn)
    if let missing = vnf.news.missing { complete(missing, changes, description, vnf, &turn) }
    let id = description.query.operation
    if let operation = turn.state.operations[id],
      operation.running(where: { $0 == .audit }) == description.query.step
    {
      let findings =
        operation.origin.map { differences(from: $0, description, turn.state) }
        ?? leftovers(in: description)
      turn.record(
        .rollbackChecked(
          operation: id, vnf: vnf.id, name: vnf.name,
          notRestored: lostForGood(operation, description) + findings, divergence: findings))
      attemptEnded(description.query.step, of: id, fault: nil, &turn)
    } else if let operation = turn.state.operations[id],
      operation.running(where: { $0 == .check }) == description.query.step
    {
      let fault = turn.state.vnfs[vnf.id].flatMap { integrity(of: $0, operation) }
      attemptEnded(description.query.step, of: id, fault: fault, &turn)
    } else if let operation = turn.state.operations[id],
      operation.running(where: \.isGate) == description.query.step
    {
      judge(description.query.step, of: operation, &turn)
    } else if vnf.reconciling?.operation == id {
      let findings =
        vnf.instantiationState == .instantiated
        ? differences(from: vnf.present, description, turn.state) : leftovers(in: description)
      turn.record(
        .reconciled(operation: id, vnf: vnf.id, name: vnf.name, findings: findings))
      turn.send(
        .nfvo(
          .reconcileNeeded(ReconcileNotice(vnf: vnf.id, operation: id, findings: findings))))
      reportHealth(of: vnf.id, "its VIM was asked what it holds", nil, &turn)
      healIfNeeded(vnf.id, &turn)
    }
  }

  /// Whether the answer to `query` is still waited for.
  static func awaits(_ query: TaskToken, of vnf: VNFRecord, _ state: State) -> Bool {
    if vnf.news.missing != nil || vnf.reconciling?.operation == query.operation { return true }
    return state.operations[query.operation]?
      .running(where: { $0 == .audit || $0 == .check || $0.isGate }) == query.step
  }

  /// Takes over what the VIM says of each resource.
  ///
  /// - Returns: what was not known before.
  private static func believe(
    _ description: VIMDescription, of vnf: VNFRecord, _ turn: inout Turn<Self>
  ) -> [ResourceChange] {
    let gone = vnf.components.filter { component in
      !description.resources.contains { $0.resource == component.resource }
    }
    let changes =
      description.resources.filter { !vnf.components.know($0) }
      + gone.map { $0.gone(from: description) }
    for change in changes { turn.record(.componentChanged(name: vnf.name, change: change)) }
    return changes
  }

  /// What the VIM holds of a VNF that has no resources.
  private static func leftovers(in description: VIMDescription) -> [String] {
    description.resources.map { "\($0.type) \($0.name) is still there" }
      + (description.exists && description.resources.isEmpty
        ? ["\(description.vim) still keeps an empty release"] : [])
  }

  /// In what the cluster differs from `target`.
  static func differences(
    from target: VNFOperationRecord.Target, _ description: VIMDescription, _ state: State
  ) -> [String] {
    guard let vnfd = try? state.vnfd(of: target), let counts = try? counts(of: vnfd, at: target)
    else { return ["The package \(target.vnfdId) is not onboarded: nothing can be compared"] }
    var findings: [String] = []
    for (vdu, count) in counts.byVDU {
      let held = description.resources.filter { $0.vdu == vdu }
      if held.count != count {
        findings.append("\(held.count) \(vdu) instead of \(count)")
      }
      let image = vnfd.vdu(vdu)?.imageReference ?? ""
      for resource in held where resource.image != image {
        findings.append("\(resource.name) runs \(resource.image) instead of \(image)")
      }
      for resource in held where resource.phase != .ready {
        findings.append("\(resource.name) is \(resource.phase.rawValue)")
      }
    }
    for resource in description.resources where vnfd.vdu(resource.vdu) == nil {
      findings.append("\(resource.name) is still there")
    }
    let networks = networkAttachments(of: vnfd, target)
    for network in networks where !description.networkAttachments.contains(network) {
      findings.append("network \(network) is not attached")
    }
    for network in description.networkAttachments where !networks.contains(network) {
      findings.append("network \(network) is still attached")
    }
    return findings
  }

  /// What no rollback brings back.
  private static func lostForGood(
    _ operation: VNFOperationRecord, _ description: VIMDescription
  ) -> [String] {
    let gone = operation.replaced.filter { lost in
      !description.resources.contains { $0.resource == lost }
    }
    return gone.map { "\($0), which was lost, was given up for good" }
  }

  /// Tells the NFVO whether the VNF is other than its record says, when that changed.
  static func tellDivergence(
    _ operation: VNFOperationRecord, wasDiverged: Bool, _ turn: inout Turn<Self>
  ) {
    let findings = turn.state.vnfs[operation.vnf]?.divergence ?? []
    guard wasDiverged || !findings.isEmpty else { return }
    turn.send(
      .nfvo(
        .reconcileNeeded(
          ReconcileNotice(vnf: operation.vnf, operation: operation.id, findings: findings))))
  }

  /// Asks the function how it is configured, after an operation that did not do what it was to do.
  static func readBack(_ operation: VNFOperationRecord, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[operation.vnf], vnf.condition == .started,
      operation.steps.contains(where: { $0.startedAt != nil })
    else { return }
    turn.send(.nfvi(.configuration(.read(vnf: vnf.id))))
  }

  /// Has the VIM say what an operation that is closed as FAILED leaves behind.
  static func reconcile(_ operation: VNFOperationRecord, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[operation.vnf] else { return }
    guard let vim = operation.target.vim ?? vnf.vim else {
      turn.send(
        .nfvo(
          .reconcileNeeded(
            ReconcileNotice(vnf: vnf.id, operation: operation.id, findings: []))))
      return
    }
    askForTruth(vnf, operation.id, on: vim, attempt: 1, &turn)
  }

  private static func askForTruth(
    _ vnf: VNFRecord, _ operation: VNFOperation.ID, on vim: VIMName, attempt: Int,
    _ turn: inout Turn<Self>
  ) {
    turn.record(
      .reconciliationAsked(
        operation: operation, vnf: vnf.id, name: vnf.name, vim: vim, attempt: attempt))
    let query = TaskToken(
      vnf: vnf.id, operation: operation, step: turn.state.operations[operation]?.steps.count ?? 0)
    turn.send(.vim(.describe(vim: vim, vnf: vnf.id, query: query)))
    turn.wake(
      .reconcileOverdue(vnf.id, attempt: attempt), after: OperationStep.Act.audit.usualDeadline)
  }

  static func reconcileOverdue(
    _ id: VNFInstance.ID, _ attempt: Int, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[id], let asked = vnf.reconciling, asked.attempts == attempt
    else { return }
    askForTruth(vnf, asked.operation, on: asked.vim, attempt: attempt + 1, &turn)
  }
}

extension VNFComponent {
  /// As a VIM tells that it is gone.
  fileprivate func gone(from description: VIMDescription) -> ResourceChange {
    ResourceChange(
      vim: description.vim, vnf: description.vnf, vdu: vdu, resource: resource, name: name,
      type: type, host: host, phase: .deleted, image: image, reason: "not in the cluster",
      sequence: description.sequence)
  }
}
