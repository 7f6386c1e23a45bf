import Deciding
import ResourceInterfaces

// What the operations of Day-2 will do that neither scale, heal nor upgrade.
extension FunctionLifecycle {
  /// CHANGE_FLAVOUR (§5.4.7): other sizes, and other components where the flavour has others.
  static func flavourChange(
    of vnf: VNFRecord, _ vnfd: VNFD, _ whole: VNFD, to flavour: String, _ level: String?,
    _ reference: String
  ) throws(Fault) -> Plan {
    let successor = try whole.inKnownFlavour(flavour)
    guard flavour != vnf.flavourId else {
      throw Fault(
        title: "Nothing to change", detail: "\(vnf.name) is in flavour \(flavour) already.")
    }
    let levels: [ScaleLevel]
    do {
      levels = try successor.levels(
        ofInstantiationLevel: level ?? successor.defaultInstantiationLevel
      ).ordered(by: successor)
    } catch {
      throw Fault(title: "Instantiation level unknown", detail: "\(error)")
    }
    let before = try counts(of: vnfd, at: vnf.levels)
    let after = try counts(of: successor, at: levels)
    var steps = [OperationStep(.apply(.target), "Bring the cluster to \(after.sentence)")]
    if !successor.day1.isEmpty { steps.append(.members) }
    return Plan(
      kind: .changeFlavour, reference: reference,
      purpose: "flavour \(vnf.flavourId) → \(flavour): \(after.sentence)",
      target: vnf.target {
        ($0.flavourId, $0.levels, $0.wanted) = (flavour, levels, after.total)
        $0.softwareVersion = successor.softwareVersion
      },
      steps: steps + [.check],
      grant: GrantDemand(from: vnfd, before, to: successor, after))
  }

  /// OPERATE (§5.4.10): stopped is to hold no component; volumes and all else stay.
  static func operating(
    _ vnf: VNFRecord, _ vnfd: VNFD, _ change: OperateChange, _ reference: String
  ) throws(Fault) -> Plan {
    let counts = try counts(of: vnfd, at: vnf.levels)
    switch change {
    case .start:
      guard vnf.vnfState == .stopped else {
        throw Fault(title: "Nothing to change", detail: "\(vnf.name) is STARTED already.")
      }
      let configuration = vnfd.day1.map { OperationStep(.configure(step: $0.id), $0.title) }
      return Plan(
        kind: .operate, reference: reference, purpose: "start \(counts.sentence)",
        target: vnf.target { ($0.vnfState, $0.wanted) = (.started, counts.total) },
        steps: [OperationStep(.apply(.target), "Start \(counts.sentence)")] + configuration
          + [.check],
        grant: GrantDemand(vnfd, adding: counts.byVDU))
    case .stop(let graceSeconds):
      guard vnf.vnfState == .started else {
        throw Fault(title: "Nothing to change", detail: "\(vnf.name) is STOPPED already.")
      }
      var steps: [OperationStep] = []
      if let graceSeconds, graceSeconds > 0, vnf.ready > 0 {
        steps.append(
          OperationStep(
            .drain(seconds: graceSeconds), "Let sessions drain for \(graceSeconds) s"))
      }
      steps.append(OperationStep(.apply(.target), "Stop \(counts.sentence)"))
      return Plan(
        kind: .operate, reference: reference,
        purpose: "stop \(counts.sentence), \(graceSeconds == nil ? "at once" : "gracefully")",
        target: vnf.target { ($0.vnfState, $0.wanted) = (.stopped, 0) }, steps: steps + [.check],
        grant: GrantDemand(vnfd, adding: counts.byVDU.map { ($0.vdu, -$0.count) }))
    }
  }

  /// CHANGE_EXT_CONN (§5.4.11).
  static func connecting(
    _ vnf: VNFRecord, _ vnfd: VNFD, to networks: [String], _ reference: String
  ) throws(Fault) -> Plan {
    let added = networks.filter { !vnf.networks.contains($0) }
    let removed = vnf.networks.filter { !networks.contains($0) }
    guard !added.isEmpty || !removed.isEmpty else {
      throw Fault(
        title: "Nothing to change",
        detail: "\(vnf.name) is attached to just these networks already.")
    }
    let words = added.map { "+\($0)" } + removed.map { "−\($0)" }
    var steps = [
      OperationStep(.apply(.target), "Attach \(networks.joined(separator: ", "))")
    ]
    if !vnfd.day1.isEmpty { steps.append(.members) }
    let counts = try counts(of: vnfd, at: vnf.present)
    return Plan(
      kind: .changeExternalConnectivity, reference: reference,
      purpose: "networks \(words.joined(separator: ", "))",
      target: vnf.target { $0.networks = networks }, steps: steps + [.check],
      grant: GrantDemand(vnfd, rolling: counts))
  }

