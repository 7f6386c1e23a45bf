import Deciding
import ResourceInterfaces

// Day-2 configuration: changed with a plan, compared with what the function has, restored.
extension FunctionLifecycle {
  static func handle(_ message: ConfigurationMessage, _ turn: inout Turn<Self>) {
    let vnf = message.vnf
    switch message {
    case .change(_, let changes, let by):
      request("CONFIGURE", vnf, by, &turn) { record throws(Fault) in
        let target = record.configured.wanted.applying(changes)
        guard target != record.configured.wanted else {
          throw Fault(
            title: "Nothing to change", detail: "\(record.name) is to be configured so already.")
        }
        return (target, record.configured.wanted.differences(to: target).sentence)
      }
    case .restore(_, let version, let by):
      request("RESTORE", vnf, by, &turn) { record throws(Fault) in
        (try configuration(of: record, asOf: version), "back to version \(version)")
      }
    case .reconcile(_, let by):
      request("RECONCILE", vnf, by, &turn) { record throws(Fault) in
        (record.configured.wanted, "what is wanted, over what differs")
      }
    case .adopt(_, let by): adopt(vnf, by, &turn)
    case .audit: turn.send(.nfvi(.configuration(.read(vnf: vnf))))
    case .taken(_, let number, let fault): taken(vnf, number, fault, &turn)
    case .read(_, let configuration): compare(vnf, configuration, &turn)
    case .changedOutside(_, let changes, let by): changedOutside(vnf, changes, by, &turn)
    }
  }

  /// What changes of the configuration are possible now, as a fault when none is.
  ///
  /// - Throws: why `record` cannot be configured at this moment.
  package static func checkConfigurable(
    _ record: VNFRecord, _ state: State
  ) throws(Fault) {
    guard record.instantiationState == .instantiated else {
      throw Fault(
        title: "Not possible in this state",
        detail: "\(record.name) is \(record.instantiationState.rawValue): Day-1 comes first.")
    }
    if let open = record.openOperation, let operation = state.operations[open] {
      throw Fault(
        title: "An operation is open",
        detail: "\(operation.kind.rawValue) \(open) of \(record.name) is "
          + "\(operation.state.rawValue). Configure it when that has ended.")
    }
    if let pending = record.configured.pending {
      throw Fault(
        title: "A change is on its way",
        detail: "\(record.name) has not answered configuration \(pending.number) of "
          + "\(pending.by) yet. Wait for it.")
    }
  }

  private static func request(
    _ name: String, _ vnf: VNFInstance.ID, _ by: String, _ turn: inout Turn<Self>,
    _ plan: (VNFRecord) throws(Fault) -> (target: Configuration, reason: String)
  ) {
    guard let record = turn.state.vnfs[vnf] else { return }
    do {
      try checkConfigurable(record, turn.state)
      let (target, reason) = try plan(record)
      let number = record.configured.version + 1
      turn.record(
        .configuration(
          vnf: vnf, name: record.name,
          .requested(
            PendingConfiguration(
              number: number, target: target,
              changes: record.configured.wanted.differences(to: target), by: by, reason: reason))))
      turn.send(.nfvi(.configuration(.set(vnf: vnf, number: number, target))))
    } catch {
      turn.record(
        .configuration(
          vnf: vnf, name: record.name, .refused(request: name, by: by, error)))
    }
  }

  private static func configuration(
    of record: VNFRecord, asOf version: Int
  ) throws(Fault) -> Configuration {
    guard let earlier = record.configured.configuration(asOf: version) else {
      let known = record.configured.history.map { "\($0.number)" }.joined(separator: ", ")
      throw Fault(
        title: "Version unknown",
        detail: "\(record.name) has no configuration \(version). "
          + (known.isEmpty ? "It has none yet." : "Remembered are \(known)."))
    }
    guard earlier != record.configured.wanted else {
      throw Fault(
        title: "Nothing to change",
        detail: "Version \(version) of \(record.name) is what is wanted now.")
    }
    return earlier
  }

  private static func adopt(_ vnf: VNFInstance.ID, _ by: String, _ turn: inout Turn<Self>) {
    guard let record = turn.state.vnfs[vnf] else { return }
    do throws(Fault) {
      try checkConfigurable(record, turn.state)
      guard !record.configured.drift.isEmpty else {
        throw Fault(
          title: "Nothing to adopt", detail: "\(record.name) is configured as it is wanted.")
      }
      let version = ConfigurationVersion(
        number: record.configured.version + 1, at: turn.now, by: by, reason: "adopted",
        changes: record.configured.drift)
      turn.record(.configuration(vnf: vnf, name: record.name, .adopted(version)))
    } catch {
      turn.record(
        .configuration(vnf: vnf, name: record.name, .refused(request: "ADOPT", by: by, error)))
    }
  }

  private static func taken(
    _ vnf: VNFInstance.ID, _ number: Int, _ fault: Fault?, _ turn: inout Turn<Self>
  ) {
    guard let record = turn.state.vnfs[vnf], let pending = record.configured.pending,
      pending.number == number
    else { return }
    if let fault {
      turn.record(.configuration(vnf: vnf, name: record.name, .failed(fault)))
      return
    }
    let version = ConfigurationVersion(
      number: number, at: turn.now, by: pending.by, reason: pending.reason,
      changes: pending.changes)
    turn.record(.configuration(vnf: vnf, name: record.name, .committed(version)))
  }

  private static func compare(
    _ vnf: VNFInstance.ID, _ found: Configuration?, _ turn: inout Turn<Self>
  ) {
    // What is being changed at this moment is compared when it has been.
    guard let record = turn.state.vnfs[vnf], record.configured.pending == nil,
      record.openOperation == nil
    else { return }
    guard let found else {
      turn.record(.configuration(vnf: vnf, name: record.name, .silent))
      return
    }
    let drift = record.configured.wanted.differences(to: found)
    let event: ConfigurationEvent = drift.isEmpty ? .confirmed : .drifted(drift, by: nil)
    guard drift.isEmpty || drift != record.configured.drift else { return }
    turn.record(.configuration(vnf: vnf, name: record.name, event))
  }

  private static func changedOutside(
    _ vnf: VNFInstance.ID, _ changes: [ConfigurationChange], _ by: String,
    _ turn: inout Turn<Self>
  ) {
    guard let record = turn.state.vnfs[vnf], record.configured.pending == nil else { return }
    let believed = record.configured.wanted.applying(record.configured.drift).applying(changes)
    let drift = record.configured.wanted.differences(to: believed)
    guard drift != record.configured.drift else { return }
    turn.record(
      .configuration(
        vnf: vnf, name: record.name, drift.isEmpty ? .confirmed : .drifted(drift, by: by)))
  }
}
