import Deciding
import ResourceInterfaces
import VNFM

/// What goes wrong at one point of an operation.
package enum Disturbance: String, Codable, Sendable, CaseIterable {
  /// It fails half way, with an error that may be gone a moment later: it is tried again by itself.
  case failsOnce
  /// It fails half way, with an error that no retry policy takes for a passing one.
  case fails
  /// One request is lost on its way.
  case silentOnce
  /// Every request is lost until the operation stands still.
  case silent
  /// It is done, and the answer is lost.
  case losesReply
  /// Every answer is lost until the operation stands still.
  case losesReplies
  /// That one of the components serves is never told.
  case losesNews
  /// The operation is cancelled while this goes on.
  case cancelGraceful, cancelForceful

  var cancelMode: CancelMode? {
    switch self {
    case .cancelGraceful: .graceful
    case .cancelForceful: .forceful
    default: nil
    }
  }

  /// Whether it strikes again and again until the operation stands still.
  var isPersistent: Bool { self == .silent || self == .losesReplies }
}

/// A point of an operation at which something may go wrong: found in a run, never written down.
package struct DisturbedPoint: Hashable, Sendable, CustomStringConvertible {
  package enum Place: Hashable, Sendable {
    /// A step of the plan of a VNF operation; those of a rollback follow those of the way forward.
    case step(Int)
    /// The decision of the NFVO on the grant.
    case grant
    /// The VIMs' answers about their capacity, of which the place of a network service comes.
    case placement
  }

  /// Counts the VNF operations since the exercise was asked for, from 0.
  package let operation: Int
  package let place: Place

  package var description: String {
    switch place {
    case .step(let index): "\(operation).\(index)"
    case .grant: "\(operation).grant"
    case .placement: "\(operation).placement"
    }
  }
}

/// One thing that goes wrong at one point.
package struct Blow: Hashable, Sendable, CustomStringConvertible {
  package let point: DisturbedPoint
  package let disturbance: Disturbance

  package var description: String { "\(point).\(disturbance.rawValue)" }
}

extension OperationStep.Act {
  /// What can go wrong with it: it depends on whom it asks.
  var disturbances: [Disturbance] {
    switch self {
    case .apply, .roll, .replace, .revert: Disturbance.allCases
    case .delete, .snapshot, .dropSnapshot, .configure:
      Disturbance.allCases.filter { $0 != .losesNews }
    case .audit, .callOff:
      [.silentOnce, .silent, .losesReply, .losesReplies, .cancelGraceful, .cancelForceful]
    // Nobody is asked, so nothing is lost; what is wrong with a check comes of the news before it.
    case .drain, .gate: [.cancelGraceful, .cancelForceful]
    case .check, .note: []
    }
  }
}

extension DisturbedPoint {
  /// What can go wrong here in `operations`, the VNF operations of a run.
  func disturbances(in operations: [VNFOperationRecord]) -> [Disturbance] {
    switch place {
    case .step(let index): operations[operation].steps[index].act.disturbances
    case .grant: [.fails, .silentOnce, .losesReply, .cancelGraceful, .cancelForceful]
    case .placement: [.silentOnce, .silent, .losesReply, .cancelGraceful]
    }
  }
}

// MARK: Which messages a point consists of

extension Message {
  /// Whether it asks for what happens at `place` of `operation`.
  func asks(for place: DisturbedPoint.Place, of operation: VNFOperationRecord) -> Bool {
    switch (self, place) {
    case (.resource(.vim(.submit(_, let task))), .step(let index)):
      task.token == operation.token(of: index)
    case (.resource(.vim(.cancel(_, let token, _))), .step(let index)):
      operation.calls(off: token, in: index)
    case (.resource(.vim(.describe(_, _, let query))), .step(let index)):
      query == operation.token(of: index)
    case (.resource(.nfvi(.configure(_, let id, let step, _, _))), .step(let index)):
      id == operation.id && operation.configures(step, in: index)
    case (.resource(.nfvo(.grantRequest(let request))), .grant):
      request.operation == operation.id
    default: false
    }
  }

  /// Whether it answers what happens at `place` of `operation`.
  func answers(_ place: DisturbedPoint.Place, of operation: VNFOperationRecord) -> Bool {
    switch (self, place) {
    case (.resource(.vnfm(.taskEnded(let token, _, _, _))), .step(let index)):
      token == operation.token(of: index) || operation.calls(off: token, in: index)
    case (.resource(.vnfm(.described(let description))), .step(let index)):
      description.query == operation.token(of: index)
    case (.resource(.vnfm(.configured(_, let id, let step, _))), .step(let index)):
      id == operation.id && operation.configures(step, in: index)
    case (.resource(.vnfm(.granted(let id, _, _))), .grant),
      (.resource(.vnfm(.grantRefused(let id, _))), .grant):
      id == operation.id
    default: false
    }
  }

  /// Whether it tells that a component of `vnf` serves.
  func tellsOfService(of vnf: VNFInstance.ID) -> Bool {
    guard case .resource(.vnfm(.resourceChanged(let change))) = self else { return false }
    return change.vnf == vnf && change.phase == .ready
  }

  var asksForCapacity: Bool {
    if case .resource(.vim(.capacityQuery)) = self { true } else { false }
  }

  var answersAboutCapacity: Bool {
    guard case .resource(.nfvo(.capacity(let report))) = self else { return false }
    return report.query != nil
  }
}

extension VNFOperationRecord {
  fileprivate func calls(off token: TaskToken, in index: Int) -> Bool {
    guard token.operation == id, steps.indices.contains(index), steps[index].isRunning else {
      return false
    }
    return steps[index].act == .callOff(step: token.step)
  }

  fileprivate func configures(_ name: String, in index: Int) -> Bool {
    steps.indices.contains(index) && steps[index].isRunning
      && steps[index].act == .configure(step: name)
  }
}
