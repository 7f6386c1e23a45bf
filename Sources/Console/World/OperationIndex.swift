import Deciding
import Core
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

/// An operation occurrence of either level.
package enum AnyOperation: Hashable, Sendable {
  case ns(NSOperation.ID)
  case vnf(VNFOperation.ID)
}

/// Gives the operations of both levels one row of serials, in the order in which they began, so that
/// one list can hold them.
struct OperationSerials {
  /// By serial, from 1.
  private(set) var operations: [AnyOperation] = []
  /// By the serial of each level's own identifiers; 0 for what is not there.
  private var ofNS: [Int32] = []
  private var ofVNF: [Int32] = []

  subscript(serial: Int) -> AnyOperation? {
    operations.indices.contains(serial - 1) ? operations[serial - 1] : nil
  }

  func serial(of operation: AnyOperation) -> Int? {
    let serial: Int32 =
      switch operation {
      case .ns(let id): ofNS.indices.contains(id.serial) ? ofNS[id.serial] : 0
      case .vnf(let id): ofVNF.indices.contains(id.serial) ? ofVNF[id.serial] : 0
      }
    return serial > 0 ? Int(serial) : nil
  }

  /// The serial of an operation; one that is not known yet is the newest.
  mutating func enter(_ operation: AnyOperation) -> Int {
    if let known = serial(of: operation) { return known }
    operations.append(operation)
    switch operation {
    case .ns(let id): Self.set(&ofNS, id.serial, operations.count)
    case .vnf(let id): Self.set(&ofVNF, id.serial, operations.count)
    }
    return operations.count
  }

  private static func set(_ serials: inout [Int32], _ index: Int, _ value: Int) {
    if serials.count <= index {
      serials += [Int32](repeating: 0, count: max(index + 1, serials.count * 2) - serials.count)
    }
    serials[index] = Int32(value)
  }
}

extension Event {
  /// The operation whose row may have changed its place with it.
  var operation: AnyOperation? {
    switch self {
    case .vnfm(.operationStarted(let record)): .vnf(record.id)
    case .vnfm(.operationEntered(let id, _, _, _, _, _)),
      .vnfm(.operationStuck(let id, _, _, _, _, _, _)), .vnfm(.stepEnded(let id, _, _, _, _, _)),
      .vnfm(.stepStarted(let id, _, _, _, _, _, _)), .vnfm(.operationResumed(let id, _, _, _, _)),
      .vnfm(.stepFaltered(let id, _, _, _, _, _, _, _)),
      .vnfm(.operationAsked(let id, _, _, _, _)), .vnfm(.operationGranted(let id, _, _, _, _)),
      .vnfm(.rollbackChecked(let id, _, _, _, _)), .vnfm(.reconciled(let id, _, _, _)):
      .vnf(id)
    case .nfvo(.operationStarted(let record, _)): .ns(record.id)
    case .nfvo(.operationEntered(let id, _, _, _, _, _)),
      .nfvo(.placementDecided(let id, _, _, _)), .nfvo(.taskRequested(let id, _, _, _, _, _)),
      .nfvo(.taskRefused(let id, _, _, _, _)), .nfvo(.vnfOperationChanged(let id, _, _, _)),
      .nfvo(.lifecycle(.taskAccepted(let id, _, _, _, _, _))),
      .nfvo(.lifecycle(.turnAwaited(let id, _, _, _, _))),
      .nfvo(.lifecycle(.turnTaken(let id, _, _, _))),
      .nfvo(.lifecycle(.partAsked(let id, _, _, _, _))),
      .nfvo(.lifecycle(.askRefused(let id, _, _, _, _))),
      .nfvo(.lifecycle(.undoRequested(let id, _, _, _, _))),
      .nfvo(.lifecycle(.undoRefused(let id, _, _, _, _))),
      .nfvo(.lifecycle(.undoChanged(let id, _, _, _))),
      .nfvo(.lifecycle(.nestedBegun(let id, _, _, _, _, _, _, _))),
      .nfvo(.lifecycle(.nestedAsked(let id, _, _, _, _))),
      .nfvo(.lifecycle(.nestedMoved(let id, _, _, _, _))),
      .nfvo(.lifecycle(.placementResumed(let id, _, _, _, _))):
      .ns(id)
    default: nil
    }
  }
}