  /// MODIFY_INFO: what the VNF itself must know is applied to it when it runs; the rest is written down.
  static func modifying(
    _ vnf: VNFRecord, _ modification: VNFModification, _ reference: String
  ) throws(Fault) -> Plan {
    let after = vnf.information.modified(by: modification)
    guard after != vnf.information else {
      throw Fault(
        title: "Nothing to change", detail: "All of it is on record of \(vnf.name) already.")
    }
    var steps: [OperationStep] = []
    let names = modification.properties.keys.sorted()
    if after.properties != vnf.information.properties, vnf.condition == .started {
      let words = names.map { "\($0) = \(modification.properties[$0] ?? "")" }
      steps.append(
        OperationStep(
          .configure(step: "properties"), "Apply \(words.joined(separator: ", "))"))
    }
    let changed =
      (modification.description == nil ? [] : ["description"])
      + modification.metadata.keys.sorted() + names
    return Plan(
      kind: .modifyInformation, reference: reference,
      purpose: changed.joined(separator: ", "), target: vnf.present, modification: modification,
      steps: steps + [OperationStep(.note, "Write down what was changed")], grant: nil)
  }

  /// CREATE_SNAPSHOT (§5.4.21).
  static func snapshotting(
    _ vnf: VNFRecord, _ snapshot: VNFSnapshotRecord, _ reference: String
  ) -> Plan {
    Plan(
      kind: .createSnapshot, reference: reference, purpose: "\(snapshot.id) \(snapshot.name)",
      target: vnf.present, snapshot: snapshot,
      steps: [OperationStep(.snapshot(snapshot.id), "Keep what the volumes hold")], grant: nil)
  }

  /// REVERT_TO_SNAPSHOT (§5.4.22). What is there is kept first, so that there is a way back until the
  /// last step.
  static func reverting(
    _ vnf: VNFRecord, _ vnfd: VNFD, to id: VNFSnapshot.ID, keeping former: VNFSnapshot.ID,
    _ state: State, _ reference: String
  ) throws(Fault) -> Plan {
    guard let snapshot = vnf.snapshots.first(where: { $0.id == id }) else {
      let known = vnf.snapshots.map { "\($0.id) \($0.name)" }.joined(separator: ", ")
      throw Fault(
        title: "Snapshot unknown",
        detail: "\(vnf.name) has no snapshot \(id). It has: \(known.isEmpty ? "none" : known).",
        errorClass: .notFound)
    }
    let content = snapshot.content
    let successor = try state.vnfd(of: content)
    let before = try counts(of: vnfd, at: vnf.present)
    let after = try counts(of: successor, at: content)
    var steps = [
      OperationStep(.snapshot(former), "Keep what is there now"),
      OperationStep(.revert(id), "Put back \(snapshot.name): \(after.sentence)"),
    ]
    if !successor.day1.isEmpty { steps.append(.members) }
    return Plan(
      kind: .revertToSnapshot, reference: reference,
      purpose: "back to \(snapshot.name) (\(id)): \(after.sentence)", target: content,
      steps: steps + [
        .check, OperationStep(.dropSnapshot(former), "Drop what was kept"),
      ],
      grant: GrantDemand(from: vnfd, before, to: successor, after))
  }
}

extension VNFD {
  /// The same VNF in a flavour that somebody names.
  ///
  /// - Throws: that there is none of that name, with those that there are.
  func inKnownFlavour(_ id: String) throws(Fault) -> VNFD {
    if let chosen = inFlavour(id) { return chosen }
    throw Fault(
      title: "Flavour unknown",
      detail: "\(productName) has no flavour \(id). Use one of: "
        + "\(flavourIds.joined(separator: ", ")).")
  }
}
