import ResourceInterfaces

/// Which operations are legal in which state of a VNF instance (SOL003 §5.4).
package enum VNFInstanceCondition: String, Sendable, CaseIterable {
  case notInstantiated = "NOT_INSTANTIATED"
  case started = "INSTANTIATED/STARTED"
  case stopped = "INSTANTIATED/STOPPED"

  /// A TERMINATE of what has no resources deletes the identifier, and what an INSTANTIATE that was
  /// closed as FAILED may have left.
  package var legalKinds: [VNFOperationKind] {
    switch self {
    case .notInstantiated: [.instantiate, .modifyInformation, .terminate]
    case .started:
      [
        .scale, .scaleToLevel, .changeFlavour, .operate, .heal, .changeExternalConnectivity,
        .changePackage, .modifyInformation, .createSnapshot, .revertToSnapshot, .terminate,
      ]
    case .stopped: [.operate, .heal, .modifyInformation, .terminate]
    }
  }
}

extension VNFRecord {
  /// What decides which operations are legal.
  package var condition: VNFInstanceCondition {
    switch (instantiationState, vnfState) {
    case (.notInstantiated, _): .notInstantiated
    case (.instantiated, .started): .started
    case (.instantiated, .stopped): .stopped
    }
  }

  /// Why `kind` is not legal now; nil when it is.
  func objection(to kind: VNFOperationKind) -> Fault? {
    guard !condition.legalKinds.contains(kind) else { return nil }
    let legal = condition.legalKinds.map(\.rawValue).joined(separator: ", ")
    return Fault(
      title: "Not possible in this state",
      detail: "\(name) is \(condition.rawValue), so \(kind.rawValue) is not possible. "
        + "Possible are \(legal).")
  }
}
