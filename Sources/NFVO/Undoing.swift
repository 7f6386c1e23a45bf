import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What takes back a part of an NS operation, and what nothing takes back.
extension VNFTask {
  /// How a part is taken back.
  enum Remedy: Equatable {
    /// Nothing of it is left, or it leaves nothing that could be taken back.
    case none
    /// Its own operation stands still: it is rolled back.
    case rollBack
    /// It is done: the opposite operation undoes it.
    case compensate(Act)
    /// Nothing does, and why.
    case impossible(String)
  }

  var remedy: Remedy {
    if operationState == .failedTemp, operationName != nil { return .rollBack }
    switch act {
    case .instantiate: return vnf == nil ? .none : .compensate(.terminate)
    case .nested(.instantiate):
      return nested?.ns == nil ? .none : .compensate(.nested(.terminate))
    default: break
    }
    switch stage {
    case .waiting, .requested, .undone, .starting, .processing, .rollingBack: return .none
    case .failed:
      return .impossible(
        "\(vnfName): \(operationWords) was closed as FAILED, so nothing is known to go back to")
    case .completed:
      return opposite.map(Remedy.compensate)
        ?? (act.isTermination
          ? .impossible("\(vnfName) is terminated, which nothing brings back") : .none)
    }
  }

  /// The act that undoes this one once it is done.
  private var opposite: Act? {
    switch act {
    case .instantiate: .terminate
    case .scale(let aspect, let steps): .scale(aspectId: aspect, steps: -steps)
    case .changePackage(let vnfdId, let former): .changePackage(vnfdId: former, from: vnfdId)
    // What healing replaced was broken; nobody wants it back.
    // An operation with such a change has no other part: when that is done, so is the operation.
    case .heal, .automaticHeal, .terminate, .change, .nested: nil
    }
  }

  /// Whether it is a change that its operation consists of alone.
  var isLoneChange: Bool { if case .change = act { true } else { false } }

  /// Whether its undoing needs an answer that only a person can bring about.
  var isUndoingStuck: Bool { undoing?.stage == .failed }

  /// Whether the operation that is to undo it is itself open, and stands still.
  var hasOpenCompensation: Bool {
    undoing?.act != nil && undoing?.operationState == .failedTemp
  }

  /// `SCALE vnfop-7`, or what was asked for when there is no operation.
  var operationWords: String {
    operationName.map { "\(act.kind.rawValue) \($0)" } ?? act.kind.rawValue
  }
}

extension VNFTask.Act {
  var isTermination: Bool { self == .terminate || self == .nested(.terminate) }

  /// Whether there is something new when it is done.
  var isInstantiation: Bool {
    switch self {
    case .instantiate, .nested(.instantiate): true
    default: false
    }
  }

  /// The VNF operation that it is, or of that name.
  package var kind: VNFOperationKind {
    switch self {
    case .instantiate: .instantiate
    case .scale: .scale
    case .changePackage: .changePackage
    case .heal, .automaticHeal: .heal
    case .change(let change): change.kind
    case .terminate, .nested(.terminate): .terminate
    case .nested(.instantiate): .instantiate
    case .nested(.heal): .heal
    }
  }
}

extension NSOperationRecord {
  /// What an operation that stands still or is closed left otherwise than it found it, or otherwise
  /// than it was to be: a sentence for each VNF concerned.
  package var leftovers: [String] {
    switch state {
    case .starting, .processing, .rollingBack, .completed: []
    case .failedTemp, .rolledBack: tasks.flatMap(\.allNotRestored)
    case .failed: tasks.compactMap(\.leftBehind)
    case .partiallyCompleted: tasks.compactMap(\.notDone)
    }
  }
}

extension VNFTask {
  /// What an undoing did not take back.
  var notRestored: String? {
    if let undoing, undoing.stage == .failed, let fault = undoing.fault {
      let what = undoing.act.map { "\($0.kind.rawValue) to undo it" } ?? "its rollback"
      return "\(vnfName): \(operationWords): \(what) failed: \(fault.detail)"
    }
    guard undoing != nil || stage == .failed && operationState == .failed,
      case .impossible(let reason) = remedy
    else { return nil }
    return reason
  }

  /// The same with what its VNF operation found in the cluster after its rollback.
  var allNotRestored: [String] {
    (notRestored.map { [$0] } ?? []) + lostForGood.map { "\(vnfName): \(operationWords): \($0)" }
  }

  /// What is as the operation left it when it was closed.
  fileprivate var leftBehind: String? {
    switch stage {
    case .completed: "\(vnfName): \(operationWords) was done and stays"
    case .waiting, .requested, .undone:
      (vnf != nil || nested?.ns != nil) && act.isInstantiation
        ? "\(vnfName): has an identifier and nothing else" : nil
    case .starting, .processing, .rollingBack, .failed:
      "\(vnfName): \(operationWords) was closed half done: "
        + (fault?.detail ?? "its parts are as they were left")
    }
  }

  fileprivate var notDone: String? {
    if nested?.isPartial == true { return "\(vnfName): \(operationWords) was done in part" }
    guard stage != .completed else { return nil }
    let reason = fault.map { ": \($0.detail)" } ?? ""
    return "\(vnfName): \(operationWords) was not done\(reason)"
  }
}
